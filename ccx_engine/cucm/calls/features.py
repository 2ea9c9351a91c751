"""The features that send a party elsewhere or join two calls: redirect, blind transfer, transfer, conference.

A monitoring call takes no part in them: it can only be held and dropped.

Which events, and in which order: Cisco Unified JTAPI Developers Guide, "Transfer Scenarios", "Conference
Scenarios" and the message sequence charts; CUCM Feature Configuration guide, Ad Hoc Conferencing, for who may
add and drop parties.
"""

from __future__ import annotations

from collections.abc import Mapping

from ccx_engine.cucm.calls import routing
from ccx_engine.cucm.calls.call import Call, Connection
from ccx_engine.cucm.calls.calls import Calls
from ccx_engine.cucm.calls.offering import offer
from ccx_engine.cucm.calls.parties import on_terminal
from ccx_engine.cucm.calls.refusal import Refusal
from ccx_engine.cucm.calls.routing import Unreachable
from ccx_engine.jtapi.model import Cause, ConnectionState, CtiError, Ev, Reason, TerminalState

REDIRECT_REFUSALS = {
    Cause.UNALLOCATED: CtiError.REDIRECT_UNKNOWN_DESTINATION,
    Cause.USER_BUSY: CtiError.REDIRECT_DESTINATION_BUSY,
    Cause.DESTINATION_OUT_OF_ORDER: CtiError.LINE_OUT_OF_SERVICE,
    Cause.TEMPORARY_FAILURE: CtiError.REDIRECT_UNKNOWN_DESTINATION,  # forwards in a circle
}
TRANSFER_REFUSALS = {
    Cause.UNALLOCATED: CtiError.TRANSFER_FAILED,
    Cause.USER_BUSY: CtiError.TRANSFER_FAILED_DESTINATION_BUSY,
    Cause.DESTINATION_OUT_OF_ORDER: CtiError.TRANSFER_FAILED,
    Cause.TEMPORARY_FAILURE: CtiError.TRANSFER_FAILED,
}
IN_CALL = frozenset({TerminalState.TALKING, TerminalState.HELD})


def send_on(
    calls: Calls,
    call: Call,
    party: Connection,
    number: str,
    reason: Reason,
    refusals: Mapping[Cause, CtiError],
) -> None:
    """The party leaves and the call goes on to another number; nothing changes if that takes no call."""
    if len(call.connections) != 2 or call.listens_to is not None:
        raise Refusal(CtiError.ILLEGAL_CALL_STATE, "only a call of two parties can be sent on")
    (other,) = call.others(party)
    if party.state is ConnectionState.ESTABLISHED and other.state is not ConnectionState.ESTABLISHED:
        raise Refusal(CtiError.ILLEGAL_CALL_STATE, f"{other.address} has not answered")
    try:
        route = routing.find(calls, call, number, leaving=party)
    except Unreachable as unreachable:
        raise Refusal(refusals[unreachable.cause], f"{number!r}: {unreachable}") from None
    call.last_redirected = party.address
    calls.remove(call, party, Cause.REDIRECTED)
    offer(calls, call, route, reason)


def transfer(calls: Calls, final: Call, transferred: Call, terminal: str) -> None:
    """The controller leaves both calls; the others of `transferred` go over to `final`."""
    mine, consulting = _controllers(final, transferred, terminal)
    _one_must_talk(mine, consulting, terminal)
    hearers = frozenset(final.hearers), frozenset(transferred.hearers)
    final.note(Ev.TRANSFER_START, other_call=transferred.id)
    calls.remove(final, mine, Cause.NO_ERROR)
    calls.tell(final, Reason.TRANSFER, keep=hearers[0])
    calls.remove(transferred, consulting, Cause.NO_ERROR)
    calls.tell(transferred, Reason.TRANSFER, keep=hearers[1])
    _merge(calls, final, transferred, Reason.TRANSFER)
    # A conference that loses its controller has none from now on, and a call of two parties needs none.
    controller = final.controller or transferred.controller
    final.controller = controller if len(final.connections) > 2 else ""
    final.note(Ev.TRANSFER_END, other_call=transferred.id)
    if final.unattended():
        calls.end(final, Cause.NORMAL_CALL_CLEARING, Reason.TRANSFER)
    else:
        calls.tell(final, Reason.TRANSFER)


def conference(calls: Calls, original: Call, added: Call, terminal: str) -> None:
    """The others of `added` join `original`, where the controller talks on."""
    mine, consulting = _controllers(original, added, terminal)
    if calls.talking(terminal):
        _one_must_talk(mine, consulting, terminal)
    _may_confer(calls, original, added, mine)
    hearers = frozenset(original.hearers), frozenset(added.hearers)
    original.controller = original.controller or mine.address
    original.note(Ev.CONFERENCE_START, other_call=added.id)
    calls.tell(original, Reason.CONFERENCE, keep=hearers[0])
    calls.remove(added, consulting, Cause.NO_ERROR)
    calls.tell(added, Reason.CONFERENCE, keep=hearers[1])
    if mine.terminals[terminal] is TerminalState.HELD:
        original.move_terminal(mine, terminal, TerminalState.TALKING)
        calls.tell(original, Reason.CONFERENCE)
    _merge(calls, original, added, Reason.CONFERENCE)
    original.note(Ev.CONFERENCE_END, other_call=added.id)
    calls.tell(original, Reason.CONFERENCE)


def drop_party(calls: Calls, call: Call, party: Connection, terminal: str) -> None:
    """The terminal of the conference's controller drops a party out of it."""
    mine = on_terminal(call, terminal, IN_CALL, CtiError.ILLEGAL_CALL_STATE)
    if mine is not party and len(call.connections) < 3:
        raise Refusal(CtiError.ILLEGAL_CALL_STATE, "a call of two parties is no conference")
    if mine is not party and not _may_change(calls, call, mine):
        raise Refusal(CtiError.ILLEGAL_CALL_STATE, _only_controller(call))
    calls.leave(call, party)


def _merge(calls: Calls, final: Call, ending: Call, reason: Reason) -> None:
    """Everyone left in `ending` goes over to `final`. Who hears either call hears it to the end of this."""
    final_hearers, ending_hearers = frozenset(final.hearers), frozenset(ending.hearers)
    parties = list(ending.connections.values())
    for party in parties:
        ending.note(Ev.CALL_CHANGED, party.address, other_call=final.id)
    calls.tell(ending, reason, keep=ending_hearers)
    for party in parties:
        calls.part(ending, party)
        calls.arrive(final, party)
    calls.tell(final, reason, keep=final_hearers)
    calls.close(ending, reason)


def _controllers(final: Call, ending: Call, terminal: str) -> tuple[Connection, Connection]:
    """The terminal's parties in both calls, where others have answered it or, in one, are still to."""
    if final.listens_to is not None or ending.listens_to is not None:
        raise Refusal(CtiError.TRANSFER_FAILED, "a monitoring call is not joined")
    if final is ending:
        raise Refusal(CtiError.TRANSFER_FAILED, "a call cannot be joined with itself")
    if final.consults_for == ending.id:
        raise Refusal(CtiError.TRANSFER_FAILED, "the original call is the one that lives on")
    mine, consulting = _party(final, terminal), _party(ending, terminal)
    if mine is None or consulting is None:
        raise Refusal(*_why_not(ending, terminal))
    if not final.others(mine) or not ending.others(consulting):
        raise Refusal(CtiError.TRANSFER_FAILED, f"{terminal} has not dialled")
    held, party = (final, mine) if mine.terminals[terminal] is TerminalState.HELD else (ending, consulting)
    if any(other.state is not ConnectionState.ESTABLISHED for other in held.others(party)):
        raise Refusal(CtiError.TRANSFER_FAILED, f"call {held.id} has not been answered")
    both = {party.address for party in final.others(mine)} & {
        party.address for party in ending.others(consulting)
    }
    if both:
        raise Refusal(CtiError.TRANSFER_FAILED, f"{', '.join(sorted(both))} is in both calls")
    return mine, consulting


def _one_must_talk(mine: Connection, consulting: Connection, terminal: str) -> None:
    if {mine.terminals[terminal], consulting.terminals[terminal]} != IN_CALL:
        raise Refusal(CtiError.TRANSFER_FAILED, "one call must be held and the other talking")


def _why_not(ending: Call, terminal: str) -> tuple[CtiError, str]:
    if any(party.cause is Cause.USER_BUSY for party in ending.connections.values()):
        return CtiError.TRANSFER_FAILED_DESTINATION_BUSY, "the other party is busy"
    return CtiError.TRANSFER_FAILED, f"{terminal} takes no part in both calls"


def _may_confer(calls: Calls, original: Call, added: Call, mine: Connection) -> None:
    if not (original.media and added.media):
        raise Refusal(CtiError.ILLEGAL_CALL_STATE, "a consultation without media can only be transferred")
    if original.controller and not _may_change(calls, original, mine):
        raise Refusal(CtiError.ILLEGAL_CALL_STATE, _only_controller(original))
    if added.controller:
        raise Refusal(CtiError.ILLEGAL_CALL_STATE, "conferences cannot be chained")
    parties = [*original.connections.values(), *added.connections.values()]
    if any(party.state is not ConnectionState.ESTABLISHED for party in parties):
        raise Refusal(CtiError.ILLEGAL_CALL_STATE, "not everyone has answered")
    if len(parties) - 1 > calls.parameters.maximum_ad_hoc_conference:
        raise Refusal(
            CtiError.CONFERENCE_FULL, f"at most {calls.parameters.maximum_ad_hoc_conference} parties"
        )


def _may_change(calls: Calls, call: Call, party: Connection) -> bool:
    """Whether the party may add others to the conference and drop them."""
    everybody = calls.parameters.advanced_ad_hoc_conference_enabled
    return everybody or call.controller == party.address


def _only_controller(call: Call) -> str:
    return f"only {call.controller or 'the controller, who has left,'} may change the conference"


def _party(call: Call, terminal: str) -> Connection | None:
    for party in call.connections.values():
        if party.terminals.get(terminal) in IN_CALL:
            return party
    return None
