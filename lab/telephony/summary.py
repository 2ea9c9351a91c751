"""What a call does, or what became of it, in the words of who watches it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ccx_engine.jtapi.model import Cause, ConnectionState, TerminalState
from lab.telephony.calls import RINGING_STATES, CallBook, HeardCall, OnCall
from lab.telephony.directory_numbers import DirectoryNumbers

_C = ConnectionState


class Phase(StrEnum):
    """How far a call has come."""

    DIALING = "dialing"
    ARRIVING = "arriving"  # at a trigger that has no CTI port for it yet
    TREATED = "treated"  # by an application's script
    QUEUED = "queued"
    RINGING = "ringing"
    TALKING = "talking"
    FAILED = "failed"
    ENDED = "ended"


@dataclass(frozen=True)
class Summary:
    """The phase, and the same with names and numbers."""

    phase: Phase
    words: str


FAILURES: dict[Cause, str] = {
    Cause.UNALLOCATED: "no such number: {number}",
    Cause.USER_BUSY: "{who} is busy",
    Cause.NO_USER_RESPONDING: "nobody answered at {who}",
    Cause.NO_ANSWER_FROM_USER: "nobody answered at {who}",
    Cause.CALL_REJECTED: "{who} turned the call down",
    Cause.DESTINATION_OUT_OF_ORDER: "{who} is out of service",
    Cause.TEMPORARY_FAILURE: "{who} cannot be reached: forwarded in a circle, or CUCM failed",
    Cause.CTI_MANAGER_FAILURE: "what became of the call is unknown: the link to CUCM broke",
    Cause.CALL_MANAGER_FAILURE: "CUCM failed",
}
TURNED_DOWN = frozenset({Cause.CALL_REJECTED, Cause.USER_BUSY})


def of(call: HeardCall, book: CallBook, numbers: DirectoryNumbers) -> Summary:
    """What the call does now, or what became of it."""
    if call.failure:
        return Summary(Phase.FAILED, call.failure)
    if call.ended is not None:
        answered = _people(call, numbers)
        talked = f" after talking with {', '.join(map(numbers.who, answered))}" if answered else ""
        return Summary(Phase.ENDED, f"ended{talked}")
    offered = book.made_for(call.id, numbers.ports)
    others = [party for party in call.parties.values() if party.address != call.calling]
    people = [party for party in others if party.address not in numbers.ports]
    talking = [party for party in people if party.connection is _C.ESTABLISHED]
    if talking:
        return Summary(Phase.TALKING, ", ".join(_talking(party, numbers) for party in talking))
    ringing = [party for each in (call, *offered) for party in _ringing(each, numbers)]
    if ringing:
        return Summary(
            Phase.RINGING, f"ringing at {', '.join(numbers.who(each.address) for each in ringing)}"
        )
    if call.waits_in:
        return Summary(Phase.QUEUED, f"queued at {', '.join(call.waits_in)}")
    if any(party.connection is _C.ESTABLISHED for party in others):
        return Summary(Phase.TREATED, f"at {numbers.who(call.called)}")
    if people and people[0].address in numbers.applications:
        return Summary(Phase.ARRIVING, f"waiting for a CTI port at {numbers.who(people[0].address)}")
    return Summary(Phase.DIALING, f"dialing {numbers.who(call.called)}" if call.called else "dialing")


def failure(call: HeardCall, book: CallBook, numbers: DirectoryNumbers) -> str:
    """Why a call did not come about, told once when it fails; empty when it did not fail."""
    text = FAILURES.get(call.cause)
    if text is None or not call.has_failed or _people(call, numbers):
        return ""
    number = call.reached or call.called
    if call.cause in TURNED_DOWN and number in numbers.applications:
        who = numbers.who(number)
        if numbers.ports and numbers.ports <= book.addresses_in_use():
            return f"{who} turned the call down: all {len(numbers.ports)} CTI ports are in use"
        return f"{who} turned the call down: all its sessions are in use"
    at_port = number in numbers.ports
    who = f"CTI port {number} of {numbers.who(call.called)}" if at_port else numbers.who(number)
    if call.cause is Cause.DESTINATION_OUT_OF_ORDER and (at_port or number in numbers.applications):
        return f"{who} is out of service: no engine serves it; see `finesse-lab status`"
    return text.format(number=call.called, who=who)


def _people(call: HeardCall, numbers: DirectoryNumbers) -> list[str]:
    """Who answered, beside CTI ports."""
    return [address for address in call.answered_at if address not in numbers.ports]


def _talking(party: OnCall, numbers: DirectoryNumbers) -> str:
    held = party.state is TerminalState.HELD
    return f"{'on hold at' if held else 'talking with'} {numbers.who(party.address)}"


def _ringing(call: HeardCall, numbers: DirectoryNumbers) -> list[OnCall]:
    return [
        party
        for party in call.parties.values()
        if party.connection in RINGING_STATES
        and party.address != call.calling
        and party.address not in numbers.ports
        and party.address not in numbers.applications
    ]
