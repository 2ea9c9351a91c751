"""Numbers in paths: whatever a client writes there is a number, or names nothing."""

from __future__ import annotations

DIGITS = 18  # all such numbers are ones that a database can hold
NOTHING = -1


def number(text: str) -> int:
    """The number that a part of a path is; NOTHING if it is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= DIGITS else NOTHING
