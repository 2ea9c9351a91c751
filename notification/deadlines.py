"""One queue for everything here that ends by itself: held polls, silent clients, sessions nobody asks for."""

from __future__ import annotations

import heapq
import itertools
from typing import Protocol

SWEEP_AT_LEAST = 256


class Timed(Protocol):
    """Something with a deadline. `queued_for` belongs to the queue."""

    @property
    def deadline(self) -> float | None:
        """When to tick it next; None is never."""

    queued_for: float | None

    def tick(self, now: float) -> None:
        """The deadline has come."""


class Deadlines:
    """Cheap where deadlines move later all the time: a later one is only looked at when the old one comes."""

    def __init__(self) -> None:
        self._heap: list[tuple[float, int, Timed]] = []
        self._numbers = itertools.count()
        self._stale = 0

    def __len__(self) -> int:
        return len(self._heap)

    def update(self, item: Timed) -> None:
        """Look at the item's deadline, which may have changed."""
        at, queued = item.deadline, item.queued_for
        if at is not None and (queued is None or at < queued):
            item.queued_for = at
            heapq.heappush(self._heap, (at, next(self._numbers), item))
            if queued is not None:
                self._note_stale()

    def forget(self, item: Timed) -> None:
        """The item is gone; let go of it soon."""
        if item.queued_for is not None:
            item.queued_for = None
            self._note_stale()

    def sweep(self) -> None:
        """Let go of everything that is gone, now."""
        self._heap = [entry for entry in self._heap if entry[2].queued_for == entry[0]]
        heapq.heapify(self._heap)
        self._stale = 0

    def _note_stale(self) -> None:
        self._stale += 1
        if self._stale > SWEEP_AT_LEAST and self._stale * 2 > len(self._heap):
            self.sweep()

    def next_deadline(self) -> float | None:
        """When something may be due."""
        return self._heap[0][0] if self._heap else None

    def tick(self, now: float) -> None:
        """Tick whatever is due."""
        due: list[Timed] = []
        while self._heap and self._heap[0][0] <= now:
            at, _, item = heapq.heappop(self._heap)
            if item.queued_for == at:
                item.queued_for = None
                due.append(item)
            else:
                self._stale -= 1
        for item in due:
            deadline = item.deadline
            if deadline is not None and deadline <= now:
                item.tick(now)
            self.update(item)
