"""Hands at phones: the handset, the keys, the plug.

Sources: JTAPI 1.2, CallControlCall.offHook and CallControlConnection.addToAddress, for the states; CUCM
Administration guide, T302, for digits that do not come.
"""

from __future__ import annotations

import re

from ccx_engine.cucm.calls import offering
from ccx_engine.cucm.calls.call import ABSENT, Call, Connection
from ccx_engine.cucm.calls.calls import Calls
from ccx_engine.cucm.calls.offering import UNDIALLED
from ccx_engine.cucm.calls.parties import origin
from ccx_engine.cucm.calls.refusal import Refusal
from ccx_engine.cucm.calls.tones import send_digits
from ccx_engine.jtapi.messages import OffHook, OnHook, PressKeys
from ccx_engine.jtapi.model import Cause, ConnectionState, CtiError, TerminalKind, TerminalState

KEYS = re.compile(r"[0-9*#]{1,32}")
NUMBER_ENDS = "#"
PENDING = frozenset({ConnectionState.OFFERED, ConnectionState.ALERTING})


def off_hook(calls: Calls, provider: int, request: OffHook) -> int:
    """Answer what rings, else give dial tone."""
    _must_be_phone(calls, request.terminal)
    if _in_hand(calls, request.terminal) is not None:
        raise Refusal(CtiError.ILLEGAL_CALL_STATE, f"the handset of {request.terminal} is up")
    for call in calls.at(request.terminal):
        for party in call.connections.values():
            ringing = party.terminals.get(request.terminal) is TerminalState.RINGING
            if ringing and request.address in ("", party.address):
                offering.answer(calls, call, party, request.terminal)
                return call.id
    address = request.address or next(iter(calls.cluster.devices[request.terminal].lines), "")
    party = origin(calls, provider, request.terminal, address)
    call = calls.begin(party, request.terminal, "")
    calls.wait(party, calls.parameters.t302_timer)
    return call.id


def on_hook(calls: Calls, provider: int, request: OnHook) -> int:
    """Hang up what is in the hand."""
    _must_be_phone(calls, request.terminal)
    found = _in_hand(calls, request.terminal)
    if found is None:
        raise Refusal(CtiError.ILLEGAL_CALL_STATE, f"nothing is to be hung up at {request.terminal}")
    call, party = found
    calls.leave(call, party)
    return call.id


def press_keys(calls: Calls, provider: int, request: PressKeys) -> int:
    """Dial, or send digits into the call."""
    _must_be_phone(calls, request.terminal)
    if not KEYS.fullmatch(request.digits):
        raise Refusal(CtiError.ILLEGAL_CALL_STATE, f"{request.digits!r} are not keys of a phone")
    talking = calls.talking(request.terminal)
    if not talking:
        raise Refusal(CtiError.ILLEGAL_CALL_STATE, f"the handset of {request.terminal} is down")
    call, party = talking[0]
    if party.state in UNDIALLED:
        _dial(calls, call, party, request.digits)
    else:
        send_digits(calls, call, party, request.digits)
    return call.id


def digits_awaited(calls: Calls, call: Call, party: Connection) -> None:
    """No further digit came in time."""
    if call.dialled:
        _route(calls, call, party)
    else:
        offering.fail(calls, call, party, Cause.NORMAL_UNSPECIFIED)


def unplug(calls: Calls, terminal: str) -> None:
    """The phone is away: its calls end, or go on at the other phones of a shared line. Others are told."""
    calls.unplugged.add(terminal)
    for call in calls.at(terminal):
        for party in list(call.connections.values()):
            if terminal in party.terminals:
                vacate(calls, call, party, terminal)


def in_call(calls: Calls, terminal: str) -> bool:
    """Whether a call rings, talks or is held there."""
    return any(
        party.terminals.get(terminal, TerminalState.DROPPED) not in ABSENT
        for call in calls.at(terminal)
        for party in call.connections.values()
    )


def vacate(calls: Calls, call: Call, party: Connection, terminal: str) -> None:
    """A terminal went out of service: the party loses it, or goes."""
    state = party.terminals[terminal]
    elsewhere = any(each not in ABSENT for name, each in party.terminals.items() if name != terminal)
    if state in ABSENT and elsewhere:
        return
    if elsewhere and state is not TerminalState.TALKING:
        calls.drop_terminal(call, party, terminal)
        calls.tell(call)
    elif party.state in PENDING:
        offering.turn_down(calls, call, party, Cause.DESTINATION_OUT_OF_ORDER)
    else:
        calls.leave(call, party, Cause.DESTINATION_OUT_OF_ORDER)


def _dial(calls: Calls, call: Call, party: Connection, digits: str) -> None:
    if party.state is ConnectionState.INITIATED:
        call.move(party, ConnectionState.DIALING)
        calls.tell(call)
    for digit in digits:
        if digit == NUMBER_ENDS and call.dialled:
            _route(calls, call, party)
            return
        call.dialled += digit
        if _is_complete(calls, call.dialled):
            _route(calls, call, party)
            return
    calls.wait(party, calls.parameters.t302_timer)


def _route(calls: Calls, call: Call, party: Connection) -> None:
    party.deadline = None
    call.called = call.dialled
    offering.extend(calls, call, party, call.dialled)


def _is_complete(calls: Calls, digits: str) -> bool:
    """Whether the digits are a line's number and the beginning of no longer one."""
    lines = calls.cluster.lines
    return digits in lines and not any(
        len(number) > len(digits) and number.startswith(digits) for number in lines
    )


def _in_hand(calls: Calls, terminal: str) -> tuple[Call, Connection] | None:
    """The call for which the handset is up: it talks there, or has failed."""
    for call in calls.at(terminal):
        for party in call.connections.values():
            state = party.terminals.get(terminal)
            failed = party.state is ConnectionState.FAILED and state is TerminalState.DROPPED
            if failed or state is TerminalState.TALKING:
                return call, party
    return None


def _must_be_phone(calls: Calls, terminal: str) -> None:
    device = calls.cluster.devices[terminal]
    if device.kind is not TerminalKind.PHONE:
        raise Refusal(CtiError.ILLEGAL_CALL_STATE, f"{terminal} is no phone")
    if not calls.in_service(terminal):
        raise Refusal(CtiError.DEVICE_OUT_OF_SERVICE, f"{terminal} is not registered")
