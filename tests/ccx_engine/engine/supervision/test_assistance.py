"""Calls for help reach a supervisor of the agent's team."""

from __future__ import annotations

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import NULL_CALL_ID, AgentState
from tests.ccx_engine.engine.supervision.monitoring import CALLER, MONITOR, without_media
from tests.ccx_engine.engine.world import CALL, World, names, said


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
