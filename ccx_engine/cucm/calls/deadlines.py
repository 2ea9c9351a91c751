"""When parties of calls must be looked at again. Times are seconds of any one clock."""

from __future__ import annotations

import heapq
import itertools

from ccx_engine.cucm.calls.call import Connection


class Deadlines:
    """A party has one deadline at most: setting another, or None, takes the place of the one it had."""

    def __init__(self) -> None:
        self._heap: list[tuple[float, int, Connection]] = []
        self._order = itertools.count()

    def set(self, party: Connection, when: float) -> None:
        party.deadline = when
        heapq.heappush(self._heap, (when, next(self._order), party))

    def next(self) -> float | None:
        """The earliest deadline there is."""
        while self._heap and self._heap[0][2].deadline != self._heap[0][0]:
            heapq.heappop(self._heap)
        return self._heap[0][0] if self._heap else None

    def pop(self) -> Connection:
        """The party whose deadline is the earliest, which it has no more. There must be one."""
        party = heapq.heappop(self._heap)[2]
        party.deadline = None
        return party
