"""How many whole contact-centre calls CUCM's call processing makes in a second of CPU, without sockets.

A call: from outside to a trigger, to a CTI port, a consultation with the agent, the transfer, a hold and a
retrieve at the agent's phone, the end; every message of it encoded once for all its receivers.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterator

from benchmarks.row import Row
from ccx_engine.cucm.calls.observers import ToldProviders
from ccx_engine.cucm.cti_manager.providers import Providers
from ccx_engine.cucm.provisioning import provision
from ccx_engine.jtapi import messages as m
from ccx_engine.jtapi import wire
from vos import centre

CALLS = 100
ROUNDS = 15
HOW = f"best of {ROUNDS} rounds of {CALLS}, process time"
TELEPHONY, RMCM, LAB = 1, 2, 3
USERS = {TELEPHONY: "ccx_1", RMCM: "ccx_rmcm", LAB: "lab"}
AGENTS = [str(number) for number in range(1001, 1009)]
TRIGGER, PORT = "6001", "7001"


class House:
    """The sample centre's CUCM with the engine's two users and the lab signed in, and all agents observed."""

    def __init__(self, told: Callable[[list[ToldProviders]], None]) -> None:
        cluster = provision(centre.read(centre.SAMPLE, "cucm"))
        self.providers = Providers(cluster)
        self.told = told
        self.now = 0.0
        self._agents = itertools.cycle(AGENTS)
        for provider, userid in USERS.items():
            user = cluster.user(userid)
            assert user is not None, f"the sample centre has a user {userid}"
            self.providers.open(provider, user, m.OpenProvider(userid, ""))
        self.phones = {number: cluster.lines[number].devices[0].name for number in AGENTS}
        for number in (TRIGGER, PORT):
            self.ask(TELEPHONY, m.RegisterTerminal(cluster.lines[number].devices[0].name))
        for provider, number in itertools.product((RMCM, LAB), AGENTS):
            self.ask(provider, m.Observe(number))

    def ask(self, provider: int, request: m.Request) -> int:
        told = self.providers.ask(provider, request, self.now)
        self.told(told)
        answer = told[0].message
        assert isinstance(answer, m.Done), answer
        return answer.call

    def call(self) -> None:
        """One caller, greeted, delivered to an agent and served."""
        self.now += 1.0
        agent = next(self._agents)
        phone, port = self.phones[agent], f"CCX_{PORT}"
        call = self.ask(LAB, m.Connect("PSTN", "5551234", TRIGGER, {"callVariable1": "Gold"}))
        self.ask(TELEPHONY, m.Redirect(call, TRIGGER, PORT))
        self.ask(TELEPHONY, m.Accept(call, PORT))
        self.ask(TELEPHONY, m.Answer(call, port))
        consultation = self.ask(TELEPHONY, m.Consult(call, port, agent, media=False))
        self.ask(RMCM, m.Answer(consultation, phone))
        self.ask(TELEPHONY, m.Transfer(call, consultation, port))
        self.ask(RMCM, m.Hold(call, phone))
        self.ask(RMCM, m.Unhold(call, phone))
        self.ask(RMCM, m.Disconnect(call, agent))


def rate(house: House) -> float:
    """Calls in a second of CPU."""
    best = float("inf")
    for _ in range(ROUNDS):
        begun = time.process_time()
        for _ in range(CALLS):
            house.call()
        best = min(best, time.process_time() - begun)
    return CALLS / best


def encode(told: list[ToldProviders]) -> None:
    for each in told:
        wire.encode(each.message)


def rows() -> Iterator[Row]:
    """The calls of the call model alone, with what is told encoded, and the reading of that."""
    yield Row("CUCM: whole CCX calls, decided and told", rate(House(lambda told: None)), "calls/s", "", HOW)
    yield Row("CUCM: the same with every message encoded", rate(House(encode)), "calls/s", "≥ 1,000", HOW)
    frames: list[bytes] = []
    house = House(lambda told: frames.extend(wire.encode(each.message) for each in told))
    frames.clear()
    house.call()
    yield Row(
        "CUCM: messages of a call", len(frames), "messages", "", "told once each, however many hear them"
    )
    bodies = [frame[wire.HEADER.size :] for frame in frames]
    best = float("inf")
    for _ in range(ROUNDS * 10):
        begun = time.process_time()
        for body in bodies:
            wire.decode(body)
        best = min(best, time.process_time() - begun)
    yield Row(
        "JTAPI link: messages decoded", len(bodies) / best, "messages/s", "", "those of a call, best of 150"
    )
