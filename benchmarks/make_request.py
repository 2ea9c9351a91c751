"""What a request costs that a gadget makes through its server, beside the same request made directly.

A whole lab runs. Both ways take turns, so that the machine's drift counts for both; the cost is the processor
time of Finesse alone, which does the one as well as the other.
"""

from __future__ import annotations

import asyncio
import base64
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import psutil

from benchmarks import rest
from benchmarks.clients.rest_client import RestClient
from benchmarks.figures import percentile
from benchmarks.row import Row
from lab.bench import children
from lab.bench.certificates import ensure
from lab.bench.programs import programs
from lab.plan.cluster import planned
from lab.plan.wanted import NODE, Wanted
from lab.testing.processes import free_offset
from vos import tls
from vos.service import loop_runner

USERS = 40
CLIENTS = 8
SECONDS = 1.5
TURNS = 10
Ask = Callable[[RestClient, int], Awaitable[float]]


def rows() -> Iterator[Row]:
    """Both costs and times, and how far they lie apart."""
    with tempfile.TemporaryDirectory() as home, loop_runner() as runner:
        costs, times = runner.run(measure(Path(home)))
    how = f"median of {TURNS} turns of {SECONDS} s, in turn; HTTPS kept open, {CLIENTS} at a time"
    for what, turns in costs.items():
        yield Row(f"{what}, processor", statistics.median(turns) * 1000, "ms", "", f"of Finesse; {how}")
        yield Row(f"{what}, p99", percentile(times[what], 99) * 1000, "ms", "", how)
    direct, through = costs.values()
    apart = [one - other for one, other in zip(through, direct, strict=True)]
    yield Row("makeRequest beside the direct call", statistics.median(apart) * 1000, "ms", "<= 1.5", how)


async def measure(home: Path) -> tuple[dict[str, list[float]], dict[str, list[float]]]:
    """Processor seconds of one request of each turn, and seconds of each request, by the way it goes."""
    plan = planned(Wanted(home, rest.centre(home, USERS), free_offset(), log_level="INFO"))
    ensure(plan.wanted.certs, plan.wanted.node, plan.wanted.names)
    context = tls.client_context(plan.wanted.certs)
    ways: dict[str, Ask] = {"GET User": direct, "GET User through makeRequest": through}
    costs: dict[str, list[float]] = {what: [] for what in ways}
    times: dict[str, list[float]] = {what: [] for what in ways}
    async with children.running(programs(plan), print) as running:
        await running.all_serve()
        await rest.in_service(plan)
        finesse = psutil.Process(next(child.pid for child in running.children if child.name == "finesse"))
        where = plan.service("finesse").doors["https"].reached
        clients = [RestClient(where, context, NODE, f"agent{each}", "finesse") for each in range(CLIENTS)]
        for client in clients:
            await client.connect()
        for turn in range(-1, TURNS):  # one to warm up
            for what, ask in ways.items():
                taken: list[float] = []
                cost = await one_turn(finesse, clients, ask, taken)
                if turn >= 0:
                    costs[what].append(cost)
                    times[what] += taken
        for client in clients:
            client.close()
    return costs, times


async def one_turn(finesse: psutil.Process, clients: list[RestClient], ask: Ask, taken: list[float]) -> float:
    """All clients ask for a while; processor seconds of one request."""
    until = time.perf_counter() + SECONDS

    async def some(number: int) -> None:
        while time.perf_counter() < until:
            taken.append(await ask(clients[number], number))

    before = sum(finesse.cpu_times()[:2])
    await asyncio.gather(*(some(number) for number in range(CLIENTS)))
    return (sum(finesse.cpu_times()[:2]) - before) / len(taken)


async def direct(client: RestClient, number: int) -> float:
    """As a page of the desktop asks."""
    began = time.perf_counter()
    status, body = await client.ask("GET", f"/User/agent{number}")
    assert status == 200, body
    return time.perf_counter() - began


async def through(client: RestClient, number: int) -> float:
    """As a gadget asks."""
    basic = base64.b64encode(f"agent{number}:finesse".encode()).decode()
    form = {
        "url": f"http://localhost:8082/finesse/api/User/agent{number}?nocache=1",
        "httpMethod": "GET",
        "headers": f"Authorization={quote(f'Basic {basic}', safe='')}&locale=en_US",
        "postData": "",
        "authz": "",
        "st": "john.doe:john.doe:appid:cont:url:0:default",
        "contentType": "TEXT",
        "numEntries": "3",
        "getSummaries": "false",
        "signOwner": "true",
        "signViewer": "true",
        "gadget": "https://localhost:8445/3rdpartygadget/files/Sample/Sample.xml",
        "container": "default",
        "bypassSpecCache": "",
        "getFullHeaders": "true",
        "refresh": "0",
    }
    began = time.perf_counter()
    status, body = await client.post_form("/gadgets/makeRequest", urlencode(form))
    assert status == 200, body
    assert b'"rc":200' in body, body
    return time.perf_counter() - began
