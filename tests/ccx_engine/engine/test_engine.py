"""The flows of the CTI guide, message by message, in the guide's own numbers.

What the guide's traces print is marked so; the rest of each flow follows from the pages of the messages.
"""

from __future__ import annotations

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import NULL_APPLICATION, NULL_CSQ, AgentState
from ccx_engine.engine.state import Reply
from tests.ccx_engine.engine.world import BRIDGE, CALL, World, agent_client, names, said

CONSULT = CALL + 1
DESK = 2

SOLD = ("Sale", "Follow-up")  # wrap-up reasons


def test_a_bridge_client_starts_and_an_agent_signs_in(guide: World) -> None:
    # source: CTI guide, Share Configuration Data; How Configuration Consistency is Maintained
    (keys,) = guide.request(cti.ConfigRequestKeyEvent())
    said(keys, status=0)
    upload = guide.request(cti.ConfigRequestEvent(configuration_mask=0xF))
    assert [each.NAME for each in upload] == [
        "CONFIG_BEGIN_EVENT", "CONFIG_APPLICATION_EVENT", "CONFIG_END_EVENT",
        "CONFIG_BEGIN_EVENT", "CONFIG_CSQ_EVENT", "CONFIG_END_EVENT",
        "CONFIG_BEGIN_EVENT", "CONFIG_AGENT_EVENT", "CONFIG_END_EVENT",
        "CONFIG_BEGIN_EVENT", "CONFIG_DEVICE_EVENT", "CONFIG_END_EVENT",
    ]  # fmt: skip
    teams = guide.request(cti.TeamConfigReq(invoke_id=11, config_param=1))
    assert [each.NAME for each in teams] == ["TEAM_CONFIG_EVENT", "TEAM_CONFIG_CONF"]

    # source: CTI guide, SET_AGENT_STATE_REQ; Reason Codes for Agent State Change
    sign_in = cti.SetAgentStateReq(
        invoke_id=20, agent_state=0, agent_instrument="2006", agent_password="secret", agent_id="agt2006"
    )
    guide.ask(sign_in, cti.SetAgentStateConf)
    (signed_in,) = guide.take()
    said(signed_in, agent_state=2, csq_state=2, event_reason_code=32760, agent_extension="2006")
    said(signed_in, agent_id="agt2006", state_duration=0, csq_id=NULL_CSQ, num_csqs=0, next_agent_state=65535)
    snapshot = guide.ask(cti.SnapshotDeviceReq(invoke_id=21, agent_instrument="2006"), cti.SnapshotDeviceConf)
    assert snapshot.calls == ()
    guide.ask(
        cti.SetAgentStateReq(invoke_id=22, agent_state=3, agent_instrument="2006", agent_id="agt2006"),
        cti.SetAgentStateConf,
    )
    (ready,) = guide.take()
    said(ready, agent_state=3, csq_state=3, event_reason_code=0, next_agent_state=65535)


def test_a_queued_call_is_answered_and_ends(guide: World) -> None:
    """An agent's phone, 2005, calls the trigger; the other agent takes the call."""
    guide.open_client(agent_client(DESK, "agt2006"))
    guide.sign_in("agt2005", state=AgentState.NOT_READY)
    guide.take()

    # source: CTI guide, Example Message Flow for a Queued and Answered Call (the guide's trace)
    assert guide.dial("2005", "7000") == CALL
    told = guide.take()
    assert names(told) == [
        "BEGIN_CALL_EVENT",
        "CALL_SERVICE_INITIATED_EVENT",
        "agt2005 NOT_READY",
        "CALL_ORIGINATED_EVENT",
        "CALL_DELIVERED_EVENT",
        "CALL_ESTABLISHED_EVENT",
        "RTP_STARTED_EVENT",
        "RTP_STARTED_EVENT",
    ]
    begin, initiated, _, originated, delivered, established, *_ = told
    said(begin, call_type=9, call_id=CALL, connection_device_id="2005", ani="2005")
    said(initiated, application_id=NULL_APPLICATION, csq_id=NULL_CSQ, calling_device_type=76)
    said(initiated, local_connection_state=1, event_cause=65535, calling_device_id="2005")
    said(originated, calling_device_type=76, called_device_type=74, local_connection_state=1)
    # source: CTI guide, CALL_DELIVERED_EVENT, CALL_ESTABLISHED_EVENT, CALL_QUEUED_EVENT
    said(delivered, alerting_device_type=74, alerting_device_id="7000", called_device_id="7000")
    said(delivered, local_connection_state=2, event_cause=22, application_id=3)
    said(established, answering_device_type=73, answering_device_id="5001", local_connection_state=3)
    guide.advance(2.0)
    (queued,) = guide.take()
    said(queued, queue_device_type=77, num_csqs=1, local_connection_state=5, application_id=3)
    assert [csq.csq_id for csq in queued.csqs] == [25]  # type: ignore[attr-defined]

    guide.sign_in("agt2006")
    desk = [each for each in guide.told if "agt2006" in (each.agents or ())]
    told = guide.take()
    assert names(told) == [
        "agt2006 NOT_READY",
        "agt2006 READY",
        "agt2006 RESERVED",
        "CALL_DIVERTED_EVENT",
        "CALL_DELIVERED_EVENT",
    ]
    reserved, diverted, rings = told[2:]
    said(reserved, csq_state=8, state_duration=0, csq_id=NULL_CSQ, agent_state=8, event_reason_code=0)
    said(reserved, num_csqs=0, agent_extension="2006", agent_id="agt2006", next_agent_state=65535)
    said(diverted, called_device_id="2006", event_cause=28, diverting_device_id="25")
    # the agent's own client is told that the call begins for him; the bridge client knows it already
    begins = desk[-2].message
    assert [each.message.NAME for each in desk[-2:]] == ["BEGIN_CALL_EVENT", "CALL_DELIVERED_EVENT"]
    said(begins, call_type=1, call_id=CALL, connection_device_id="2006", ani="2005", dnis="2006")
    said(begins, dialed_number="7000")
    said(rings, alerting_device_type=76, alerting_device_id="2006", last_redirect_device_id="5001")
    said(rings, csq_id=25, local_connection_state=2, secondary_connection_call_id=CONSULT)

    guide.ask(cti.AnswerCallReq(invoke_id=31, call_id=CALL, connection_device_id="2006"), cti.AnswerCallConf)
    told = guide.take()
    assert names(told) == [
        "agt2006 TALKING",  # before the call: so seen through Finesse, CCE 11.x
        "CALL_ESTABLISHED_EVENT",
        "RTP_STARTED_EVENT",
        "RTP_STARTED_EVENT",
    ]
    said(told[1], answering_device_id="2006", csq_id=25, local_connection_state=3)
    assert [each.direction for each in told[2:]] == [0, 1]  # type: ignore[attr-defined]

    # source: CTI guide, CALL_CONNECTION_CLEARED_EVENT, CALL_CLEARED_EVENT, END_CALL_EVENT
    guide.ask(
        cti.ClearConnectionReq(invoke_id=34, call_id=CALL, connection_device_id="2006"),
        cti.ClearConnectionConf,
    )
    told = guide.take()
    assert names(told) == [
        "RTP_STOPPED_EVENT",
        "RTP_STOPPED_EVENT",
        "CALL_CONNECTION_CLEARED_EVENT",
        "RTP_STOPPED_EVENT",
        "RTP_STOPPED_EVENT",
        "CALL_CONNECTION_CLEARED_EVENT",
        "CALL_CLEARED_EVENT",
        "END_CALL_EVENT",
        "agt2006 WORK",
        "agt2005 NOT_READY",
    ]
    mine, other, cleared, ended, work = told[2], told[5], told[6], told[7], told[8]
    said(mine, releasing_device_type=76, local_connection_state=65535, event_cause=65535)
    said(mine, connection_device_id="2006", releasing_device_id="2006")
    said(other, releasing_device_id="2005")
    said(cleared, local_connection_state=0, call_id=CALL)
    said(ended, call_id=CALL)
    said(work, event_reason_code=0, duration=60)

    # source: CTI guide, SET_CALL_DATA_REQ: wrap-up data after the call
    guide.ask(
        cti.SetCallDataReq(
            invoke_id=38,
            call_id=CALL,
            call_type=1,
            connection_device_id="2006",
            call_wrapup_data=SOLD,
        ),
        cti.SetCallDataConf,
    )
    (update,) = guide.take()
    said(
        update,
        NAME="CALL_DATA_UPDATE_EVENT",
        call_id=CALL,
        new_call_id=CALL,
        call_wrapup_data=SOLD,
    )
    guide.advance(60.0)
    (ready,) = guide.take()
    said(ready, agent_state=3, event_reason_code=32758)


def test_a_caller_outside_begins_at_the_trigger(guide: World) -> None:
    # source: CTI guide, BEGIN_CALL_EVENT: an outside caller's first device is the route point
    assert guide.call("5551234", "7000", callVariable1="gold", **{"user.case": "4711"}) == CALL
    begin, delivered, *_ = guide.take()
    said(begin, NAME="BEGIN_CALL_EVENT", call_type=1, connection_device_id="7000", ani="5551234", dnis="7000")
    said(begin, dialed_number="7000", call_variable_1="gold")
    said(begin, named_variables=(cti.NamedVariable("user.case", "4711"),))
    said(delivered, alerting_device_id="7000", calling_device_id="5551234", calling_device_type=0)


def test_a_call_that_nobody_answers_goes_back_to_the_queue(guide: World) -> None:
    # source: CTI guide, The Causes of Agent-State Transitions (32763)
    guide.open_client(agent_client(DESK, "agt2006"))
    guide.sign_in("agt2006")
    guide.call("5551234", "7000")
    guide.advance(2.0)
    guide.told.clear()
    guide.advance(12.0)
    desk = [each.message.NAME for each in guide.told if "agt2006" in (each.agents or ())]
    assert desk == ["CALL_CONNECTION_CLEARED_EVENT", "END_CALL_EVENT", "AGENT_STATE_EVENT"]
    told = guide.take()
    assert names(told) == ["CALL_CONNECTION_CLEARED_EVENT", "agt2006 NOT_READY", "CALL_QUEUED_EVENT"]
    said(told[0], connection_device_id="2006")
    said(told[1], event_reason_code=32763)


def test_an_agent_calls_another(guide: World) -> None:
    # source: CTI guide, MAKE_CALL_REQ and the pages of the call events it names
    guide.sign_in("agt2006", state=AgentState.NOT_READY)
    guide.sign_in("agt2007")
    guide.open_client(agent_client(DESK, "agt2007"))
    guide.take()
    confirmation = guide.ask(
        cti.MakeCallReq(invoke_id=30, agent_instrument="2006", dialed_number="2007"), cti.MakeCallConf
    )
    said(confirmation, new_call_id=CALL, new_connection_device_id="2006", line_type=3)
    desk = [each.message.NAME for each in guide.told if "agt2007" in (each.agents or ())]
    assert desk == ["BEGIN_CALL_EVENT", "CALL_DELIVERED_EVENT", "AGENT_STATE_EVENT"]
    told = guide.take()
    assert names(told) == [
        "BEGIN_CALL_EVENT",
        "CALL_SERVICE_INITIATED_EVENT",
        "agt2006 NOT_READY",
        "CALL_ORIGINATED_EVENT",
        "CALL_DELIVERED_EVENT",
        "agt2007 NOT_READY",
    ]
    begin, initiated, caller, originated, delivered, callee = told
    said(begin, call_type=10, connection_device_id="2006")
    said(initiated, local_connection_state=1)
    said(caller, event_reason_code=32762)
    said(originated, local_connection_state=1, called_device_id="2007", called_device_type=76)
    said(delivered, alerting_device_id="2007", local_connection_state=2)
    said(delivered, csq_id=NULL_CSQ, application_id=NULL_APPLICATION)
    said(callee, event_reason_code=32761)
    guide.ask(cti.AnswerCallReq(invoke_id=31, call_id=CALL, connection_device_id="2007"), cti.AnswerCallConf)
    told = guide.take()
    assert names(told) == ["CALL_ESTABLISHED_EVENT", *["RTP_STARTED_EVENT"] * 4]
    said(told[0], local_connection_state=3, csq_id=NULL_CSQ, answering_device_id="2007")
    guide.ask(
        cti.ClearConnectionReq(invoke_id=32, call_id=CALL, connection_device_id="2006"),
        cti.ClearConnectionConf,
    )
    told = guide.take()
    assert names(told) == [
        *["RTP_STOPPED_EVENT"] * 2, "CALL_CONNECTION_CLEARED_EVENT",
        *["RTP_STOPPED_EVENT"] * 2, "CALL_CONNECTION_CLEARED_EVENT",
        "CALL_CLEARED_EVENT", "END_CALL_EVENT", "agt2006 NOT_READY", "agt2007 READY",
    ]  # fmt: skip
    said(told[-2], event_reason_code=32760)  # the reason he had before comes back


def test_hold_and_retrieve(guide: World) -> None:
    # source: CTI guide, Example Message Flow for a Transferred Call (CALL_HELD_EVENT in its trace)
    guide.sign_in("agt2006")
    guide.call("5551234", "7000")
    guide.advance(2.0)
    guide.pick_up("2006")
    guide.take()
    guide.ask(cti.HoldCallReq(invoke_id=32, call_id=CALL, connection_device_id="2006"), cti.HoldCallConf)
    held, *stopped = guide.take()
    said(held, NAME="CALL_HELD_EVENT", holding_device_type=76, local_connection_state=4, event_cause=65535)
    assert [each.NAME for each in stopped] == ["RTP_STOPPED_EVENT"] * 2
    assert guide.state("agt2006") == (AgentState.TALKING, 0)
    guide.ask(
        cti.RetrieveCallReq(invoke_id=33, held_call_id=CALL, held_connection_device_id="2006"),
        cti.RetrieveCallConf,
    )
    retrieved, *started = guide.take()
    said(retrieved, NAME="CALL_RETRIEVED_EVENT", local_connection_state=3)
    assert [each.NAME for each in started] == ["RTP_STARTED_EVENT"] * 2


def test_a_message_that_is_not_served_is_refused_as_such(guide: World) -> None:
    # source: CTI guide, Error (E) Status Codes
    answer = guide.ask(cti.HoldCallConf(invoke_id=50), cti.FailureConf)
    said(answer, invoke_id=50, status=2)


def test_no_answer_of_cucm_ends_the_wait_with_a_failure(guide: World) -> None:
    # source: CTI guide, Call-Control Messages: answers can take 10-15 s
    guide.sign_in("agt2006", state=AgentState.NOT_READY)
    guide.eager = False
    guide.engine.request(
        BRIDGE, cti.MakeCallReq(invoke_id=9, agent_instrument="2006", dialed_number="2007"), guide.now
    )
    output = guide.engine.tick(guide.now + 15.0)
    (reply,) = [each.message for each in output if isinstance(each, Reply)]
    said(reply, NAME="CONTROL_FAILURE_CONF", invoke_id=9, failure_code=78, ccx_error_code=88001)
