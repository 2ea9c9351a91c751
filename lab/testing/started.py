"""Starts the lab in a process of its own for a run of tests, and stops it again.

A process, not a thread: what tests do to their own process - warnings as errors, frozen clocks, patched
sockets, coverage - is not done to the lab, and a package of theirs with the name `finesse` is not in its way.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import lab
from lab.failure import StartFailed
from vos.address import Address

START_SECONDS = 60.0
STOP_SECONDS = 15.0
ROOT = Path(lab.__file__).parents[1]
NOT_INHERITED = ("PYTHONWARNINGS", "PYTHONASYNCIODEBUG", "COVERAGE_PROCESS_START", "COVERAGE_PROCESS_CONFIG")


@dataclass(frozen=True)
class Starting:
    """A lab that comes up, all services in one event loop."""

    process: subprocess.Popen[str]
    said: Path
    log: Path

    def console(self) -> Address:
        """Where its console listens, once the lab is ready. StartFailed says why it is not."""
        assert self.process.stdout is not None
        late = threading.Timer(START_SECONDS, self.process.kill)
        late.start()
        try:
            line = self.process.stdout.readline()
        finally:
            late.cancel()
        _, equals, address = line.strip().partition("console=")
        if not equals:
            last = self.said.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-1:]
            why = last[0] if last else f"it was not ready after {START_SECONDS:g} s"
            raise StartFailed(f"the lab did not start: {why}; see {self.log}")
        return Address.parse(address)


@contextlib.contextmanager
def lab_in_a_process(home: Path, *options: str) -> Iterator[Starting]:
    """A lab of the tests' own; leaving stops it. Whoever has something to load does so while it comes up."""
    log = home / "logs" / "lab.log"
    said = home / "said.txt"
    command = [
        sys.executable,
        "-P",
        "-m",
        "lab.testing.one_process",
        f"--home={home}",
        f"--log-file={log}",
        *options,
    ]
    with said.open("wb") as stderr:
        process = subprocess.Popen(  # noqa: S603 - our own module
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
            env=_environment(),
            start_new_session=True,  # Ctrl-C is the tests' to handle; the end of its stdin stops the lab
        )
    try:
        yield Starting(process, said, log)
    finally:
        _stop(process)


def _environment() -> dict[str, str]:
    """The tests' environment; our own packages are found before those of the tests' folder."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in NOT_INHERITED and not name.startswith(("COV_CORE_", "LAB_TESTING_"))
    }
    paths = [str(ROOT), environment.get("PYTHONPATH", "")]
    return {**environment, "PYTHONPATH": os.pathsep.join(path for path in paths if path)}


def _stop(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.close()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    assert process.stdout is not None
    process.stdout.close()
