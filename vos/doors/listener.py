"""A listening socket and who comes in at it; `http.connection` puts HTTP behind it.

A connection is a stranger until a request on it has shown who asks; then it is known by that name. Of
strangers there are so many of an address and so many in all, of connections known by a name so many of a
name and so many in all, and where a place is wanted that is taken, the one that had it longest gives way
(`places`). So neither thousands of connections that do nothing nor somebody with a password keep others out.
What each step of a stranger may last has an end besides, so that every place is given back.

A connection that says nothing costs no more than its socket: a TLS handshake, which holds some 50 kB from
its start on, is begun when the client has said something, and so is the protocol behind the door.
"""

from __future__ import annotations

import asyncio
import errno
import logging
import socket
import ssl
from collections.abc import Callable
from typing import cast

from vos.address import Address
from vos.doors import open_files
from vos.doors.places import Places, neighbourhood
from vos.doors.rounds import Rounds

STRANGERS = 2_000
STRANGERS_OF_AN_ADDRESS = 1_000
KNOWN = 10_000
KNOWN_OF_A_NAME = 1_000
SPARE_FILES = 1_000  # open files that are no connections of the listener
FIRST_BYTE_SECONDS = 20.0
HANDSHAKE_SECONDS = 10.0  # from the first byte until TLS is agreed upon
CLOSING_SECONDS = 5.0  # for the other side to end TLS, too

BACKLOG = 1_024
ACCEPTS_AT_ONCE = 20  # before those inside have their turn
EXHAUSTED = (errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM)
EXHAUSTED_SECONDS = 0.5  # until it is tried again where nobody can give way

logger = logging.getLogger(__name__)


class Visitor:
    """A connection, from its being accepted to its end."""

    __slots__ = ("_admission", "_alarm", "_gone", "_listener", "_name", "_sock", "address", "transport")

    def __init__(self, listener: Listener, sock: socket.socket, address: str) -> None:
        self.address = address
        self._listener = listener
        self._sock = sock
        self._name: str | None = None
        self._alarm: asyncio.TimerHandle | None = None  # until its first byte
        self._admission: asyncio.Task[None] | None = None  # from then until it is inside
        self.transport: asyncio.Transport | None = None  # from then on
        self._gone = False

    def wait(self, seconds: float) -> None:
        """For its first byte."""
        self._listener.loop.add_reader(self._sock, self._spoke)
        self._alarm = self._listener.loop.call_later(seconds, self.send_away)

    def come_in(self, transport: asyncio.BaseTransport) -> None:
        """It is a protocol's from here on, which tells when it is `gone`."""
        self.transport = cast(asyncio.Transport, transport)  # uvloop's are no subclass
        if self._gone:
            self.transport.abort()

    def known_as(self, name: str) -> None:
        """A request on it has shown who asks. Its place among that name's is the newest."""
        self._name = name
        self.take_place()

    def take_place(self) -> None:
        """Among the strangers or the known."""
        self.leave_place()
        if self._gone:
            return
        if self._name is None:
            leaver = self._listener.strangers.take(self, self.address)
        else:
            leaver = self._listener.known.take(self, self._name)
        if leaver is not None:
            leaver.send_away()

    def leave_place(self) -> None:
        """Somebody else counts it, until it takes a place again."""
        self._listener.strangers.leave(self)
        self._listener.known.leave(self)

    @property
    def rounds(self) -> Rounds:
        """By which it is told when its requests are looked at."""
        return self._listener.rounds

    @property
    def lane(self) -> str:
        """With whom it shares its turns: with all of a name, or with the strangers of its address."""
        return f"name {self._name}" if self._name is not None else f"address {neighbourhood(self.address)}"

    @property
    def is_stranger(self) -> bool:
        """Whether nobody is known to ask here."""
        return self._name is None

    def send_away(self) -> None:
        """Close it at once, however far it has come."""
        if self.transport is not None:
            self.leave_place()
            self.transport.abort()
        elif self._admission is not None:
            self._admission.cancel()
            self.gone()
        else:
            self._stop_waiting()
            self._sock.close()
            self.gone()

    def gone(self) -> None:
        """It is closed."""
        self._gone = True
        self.leave_place()
        self._listener.visitors.discard(self)

    def _stop_waiting(self) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None
            self._listener.loop.remove_reader(self._sock)

    def _spoke(self) -> None:
        """It said something, or has left."""
        try:
            left = not self._sock.recv(1, socket.MSG_PEEK)
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            left = True
        if left:
            self.send_away()
            return
        self._stop_waiting()
        self._admission = self._listener.loop.create_task(self._admit())

    async def _admit(self) -> None:
        listener = self._listener
        secure = listener.context is not None
        try:
            await listener.loop.connect_accepted_socket(
                lambda: listener.connect(self),
                self._sock,
                ssl=listener.context,
                ssl_handshake_timeout=HANDSHAKE_SECONDS if secure else None,
                ssl_shutdown_timeout=CLOSING_SECONDS if secure else None,
            )
        except ssl.SSLError as error:
            logger.info("a TLS handshake with %s failed: %s", self.address, error)
        except OSError as error:  # it left, or took too long
            logger.debug("a TLS handshake with %s did not end: %s", self.address, error)
        finally:
            self._admission = None
            if self.transport is None:
                self.gone()


class Listener:
    """One listening socket. Who comes in there is given to `connect`, with TLS where there is a `context`."""

    def __init__(
        self,
        sock: socket.socket,
        context: ssl.SSLContext | None,
        connect: Callable[[Visitor], asyncio.Protocol],
    ) -> None:
        files = open_files.allow(STRANGERS + KNOWN + SPARE_FILES)
        self.loop = asyncio.get_running_loop()
        self.context = context
        self.connect = connect
        self.visitors: set[Visitor] = set()
        self.rounds = Rounds(self.loop)
        # Where the system allows few files, those are shared out as they are where it allows many.
        self.strangers: Places[Visitor] = Places(
            min(STRANGERS, files // 5), min(STRANGERS_OF_AN_ADDRESS, files // 10)
        )
        self.known: Places[Visitor] = Places(min(KNOWN, files // 2), min(KNOWN_OF_A_NAME, files // 4))
        self._sock = sock
        self._again: asyncio.TimerHandle | None = None
        self._exhausted = False  # and told
        sock.setblocking(False)
        self.loop.add_reader(sock, self._knock)

    @property
    def address(self) -> Address:
        """Where it listens."""
        return Address(*self._sock.getsockname()[:2])

    def shut(self) -> None:
        """Let nobody in any more, and send away who is on his way in."""
        if self._again is not None:
            self._again.cancel()
        self.loop.remove_reader(self._sock)
        self._sock.close()
        for visitor in [*self.visitors]:
            if visitor.transport is None:
                visitor.send_away()

    def clear(self) -> None:
        """Send away who is still inside: else who does not end TLS in turn keeps his socket for seconds."""
        for visitor in [*self.visitors]:
            visitor.send_away()

    def _knock(self) -> None:
        for _ in range(ACCEPTS_AT_ONCE):
            try:
                accepted, address = self._sock.accept()
            except (BlockingIOError, InterruptedError):
                return
            except OSError as error:
                if error.errno in EXHAUSTED:
                    self._make_room(error)
                    return
                continue  # that client left at once
            self._exhausted = False
            accepted.setblocking(False)
            visitor = Visitor(self, accepted, address[0] if address else "")
            self.visitors.add(visitor)
            visitor.wait(FIRST_BYTE_SECONDS)
            visitor.take_place()

    def _make_room(self, error: OSError) -> None:
        """The system has no more files: a stranger gives way, or else it is tried again soon."""
        if not self._exhausted:
            self._exhausted = True
            logger.warning(
                "no connection more can be accepted at %s: %s; strangers give way to others; "
                "allow more open files (ulimit -n)",
                self.address,
                error.strerror,
            )
        leaver = self.strangers.next_to_leave()
        if leaver is not None:
            leaver.send_away()
            return
        self.loop.remove_reader(self._sock)
        self._again = self.loop.call_later(EXHAUSTED_SECONDS, self.loop.add_reader, self._sock, self._knock)


async def listening_sockets(address: Address) -> list[socket.socket]:
    """One for each address that the name stands for."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(
        address.host or None, address.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )
    sockets: list[socket.socket] = []
    try:
        for family, _, _, _, where in dict.fromkeys(found):
            sockets.append(socket.create_server(where[:2], family=family, backlog=BACKLOG))
    except OSError:
        for each in sockets:
            each.close()
        raise
    return sockets
