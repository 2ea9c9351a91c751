"""Median and 99th percentile of what was measured."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence

from benchmarks.row import Row


def spread(what: str, seconds: Sequence[float], aim: str, how: str) -> Iterator[Row]:
    """Two rows in milliseconds: the median, which the aim is for, and the 99th percentile."""
    yield Row(f"{what}, median", statistics.median(seconds) * 1000, "ms", aim, how)
    yield Row(f"{what}, p99", percentile(seconds, 99) * 1000, "ms", "", "as above")


def percentile(values: Sequence[float], percent: int) -> float:
    """The smallest value that this share of all values does not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]
