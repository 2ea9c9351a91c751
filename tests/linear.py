"""Whether a step costs no more than in proportion to its input: sizes are doubled, CPU time is compared."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from typing import TypeVar

DOUBLINGS = 4
LIMIT = 2.9  # between 2 of a linear step, caches and allocator included, and 4 of a quadratic one
TRIES = 6
ROUND_SECONDS = 0.02  # of measuring one size; the best of its runs counts
LEAST_RUNS = 3

Given = TypeVar("Given")


def growth(make: Callable[[int], Given], step: Callable[[Given], object], size: int) -> float:
    """How much more `step` costs per doubling of its input: about 2 when linear, 4 when quadratic."""
    small = _cpu(make, step, size)
    large = _cpu(make, step, size << DOUBLINGS)
    return float((large / small) ** (1 / DOUBLINGS))


def must_be_linear(make: Callable[[int], Given], step: Callable[[Given], object], size: int) -> None:
    """AssertionError if `step` grows faster than its input, from `size` to sixteen times as much.

    `make` builds the input of a size, anew for every call, and is not counted. Choose a size at which what
    must not be quadratic already counts; a step of much less than a millisecond shows nothing. What looks bad
    is measured anew, for the machine may have been busy: a quadratic step stays quadratic.
    """
    measured: list[float] = []
    while len(measured) < TRIES:
        measured.append(growth(make, step, size))
        if measured[-1] <= LIMIT:
            return
    shown = ", ".join(f"{factor:.1f}" for factor in measured)
    raise AssertionError(
        f"from {size} to {size << DOUBLINGS} the step costs {shown} times as much per doubling; linear is 2"
    )


def _cpu(make: Callable[[int], Given], step: Callable[[Given], object], size: int) -> float:
    """The seconds of CPU that one call takes at its best."""
    best = float("inf")
    spent, runs = 0.0, 0
    while runs < LEAST_RUNS or spent < ROUND_SECONDS:
        given = make(size)
        collects = gc.isenabled()
        gc.disable()
        try:
            began = time.process_time()
            step(given)
            took = time.process_time() - began
        finally:
            if collects:
                gc.enable()
        best = min(best, took)
        spent += max(took, 1e-5)
        runs += 1
    return max(best, 1e-6)
