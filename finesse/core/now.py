"""The time at which something happens to this node, as its shell reads it off two clocks."""

from __future__ import annotations

from typing import NamedTuple


class Now(NamedTuple):
    """Two clocks: deadlines are set by one, dates shown by the other.

    `clock` runs evenly, `date` is seconds since 1970; `zone` is how many minutes local time is ahead of UTC.
    """

    clock: float
    date: float
    zone: int = 0
