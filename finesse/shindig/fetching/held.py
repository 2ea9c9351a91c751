"""Large answers on their way to who asked for them: how many bytes, of one and of all. Pure.

Whoever asks and does not read may have only so much of this node's memory.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

SMALL = 65_536  # bytes, of which nothing is counted
BYTES = 64 << 20
OF_ONE = 16 << 20


class Held:
    """How much there is."""

    def __init__(self) -> None:
        self.bytes = 0
        self._of: dict[str, int] = {}

    def has_room(self, whom: str, size: int) -> bool:
        """Whether an answer of that size can be held for that one."""
        return self.bytes + size <= BYTES and self._of.get(whom, 0) + size <= OF_ONE

    @contextlib.contextmanager
    def holding(self, whom: str, size: int) -> Iterator[None]:
        """Inside, it is held."""
        self.bytes += size
        self._of[whom] = self._of.get(whom, 0) + size
        try:
            yield
        finally:
            self.bytes -= size
            self._of[whom] -= size
            if not self._of[whom]:
                del self._of[whom]
