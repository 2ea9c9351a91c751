"""Supervisors and their agents' calls, in the CTI guide's numbers: 2006 talks, sup1 sits at 2099."""

from __future__ import annotations

from typing import Any

import pytest

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import NULL_CALL_ID, AgentState
from ccx_engine.jtapi import messages as jtapi
from ccx_engine.jtapi.model import CtiError
from tests.ccx_engine.engine.world import CALL, World, agent_client, names, said

DESK = 2
MONITOR = CALL + 2  # the CTI port's call to the agent had the number between
BARGE = CALL + 3
CALLER = "5552005"
CLEAR, LISTEN, WHISPER, BARGE_IN, INTERCEPT = range(5)


@pytest.fixture
def talk(guide: World) -> World:
    """2006 talks with a caller of CSQ 25; the supervisor of his team is Not Ready."""
    guide.sign_in("agt2006")
    guide.sign_in("sup1", "agt2007", state=AgentState.NOT_READY)
    assert guide.call(CALLER, "7000") == CALL
    guide.advance(2.0)
    guide.pick_up("2006")
    guide.take()
    return guide


def supervise(action: int, **given: Any) -> cti.SuperviseCallReq:
    fields: dict[str, Any] = {
        "agent_call_id": CALL,
        "agent_connection_device_id": "2006",
        "supervisor_instrument": "2099",
        "supervisor_call_id": NULL_CALL_ID,
    } | given
    return cti.SuperviseCallReq(invoke_id=50, supervisory_action=action, **fields)


def listens(world: World) -> list[cti.Message]:
    confirmation = world.ask(supervise(LISTEN), cti.SuperviseCallConf)
    said(confirmation, invoke_id=50, call_id=MONITOR, connection_device_id="2099")
    return world.take()


def without_media(messages: list[cti.Message]) -> list[cti.Message]:
    return [each for each in messages if not each.NAME.startswith("RTP_")]


def test_a_supervisor_listens_and_the_agents_call_hears_nothing_of_it(talk: World) -> None:
    # source: CTI guide, SUPERVISE_CALL_REQ; CallType 21, EventCause 46
    talk.open_client(agent_client(DESK, "agt2006"))
    told = without_media(listens(talk))
    assert names(told) == [
        "BEGIN_CALL_EVENT",
        "CALL_SERVICE_INITIATED_EVENT",
        "CALL_ORIGINATED_EVENT",
        "CALL_DELIVERED_EVENT",
        "CALL_ESTABLISHED_EVENT",
    ]
    said(told[0], call_id=MONITOR, call_type=21, connection_device_id="2099")
    said(told[3], alerting_device_id="2006", event_cause=46)
    said(told[4], call_id=MONITOR, answering_device_id="2006", event_cause=46)
    assert not [each for each in talk.told if "agt2006" in (each.agents or ())]
    assert talk.state("sup1") == (AgentState.NOT_READY, 32760)
    # source: GED-188, SNAPSHOT_DEVICE_CONF (SilentMonitorStatus)
    for extension, status in (("2099", 1), ("2006", 2)):
        snapshot = talk.ask(cti.SnapshotDeviceReq(agent_instrument=extension), cti.SnapshotDeviceConf)
        assert [each.silent_monitor_status for each in snapshot.calls] == [status]


def test_listening_ends_when_the_supervisor_clears_it(talk: World) -> None:
    # source: CTI guide, SUPERVISE_CALL_REQ (clear); EventCause 45
    listens(talk)
    talk.ask(supervise(CLEAR, supervisor_call_id=MONITOR), cti.SuperviseCallConf)
    told = without_media(talk.take())
    assert names(told) == [*["CALL_CONNECTION_CLEARED_EVENT"] * 2, "CALL_CLEARED_EVENT", "END_CALL_EVENT"]
    said(told[0], call_id=MONITOR, releasing_device_id="2099", event_cause=45)
    assert talk.state("agt2006") == (AgentState.TALKING, 0)
    assert set(talk.engine.state.calls) == {CALL}


def test_listening_ends_with_the_call(talk: World) -> None:
    listens(talk)
    talk.hang_up(CALLER)
    assert talk.engine.state.calls == {}
    assert names(talk.take()).count("END_CALL_EVENT") == 2


def test_barging_in_is_a_conference_that_the_agents_phone_controls(talk: World) -> None:
    # source: CTI guide, SUPERVISE_CALL_REQ (barge-in), CALL_CONFERENCED_EVENT; CallType 23, EventCause 48
    listens(talk)
    confirmation = talk.ask(supervise(BARGE_IN, supervisor_call_id=MONITOR), cti.SuperviseCallConf)
    said(confirmation, call_id=BARGE, connection_device_id="2099")
    told = without_media(talk.take())
    assert names(told) == [
        *["CALL_CONNECTION_CLEARED_EVENT"] * 2, "CALL_CLEARED_EVENT", "END_CALL_EVENT",  # listening ends
        "CALL_HELD_EVENT",
        "BEGIN_CALL_EVENT", "CALL_SERVICE_INITIATED_EVENT", "CALL_ORIGINATED_EVENT",
        "CALL_DELIVERED_EVENT", "CALL_ESTABLISHED_EVENT",
        "CALL_CONFERENCED_EVENT", "CALL_DATA_UPDATE_EVENT", "END_CALL_EVENT",
        "sup1 TALKING",
    ]  # fmt: skip
    begin, delivered, established, conferenced, update = told[5], told[8], told[9], told[10], told[11]
    said(begin, call_id=BARGE, call_type=23)
    said(delivered, alerting_device_id="2099", event_cause=48)
    said(established, answering_device_id="2099", event_cause=48)
    said(conferenced, primary_call_id=CALL, secondary_call_id=BARGE, event_cause=48)
    said(conferenced, controller_device_id="2006", added_party_device_id="2099")
    assert isinstance(conferenced, cti.CallConferencedEvent)
    together = [each.connected_party_device_id for each in conferenced.connected_parties]
    assert together == [CALLER, "2006", "2099"]
    said(update, call_id=BARGE, new_call_id=CALL, connection_device_id="2099", call_type=15)
    # source: Finesse Web Services guide, Make a barge call (CCX: NOT_READY to TALKING on an ICD call)
    assert talk.state("sup1") == (AgentState.TALKING, 0)
    assert talk.state("agt2006") == (AgentState.TALKING, 0)


def test_intercepting_drops_the_agent(talk: World) -> None:
    # source: CTI guide, SUPERVISE_CALL_REQ (intercept); EventCause 49
    listens(talk)
    talk.request(supervise(BARGE_IN))
    talk.take()
    confirmation = talk.ask(supervise(INTERCEPT), cti.SuperviseCallConf)
    said(confirmation, call_id=CALL, connection_device_id="2099")
    told = without_media(talk.take())
    assert names(told) == ["CALL_CONNECTION_CLEARED_EVENT", "agt2006 WORK"]
    said(told[0], call_id=CALL, releasing_device_id="2006", event_cause=49)
    assert set(talk.cucm.calls.find(CALL).connections) == {CALLER, "2099"}
    talk.ask(supervise(CLEAR, supervisor_call_id=CALL), cti.SuperviseCallConf)
    told = without_media(talk.take())
    said(told[0], releasing_device_id="2099", event_cause=45)
    assert talk.engine.state.calls == {}


def test_a_supervisor_who_has_barged_in_leaves_again(talk: World) -> None:
    listens(talk)
    talk.request(supervise(BARGE_IN))
    talk.take()
    talk.ask(supervise(CLEAR, supervisor_call_id=CALL), cti.SuperviseCallConf)
    cleared, free = without_media(talk.take())
    said(cleared, NAME="CALL_CONNECTION_CLEARED_EVENT", releasing_device_id="2099", event_cause=45)
    # source: Unified CCX reporting guide, 32755: the call ended, and he was not Ready before
    said(free, agent_id="sup1", agent_state=AgentState.NOT_READY, event_reason_code=32755)
    assert talk.state("agt2006") == (AgentState.TALKING, 0)


def test_barging_into_a_call_that_is_not_the_contact_centres_leaves_the_supervisor_not_ready(
    talk: World,
) -> None:
    # source: Finesse Web Services guide, Make a barge call (CCX: Talking on an ICD call)
    own = talk.call("5559999", "2007")
    talk.pick_up("2007")
    silent = talk.ask(
        supervise(LISTEN, agent_call_id=own, agent_connection_device_id="2007"), cti.SuperviseCallConf
    )
    assert isinstance(silent, cti.SuperviseCallConf)
    talk.request(supervise(BARGE_IN, agent_call_id=own, agent_connection_device_id="2007"))
    assert "2099" in talk.engine.state.calls[own].connections
    assert talk.state("sup1")[0] is AgentState.NOT_READY


def test_a_supervisor_who_has_barged_in_counts_no_contact_and_has_no_wrap_up(talk: World) -> None:
    listens(talk)
    talk.request(supervise(BARGE_IN))
    talk.hang_up(CALLER)
    talk.hang_up("2006")
    assert talk.state("agt2006")[0] is AgentState.WORK
    assert talk.state("sup1") == (AgentState.NOT_READY, 32755)
    assert talk.agent("sup1").contacts_handled == 0


def test_who_has_barged_in_may_choose_what_he_is_after_the_call(talk: World) -> None:
    listens(talk)
    talk.request(supervise(BARGE_IN))
    talk.set_state("sup1", AgentState.NOT_READY, 5)
    talk.hang_up("2099")
    assert talk.state("sup1") == (AgentState.NOT_READY, 5)


@pytest.mark.parametrize("failing", [jtapi.Consult, jtapi.Answer, jtapi.Conference])
def test_a_barge_in_that_fails_leaves_the_agent_with_the_caller(
    talk: World, failing: type[jtapi.Request]
) -> None:
    listens(talk)
    talk.refuses[failing] = CtiError.ILLEGAL_CALL_STATE
    talk.request(supervise(BARGE_IN))
    talk.advance(1.0)
    talk.take()
    assert set(talk.engine.state.calls) == {CALL}
    assert talk.engine.state.calls[CALL].connections["2006"].state.name == "CONNECT"
    assert talk.state("agt2006") == (AgentState.TALKING, 0)


def test_one_must_listen_before_barging_in_and_barge_in_before_intercepting(talk: World) -> None:
    # source: CCX Administration guide, supervisors: barge-in only while monitoring silently
    assert talk.refused(supervise(BARGE_IN)) == (22, 0)
    listens(talk)
    assert talk.refused(supervise(INTERCEPT)) == (22, 0)


def test_whispering_is_none_of_ccxs_features(talk: World) -> None:
    assert talk.refused(supervise(WHISPER)) == (15, 0)


def test_a_supervisor_listens_to_one_call_at_a_time_and_is_not_ready(talk: World) -> None:
    # source: CCX Administration guide, supervisors
    talk.set_state("sup1", AgentState.READY)
    assert talk.refused(supervise(LISTEN)) == (22, 0)
    talk.set_state("sup1", AgentState.NOT_READY)
    listens(talk)
    assert talk.refused(supervise(LISTEN)) == (22, 0)
    assert talk.set_state("sup1", AgentState.READY)[0].NAME == "CONTROL_FAILURE_CONF"


def test_only_a_supervisor_of_the_team_may(talk: World) -> None:
    assert talk.refused(supervise(LISTEN, supervisor_instrument="2007")) == (8, 0)
    assert talk.refused(supervise(LISTEN, supervisor_instrument="1")) == (256, 88008)
    assert talk.refused(supervise(LISTEN, agent_connection_device_id="1")) == (256, 88009)
    assert talk.refused(supervise(LISTEN, agent_call_id=4711)) == (11, 88013)
    assert talk.refused(supervise(CLEAR)) == (27, 0)


@pytest.mark.parametrize("state", [AgentState.READY, AgentState.NOT_READY])
def test_an_agent_without_a_call_cannot_be_listened_to(talk: World, state: AgentState) -> None:
    # source: Finesse Web Services guide, Make a silent monitor call: 88049 on Unified CCX
    talk.set_state("agt2007", state)
    without = {"agent_call_id": NULL_CALL_ID, "agent_connection_device_id": "2007"}
    assert talk.refused(supervise(LISTEN, **without)) == (22, 88049)


def test_an_agent_who_wraps_up_cannot_be_listened_to(talk: World) -> None:
    # source: Finesse Web Services guide, Make a silent monitor call: 88049 on Unified CCX
    talk.hang_up(CALLER)
    assert talk.state("agt2006")[0] is AgentState.WORK
    assert talk.refused(supervise(LISTEN)) == (22, 88049)


def test_a_call_on_hold_cannot_be_listened_to(talk: World) -> None:
    # source: Finesse Web Services guide, silent monitoring (88049)
    talk.request(cti.HoldCallReq(invoke_id=1, call_id=CALL, connection_device_id="2006"))
    assert talk.refused(supervise(LISTEN)) == (22, 88049)


def test_a_call_for_help_reaches_a_supervisor_of_the_team(talk: World) -> None:
    # source: CTI guide, SUPERVISOR_ASSIST_REQ, SUPERVISOR_ASSIST_EVENT; CallType 19, EventCause 43
    confirmation = talk.ask(
        cti.SupervisorAssistReq(invoke_id=51, call_id=CALL, connection_device_id="2006"),
        cti.SupervisorAssistConf,
    )
    said(confirmation, call_id=MONITOR, connection_device_id="2006")
    told = without_media(talk.take())
    assert names(told)[:3] == ["SUPERVISOR_ASSIST_EVENT", "CALL_HELD_EVENT", "BEGIN_CALL_EVENT"]
    said(told[0], call_id=MONITOR, client_id="finesse")
    said(told[2], call_type=19)
    delivered = next(each for each in told if isinstance(each, cti.CallDeliveredEvent))
    said(delivered, alerting_device_id="2099", event_cause=43)


def test_an_emergency_is_told_as_such(talk: World) -> None:
    # source: CTI guide, EMERGENCY_CALL_REQ, EMERGENCY_CALL_EVENT; CallType 20, EventCause 44
    talk.hang_up(CALLER)
    talk.take()
    talk.ask(
        cti.EmergencyCallReq(invoke_id=52, call_id=NULL_CALL_ID, connection_device_id="2006"),
        cti.EmergencyCallConf,
    )
    event, begin, *_ = without_media(talk.take())
    said(event, NAME="EMERGENCY_CALL_EVENT", agent_id="agt2006")
    said(begin, call_type=20, connection_device_id="2006")


def test_without_a_supervisor_a_call_for_help_is_refused(talk: World) -> None:
    talk.set_state("sup1", AgentState.LOGOUT)
    request = cti.SupervisorAssistReq(invoke_id=51, call_id=CALL, connection_device_id="2006")
    assert talk.refused(request) == (41, 0)


def test_bad_sound_is_noted(talk: World) -> None:
    # source: CTI guide, BAD_CALL_REQ
    talk.ask(cti.BadCallReq(invoke_id=53, call_id=CALL, connection_device_id="2006"), cti.BadCallConf)


def test_a_call_is_recorded_and_no_more(talk: World) -> None:
    # source: GED-188, START_RECORDING_REQ
    start = cti.StartRecordingReq(invoke_id=54, call_id=CALL, connection_device_id="2006")
    stop = cti.StopRecordingReq(invoke_id=55, call_id=CALL, connection_device_id="2006")
    assert talk.refused(stop) == (22, 88001)
    talk.ask(start, cti.StartRecordingConf)
    assert talk.refused(start) == (22, 88001)
    talk.ask(stop, cti.StopRecordingConf)
