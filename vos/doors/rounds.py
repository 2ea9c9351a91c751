"""Rounds: whose bytes are looked at next, so that a crowd makes nobody wait for more than a round.

Between two looks of the loop at its sockets only so many requests are begun. Those that must wait do so in
lanes, one for each name or address, and turns go round among the lanes. So the thousand connections of one
client make each other wait, and another client's request comes after one of theirs, not after all.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque
from collections.abc import Callable

AT_ONCE = 16

Work = Callable[[], None]


class Rounds:
    """The order of work of one listener."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._left = AT_ONCE  # before the loop looks at its sockets again
        self._lanes: OrderedDict[str, deque[Work]] = OrderedDict()
        self._scheduled = False

    def __len__(self) -> int:
        """How many wait."""
        return sum(map(len, self._lanes.values()))

    def is_free(self) -> bool:
        """Whether it is the asker's turn at once; this is it."""
        if self._lanes or not self._left:
            return False
        self._left -= 1
        self._go_on()
        return True

    def wait(self, lane: str, work: Work) -> None:
        """Do this when it is that lane's turn."""
        self._lanes.setdefault(lane, deque()).append(work)
        self._go_on()

    def _go_on(self) -> None:
        if not self._scheduled:
            self._scheduled = True
            self._loop.call_soon(self._round)

    def _round(self) -> None:
        self._scheduled = False
        self._left = AT_ONCE
        while self._left and self._lanes:
            self._left -= 1
            lane, waiting = self._lanes.popitem(last=False)
            work = waiting.popleft()
            if waiting:
                self._lanes[lane] = waiting  # last from now on
            work()
        if self._lanes:
            self._go_on()
