"""Which party a request means, and who may begin a call: each refusal by its error."""

from __future__ import annotations

import pytest

from ccx_engine.cucm.calls import parties
from ccx_engine.cucm.calls.refusal import Refusal
from ccx_engine.jtapi.messages import UnplugPhone
from ccx_engine.jtapi.model import CtiError, TerminalKind, TerminalState
from tests.ccx_engine.cucm.scene import LAB, Scene, phone

A, B = phone("1001"), phone("1002")


def test_a_phones_call_begins_at_every_terminal_of_its_line() -> None:
    scene = Scene()
    party = parties.origin(scene.calls, LAB, phone("500A"), "1500")
    assert (party.address, party.kind, set(party.terminals)) == (
        "1500", TerminalKind.PHONE, {phone("500A"), phone("500B")},
    )  # fmt: skip
    assert party.made_by == {LAB}


@pytest.mark.parametrize(
    ("terminal", "address", "error"),
    [
        ("Trigger", "6001", CtiError.ILLEGAL_CALLING_PARTY),
        ("CCX_7001", "7001", CtiError.DEVICE_OUT_OF_SERVICE),
        (A, "1002", CtiError.ILLEGAL_CALLING_PARTY),
        ("PSTN", "1001", CtiError.ILLEGAL_CALLING_PARTY),
        ("PSTN", "two words", CtiError.ILLEGAL_CALLING_PARTY),
        ("PSTN", "", CtiError.ILLEGAL_CALLING_PARTY),
    ],
)
def test_who_may_not_begin_a_call_is_told_why(terminal: str, address: str, error: CtiError) -> None:
    scene = Scene()
    with pytest.raises(Refusal) as refused:
        parties.origin(scene.calls, LAB, terminal, address)
    assert refused.value.error is error


def test_an_unplugged_phone_begins_no_call() -> None:
    scene = Scene()
    scene.ask(LAB, UnplugPhone(A))
    with pytest.raises(Refusal) as refused:
        parties.origin(scene.calls, LAB, A, "1001")
    assert refused.value.error is CtiError.DEVICE_OUT_OF_SERVICE


@pytest.mark.parametrize(
    "data",
    [{str(number): "x" for number in range(parties.CALLER_DATA + 1)}, {"name": "x" * parties.CALLER_TEXT}],
    ids=["many", "long"],
)
def test_what_a_caller_brings_along_is_bounded(data: dict[str, str]) -> None:
    scene = Scene()
    with pytest.raises(Refusal) as refused:
        parties.origin(scene.calls, LAB, "PSTN", "5551234", data)
    assert refused.value.error is CtiError.ILLEGAL_CALLING_PARTY


def test_a_line_has_as_many_calls_as_it_may() -> None:
    scene = Scene(lines=[{"number": "1001", "max_calls": 1}])
    parties.must_have_room(scene.calls, "1001")
    scene.talk("1001", "1002")
    with pytest.raises(Refusal) as refused:
        parties.must_have_room(scene.calls, "1001")
    assert refused.value.error is CtiError.MAX_CALLS_REACHED
    parties.must_have_room(scene.calls, "6001")


def test_a_party_is_found_by_its_address_or_by_its_terminal_and_state() -> None:
    scene = Scene()
    call = scene.talk("1001", "1002")
    found, party = parties.at_address(scene.calls, call, "1002")
    assert (found.id, party.address) == (call, "1002")
    talking = {TerminalState.TALKING}
    assert parties.on_terminal(found, B, talking, CtiError.HOLD_FAILED) is party


@pytest.mark.parametrize(
    ("find", "error"),
    [
        (lambda scene, call: parties.at_address(scene.calls, call + 1, "1001"), CtiError.CALL_DROPPED),
        (lambda scene, call: parties.at_address(scene.calls, call, "1003"), CtiError.ILLEGAL_CALL_STATE),
        (
            lambda scene, call: parties.on_terminal(
                scene.calls.find(call), A, {TerminalState.HELD}, CtiError.RETRIEVE_FAILED
            ),
            CtiError.RETRIEVE_FAILED,
        ),
    ],
    ids=["no call", "no party", "another state"],
)
def test_a_party_that_is_not_there_is_refused(find, error: CtiError) -> None:  # type: ignore[no-untyped-def]
    scene = Scene()
    call = scene.talk("1001", "1002")
    with pytest.raises(Refusal) as refused:
        find(scene, call)
    assert refused.value.error is error
