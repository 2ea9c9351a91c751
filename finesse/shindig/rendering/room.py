"""How much one answer may grow by what is put into it. Pure."""

from __future__ import annotations

BYTES = 4 << 20  # of a page, or of what is told of gadgets, with all that is put in


class TooMuch(ValueError):
    """There would be more than there is room for."""


class Room:
    """What is left of it. Whoever puts something in takes its size before he does."""

    __slots__ = ("left",)

    def __init__(self, size: int = BYTES) -> None:
        self.left = size

    def take(self, size: int) -> None:
        """So much less is left. TooMuch when that is more than there is."""
        self.left -= size
        if self.left < 0:
            raise TooMuch
