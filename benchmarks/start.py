"""How soon the lab is ready, and what it takes of the machine's memory."""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil

from benchmarks.row import Row
from lab.console_client import ask
from lab.testing.processes import LabProcess, lab_process

STARTS = 7
RUN_SECONDS = 120
MEGABYTE = 1_000_000


def rows() -> Iterator[Row]:
    """Start the lab several times in a fresh folder and in a known one; look at the last one's memory."""
    with tempfile.TemporaryDirectory() as folder:
        first: list[float] = []
        again: list[float] = []
        for number in range(STARTS):
            with lab_process(Path(folder) / str(number)) as lab:
                first.append(lab.seconds_to_ready)
        for _ in range(STARTS):
            with lab_process(Path(folder) / "0") as lab:
                again.append(lab.seconds_to_ready)
                services, bench = resident(lab)
    kit = statistics.median(until_a_test_may_begin() for _ in range(STARTS))
    fixture = f"median of {STARTS}, the fixture `finesse_lab` in a new run of pytest"
    yield Row("start, for tests of one's own", kit, "s", "< 1.5", fixture)
    how = f"median of {STARTS}, from the start of `finesse-lab up` until status tells ready"
    yield Row("start, in a new folder", statistics.median(first), "s", "< 3", how)
    yield Row("start, again", statistics.median(again), "s", "< 3", how)
    for name, size in services.items():
        yield Row(f"memory of {name}", size / MEGABYTE, "MB", "", "resident set, nobody signed in")
    total = sum(services.values())
    yield Row("memory of all services", total / MEGABYTE, "MB", "< 350", "resident sets together")
    yield Row("memory of the bench", bench / MEGABYTE, "MB", "", "resident set of `finesse-lab up`")


def until_a_test_may_begin() -> float:
    """Seconds that the fixture took in a run of pytest of its own: all serve, and passwords are answered."""
    compiled = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "test_start.py").write_text("def test_start(finesse_lab):\n    pass\n")
        told = subprocess.run(
            [sys.executable, "-m", "pytest", "--durations=1", "--durations-min=0", "--basetemp=run"],
            cwd=folder,
            env=compiled,
            capture_output=True,
            text=True,
            timeout=RUN_SECONDS,
            check=True,
        ).stdout
    found = re.search(r"([\d.]+)s setup", told)
    assert found, told
    return float(found[1])


def resident(lab: LabProcess) -> tuple[dict[str, int], int]:
    """Bytes in memory of each service, and of the bench itself."""
    status = ask(lab.console, "GET", "status")
    services = {
        service["name"]: psutil.Process(service["pid"]).memory_info().rss for service in status["services"]
    }
    return services, psutil.Process(lab.process.pid).memory_info().rss
