"""The one timer of a pure protocol: rings at its `next_deadline()`."""

from __future__ import annotations

import asyncio
from collections.abc import Callable


class Alarm:
    """Re-arms one `loop.call_at`. Times are the loop's own, in seconds."""

    def __init__(self, loop: asyncio.AbstractEventLoop, ring: Callable[[], None]) -> None:
        self._loop = loop
        self._ring = ring
        self._at: float | None = None
        self._handle: asyncio.TimerHandle | None = None

    def set(self, at: float | None) -> None:
        """Ring at `at`; None is never. Setting the same time again costs nothing."""
        if at == self._at:
            return
        self.cancel()
        if at is not None:
            self._at = at
            self._handle = self._loop.call_at(at, self._rings)

    def cancel(self) -> None:
        """Forget the time that was set."""
        if self._handle is not None:
            self._handle.cancel()
        self._handle = None
        self._at = None

    def _rings(self) -> None:
        self._handle = None
        self._at = None
        self._ring()
