"""Where SFTP listens, and who is connected. The SSH library is loaded when the first client comes."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import importlib
import logging
import socket
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from finesse.third_party.sftp import host_key
from finesse.third_party.sftp.account import Account
from finesse.third_party.sftp.quota import Usage
from finesse.third_party.sftp.tree import Tree
from vos.address import Address
from vos.doors.listener import EXHAUSTED, EXHAUSTED_SECONDS, listening_sockets
from vos.doors.places import Places
from vos.service import listening

if TYPE_CHECKING:
    import asyncssh

STRANGERS = 100
STRANGERS_OF_AN_ADDRESS = 50
CONNECTIONS = 50  # of those who have signed in
CONNECTIONS_OF_AN_ADDRESS = 25
LOGIN_SECONDS = 60.0  # from the connection on, in which somebody may type a password
IDLE_SECONDS = 1800.0  # without a request of SFTP

logger = logging.getLogger(__name__)


@contextlib.asynccontextmanager
async def serving(
    where: Address, root: Path, key: Path, account: Account, *, permissive: bool
) -> AsyncIterator[Address]:
    """SFTP to this folder; yields where it listens. CannotServe if it cannot."""
    host_key.have(key)
    if not account.is_there:
        logger.warning("sftp: the centre's file has no finesse.third_party_password, so nobody can sign in")
    async with listening("sftp", where):
        sockets = await listening_sockets(where)
    door = Door(root, key, account, permissive=permissive)
    accepting = [asyncio.ensure_future(door.accept(each)) for each in sockets]
    try:
        yield Address(*sockets[0].getsockname()[:2])
    finally:
        for task in accepting:
            task.cancel()
        await asyncio.gather(*accepting, return_exceptions=True)
        for each in sockets:
            each.close()
        await door.close()


class Door:
    """Lets clients in, and counts them."""

    def __init__(self, root: Path, key: Path, account: Account, *, permissive: bool) -> None:
        self._root = root
        self._key = key
        self._account = account
        self._permissive = permissive
        self._usage: Usage | None = None
        self._options: dict[str, Any] | None = None
        self._loading = asyncio.Lock()
        self._guests: dict[Guest, asyncio.Task[None]] = {}
        self.strangers: Places[Guest] = Places(STRANGERS, STRANGERS_OF_AN_ADDRESS)
        self.known: Places[Guest] = Places(CONNECTIONS, CONNECTIONS_OF_AN_ADDRESS)

    async def accept(self, listens: socket.socket) -> None:
        """Until it is cancelled."""
        listens.setblocking(False)
        while True:
            try:
                sock, address = await asyncio.get_running_loop().sock_accept(listens)
            except OSError as error:
                if error.errno in EXHAUSTED:
                    logger.warning("sftp: no connection more can be accepted: %s", error.strerror)
                    await asyncio.sleep(EXHAUSTED_SECONDS)
                elif error.errno in (errno.EBADF, errno.EINVAL):
                    raise
                continue  # that client left at once
            guest = Guest(self, sock, address[0])
            if (leaver := self.strangers.take(guest, guest.address)) is not None:
                leaver.send_away()
            self._guests[guest] = asyncio.ensure_future(self._serve(guest))

    async def close(self) -> None:
        """Send everybody away."""
        tasks = [*self._guests.values()]
        for guest in [*self._guests]:
            guest.send_away()
        await asyncio.gather(*tasks, return_exceptions=True)

    def send_away(self, guest: Guest) -> None:
        """Who waits for the library, or for his password to be checked, is sent away as well."""
        self.strangers.leave(guest)
        self.known.leave(guest)
        if (task := self._guests.get(guest)) is not None:
            task.cancel()

    async def _serve(self, guest: Guest) -> None:
        try:
            library, options = await self._library()
            connection = await library.asyncssh.run_server(
                guest.sock,
                server_factory=lambda: library.Login(guest, self._account, self._tree),
                **options,
            )
            while not await guest.is_over(connection):
                pass
        except (OSError, EOFError) as error:
            logger.debug("sftp: %s: %s", guest.address, error)
        except asyncio.CancelledError:
            if not guest.sent_away:
                raise
        except Exception as error:
            if not type(error).__module__.startswith("asyncssh"):
                logger.exception("sftp: the connection of %s failed", guest.address)
            else:
                logger.info("sftp: %s: %s", guest.address, error)
        finally:
            guest.end()
            self.strangers.leave(guest)
            self.known.leave(guest)
            del self._guests[guest]

    async def _library(self) -> tuple[Any, dict[str, Any]]:
        async with self._loading:
            library = await asyncio.to_thread(importlib.import_module, "finesse.third_party.sftp.session")
            if self._options is None:
                self._options = library.options(self._key, LOGIN_SECONDS)
        return library, self._options

    def _tree(self) -> Tree:
        """What there is is counted anew where nobody else is at it."""
        if self._usage is None or len(self.known) <= 1:
            self._usage = Usage.of(self._root)
        return Tree(self._root, self._usage, permissive=self._permissive)


class Guest:
    """One connection."""

    def __init__(self, door: Door, sock: socket.socket, address: str) -> None:
        self.sock = sock
        self.address = address
        self.sent_away = False
        self._door = door
        self._connection: asyncssh.SSHServerConnection | None = None
        self._heard = asyncio.get_running_loop().time()

    def connected(self, connection: asyncssh.SSHServerConnection) -> None:
        """SSH has begun."""
        self._connection = connection

    def came_in(self) -> None:
        """He has shown who he is."""
        self._door.strangers.leave(self)
        if (leaver := self._door.known.take(self, self.address)) is not None:
            leaver.send_away()
        self.is_alive()

    def is_alive(self) -> None:
        """He has asked for something."""
        self._heard = asyncio.get_running_loop().time()

    async def is_over(self, connection: asyncssh.SSHServerConnection) -> bool:
        """Wait for the end, or for as long as he may be silent; who was is sent away."""
        left = self._heard + IDLE_SECONDS - asyncio.get_running_loop().time()
        if left <= 0:
            return True
        try:
            async with asyncio.timeout(left):
                await connection.wait_closed()
        except TimeoutError:
            return False
        return True

    def send_away(self) -> None:
        """Close it at once."""
        self.sent_away = True
        self._door.send_away(self)

    def end(self) -> None:
        """Nothing of it is left."""
        if self._connection is not None:
            self._connection.abort()
        self.sock.close()
