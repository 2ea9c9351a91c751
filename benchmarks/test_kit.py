"""How long a test run waits for its lab: from the fixture `finesse_lab` until everything is ready."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.row import Row

STARTS = 9
PATIENCE = 120.0


def rows() -> Iterator[Row]:
    """Each time a process of its own, as a run of pytest is, and a new folder."""
    command = [sys.executable, "-m", "benchmarks.test_kit"]
    told = [
        float(subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=True).stdout)
        for _ in range(STARTS)
    ]
    how = f"median of {STARTS} new processes: services in one event loop, what is imported included"
    yield Row("start of the test kit's lab", statistics.median(told), "s", "< 1.5", how)


def main() -> None:
    """Print the seconds of a start, as the fixture does it."""
    with tempfile.TemporaryDirectory() as home:
        began = time.perf_counter()
        from lab.testing.started import lab_in_a_process

        with lab_in_a_process(Path(home), "--timers=fast") as starting:
            from lab.testing import plain  # while the lab starts, as the fixture does

            with plain.at(starting.console(), PATIENCE):
                print(time.perf_counter() - began)


if __name__ == "__main__":
    main()
