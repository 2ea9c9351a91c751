from __future__ import annotations

from dataclasses import replace

import pytest

from ccx_engine.cti.enums import AgentState
from finesse.model.configuration.reason import ReasonCode
from finesse.model.user import UserState
from tests.finesse.realtime.contact_center import ContactCenter, agent_state, field, off_hook, summaries


def test_a_sign_in_is_one_event_with_the_state_it_led_to() -> None:
    heard = ContactCenter().tell(agent_state("agent1", AgentState.NOT_READY, reason=32760))

    assert summaries(heard) == ["User/agent1 PUT NOT_READY", "Team/1/Users PUT NOT_READY"]
    assert field(heard[0], "extension") == "1001"
    assert heard[1].source == "/finesse/api/User/agent1"


def test_who_just_signed_in_has_the_systems_reason_by_its_id() -> None:
    # source: UCCX 12.5, a gadget that tells system codes by getNotReadyReasonCodeId(); that 32760 is among
    # them is unconfirmed (a page of 2018 shows "Not Ready - Agent Logon")
    center = ContactCenter()
    logon = ReasonCode(id=34, category="NOT_READY", code=32760, label="Agent Logon", system_code=True)
    center.state.reasons = {**center.state.reasons, ("NOT_READY", 32760): logon}
    heard = center.tell(agent_state("agent1", AgentState.NOT_READY, reason=32760))

    assert (field(heard[0], "reasonCodeId"), field(heard[0], "reasonCode/label")) == ("34", "Agent Logon")


def test_a_reason_of_the_system_is_found_under_the_other_category_too() -> None:
    # source: UCCX 12.5, GET ReasonCodes: 32750 is filed under NOT_READY, and signs out
    center = ContactCenter()
    changed = ReasonCode(
        id=44, category="NOT_READY", code=32750, label="Extension Modified", system_code=True
    )
    center.state.reasons = {**center.state.reasons, ("NOT_READY", 32750): changed}
    center.sign_in("agent1")

    assert (
        field(center.tell(agent_state("agent1", AgentState.LOGOUT, reason=32750))[0], "reasonCodeId") == "44"
    )
    custom = center.tell(agent_state("agent1", AgentState.LOGOUT, reason=4))  # NOT_READY alone has such a one
    assert field(custom[0], "reasonCodeId") == "-1"


@pytest.mark.parametrize(
    "state", [AgentState.READY, AgentState.RESERVED, AgentState.TALKING, AgentState.WORK]
)
def test_who_was_ready_has_no_reason_code_id_in_the_states_of_a_call(state: AgentState) -> None:
    # source: captures of Finesse 10.5, 11.x and 12.5 (User events of inbound calls)
    center = ContactCenter()
    center.sign_in("agent1")
    center.tell(agent_state("agent1", AgentState.READY))
    heard = center.tell(agent_state("agent1", state))

    assert "reasonCode" not in heard[0].document()
    assert "reasonCode" not in heard[1].document()


def test_who_comes_to_a_call_from_not_ready_keeps_the_id_of_his_reason_alone() -> None:
    # source: capture CCE 11.x, GET User of who dialled from Not Ready
    center = ContactCenter()
    center.sign_in("agent1")
    center.tell(agent_state("agent1", AgentState.NOT_READY, reason=4))
    heard = center.tell(agent_state("agent1", AgentState.TALKING))

    assert field(heard[0], "reasonCodeId") == "2"
    assert "<reasonCode>" not in heard[0].document() + heard[1].document()


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


def test_a_choice_for_after_the_call_leaves_the_states_time() -> None:
    center = ContactCenter()
    center.sign_in("agent1")
    center.tell(agent_state("agent1", AgentState.TALKING))
    user = center.state.user("agent1")
    assert user is not None
    began = user.state_change_time
    center.now += 1.9  # and one second until CTI tells
    pending = agent_state("agent1", AgentState.TALKING, pending=AgentState.NOT_READY)
    center.tell(replace(pending, state_duration=2))
    assert user.pending_state == "NOT_READY"
    assert user.state_change_time == began


def test_who_signs_out_has_no_extension_and_no_calls() -> None:
    center = ContactCenter()
    center.sign_in("agent1")
    center.tell(off_hook(5, "1001"))
    heard = center.tell(agent_state("agent1", AgentState.LOGOUT))

    assert summaries(heard) == [
        "User/agent1 PUT LOGOUT",
        "Team/1/Users PUT LOGOUT",
        "agent1 DELETE 5 INITIATING 1001=DROPPED",
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
