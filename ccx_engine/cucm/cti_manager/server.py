"""CTI Manager: the JTAPI link's server. One task per client reads; nobody's writes wait for anybody.

What a client does not read is kept for it up to a bound; then that client is cut, and the others have noticed
nothing.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import logging
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Iterable, Iterator

from ccx_engine.cucm.calls.observers import ToldProviders
from ccx_engine.cucm.configuration.administration import Change
from ccx_engine.cucm.configuration.cluster import CTI_ENABLED, Cluster
from ccx_engine.cucm.credentials.accounts import Accounts, Origin
from ccx_engine.cucm.cti_manager.providers import Providers
from ccx_engine.jtapi import wire
from ccx_engine.jtapi.messages import Message, OpenProvider, Refused, Request
from ccx_engine.jtapi.model import CtiError
from ccx_engine.jtapi.session import LinkLost, Session
from ccx_engine.jtapi.summary import masked, summary
from vos import trace
from vos.address import Address
from vos.alarm import Alarm
from vos.doors import open_files
from vos.doors.places import Places
from vos.service import listening
from vos.turns import GaveWay

logger = logging.getLogger(__name__)

BACKLOG = 4_000_000  # bytes that wait for one client
CHUNK = 16_384  # bytes of one client that are worked on before the next client's turn
CLIENTS = 256  # that have signed in
STRANGERS, STRANGERS_OF_AN_ADDRESS = 400, 200  # that have not
SIGN_IN_SECONDS = 5.0
SIGN_IN_BODY = 4_096  # bytes of a message before that
TOLD_AGAIN = 10.0  # seconds until the log tells of an address's refusals again
SPARE_FILES = 100  # open files that are no clients


class JtapiClient:
    """A JTAPI client by its one connection, with the link's session on it."""

    def __init__(self, number: int, writer: asyncio.StreamWriter, now: float) -> None:
        self.number = number
        self.writer = writer
        self.session = Session(now)
        self.session.largest = SIGN_IN_BODY
        self.host: str
        self.host, port = (writer.get_extra_info("peername") or ("an unknown address", 0))[:2]
        self.name = f"{self.host}:{port}"
        self.sign_in_by: float | None = now + SIGN_IN_SECONDS

    @property
    def ends(self) -> trace.Ends:
        """This connection, as it is told of what travels on it."""
        other = self.name if self.sign_in_by is None else f"client {self.name}"
        return trace.Ends("jtapi", "cucm", other, self.name)

    def next_deadline(self) -> float:
        session = self.session.next_deadline()
        return session if self.sign_in_by is None else min(session, self.sign_in_by)

    def signed_in(self) -> None:
        """The client has shown who it is: it may stay, and send long messages."""
        self.sign_in_by = None
        self.session.largest = wire.MAX_BODY

    def check_sign_in(self, now: float) -> None:
        """LinkLost when the client has not signed in in time, whatever else it sends."""
        if self.sign_in_by is not None and now >= self.sign_in_by:
            raise LinkLost(f"not signed in after {SIGN_IN_SECONDS:g} s")

    def tick(self, now: float) -> None:
        """LinkLost when the client is silent, or has not signed in in time."""
        self.check_sign_in(now)
        self.session.tick(now)


class CtiManager:
    """Serves the JTAPI link to any number of providers."""

    def __init__(
        self,
        cluster: Cluster,
        accounts: Accounts,
        backlog: int = BACKLOG,
        numbers: Iterator[int] | None = None,
    ) -> None:
        self.providers = Providers(cluster, numbers=numbers)
        self._accounts = accounts
        self._backlog = backlog
        self._clients: dict[int, JtapiClient] = {}
        self._strangers: Places[JtapiClient] = Places(STRANGERS, STRANGERS_OF_AN_ADDRESS)
        self._told: OrderedDict[str, float] = OrderedDict()  # of refusals, by address
        self._numbers = itertools.count(1)
        self._loop = asyncio.get_running_loop()
        self._alarm = Alarm(self._loop, self._wake)

    @contextlib.asynccontextmanager
    async def serving(self, address: Address) -> AsyncIterator[Address]:
        """Inside, clients are served; yields the address in use."""
        async with asyncio.TaskGroup() as group:
            tasks: set[asyncio.Task[None]] = set()

            def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
                task = group.create_task(self._serve(reader, writer))
                tasks.add(task)
                task.add_done_callback(tasks.discard)

            open_files.allow(CLIENTS + STRANGERS + SPARE_FILES)
            async with listening("jtapi", address):
                server = await asyncio.start_server(connected, *address, limit=CHUNK)
            try:
                host, port = server.sockets[0].getsockname()[:2]
                yield Address(host, port)
            finally:
                server.close()
                self._alarm.cancel()
                for task in tasks:
                    task.cancel()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        client = JtapiClient(next(self._numbers), writer, self._loop.time())
        if (leaver := self._strangers.take(client, client.host)) is not None:
            leaver.writer.transport.abort()
        self._clients[client.number] = client
        logger.debug("JTAPI client %s connected", client.name)
        why = "it closed the link"
        try:
            while data := await self._read(reader, client):
                for message in client.session.receive_data(data, self._loop.time()):
                    await self._hear(client, message)
                    client.check_sign_in(self._loop.time())
                client.check_sign_in(self._loop.time())
                await asyncio.sleep(0)  # the others' turn
        except GaveWay:
            why = "too many sign in at once"
        except (LinkLost, wire.FormatError, OSError) as error:
            why = str(error)
        finally:
            del self._clients[client.number]
            self._strangers.leave(client)
            writer.transport.abort()
            self._deliver(self.providers.close(client.number, self._loop.time()))
            level = logging.INFO if client.sign_in_by is None else logging.DEBUG
            logger.log(level, "JTAPI client %s is gone: %s", client.name, why)

    async def _read(self, reader: asyncio.StreamReader, client: JtapiClient) -> bytes:
        """The next bytes; meanwhile the session's clock is kept."""
        while True:
            try:
                async with asyncio.timeout_at(client.next_deadline()) as limit:
                    return await reader.read(CHUNK)
            except TimeoutError:
                if not limit.expired():  # the connection's own, not our clock's
                    raise
                client.tick(self._loop.time())
                self._flush(client)

    async def _hear(self, client: JtapiClient, message: Message) -> None:
        if not isinstance(message, Request):
            raise wire.FormatError(f"{type(message).__name__} is not for a client to send")
        self._watch(trace.IN, client, message)
        if isinstance(message, OpenProvider):
            await self._open(client, message)
        else:
            self._deliver(self.providers.ask(client.number, message, self._loop.time()))

    async def _open(self, client: JtapiClient, request: OpenProvider) -> None:
        user = await self._accounts.check(
            request.login, request.password, Origin("the JTAPI link", client.host)
        )
        if user is None or CTI_ENABLED not in user.roles:
            error, text = (
                (CtiError.DIRECTORY_LOGIN_FAILED, "unknown user or wrong password")
                if user is None
                else (CtiError.DIRECTORY_LOGIN_NOT_ALLOWED, f"the user lacks the role {CTI_ENABLED!r}")
            )
            self._tell_of_refusal(client, request.login, text)
            self._deliver([ToldProviders((client.number,), Refused(request.request_id, error, text))])
            return
        if client in self._strangers and len(self._clients) - len(self._strangers) >= CLIENTS:
            logger.warning("JTAPI client %s is turned away: %d have signed in already", client.name, CLIENTS)
            raise LinkLost("too many clients have signed in")
        self._strangers.leave(client)
        client.signed_in()
        client.name = request.application or request.login
        logger.info("JTAPI client %s has signed in from %s", client.name, client.host)
        self._deliver(self.providers.open(client.number, user, request))

    def _tell_of_refusal(self, client: JtapiClient, login: str, why: str) -> None:
        """In the log, of an address once in a while; the accounts' lock is told of anyway."""
        now = self._loop.time()
        while self._told and next(iter(self._told.values())) + TOLD_AGAIN <= now:
            self._told.popitem(last=False)
        seldom = client.host not in self._told
        if seldom:
            self._told[client.host] = now
        level = logging.WARNING if seldom else logging.DEBUG
        logger.log(level, "JTAPI client %s: %r refused: %s", client.name, login, why)

    def reconfigured(self, change: Change) -> None:
        """The cluster has changed: its providers are told."""
        self._deliver(self.providers.reconfigured(change, self._loop.time()))

    def reset(self, terminal: str) -> None:
        """A phone registers anew, once it is in no call."""
        self._deliver(self.providers.reset(terminal, self._loop.time()))

    def _wake(self) -> None:
        self._deliver(self.providers.tick(self._loop.time()))

    def _deliver(self, told: Iterable[ToldProviders]) -> None:
        """Send each message to its receivers, encoded once."""
        now = self._loop.time()
        dirty: dict[int, JtapiClient] = {}
        for receivers, message in told:
            frame = wire.encode(message)
            for number in receivers:
                if client := self._clients.get(number):
                    client.session.send_frame(frame, now)
                    dirty[number] = client
                    self._watch(trace.OUT, client, message)
        for client in dirty.values():
            self._flush(client)
        self._alarm.set(self.providers.next_deadline())

    def _flush(self, client: JtapiClient) -> None:
        transport = client.writer.transport
        data = client.session.data_to_send()
        if transport.is_closing() or not data:
            return
        transport.write(data)
        if transport.get_write_buffer_size() > self._backlog:
            logger.warning("JTAPI client %s is cut: it does not read", client.name)
            transport.abort()

    def _watch(self, direction: str, client: JtapiClient, message: Message) -> None:
        if trace.watched():
            name, keys = type(message).__name__, summary(message)
            now, encode = time.time(), wire.encode
            trace.tell(trace.Hop(now, direction, client.ends, name, keys, lambda: encode(masked(message))))
