"""Whatever the links and users do, in any order: what always holds of a node."""

from __future__ import annotations

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import AgentState
from finesse.core.effects import GiveUpSession, Publish, SendRequest, WentInService
from finesse.core.service import CtiState
from tests.finesse.core.house import SECONDS, STATUS, House
from tests.finesse.realtime.contact_center import agent_state, field

AGENTS = st.sampled_from(["agent1", "agent2"])
STATES = st.sampled_from([AgentState.LOGOUT, AgentState.NOT_READY, AgentState.READY])


class Life(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.house = House()
        self.session = False
        self.known = False
        self.up = False
        self.last_number = 0

    @property
    def serves(self) -> bool:
        return self.house.node.service.is_in

    @initialize()
    def begin(self) -> None:
        self.house.effects.clear()

    @precondition(lambda self: not self.session)
    @rule()
    def open(self) -> None:
        self.session, self.known, self.last_number = True, False, 0
        self.house.open()
        self.check()

    @precondition(lambda self: self.session and self.house.answers)
    @rule()
    def answer(self) -> None:
        self.house.answer()
        self.settle()

    @precondition(lambda self: self.session)
    @rule()
    def learn(self) -> None:
        self.house.learn()
        self.settle()

    def settle(self) -> None:
        self.known = self.known or not self.house.answers
        self.check()

    @rule(why=st.sampled_from([CtiState.UNREACHABLE, CtiState.STANDBY]))
    def lose(self, why: CtiState) -> None:
        self.session = self.known = False
        self.house.answers.clear()
        self.house.take(self.house.node.cti_lost(why, self.house.now))
        self.check()

    @rule(up=st.booleans())
    def connect(self, up: bool) -> None:
        self.up = up
        now = self.house.now
        self.house.take(self.house.node.notifier_up(now) if up else self.house.node.notifier_down(now))
        self.check()

    @precondition(lambda self: self.session)
    @rule(agent=AGENTS, state=STATES)
    def hear(self, agent: str, state: AgentState) -> None:
        self.house.engine.states[agent] = state
        self.house.hear(agent_state(agent, state))
        self.check()

    @precondition(lambda self: self.serves)
    @rule(agent=AGENTS)
    def ask(self, agent: str) -> None:
        self.house.ask("r", agent)
        self.check()

    @precondition(lambda self: self.serves)
    @rule()
    def confirm(self) -> None:
        self.house.hear(cti.SetAgentStateConf(invoke_id=self.last_number))
        self.check()

    @rule(agent=AGENTS, available=st.booleans())
    def present(self, agent: str, available: bool) -> None:
        self.house.take(self.house.node.present(agent, "desktop", available, self.house.now))
        self.check()

    @rule(seconds=st.sampled_from([1.0, SECONDS.cti_answer, SECONDS.presence_grace]))
    def wait(self, seconds: float) -> None:
        was_in = self.serves
        until = self.house.clock + seconds
        while (at := self.house.node.next_deadline()) is not None and at <= until:
            self.house.clock = max(at, self.house.clock)
            self.house.take(self.house.node.tick(self.house.now))
            if self.house.came(GiveUpSession):
                self.lose(CtiState.UNREACHABLE)
        self.house.clock = until
        assert self.serves is (was_in and self.known)
        self.check()

    def check(self) -> None:
        """Of the effects of the last step."""
        told = [one.notification for one in self.house.came(Publish)]
        status = [field(one, "status") for one in told if one.node == STATUS]
        if self.house.came(WentInService):
            assert (told[-1].node, status) == (STATUS, ["IN_SERVICE"])
        elif not self.serves:
            assert len(told) == len(status) <= 1  # at most that it went out
        for sent in self.house.came(SendRequest):
            number = getattr(sent.message, "invoke_id", None)
            if number is not None:
                assert number == self.last_number + 1
                self.last_number = number
        if not self.session:
            assert not self.house.came(SendRequest)
        self.house.effects.clear()

    @invariant()
    def it_serves_when_it_knows_and_is_heard(self) -> None:
        assert self.serves is (self.session and self.known and self.up)

    @invariant()
    def its_next_deadline_is_to_come(self) -> None:
        at = self.house.node.next_deadline()
        assert at is None or at > self.house.clock


Life.TestCase.settings = settings(
    max_examples=40, stateful_step_count=30, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
TestLife = Life.TestCase
