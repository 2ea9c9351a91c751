"""What happened lately, for the short-term and long-term numbers of live reports."""

from __future__ import annotations

from collections import deque

SHORT_TERM_SECONDS = 300.0  # 5, 10 or 15 minutes in the reports
LONG_TERM_SECONDS = 1800.0
MOST_KEPT = 20_000  # of the newest; no queue of the product has more in half an hour


class Recent:
    """Values by name, each with its time; what is older than the long term is forgotten."""

    __slots__ = ("_happened",)

    def __init__(self) -> None:
        self._happened: deque[tuple[float, str, float]] = deque(maxlen=MOST_KEPT)

    def add(self, now: float, name: str, value: float) -> None:
        while self._happened and self._happened[0][0] <= now - LONG_TERM_SECONDS:
            self._happened.popleft()
        self._happened.append((now, name, value))

    def values(self, now: float, seconds: float, name: str) -> list[float]:
        """The values of a name that came in the last `seconds`."""
        return [value for at, each, value in self._happened if at > now - seconds and each == name]
