"""JTAPI's events of calls: the model's calls and connections follow them, clients are told in CTI's words.

Both providers may tell of one call, and either may be late; so every handler brings the model to what an
event says and does nothing when it is there already. Consult calls to agents are `delivery`'s.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from ccx_engine.cti.enums import NULL_APPLICATION, CallType, EventCause, LocalConnectionState
from ccx_engine.engine.agents import phone
from ccx_engine.engine.call_data import CallData
from ccx_engine.engine.calls import call_events, consultation
from ccx_engine.engine.contacts import delivery, lifecycle, triggers
from ccx_engine.engine.model import Call, Cause, Connection, Contact, ContactPhase, Merge, Provider
from ccx_engine.engine.state import EngineState
from ccx_engine.engine.supervision import barge_in
from ccx_engine.engine.telephony import merging
from ccx_engine.jtapi import messages as jtapi
from ccx_engine.jtapi.model import Cause as JtapiCause
from ccx_engine.jtapi.model import Ev, Reason

_LCS = LocalConnectionState
_IN_TALK = frozenset({_LCS.CONNECT, _LCS.HOLD})
_LAST = frozenset({Ev.CALL_INVALID, Ev.CALL_OBSERVATION_ENDED})
_ARRIVALS = frozenset({Ev.CTL_CONN_OFFERED, Ev.CTL_CONN_ALERTING, Ev.CTL_CONN_ESTABLISHED})
_LEAVING = frozenset(
    {Ev.CONN_DISCONNECTED, Ev.CTL_CONN_DISCONNECTED, Ev.TERM_CONN_DROPPED, Ev.CTL_TERM_CONN_DROPPED}
    | _LAST
    | merging.EVENTS
)

_FAILURES = {
    JtapiCause.USER_BUSY: EventCause.BUSY,
    JtapiCause.CALL_REJECTED: EventCause.BUSY,
    JtapiCause.NO_ANSWER_FROM_USER: EventCause.CALL_NOT_ANSWERED,
    JtapiCause.NO_USER_RESPONDING: EventCause.CALL_NOT_ANSWERED,
}


@dataclass(slots=True)
class _Group:
    """A group of events of one call while it is worked off, and who left in it."""

    state: EngineState
    call: Call
    reason: Reason
    merge: Merge | None = None
    elsewhere: bool = False  # it also reaches a party that the other provider will tell of
    gone: list[Connection] = field(default_factory=list)


def hear(state: EngineState, provider: Provider, evs: jtapi.CallEvs) -> None:
    """Follow a group of events of one call, as CTI Manager sends them together."""
    if state.has_ended(evs.call):
        return
    consult = delivery.of(state, evs.call, evs.calling, evs.called)
    if consult is not None:
        delivery.hear(state, consult, evs)
        return
    call = state.calls.get(evs.call)
    if call is None:
        if all(ev.ev in _LEAVING for ev in evs.events):
            return
        if evs.calling in state.directory.ports:  # a delivery that was given up
            triggers.refuse_at_port(state, evs.call, state.directory.ports[evs.calling])
            state.call_ended(evs.call)
            return
        call = merging.takes_the_place(state, evs) or _new(state, evs)
    call.heard_by.add(provider)
    call.monitors = evs.monitors
    call.last_redirected = evs.last_redirected or call.last_redirected
    call.called = call.called or evs.called  # a hand dials after the phone is off-hook
    group = _Group(state, call, evs.reason)
    for ev in evs.events:
        if ev.ev in merging.EVENTS:
            merging.hear(state, call, ev, evs.reason)
            continue
        group.merge = merging.of(state, call, evs.reason)
        handler = _HANDLES.get(ev.ev)
        if handler is None:
            continue
        if state.directory.speaks_for(provider, ev.address):
            handler(group, ev)
        elif ev.ev in _ARRIVALS and len(state.signed_in) == len(Provider):
            group.elsewhere = True
    last = any(ev.ev in _LAST for ev in evs.events)
    _take_leave(group, provider if last else None)


def _new(state: EngineState, evs: jtapi.CallEvs) -> Call:
    if evs.calling in state.directory.lines:
        data = CallData.of_agents_call(evs.calling)
    else:
        data = CallData.of_call(evs.calling, evs.called, evs.data)
    call_type = state.directory.call_type(evs.calling, evs.called)
    if evs.monitors:
        call_type = CallType.SUPERVISOR_MONITOR
    call = Call(evs.call, call_type, evs.calling, evs.called, data)
    call.monitors = evs.monitors
    state.calls[evs.call] = call
    return call


# --- One handler per JTAPI event ----------------------------------------------------------------------------


def _initiated(group: _Group, ev: jtapi.CallEv) -> None:
    """A phone goes off-hook to make the call."""
    state, call = group.state, group.call
    if ev.address in call.connections:
        return
    connection = _connect(state, call, ev.address, _LCS.INITIATE)
    if connection.agent is not None:
        held = connection.agent.connections.get(call.consults_for)
        connection.icd = held is not None and held.icd
        call_events.begin_for(state, call, connection.agent, call.type)
        call_events.service_initiated(state, connection)
        if not connection.icd and not call.monitors:
            phone.used(state, connection.agent, Cause.OFF_HOOK)


def _dialing(group: _Group, ev: jtapi.CallEv) -> None:
    """A phone has dialled. Who is consulted about a call of the contact centre is reserved at once."""
    state, call = group.state, group.call
    connection = call.connections.get(ev.address)
    if connection is not None and connection.agent is not None and not call.data.dialed_number:
        consulted = state.directory.lines.get(call.called)
        if connection.icd and consulted is not None:
            phone.consulted(state, consulted, call)
        call.data.dial(call.called)
        call_events.originated(state, connection)


def _consults(group: _Group, ev: jtapi.CallEv) -> None:
    """The call is made from another, which is held: it inherits that one's data, and its CSQ."""
    consultation.consults_for(group.state, group.call, ev.other_call)


def _offered(group: _Group, ev: jtapi.CallEv) -> None:
    """The call arrives at a trigger or a CTI port; a phone is told of when it rings."""
    state, call = group.state, group.call
    directory = state.directory
    application = directory.triggers.get(ev.address)
    if application is not None:
        if call.application_id != NULL_APPLICATION and not _done_with(call.contact):
            return
        call.application_id, call.contact = application.setup.id, None
        call_events.begin(state, call, call.calling if call.calling in directory.lines else ev.address)
        call_events.delivered(state, call, ev.address)
        triggers.offered(state, call, application)
    elif ev.address in directory.ports:
        triggers.at_port(state, call, directory.ports[ev.address])


def _alerting(group: _Group, ev: jtapi.CallEv) -> None:
    """The call rings."""
    state, call = group.state, group.call
    port = state.directory.ports.get(ev.address)
    if port is not None:
        triggers.rings_at_port(state, call, port)
    elif ev.address in state.directory.triggers:
        _offered(group, ev)
    elif ev.address not in call.connections:
        connection = _connect(state, call, ev.address, _LCS.ALERTING)
        if group.merge is not None:
            merging.appears(group.merge, connection)
        else:
            _rings(group, connection)


def _rings(group: _Group, connection: Connection) -> None:
    state, call, agent = group.state, group.call, connection.agent
    blind = group.reason is Reason.BLIND_TRANSFER
    if call.reserves is not None and call.reserves is not agent:
        phone.released(state, call)
    if agent is not None:
        if blind:
            phone.consulted(state, agent, call)
        connection.icd = agent.consulted is call
        call_events.begin_for(state, call, agent, CallType.OFFERED if blind else call.type)
    if call.device and state.directory.is_internal(connection.address):
        call_events.delivered(state, call, connection.address)
    if agent is not None and not connection.icd and call.type is not CallType.SUPERVISOR_BARGE_IN:
        phone.used(state, agent, Cause.NON_ICD)
    barge_in.rings(state, connection)


def _established(group: _Group, ev: jtapi.CallEv) -> None:
    """A party answered. The calling party is ESTABLISHED as soon as the call is offered: it waits on."""
    state, call = group.state, group.call
    port = state.directory.ports.get(ev.address)
    if port is not None:
        triggers.answered_at_port(state, call, port)
        if call.contact is not None and call.contact.port is port:
            _callers_talk(call)
        return
    connection = call.connections.get(ev.address)
    if connection is None:
        outgoing = ev.address == call.calling
        if group.merge is not None:
            merging.appears(group.merge, _connect(state, call, ev.address, _LCS.CONNECT))
            return
        connection = _connect(state, call, ev.address, _LCS.INITIATE if outgoing else _LCS.ALERTING)
        if connection.agent is not None:  # a call that his phone had when he signed in
            call_events.begin_for(state, call, connection.agent, call.type)
            phone.used(state, connection.agent, Cause.OFF_HOOK if outgoing else Cause.NON_ICD)
    if connection.state is _LCS.ALERTING:
        connection.state = _LCS.CONNECT
        _callers_talk(call)
        _answered_outside(state, call, ev.address)
        if connection.agent is not None:
            phone.takes(state, connection.agent, call)
        if call.device:
            call_events.established(state, call, ev.address)
        if connection.agent is not None:
            barge_in.answered(state, call)


def _answered_outside(state: EngineState, call: Call, address: str) -> None:
    """An agent's call that has left the house is OUT once it is answered (so through Finesse, CCE 11.x)."""
    if call.device and call.type is CallType.AGENT_INSIDE and not state.directory.is_internal(address):
        call.type = CallType.OUT
        call_events.data_update(state, call, call.device, {})


def _callers_talk(call: Call) -> None:
    for connection in call.connections.values():
        if connection.state is _LCS.INITIATE:
            connection.state = _LCS.CONNECT


def _held(group: _Group, ev: jtapi.CallEv) -> None:
    state, call = group.state, group.call
    contact = call.contact
    if contact is not None and contact.port is not None and contact.port.address == ev.address:
        contact.held = True
        return
    connection = call.connections.get(ev.address)
    if connection is not None and connection.agent is not None and connection.state is _LCS.CONNECT:
        connection.state = _LCS.HOLD
        if connection.icd:
            state.statistics.held(connection.agent, state.now)
        call_events.held(state, connection)


def _talking(group: _Group, ev: jtapi.CallEv) -> None:
    state, call = group.state, group.call
    contact = call.contact
    if contact is not None and contact.port is not None and contact.port.address == ev.address:
        contact.held = False
        return
    connection = call.connections.get(ev.address)
    if connection is not None and connection.state is _LCS.HOLD:
        connection.state = _LCS.CONNECT
        if connection.icd and connection.agent is not None:
            state.statistics.retrieved(connection.agent, state.now)
        if group.merge is None:
            call_events.retrieved(state, connection)


def _failed(group: _Group, ev: jtapi.CallEv) -> None:
    state, call = group.state, group.call
    connection = call.connections.get(ev.address)
    if connection is not None and connection.state is not _LCS.FAIL:
        connection.state = _LCS.FAIL
        phone.released(state, call)
        barge_in.failed(state, call)
        if connection.agent is not None:
            call_events.failed(state, connection, _FAILURES.get(ev.cause, EventCause.DEST_NOT_OBTAINABLE))


def _disconnected(group: _Group, ev: jtapi.CallEv) -> None:
    state, call = group.state, group.call
    port = state.directory.ports.get(ev.address)
    if port is not None:
        triggers.left_port(state, call, port, group.reason)
        return
    connection = call.connections.get(ev.address)
    if connection is not None and connection.state is not _LCS.NULL and group.merge is not None:
        merging.leaves(state, group.merge, connection)
    elif connection is not None and connection.state is not _LCS.NULL:
        _clear(state, connection)
        group.gone.append(connection)


_HANDLES: dict[Ev, Callable[[_Group, jtapi.CallEv], None]] = {
    Ev.CONSULT_CALL_ACTIVE: _consults,
    Ev.CTL_CONN_INITIATED: _initiated,
    Ev.CTL_CONN_DIALING: _dialing,
    Ev.CTL_CONN_OFFERED: _offered,
    Ev.CTL_CONN_ALERTING: _alerting,
    Ev.CTL_CONN_ESTABLISHED: _established,
    Ev.CTL_TERM_CONN_HELD: _held,
    Ev.CTL_TERM_CONN_TALKING: _talking,
    Ev.CTL_CONN_FAILED: _failed,
    Ev.CTL_CONN_DISCONNECTED: _disconnected,
}


# --- Parties come and go ------------------------------------------------------------------------------------


def _connect(state: EngineState, call: Call, address: str, lcs: LocalConnectionState) -> Connection:
    bridge = call.monitors and address != call.calling  # of the phone that is listened to: not its line
    agent = None if bridge else state.directory.lines.get(address)
    connection = Connection(call, address, call.id, lcs, agent=agent)
    call.connections[address] = connection
    if agent is not None:
        agent.connections[call.id] = connection
    return connection


def _clear(state: EngineState, connection: Connection) -> None:
    """The party leaves; it stays among the connections until its clients have heard all of it."""
    if connection.media:
        connection.media = False
        call_events.rtp_stopped(state, connection)
    connection.state = _LCS.NULL
    if connection.call.device:
        call_events.connection_cleared(state, connection)


def _take_leave(group: _Group, lets_go: Provider | None) -> None:
    """At the end of a group: the call is over, or goes on without those who left.

    `lets_go` is the provider for whom this was the last of the call. That is not the end when the call was
    sent on to, or joined with, a party of which the other provider will speak.
    """
    state, call = group.state, group.call
    if lets_go is not None:
        call.heard_by.discard(lets_go)
        waits = call.contact is not None and call.contact.at_port
        joined = group.reason in (Reason.TRANSFER, Reason.CONFERENCE) and (
            call_events.concerned(call) or waits or call.id in state.merges
        )
        goes_on = joined or group.elsewhere
        if not call.heard_by and not goes_on and call.id in state.calls:
            end(state, call, group.gone)
            return
    for connection in group.gone:
        if connection.agent is not None:
            call_events.ended_for(state, call, connection.agent, connection.address)
        del call.connections[connection.address]
    _follow(state, call, group.gone)
    if call.id not in state.merges:
        _update_media(state, call)


def end(state: EngineState, call: Call, gone: list[Connection]) -> None:
    """Nobody hears the call any more: tell, forget it, let its agents go on. `gone` left just now.

    Others may talk on, of whom nobody was heard; such a call may be heard of again.
    """
    others = [each for each in call.connections.values() if each.state is not _LCS.NULL]
    for connection in others:
        _clear(state, connection)
    gone += others
    if call.device:
        last = next((each.address for each in reversed(gone) if each.agent is not None), call.device)
        call_events.cleared(state, call, last)
        call_events.ended(state, call, last)
    call.connections.clear()
    state.calls.pop(call.id, None)
    barge_in.ended(state, call)
    if not others:
        state.call_ended(call.id)
    if call.contact is not None:
        call.contact.at_port = False
        lifecycle.over(state, call.contact)
        lifecycle.release_port(state, call.contact)
    _follow(state, call, gone)


def _follow(state: EngineState, call: Call, gone: list[Connection]) -> None:
    """What those who left mean for their agents and for the contact."""
    cancelled = call.consults_for in state.calls and bool(gone) and gone[0].address == call.calling
    for connection in gone:
        if connection.agent is not None:
            connection.agent.connections.pop(call.id, None)
            by_other = cancelled and connection.address != call.calling
            phone.left(state, connection.agent, connection, cancelled=by_other)
    contact = call.contact
    if contact is not None and any(each.address == call.calling for each in gone):
        lifecycle.over(state, contact)
        if call.id in state.calls:  # others are still there, with the port
            lifecycle.hang_up(state, contact)


def _done_with(contact: Contact | None) -> bool:
    """Whether another application may run for the contact's call: an agent has sent it on to a trigger."""
    return contact is not None and contact.phase in (ContactPhase.CONNECTED, ContactPhase.OVER)


def _update_media(state: EngineState, call: Call) -> None:
    """A phone has media while it talks in the call and somebody else is in talk there.

    JTAPI tells this by events of its own (CiscoRTP...); CTI's follow from the terminal's state just as well.
    """
    in_talk = sum(1 for each in call.connections.values() if each.state in _IN_TALK)
    at_port = call.contact is not None and call.contact.at_port
    for connection in call.connections.values():
        if connection.agent is None:
            continue
        media = connection.state is _LCS.CONNECT and connection.at == call.id and (in_talk > 1 or at_port)
        if media and not connection.media:
            connection.media = True
            call_events.rtp_started(state, connection)
        elif connection.media and not media:
            connection.media = False
            call_events.rtp_stopped(state, connection)


# --- Settling rule ------------------------------------------------------------------------------------------


def let_go_of_signed_out(state: EngineState) -> bool:
    """The calls of an agent who signed out concern his clients no longer."""
    if not state.signed_out:
        return False
    agent = state.signed_out.pop()
    for call_id, connection in list(agent.connections.items()):
        call_events.ended_for(state, connection.call, agent, connection.address)
        connection.agent = None
        del agent.connections[call_id]
        if not connection.call.heard_by:
            end(state, connection.call, [])
    return True
