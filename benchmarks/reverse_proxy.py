"""What an event costs a desktop's node over its own port, 8445, beside the notification service's, 7443.

A whole lab runs; its agents have desktops on one road or the other. The roads take turns of the same
events, so that the machine's drift counts for both, and the cost is that of Finesse and the notification
service together: whatever else they do is in both.
"""

from __future__ import annotations

import asyncio
import contextlib
import statistics
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil

from benchmarks import rest
from benchmarks.clients import finesse_account
from benchmarks.clients.bosh_desktop import BoshDesktop
from benchmarks.clients.web_socket_desktop import WebSocketDesktop
from benchmarks.delivery import publication
from benchmarks.row import Row
from lab.bench import children
from lab.bench.certificates import ensure
from lab.bench.programs import programs
from lab.plan.cluster import planned
from lab.plan.graph import Plan
from lab.plan.wanted import NODE, Wanted
from lab.testing.processes import free_offset
from vos import tls
from vos.address import Address
from vos.service import loop_runner

DESKTOPS = 100  # on each road, over each transport
EVENTS_A_SECOND = 200
SECONDS = 5.0
TURNS = 6
PATIENCE = 30.0
Desktop = BoshDesktop | WebSocketDesktop
TRANSPORTS: dict[str, type[Desktop]] = {"BOSH": BoshDesktop, "WebSocket": WebSocketDesktop}


def rows() -> Iterator[Row]:
    """For each transport the cost over both roads, and how they compare."""
    with tempfile.TemporaryDirectory() as home, loop_runner() as runner:
        found = runner.run(measure(Path(home)))
    how = f"{EVENTS_A_SECOND} events/s, median of {TURNS} turns of {SECONDS:.0f} s each, in turn; TLS"
    for transport, roads in found.items():
        for port, costs in roads.items():
            yield Row(
                f"CPU per event over {transport}, {port}", statistics.median(costs) * 1000, "ms", "", how
            )
        ratios = [own / other for own, other in zip(roads["8445"], roads["7443"], strict=True)]
        yield Row(
            f"CPU per event over {transport}, 8445 to 7443", statistics.median(ratios), "", "<= 1.6",
            "median of the turns; Finesse and the notification service together",
        )  # fmt: skip


async def measure(home: Path) -> dict[str, dict[str, list[float]]]:
    """Processor seconds of an event, by transport and port, of every turn."""
    groups = [(transport, port) for transport in TRANSPORTS for port in ("7443", "8445")]
    centre = rest.centre(home, DESKTOPS * len(groups))
    plan = planned(Wanted(home, centre, free_offset(), log_level="INFO"))
    ensure(plan.wanted.certs, plan.wanted.node, plan.wanted.names)
    roads = {
        port: plan.service(name).doors["https"].reached
        for port, name in (("7443", "notification"), ("8445", "finesse"))
    }
    costs: dict[str, dict[str, list[float]]] = {name: {"7443": [], "8445": []} for name in TRANSPORTS}
    async with children.running(programs(plan), print) as running:
        await running.all_serve()
        await rest.in_service(plan)
        pids = {child.name: child.pid for child in running.children}
        processes = [psutil.Process(pids[name]) for name in ("finesse", "notification")]
        events = Events()
        async with finesse_account.signed_in(plan, "bench") as finesse, asyncio.TaskGroup() as tasks:
            with contextlib.ExitStack() as stack:
                for number, (transport, port) in enumerate(groups):
                    await listen(plan, TRANSPORTS[transport], roads[port], number, events, tasks, stack)
                for turn in range(-1, TURNS):  # one to warm up
                    for number, (transport, port) in enumerate(groups):
                        cost = await one_turn(processes, finesse, number * DESKTOPS, events)
                        if turn >= 0:
                            costs[transport][port].append(cost)
    return costs


class Events:
    """Those that are under way."""

    def __init__(self) -> None:
        self.missing: set[bytes] = set()
        self.numbers = iter(range(10**9))
        self._none = asyncio.Event()

    def heard(self, body: bytes) -> None:
        """A desktop's message or body."""
        for part in body.split(b"&lt;requestId&gt;")[1:]:
            self.missing.discard(part[: part.index(b"&lt;")])
        if not self.missing:
            self._none.set()

    async def arrived(self) -> None:
        """All of them. TimeoutError if one is lost."""
        async with asyncio.timeout(PATIENCE):
            while self.missing:
                self._none.clear()
                await self._none.wait()


async def listen(
    plan: Plan,
    kind: Callable[..., Desktop],
    address: Address,
    group: int,
    events: Events,
    tasks: asyncio.TaskGroup,
    stack: contextlib.ExitStack,
) -> None:
    """All desktops of one road, present."""
    context = tls.client_context(plan.wanted.certs)
    for number in range(group * DESKTOPS, (group + 1) * DESKTOPS):
        desktop = kind(address, context, NODE, f"agent{number}", "finesse")
        await desktop.sign_in()
        present = asyncio.Event()
        task = tasks.create_task(desktop.listen(events.heard, present))
        await present.wait()
        stack.callback(desktop.close)
        stack.callback(task.cancel)


async def one_turn(processes: list[psutil.Process], finesse: Any, first: int, events: Events) -> float:
    """Events to the desktops of one road in turn; processor seconds of one, until all have arrived."""
    loop = asyncio.get_running_loop()
    total = int(EVENTS_A_SECOND * SECONDS)
    before, began = spent(processes), loop.time()
    for number in range(total):
        if (wait := began + number / EVENTS_A_SECOND - loop.time()) > 0:
            await asyncio.sleep(wait)
        event = next(events.numbers)
        events.missing.add(b"%d" % event)
        finesse.send_raw(publication(f"agent{first + number % DESKTOPS}", event))
    await events.arrived()
    return (spent(processes) - before) / total


def spent(processes: list[psutil.Process]) -> float:
    return sum(sum(process.cpu_times()[:2]) for process in processes)
