"""Text from anywhere, made fit to be shown in a log or a terminal: one line, bounded, no control character.

What `str.isprintable` does not call printable is written as in a Python literal: control characters (C0, C1,
DEL), what ends lines and paragraphs, what turns the direction of writing, what is invisible, halves of
surrogate pairs. Spaces of other scripts stay.
"""

from __future__ import annotations

CHARACTERS = 10_000  # of a line
LONGEST_ESCAPE = len(r"\U0010ffff")
SPACES = frozenset("\u00a0\u1680\u202f\u205f\u3000") | {chr(each) for each in range(0x2000, 0x200B)}


def line(text: str, characters: int = CHARACTERS) -> str:
    """The text as one line of at most so many characters and a note how many there were."""
    cut = text[:characters]
    if not cut.isprintable():
        cut = "".join([each if each.isprintable() or each in SPACES else _escaped(each) for each in cut])
    if len(text) > characters or len(cut) > characters:
        return f"{cut[:characters]}… ({len(text)} characters)"
    return cut


def lines(text: str, most: int, characters: int = CHARACTERS) -> list[str]:
    """The text's lines, each as `line` shows it; of more than `most` the first and the last."""
    found = text.split("\n")
    if len(found) > most:
        half = most // 2
        left_out = f"… {len(found) - 2 * half} lines are left out …"
        found = [*found[:half], left_out, *found[-half:]]
    return [line(each, characters) for each in found]


def _escaped(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")
