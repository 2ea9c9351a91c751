"""The project's own fixtures: the lab in one event loop, the lab as processes, databases.

Every run of pytest loads this, so what a fixture needs is imported when it is used.
"""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from lab.testing.processes import LabProcess
    from lab.testing.running_lab import RunningLab


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--screenshots",
        type=Path,
        default=None,
        metavar="FOLDER",
        help="keep the browser tests' screenshots there",
    )


@pytest.fixture
def screenshots(request: pytest.FixtureRequest) -> Path | None:
    """Where screenshots are wanted; None where they are not."""
    folder: Path | None = request.config.getoption("--screenshots")
    return folder


MEASURED: pytest.StashKey[list[str]] = pytest.StashKey()


@pytest.fixture
def measured(request: pytest.FixtureRequest) -> Callable[[str, float], None]:
    """Notes how many seconds something took; the end of the run tells it, and no test depends on it."""
    notes = request.config.stash.setdefault(MEASURED, [])

    def note(what: str, seconds: float) -> None:
        notes.append(f"{request.node.name}: {what}: {seconds * 1000:.0f} ms")

    return note


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Tell what was measured."""
    for line in config.stash.get(MEASURED, []):
        terminalreporter.write_line(line)


@pytest.fixture
async def lab_in_loop(tmp_path: Path) -> AsyncIterator[RunningLab]:
    """All services in this test's event loop, on ports of the system's choice, with fast timers."""
    from lab.plan.wanted import Wanted
    from lab.testing import running_lab
    from lab.testing.one_loop import lab_in_one_loop
    from lab.testing.own_task import in_own_task

    wanted = Wanted(home=tmp_path, fast=True)
    async with (
        in_own_task(lab_in_one_loop(wanted)) as console,
        running_lab.at(console) as lab,
    ):
        yield lab


@pytest.fixture(scope="session")
def start_lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., LabProcess]]:
    """Gives `finesse-lab up` with these options, started once in a session and stopped at its end."""
    from lab.testing.processes import lab_process

    started: dict[tuple[str, ...], LabProcess] = {}
    with contextlib.ExitStack() as stack:

        def start(*options: str) -> LabProcess:
            if options not in started:
                home = tmp_path_factory.mktemp("lab")
                started[options] = stack.enter_context(lab_process(home, *options))
            return started[options]

        yield start


@pytest.fixture(scope="session")
def start_lab_beside(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], LabProcess]]:
    """Gives a lab with `ejabberd` or `prosody` as its notification service, started once in a session."""
    from lab.testing.processes import lab_process_beside

    started: dict[str, LabProcess] = {}
    with contextlib.ExitStack() as stack:

        def start(server: str) -> LabProcess:
            if server not in started:
                home = tmp_path_factory.mktemp(server)
                started[server] = stack.enter_context(lab_process_beside(server, home, "--timers", "fast"))
            return started[server]

        yield start


@pytest.fixture
async def lab_processes(
    request: pytest.FixtureRequest, start_lab: Callable[..., LabProcess]
) -> AsyncIterator[RunningLab]:
    """The lab as real child processes, at its beginning; a parameter names the desktops' transport."""
    from lab.testing import running_lab

    transport = getattr(request, "param", "websocket")
    process = start_lab("--timers", "fast", "--transport", transport)
    async with running_lab.at(process.console) as lab:
        yield lab


@pytest.fixture(params=["one loop", pytest.param("processes", marks=pytest.mark.processes)])
def lab(request: pytest.FixtureRequest) -> RunningLab:
    """The lab, once in one event loop and once as real child processes."""
    name = "lab_in_loop" if request.param == "one loop" else "lab_processes"
    running: RunningLab = request.getfixturevalue(name)
    return running


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """`127.0.0.1:PORT` of a PostgreSQL of the tests' own, which trusts the user `postgres`."""
    from lab.testing.postgresql import running

    with running() as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The SQLAlchemy address of a database of this test's own, once SQLite and once PostgreSQL."""
    if request.param == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path / 'store.db'}"
    from lab.testing.postgresql import new_database

    return new_database(request.getfixturevalue("postgresql"))
