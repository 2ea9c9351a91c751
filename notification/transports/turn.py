"""How long one connection is heard before others have their turn.

What was read at once can hold thousands of requests. They are heard until the time of a turn is over; the
rest waits until everybody else was heard, and nothing more is read meanwhile. A long read is a whole turn.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterator
from enum import Enum, auto
from typing import Protocol

TURN_SECONDS = 0.004
STRANGERS_TURN = 0.0005
PIECE_BYTES = 4096  # that are parsed before somebody looks at the clock
FULL_BYTES = 65_536  # read at once: more waits, which the loop may read on before anybody else is heard


class Share(Enum):
    """Of the time of a service."""

    LEAST = auto()  # a stranger's: short turns
    HALF = auto()  # a signed-in client's: it rests after each turn for as long
    ALL = auto()  # Finesse's, whom everybody waits for


class Hearer(Protocol):
    """A connection."""

    transport: asyncio.Transport | None

    @property
    def share(self) -> Share: ...

    def take(self, data: bytes) -> Iterator[None]:
        """Hear these bytes, in steps."""

    def heard(self) -> None:
        """After some steps: carry out what came of them."""

    def read_on(self) -> None:
        """All was heard that was read: have more read, if it may be."""


class Turn:
    """What was read of one connection and is not heard yet."""

    __slots__ = ("_hearer", "_late", "_loop", "_next", "_rest")

    def __init__(self, loop: asyncio.AbstractEventLoop, hearer: Hearer) -> None:
        self._loop = loop
        self._hearer = hearer
        self._rest: Iterator[None] | None = None
        self._late: deque[bytes] | None = None  # read although it was not to be
        self._next: asyncio.Handle | None = None

    @property
    def over(self) -> bool:
        """Whether something waits for the next round."""
        return self._next is not None

    def receive(self, data: bytes) -> None:
        """Hear these bytes now, or after those that wait already."""
        if self.over or self._rest is not None:
            if self._late is None:
                self._late = deque()
            self._late.append(data)
            return
        self._rest = self._hearer.take(data)
        self._go_on()
        if len(data) >= FULL_BYTES and not self.over and self._hearer.share is not Share.ALL:
            self._wait(TURN_SECONDS)

    def end(self) -> None:
        """Hear nothing more."""
        if self._next is not None:
            self._next.cancel()
        self._next = self._rest = self._late = None

    def _go_on(self) -> None:
        hearer, paused, self._next = self._hearer, self._next is not None, None
        clock = self._loop.time
        share = hearer.share
        until = clock() + (STRANGERS_TURN if share is Share.LEAST else TURN_SECONDS)
        while self._rest is not None or self._late:
            if self._rest is None and self._late:
                self._rest = hearer.take(self._late.popleft())
            for _ in self._rest or ():
                if clock() >= until:
                    self._wait(TURN_SECONDS if share is Share.HALF else 0)
                    hearer.heard()
                    return
            self._rest = None
        hearer.heard()
        if paused and hearer.transport is not None and not hearer.transport.is_closing():
            hearer.read_on()

    def _wait(self, seconds: float) -> None:
        """Until others were heard; nothing more is read meanwhile."""
        self._next = self._loop.call_later(seconds, self._go_on)
        transport = self._hearer.transport
        if transport is not None and not transport.is_closing():
            transport.pause_reading()
