"""Consult, alternate, reconnect, transfer, conference in the CTI guide's numbers: 2006 has answered a call.

What the guide's traces print is marked so; the rest of each flow follows from the pages of the messages.
"""

from __future__ import annotations

import pytest

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import NULL_APPLICATION, NULL_CALL_ID, AgentState
from ccx_engine.jtapi import messages as jtapi
from ccx_engine.jtapi.model import CtiError
from tests.ccx_engine.engine.world import CALL, World, agent_client, names, said

DESK = 2
CONSULT = CALL + 2  # the CTI port's call to the agent had the number between
CALLER = "5552005"


@pytest.fixture
def talk(guide: World) -> World:
    """2006 talks with a caller of CSQ 25; 2007 is Ready, but not for that CSQ."""
    guide.sign_in("agt2006", "agt2007")
    assert guide.call(CALLER, "7000", callVariable1="gold", **{"user.case": "4711"}) == CALL
    guide.advance(2.0)
    guide.pick_up("2006")
    assert guide.state("agt2006") == (AgentState.TALKING, 0)
    guide.take()
    return guide


def consult(world: World, number: str = "2007", consult_type: int = 1, **data: str) -> list[cti.Message]:
    """2006 consults; what bridge clients are told."""
    confirmation = world.ask(
        cti.ConsultCallReq(
            invoke_id=32,
            active_call_id=CALL,
            active_connection_device_id="2006",
            dialed_number=number,
            consult_type=consult_type,
            **data,  # type: ignore[arg-type]
        ),
        cti.ConsultCallConf,
    )
    said(confirmation, invoke_id=32, new_call_id=CONSULT, new_connection_device_id="2006", line_type=3)
    return world.take()


def answer(world: World) -> list[cti.Message]:
    """2007 answers the consultation."""
    request = cti.AnswerCallReq(invoke_id=33, call_id=CONSULT, connection_device_id="2007")
    world.ask(request, cti.AnswerCallConf)
    return world.take()


def of_two(kind: type, active: int = CONSULT, held: int = CALL):  # type: ignore[no-untyped-def]
    return kind(
        invoke_id=34,
        active_call_id=active,
        held_call_id=held,
        active_connection_device_id="2006",
        held_connection_device_id="2006",
        agent_instrument="2006",
    )


def parties(message: cti.Message) -> list[tuple[int, str]]:
    assert isinstance(message, cti.CallTransferredEvent | cti.CallConferencedEvent | cti.ConferenceCallConf)
    return [
        (each.connected_party_call_id, each.connected_party_device_id) for each in message.connected_parties
    ]


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


def test_a_consultation_is_transferred(talk: World) -> None:
    # source: CTI guide, TRANSFER_CALL_REQ, CALL_TRANSFERRED_EVENT, CALL_DATA_UPDATE_EVENT
    consult(talk)
    answer(talk)
    confirmation = talk.ask(of_two(cti.TransferCallReq), cti.TransferCallConf)
    said(confirmation, new_call_id=CALL, num_parties=2, new_connection_device_id="2007")
    told = talk.take()
    assert names(told) == [
        *["RTP_STOPPED_EVENT"] * 4,
        "CALL_TRANSFERRED_EVENT",
        "CALL_DATA_UPDATE_EVENT",
        "END_CALL_EVENT",
        "agt2006 WORK",
        *["RTP_STARTED_EVENT"] * 2,
    ]
    transferred, update, ended, work = told[4:8]
    said(transferred, primary_call_id=CALL, secondary_call_id=CONSULT, event_cause=32)
    said(
        transferred, transferring_device_id="2006", transferring_device_type=76, transferred_device_id="2007"
    )
    said(transferred, transferred_device_id="2007", transferred_device_type=76, local_connection_state=3)
    assert parties(transferred) == [(CALL, CALLER), (CALL, "2007")]
    said(update, call_id=CONSULT, new_call_id=CALL, call_type=4, new_connection_device_id="2007")
    said(ended, call_id=CONSULT)
    said(work, event_reason_code=0, duration=60)


def test_each_clients_own_story_of_a_transfer(talk: World) -> None:
    # source: CTI guide, END_CALL_EVENT (the client's association has ended); CALL_DATA_UPDATE_EVENT
    talk.open_client(agent_client(DESK, "agt2006"))
    consult(talk)
    answer(talk)
    talk.request(of_two(cti.TransferCallReq))
    kinds = ("BEGIN_CALL_EVENT", "CALL_TRANSFERRED_EVENT", "CALL_DATA_UPDATE_EVENT", "END_CALL_EVENT")

    def story(agent: str) -> list[tuple[str, int]]:
        return [
            (each.message.NAME, getattr(each.message, "call_id", 0))
            for each in talk.told
            if agent in (each.agents or ()) and each.message.NAME in kinds
        ]

    assert story("agt2006") == [
        ("CALL_TRANSFERRED_EVENT", 0),
        ("END_CALL_EVENT", CONSULT),
        ("END_CALL_EVENT", CALL),
    ]
    assert story("agt2007") == [("CALL_TRANSFERRED_EVENT", 0), ("CALL_DATA_UPDATE_EVENT", CONSULT)]


def test_wrap_up_after_a_transferred_call_is_the_contacts_csqs(talk: World) -> None:
    # source: CCX Administration guide, automatic work of a CSQ; 2007 is in no CSQ himself
    consult(talk)
    answer(talk)
    talk.request(of_two(cti.TransferCallReq))
    talk.take()
    talk.hang_up(CALLER)
    told = talk.take()
    assert names(told)[-1] == "agt2007 WORK"
    said(told[-1], duration=60)
    assert talk.engine.state.calls == {}


def test_who_transferred_a_call_may_wrap_it_up_while_it_goes_on(talk: World) -> None:
    # source: CTI guide, SET_CALL_DATA_REQ
    consult(talk)
    answer(talk)
    talk.request(of_two(cti.TransferCallReq))
    talk.take()
    wrap_up = cti.SetCallDataReq(
        invoke_id=38, call_id=CALL, call_type=4, connection_device_id="2006", call_wrapup_data="Sale"
    )
    talk.ask(wrap_up, cti.SetCallDataConf)
    (update,) = talk.take()
    said(update, call_id=CALL, new_call_id=CALL, call_wrapup_data="Sale")


def test_a_call_may_be_transferred_while_it_rings(talk: World) -> None:
    consult(talk)
    talk.ask(of_two(cti.TransferCallReq), cti.TransferCallConf)
    told = talk.take()
    transferred = told[names(told).index("CALL_TRANSFERRED_EVENT")]
    said(transferred, transferred_device_id="2007", local_connection_state=2)
    assert talk.state("agt2007") == (AgentState.RESERVED, 0)
    talk.pick_up("2007")
    assert names(talk.take())[:2] == ["agt2007 TALKING", "CALL_ESTABLISHED_EVENT"]


def test_data_set_in_the_consultation_goes_over_to_the_call(talk: World) -> None:
    consult(talk, call_variable_2="vip")
    answer(talk)
    talk.request(
        cti.SetCallDataReq(
            invoke_id=1, call_id=CONSULT, call_type=12, connection_device_id="2007", call_variable_3="new"
        )
    )
    talk.take()
    talk.request(of_two(cti.TransferCallReq))
    update = next(each for each in talk.take() if isinstance(each, cti.CallDataUpdateEvent))
    said(update, call_variable_1=None, call_variable_2="vip", call_variable_3="new")
    assert talk.engine.state.calls[CALL].data.variables["call_variable_1"] == "gold"


def test_a_conference_and_its_decay(talk: World) -> None:
    # source: CTI guide, CONFERENCE_CALL_REQ, CALL_CONFERENCED_EVENT, CALL_CONNECTION_CLEARED_EVENT
    consult(talk, consult_type=2)
    answer(talk)
    confirmation = talk.ask(of_two(cti.ConferenceCallReq), cti.ConferenceCallConf)
    said(confirmation, new_call_id=CALL, new_connection_device_id="2006")
    everyone = [(CALL, CALLER), (CALL, "2006"), (CALL, "2007")]
    assert parties(confirmation) == everyone
    told = talk.take()
    assert names(told) == [
        *["RTP_STOPPED_EVENT"] * 4,
        "CALL_CONFERENCED_EVENT",
        "CALL_DATA_UPDATE_EVENT",
        "END_CALL_EVENT",
        *["RTP_STARTED_EVENT"] * 4,
    ]
    conferenced, update, ended = told[4:7]
    said(conferenced, primary_call_id=CALL, secondary_call_id=CONSULT, local_connection_state=3)
    said(conferenced, controller_device_id="2006", controller_device_type=76, added_party_device_id="2007")
    assert parties(conferenced) == everyone
    said(update, call_id=CONSULT, new_call_id=CALL, call_type=15, new_connection_device_id="2007")
    said(ended, call_id=CONSULT)
    assert talk.state("agt2006") == talk.state("agt2007") == (AgentState.TALKING, 0)

    talk.hang_up("2006")
    told = talk.take()
    assert names(told) == ["RTP_STOPPED_EVENT"] * 2 + ["CALL_CONNECTION_CLEARED_EVENT", "agt2006 WORK"]
    said(told[2], call_id=CALL, releasing_device_id="2006")
    # with two left it is a call like any other
    talk.ask(cti.HoldCallReq(invoke_id=1, call_id=CALL, connection_device_id="2007"), cti.HoldCallConf)
    talk.hang_up(CALLER)
    assert names(talk.take())[-3:] == ["CALL_CLEARED_EVENT", "END_CALL_EVENT", "agt2007 WORK"]


def test_only_the_controller_adds_to_a_conference(talk: World) -> None:
    # source: Finesse Web Services guide, Dialog, conference (CCX: errorData 22, CF_INVALID_OBJECT_STATE)
    consult(talk, consult_type=2)
    answer(talk)
    talk.request(of_two(cti.ConferenceCallReq))
    third = cti.ConsultCallReq(
        invoke_id=1, active_call_id=CALL, active_connection_device_id="2007", dialed_number="95551"
    )
    consulted = talk.ask(third, cti.ConsultCallConf)
    talk.advance(5.0)
    request = cti.ConferenceCallReq(
        invoke_id=1,
        active_call_id=consulted.new_call_id,
        held_call_id=CALL,
        active_connection_device_id="2007",
        held_connection_device_id="2007",
        agent_instrument="2007",
    )
    assert talk.refused(request) == (22, 88001)


def test_a_conference_has_a_limit_of_parties(talk: World) -> None:
    consult(talk, consult_type=2)
    answer(talk)
    talk.refuses[jtapi.Conference] = CtiError.CONFERENCE_FULL
    assert talk.refused(of_two(cti.ConferenceCallReq)) == (38, 88001)


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


def test_a_consultation_with_a_trigger_is_transferred_into_the_queue(talk: World) -> None:
    consult(talk, "7000")
    talk.advance(2.0)
    talk.ask(of_two(cti.TransferCallReq), cti.TransferCallConf)
    transferred = next(each for each in talk.take() if isinstance(each, cti.CallTransferredEvent))
    assert parties(transferred) == [(CALL, CALLER), (CALL, "5001")]
    talk.set_state("agt2006", AgentState.READY)
    assert talk.state("agt2006") == (AgentState.RESERVED, 0)
    talk.pick_up("2006")
    assert set(talk.cucm.calls.find(CALL).connections) == {CALLER, "2006"}
    talk.hang_up(CALLER)
    assert talk.engine.state.calls == {}
    assert all(not port.taken for port in talk.engine.state.directory.ports.values())


def test_a_phones_own_keys_are_told_the_same(talk: World) -> None:
    asked = consult(talk)
    answer(talk)
    talk.request(of_two(cti.TransferCallReq))
    by_request = names(talk.take())
    talk.hang_up(CALLER)
    talk.advance(61.0)
    talk.take()
    call = talk.call(CALLER, "7000", callVariable1="gold", **{"user.case": "4711"})
    talk.advance(2.0)
    talk.pick_up("2006")
    talk.take()
    done = talk.lab(jtapi.Consult(call, talk.phone("2006"), "2007"))
    assert isinstance(done, jtapi.Done)
    assert names(talk.take()) == names(asked)
    talk.pick_up("2007") if talk.cucm.calls.at("2007") else None
    talk.take()
    talk.lab(jtapi.Transfer(call, done.call, talk.phone("2006")))
    assert names(talk.take()) == by_request


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


def test_digits_are_sent_into_the_call(talk: World) -> None:
    # source: CTI guide, SEND_DTMF_SIGNAL_REQ
    def dtmf(digits: str) -> cti.SendDtmfSignalReq:
        return cti.SendDtmfSignalReq(
            invoke_id=36, call_id=CALL, connection_device_id="2006", dtmf_string=digits
        )

    talk.ask(dtmf("12#"), cti.SendDtmfSignalConf)
    assert isinstance(talk.asked[-1].request, jtapi.GenerateDtmf)
    # source: Finesse Web Services guide, Send a DTMF signal (CCX): one wrong character is enough
    for wrong in ("hello", "A", "12D", "1 2", "1,2", "ü1", "+1"):
        assert talk.refused(dtmf(wrong)) == (3, 88010)


def test_a_phone_tells_what_it_can_do(talk: World) -> None:
    # source: GED-188, QUERY_DEVICE_INFO_CONF
    info = talk.ask(cti.QueryDeviceInfoReq(invoke_id=37, agent_instrument="2006"), cti.QueryDeviceInfoConf)
    said(info, type_of_device=0, max_active_calls=1, max_held_calls=1)
    assert len(info.lines) == 1
    assert talk.refused(cti.QueryDeviceInfoReq(invoke_id=37, agent_instrument="1")) == (12, 88016)
