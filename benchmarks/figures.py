"""Median and 99th percentile of what was measured."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence

from benchmarks.row import Row


def spread(what: str, turns: Sequence[Sequence[float]], aim: str, how: str) -> Iterator[Row]:
    """Two rows in milliseconds: the median, which the aim is for, and the 99th percentile.

    Of several turns it is the middle one's, so that one bad moment of the machine does not decide.
    """
    middle = statistics.median(statistics.median(turn) for turn in turns)
    slowest = statistics.median(percentile(turn, 99) for turn in turns)
    yield Row(f"{what}, median", middle * 1000, "ms", aim, how)
    yield Row(f"{what}, p99", slowest * 1000, "ms", "", "as above")


def percentile(values: Sequence[float], percent: int) -> float:
    """The smallest value that this share of all values does not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]
