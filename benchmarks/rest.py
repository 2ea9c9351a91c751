"""What REST costs, and how long a sign-in storm takes: 400 agents of a centre, all services as processes.

Costs are the services' own processor time, whatever else the machine does; this process, which plays the
desktops, is not counted.
"""

from __future__ import annotations

import asyncio
import contextlib
import statistics
import tempfile
import time
import tomllib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import tomli_w

from benchmarks.clients.bosh_desktop import BoshDesktop
from benchmarks.clients.rest_client import RestClient
from benchmarks.row import Row
from lab.bench import children
from lab.bench.certificates import ensure
from lab.bench.programs import programs
from lab.plan.cluster import planned
from lab.plan.graph import Plan
from lab.plan.wanted import NODE, Wanted
from lab.testing.processes import free_offset
from vos import tls
from vos.service import loop_runner
from vos.xml import plain_text

SIGNED_IN = 400
SIZES = (400, 2_000, 5_000)
MIDDLE = 2_000
TEAM = 20
CLIENTS = 8
SECONDS = 1.5
TURNS = 12
WARM_UP = 1.0
PATIENCE = 180.0
SIGN_IN = "<User><state>LOGIN</state><extension>{}</extension></User>"
READY = "<User><state>READY</state></User>"
BREAK = "<User><state>NOT_READY</state><reasonCodeId>1</reasonCodeId></User>"
CALL = (
    "<Dialog><requestedAction>MAKE_CALL</requestedAction><fromAddress>{}</fromAddress>"
    "<toAddress>95551234</toAddress></Dialog>"
)
DROP = "<Dialog><requestedAction>DROP</requestedAction><targetMediaAddress>{}</targetMediaAddress></Dialog>"


@dataclass
class Cost:
    """Requests a second, and processor seconds for each, of Finesse alone and of all services."""

    rate: float
    finesse: float
    everything: float


@dataclass
class Figures:
    """What was measured with so many users; the costs of every turn."""

    storm: float = 0.0
    storm_cost: float = 0.0
    costs: dict[str, list[Cost]] = field(default_factory=dict)


def rows() -> Iterator[Row]:
    """Three sizes of the centre, with as many agents at work in each."""
    with tempfile.TemporaryDirectory() as home, loop_runner() as runner:
        found = runner.run(measure(Path(home)))
    figures = found[MIDDLE]
    how = (
        f"best of {TURNS} turns of {SECONDS} s; {MIDDLE:,} users, {SIGNED_IN} signed in, "
        f"HTTPS kept open, {CLIENTS} at a time"
    )
    aims = {"GET User": "<= 0.5", "PUT User": "<= 3"}
    for what, turns in figures.costs.items():
        whole = what.startswith("PUT")

        def processor(cost: Cost, whole: bool = whole) -> float:
            return cost.everything if whole else cost.finesse

        cost = min(turns, key=processor)
        yield Row(f"REST: {what}", cost.rate, "/s", "", how)
        by = "of all services, until the event is at the desktop" if whole else "of Finesse"
        yield Row(f"REST: {what}, processor", processor(cost) * 1000, "ms", aims.get(what, ""), by)
        small, large = found[SIZES[0]].costs[what], found[SIZES[-1]].costs[what]
        ratios = sorted(processor(many) / processor(few) for few, many in zip(small, large, strict=True))
        middle = f"half of them {ratios[TURNS // 4]:.2f} to {ratios[-1 - TURNS // 4]:.2f}"
        yield Row(
            f"REST: {what}, {SIZES[-1]:,} users to {SIZES[0]}",
            statistics.median(ratios),
            "",
            "about 1",
            f"the same processor time, median of {TURNS} turns, {middle}",
        )
    for users, each in found.items():
        yield Row(
            f"sign-in storm of {SIGNED_IN}, {users:,} users",
            each.storm,
            "s",
            "< 10",
            "SystemInfo, GET User, BOSH session, LOGIN, own event; TLS, passwords asked at CUCM; "
            "desktops share the machine",
        )
        yield Row(f"the same, processor, {users:,} users", each.storm_cost, "s", "", "of all services")


async def measure(home: Path) -> dict[int, Figures]:
    """All labs are there all the time and take turns, so that the machine's drift counts for all alike."""
    found = {users: Figures() for users in SIZES}
    async with contextlib.AsyncExitStack() as stack:
        labs = {}
        for users in SIZES:
            (home / str(users)).mkdir()
            labs[users] = await stack.enter_async_context(lab_of(home / str(users), users))
        for users, (processes, desktops) in labs.items():
            before, began = spent(processes), time.perf_counter()
            await asyncio.gather(*(desktop.sign_in() for desktop in desktops))
            found[users].storm = time.perf_counter() - began
            found[users].storm_cost = sum(spent(processes).values()) - sum(before.values())

        async def take_turns(what: str, ask: Callable[[Desktop], Awaitable[None]]) -> None:
            for processes, desktops in labs.values():  # what a first request loads, is loaded
                await one_round(processes, desktops, ask, WARM_UP)
            for turn in range(TURNS):
                order = list(labs) if turn % 2 else list(reversed(labs))
                for users in order:
                    found[users].costs.setdefault(what, []).append(await one_round(*labs[users], ask))

        await take_turns("GET User", Desktop.get_user)
        await take_turns("PUT User", Desktop.change_state)
        for _, desktops in labs.values():
            for desktop in desktops:
                await desktop.go_not_ready()
            await asyncio.gather(*(desktop.call() for desktop in desktops))
        await take_turns("GET Dialogs, on a call", Desktop.get_dialogs)
        for _, desktops in labs.values():
            await asyncio.gather(*(desktop.hang_up() for desktop in desktops))
    return found


@contextlib.asynccontextmanager
async def lab_of(home: Path, users: int) -> AsyncIterator[tuple[dict[str, psutil.Process], list[Desktop]]]:
    """Everything runs with so many users; its processes, and the desktops that will sign in."""
    plan = planned(Wanted(home, centre(home, users), free_offset(), log_level="INFO", transport="bosh"))
    ensure(plan.wanted.certs, plan.wanted.node, plan.wanted.names)
    async with children.running(programs(plan), print) as running:
        await running.all_serve()
        processes = {child.name: psutil.Process(child.pid) for child in running.children}
        await in_service(plan)
        async with at_work(plan) as desktops:
            yield processes, desktops


class Desktop:
    """One agent's desktop: REST over a kept connection, and the feed over BOSH."""

    def __init__(self, plan: Plan, number: int) -> None:
        context = tls.client_context(plan.wanted.certs)
        self.plan = plan
        self.ca = plan.wanted.certs / tls.CA
        self.login = f"agent{number}"
        self.extension = str(100_000 + number)
        https = plan.service("finesse").doors["https"].reached
        feed = plan.service("notification").doors["https"].reached
        self._rest = RestClient(https, context, NODE, self.login, "finesse")
        self._feed = BoshDesktop(feed, context, NODE, self.login, "finesse")
        self._listening: asyncio.Task[None] | None = None
        self._ready = False
        self._call = ""
        self._wanted, self._times = b"<presence", 1
        self._heard = asyncio.Event()

    async def sign_in(self) -> None:
        """As a desktop does after a failover: look, connect the feed, sign in, hear of it."""
        await self._rest.connect()
        await self._get("/SystemInfo")
        await self.get_user()
        await self._feed.sign_in()
        self._listening = asyncio.create_task(self._feed.listen(self._hear, asyncio.Event()))
        await self._hears()  # his own presence: who is not known to be there may miss what he causes
        await self._change(SIGN_IN.format(self.extension), "NOT_READY")

    async def get_user(self) -> None:
        await self._get(f"/User/{self.login}")

    async def get_dialogs(self) -> None:
        await self._get(f"/User/{self.login}/Dialogs")

    async def change_state(self) -> None:
        """From not ready to ready or back; done when the event is here."""
        self._ready = not self._ready
        if self._ready:
            await self._change(READY, "READY")
        else:
            await self._change(BREAK, "NOT_READY")

    async def go_not_ready(self) -> None:
        if self._ready:
            await self.change_state()

    async def call(self) -> None:
        """Somebody outside, until both are on the call."""
        body = CALL.format(self.extension)
        self._expect("<state>ACTIVE</state>", 3)
        await self._command("POST", f"/User/{self.login}/Dialogs", body)
        _, dialogs = await self._rest.ask("GET", f"/User/{self.login}/Dialogs")
        self._call = dialogs.partition(b"<id>")[2].partition(b"</id>")[0].decode()

    async def hang_up(self) -> None:
        self._expect("<event>DELETE</event>")
        await self._command("PUT", f"/Dialog/{self._call}", DROP.format(self.extension))

    def close(self) -> None:
        if self._listening is not None:
            self._listening.cancel()
            self._feed.close()
            self._rest.close()

    async def _get(self, path: str) -> None:
        status, body = await self._rest.ask("GET", path)
        assert status == 200, (path, status, body)

    async def _change(self, body: str, state: str) -> None:
        self._expect(f"<state>{state}</state>")
        await self._command("PUT", f"/User/{self.login}", body)

    def _expect(self, words: str, times: int = 1) -> None:
        """Listen for one event with these words in it."""
        self._heard.clear()
        self._wanted, self._times = plain_text(words).encode(), times

    async def _command(self, method: str, path: str, body: str) -> None:
        status, answer = await self._rest.ask(method, path, body)
        assert status == 202, (path, status, answer)
        await self._hears()

    async def _hears(self) -> None:
        async with asyncio.timeout(PATIENCE):
            await self._heard.wait()

    def _hear(self, body: bytes) -> None:
        for event in body.split(b"<message "):
            if event.count(self._wanted) >= self._times:
                self._heard.set()


async def one_round(
    processes: dict[str, psutil.Process],
    desktops: list[Desktop],
    ask: Callable[[Desktop], Awaitable[None]],
    seconds: float = SECONDS,
) -> Cost:
    """All desktops in turn, some at a time, for a while."""
    asked = 0
    until = time.perf_counter() + seconds

    async def some(first: int) -> None:
        nonlocal asked
        number = first
        while time.perf_counter() < until:
            await ask(desktops[number])
            asked += 1
            number = (number + CLIENTS) % SIGNED_IN

    before, began = spent(processes), time.perf_counter()
    await asyncio.gather(*(some(first) for first in range(CLIENTS)))
    took = time.perf_counter() - began
    cost = {name: used - before[name] for name, used in spent(processes).items()}
    return Cost(asked / took, cost["finesse"] / asked, sum(cost.values()) / asked)


def spent(processes: dict[str, psutil.Process]) -> dict[str, float]:
    """Processor seconds of every service so far."""
    return {name: sum(process.cpu_times()[:2]) for name, process in processes.items()}


async def in_service(plan: Plan) -> None:
    """Wait until Finesse has set everything up for all users."""
    client = RestClient(
        plan.service("finesse").doors["https"].reached,
        tls.client_context(plan.wanted.certs),
        NODE,
        "administrator",
        "finesse",
    )
    await client.connect()
    async with asyncio.timeout(PATIENCE):
        while b"<status>IN_SERVICE</status>" not in (await client.ask("GET", "/SystemInfo"))[1]:
            await asyncio.sleep(0.2)
        await client.ask("GET", "/SystemInfo")
    client.close()


@contextlib.asynccontextmanager
async def at_work(plan: Plan) -> AsyncIterator[list[Desktop]]:
    desktops = [Desktop(plan, number) for number in range(SIGNED_IN)]
    try:
        yield desktops
    finally:
        for desktop in desktops:
            desktop.close()


def centre(home: Path, users: int) -> Path:
    """A contact centre's file with so many agents, in teams of twenty with a supervisor each."""
    tables = tomllib.loads(WITHOUT_AGENTS)
    cucm, rmcm = tables["cucm"], tables["rmcm"]
    for number in range(users):
        login, extension, phone = f"agent{number}", f"{100_000 + number}", f"SEP{number:012X}"
        name = {"first_name": "Agent", "last_name": f"{number}"}
        account = {"userid": login, "password": "finesse", "ipcc_extension": extension, "devices": [phone]}
        cucm["users"].append(account | name)
        cucm["phones"].append({"name": phone, "lines": [extension]})
        resource = {"id": login, "extension": extension, "team": number // TEAM + 1}
        kind = "supervisor" if number % TEAM == TEAM - 1 else "agent"
        skills = [{"id": 1, "competence": 5}]
        rmcm["resources"].append(resource | name | {"type": kind, "skills": skills})
    for team in range(1, -(-users // TEAM) + 1):
        head = f"agent{min(team * TEAM, users) - 1}"
        rmcm["teams"].append({"id": team, "name": f"Team {team}", "supervisors": [head], "csqs": [1]})
    file = home / "centre.toml"
    file.write_text(tomli_w.dumps(tables), encoding="utf-8")
    return file


WITHOUT_AGENTS = """
[cucm]
version = "12.5.1.11900(146)"
gateway = "PSTN"
phones = []
[[cucm.users]]
userid = "administrator"
first_name = "Ada"
last_name = "Admin"
password = "finesse"
[[cucm.application_users]]
userid = "ccx_1"
password = "finesse"
roles = ["Standard CTI Enabled"]
devices = ["Trigger_*", "CCX_*"]
[[cucm.application_users]]
userid = "ccx_rmcm"
password = "finesse"
roles = ["Standard CTI Enabled", "Standard CTI Allow Control of All Devices"]
[[cucm.application_users]]
userid = "ccx_axl"
password = "finesse"
roles = ["Standard AXL API Access"]
[cucm.cti_ports]
prefix = "CCX"
first = "7001"
count = 2
[rmcm]
resources = []
teams = []
telephony_user = "ccx_1"
telephony_password = "finesse"
rmcm_user = "ccx_rmcm"
rmcm_password = "finesse"
[[rmcm.skills]]
id = 1
name = "Support"
[[rmcm.csqs]]
id = 1
name = "Support"
skills = [{ id = 1, minimum = 1 }]
[[rmcm.call_control_groups]]
id = 1
first_port = "7001"
ports = 2
[notification]
service_user = "finesse"
service_password = "finesse"
axl_user = "ccx_axl"
axl_password = "finesse"
[finesse]
administrator = "administrator"
axl_user = "ccx_axl"
axl_password = "finesse"
xmpp_user = "finesse"
xmpp_password = "finesse"
[[finesse.reason_codes]]
category = "NOT_READY"
code = 1
label = "Break"
for_all = true
"""
