from __future__ import annotations

from collections import deque

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import AgentState, ConfigEndStatus, ConfigurationMask, LocalConnectionState
from ccx_engine.cti.wire import Message
from finesse.realtime.handlers import told
from finesse.realtime.recovery import AT_ONCE, Recovery, Stage
from finesse.realtime.state import RealtimeState
from tests.finesse.realtime.answering import Answering
from tests.finesse.realtime.contact_center import (
    CALL,
    ContactCenter,
    summaries,
)


class Engine(Answering):
    """Answers the recovery."""

    def __init__(self, state: RealtimeState) -> None:
        super().__init__()
        self.state = state
        self.heard: list[Message] = []
        self._answers: deque[Message] = deque()
        self.recovery = Recovery(state, self.send)
        self.published: list[str] = []
        self.most_at_once = 0

    def send(self, message: Message) -> int:
        self.heard.append(message)
        number = len(self.heard)
        self._answers.extend(self.answers(message, number))
        return number

    def run(self) -> None:
        now = 1_700_000_100.0
        while self._answers:
            self.most_at_once = max(self.most_at_once, len(self._answers))
            message = self._answers.popleft()
            self.published += summaries(told(self.state, message, now))
            self.published += summaries(self.recovery.hear(message, now))

    def asked(self, kind: type[Message]) -> int:
        return sum(isinstance(message, kind) for message in self.heard)


def test_everything_is_asked_for_in_the_order_of_the_flow() -> None:
    engine = Engine(RealtimeState())
    engine.states["agent1"] = AgentState.READY
    engine.recovery.begin()
    engine.run()

    assert engine.recovery.stage is Stage.COMPLETE
    assert [type(message).__name__ for message in engine.heard] == [
        "ConfigRequestKeyEvent",
        "ConfigRequestEvent",
        "TeamConfigReq",
        "QueryAgentStateReq",
        "QueryAgentStateReq",
        "QueryAgentStateReq",
        "SnapshotDeviceReq",
    ]
    agent = engine.state.user("agent1")
    assert agent is not None
    assert (agent.state, agent.extension, agent.team_name) == ("READY", "1001", "Support")
    assert agent.state_change_time is None  # nobody said since when


def test_what_has_not_changed_is_not_uploaded_again() -> None:
    engine = Engine(RealtimeState())
    engine.recovery.begin()
    engine.run()
    engine.heard.clear()
    engine.recovery.begin()
    engine.run()

    request = engine.heard[1]
    assert isinstance(request, cti.ConfigRequestEvent)
    assert request.configuration_mask == ConfigurationMask.APPLICATION | ConfigurationMask.DEVICE
    assert engine.recovery.complete


def test_calls_at_the_phones_are_learnt_and_put_into_the_lists() -> None:
    engine = Engine(RealtimeState())
    engine.states["agent1"] = AgentState.TALKING
    engine.calls = {
        "1001": {CALL: LocalConnectionState.CONNECT},
        "9555": {CALL: LocalConnectionState.CONNECT},
    }
    engine.recovery.begin()
    engine.run()

    assert engine.published[-1] == f"agent1 POST {CALL} ACTIVE 1001=ACTIVE 9555=ACTIVE"
    dialog = engine.state.dialogs[CALL]
    assert (dialog.call_type, dialog.from_address, dialog.to_address) == ("OTHER_IN", "9555", "6001")


def test_a_call_that_nobody_confirms_is_over() -> None:
    center = ContactCenter()
    center.sign_in("agent1")
    center.ring()
    center.answer()
    engine = Engine(center.state)
    engine.states["agent1"] = AgentState.READY
    engine.recovery.begin()
    engine.run()

    assert engine.recovery.complete
    assert engine.published[-1].startswith(f"agent1 DELETE {CALL}")
    assert center.state.dialogs == {}


def test_a_call_that_went_on_keeps_what_was_known_of_it() -> None:
    center = ContactCenter()
    center.sign_in("agent1")
    center.ring()
    center.answer()
    engine = Engine(center.state)
    engine.states["agent1"] = AgentState.TALKING
    engine.calls = {
        "1001": {CALL: LocalConnectionState.HOLD},
        "9555": {CALL: LocalConnectionState.CONNECT},
    }
    engine.recovery.begin()
    engine.run()

    assert engine.published[-1] == f"agent1 PUT {CALL} ACTIVE 1001=HELD 9555=ACTIVE"
    assert center.state.dialogs[CALL].queue_name == "Support_CSQ"
    assert center.state.dialogs[CALL].view(center.state.user("agent1")).call_type == "ACD_IN"


def test_who_left_a_call_meanwhile_does_not_have_it_any_more() -> None:
    center = ContactCenter()
    center.sign_in("agent1", "agent2")
    center.ring()
    center.answer()
    engine = Engine(center.state)
    engine.states = {"agent1": AgentState.READY, "agent2": AgentState.TALKING}
    engine.calls = {
        "1002": {CALL: LocalConnectionState.CONNECT},
        "9555": {CALL: LocalConnectionState.CONNECT},
    }
    engine.recovery.begin()
    engine.run()

    assert f"agent1 DELETE {CALL} ACTIVE 1002=ACTIVE 9555=ACTIVE" in engine.published
    assert engine.published[-1] == f"agent2 POST {CALL} ACTIVE 1002=ACTIVE 9555=ACTIVE"


def test_an_agent_who_signs_in_is_asked_for_his_calls() -> None:
    engine = Engine(RealtimeState())
    engine.recovery.begin()
    engine.run()
    user = engine.state.user("agent1")
    assert user is not None
    engine.state.seat(user, "1001")
    engine.calls = {"1001": {CALL: LocalConnectionState.CONNECT}}
    engine.recovery.signed_in(user)
    engine.run()

    assert engine.published[-1] == f"agent1 POST {CALL} ACTIVE 1001=ACTIVE"


def test_many_agents_are_asked_for_some_at_a_time() -> None:
    engine = Engine(RealtimeState())
    engine.recovery.begin()
    engine.run()
    for number in range(300):
        engine.state.add(type(next(iter(engine.state.users)))(f"extra{number}"))
    engine.most_at_once = 0
    engine.recovery.begin()
    engine.run()

    assert engine.recovery.complete
    assert engine.most_at_once <= AT_ONCE + 8


def test_after_the_end_of_a_session_old_answers_mean_nothing() -> None:
    engine = Engine(RealtimeState())
    engine.recovery.begin()
    engine.recovery.stop()
    engine.run()

    assert engine.recovery.stage is Stage.IDLE
    assert engine.asked(cti.ConfigRequestEvent) == 0


def test_an_upload_that_ends_without_having_begun_is_complete() -> None:
    engine = Engine(RealtimeState())
    engine.recovery.begin()
    engine.recovery.hear(cti.ConfigKeyEvent(), 0.0)
    engine.recovery.hear(cti.ConfigEndEvent(status=ConfigEndStatus.EMPTY), 0.0)

    assert engine.recovery.stage is Stage.TEAMS
