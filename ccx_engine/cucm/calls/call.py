"""A call, its connections, and the events that each change of them is.

A connection is a call at an address; it keeps the state of each terminal of that address (the terminal
connection), so a shared line is one connection with several terminals. Changes collect in `Call.events`
until they are told as one group. The order within a change is JTAPI's (Cisco Unified JTAPI Developers
Guide, message sequence charts).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from ccx_engine.cucm.calls.supervision import Listener, Recording
from ccx_engine.cucm.configuration.cluster import OutsideNumber
from ccx_engine.jtapi.messages import CallEv, Party
from ccx_engine.jtapi.model import (
    Cause,
    ConnectionState,
    Ev,
    TerminalKind,
    TerminalState,
    may_move,
    terminal_may_move,
)

# What reaching a state is told as: the core event, left out while the core state stays, and call control's.
CONNECTION_EVENTS: dict[ConnectionState, tuple[Ev, Ev]] = {
    ConnectionState.INITIATED: (Ev.CONN_CONNECTED, Ev.CTL_CONN_INITIATED),
    ConnectionState.DIALING: (Ev.CONN_CONNECTED, Ev.CTL_CONN_DIALING),
    ConnectionState.NETWORK_REACHED: (Ev.CONN_CONNECTED, Ev.CTL_CONN_NETWORK_REACHED),
    ConnectionState.NETWORK_ALERTING: (Ev.CONN_CONNECTED, Ev.CTL_CONN_NETWORK_ALERTING),
    ConnectionState.OFFERED: (Ev.CONN_IN_PROGRESS, Ev.CTL_CONN_OFFERED),
    ConnectionState.ALERTING: (Ev.CONN_ALERTING, Ev.CTL_CONN_ALERTING),
    ConnectionState.ESTABLISHED: (Ev.CONN_CONNECTED, Ev.CTL_CONN_ESTABLISHED),
    ConnectionState.FAILED: (Ev.CONN_FAILED, Ev.CTL_CONN_FAILED),
    ConnectionState.DISCONNECTED: (Ev.CONN_DISCONNECTED, Ev.CTL_CONN_DISCONNECTED),
}
TERMINAL_EVENTS: dict[TerminalState, tuple[Ev, Ev]] = {
    TerminalState.RINGING: (Ev.TERM_CONN_RINGING, Ev.CTL_TERM_CONN_RINGING),
    TerminalState.TALKING: (Ev.TERM_CONN_ACTIVE, Ev.CTL_TERM_CONN_TALKING),
    TerminalState.HELD: (Ev.TERM_CONN_ACTIVE, Ev.CTL_TERM_CONN_HELD),
    TerminalState.BRIDGED: (Ev.TERM_CONN_PASSIVE, Ev.CTL_TERM_CONN_BRIDGED),
    TerminalState.DROPPED: (Ev.TERM_CONN_DROPPED, Ev.CTL_TERM_CONN_DROPPED),
}
# Events are values, and the same ones happen again and again: each is made once while it is in use.
event = lru_cache(maxsize=16_384)(CallEv)
ABSENT = (TerminalState.IDLE, TerminalState.DROPPED)
ACTIVATIONS = (Ev.CALL_ACTIVE, Ev.CONSULT_CALL_ACTIVE)
CONFERENCE = "conference"  # the far end of everybody in a conference is its bridge, whoever comes and goes
ENDING = (CallEv(Ev.CALL_INVALID), CallEv(Ev.CALL_OBSERVATION_ENDED))


class IllegalMove(Exception):
    """A state that JTAPI's tables do not allow next: a fault of ours, never of a client."""


@dataclass(slots=True, eq=False)
class Connection:
    """A call at an address. `made_by` are the providers that made the call from here; they hear it.

    A monitoring call's `bridge` is the monitored phone's: an address like the phone's line, but not that
    line, and without a terminal.
    """

    address: str
    kind: TerminalKind
    terminals: dict[str, TerminalState]
    state: ConnectionState = ConnectionState.IDLE
    cause: Cause = Cause.NO_ERROR
    made_by: frozenset[int] = frozenset()
    outside: OutsideNumber | None = None  # how a called party outside behaves
    call: int = 0  # the id of the call it is in
    deadline: float | None = None
    rings_until: float = 0.0
    answers: str = ""  # the terminal that answers by itself
    bridge: bool = False
    listener: Listener | None = None
    recording: Recording | None = None

    @classmethod
    def at(
        cls, address: str, kind: TerminalKind, terminals: Iterable[str], made_by: Iterable[int] = ()
    ) -> Connection:
        """A connection that is nowhere yet."""
        idle = dict.fromkeys(terminals, TerminalState.IDLE)
        return cls(address, kind, idle, made_by=frozenset(made_by))

    def parties(self) -> tuple[Party, ...]:
        """The connection as a snapshot shows it: a party per terminal that takes part, or one without."""
        listener, recording = self.listener, self.recording
        return tuple(
            Party(
                self.address,
                terminal,
                self.state,
                state,
                monitored_by=listener.call if listener and listener.at == terminal else 0,
                recorded=bool(recording and recording.at == terminal and recording.far),
            )
            for terminal, state in self.terminals.items()
            if state not in ABSENT
        ) or (Party(self.address, "", self.state, TerminalState.IDLE),)

    def appearance(self) -> list[CallEv]:
        """What tells of a connection that is there already, straight into its present state."""
        told = [event(Ev.CONN_CREATED, self.address)]
        told += [event(ev, self.address, "", self.cause) for ev in CONNECTION_EVENTS[self.state]]
        for terminal, state in self.terminals.items():
            if state not in ABSENT:
                told.append(event(Ev.TERM_CONN_CREATED, self.address, terminal))
                told += [event(ev, self.address, terminal) for ev in TERMINAL_EVENTS[state]]
        if self.listener is not None:
            told += self.listener.begun(self.address)
        if self.recording is not None and self.recording.far:
            told += self.recording.begun(self.address)
        return told

    def departure(self, cause: Cause = Cause.NO_ERROR) -> list[CallEv]:
        """What tells that the connection leaves its call; a recording of it there ends."""
        told = self.recording.end(self.address) if self.recording is not None else []
        told += [
            event(ev, self.address, terminal, cause)
            for terminal, state in self.terminals.items()
            if state not in ABSENT
            for ev in TERMINAL_EVENTS[TerminalState.DROPPED]
        ]
        told += [event(ev, self.address, "", cause) for ev in CONNECTION_EVENTS[ConnectionState.DISCONNECTED]]
        return told


@dataclass(slots=True, eq=False)
class Call:
    """One call. `calling` and `called` are as it was made; `hearers` are the providers that hear it now.

    A monitoring call `listens_to` a party of another call.
    """

    id: int
    calling: str
    called: str
    began: float
    data: Mapping[str, str] = field(default_factory=dict)
    last_redirected: str = ""
    connections: dict[str, Connection] = field(default_factory=dict)
    consults_for: int = 0  # the held call that this one is a consultation for
    media: bool = True  # without it the call may only be transferred
    controller: str = ""  # who made a conference of it: the one that may add to it
    dialled: str = ""  # the digits that a hand has dialled so far
    listens_to: Connection | None = None
    recorded: bool = False  # whether somebody wants a party of it recorded
    hearers: set[int] = field(default_factory=set)
    events: list[CallEv] = field(default_factory=list)

    @property
    def monitors(self) -> int:
        """The call that a monitoring call listens to, or 0."""
        return self.listens_to.call if self.listens_to is not None else 0

    def note(self, ev: Ev, address: str = "", other_call: int = 0) -> None:
        """An event of the call itself: that it is active, or that a feature begins or ends."""
        self.events.append(CallEv(ev, address, other_call=other_call) if other_call else event(ev, address))

    def move(self, connection: Connection, state: ConnectionState, cause: Cause = Cause.NO_ERROR) -> None:
        """Change a connection's state; the first change also creates it in this call."""
        before = connection.state
        if not may_move(before, state):
            raise IllegalMove(f"call {self.id}, {connection.address}: {before.name} to {state.name}")
        if before is ConnectionState.IDLE:
            self._take_in(connection)
            self.events.append(event(Ev.CONN_CREATED, connection.address))
        connection.state, connection.cause = state, cause
        core, control = CONNECTION_EVENTS[state]
        if before not in CONNECTION_EVENTS or CONNECTION_EVENTS[before][0] is not core:
            self.events.append(event(core, connection.address, "", cause))
        self.events.append(event(control, connection.address, "", cause))

    def move_terminal(self, connection: Connection, terminal: str, state: TerminalState) -> None:
        """Change what the call is at one terminal of the connection's address."""
        before = connection.terminals[terminal]
        if not terminal_may_move(before, state):
            raise IllegalMove(f"call {self.id}, {terminal}: {before.name} to {state.name}")
        connection.terminals[terminal] = state
        if before is TerminalState.IDLE:
            self.events.append(event(Ev.TERM_CONN_CREATED, connection.address, terminal))
        core, control = TERMINAL_EVENTS[state]
        if before not in TERMINAL_EVENTS or TERMINAL_EVENTS[before][0] is not core:
            self.events.append(event(core, connection.address, terminal))
        self.events.append(event(control, connection.address, terminal))

    def fail(self, connection: Connection, cause: Cause) -> None:
        """The party hears a tone instead of a voice: no terminal takes part any more."""
        for terminal, state in connection.terminals.items():
            if state not in ABSENT:
                self.move_terminal(connection, terminal, TerminalState.DROPPED)
        self.move(connection, ConnectionState.FAILED, cause)

    def drop(self, connection: Connection, cause: Cause) -> None:
        """The party leaves the call."""
        self.events += connection.departure(cause)
        connection.state = ConnectionState.DISCONNECTED
        connection.deadline = None
        for terminal in connection.terminals:
            connection.terminals[terminal] = TerminalState.DROPPED
        del self.connections[connection.address]

    def lose(self, connection: Connection) -> None:
        """The party goes over to another call as it is."""
        self.events += connection.departure()
        del self.connections[connection.address]

    def gain(self, connection: Connection) -> None:
        """A party that another call lost arrives as it is."""
        self._take_in(connection)
        self.events += connection.appearance()

    def introduction(self) -> list[CallEv]:
        """The events of the present group for who has heard nothing of the call: it as it stands now.

        A feature that the group tells of is told as well, and whom the call monitors. (Cisco's charts show an
        observer of the called party the calling one first; that the calling party's terminal is told too is
        our choice.)
        """
        first = next((ev for ev in self.events if ev.ev in ACTIVATIONS), event(Ev.CALL_ACTIVE))
        features = [ev for ev in self.events if not ev.address and ev.ev not in ACTIVATIONS]
        parties = [ev for connection in self.connections.values() for ev in connection.appearance()]
        return [first, *parties, *self.target_info(), *features]

    def target_info(self) -> list[CallEv]:
        """What tells the initiator of a monitoring call whom it listens to."""
        target = self.listens_to
        if target is None or target.listener is None:
            return []
        by = target.listener
        return [
            CallEv(
                Ev.MONITOR_TARGET_INFO,
                by.address,
                by.terminal,
                other_call=target.call,
                other_address=target.address,
                other_terminal=by.at,
            )
        ]

    def others(self, connection: Connection) -> list[Connection]:
        """Everyone else in the call."""
        return [other for other in self.connections.values() if other is not connection]

    def far_end(self, party: Connection, terminal: str) -> str:
        """With whom a party talks at one of its terminals now; empty with nobody, and while it is on hold."""
        if party.state is not ConnectionState.ESTABLISHED:
            return ""
        if party.terminals[terminal] is not TerminalState.TALKING:
            return ""
        others = [each for each in self.others(party) if each.state is ConnectionState.ESTABLISHED]
        if others and self.controller:
            return CONFERENCE
        return others[0].address if others else ""

    def follow_recordings(self) -> None:
        """Recordings rest where the call does not talk, and restart at a new far end."""
        for party in self.connections.values():
            recording = party.recording
            if recording is not None:
                self.events += recording.follow(party.address, self.far_end(party, recording.at))

    def unattended(self) -> bool:
        """Only parties outside are left, and nobody plays them: they would talk for ever."""
        return all(
            party.kind is TerminalKind.GATEWAY and not party.made_by for party in self.connections.values()
        )

    def _take_in(self, connection: Connection) -> None:
        self.connections[connection.address] = connection
        connection.call = self.id
        self.recorded |= connection.recording is not None

    def take_events(self) -> tuple[CallEv, ...]:
        """The group that is complete; a new one begins."""
        events = tuple(self.events)
        self.events.clear()
        return events
