"""Callers and phones, against a CTI Manager that answers what the test wants."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from ccx_engine.jtapi.messages import (
    Answer,
    CallEv,
    CallEvs,
    Connect,
    DeviceEv,
    Disconnect,
    Done,
    GenerateDtmf,
    Hold,
    Message,
    Observe,
    OffHook,
    OnHook,
    OpenProvider,
    PlugPhone,
    PressKeys,
    Refused,
    Request,
    Unhold,
    Unobserve,
    UnplugPhone,
)
from ccx_engine.jtapi.model import WITHHELD, CtiError, Ev, TerminalKind
from lab.failure import LabError
from lab.telephony import cti_manager_link
from lab.telephony.callers import Callers, from_centre
from tests.lab.telephony.pretend_cti_manager import CALL, PretendCtiManager, cti_manager
from vos.address import Address
from vos.settings import SettingsError

SECONDS = 30


@pytest.fixture
async def manager() -> AsyncIterator[PretendCtiManager]:
    async with cti_manager() as manager:
        yield manager


@pytest.fixture
async def callers(manager: PretendCtiManager) -> AsyncIterator[Callers]:
    callers = Callers(manager.address, "PSTN", "finesse")
    async with callers.linked():
        await asyncio.wait_for(callers.ready.wait(), SECONDS)
        manager.asked.clear()
        yield callers


def rung(extension: str, state: Ev = Ev.CTL_TERM_CONN_RINGING) -> CallEvs:
    return CallEvs(
        CALL,
        (CallEv(Ev.CTL_CONN_ALERTING, extension), CallEv(state, extension, "SEP1")),
        calling="5551234",
        called="6001",
    )


async def heard(callers: Callers, manager: PretendCtiManager, told: Message) -> None:
    """Tell an event, and wait until an answered request proves that it was heard."""
    manager.tell(told)
    await callers.call("999", "6001", {})
    manager.asked.clear()


async def test_the_lab_signs_in_and_observes_every_phone(manager: PretendCtiManager) -> None:
    callers = Callers(manager.address, "PSTN", "finesse")
    async with callers.linked():
        await asyncio.wait_for(callers.ready.wait(), SECONDS)
    assert [request.numbered(0) for request in manager.asked] == [
        OpenProvider("lab", "finesse", "finesse-lab"),
        Observe("1001"),
        Observe("1002"),
    ]


async def test_a_caller_dials_from_the_gateway_with_variables(
    callers: Callers, manager: PretendCtiManager
) -> None:
    call = await callers.call("5551234", "6001", {"callVariable1": "gold"})
    assert (call.id, call.state) == (CALL, "dialing")
    (connect,) = manager.asked
    assert isinstance(connect, Connect)
    assert (connect.terminal, connect.address, connect.destination) == ("PSTN", "5551234", "6001")
    assert connect.data == {"callVariable1": "gold"}


async def test_hanging_up_disconnects_the_caller_and_an_ended_call_stays_ended(
    callers: Callers, manager: PretendCtiManager
) -> None:
    await callers.call("5551234", "6001", {})
    manager.asked.clear()
    await callers.hang_up(str(CALL))
    assert [request.numbered(0) for request in manager.asked] == [Disconnect(CALL, "5551234")]
    callers.book.events(CallEvs(CALL, (CallEv(Ev.CALL_INVALID),)), 1.0)
    await callers.hang_up(str(CALL))
    assert len(manager.asked) == 1


@pytest.mark.parametrize(
    ("state", "verb", "request_made"),
    [
        (Ev.CTL_TERM_CONN_RINGING, "answer", Answer(CALL, "SEP1")),
        (Ev.CTL_TERM_CONN_TALKING, "hold", Hold(CALL, "SEP1")),
        (Ev.CTL_TERM_CONN_HELD, "retrieve", Unhold(CALL, "SEP1")),
        (Ev.CTL_TERM_CONN_TALKING, "drop", Disconnect(CALL, "1001")),
        (Ev.CTL_TERM_CONN_RINGING, "drop", Disconnect(CALL, "1001")),
    ],
)
async def test_a_key_of_a_phone_does_what_it_says(
    callers: Callers, manager: PretendCtiManager, state: Ev, verb: str, request_made: Request
) -> None:
    await heard(callers, manager, rung("1001", state))
    call = await callers.phone("1001", verb)
    assert call.id == CALL
    assert [request.numbered(0) for request in manager.asked] == [request_made]


async def test_a_call_that_rings_already_is_heard_of_before_a_key_is_refused(
    callers: Callers, manager: PretendCtiManager
) -> None:
    def ring_first(request: Request) -> Message:
        manager.tell(rung("1001"))
        return Done(request.request_id)

    manager.answers[Unobserve] = ring_first
    call = await callers.phone("1001", "answer")
    assert call is not None
    assert call.id == CALL


async def test_a_key_means_the_call_that_the_phone_s_call_became_meanwhile(
    callers: Callers, manager: PretendCtiManager
) -> None:
    def transfer_first(request: Request) -> Message:
        assert isinstance(request, Disconnect)
        if request.call != CALL:
            return Done(request.request_id)
        gone = CallEvs(CALL, (CallEv(Ev.CTL_CONN_DISCONNECTED, "1001"), CallEv(Ev.CALL_INVALID)))
        talks = (
            CallEv(Ev.CALL_ACTIVE),
            CallEv(Ev.CTL_CONN_ESTABLISHED, "1001"),
            CallEv(Ev.CTL_TERM_CONN_TALKING, "1001", "SEP1"),
        )
        manager.tell(gone, CallEvs(CALL + 1, talks))
        return Refused(request.request_id, CtiError.CALL_DROPPED, "there is no such call")

    await heard(callers, manager, rung("1001", Ev.CTL_TERM_CONN_TALKING))
    manager.answers[Disconnect] = transfer_first
    assert (await callers.phone("1001", "drop")).id == CALL + 1


@pytest.mark.parametrize(
    ("verb", "digits", "request_made"),
    [
        ("offhook", "", OffHook("SEP1", "1001")),
        ("onhook", "", OnHook("SEP1")),
        ("digits", "12*#", PressKeys("SEP1", "12*#")),
    ],
)
async def test_a_hand_means_the_call_that_cucm_says(
    callers: Callers, manager: PretendCtiManager, verb: str, digits: str, request_made: Request
) -> None:
    manager.answers[type(request_made)] = lambda request: Done(request.request_id, CALL)
    call = await callers.phone("1001", verb, digits)
    assert call is not None
    assert (call.id, call.calling, call.state) == (CALL, "1001", "dialing")
    assert await callers.phone("1001", verb, digits) is call
    assert manager.asked[0].numbered(0) == request_made


@pytest.mark.parametrize(
    ("verb", "request_made"), [("unplug", UnplugPhone("SEP1")), ("plug", PlugPhone("SEP1"))]
)
async def test_the_plug_of_a_phone_means_no_call(
    callers: Callers, manager: PretendCtiManager, verb: str, request_made: Request
) -> None:
    assert await callers.phone("1001", verb) is None
    assert [request.numbered(0) for request in manager.asked] == [request_made]


async def test_a_phone_that_comes_while_the_lab_runs_has_keys_until_it_goes(
    callers: Callers, manager: PretendCtiManager
) -> None:
    manager.tell(DeviceEv(Ev.TERM_CREATED, "SEP9"), DeviceEv(Ev.ADDR_CREATED, "SEP9", "1009"))
    port = DeviceEv(Ev.TERM_CREATED, "CCX_9", kind=TerminalKind.CTI_PORT)
    await heard(callers, manager, port)
    await heard(callers, manager, DeviceEv(Ev.ADDR_CREATED, "CCX_9", "7009"))
    await callers.phone("1009", "dial", "6001")
    asked = [request.numbered(0) for request in manager.asked]
    assert Connect("SEP9", "1009", "6001") in asked
    with pytest.raises(LabError, match="no phone has the extension 7009"):
        await callers.phone("7009", "dial", "6001")
    manager.tell(DeviceEv(Ev.ADDR_REMOVED, "SEP9", "1009"))
    await heard(callers, manager, DeviceEv(Ev.TERM_REMOVED, "SEP9"))
    with pytest.raises(LabError, match="no phone has the extension 1009"):
        await callers.phone("1009", "dial", "6001")


async def test_a_phone_dials_from_its_own_line(callers: Callers, manager: PretendCtiManager) -> None:
    call = await callers.phone("1002", "dial", "1001")
    assert (call.calling, call.called) == ("1002", "1001")
    assert [request.numbered(0) for request in manager.asked] == [Connect("SEP2", "1002", "1001")]


@pytest.mark.parametrize(
    ("extension", "verb", "to", "status", "words"),
    [
        ("1001", "answer", "", 409, "nothing rings at 1001"),
        ("1001", "hold", "", 409, "nothing talks at 1001"),
        ("4711", "answer", "", 404, "no phone has the extension 4711; the phones are 1001, 1002"),
        ("1001", "sing", "", 404, "use one of answer, hold, retrieve, drop, dial, offhook, onhook, digits"),
        ("1001", "digits", "x", 400, "'x' are no keys of a phone"),
        ("1001", "dial", "front desk", 400, "'front desk' is not a phone number"),
    ],
)
async def test_what_a_phone_cannot_do_is_told_with_its_cure(
    callers: Callers, extension: str, verb: str, to: str, status: int, words: str
) -> None:
    with pytest.raises(LabError) as caught:
        await callers.phone(extension, verb, to)
    assert caught.value.status == status
    assert words in str(caught.value)


async def test_a_caller_may_withhold_his_number(callers: Callers, manager: PretendCtiManager) -> None:
    call = await callers.call("", "6001", {})
    await callers.hang_up(str(call.id))
    dials, hangs_up = (request.numbered(0) for request in manager.asked)
    assert dials == Connect("PSTN", WITHHELD, "6001")
    assert hangs_up == Disconnect(call.id, WITHHELD)


@pytest.mark.parametrize(
    ("caller", "to", "variables", "words"),
    [
        ("five", "6001", {}, "from: 'five' is not a phone number"),
        ("5551234", "six", {}, "to: 'six' is not a phone number"),
        ("5551234", "6001", {"callVariable11": "x"}, "'callVariable11' is no call variable"),
        ("5551234", "6001", {"callVariable1": "ü" * 21}, "the value of callVariable1 has 42 bytes"),
        ("5551234", "6001", {"user." + "n" * 28: "x"}, "has 33 bytes"),
        ("5551234", "6001", {"user.layout": "x" * 41}, "the value of user.layout has 41 bytes"),
        ("5551234", "6001", {"postCallTreatment": "6002"}, "'postCallTreatment' is no call variable"),
        ("5551234", "6001", {f"user.{n}": "x" * 210 for n in range(10)}, "have 2180 bytes"),
    ],
)
async def test_a_call_that_cannot_be_is_refused_before_cucm_is_asked(
    callers: Callers,
    manager: PretendCtiManager,
    caller: str,
    to: str,
    variables: dict[str, str],
    words: str,
) -> None:
    with pytest.raises(LabError) as caught:
        await callers.call(caller, to, variables)
    assert caught.value.status == 400
    assert words in str(caught.value)
    assert manager.asked == []


async def test_what_cucm_refuses_is_told_with_its_number(
    callers: Callers, manager: PretendCtiManager
) -> None:
    def refuse(request: Request) -> Message:
        return Refused(request.request_id, CtiError.DESTINATION_UNKNOWN, "no such number")

    manager.answers[Connect] = refuse
    with pytest.raises(LabError, match=r"CUCM refuses Connect: no such number \(0x8EEE0001\)"):
        await callers.call("5551234", "4711", {})


async def test_a_request_without_an_answer_ends_in_an_error(
    callers: Callers, manager: PretendCtiManager, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cti_manager_link, "ANSWER_SECONDS", 0.05)
    manager.answers[Connect] = lambda request: None
    with pytest.raises(LabError, match="did not answer Connect"):
        await callers.call("5551234", "6001", {})


async def test_after_a_break_the_lab_signs_in_again(callers: Callers, manager: PretendCtiManager) -> None:
    await callers.call("5551234", "6001", {})
    callers.ready.clear()
    manager.hang_up()
    await asyncio.wait_for(callers.ready.wait(), SECONDS)
    assert callers.find(str(CALL)).state == "ended"
    assert any(isinstance(request, OpenProvider) for request in manager.asked)


async def test_without_cucm_a_call_is_refused_with_the_reason(unused_tcp_port: int) -> None:
    callers = Callers(Address("127.0.0.1", unused_tcp_port), "PSTN", "finesse")
    async with callers.linked():
        with pytest.raises(LabError, match="CUCM's CTI Manager is not reachable"):
            await callers.call("5551234", "6001", {})


async def test_bytes_that_are_no_message_break_the_link_and_it_comes_back(
    callers: Callers, manager: PretendCtiManager
) -> None:
    callers.ready.clear()
    manager._writers[-1].write(b"\xff\xff\xff\xff")
    await asyncio.wait_for(callers.ready.wait(), SECONDS)


async def test_resetting_hangs_up_every_party_of_every_call(
    callers: Callers, manager: PretendCtiManager
) -> None:
    await heard(callers, manager, rung("1001"))
    await callers.end_all()
    assert Disconnect(CALL, "1001") in [request.numbered(0) for request in manager.asked]


async def test_answers_arrive_at_who_asked_whatever_their_order(
    callers: Callers, manager: PretendCtiManager
) -> None:
    waiting: list[Request] = []
    manager.answers[Connect] = waiting.append
    asking = [asyncio.ensure_future(callers.phone("1001", "dial", str(number))) for number in (1, 2)]
    while len(waiting) < 2:
        await asyncio.sleep(0)
    for call, request in zip((CALL, CALL + 1), reversed(waiting), strict=True):
        manager.tell(Done(request.request_id, call))
    first, second = await asyncio.gather(*asking)
    assert {first.called: first.id, second.called: second.id} == {"1": CALL + 1, "2": CALL}


def test_the_centre_s_file_names_the_lab_s_user(tmp_path: Path) -> None:
    centre = tmp_path / "centre.toml"
    centre.write_text('[cucm]\n[[cucm.application_users]]\nuserid = "other"\npassword = "x"\n')
    with pytest.raises(SettingsError, match="no application user 'lab'"):
        from_centre(centre, Address("127.0.0.1", 2748))


def connected() -> CallEvs:
    """The caller talks with a CTI port."""
    parties = ("5551234", "7001")
    return CallEvs(CALL, tuple(CallEv(Ev.CTL_CONN_ESTABLISHED, each) for each in parties), calling="5551234")


async def test_a_caller_presses_keys_at_the_gateway(callers: Callers, manager: PretendCtiManager) -> None:
    await heard(callers, manager, connected())
    call = await callers.press(str(CALL), "123#")
    assert call.id == CALL
    (asked,) = manager.asked
    assert asked.numbered(0) == GenerateDtmf(CALL, "PSTN", "123#")


@pytest.mark.parametrize(
    ("call", "digits", "status", "cause"),
    [
        (str(CALL), "12a", 400, "digits: '12a' are no keys"),
        (str(CALL), "", 400, "digits: '' are no keys"),
        (str(CALL), "1A", 400, "digits: '1A' are no keys"),
        ("5", "1", 404, "no call 5"),
        (str(CALL), "1", 409, "nobody hears the caller"),
    ],
)
async def test_keys_that_nobody_can_hear_are_refused_before_cucm_is_asked(
    callers: Callers, manager: PretendCtiManager, call: str, digits: str, status: int, cause: str
) -> None:
    await heard(callers, manager, rung("1001"))
    with pytest.raises(LabError, match=cause) as caught:
        await callers.press(call, digits)
    assert caught.value.status == status
    assert not manager.asked
