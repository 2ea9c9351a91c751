"""SQL's LIKE as AXL's search criteria use it: % is any text, _ any character, and case does not matter."""

from __future__ import annotations

import re
from functools import lru_cache


def like(pattern: str, text: str) -> bool:
    """Whether the whole text is of this pattern. Costs at most the one's length times the other's."""
    pieces = _pieces(pattern.casefold())
    text = text.casefold()
    (first, at), (last, length) = pieces[0], pieces[-1]
    if len(pieces) == 1:
        return first.fullmatch(text) is not None
    if first.match(text) is None:
        return False
    for piece, _ in pieces[1:-1]:
        found = piece.search(text, at)  # the leftmost leaves most to those after it
        if found is None:
            return False
        at = found.end()
    end = len(text) - length
    return at <= end and last.match(text, end) is not None


@lru_cache(maxsize=64)
def _pieces(pattern: str) -> list[tuple[re.Pattern[str], int]]:
    """What stands before, between and behind each %, an _ in it being any character; and its length."""
    return [
        (re.compile(re.escape(piece).replace("_", "."), re.DOTALL), len(piece))
        for piece in pattern.split("%")
    ]
