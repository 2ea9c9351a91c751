"""The whole lab as real child processes: `finesse-lab up` on free ports, in a folder of its own."""

from __future__ import annotations

import contextlib
import random
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import tomli_w

from lab.bench.certificates import ensure
from lab.console.client import ask
from lab.failure import LabError
from lab.plan import doors
from lab.plan.cluster import planned
from lab.plan.doors import LOOPBACK
from lab.plan.wanted import Wanted
from lab.testing.xmpp_server import SERVERS
from vos import centre
from vos.address import Address

START_SECONDS = 60.0
STOP_SECONDS = 40.0
POLL_SECONDS = 0.02
ATTEMPTS = 5
STEP = 29  # no two ports of a lab differ by a multiple of it: labs at two of the offsets have none in common
OFFSETS = range(1_000, 19_000, STEP)  # every port stays below those that the system hands out by itself


@dataclass(frozen=True)
class LabProcess:
    """A lab that `finesse-lab up` runs: its process, its console and its folder."""

    process: subprocess.Popen[str]
    console: Address
    port_offset: int
    home: Path
    centre: Path
    seconds_to_ready: float


@contextlib.contextmanager
def lab_process(home: Path, *options: str, port_offset: int | None = None) -> Iterator[LabProcess]:
    """A lab that is ready; leaving stops it and all it started. AssertionError if it does not come up.

    Without a port offset one is chosen whose ports are free.
    """
    for attempt in range(1, ATTEMPTS + 1):
        offset = free_offset() if port_offset is None else port_offset
        started = time.monotonic()
        process = up(home, ["--port-offset", str(offset), *options])
        try:
            console = doors.console(offset)
            trouble = _wait_until_ready(process, console)
            if "in use" in trouble and attempt < ATTEMPTS:
                continue  # somebody took a port since it was found free
            assert not trouble, trouble
            yield LabProcess(process, console, offset, home, _centre(options), time.monotonic() - started)
            return
        finally:
            stop(process)


@contextlib.contextmanager
def lab_process_beside(server: str, home: Path, *options: str) -> Iterator[LabProcess]:
    """A lab with `ejabberd` or `prosody` as its notification service; leaving stops both.

    Both have been started once before: nodes, subscriptions and rosters are those that the first time left.
    """
    offset = free_offset()
    lab_home = home / "lab"
    certs = lab_home / "certs"
    plan = planned(Wanted(lab_home, port_offset=offset))
    (node,) = plan.nodes
    ensure(certs, node.name, node.names)
    axl = plan.service("cucm").doors["axl"].reached
    file = home / "centre.toml"
    for again in (False, True):
        with SERVERS[server](home / server, axl, certs, centre.SAMPLE) as external:
            reached = external.addresses
            kind = {
                "kind": "external",
                "xmpp": str(reached["c2s_tls"]),
                "browser_port": reached["https"].port,
            }
            file.write_text(tomli_w.dumps({centre.BASED_ON: str(centre.SAMPLE), "notification": kind}))
            with lab_process(lab_home, "--centre", str(file), *options, port_offset=offset) as lab:
                if again:
                    yield lab


def _centre(options: Sequence[str]) -> Path:
    return Path(options[options.index("--centre") + 1]) if "--centre" in options else centre.SAMPLE


def up(home: Path, options: Sequence[str]) -> subprocess.Popen[str]:
    """`finesse-lab up`, started and not waited for."""
    command = Path(sys.executable).with_name("finesse-lab")
    return subprocess.Popen(  # noqa: S603 - our own command
        [command, "up", "--home", str(home), *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def stop(process: subprocess.Popen[str]) -> None:
    """SIGTERM, and SIGKILL when that does not help in time."""
    if process.poll() is None:
        process.terminate()
    try:
        process.communicate(timeout=STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()


def free_offset() -> int:
    """An offset at which no port of the lab is taken, and that no other test run on this machine is given."""
    for offset in random.sample(OFFSETS, len(OFFSETS)):
        if all(_is_free(port) for port in doors.ports_of(offset)) and claimed(offset):
            return offset
    raise AssertionError("no offset with free ports was found")


def claimed(offset: int) -> bool:
    """Whether the offset was nobody's and now is this process's; where names of sockets are files, always."""
    if sys.platform != "linux":
        return True
    claim = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    try:
        claim.bind(f"\0finesse-lab-offset-{offset}")
    except OSError:
        claim.close()
        return False
    claim.detach()  # it stays open until the process ends
    return True


def _is_free(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
        return True


def _wait_until_ready(process: subprocess.Popen[str], console: Address) -> str:
    """Empty once the lab is ready, else what went wrong."""
    until = time.monotonic() + START_SECONDS
    reason = "nothing heard"
    while time.monotonic() < until:
        if process.poll() is not None:
            _, told = process.communicate()
            return f"finesse-lab up ended with exit code {process.returncode}: {told}"
        with contextlib.suppress(LabError):  # its console is not there yet
            status = ask(console, "GET", "status")
            if status["ready"]:
                return ""
            reason = status["reason"]
        time.sleep(POLL_SECONDS)
    return f"the lab is not ready after {START_SECONDS:g} s: {reason}"
