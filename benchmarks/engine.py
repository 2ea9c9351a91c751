"""What the engine's core costs without sockets: CPU per call at a contact centre's busiest hour, and memory.

The pure CUCM answers the pure engine; only the engine's own time is counted.
"""

from __future__ import annotations

import gc
import heapq
import random
import statistics
import time
import tracemalloc
from collections import deque
from collections.abc import Callable, Iterator
from typing import Any

from benchmarks.row import Row
from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import AgentState
from ccx_engine.cti.masks import Masks
from ccx_engine.cucm.calls.observers import ToldProviders
from ccx_engine.cucm.cti_manager.providers import Providers
from ccx_engine.cucm.provisioning import provision
from ccx_engine.engine.configuration.rmcm import NEEDS_GROUP, Criterion
from ccx_engine.engine.configuration.rmcm_table import read
from ccx_engine.engine.engine import Engine
from ccx_engine.engine.model import Client, Provider
from ccx_engine.engine.state import Ask, Output, Told
from ccx_engine.engine.timers import PRODUCT
from ccx_engine.jtapi import messages as jtapi
from vos.centre import Table

AGENTS, MANY_AGENTS = 400, 5_000
CSQS = 150
CALLS = 6_000  # of 400 agents in their busiest hour
HOUR = 3_600.0
TALK = (90.0, 180.0)
WRAP_UP = 20.0
SKILLS_OF_AN_AGENT = 8
WAITING = 2_000
ROUNDS = 3  # of either size, in turn
SHARE = 0.25  # of the hour that is played
LAB = 9
NUMBER = {Provider.TELEPHONY: 1, Provider.RMCM: 2}
CRITERIA = [each for each in Criterion if each not in NEEDS_GROUP]


def centre(agents: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """The [rmcm] and [cucm] tables of a centre with that many agents, each in several of the CSQs."""
    chance = random.Random(agents)
    extensions = {f"agent{number}": str(20_000 + number) for number in range(agents)}
    skills = list(range(1, CSQS + 1))
    rmcm = {
        "skills": [{"id": skill, "name": f"Skill {skill}"} for skill in skills],
        "csqs": [
            {
                "id": skill,
                "name": f"CSQ {skill}",
                "skills": [{"id": skill, "minimum": 1}],
                "criterion": CRITERIA[skill % len(CRITERIA)].value,
                "automatic_work": True,
                "wrap_up_seconds": WRAP_UP,
            }
            for skill in skills
        ],
        "teams": [{"id": 1, "name": "All"}],
        "resources": [
            {
                "id": agent,
                "extension": extension,
                "team": 1,
                "skills": [
                    {"id": skill, "competence": chance.randint(1, 10)}
                    for skill in sorted({1 + at % CSQS, *chance.sample(skills, SKILLS_OF_AN_AGENT - 1)})
                ],
            }
            for at, (agent, extension) in enumerate(extensions.items())
        ],
        "call_control_groups": [{"id": 1, "first_port": "70001", "ports": max(agents, WAITING)}],
        "applications": [
            {
                "id": skill,
                "name": f"Line {skill}",
                "trigger": str(60_000 + skill),
                "call_control_group": 1,
                "max_sessions": 10_000,
                "csq": skill,
                "steps": [{"do": "queue", "csqs": [skill]}],
            }
            for skill in skills
        ],
    }
    user = {"password": "", "roles": ["Standard CTI Enabled", "Standard CTI Allow Control of All Devices"]}
    cucm = {
        "phones": [{"name": f"SEP{line}", "lines": [line]} for line in extensions.values()],
        "route_points": [{"name": f"T{60_000 + skill}", "lines": [str(60_000 + skill)]} for skill in skills],
        "cti_ports": {"prefix": "CCX", "first": "70001", "count": max(agents, WAITING)},
        "application_users": [{"userid": "all", **user}],
        "gateway": "PSTN",
        "version": "12.5.1",
    }
    return rmcm, cucm


class Hour:
    """Engine and CUCM; `spent` is the CPU time in the engine alone, in seconds."""

    def __init__(self, agents: int) -> None:
        rmcm, cucm = centre(agents)
        self.now = 0.0
        self.spent = 0.0
        self.calls_answered = 0
        self.engine = Engine(read(Table("rmcm", rmcm)), PRODUCT, now=0.0)
        cluster = provision(Table("cucm", cucm))
        self.cucm = Providers(cluster)
        self.links: deque[tuple[Provider, jtapi.Message]] = deque()
        self.ringing: deque[tuple[int, str]] = deque()
        user = cluster.application_users["all"]
        for number in NUMBER.values():
            self._arrive(self.cucm.open(number, user, jtapi.OpenProvider("all", "")))
        self.cucm.open(LAB, user, jtapi.OpenProvider("all", ""))
        self._run()
        everything = Masks(0x40096, 0xFFFFFFFF, 0xFFFFFFFF, 0x1F)
        self._step(self.engine.client_opened, Client(1, "finesse", everything))
        self.agents = {each.id: each.setup.extension for each in self.engine.state.agents.values()}

    def _arrive(self, told: list[ToldProviders]) -> None:
        for receivers, message in told:
            for provider, number in NUMBER.items():
                if number in receivers:
                    self.links.append((provider, message))

    def _step(self, step: Callable[..., list[Output]], *given: Any) -> None:
        begun = time.process_time()
        output = step(*given, self.now)
        self.spent += time.process_time() - begun
        for each in output:
            if isinstance(each, Ask):
                self._arrive(self.cucm.ask(NUMBER[each.provider], each.request, self.now))
            elif isinstance(each, Told) and type(each.message) is cti.CallDeliveredEvent:
                device = each.message.alerting_device_id or ""
                if device in self.engine.state.directory.lines:
                    self.ringing.append((each.message.call_id, device))

    def _run(self) -> None:
        while self.links:
            provider, message = self.links.popleft()
            self._step(self.engine.hear, provider, message)

    def request(self, message: Any) -> None:
        """Finesse asks for something."""
        self._step(self.engine.request, 1, message)
        self._run()

    def set_state(self, state: AgentState) -> None:
        """All agents ask for a state."""
        for agent, extension in self.agents.items():
            self.request(
                cti.SetAgentStateReq(
                    invoke_id=1, agent_state=state, agent_id=agent, agent_instrument=extension
                )
            )

    def call(self, number: str, caller: str) -> None:
        """Somebody calls."""
        told = self.cucm.ask(LAB, jtapi.Connect("PSTN", caller, number, {"callVariable1": "gold"}), self.now)
        self._arrive(told)
        self._run()

    def advance(self, to: float) -> None:
        """Time passes, and what it brings about happens."""
        while (due := self.engine.next_deadline()) is not None and due <= to:
            self.now = max(self.now, due)
            self._step(self.engine.tick)
            self._run()
        self.now = to

    def play(self, calls: int, seconds: float) -> None:
        """So many calls come in that time; all are answered, talked and wrapped up."""
        chance = random.Random(1)
        ends: list[tuple[float, int, str]] = []
        coming = sorted(self.now + chance.random() * seconds for _ in range(calls))
        for number, when in enumerate([*coming, self.now + seconds + TALK[1] * 3]):
            while ends and ends[0][0] <= when:
                at, call, device = heapq.heappop(ends)
                self.advance(at)
                self.request(cti.ClearConnectionReq(invoke_id=1, call_id=call, connection_device_id=device))
                self._answer(ends, chance)
            self.advance(when)
            if number < calls:
                self.call(str(60_001 + number % CSQS), f"555{number:05}")
            self._answer(ends, chance)
        assert self.calls_answered == calls, f"{self.calls_answered} of {calls} calls were answered"

    def _answer(self, ends: list[tuple[float, int, str]], chance: random.Random) -> None:
        while self.ringing:
            call, device = self.ringing.popleft()
            self.request(cti.AnswerCallReq(invoke_id=1, call_id=call, connection_device_id=device))
            self.calls_answered += 1
            heapq.heappush(ends, (self.now + chance.uniform(*TALK), call, device))


def cost_per_call(agents: int) -> float:
    """CPU seconds of the engine for a call."""
    calls = int(CALLS * SHARE)
    hour = Hour(agents)
    hour.set_state(AgentState.LOGIN)
    hour.set_state(AgentState.READY)
    hour.spent = 0.0
    gc.collect()
    hour.play(calls, HOUR * SHARE * AGENTS / agents)
    return hour.spent / calls


def memory() -> tuple[float, float]:
    """Bytes of a signed-in agent, with all that he is configured with, and of a call that waits."""
    tracemalloc.start()
    try:
        few, _ = _signed_in(AGENTS)
        held, hour = _signed_in(2 * AGENTS)
        before = _held()
        for number in range(WAITING):
            hour.call(str(60_001 + number % CSQS), f"555{number:05}")
        hour.advance(hour.now + 1.0)
        return (held - few) / AGENTS, (_held() - before) / WAITING
    finally:
        tracemalloc.stop()


def _signed_in(agents: int) -> tuple[int, Hour]:
    """What the core holds with so many agents Not Ready."""
    before = _held()
    hour = Hour(agents)
    hour.set_state(AgentState.LOGIN)
    return _held() - before, hour


def _held() -> int:
    gc.collect()
    parts = [tracemalloc.Filter(True, f"*/ccx_engine/{part}/*") for part in ("engine", "cti")]
    traces = tracemalloc.take_snapshot().filter_traces(parts)
    return sum(each.size for each in traces.statistics("filename"))


def rows() -> Iterator[Row]:
    """The busiest hour of the product's limits, how its cost grows, and what agents and calls keep."""
    how = f"best of {ROUNDS} rounds of {int(CALLS * SHARE):,} calls; the time in the core alone"
    turns = [(cost_per_call(AGENTS), cost_per_call(MANY_AGENTS)) for _ in range(ROUNDS)]
    few, many = (min(costs) for costs in zip(*turns, strict=True))
    ratio = statistics.median(each / other for other, each in turns)
    yield Row(f"Engine: {AGENTS} agents, {CSQS} CSQs", 1 / few, "calls/s of CPU", "≥ 600", how)
    yield Row(
        f"Engine: their busiest hour, {CALLS:,} calls", few * CALLS, "s of CPU", "< 10", "from the above"
    )
    yield Row(f"Engine: {MANY_AGENTS:,} agents, {CSQS} CSQs", 1 / many, "calls/s of CPU", "", how)
    yield Row(
        f"Engine: a call's cost, {MANY_AGENTS:,} agents to {AGENTS}", ratio, "", "< 1.5", "median of turns"
    )
    agent, call = memory()
    yield Row("Engine: memory of a signed-in agent", agent / 1024, "kB", "", "tracemalloc, the core alone")
    yield Row("Engine: memory of a waiting call", call / 1024, "kB", "", "tracemalloc, the core alone")
