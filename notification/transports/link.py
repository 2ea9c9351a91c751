"""A connection that carries one session all its life: what TCP and WebSocket have in common."""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import cast

from notification.host import Host
from notification.transports.liveness import Liveness, Patience, Step
from notification.transports.turn import Share, Turn
from notification.xmpp.errors import StreamError
from notification.xmpp.session import PASSED, Session, State

CLOSING_SECONDS = 5.0  # for a peer to read our last words


def address_of(transport: asyncio.BaseTransport) -> str:
    """Where that connection comes from, for what is bounded by address."""
    name = transport.get_extra_info("peername")
    return str(name[0]) if name else ""


def peer_of(transport: asyncio.BaseTransport | None) -> str:
    """Where that connection comes from, for the log."""
    name = transport.get_extra_info("peername") if transport is not None else None
    return f"{name[0]}:{name[1]}" if name else "an unknown address"


class StreamLink(asyncio.Protocol, ABC):
    """The shell; a subclass frames."""

    __slots__ = (
        "again",
        "at_rest",
        "closing",
        "deadline",
        "host",
        "known",
        "life",
        "patience",
        "queued_for",
        "session",
        "transport",
        "turn",
        "unread_limit",
    )

    session: Session

    def __init__(self, host: Host, patience: Patience, unread_limit: int) -> None:
        """`unread_limit`: bytes that may wait for the peer to read them."""
        self.host = host
        self.patience = patience
        self.unread_limit = unread_limit
        self.turn = Turn(host.loop, self)
        self.life = Liveness(patience, host.loop.time())
        self.transport: asyncio.Transport | None = None
        self.closing = False
        self.known = False  # whether its client has signed in
        self.deadline: float | None = None
        self.queued_for: float | None = None
        self.again: asyncio.Handle | None = None  # when more of what waits to be handled is
        self.at_rest = False  # nothing is read until what was said before is handled

    @property
    def peer(self) -> str:
        """Where the connection comes from."""
        return peer_of(self.transport)

    @property
    def waiting(self) -> int:
        """What the transport holds for the client."""
        return self.transport.get_write_buffer_size() if self.transport is not None else 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)  # uvloop's are no subclass
        if self.host.admit(self, address_of(transport)):
            self._await_life()
            self.host.settle(self.host.loop.time())
        else:
            self.transport.abort()

    def connection_lost(self, error: Exception | None) -> None:
        self.transport = None
        self.turn.end()
        self.deadline = None
        if self.again is not None:
            self.again.cancel()
        self.host.dismiss(self)
        self.session.gone()
        self.release()
        self.host.settle(self.host.loop.time())

    def data_received(self, data: bytes) -> None:
        now = self.host.loop.time()
        self.life.heard(now)
        if not self.closing:
            self.turn.receive(data)

    def heard(self) -> None:
        """Have done what came of it."""
        self.host.settle(self.host.loop.time())

    @property
    def share(self) -> Share:
        """How much of the loop's time is its."""
        if self.session.state not in PASSED:
            return Share.LEAST
        return Share.ALL if self.session.account == self.host.router.service_account else Share.HALF

    def read_on(self) -> None:
        """Hear more."""
        if self.transport is not None and not self.at_rest:
            self.transport.resume_reading()

    def resume_writing(self) -> None:
        """The client has read much of what waited for it."""
        now = self.host.loop.time()
        self.life.heard(now)
        if self.at_rest and self.again is None and not self.closing:
            self._go_on()

    def eof_received(self) -> None:
        """Half a connection is none: let it be closed."""

    def flush(self, now: float) -> None:
        """Send what the session has put out; close if it has ended."""
        session, transport = self.session, self.transport
        if transport is None or self.closing or transport.is_closing():
            return
        if session.output:
            transport.write(self.written(session.take()))
            waiting = transport.get_write_buffer_size()
            if not waiting:
                session.owed = 0
            elif waiting - session.owed > self.unread_limit:
                session.fail("resource-constraint", "the client does not read")
        if session.ending is not None:
            transport.write(self.farewell(session.ending.error))
            self._close(now)
        elif not self.known and session.state in PASSED:
            self.host.known(self)
            if session.state is State.BOUND:
                self.known = True
                self.life.signed_in()
        if session.later or self.at_rest:
            self._pace(transport)

    def give_way(self) -> None:
        """Close the connection: its place among those who have not signed in is somebody else's now."""
        if self.transport is not None:
            self.transport.abort()

    def stop(self) -> None:
        """The service stops: its client is told, signed in or not."""
        if not self.closing:
            self.session.fail("system-shutdown")

    def tick(self, now: float) -> None:
        """The deadline: of closing, or of silence."""
        self.deadline = None
        if self.closing:
            if self.transport is not None:
                self.transport.abort()
            return
        step = self.life.tick(now)
        if step is Step.DROP:
            self.session.fail("connection-timeout")
            return
        if step is Step.PING:
            self.ping()
        self._await_life()

    @abstractmethod
    def take(self, data: bytes) -> Iterator[None]:
        """Hear bytes from the peer, an element or a small piece at a time."""

    @abstractmethod
    def written(self, elements: list[bytes]) -> bytes:
        """Elements as they travel."""

    @abstractmethod
    def farewell(self, error: StreamError | None) -> bytes:
        """The last bytes."""

    @abstractmethod
    def ping(self) -> None:
        """Ask the peer for a sign of life."""

    @abstractmethod
    def release(self) -> None:
        """The connection is over: let go of memory."""

    def _pace(self, transport: asyncio.Transport) -> None:
        """A client that asks for much and reads little of it is not read from until it has."""
        if not self.session.later:
            self.at_rest = False
            if not self.turn.over:
                self.read_on()
            return
        if not self.at_rest:
            self.at_rest = True
            transport.pause_reading()
        if self.again is None:
            if self.waiting > self.unread_limit:
                transport.set_write_buffer_limits(self.unread_limit // 2)  # else we might not be told
            else:
                self.again = self.host.loop.call_soon(self._go_on)

    def _go_on(self) -> None:
        self.again = None
        self.session.go_on()
        self.session.stir()
        self.host.settle(self.host.loop.time())

    def _await_life(self) -> None:
        self.deadline = self.life.next_deadline()
        self.host.deadlines.update(self)

    def _close(self, now: float) -> None:
        assert self.transport is not None
        self.closing = True
        self.transport.close()
        self.deadline = now + CLOSING_SECONDS
        self.host.deadlines.update(self)
