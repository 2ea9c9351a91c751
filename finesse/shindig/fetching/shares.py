"""Shares: how much goes on at once, for each who asks and for all, and how much waits for that."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator

from vos.turns import Turns

AT_ONCE = 64
OF_ONE = 16  # of them for one name, or for the strangers of one address
WAITING = 1_000
WAITING_OF_ONE = 200


class Shares:
    """Nobody's crowd keeps another one waiting: it waits among itself, in front of everybody's turns."""

    def __init__(
        self,
        at_once: int = AT_ONCE,
        of_one: int = OF_ONE,
        waiting: int = WAITING,
        waiting_of_one: int = WAITING_OF_ONE,
    ) -> None:
        self._all = Turns(at_once, waiting)
        self._of_one = of_one
        self._waiting_of_one = waiting_of_one
        self._of: dict[str, tuple[Turns, int]] = {}  # and how many are there, the waiting ones too

    @property
    def known(self) -> int:
        """How many there are who ask."""
        return len(self._of)

    @contextlib.asynccontextmanager
    async def share(self, whom: str) -> AsyncIterator[None]:
        """Inside, it is one more of that one. GaveWay when too many wait."""
        turns, there = self._of.get(whom) or (Turns(self._of_one, self._waiting_of_one), 0)
        self._of[whom] = turns, there + 1
        try:
            async with turns.turn(()), self._all.turn((whom,)):
                yield
        finally:
            turns, there = self._of.pop(whom)
            if there > 1:
                self._of[whom] = turns, there - 1
