"""A PostgreSQL of the tests' own: made in a temporary folder, on a free port, stopped again at the end."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

START_SECONDS = 60
DEBIAN = Path("/usr/lib/postgresql")
USER = "postgres"
MEMORY = Path("/dev/shm")  # noqa: S108 - a database per test is quicker made, and gone, in memory


class NoPostgreSQL(Exception):
    """The machine has no PostgreSQL server to start."""


def program(name: str) -> str:
    """Where a program of the server is; Debian keeps them off the PATH, by version."""
    versions = sorted(DEBIAN.glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]))
    found = shutil.which(name) or (str(versions[-1]) if versions else None)
    if found is None:
        raise NoPostgreSQL(f"{name} is not installed; on Debian: apt-get install postgresql")
    return found


@contextmanager
def running() -> Iterator[str]:
    """The address of an empty server, `127.0.0.1:PORT`, which trusts the user `postgres`."""
    user = None
    with tempfile.TemporaryDirectory(prefix="pg-", dir=MEMORY if MEMORY.is_dir() else None) as home:
        data = Path(home, "data")
        if os.geteuid() == 0:  # the server refuses to run as root: it then runs as Debian's user for it
            user = USER
            shutil.chown(home, user)
        _run(user, "initdb", "-D", str(data), "-U", USER, "-A", "trust", "--no-sync", "-E", "UTF8")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        options = f"-h 127.0.0.1 -p {port} -k {home} -F"
        control = ("pg_ctl", "-D", str(data), "-w", "-t", str(START_SECONDS))
        _run(user, *control, "-l", f"{home}/log", "-o", options, "start")
        try:
            yield f"127.0.0.1:{port}"
        finally:
            _run(user, *control, "-m", "immediate", "stop")


def new_database(address: str) -> str:
    """The SQLAlchemy address of a fresh, empty database on the server at `address`."""
    host, _, port = address.partition(":")
    name = f"test_{uuid.uuid4().hex}"
    _run(None, "createdb", "-h", host, "-p", port, "-U", USER, "-T", "template0", name)
    return f"postgresql+asyncpg://{USER}@{address}/{name}"


def _run(user: str | None, name: str, *arguments: str) -> None:
    done = subprocess.run(  # noqa: S603 - the server's own programs, by their full path
        (program(name), *arguments),
        user=user,
        capture_output=True,
        text=True,
        cwd="/",
        timeout=2 * START_SECONDS,
        check=False,
    )
    if done.returncode:
        raise NoPostgreSQL(f"{name} failed: {done.stdout}{done.stderr}")
