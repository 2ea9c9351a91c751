"""Digits and tones into a call.

Sources: Cisco Unified JTAPI Developers Guide, generateDtmf; Cisco Unified TAPI Developers Guide, Agent Zip
Tone, for who hears of a tone.
"""

from __future__ import annotations

import re

from ccx_engine.cucm.calls.call import Call, Connection
from ccx_engine.cucm.calls.calls import Calls
from ccx_engine.cucm.calls.parties import on_terminal
from ccx_engine.cucm.calls.refusal import Refusal
from ccx_engine.jtapi.messages import Dtmf, GenerateDtmf, PlayTone, ToneChanged
from ccx_engine.jtapi.model import CtiError, TerminalKind, TerminalState, ToneDirection

DIGITS = re.compile(r"[0-9A-D*#]{1,64}")
TALKING = frozenset({TerminalState.TALKING})


def generate_dtmf(calls: Calls, provider: int, request: GenerateDtmf) -> int:
    call = calls.find(request.call)
    party = on_terminal(call, request.terminal, TALKING, CtiError.ILLEGAL_CALL_STATE)
    if not DIGITS.fullmatch(request.digits):
        raise Refusal(CtiError.ILLEGAL_CALL_STATE, f"{request.digits!r} are not digits of a keypad")
    send_digits(calls, call, party, request.digits)
    return 0


def send_digits(calls: Calls, call: Call, party: Connection, digits: str) -> None:
    """The party presses keys; those who talk with it hear them."""
    for other in _ears(call, party):
        calls.say(calls.observers.of(other), Dtmf(call.id, other.address, digits))


def play_tone(calls: Calls, provider: int, request: PlayTone) -> int:
    call = calls.find(request.call)
    party = on_terminal(call, request.terminal, TALKING, CtiError.ILLEGAL_CALL_STATE)
    match request.direction:
        case ToneDirection.LOCAL_ONLY if party.kind is TerminalKind.PHONE:
            _tell(calls, call, party, request, ToneDirection.LOCAL_ONLY)
        case ToneDirection.REMOTE_ONLY:
            for other in _ears(call, party):
                _tell(calls, call, other, request, ToneDirection.LOCAL_ONLY)
            _tell(calls, call, party, request, ToneDirection.REMOTE_ONLY)
        case direction:
            raise Refusal(CtiError.ILLEGAL_CALL_STATE, f"no tone is played {direction.name} at {party.kind}")
    return 0


def _tell(calls: Calls, call: Call, party: Connection, request: PlayTone, where: ToneDirection) -> None:
    calls.say(calls.observers.of(party), ToneChanged(call.id, party.address, request.tone, where))


def _ears(call: Call, party: Connection) -> list[Connection]:
    """The others who talk."""
    return [other for other in call.others(party) if TerminalState.TALKING in other.terminals.values()]
