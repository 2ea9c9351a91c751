"""SQL's LIKE as AXL's search criteria use it: % is any text, _ any character, and case does not matter."""

from __future__ import annotations


def like(pattern: str, text: str) -> bool:
    """Whether the whole text is of this pattern. Costs at most the one's length times the other's."""
    pattern, text = pattern.casefold(), text.casefold()
    at = here = 0
    any_text, from_here = -1, 0  # the last %, and where what follows it is tried
    while here < len(text):
        if at < len(pattern) and pattern[at] == "%":
            any_text, from_here = at, here
            at += 1
        elif at < len(pattern) and pattern[at] in ("_", text[here]):
            at += 1
            here += 1
        elif any_text >= 0:
            from_here += 1
            at, here = any_text + 1, from_here
        else:
            return False
    return not pattern[at:].strip("%")
