"""What each request of the JTAPI link does to the calls: one function per request, and the table of them.

A function checks everything first and raises Refusal before it changes anything; what it returns is the
call it made, or that a hand at a phone meant, or 0. That the provider controls the device has been checked
before.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ccx_engine.cucm.calls import offering
from ccx_engine.cucm.calls.call import Connection
from ccx_engine.cucm.calls.calls import Calls
from ccx_engine.cucm.calls.features import (
    REDIRECT_REFUSALS,
    TRANSFER_REFUSALS,
    conference,
    drop_party,
    send_on,
    transfer,
)
from ccx_engine.cucm.calls.monitoring import start_monitor
from ccx_engine.cucm.calls.parties import at_address, must_have_room, on_terminal, origin
from ccx_engine.cucm.calls.phones import off_hook, on_hook, press_keys
from ccx_engine.cucm.calls.recording import start_recording, stop_recording
from ccx_engine.cucm.calls.refusal import Refusal
from ccx_engine.cucm.calls.tones import TALKING, generate_dtmf, play_tone
from ccx_engine.jtapi.messages import (
    Accept,
    Answer,
    Conference,
    Connect,
    Consult,
    Disconnect,
    GenerateDtmf,
    Hold,
    OffHook,
    OnHook,
    PlayTone,
    PressKeys,
    Redirect,
    Reject,
    Request,
    StartMonitor,
    StartRecording,
    StopRecording,
    Transfer,
    TransferTo,
    Unhold,
)
from ccx_engine.jtapi.model import Cause, ConnectionState, CtiError, Reason, TerminalKind, TerminalState

PENDING = frozenset({ConnectionState.OFFERED, ConnectionState.ALERTING})


def connect(calls: Calls, provider: int, request: Connect) -> int:
    party = origin(calls, provider, request.terminal, request.address, request.data)
    if party.kind is not TerminalKind.GATEWAY:
        offering.hold_others(calls, request.terminal)
    call = calls.begin(party, request.terminal, request.destination, request.data)
    offering.extend(calls, call, party, request.destination)
    return call.id


def accept(calls: Calls, provider: int, request: Accept) -> int:
    call, party = at_address(calls, request.call, request.address)
    if party.state is not ConnectionState.OFFERED:
        raise Refusal(CtiError.ILLEGAL_CALL_STATE, f"{party.address} is {party.state.name}, not OFFERED")
    offering.alert(calls, call, party)
    return 0


def reject(calls: Calls, provider: int, request: Reject) -> int:
    call, party = at_address(calls, request.call, request.address)
    if party.state not in PENDING:
        raise Refusal(CtiError.ILLEGAL_CALL_STATE, f"{party.address} is {party.state.name}")
    offering.turn_down(calls, call, party, Cause.CALL_REJECTED)
    return 0


def answer(calls: Calls, provider: int, request: Answer) -> int:
    call = calls.find(request.call)
    party = on_terminal(call, request.terminal, {TerminalState.RINGING}, CtiError.ILLEGAL_CALL_STATE)
    if party.kind is TerminalKind.ROUTE_POINT:
        raise Refusal(CtiError.ILLEGAL_CALL_STATE, "a route point has no media: redirect the call")
    if party.kind is not TerminalKind.GATEWAY:
        offering.hold_others(calls, request.terminal)
    offering.answer(calls, call, party, request.terminal)
    return 0


def hold(calls: Calls, provider: int, request: Hold) -> int:
    call = calls.find(request.call)
    party = on_terminal(call, request.terminal, TALKING, CtiError.HOLD_FAILED)
    if party.kind is TerminalKind.GATEWAY:
        raise Refusal(CtiError.HOLD_FAILED, "the gateway holds no calls")
    offering.may_hold(call, party)
    call.move_terminal(party, request.terminal, TerminalState.HELD)
    calls.tell(call)
    return 0


def unhold(calls: Calls, provider: int, request: Unhold) -> int:
    call = calls.find(request.call)
    party = on_terminal(
        call, request.terminal, {TerminalState.HELD, TerminalState.BRIDGED}, CtiError.RETRIEVE_FAILED
    )
    if calls.talking(request.terminal):
        raise Refusal(CtiError.RETRIEVE_FAILED_ACTIVE_CALL, "another call is talking there")
    if TerminalState.TALKING in party.terminals.values():
        raise Refusal(CtiError.RETRIEVE_FAILED, "the call is in use on another phone of the line")
    for terminal, state in party.terminals.items():
        if state is TerminalState.HELD and terminal != request.terminal:
            call.move_terminal(party, terminal, TerminalState.BRIDGED)
    call.move_terminal(party, request.terminal, TerminalState.TALKING)
    calls.tell(call)
    return 0


def disconnect(calls: Calls, provider: int, request: Disconnect) -> int:
    call, party = at_address(calls, request.call, request.address)
    if request.by:
        drop_party(calls, call, party, request.by)
    else:
        calls.leave(call, party)
    return 0


def redirect(calls: Calls, provider: int, request: Redirect) -> int:
    call, party = at_address(calls, request.call, request.address)
    if party.state not in PENDING | {ConnectionState.ESTABLISHED}:
        raise Refusal(CtiError.ILLEGAL_CALL_STATE, f"{party.address} is {party.state.name}")
    send_on(calls, call, party, request.destination, Reason.REDIRECT, REDIRECT_REFUSALS)
    return 0


def consult(calls: Calls, provider: int, request: Consult) -> int:
    held = calls.find(request.call)
    party = on_terminal(held, request.terminal, TALKING, CtiError.ILLEGAL_CALL_STATE)
    if party.kind is TerminalKind.GATEWAY:
        raise Refusal(CtiError.ILLEGAL_CALLING_PARTY, "the gateway consults nobody")
    must_have_room(calls, party.address)
    if party.state in offering.UNDIALLED:
        raise Refusal(CtiError.ILLEGAL_CALL_STATE, "nobody is there to be held")
    offering.hold_others(calls, request.terminal)
    terminals = [terminal for terminal in party.terminals if calls.in_service(terminal)]
    mine = Connection.at(party.address, party.kind, terminals, {provider})
    call = calls.begin(mine, request.terminal, request.destination, held=held, media=request.media)
    offering.extend(calls, call, mine, request.destination)
    return call.id


def transfer_calls(calls: Calls, provider: int, request: Transfer) -> int:
    transfer(calls, calls.find(request.final), calls.find(request.transferred), request.terminal)
    return 0


def transfer_to(calls: Calls, provider: int, request: TransferTo) -> int:
    call = calls.find(request.call)
    party = on_terminal(call, request.terminal, TALKING, CtiError.TRANSFER_FAILED)
    if not call.media:
        raise Refusal(CtiError.TRANSFER_FAILED, "a consultation is transferred to the call it is for")
    send_on(calls, call, party, request.destination, Reason.BLIND_TRANSFER, TRANSFER_REFUSALS)
    return 0


def confer(calls: Calls, provider: int, request: Conference) -> int:
    conference(calls, calls.find(request.original), calls.find(request.added), request.terminal)
    return 0


HANDLES: dict[type[Request], Callable[[Calls, int, Any], int]] = {
    Connect: connect,
    Accept: accept,
    Reject: reject,
    Answer: answer,
    Hold: hold,
    Unhold: unhold,
    Disconnect: disconnect,
    Redirect: redirect,
    Consult: consult,
    Transfer: transfer_calls,
    TransferTo: transfer_to,
    Conference: confer,
    GenerateDtmf: generate_dtmf,
    StartMonitor: start_monitor,
    StartRecording: start_recording,
    StopRecording: stop_recording,
    PlayTone: play_tone,
    OffHook: off_hook,
    OnHook: on_hook,
    PressKeys: press_keys,
}
