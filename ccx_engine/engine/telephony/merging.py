"""Two calls become one, by transfer or conference, whoever asked for it.

CUCM tells a join step by step: the one who joins the calls leaves one or both, each other party of the call
that ends goes over to the one that lives on. CTI has one event for all of it, told when CUCM is done.
Sources: Cisco Unified JTAPI Developers Guide, "Transfer Scenarios", "Conference Scenarios"; CTI guide,
CALL_TRANSFERRED_EVENT, CALL_CONFERENCED_EVENT, CALL_DATA_UPDATE_EVENT.
"""

from __future__ import annotations

from ccx_engine.cti.enums import NULL_CSQ, CallType, EventCause, LocalConnectionState
from ccx_engine.engine.agents import phone
from ccx_engine.engine.calls import call_events
from ccx_engine.engine.contacts import lifecycle
from ccx_engine.engine.model import Agent, Call, Connection, Merge
from ccx_engine.engine.state import EngineState
from ccx_engine.jtapi import messages as jtapi
from ccx_engine.jtapi.model import Ev, Reason

_LCS = LocalConnectionState
_REASONS = {Reason.TRANSFER: False, Reason.CONFERENCE: True}
_STARTS = frozenset({Ev.TRANSFER_START, Ev.CONFERENCE_START})
_ENDS = frozenset({Ev.TRANSFER_END, Ev.CONFERENCE_END})
EVENTS = frozenset({*_STARTS, *_ENDS, Ev.CALL_CHANGED})


def of(state: EngineState, call: Call, reason: Reason) -> Merge | None:
    """The merge that an event of the call with this reason belongs to."""
    return state.merges.get(call.id) if reason in _REASONS else None


def hear(state: EngineState, call: Call, ev: jtapi.CallEv, reason: Reason) -> None:
    """One of CUCM's events about the join itself."""
    if ev.ev in _STARTS:
        _begin(state, call.id, ev.other_call, reason)
    elif ev.ev is Ev.CALL_CHANGED:
        _goes_over(state, call, ev.address, ev.other_call, reason)
    elif call.id in state.merges:
        _finish(state, call)


def _begin(state: EngineState, primary: int, secondary: int, reason: Reason) -> Merge | None:
    """A delivery's join with the CTI port's call is not one that CTI tells."""
    if secondary in state.consults or state.has_ended(secondary) or reason not in _REASONS:
        return None
    merge = Merge(primary, secondary, _REASONS[reason])
    return state.merges.setdefault(primary, state.merges.setdefault(secondary, merge))


def _goes_over(state: EngineState, call: Call, address: str, other: int, reason: Reason) -> None:
    """A party of the call that ends comes to the one that lives on."""
    merge = state.merges.get(call.id) or _begin(state, other, call.id, reason)
    final = state.calls.get(other)
    if merge is None or final is None:  # unknown so far: it is told next, and takes this one's place
        return
    contact = call.contact
    if contact is not None and contact.port is not None and contact.port.address == address:
        lifecycle.go_over(state, contact, final)
    connection = call.connections.pop(address, None)
    if connection is None or address in final.connections:
        return
    _stop_media(state, connection)
    _put(connection, final)
    merge.moved.append(connection)


def _put(connection: Connection, call: Call) -> None:
    agent = connection.agent
    if agent is not None:
        agent.connections.pop(connection.call.id, None)
        agent.connections[call.id] = connection
        if agent.handled is connection.call:
            agent.handled = call
        if agent.consulted is connection.call:
            agent.consulted, call.reserves, connection.call.reserves = call, agent, None
    connection.call, connection.at = call, call.id
    call.connections[connection.address] = connection


def takes_the_place(state: EngineState, evs: jtapi.CallEvs) -> Call | None:
    """The call of a merge whose place the call that CUCM tells of for the first time takes.

    Whoever joined the two is at no phone that CCX hears, so only the call that ends was known: it gets
    another id (CTI guide, CALL_DATA_UPDATE_EVENT).
    """
    merge = state.merges.get(evs.call)
    call = state.calls.get(merge.secondary) if merge is not None and merge.primary == evs.call else None
    if merge is None or call is None:
        return None
    before = call.id
    merge.renamed = True
    del state.calls[before]
    state.call_ended(before)
    call.id, call.calling, call.called = evs.call, evs.calling, evs.called
    call.type = CallType.CONFERENCE if merge.conference else CallType.TRANSFER_IN
    state.calls[call.id] = call
    call.heard_by.clear()
    for connection in call.connections.values():
        connection.at = call.id
        if connection.agent is not None:
            connection.agent.connections.pop(before, None)
            connection.agent.connections[call.id] = connection
        if connection not in merge.left:
            merge.moved.append(connection)
    for connection in call.connections.values():
        if connection.agent is not None and connection.state is not _LCS.NULL:
            call_events.id_changed(state, call, before, connection, {})
    if call.device and not call_events.concerned(call):
        call_events.id_changed(state, call, before, None, {})
    return call


def leaves(state: EngineState, merge: Merge, connection: Connection) -> None:
    """Who joins the calls is off one of them."""
    _stop_media(state, connection)
    connection.state = _LCS.NULL
    merge.controller = connection.address
    merge.left.append(connection)


def appears(merge: Merge, connection: Connection) -> None:
    """A party that nobody heard before comes with the merge."""
    merge.moved.append(connection)


def _finish(state: EngineState, final: Call) -> None:
    """CUCM is done: tell, and let go of the call that ended and of who left."""
    merge = state.merges.pop(final.id)
    state.merges.pop(merge.secondary, None)
    other = state.calls.get(merge.secondary)
    final.type = CallType.CONFERENCE if merge.conference else CallType.TRANSFER_IN
    changed = {}
    if other is not None:
        if other.type is CallType.SUPERVISOR_BARGE_IN:
            merge.cause = EventCause.SUPERVISOR_BARGE_IN
        changed = final.data.join(other.data)
        if final.csq_id == NULL_CSQ:
            final.csq_id = other.csq_id
        for connection in list(other.connections.values()):
            if connection not in merge.left:
                merge.left.append(connection)
    for call in state.calls.values():
        if call.monitors == merge.secondary:
            call.monitors = final.id
    told = _audience(final, merge)
    for connection in merge.left:
        if final.connections.get(connection.address) is connection:
            del final.connections[connection.address]
    if merge.conference:
        call_events.conferenced(state, final, merge, told)
    else:
        call_events.transferred(state, final, merge, told)
    moved = [each for each in merge.moved if each.agent is not None and not merge.renamed]
    for connection in moved:
        call_events.id_changed(state, final, merge.secondary, connection, changed)
    if changed and not moved:
        call_events.data_update(state, final, final.device, changed)
    if other is not None:
        _close(state, other, merge)
    _let_go(state, final, merge)
    if merge.cause is EventCause.SUPERVISOR_BARGE_IN and any(one.icd for one in final.connections.values()):
        for connection in moved:
            if connection.agent is not None:
                phone.barged_in(state, connection.agent, connection)


def _audience(final: Call, merge: Merge) -> tuple[str, ...]:
    parties = [*final.connections.values(), *merge.left]
    return tuple(dict.fromkeys(each.agent.id for each in parties if each.agent is not None))


def _close(state: EngineState, other: Call, merge: Merge) -> None:
    """The call that ended is forgotten; whoever came over knows it by its new id."""
    device = merge.controller or other.device
    others_own = tuple(each.agent.id for each in merge.left if each.agent is not None and each.call is other)
    if other.device:
        call_events.ended(state, other, device, others_own)
    other.connections.clear()
    del state.calls[other.id]
    state.call_ended(other.id)
    if other.reserves is not None:
        phone.released(state, other)
    if other.contact is not None:
        lifecycle.over(state, other.contact)


def _let_go(state: EngineState, final: Call, merge: Merge) -> None:
    gone: list[tuple[Agent, Connection]] = []
    for connection in merge.left:
        agent = connection.agent
        if agent is None:
            continue
        if connection.call is final:
            call_events.ended_for(state, final, agent, connection.address)
        if agent.connections.get(connection.call.id) is connection:
            del agent.connections[connection.call.id]
        gone.append((agent, connection))
    for agent, connection in gone:
        phone.left(state, agent, connection)


def _stop_media(state: EngineState, connection: Connection) -> None:
    if connection.media:
        connection.media = False
        call_events.rtp_stopped(state, connection)
