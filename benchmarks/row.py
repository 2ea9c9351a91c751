"""One figure: what was measured, how much, and what is aimed at."""

from __future__ import annotations

from typing import NamedTuple


class Row(NamedTuple):
    """A line of the table; `aim` is empty where the figure is only to be known."""

    what: str
    value: float
    unit: str
    aim: str
    how: str
