"""JTAPI's snapshots: a call that stands when a line is first observed, told as the events that led there."""

from __future__ import annotations

from ccx_engine.engine.model import Provider
from ccx_engine.engine.state import EngineState
from ccx_engine.engine.telephony import jtapi_call_events
from ccx_engine.jtapi import messages as jtapi
from ccx_engine.jtapi.model import ConnectionState, Ev, TerminalState

# A snapshot's states, as the events that would have led there.
_STATE_EVENTS: dict[ConnectionState, tuple[Ev, ...]] = {
    ConnectionState.INITIATED: (Ev.CTL_CONN_INITIATED,),
    ConnectionState.DIALING: (Ev.CTL_CONN_INITIATED,),
    ConnectionState.OFFERED: (Ev.CTL_CONN_OFFERED,),
    ConnectionState.ALERTING: (Ev.CTL_CONN_ALERTING,),
    ConnectionState.NETWORK_REACHED: (Ev.CTL_CONN_ESTABLISHED,),
    ConnectionState.NETWORK_ALERTING: (Ev.CTL_CONN_ESTABLISHED,),
    ConnectionState.ESTABLISHED: (Ev.CTL_CONN_ESTABLISHED,),
    ConnectionState.FAILED: (Ev.CTL_CONN_INITIATED, Ev.CTL_CONN_FAILED),
}
_TERMINAL_EVENTS = {
    TerminalState.HELD: Ev.CTL_TERM_CONN_HELD,
    TerminalState.TALKING: Ev.CTL_TERM_CONN_TALKING,
}


def adopt(state: EngineState, provider: Provider, snapshot: jtapi.Snapshot) -> None:
    """A call as it stands, for a line that is observed from now on: what is new, and what is no more."""
    state.call_lives(snapshot.call)
    events: list[jtapi.CallEv] = []
    for party in snapshot.parties:
        events += _appearances(party)
    call = state.calls.get(snapshot.call)
    if call is not None:
        present = {party.address for party in snapshot.parties}
        here = (each.address for each in call.connections.values() if each.at == call.id)
        missing = [address for address in here if address not in present]
        port = call.contact.port.address if call.contact and call.contact.port else ""
        if port and call.contact is not None and call.contact.at_port and port not in present:
            missing.append(port)
        events += (jtapi.CallEv(Ev.CTL_CONN_DISCONNECTED, address) for address in missing)
    evs = jtapi.CallEvs(
        snapshot.call,
        tuple(events),
        calling=snapshot.calling,
        called=snapshot.called,
        last_redirected=snapshot.last_redirected,
        data=snapshot.data,
    )
    jtapi_call_events.hear(state, provider, evs)


def _appearances(party: jtapi.Party) -> list[jtapi.CallEv]:
    found = [jtapi.CallEv(ev, party.address) for ev in _STATE_EVENTS.get(party.connection, ())]
    if party.state in _TERMINAL_EVENTS:
        found.append(jtapi.CallEv(_TERMINAL_EVENTS[party.state], party.address, party.terminal))
    return found
