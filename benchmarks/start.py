"""How soon the lab is ready, and what it takes of the machine's memory."""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil

from benchmarks.row import Row
from lab.console.client import ask
from lab.testing.processes import LabProcess, lab_process

STARTS = 7
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
    how = f"median of {STARTS}, from the start of `finesse-lab up` until status tells ready"
    yield Row("start, in a new folder", statistics.median(first), "s", "< 3", how)
    yield Row("start, again", statistics.median(again), "s", "< 3", how)
    for name, size in services.items():
        yield Row(f"memory of {name}", size / MEGABYTE, "MB", "", "resident set, nobody signed in")
    total = sum(services.values())
    yield Row("memory of all services", total / MEGABYTE, "MB", "< 350", "resident sets together")
    yield Row("memory of the bench", bench / MEGABYTE, "MB", "", "resident set of `finesse-lab up`")


def resident(lab: LabProcess) -> tuple[dict[str, int], int]:
    """Bytes in memory of each service, and of the bench itself."""
    status = ask(lab.console, "GET", "status")
    services = {
        service["name"]: psutil.Process(service["pid"]).memory_info().rss for service in status["services"]
    }
    return services, psutil.Process(lab.process.pid).memory_info().rss
