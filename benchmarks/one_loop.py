"""How long the test kit takes to start the lab inside one event loop: in a new process, and again there."""

from __future__ import annotations

import contextlib
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.row import Row
from vos.service import loop_runner

STARTS = 7
PATIENCE = 120.0


def rows() -> Iterator[Row]:
    """Each time a process of its own, which starts the lab twice in new folders."""
    command = [sys.executable, "-m", "benchmarks.one_loop"]
    told = [
        subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=True).stdout.split()
        for _ in range(STARTS)
    ]
    first, again = ([float(each[number]) for each in told] for number in range(2))
    how = f"median of {STARTS}: fixture entered until the lab is ready, in a new folder"
    yield Row("start in one loop, the first of a process", statistics.median(first), "s", "< 1.5", how)
    yield Row("start in one loop, the next", statistics.median(again), "s", "", "everything is loaded then")


def main() -> None:
    """Print the seconds of two starts."""
    for _ in range(2):
        with tempfile.TemporaryDirectory() as home, loop_runner() as runner:
            print(runner.run(start(Path(home))))


async def start(home: Path) -> float:
    """Seconds until everything is ready."""
    began = time.perf_counter()
    from lab import plan
    from lab.testing.one_loop import lab_in_one_loop
    from lab.testing.own_task import in_own_task

    wanted = plan.Wanted(home, fast=True, log_level="INFO")
    async with contextlib.AsyncExitStack() as stack:
        await stack.enter_async_context(in_own_task(lab_in_one_loop(wanted)))
        return time.perf_counter() - began


if __name__ == "__main__":
    main()
