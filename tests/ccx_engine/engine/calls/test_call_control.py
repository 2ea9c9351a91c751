"""What clients ask of the calls, and why it may be refused."""

from __future__ import annotations

import pytest

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import AgentState
from ccx_engine.engine.model import Provider
from ccx_engine.jtapi import messages as jtapi
from tests.ccx_engine.engine.world import CALL, World, names

NOBODYS = 4711


def talking(world: World) -> int:
    world.sign_in("agent1")
    call = world.call("5551234", "6001")
    world.advance(1.0)
    world.pick_up("1001")
    world.take()
    return call


def make_call(number: str = "1002", extension: str = "1001", **data: str) -> cti.MakeCallReq:
    return cti.MakeCallReq(invoke_id=1, agent_instrument=extension, dialed_number=number, **data)  # type: ignore[arg-type]


def test_calls_are_made_from_not_ready_only(world: World) -> None:
    # source: Finesse Web Services guide, User, Change Agent State (CCX: manual calls only from Not Ready)
    world.sign_in("agent1")
    assert world.refused(make_call()) == (22, 0)
    world.set_state("agent1", AgentState.NOT_READY, 1)
    world.ask(make_call(), cti.MakeCallConf)


def test_a_call_needs_a_signed_in_agent_and_a_number(world: World) -> None:
    assert world.refused(make_call()) == (5, 88008)
    world.sign_in("agent1", state=AgentState.NOT_READY)
    assert world.refused(make_call("")) == (6, 88015)


def test_a_call_carries_the_variables_it_was_made_with(world: World) -> None:
    world.sign_in("agent1", state=AgentState.NOT_READY)
    world.take()
    world.ask(make_call("95551", call_variable_3="vip"), cti.MakeCallConf)
    begin = world.take()[0]
    assert isinstance(begin, cti.BeginCallEvent)
    assert (begin.call_variable_3, begin.call_type) == ("vip", 10)


@pytest.mark.parametrize(("number", "cause"), [("nowhere", 13), ("1001", 3), ("1002", 3)])
def test_a_call_that_cannot_be_completed_fails_with_its_cause(world: World, number: str, cause: int) -> None:
    world.sign_in("agent1", state=AgentState.NOT_READY)
    world.dial("1002", "1008")  # so that it is busy
    world.ask(make_call(number), cti.MakeCallConf)
    (failed,) = [each for each in world.take() if isinstance(each, cti.CallFailedEvent)]
    assert (failed.event_cause, failed.local_connection_state) == (cause, 6)
    assert (failed.connection_device_id, failed.called_device_id) == ("1001", number)
    world.advance(20.0)
    assert world.state("agent1") == (AgentState.NOT_READY, 32760)
    assert names(world.take())[-3:] == ["CALL_CLEARED_EVENT", "END_CALL_EVENT", "agent1 NOT_READY"]


def test_a_call_outside_is_heard_of_again_when_it_is_answered_and_is_out_from_then_on(world: World) -> None:
    # source: capture, CCE 11.x, as Finesse shows it: INITIATING, INITIATED, and OUT with ACTIVE
    world.sign_in("agent1", state=AgentState.NOT_READY)
    world.take()
    world.ask(make_call("95551"), cti.MakeCallConf)
    told = world.take()
    assert names(told) == [
        "BEGIN_CALL_EVENT",
        "CALL_SERVICE_INITIATED_EVENT",
        "agent1 NOT_READY",
        "CALL_ORIGINATED_EVENT",
    ]
    begin, originated = told[0], told[-1]
    assert isinstance(begin, cti.BeginCallEvent)
    assert (begin.ani, begin.dnis, begin.dialed_number) == ("1001", None, None)
    assert isinstance(originated, cti.CallOriginatedEvent)
    assert originated.called_device_id == "95551"
    world.advance(5.0)
    update, established = world.take()[:2]
    assert isinstance(update, cti.CallDataUpdateEvent)
    assert (update.call_type, update.dnis) == (9, None)
    assert isinstance(established, cti.CallEstablishedEvent)
    assert established.answering_device_id == "95551"


@pytest.mark.parametrize(
    "request_of",
    [
        lambda call, device: cti.AnswerCallReq(invoke_id=1, call_id=call, connection_device_id=device),
        lambda call, device: cti.HoldCallReq(invoke_id=1, call_id=call, connection_device_id=device),
        lambda call, device: cti.RetrieveCallReq(
            invoke_id=1, held_call_id=call, held_connection_device_id=device
        ),
        lambda call, device: cti.ClearConnectionReq(invoke_id=1, call_id=call, connection_device_id=device),
        lambda call, device: cti.ClearCallReq(invoke_id=1, call_id=call, connection_device_id=device),
        lambda call, device: cti.SetCallDataReq(
            invoke_id=1, call_id=call, connection_device_id=device, call_type=0
        ),
    ],
)
def test_a_request_names_a_call_and_a_party_that_are_there(world: World, request_of) -> None:  # type: ignore[no-untyped-def]
    call = talking(world)
    assert world.refused(request_of(NOBODYS, "1001")) == (11, 88013)
    assert world.refused(request_of(call, "1002")) == (13, 88017)


def test_what_does_not_fit_the_calls_state_is_refused(world: World) -> None:
    call = talking(world)
    assert world.refused(cti.AnswerCallReq(invoke_id=1, call_id=call, connection_device_id="1001")) == (28, 0)
    retrieve = cti.RetrieveCallReq(invoke_id=1, held_call_id=call, held_connection_device_id="1001")
    assert world.refused(retrieve) == (25, 0)
    hold = cti.HoldCallReq(invoke_id=1, call_id=call, connection_device_id="1001")
    world.ask(hold, cti.HoldCallConf)
    assert world.refused(hold) == (22, 0)


def test_a_device_may_be_named_primary_and_actual(world: World) -> None:
    # source: CTI guide, General Rules (Primary.Actual)
    call = talking(world)
    world.ask(cti.HoldCallReq(invoke_id=1, call_id=call, connection_device_id="1001.1001"), cti.HoldCallConf)


def test_clearing_a_call_ends_it_for_everyone(world: World) -> None:
    world.sign_in("agent1", "agent2", state=AgentState.NOT_READY)
    world.ask(make_call(), cti.MakeCallConf)
    world.pick_up("1002")
    (call,) = world.engine.state.calls
    world.ask(cti.ClearCallReq(invoke_id=1, call_id=call, connection_device_id="1002"), cti.ClearCallConf)
    assert world.engine.state.calls == {}
    assert not list(world.cucm.calls)


def test_without_cucm_nothing_can_be_asked_of_phones(world: World) -> None:
    call = talking(world)
    world.link_down(Provider.RMCM)
    assert world.refused(make_call()) == (34, 88001)
    hold = cti.HoldCallReq(invoke_id=1, call_id=call, connection_device_id="1001")
    assert world.refused(hold) == (34, 88001)


def test_call_data_are_changed_during_the_call_and_told_to_all(world: World) -> None:
    call = talking(world)
    request = cti.SetCallDataReq(
        invoke_id=38,
        call_id=call,
        call_type=1,
        connection_device_id="1001",
        call_variable_3="vip",
        named_variables=(cti.NamedVariable("user.case", "4711"),),
    )
    world.ask(request, cti.SetCallDataConf)
    (update,) = world.take()
    assert isinstance(update, cti.CallDataUpdateEvent)
    assert (update.call_variable_3, update.call_variable_1) == ("vip", None)
    assert update.named_variables == (cti.NamedVariable("user.case", "4711"),)
    snapshot = world.ask(
        cti.SnapshotCallReq(invoke_id=1, call_id=call, connection_device_id="1001"), cti.SnapshotCallConf
    )
    assert (snapshot.call_variable_3, snapshot.named_variables) == ("vip", update.named_variables)


def test_call_data_that_fit_no_message_are_refused(world: World) -> None:
    call = talking(world)
    many = tuple(cti.NamedVariable(f"user.v{number}", "x" * 200) for number in range(11))
    request = cti.SetCallDataReq(
        invoke_id=38, call_id=call, call_type=1, connection_device_id="1001", named_variables=many
    )
    assert world.refused(request) == (3, 88010)


def test_call_data_cannot_be_changed_after_the_wrap_up(world: World) -> None:
    call = talking(world)
    world.hang_up("1001")
    request = cti.SetCallDataReq(
        invoke_id=38, call_id=call, call_type=1, connection_device_id="1001", call_wrapup_data=("Sale",)
    )
    world.ask(request, cti.SetCallDataConf)
    world.advance(31.0)
    assert world.refused(request) == (11, 88013)


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
