from __future__ import annotations

from dataclasses import replace

from ccx_engine.cti.enums import AgentState
from finesse.model.user import UserState
from tests.finesse.realtime.contact_center import ContactCenter, agent_state, field, off_hook, summaries


def test_a_sign_in_is_one_event_with_the_state_it_led_to() -> None:
    heard = ContactCenter().tell(agent_state("agent1", AgentState.NOT_READY, reason=32760))

    assert summaries(heard) == ["User/agent1 PUT NOT_READY", "Team/1/Users PUT NOT_READY"]
    assert field(heard[0], "extension") == "1001"
    assert field(heard[0], "reasonCodeId") == "-1"
    assert heard[1].source == "/finesse/api/User/agent1"


def test_a_chosen_reason_is_shown_with_its_label_and_its_id_in_the_database() -> None:
    center = ContactCenter()
    center.sign_in("agent1")
    heard = center.tell(agent_state("agent1", AgentState.NOT_READY, reason=4))

    assert field(heard[0], "reasonCodeId") == "2"
    assert (field(heard[0], "reasonCode/label"), field(heard[0], "reasonCode/code")) == ("Lunch", "4")


def test_a_reason_of_the_system_is_shown_as_one() -> None:
    center = ContactCenter()
    center.sign_in("agent1")
    heard = center.tell(agent_state("agent1", AgentState.NOT_READY, reason=32763))

    assert field(heard[0], "reasonCode/code") == "32763"
    assert field(heard[0], "reasonCode/systemCode") == "true"


def test_ready_has_no_reason_at_all() -> None:
    center = ContactCenter()
    center.sign_in("agent1")
    center.tell(agent_state("agent1", AgentState.NOT_READY, reason=4))
    heard = center.tell(agent_state("agent1", AgentState.READY, reason=33))

    assert "reasonCode" not in heard[0].document()


def test_an_unknown_reason_is_none() -> None:
    center = ContactCenter()
    heard = center.tell(agent_state("agent1", AgentState.NOT_READY, reason=999))

    assert field(heard[0], "reasonCodeId") == "-1"


def test_a_pending_state_is_shown_and_goes_away() -> None:
    center = ContactCenter()
    center.sign_in("agent1")
    heard = center.tell(agent_state("agent1", AgentState.TALKING, reason=4, pending=AgentState.NOT_READY))
    assert (field(heard[0], "state"), field(heard[0], "pendingState")) == ("TALKING", "NOT_READY")

    heard = center.tell(agent_state("agent1", AgentState.NOT_READY, reason=4))
    assert (field(heard[0], "state"), field(heard[0], "pendingState")) == ("NOT_READY", "")


def test_the_time_of_a_state_is_when_cti_says_it_began() -> None:
    center = ContactCenter()
    event = agent_state("agent1", AgentState.READY)
    center.tell(event)
    user = center.state.user("agent1")
    assert user is not None
    assert user.state_change_time == center.now

    state_duration_seconds = 30
    center.tell(replace(event, state_duration=state_duration_seconds))
    assert user.state_change_time == center.now - state_duration_seconds


def test_who_signs_out_has_no_extension_and_no_calls() -> None:
    center = ContactCenter()
    center.sign_in("agent1")
    center.tell(off_hook(5, "1001"))
    heard = center.tell(agent_state("agent1", AgentState.LOGOUT))

    assert summaries(heard) == [
        "User/agent1 PUT LOGOUT",
        "Team/1/Users PUT LOGOUT",
        "agent1 DELETE 5 INITIATING 1001=INITIATING",
    ]
    assert field(heard[0], "extension") == ""
    assert center.state.at("1001") is None
    assert center.state.dialogs == {}


def test_an_agent_nobody_configured_is_passed_over() -> None:
    center = ContactCenter()
    event = agent_state("agent1", AgentState.READY)
    assert center.tell(replace(event, agent_id="stranger")) == []


def test_a_state_of_cti_that_finesse_does_not_know_is_unknown() -> None:
    center = ContactCenter()
    center.tell(agent_state("agent1", AgentState.PAUSED))
    user = center.state.user("AGENT1")

    assert user is not None
    assert user.state is UserState.UNKNOWN
