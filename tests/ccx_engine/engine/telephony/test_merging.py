"""Transfer and conference in the CTI guide's numbers: what is told when two calls become one.

What the guide's traces print is marked so; the rest of each flow follows from the pages of the messages.
"""

from __future__ import annotations

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import AgentState
from ccx_engine.jtapi import messages as jtapi
from ccx_engine.jtapi.model import CtiError
from tests.ccx_engine.engine.consultations import CALLER, CONSULT, DESK, answer, consult, of_two, parties
from tests.ccx_engine.engine.world import CALL, World, agent_client, names, said


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
        invoke_id=38, call_id=CALL, call_type=4, connection_device_id="2006", call_wrapup_data=("Sale",)
    )
    talk.ask(wrap_up, cti.SetCallDataConf)
    (update,) = talk.take()
    said(update, call_id=CALL, new_call_id=CALL, call_wrapup_data=("Sale",))


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
