"""The notification service beside ejabberd, under one load generator: CPU, latency, throughput, memory.

The load generator is a program of its own (`python -m benchmarks --xmpp-load PROGRAM xmpp`): it signs clients
in over BOSH or WebSocket, publishes at a rate over TCP, and prints one JSON document. Servers are pinned to
the first core and take turns; the load, and the CUCM that knows the passwords, run on the second. Without
ejabberd its figures are missing.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import notification_alone
from benchmarks.row import Row
from lab.plan.doors import LOOPBACK
from lab.plan.wanted import NODE
from lab.testing import xmpp_server
from vos.address import Address
from vos.service import loop_runner

SERVER_CORE, LOAD_CORE = 0, 1
CLIENTS = 2_000
PASSWORD = "finesse"
USER = "agent{}"
KNOWN_SECONDS = 3_600.0  # passwords that were right once are not asked for again in a run
RATE = 200
PATIENCE = 400.0

TURNS = 5
EVENTS = ("--workload", "agent", "--rate", str(RATE), "--duration", "10", "--warmup", "2")
MOST = ("--workload", "ramp", "--ramp-start", "6000", "--ramp-duration", "3")
AIMS = {
    "HTTP": {
        "ratio": "<= 0.35", "most": ">= 7,000", "all": "<= 110", "memory": "<= 12", "idle": "<= 0.2",
        "sign-ins": ">= 1,500", "socket": ">= 9,000",
    },
    "HTTPS": {
        "ratio": "<= 0.45", "most": ">= 5,500", "all": "<= 200", "memory": "<= 40", "idle": "<= 0.4",
        "sign-ins": ">= 600", "socket": "",
    },
}  # fmt: skip

Result = Mapping[str, Any]


@dataclass(frozen=True)
class Server:
    """A server to be measured."""

    name: str
    pid: int
    c2s: Address
    http: Address
    https: Address


class Load:
    """The load generator."""

    def __init__(self, program: Path) -> None:
        self.program = program

    def run(self, server: Server, secure: bool, *options: str, transport: str = "bosh") -> Result:
        """What it measured. AssertionError when it failed."""
        address = server.https if secure else server.http
        scheme = {"bosh": "http", "websocket": "ws"}[transport] + ("s" if secure else "")
        path = {"bosh": "/http-bind/", "websocket": "/ws"}[transport]
        command = [
            sys.executable, str(self.program), "--url", f"{scheme}://{address}{path}",
            "--transport", transport, "--domain", NODE, "--clients", str(CLIENTS),
            "--user", USER, "--password", PASSWORD,
            "--publisher-port", str(server.c2s.port), "--publisher-password", PASSWORD,
            "--server-pid", str(server.pid), "--client-cpus", str(LOAD_CORE), *options,
        ]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
        result: Result = json.loads(done.stdout or "{}")
        assert done.returncode == 0, f"{self.program.name}: {result.get('error', done.stderr[-2000:])}"
        return result


def rows(program: Path | None = None) -> Iterator[Row]:
    """The table of the notification service; nothing without a load generator."""
    if program is None:
        print("xmpp: name a load generator with --xmpp-load to compare servers", file=sys.stderr)
        return
    with tempfile.TemporaryDirectory() as home, loop_runner() as runner:
        yield from runner.run(_measured(Path(home), Load(program)))


async def _measured(home: Path, load: Load) -> list[Row]:
    with contextlib.ExitStack() as stack:
        async with embedded(home) as ours:
            servers = [ours, *ejabberd(home, stack)]
            measure = [_rows_of(load, servers, secure) for secure in (False, True)]
            return await asyncio.to_thread(list, itertools.chain.from_iterable(measure))


def _rows_of(load: Load, servers: Sequence[Server], secure: bool) -> Iterator[Row]:
    aims = AIMS["HTTPS" if secure else "HTTP"]
    ours = servers[0]
    where = f"{CLIENTS:,} sessions, BOSH over {'HTTPS' if secure else 'HTTP'}"
    load.run(ours, secure, "--workload", "login", "--clients", "20")  # what a first sign-in loads, is loaded
    quiet = load.run(ours, secure, "--workload", "idle", "--idle-duration", "32")["idle"]
    yield Row(f"idle session, {where}", quiet["rss_kb_per_session"], "kB", aims["memory"], "RSS")
    percent = quiet["server_cpu_pct_per_1000_sessions"]
    yield Row(f"1,000 idle sessions, {where}", percent, "% of a core", aims["idle"], "long polls of 30 s")
    signed_in = load.run(ours, secure, "--workload", "login")["login"]["sessions_per_s"]
    yield Row(f"sign-ins, {where}", signed_in, "/s", aims["sign-ins"], "50 at a time, passwords known")

    turns: dict[str, list[Result]] = {server.name: [] for server in servers}
    for _ in range(TURNS):
        for server in servers:
            turns[server.name].append(load.run(server, secure, *EVENTS))
    runs = [run for result in turns[ours.name] for run in result["runs"]]
    how = f"{RATE} events/s, {TURNS} turns"
    yield Row(f"CPU per event, {where}", _cpu(turns[ours.name]), "ms", "", how)
    yield from _ratio(turns, where, aims["ratio"])
    slowest = min(run["latency"]["p99_ms"] for run in runs)
    yield Row(f"p99 there, {where}", slowest, "ms", "<= 2.5", "best turn")

    everybody = load.run(ours, secure, "--workload", "broadcast", "--repeat", "5", "--gap", "1")
    last = statistics.median(run["latency"]["max_ms"] for run in everybody["runs"])
    yield Row(f"one event to all, {where}", last, "ms", aims["all"], "the last one has it, median of 5")

    most = load.run(ours, secure, *MOST)
    yield Row(f"most events/s, {where}", most["ramp"]["max_delivery_rate"], "/s", aims["most"], "p99 < 1 s")
    yield Row(f"lost, {where}", _lost([*turns[ours.name], everybody, most]), "", "0", "in all these runs")

    socket = load.run(ours, secure, *MOST, transport="websocket")
    where = f"{CLIENTS:,} sessions, WebSocket over {'TLS' if secure else 'TCP'}"
    yield Row(
        f"most events/s, {where}", socket["ramp"]["max_delivery_rate"], "/s", aims["socket"], "p99 < 1 s"
    )


def _ratio(turns: Mapping[str, Sequence[Result]], where: str, aim: str) -> Iterator[Row]:
    """Ours to ejabberd's, turn by turn, so that what else the machine does counts for both."""
    theirs = turns.get("ejabberd")
    if theirs is not None:
        ratios = [_cpu([mine]) / _cpu([other]) for mine, other in zip(turns["ours"], theirs, strict=True)]
        yield Row(
            f"the same, ejabberd = 1, {where}", statistics.median(ratios), "", aim, "median of the turns"
        )
        yield Row(f"CPU per event of ejabberd, {where}", _cpu(theirs), "ms", "", "as above")
        slowest = min(run["latency"]["p99_ms"] for result in theirs for run in result["runs"])
        yield Row(f"p99 of ejabberd, {where}", slowest, "ms", "", "best turn")


def _cpu(results: Sequence[Result]) -> float:
    costs = [float(run["server_cpu_ms_per_delivery"]) for result in results for run in result["runs"]]
    return statistics.median(costs)


def _lost(results: Sequence[Result]) -> int:
    """Events that never came, came twice, or came out of order."""
    never = sum(int(result["books"]["never_delivered"]) for result in results)
    last = [result["runs"][-1] if "runs" in result else result["ramp"]["at_max"] for result in results]
    return never + sum(int(run["duplicates_so_far"]) + int(run["out_of_order_so_far"]) for run in last)


def ejabberd(home: Path, stack: contextlib.ExitStack) -> list[Server]:
    """ejabberd with everybody's password stored plainly, so that no figure holds any hashing."""
    folder = home / "ejabberd"
    accounts = ["finesse", *(USER.format(number) for number in range(1, CLIENTS + 1))]
    try:
        server = stack.enter_context(
            xmpp_server.ejabberd(
                folder, Address(LOOPBACK, 1), home / "certs", home / "centre.toml",
                accounts=accounts, password=PASSWORD,
            )
        )  # fmt: skip
    except xmpp_server.NoXmppServer as error:
        print(f"xmpp: without ejabberd: {error}", file=sys.stderr)
        return []
    for thread in Path(f"/proc/{server.pid}/task").iterdir():
        os.sched_setaffinity(int(thread.name), {SERVER_CORE})
    return [Server("ejabberd", server.pid, *(server.addresses[each] for each in ("c2s", "http", "https")))]


@contextlib.asynccontextmanager
async def embedded(home: Path) -> AsyncIterator[Server]:
    """The notification service as the lab runs it, and the CUCM that it asks."""
    plan = notification_alone.planned_for(home, (USER.format(number) for number in range(1, CLIENTS + 1)))
    flags = ("--password-memory", str(KNOWN_SECONDS))
    async with notification_alone.running(plan, *flags) as running:
        pids = {child.name: child.pid for child in running.children if child.pid is not None}
        os.sched_setaffinity(pids["cucm"], {LOAD_CORE})
        os.sched_setaffinity(pids["notification"], {SERVER_CORE})
        doors = plan.service("notification").doors
        yield Server(
            "ours", pids["notification"], *(doors[each].reached for each in ("c2s", "http", "https"))
        )
