"""The event sequences of the Finesse Web Services guide, Dialog notifications."""

from __future__ import annotations

import pytest

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import AgentState, CallType, DeviceType, EventCause
from ccx_engine.cti.layout import NamedArray, NamedVariable
from tests.finesse.realtime.contact_center import (
    AGENT,
    CALL,
    OUTSIDE,
    ContactCenter,
    agent_state,
    begin,
    delivered,
    dialled,
    established,
    field,
    held,
    hung_up,
    off_hook,
    offered,
    over,
    retrieved,
    summaries,
)


def test_a_queued_call_concerns_nobody_until_it_rings() -> None:
    center = ContactCenter()
    center.sign_in("agent1")
    heard = center.ring()

    assert summaries(heard) == [f"agent1 POST {CALL} ALERTING 1001=ALERTING 9555=INITIATED"]
    assert heard[0].node == heard[0].source == "/finesse/api/User/agent1/Dialogs"
    assert field(heard[0], "callType") == "ACD_IN"
    assert (field(heard[0], "fromAddress"), field(heard[0], "toAddress")) == ("9555", "6001")
    assert (field(heard[0], "queueNumber"), field(heard[0], "queueName")) == ("1", "Support_CSQ")
    assert offered(heard[0], "1001") == ["ANSWER"]


def test_an_inbound_call_from_ringing_to_its_end() -> None:
    center = ContactCenter()
    center.sign_in("agent1")
    center.ring()
    center.tell(agent_state("agent1", AgentState.RESERVED))
    answered = center.tell(established(CALL, "1001", AGENT, "9555", OUTSIDE))
    assert summaries(answered) == [f"agent1 PUT {CALL} ACTIVE 1001=ACTIVE 9555=ACTIVE"]
    assert answered[0].source == f"/finesse/api/Dialog/{CALL}"

    center.tell(agent_state("agent1", AgentState.TALKING))
    heard = center.tell(hung_up(CALL, "9555", OUTSIDE))
    heard += center.tell(hung_up(CALL, "1001"))
    for event in over(CALL, "1001"):
        heard += center.tell(event)
    assert summaries(heard) == [
        f"agent1 PUT {CALL} ACTIVE 1001=ACTIVE 9555=DROPPED",
        f"agent1 PUT {CALL} DROPPED 1001=DROPPED 9555=DROPPED",
        f"agent1 DELETE {CALL} DROPPED 9555=DROPPED 1001=DROPPED",
    ]
    assert center.state.dialogs == {}


def test_an_agent_who_hangs_up_first_hears_one_delete_of_the_call_as_it_stood() -> None:
    center = ContactCenter()
    center.sign_in("agent1")
    center.ring()
    center.answer()
    heard = center.tell(hung_up(CALL, "1001"))
    heard += center.tell(hung_up(CALL, "9555", OUTSIDE))
    for event in over(CALL, "9555"):
        heard += center.tell(event)

    assert summaries(heard) == [f"agent1 DELETE {CALL} ACTIVE 9555=ACTIVE 1001=DROPPED"]
    assert offered(heard[0], "1001") == []
    assert center.state.dialogs == {}


def test_a_call_that_was_not_answered_leaves_the_list_and_rings_elsewhere() -> None:
    center = ContactCenter()
    center.sign_in("agent1", "agent2")
    center.ring("1001")
    heard = center.tell(hung_up(CALL, "1001"))
    assert summaries(heard) == [f"agent1 DELETE {CALL} ALERTING 9555=INITIATED 1001=DROPPED"]

    heard = center.tell(delivered(CALL, "1002", AGENT, "9555", OUTSIDE, csq=1))
    assert summaries(heard) == [f"agent2 POST {CALL} ALERTING 1002=ALERTING 9555=INITIATED"]


def test_a_caller_who_gives_up_while_it_rings() -> None:
    center = ContactCenter()
    center.sign_in("agent1")
    center.ring()
    heard = center.tell(hung_up(CALL, "9555", OUTSIDE))
    heard += center.tell(hung_up(CALL, "1001"))
    for event in over(CALL, "1001"):
        heard += center.tell(event)

    assert summaries(heard) == [
        f"agent1 PUT {CALL} ALERTING 1001=ALERTING 9555=DROPPED",
        f"agent1 DELETE {CALL} ALERTING 9555=DROPPED 1001=DROPPED",
    ]
    assert center.state.dialogs == {}


def test_wrap_up_keeps_the_call_in_the_list_until_the_agent_has_done() -> None:
    center = ContactCenter(automatic_work=True)
    center.sign_in("agent1")
    center.ring()
    center.answer()
    heard = center.tell(hung_up(CALL, "9555", OUTSIDE)) + center.tell(hung_up(CALL, "1001"))
    assert summaries(heard)[-1] == f"agent1 PUT {CALL} DROPPED 1001=WRAP_UP 9555=DROPPED"
    assert offered(heard[-1], "1001") == ["UPDATE_CALL_DATA"]

    heard = [notification for event in over(CALL, "1001") for notification in center.tell(event)]
    assert not any("DELETE" in line for line in summaries(heard))
    assert center.tell(agent_state("agent1", AgentState.WORK))[0].event == "PUT"

    heard = center.tell(agent_state("agent1", AgentState.READY))
    assert summaries(heard) == [
        f"agent1 DELETE {CALL} DROPPED 1001=DROPPED",
        "User/agent1 PUT READY",
        "Team/1/Users PUT READY",
    ]
    assert center.state.dialogs == {}


def test_who_leaves_his_own_call_to_a_queue_is_not_shown_when_it_rings_there() -> None:
    center = ContactCenter()
    center.sign_in("agent1", "agent2")
    center.tell(off_hook(7, "1001"))
    center.tell(dialled(7, "1001", "9555", OUTSIDE))
    center.tell(established(7, "9555", OUTSIDE, "1001", AGENT))
    center.tell(hung_up(7, "1001"))
    center.tell(delivered(7, "6001", DeviceType.ROUTE_POINT, "1001", AGENT))
    center.tell(established(7, "7001", DeviceType.CTI_PORT, "1001", AGENT))
    heard = center.tell(delivered(7, "1002", AGENT, "1001", AGENT, csq=1))
    assert summaries(heard) == ["agent2 POST 7 ALERTING 9555=INITIATED 1002=ALERTING"]


@pytest.mark.parametrize("caller_goes_first", [True, False])
def test_who_signs_out_or_is_signed_out_has_wrapped_up(caller_goes_first: bool) -> None:
    center = ContactCenter(automatic_work=True)
    center.sign_in("agent1")
    center.ring()
    center.answer()
    ends = [hung_up(CALL, "1001"), hung_up(CALL, "9555", OUTSIDE)]
    for event in (*(reversed(ends) if caller_goes_first else ends), *over(CALL, "1001")):
        center.tell(event)
    center.tell(agent_state("agent1", AgentState.WORK))

    heard = center.tell(agent_state("agent1", AgentState.LOGOUT))
    assert summaries(heard) == [
        f"agent1 DELETE {CALL} DROPPED 1001=DROPPED",
        "User/agent1 PUT LOGOUT",
        "Team/1/Users PUT LOGOUT",
    ]
    assert center.state.dialogs == {}


def test_a_wrap_up_reason_can_still_be_given_after_the_call() -> None:
    center = ContactCenter(automatic_work=True)
    center.sign_in("agent1")
    center.ring()
    center.answer()
    center.tell(hung_up(CALL, "1001"))
    for event in over(CALL, "1001"):
        center.tell(event)
    heard = center.tell(data_update(call_wrapup_data=("Resolved", "Follow-up")))

    assert field(heard[0], "wrapUpReason") == "Resolved"
    assert "<wrapUpItem>Follow-up</wrapUpItem>" in heard[0].data
    heard = center.tell(data_update(call_wrapup_data=("",)))
    assert "wrapUp" not in heard[0].data


def test_agent_calls_agent() -> None:
    center = ContactCenter()
    center.sign_in("agent1", "agent2")
    heard = center.tell(begin(7, CallType.AGENT_INSIDE, "1001", ani="1001", dialed_number="1002"))
    heard += center.tell(off_hook(7, "1001"))
    heard += center.tell(dialled(7, "1001", "1002"))
    heard += center.tell(delivered(7, "1002", AGENT, "1001", AGENT))
    calls = [line for line in summaries(heard) if not line.startswith("Team")]
    assert calls == [
        "agent1 POST 7 INITIATING 1001=INITIATING",
        "agent1 PUT 7 INITIATED 1001=INITIATED",
        "agent1 PUT 7 ALERTING 1002=ALERTING 1001=INITIATED",
        "agent2 POST 7 ALERTING 1002=ALERTING 1001=INITIATED",
    ]
    heard = center.tell(established(7, "1002", AGENT, "1001", AGENT))
    assert [line for line in summaries(heard) if not line.startswith("Team")] == [
        "agent1 PUT 7 ACTIVE 1002=ACTIVE 1001=ACTIVE",
        "agent2 PUT 7 ACTIVE 1002=ACTIVE 1001=ACTIVE",
    ]
    assert field(heard[0], "callType") == field(heard[1], "callType") == "AGENT_INSIDE"


def test_the_team_hears_that_a_not_ready_agent_is_busy_with_a_call_of_his_own() -> None:
    center = ContactCenter()
    center.sign_in("agent1")
    heard = center.tell(off_hook(7, "1001"))
    busy = [notification for notification in heard if notification.node.endswith("/Users")]
    assert [field(notification, "mediaState") for notification in busy] == ["BUSY"]

    center.tell(hung_up(7, "1001"))
    heard = [notification for event in over(7, "1001") for notification in center.tell(event)]
    idle = [notification for notification in heard if notification.node.endswith("/Users")]
    assert [field(notification, "mediaState") for notification in idle] == ["IDLE"] or not idle
    user = center.state.user("agent1")
    assert user is not None
    assert user.media_state == user.media_state_told == "IDLE"


@pytest.mark.parametrize(
    ("cause", "shown"),
    [
        (EventCause.BUSY, "BUSY"),
        (EventCause.DEST_NOT_OBTAINABLE, "BAD_DESTINATION"),
        (EventCause.INCOMPATIBLE_DESTINATION, "BAD_DESTINATION"),
        (EventCause.TIME_OUT, "OTHER"),
    ],
)
def test_a_call_that_fails_stays_until_the_caller_hangs_up(cause: EventCause, shown: str) -> None:
    center = ContactCenter()
    center.sign_in("agent1")
    center.tell(off_hook(7, "1001"))
    center.tell(dialled(7, "1001", "8888", OUTSIDE))
    heard = center.tell(
        cti.CallFailedEvent(
            call_id=7, event_cause=cause, connection_device_id="1001", failing_device_id="8888"
        )
    )
    assert summaries(heard) == ["agent1 PUT 7 FAILED 1001=FAILED"]
    assert field(heard[0], "stateCause") == shown
    assert offered(heard[0], "1001") == ["DROP"]


def test_hold_and_retrieve_change_the_participant_and_not_the_call() -> None:
    center = ContactCenter()
    center.sign_in("agent1")
    center.ring()
    heard = center.answer()
    assert offered(heard[0], "1001") == [
        "TRANSFER_SST",
        "CONSULT_CALL",
        "HOLD",
        "UPDATE_CALL_DATA",
        "SEND_DTMF",
        "DROP",
    ]
    heard = center.tell(held(CALL, "1001"))
    assert summaries(heard) == [f"agent1 PUT {CALL} ACTIVE 1001=HELD 9555=ACTIVE"]
    assert offered(heard[0], "1001") == ["RETRIEVE", "UPDATE_CALL_DATA", "DROP"]

    heard = center.tell(retrieved(CALL, "1001"))
    assert summaries(heard) == [f"agent1 PUT {CALL} ACTIVE 1001=ACTIVE 9555=ACTIVE"]


def data_update(**changed: object) -> cti.CallDataUpdateEvent:
    return cti.CallDataUpdateEvent(
        call_type=CallType.CCX_IN,
        call_id=CALL,
        new_call_id=CALL,
        connection_device_id="1001",
        new_connection_device_id="1001",
        **changed,  # type: ignore[arg-type]
    )


def test_an_update_changes_the_variables_it_names_and_clears_those_it_empties() -> None:
    center = ContactCenter()
    center.sign_in("agent1")
    center.tell(
        begin(CALL, CallType.CCX_IN, "6001", ani="9555", call_variable_1="one", call_variable_2="two")
    )
    center.ring()
    heard = center.tell(
        data_update(
            call_variable_2="",
            call_variable_3="three",
            named_variables=(NamedVariable("user.layout", "Sales"),),
            named_arrays=(NamedArray(2, "user.list", "x"),),
        )
    )
    variables = center.state.dialogs[CALL].variables
    assert [variables[f"callVariable{number}"] for number in (1, 2, 3)] == ["one", "", "three"]
    assert (variables["user.layout"], variables["user.list[2]"]) == ("Sales", "x")
    assert summaries(heard) == [f"agent1 PUT {CALL} ALERTING 1001=ALERTING 9555=INITIATED"]


def test_a_call_whose_id_changes_is_taken_out_and_put_in_again() -> None:
    center = ContactCenter()
    center.sign_in("agent1")
    center.ring()
    heard = center.tell(
        cti.CallDataUpdateEvent(
            call_type=CallType.TRANSFER_IN,
            call_id=CALL,
            new_call_id=99,
            connection_device_id="1001",
            new_connection_device_id="1001",
        )
    )
    assert [line.split()[1:3] for line in summaries(heard)] == [
        ["DELETE", str(CALL)],
        ["POST", "99"],
    ]
    assert field(heard[-1], "callType") == "TRANSFER"
    assert list(center.state.dialogs) == [99]


def test_an_agent_calls_a_route_point_and_sees_the_application_and_then_the_agent() -> None:
    center = ContactCenter()
    center.sign_in("agent1", "agent2")
    center.tell(begin(7, CallType.OUT, "1002", ani="1002", dialed_number="6001"))
    center.tell(off_hook(7, "1002"))
    center.tell(dialled(7, "1002", "6001", DeviceType.ROUTE_POINT))
    heard = center.tell(delivered(7, "6001", DeviceType.ROUTE_POINT, "1002", AGENT))
    assert summaries(heard) == ["agent2 PUT 7 ALERTING 6001=ALERTING 1002=INITIATED"]
    heard = center.tell(established(7, "7001", DeviceType.CTI_PORT, "1002", AGENT))
    assert summaries(heard) == ["agent2 PUT 7 ACTIVE 7001=ACTIVE 1002=ACTIVE"]
    heard = center.tell(delivered(7, "1001", AGENT, "1002", AGENT, csq=1))
    assert summaries(heard) == [
        "agent2 PUT 7 ALERTING 1001=ALERTING 1002=ACTIVE",
        "agent1 POST 7 ALERTING 1001=ALERTING 1002=ACTIVE",
    ]
    assert [field(notification, "callType") for notification in heard] == ["OUT", "ACD_IN"]


def test_the_end_of_one_partys_share_leaves_the_call_to_the_others() -> None:
    center = ContactCenter()
    center.sign_in("agent1", "agent2")
    center.tell(off_hook(7, "1001"))
    center.tell(delivered(7, "1002", AGENT, "1001", AGENT))
    center.tell(established(7, "1002", AGENT, "1001", AGENT))
    heard = center.tell(cti.EndCallEvent(call_id=7, connection_device_id="1001"))

    assert [line for line in summaries(heard) if "DELETE" in line] == [
        "agent1 DELETE 7 ACTIVE 1002=ACTIVE 1001=DROPPED"
    ]
    assert list(center.state.dialogs) == [7]


@pytest.mark.parametrize(
    "event",
    [
        hung_up(1, "1001"),
        *over(1, "1001"),
        held(1, "1001"),
        retrieved(1, "1001"),
        cti.CallDivertedEvent(call_id=1, connection_device_id="1001"),
        cti.CallFailedEvent(call_id=1, connection_device_id="1001"),
        cti.CallTransferredEvent(
            primary_call_id=1, secondary_call_id=2, primary_device_id="1001", secondary_device_id="1001"
        ),
    ],
    ids=lambda event: event.NAME,
)
def test_an_event_of_an_unknown_call_changes_nothing(event: cti.Message) -> None:
    center = ContactCenter()
    center.sign_in("agent1")

    assert center.tell(event) == []
    assert center.state.dialogs == {}
