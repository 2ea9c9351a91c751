"""Consult, alternate, reconnect, single-step transfer in the CTI guide's numbers: 2006 has answered a call.

What the guide's traces print is marked so; the rest of each flow follows from the pages of the messages.
"""

from __future__ import annotations

import pytest

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import NULL_APPLICATION, NULL_CALL_ID, AgentState
from tests.ccx_engine.engine.consultations import CALLER, CONSULT, DESK, answer, consult, of_two
from tests.ccx_engine.engine.world import CALL, World, agent_client, names, said


def test_a_consultation_reserves_the_ready_agent_before_it_rings(talk: World) -> None:
    # source: CTI guide, Example Message Flow for a Transferred Call (the guide's trace)
    talk.open_client(agent_client(DESK, "agt2007"))
    told = consult(talk)
    assert names(told) == [
        "CALL_HELD_EVENT",
        "RTP_STOPPED_EVENT",
        "RTP_STOPPED_EVENT",
        "BEGIN_CALL_EVENT",
        "CALL_SERVICE_INITIATED_EVENT",
        "agt2007 RESERVED",
        "CALL_ORIGINATED_EVENT",
        "CALL_DELIVERED_EVENT",
    ]
    held, begin, initiated, reserved, originated, delivered = told[0], *told[3:]
    said(held, call_id=CALL, holding_device_id="2006", local_connection_state=4, event_cause=65535)
    said(begin, call_id=CONSULT, call_type=12, connection_device_id="2006", ani="2006")
    said(initiated, call_id=CONSULT, application_id=NULL_APPLICATION, csq_id=25, calling_device_type=76)
    said(initiated, local_connection_state=1)
    said(reserved, csq_state=8, agent_state=8, agent_id="agt2007")
    said(originated, calling_device_type=76, called_device_type=76, called_device_id="2007")
    said(originated, local_connection_state=1)
    said(delivered, alerting_device_type=76, calling_device_type=76, called_device_type=76)
    # source: CTI guide, CALL_DELIVERED_EVENT, CONSULT_CALL_REQ (the new call inherits the data)
    said(delivered, alerting_device_id="2007", local_connection_state=2, call_variable_1="gold")
    said(begin, call_variable_1="gold", named_variables=(cti.NamedVariable("user.case", "4711"),))


def test_who_answers_a_consultation_talks(talk: World) -> None:
    # source: CTI guide, CALL_ESTABLISHED_EVENT; The Causes of Agent-State Transitions
    consult(talk)
    told = answer(talk)
    assert names(told) == ["agt2007 TALKING", "CALL_ESTABLISHED_EVENT", *["RTP_STARTED_EVENT"] * 4]
    said(told[1], call_id=CONSULT, answering_device_id="2007", local_connection_state=3)
    assert talk.state("agt2006") == (AgentState.TALKING, 0)


def test_reconnect_drops_the_consultation(talk: World) -> None:
    # source: CTI guide, RECONNECT_CALL_REQ
    consult(talk)
    answer(talk)
    talk.ask(of_two(cti.ReconnectCallReq), cti.ReconnectCallConf)
    told = talk.take()
    assert [each for each in names(told) if not each.startswith("RTP")] == [
        "CALL_CONNECTION_CLEARED_EVENT",
        "CALL_CONNECTION_CLEARED_EVENT",
        "CALL_CLEARED_EVENT",
        "END_CALL_EVENT",
        "agt2007 NOT_READY",
        "CALL_RETRIEVED_EVENT",
    ]
    assert talk.state("agt2007") == (AgentState.NOT_READY, 32749)
    said(told[-3], NAME="CALL_RETRIEVED_EVENT", call_id=CALL, local_connection_state=3)
    assert talk.state("agt2006") == (AgentState.TALKING, 0)


def test_a_consultation_given_up_while_it_rings_frees_the_agent(talk: World) -> None:
    # source: CTI guide, Reason Codes for Agent State Change (32752)
    consult(talk)
    talk.ask(of_two(cti.ReconnectCallReq), cti.ReconnectCallConf)
    assert talk.state("agt2007") == (AgentState.READY, 32752)


def test_to_retrieve_the_held_call_holds_the_active_one(talk: World) -> None:
    # source: Finesse user guide for Unified CCX, Consult call: Retrieve on either call swaps
    consult(talk)
    answer(talk)
    retrieve = cti.RetrieveCallReq(
        invoke_id=36, held_call_id=CALL, held_connection_device_id="2006", agent_instrument="2006"
    )
    talk.ask(retrieve, cti.RetrieveCallConf)
    told = names(talk.take())
    assert told.index("CALL_HELD_EVENT") < told.index("CALL_RETRIEVED_EVENT")
    back = cti.RetrieveCallReq(
        invoke_id=37, held_call_id=CONSULT, held_connection_device_id="2006", agent_instrument="2006"
    )
    talk.ask(back, cti.RetrieveCallConf)
    told = names(talk.take())
    assert told.index("CALL_HELD_EVENT") < told.index("CALL_RETRIEVED_EVENT")


def test_alternate_swaps_the_two_calls(talk: World) -> None:
    # source: CTI guide, ALTERNATE_CALL_REQ
    consult(talk)
    answer(talk)
    request = cti.AlternateCallReq(
        invoke_id=35,
        active_call_id=CONSULT,
        other_call_id=CALL,
        active_connection_device_id="2006",
        other_connection_device_id="2006",
    )
    talk.ask(request, cti.AlternateCallConf)
    told = talk.take()
    assert names(told) == [
        "CALL_HELD_EVENT",
        *["RTP_STOPPED_EVENT"] * 2,
        "CALL_RETRIEVED_EVENT",
        *["RTP_STARTED_EVENT"] * 2,
    ]
    said(told[0], call_id=CONSULT)
    said(told[3], call_id=CALL)
    # the original call lives on, also when the consultation is the one on hold
    talk.ask(of_two(cti.TransferCallReq, active=CALL, held=CONSULT), cti.TransferCallConf)
    transferred = next(each for each in talk.take() if isinstance(each, cti.CallTransferredEvent))
    said(transferred, primary_call_id=CALL, secondary_call_id=CONSULT)


def test_a_single_step_transfer(talk: World) -> None:
    # source: CTI guide, TRANSFER_CALL_REQ with DialedNumber; CallType Fields (11, offered)
    talk.open_client(agent_client(DESK, "agt2007"))
    request = cti.TransferCallReq(
        invoke_id=34,
        active_call_id=CALL,
        held_call_id=NULL_CALL_ID,
        active_connection_device_id="2006",
        dialed_number="2007",
    )
    confirmation = talk.ask(request, cti.TransferCallConf)
    said(confirmation, new_call_id=CALL, num_parties=2)
    desk = [each.message for each in talk.told if "agt2007" in (each.agents or ())]
    told = talk.take()
    assert names(told) == [
        *["RTP_STOPPED_EVENT"] * 2,
        "CALL_CONNECTION_CLEARED_EVENT",
        "agt2006 WORK",
        "agt2007 RESERVED",
        "CALL_DELIVERED_EVENT",
    ]
    assert names(desk) == ["agt2007 RESERVED", "BEGIN_CALL_EVENT", "CALL_DELIVERED_EVENT"]
    said(desk[1], call_id=CALL, call_type=11, connection_device_id="2007", call_variable_1="gold")
    said(told[-1], alerting_device_id="2007", last_redirect_device_id="2006", csq_id=25)
    talk.pick_up("2007")
    assert names(talk.take())[:2] == ["agt2007 TALKING", "CALL_ESTABLISHED_EVENT"]


def test_a_single_step_transfer_to_a_trigger_queues_the_call_again(talk: World) -> None:
    request = cti.TransferCallReq(
        invoke_id=34,
        active_call_id=CALL,
        held_call_id=NULL_CALL_ID,
        active_connection_device_id="2006",
        dialed_number="7000",
    )
    talk.ask(request, cti.TransferCallConf)
    assert "CALL_CLEARED_EVENT" not in names(talk.take())
    talk.advance(2.0)
    assert "CALL_QUEUED_EVENT" in names(talk.take())
    talk.set_state("agt2006", AgentState.READY)
    assert talk.state("agt2006") == (AgentState.RESERVED, 0)
    talk.pick_up("2006")
    assert set(talk.cucm.calls.find(CALL).connections) == {CALLER, "2006"}


@pytest.mark.parametrize(
    ("request_", "codes"),
    [
        (of_two(cti.TransferCallReq, active=CALL, held=CONSULT), (11, 88013)),
        (of_two(cti.ConferenceCallReq, active=CALL, held=NULL_CALL_ID), (284, 0)),
        (of_two(cti.ReconnectCallReq, active=CALL, held=CONSULT), (11, 88013)),
        (
            cti.ConsultCallReq(
                active_call_id=CALL, active_connection_device_id="2006", dialed_number="2007", consult_type=7
            ),
            (273, 0),
        ),
        (
            cti.ConsultCallReq(active_call_id=CALL, active_connection_device_id="2006", dialed_number=""),
            (6, 88015),
        ),
    ],
)
def test_what_cannot_be_is_refused(talk: World, request_, codes: tuple[int, int]) -> None:  # type: ignore[no-untyped-def]
    assert talk.refused(request_) == codes


def test_a_call_on_hold_is_not_consulted_from(talk: World) -> None:
    talk.ask(cti.HoldCallReq(invoke_id=1, call_id=CALL, connection_device_id="2006"), cti.HoldCallConf)
    request = cti.ConsultCallReq(
        active_call_id=CALL, active_connection_device_id="2006", dialed_number="2007"
    )
    assert talk.refused(request) == (24, 0)
