"""The calls the lab hears of, as CUCM tells them: who is on each, and what became of it. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field

from ccx_engine.jtapi.messages import CallEv, CallEvs, Snapshot
from ccx_engine.jtapi.model import Cause, ConnectionState, Ev, TerminalState

ENDED_CALLS_KEPT = 500

_C = ConnectionState
_T = TerminalState

CONNECTION_AFTER: Mapping[Ev, ConnectionState] = {
    Ev.CTL_CONN_INITIATED: _C.INITIATED,
    Ev.CTL_CONN_DIALING: _C.DIALING,
    Ev.CTL_CONN_OFFERED: _C.OFFERED,
    Ev.CTL_CONN_ALERTING: _C.ALERTING,
    Ev.CTL_CONN_NETWORK_REACHED: _C.NETWORK_REACHED,
    Ev.CTL_CONN_NETWORK_ALERTING: _C.NETWORK_ALERTING,
    Ev.CTL_CONN_ESTABLISHED: _C.ESTABLISHED,
    Ev.CTL_CONN_FAILED: _C.FAILED,
    Ev.CTL_CONN_DISCONNECTED: _C.DISCONNECTED,
}
TERMINAL_AFTER: Mapping[Ev, TerminalState] = {
    Ev.CTL_TERM_CONN_RINGING: _T.RINGING,
    Ev.CTL_TERM_CONN_TALKING: _T.TALKING,
    Ev.CTL_TERM_CONN_HELD: _T.HELD,
    Ev.CTL_TERM_CONN_BRIDGED: _T.BRIDGED,
    Ev.CTL_TERM_CONN_INUSE: _T.INUSE,
    Ev.CTL_TERM_CONN_DROPPED: _T.DROPPED,
}
RINGING_STATES = frozenset({_C.ALERTING, _C.NETWORK_ALERTING})
REACHED = frozenset({_C.OFFERED, _C.ALERTING, _C.ESTABLISHED})
ACTIVATIONS = frozenset({Ev.CALL_ACTIVE, Ev.CONSULT_CALL_ACTIVE})
OVER = frozenset({Ev.CALL_INVALID, Ev.CALL_OBSERVATION_ENDED})


@dataclass
class OnCall:
    """One address of a call: its connection, and its terminal's part in it."""

    address: str
    terminal: str = ""
    connection: ConnectionState = _C.IDLE
    state: TerminalState = _T.IDLE


@dataclass
class HeardCall:
    """A call from its first event to its end. Times are seconds since 1970; None has not happened."""

    id: int
    began: float
    calling: str = ""
    called: str = ""
    variables: dict[str, str] = field(default_factory=dict)
    parties: dict[str, OnCall] = field(default_factory=dict)
    waits_in: tuple[str, ...] = ()  # names of CSQs
    reached: str = ""  # where the call was offered last
    answered_at: list[str] = field(default_factory=list)
    failure: str = ""  # why it did not come about, in words
    made_for: int | None = None  # the caller's call, when a CTI port made this one to reach an agent
    rang: float | None = None
    answered: float | None = None
    ended: float | None = None
    cause: Cause = Cause.NO_ERROR

    @property
    def has_failed(self) -> bool:
        """Whether it is over, or its calling party hears why it does not come about."""
        party = self.parties.get(self.calling)
        return self.ended is not None or (party is not None and party.connection is _C.FAILED)

    @property
    def state(self) -> str:
        """`dialing`, `ringing`, `connected` or `ended`, as the caller would say."""
        if self.ended is not None:
            return "ended"
        states = [party.connection for party in self.parties.values()]
        if states.count(_C.ESTABLISHED) >= 2:
            return "connected"
        return "ringing" if any(state in RINGING_STATES for state in states) else "dialing"


class CallBook:
    """Every call that is going on, and the last ones that ended."""

    def __init__(self) -> None:
        self._calls: dict[int, HeardCall] = {}

    def __iter__(self) -> Iterator[HeardCall]:
        return iter(self._calls.values())

    def get(self, call: int) -> HeardCall | None:
        """The call with this packed id, if it was heard of and not forgotten yet."""
        return self._calls.get(call)

    def going_on(self) -> list[HeardCall]:
        """The calls that have not ended, oldest first."""
        return [call for call in self._calls.values() if call.ended is None]

    def at(self, address: str, *states: TerminalState) -> HeardCall | None:
        """The oldest call that is in one of these states at an address; earlier states are preferred."""
        for state in states:
            for call in self.going_on():
                party = call.parties.get(address)
                if party is not None and party.state is state:
                    return call
        return None

    def made_for(self, call: int, ports: Set[str]) -> list[HeardCall]:
        """The calls by which a CTI port of this call consults an agent."""
        known = self._calls.get(call)
        here = ports & known.parties.keys() if known is not None else set()
        return [each for each in self.going_on() if each.calling in here and each.id != call] if here else []

    def known_as(self, call: HeardCall, ports: Set[str]) -> HeardCall:
        """The call that people know it by: the caller's, when a CTI port makes it to reach an agent.

        That is seen while both go on, and noted: it stays so when they have ended.
        """
        if call.made_for is None and call.calling in ports:
            callers = (each for each in self.going_on() if each.calling != call.calling)
            call.made_for = next((each.id for each in callers if call.calling in each.parties), None)
        return call if call.made_for is None else self._calls.get(call.made_for, call)

    def addresses_in_use(self) -> set[str]:
        """Every address at which a call goes on."""
        return {address for call in self.going_on() for address in call.parties}

    def queued(self, call: int, csqs: tuple[str, ...]) -> None:
        """The call waits in these CSQs, or in none any more."""
        if (known := self._calls.get(call)) is not None:
            known.waits_in = csqs

    def begin(
        self, call: int, calling: str, called: str, variables: Mapping[str, str], now: float
    ) -> HeardCall:
        """A call the lab made itself: known by its id before its first event is heard, or after."""
        heard = self._calls.setdefault(call, HeardCall(call, now))
        heard.calling, heard.called, heard.variables = calling, called, dict(variables)
        return heard

    def snapshot(self, told: Snapshot, now: float) -> None:
        """A call as it stands when observation begins."""
        heard = self._calls.setdefault(told.call, HeardCall(told.call, now))
        self._describe(heard, told.calling, told.called, told.data)
        heard.parties = {
            party.address: OnCall(party.address, party.terminal, party.connection, party.state)
            for party in told.parties
        }
        for party in heard.parties.values():
            CallBook._note(heard, party)
        self._stamp(heard, now)

    def events(self, told: CallEvs, now: float) -> None:
        """What happened to a call at one moment."""
        heard = self._calls.setdefault(told.call, HeardCall(told.call, now))
        if heard.state == "ended":
            if not any(event.ev in ACTIVATIONS for event in told.events):
                return
            heard = self._calls[told.call] = HeardCall(told.call, now)  # heard again, from where it stands
        self._describe(heard, told.calling, told.called, told.data)
        for event in told.events:
            self._event(heard, event, now)
        self._stamp(heard, now)
        if heard.state == "ended":
            self._forget_oldest()

    def link_lost(self, now: float) -> None:
        """CUCM is not heard any more: what goes on there is unknown, so nothing is shown as going on."""
        for call in self.going_on():
            call.ended, call.cause = now, Cause.CTI_MANAGER_FAILURE
            call.parties.clear()
        self._forget_oldest()

    @staticmethod
    def _describe(heard: HeardCall, calling: str, called: str, data: Mapping[str, str]) -> None:
        heard.calling = heard.calling or calling
        heard.called = heard.called or called
        heard.variables.update(data)

    @staticmethod
    def _event(heard: HeardCall, event: CallEv, now: float) -> None:
        if event.ev in OVER:
            heard.ended = now
            heard.parties.clear()
            return
        if not event.address:
            return
        if event.ev in CONNECTION_AFTER:
            party = heard.parties.setdefault(event.address, OnCall(event.address))
            party.connection = CONNECTION_AFTER[event.ev]
            CallBook._note(heard, party)
            if party.connection is _C.DISCONNECTED:
                heard.parties.pop(event.address)
            if party.connection in (_C.DISCONNECTED, _C.FAILED) and event.cause is not Cause.NO_ERROR:
                heard.cause = event.cause
        elif event.ev in TERMINAL_AFTER and event.address in heard.parties:
            party = heard.parties[event.address]
            party.state = TERMINAL_AFTER[event.ev]
            party.terminal = event.terminal or party.terminal

    @staticmethod
    def _note(heard: HeardCall, party: OnCall) -> None:
        """Whom the call reached, beside who made it."""
        if party.address == heard.calling:
            return
        if party.connection in REACHED:
            heard.reached = party.address
        if party.connection is _C.ESTABLISHED and party.address not in heard.answered_at:
            heard.answered_at.append(party.address)

    @staticmethod
    def _stamp(heard: HeardCall, now: float) -> None:
        if heard.rang is None and heard.state == "ringing":
            heard.rang = now
        if heard.answered is None and heard.state == "connected":
            heard.answered = now

    def _forget_oldest(self) -> None:
        ended = [call.id for call in self._calls.values() if call.ended is not None]
        for call in ended[: max(0, len(ended) - ENDED_CALLS_KEPT)]:
            del self._calls[call]
