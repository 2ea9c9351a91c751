"""Consultation, transfer and conference as the Finesse Web Services guide tells them."""

from __future__ import annotations

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import AgentState, CallType, EventCause
from finesse.model.drop_rights import DropRights
from tests.finesse.realtime.contact_center import (
    AGENT,
    CALL,
    CONSULT,
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
    parties,
    summaries,
)


def consulting(center: ContactCenter) -> None:
    """agent1 has the caller on hold and talks to agent2."""
    center.sign_in("agent1", "agent2")
    center.ring()
    center.answer()
    center.tell(held(CALL, "1001"))
    center.tell(begin(CONSULT, CallType.CONSULT, "1001", ani="1001", dialed_number="1002"))
    center.tell(off_hook(CONSULT, "1001"))
    center.tell(dialled(CONSULT, "1001", "1002"))
    center.tell(agent_state("agent2", AgentState.RESERVED))
    center.tell(delivered(CONSULT, "1002", AGENT, "1001", AGENT))
    center.tell(established(CONSULT, "1002", AGENT, "1001", AGENT))
    center.tell(agent_state("agent2", AgentState.TALKING))


def test_a_consultation_is_offered_to_one_and_made_by_the_other() -> None:
    center = ContactCenter()
    center.sign_in("agent1", "agent2")
    center.ring()
    center.answer()
    center.tell(held(CALL, "1001"))
    center.tell(begin(CONSULT, CallType.CONSULT, "1001", ani="1001", dialed_number="1002"))
    center.tell(off_hook(CONSULT, "1001"))
    heard = center.tell(delivered(CONSULT, "1002", AGENT, "1001", AGENT))

    assert summaries(heard)[:2] == [
        f"agent1 PUT {CONSULT} ALERTING 1002=ALERTING 1001=INITIATED",
        f"agent2 POST {CONSULT} ALERTING 1002=ALERTING 1001=INITIATED",
    ] or summaries(heard)[:2] == [
        f"agent1 PUT {CONSULT} ALERTING 1002=ALERTING 1001=INITIATING",
        f"agent2 POST {CONSULT} ALERTING 1002=ALERTING 1001=INITIATING",
    ]
    assert [field(one, "callType") for one in heard[:2]] == ["CONSULT", "CONSULT_OFFERED"]


def test_once_the_consultation_is_active_the_held_call_can_be_transferred() -> None:
    center = ContactCenter()
    center.sign_in("agent1", "agent2")
    center.ring()
    center.answer()
    center.tell(held(CALL, "1001"))
    center.tell(off_hook(CONSULT, "1001"))
    center.tell(delivered(CONSULT, "1002", AGENT, "1001", AGENT))
    center.tell(agent_state("agent2", AgentState.RESERVED))
    heard = center.tell(established(CONSULT, "1002", AGENT, "1001", AGENT))

    assert summaries(heard) == [
        f"agent1 PUT {CONSULT} ACTIVE 1002=ACTIVE 1001=ACTIVE",
        f"agent2 PUT {CONSULT} ACTIVE 1002=ACTIVE 1001=ACTIVE",
        f"agent1 PUT {CALL} ACTIVE 1001=HELD 9555=ACTIVE",
    ]
    assert offered(heard[0], "1001") == ["HOLD", "UPDATE_CALL_DATA", "SEND_DTMF", "DROP"]
    assert offered(heard[2], "1001") == ["TRANSFER", "CONFERENCE", "RETRIEVE", "UPDATE_CALL_DATA", "DROP"]


def test_a_transfer_takes_both_calls_from_one_and_gives_the_first_to_the_other() -> None:
    center = ContactCenter()
    consulting(center)
    heard = center.tell(
        cti.CallTransferredEvent(
            primary_call_id=CALL,
            secondary_call_id=CONSULT,
            primary_device_id="1001",
            secondary_device_id="1001",
            transferring_device_id="1001",
            transferred_device_id="1002",
            connected_parties=parties(CALL, "9555", "1002"),
        )
    )
    told = summaries(heard)
    assert told == [
        f"agent1 DELETE {CALL} ACTIVE 9555=ACTIVE 1001=DROPPED",
        f"agent1 DELETE {CONSULT} DROPPED 1002=DROPPED 1001=DROPPED",
        f"agent2 DELETE {CONSULT} DROPPED 1001=DROPPED 1002=DROPPED",
        f"agent2 POST {CALL} ACTIVE 1002=ACTIVE 9555=ACTIVE",
    ]
    assert (field(heard[-1], "callType"), field(heard[-1], "secondaryId")) == ("TRANSFER", str(CONSULT))
    assert (field(heard[-1], "fromAddress"), field(heard[-1], "toAddress")) == ("9555", "6001")
    assert list(center.state.dialogs) == [CALL]


def test_who_transferred_wraps_up_when_his_queue_wants_it() -> None:
    center = ContactCenter(automatic_work=True)
    consulting(center)
    center.tell(
        cti.CallTransferredEvent(
            primary_call_id=CALL,
            secondary_call_id=CONSULT,
            primary_device_id="1001",
            secondary_device_id="1001",
            transferring_device_id="1001",
            transferred_device_id="1002",
            connected_parties=parties(CALL, "9555", "1002"),
        )
    )
    center.tell(agent_state("agent1", AgentState.WORK))
    user = center.state.user("agent1")
    assert user is not None
    assert list(user.dialogs) == [CALL]

    heard = center.tell(agent_state("agent1", AgentState.READY))
    assert summaries(heard)[0] == f"agent1 DELETE {CALL} DROPPED 1001=DROPPED"
    assert list(center.state.dialogs) == [CALL]


def conference(center: ContactCenter, cause: EventCause = EventCause.NONE) -> list[str]:
    return summaries(
        center.tell(
            cti.CallConferencedEvent(
                primary_call_id=CALL,
                secondary_call_id=CONSULT,
                primary_device_id="1001",
                secondary_device_id="1001",
                controller_device_id="1001",
                added_party_device_id="1002",
                event_cause=cause,
                connected_parties=parties(CALL, "9555", "1001", "1002"),
            )
        )
    )


def test_a_supervisor_who_has_barged_in_does_not_wrap_up() -> None:
    # source: Finesse Web Services guide, Make a barge call; that he is Not Ready at once is unconfirmed
    for cause, wraps_up in ((EventCause.NONE, True), (EventCause.SUPERVISOR_BARGE_IN, False)):
        center = ContactCenter(automatic_work=True)
        consulting(center)
        conference(center, cause)
        told = summaries(center.tell(hung_up(CALL, "1002")))
        assert any("1002=WRAP_UP" in each for each in told) is wraps_up
        assert any(each.startswith(f"agent2 DELETE {CALL}") for each in told) is not wraps_up


def test_a_conference_has_everyone_on_the_first_call() -> None:
    center = ContactCenter()
    consulting(center)
    told = conference(center)

    everyone = "1001=ACTIVE 1002=ACTIVE 9555=ACTIVE"
    assert told == [
        f"agent1 DELETE {CONSULT} DROPPED 1002=DROPPED 1001=DROPPED",
        f"agent2 DELETE {CONSULT} DROPPED 1001=DROPPED 1002=DROPPED",
        f"agent1 PUT {CALL} ACTIVE {everyone}",
        f"agent2 POST {CALL} ACTIVE {everyone}",
    ]
    assert center.state.dialogs[CALL].call_type == "CONFERENCE"


def test_who_leaves_a_conference_has_it_no_longer_and_the_others_go_on() -> None:
    center = ContactCenter()
    consulting(center)
    conference(center)
    heard = center.tell(hung_up(CALL, "1002"))
    assert summaries(heard) == [
        f"agent2 DELETE {CALL} ACTIVE 1001=ACTIVE 9555=ACTIVE 1002=DROPPED",
        f"agent1 PUT {CALL} ACTIVE 1001=ACTIVE 1002=DROPPED 9555=ACTIVE",
    ]


def test_dropping_the_consultation_gives_the_held_call_its_actions_back() -> None:
    center = ContactCenter()
    consulting(center)
    center.tell(hung_up(CONSULT, "1001"))
    center.tell(hung_up(CONSULT, "1002"))
    for event in over(CONSULT, "1001"):
        center.tell(event)
    own = center.state.dialogs[CALL].participants["1001"]

    assert own.actions == ("RETRIEVE", "UPDATE_CALL_DATA", "DROP")


def test_who_may_drop_others_of_a_conference_is_offered_it_while_there_are_others() -> None:
    # source: Administration Guide, enableDropParticipantFor
    for enabled_for, droppers in (
        ("supervisor_only", set()),
        ("conference_controller_and_supervisor", {"1001"}),
        ("all", {"1001", "1002"}),
    ):
        center = ContactCenter()
        center.state.drop_rights = DropRights(enabled_for)
        consulting(center)
        conference(center)
        assert dropping(center) == droppers
        center.tell(hung_up(CALL, "9555"))
        assert dropping(center) == set()


def test_a_supervisor_in_a_conference_may_drop_others() -> None:
    center = ContactCenter()
    consulting(center)
    supervisor = center.state.user("agent2")
    assert supervisor is not None
    supervisor.supervisor = True
    conference(center, EventCause.SUPERVISOR_BARGE_IN)

    assert dropping(center) == {"1002"}
    assert center.state.dialogs[CALL].participants["1002"].actions[-1] == "PARTICIPANT_DROP"
    center.tell(held(CALL, "1002"))
    assert dropping(center) == set()


def dropping(center: ContactCenter) -> set[str]:
    """At which phones others of the call may be dropped."""
    parties = center.state.dialogs[CALL].participants.values()
    return {one.address for one in parties if "PARTICIPANT_DROP" in one.actions}


def test_with_a_licence_to_record_agents_are_offered_it_while_they_talk() -> None:
    # source: Finesse Web Services guide, START_RECORDING: Unified CCX, not while held
    for recording in (True, False):
        center = ContactCenter()
        center.state.recording = recording
        center.sign_in("agent1")
        center.ring()
        center.answer()
        call = center.state.dialogs[CALL]
        offering = {one.address for one in call.participants.values() if "START_RECORDING" in one.actions}
        assert offering == ({"1001"} if recording else set())
        center.tell(held(CALL, "1001"))
        assert "START_RECORDING" not in call.participants["1001"].actions
