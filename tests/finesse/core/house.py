"""A node's core between a CTI server that answers and desktops that hear: no socket, no clock."""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Iterable
from typing import TypeVar

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import AgentState
from ccx_engine.cti.wire import Message
from finesse.core.commands import Asker
from finesse.core.effects import Effect, Publish, SendRequest
from finesse.core.identity import Identity
from finesse.core.node import Node
from finesse.core.now import Now
from finesse.realtime.notification import Notification
from finesse.realtime.state import RealtimeState
from finesse.timers import Timers
from tests.finesse.realtime.answering import Answering
from tests.finesse.realtime.contact_center import field, summary

IDENTITY = Identity("a.example.com", "a.example.com", "b.example.com", "PREMIUM")
SECONDS = Timers()
STATUS = "/finesse/api/SystemInfo"
BEGAN = 1_700_000_000.0

E = TypeVar("E", bound=Effect)


class House:
    """Holds every effect, and gives the core what CTI answers when told to."""

    def __init__(self) -> None:
        self.clock = 0.0
        self.node = Node(IDENTITY, SECONDS, RealtimeState())
        self.engine = Answering()
        self.effects: list[Effect] = []
        self.answers: deque[Message] = deque()
        self.unanswered: set[type[Message]] = set()

    @property
    def now(self) -> Now:
        return Now(self.clock, BEGAN + self.clock, 60)

    def open(self) -> None:
        self.answers.clear()
        self.take(self.node.cti_opened(itertools.count(1), self.now))

    def answer(self) -> None:
        """CTI gives one of its answers."""
        self.take(self.node.cti_heard(self.answers.popleft(), self.now))

    def learn(self) -> None:
        """CTI gives all its answers."""
        while self.answers:
            self.answer()

    def hear(self, *messages: Message) -> None:
        for message in messages:
            self.take(self.node.cti_heard(message, self.now))

    def up(self) -> None:
        self.take(self.node.notifier_up(self.now))

    def serve(self, *signed_in: str) -> None:
        """In service, with these agents signed in."""
        self.engine.states.update(dict.fromkeys(signed_in, AgentState.NOT_READY))
        self.up()
        self.open()
        self.learn()
        self.effects.clear()

    def ask(self, request_id: str = "r1", agent: str = "agent1") -> None:
        uri = f"/finesse/api/User/{agent}"
        asker = Asker(uri, request_id, (uri, uri), ((uri, uri),), "put", agent)
        self.take(self.node.ask(asker, request(agent), self.now))

    def pass_time(self, seconds: float) -> None:
        """The clock goes on, and rings when it is asked to."""
        until = self.clock + seconds
        while (at := self.node.next_deadline()) is not None and at <= until:
            self.clock = at
            self.take(self.node.tick(self.now))
        self.clock = until

    def take(self, effects: Iterable[Effect]) -> None:
        for effect in effects:
            self.effects.append(effect)
            if isinstance(effect, SendRequest) and type(effect.message) not in self.unanswered:
                self.answers.extend(
                    self.engine.answers(effect.message, getattr(effect.message, "invoke_id", 0))
                )

    def came(self, kind: type[E]) -> list[E]:
        return [effect for effect in self.effects if isinstance(effect, kind)]

    def sent(self, kind: type[Message] = Message) -> list[Message]:
        return [one.message for one in self.came(SendRequest) if isinstance(one.message, kind)]

    def heard(self) -> list[Notification]:
        return [one.notification for one in self.came(Publish)]

    def told(self) -> list[str]:
        """What the desktops heard: a line for each, of SystemInfo its status."""
        return [field(one, "status") if one.node == STATUS else summary(one) for one in self.heard()]


def request(agent: str = "agent1", state: AgentState = AgentState.READY) -> cti.SetAgentStateReq:
    return cti.SetAgentStateReq(agent_state=state, agent_instrument="1001", agent_id=agent)
