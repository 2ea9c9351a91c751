"""Turns: few at once, the others wait, and nobody waits for another's crowd.

Who waits is known by a path, such as (address, name). Turns go round: first among the first words of the
paths, among those of one first word by the second, and so on; within one path in the order of asking. When
too many wait, whoever has waited longest of those with the most waiting gives way to the newcomer.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import OrderedDict
from collections.abc import AsyncIterator, Sequence

Path = Sequence[str]
Waiter = asyncio.Future[None]


class GaveWay(Exception):
    """Too many wait; who asked must ask again later."""


class Turns:
    """`at_once` have their turn, up to `waiting` wait for it."""

    def __init__(self, at_once: int, waiting: int) -> None:
        self._free = at_once
        self._most = waiting
        self._lanes = _Lanes()

    @property
    def waiting(self) -> int:
        """How many wait."""
        return self._lanes.size

    @contextlib.asynccontextmanager
    async def turn(self, path: Path) -> AsyncIterator[None]:
        """Inside, it is this path's turn. GaveWay when others had to be let in before."""
        await self._wait(path)
        try:
            yield
        finally:
            self._leave()

    async def _wait(self, path: Path) -> None:
        if self._free:
            self._free -= 1
            return
        waiter: Waiter = asyncio.get_running_loop().create_future()
        self._lanes.put(path, waiter)
        if self._lanes.size > self._most:
            self._lanes.take_from_the_fullest().set_exception(GaveWay())
        try:
            await waiter
        except asyncio.CancelledError:
            if waiter.done() and not waiter.cancelled() and waiter.exception() is None:
                self._leave()  # it had been given the turn already
            raise

    def _leave(self) -> None:
        while self._lanes.size:
            waiter = self._lanes.take()
            if not waiter.done():  # else it was cancelled
                waiter.set_result(None)
                return
        self._free += 1


class _Lanes:
    """Those who wait, by the next word of their paths; who has no more words waits in `here`."""

    def __init__(self) -> None:
        self.size = 0
        self._here: OrderedDict[Waiter, None] = OrderedDict()
        self._within: OrderedDict[str, _Lanes] = OrderedDict()

    def put(self, path: Path, waiter: Waiter) -> None:
        self.size += 1
        if path:
            self._within.setdefault(path[0], _Lanes()).put(path[1:], waiter)
        else:
            self._here[waiter] = None

    def take(self) -> Waiter:
        """Who is next; their lane comes last from now on."""
        self.size -= 1
        if self._here:
            return self._here.popitem(last=False)[0]
        word, lane = next(iter(self._within.items()))
        return self._taken(word, lane, lane.take(), again=True)

    def take_from_the_fullest(self) -> Waiter:
        """Who has waited longest where most wait."""
        self.size -= 1
        if self._here:
            return self._here.popitem(last=False)[0]
        word, lane = max(self._within.items(), key=lambda item: item[1].size)
        return self._taken(word, lane, lane.take_from_the_fullest(), again=False)

    def _taken(self, word: str, lane: _Lanes, waiter: Waiter, *, again: bool) -> Waiter:
        if not lane.size:
            del self._within[word]
        elif again:
            self._within.move_to_end(word)
        return waiter
