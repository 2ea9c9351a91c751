"""How long the engine waits for what, and the alarms that end each wait."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Timers:
    """Waits in seconds. The defaults are the product's where it has one."""

    ring_no_answer: float = 12.0  # Select Resource step; below CUCM's Forward No Answer
    trigger_idle: float = 5.0  # a call at a trigger waits so long for a free CTI port
    setup: float = 10.0  # a call on its way from the trigger to the CTI port
    request: float = 15.0  # CTI guide: answers to requests can take 10-15 s
    recall: float = 5.0  # a consult call that was taken back must be gone by then
    retry: float = 1.0  # pause before a delivery that CUCM refused is tried again
    register: float = 5.0  # pause before a trigger or CTI port that CUCM refused is asked for again
    desktop_lost: float = (
        60.0  # a client that lost its session may come back before its agents are signed out
    )
    configured_at_most: float = float("inf")  # cuts greeting and wrap-up short in demonstrations

    def configured(self, seconds: float) -> float:
        """A time that the contact centre's configuration gives, as long as this profile lets it be."""
        return min(seconds, self.configured_at_most)


PRODUCT = Timers()
FAST = Timers(ring_no_answer=3.0, trigger_idle=1.0, desktop_lost=5.0, retry=0.2, configured_at_most=2.0)


class Timer:
    """One running wait; `cancel` it when what it waited for came."""

    __slots__ = ("ring", "when")

    def __init__(self, when: float, ring: Callable[[], None]) -> None:
        self.when = when
        self.ring: Callable[[], None] | None = ring

    def cancel(self) -> None:
        self.ring = None


class Alarms:
    """All running waits, the earliest first. Cancelled ones cost nothing but their place."""

    def __init__(self) -> None:
        self._heap: list[tuple[float, int, Timer]] = []
        self._number = 0

    def set(self, when: float, ring: Callable[[], None]) -> Timer:
        """Call `ring` once the time is `when`."""
        timer = Timer(when, ring)
        self._number += 1
        heapq.heappush(self._heap, (when, self._number, timer))
        return timer

    def next(self) -> float | None:
        """The time of the earliest wait that has not been cancelled; None without any."""
        while self._heap and self._heap[0][2].ring is None:
            heapq.heappop(self._heap)
        return self._heap[0][0] if self._heap else None

    def due(self, now: float) -> Callable[[], None] | None:
        """What the earliest wait that is over wanted done, taken from the list; None when all still run."""
        when = self.next()
        if when is None or when > now:
            return None
        return heapq.heappop(self._heap)[2].ring
