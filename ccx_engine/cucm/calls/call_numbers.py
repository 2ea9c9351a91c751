"""The numbers that calls get: of a node, one after the other, and from the beginning when they run out."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

NUMBERS = 0xFFFFFF  # of a node, before they begin again


def counted(first: int = 1) -> Iterator[int]:
    """1, 2, 3 and so on, for ever; begins with another one where that is given."""
    return ((number - 1) % NUMBERS + 1 for number in itertools.count(first))
