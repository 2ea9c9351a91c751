"""Supervisors and their agents' calls, in the CTI guide's numbers: 2006 talks, sup1 sits at 2099."""

from __future__ import annotations

import pytest

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import NULL_CALL_ID, AgentState
from ccx_engine.cti.layout import NamedVariable
from tests.ccx_engine.engine.supervision.monitoring import (
    BARGE_IN,
    CALLER,
    CLEAR,
    DESK,
    INTERCEPT,
    LISTEN,
    MONITOR,
    WHISPER,
    listens,
    supervise,
    without_media,
)
from tests.ccx_engine.engine.world import CALL, World, agent_client, names, said


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


def drops(by: str, dropped: str) -> cti.ClearConnectionReq:
    return cti.ClearConnectionReq(
        invoke_id=60, call_id=CALL, connection_device_id=dropped, agent_instrument=by
    )


def test_a_supervisor_in_a_conference_drops_the_agent(talk: World) -> None:
    # source: Desktop User Guide for Unified CCX, Drop participants from a conference
    assert talk.refused(drops("2099", "2006")) == (13, 88017)
    listens(talk)
    assert talk.refused(drops("2099", "2006")) == (13, 88017)
    talk.request(supervise(BARGE_IN))
    talk.take()
    talk.ask(drops("2099", "2006"), cti.ClearConnectionConf)
    assert names(without_media(talk.take())) == ["CALL_CONNECTION_CLEARED_EVENT", "agt2006 WORK"]
    assert set(talk.cucm.calls.find(CALL).connections) == {CALLER, "2099"}
    assert talk.refused(drops("2099", CALLER)) == (22, 0)


def test_only_the_controllers_phone_drops_who_is_no_agent(talk: World) -> None:
    # source: Unified CM Features and Services Guide, Advanced Ad Hoc Conference Enabled
    listens(talk)
    talk.request(supervise(BARGE_IN))
    assert talk.refused(drops("2099", "4711")) == (13, 88017)
    assert talk.refused(drops("2099", CALLER))[0] != 0
    assert CALLER in talk.cucm.calls.find(CALL).connections
    talk.ask(drops("2006", CALLER), cti.ClearConnectionConf)
    assert set(talk.cucm.calls.find(CALL).connections) == {"2006", "2099"}


def test_who_is_dropped_sends_the_caller_nowhere(talk: World) -> None:
    # source: Unified CCX administration, Post Call Treatment: for who ends the call himself
    data = NamedVariable("PostCallTreatment", "6002")
    talk.ask(
        cti.SetCallDataReq(invoke_id=1, call_id=CALL, connection_device_id="2006", named_variables=(data,)),
        cti.SetCallDataConf,
    )
    listens(talk)
    talk.request(supervise(BARGE_IN))
    talk.ask(drops("2099", "2006"), cti.ClearConnectionConf)
    assert set(talk.cucm.calls.find(CALL).connections) == {CALLER, "2099"}


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
