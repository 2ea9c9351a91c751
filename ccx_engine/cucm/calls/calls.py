"""All calls of one call-processing node: where they are, how they begin and end, and what is told of them.

Pure: a step is one request or one deadline, with the time passed in; what observers must hear collects and
is taken with `take_told`. How a call reaches somebody is in `offering`, what each request asks in `requests`,
what time does in `expiry`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set

from ccx_engine.cucm.calls.call import Call, Connection
from ccx_engine.cucm.calls.call_numbers import counted
from ccx_engine.cucm.calls.deadlines import Deadlines
from ccx_engine.cucm.calls.media import Media
from ccx_engine.cucm.calls.observers import Observers, ToldProviders
from ccx_engine.cucm.calls.refusal import Refusal
from ccx_engine.cucm.configuration.cluster import Cluster
from ccx_engine.jtapi.messages import Message
from ccx_engine.jtapi.model import (
    CallId,
    Cause,
    ConnectionState,
    CtiError,
    Ev,
    Reason,
    TerminalKind,
    TerminalState,
)

REGISTERED_BY_PROVIDERS = frozenset({TerminalKind.CTI_PORT, TerminalKind.ROUTE_POINT})


class Calls:
    """The calls, in the order they were made."""

    def __init__(self, cluster: Cluster, node: int = 1, numbers: Iterator[int] | None = None) -> None:
        self.cluster = cluster
        self.parameters = cluster.parameters
        self.observers = Observers()
        self.media = Media()
        self.deadlines = Deadlines()
        self.registered: dict[str, int] = {}  # CTI port or route point: the provider that has it
        self.unplugged: set[str] = set()  # phones
        self.now = 0.0
        self._node = node
        self._numbers = counted() if numbers is None else numbers
        self._calls: dict[int, Call] = {}
        self._at: dict[str, dict[int, Call]] = {}
        self._consultations: dict[int, set[int]] = {}
        self._deaf: list[int] = []  # monitoring calls whose target has left
        self._told: list[ToldProviders] = []

    # --- Asking -----------------------------------------------------------------------------------------

    def __iter__(self) -> Iterator[Call]:
        return iter(list(self._calls.values()))

    def __len__(self) -> int:
        return len(self._calls)

    def get(self, call_id: int) -> Call | None:
        return self._calls.get(call_id)

    def find(self, call_id: int) -> Call:
        """The call; Refusal(CALL_DROPPED) when it has ended or never was."""
        call = self._calls.get(call_id)
        if call is None:
            raise Refusal(CtiError.CALL_DROPPED, f"there is no call {call_id}")
        return call

    def oldest(self) -> Call:
        return next(iter(self._calls.values()))

    def at(self, name: str) -> list[Call]:
        """The calls at an address, or at a terminal."""
        device = self.cluster.devices.get(name)
        if device is None:
            return list(self._at.get(name, {}).values())
        if device.kind is TerminalKind.GATEWAY:
            return [call for call in self if any(name in c.terminals for c in call.connections.values())]
        return [call for number in device.lines for call in self._at.get(number, {}).values()]

    def count(self, address: str) -> int:
        """How many calls there are at an address."""
        return len(self._at.get(address, ()))

    def in_service(self, terminal: str) -> bool:
        """Phones are unless their plug is pulled; CTI ports and route points while a provider has them."""
        device = self.cluster.devices.get(terminal)
        if device is None:
            return False
        if device.kind in REGISTERED_BY_PROVIDERS:
            return terminal in self.registered
        return terminal not in self.unplugged

    def talking(self, terminal: str) -> list[tuple[Call, Connection]]:
        """What is being said at a phone or CTI port: at most one call."""
        return [
            (call, connection)
            for call in self.at(terminal)
            for connection in call.connections.values()
            if connection.terminals.get(terminal) is TerminalState.TALKING
        ]

    # --- A call begins, changes and ends ----------------------------------------------------------------

    def begin(
        self,
        origin: Connection,
        terminal: str,
        called: str,
        data: Mapping[str, str] | None = None,
        held: Call | None = None,
        media: bool = True,
        listens_to: Connection | None = None,
    ) -> Call:
        """A call goes off-hook at one terminal of its origin; `held` is the call it consults for.

        `listens_to` makes it a monitoring call.
        """
        call = Call(self._next_id(), origin.address, called, self.now, data or {}, media=media)
        call.listens_to = listens_to
        self._calls[call.id] = call
        if held is None:
            call.note(Ev.CALL_ACTIVE)
        else:
            call.consults_for = held.id
            self._consultations.setdefault(held.id, set()).add(call.id)
            call.note(Ev.CONSULT_CALL_ACTIVE, other_call=held.id)
        self.enter(call, origin, ConnectionState.INITIATED)
        for each in origin.terminals:
            active = each == terminal
            call.move_terminal(origin, each, TerminalState.TALKING if active else TerminalState.BRIDGED)
        self.tell(call, Reason.NORMAL if listens_to is None else Reason.SILENT_MONITORING)
        return call

    def enter(self, call: Call, party: Connection, state: ConnectionState) -> None:
        """A party's first state in a call; the caller tells."""
        call.move(party, state)
        if not party.bridge:
            self._at.setdefault(party.address, {})[call.id] = call

    def remove(self, call: Call, party: Connection, cause: Cause) -> None:
        """A party is dropped; the caller tells."""
        call.drop(party, cause)
        self._unindex(call, party)
        if party.listener is not None:
            self._deaf.append(party.listener.call)
            party.listener = None

    def drop_terminal(self, call: Call, party: Connection, terminal: str) -> None:
        """The party goes on at other terminals of its line; the caller tells."""
        call.move_terminal(party, terminal, TerminalState.DROPPED)
        if party.recording is not None and party.recording.at == terminal:
            call.events += party.recording.end(party.address)
            party.recording = None
        if party.listener is not None and party.listener.at == terminal:
            self._deaf.append(party.listener.call)

    def arrive(self, call: Call, party: Connection) -> None:
        """A party comes over from another call as it is; the caller tells."""
        call.gain(party)
        self._at.setdefault(party.address, {})[call.id] = call

    def part(self, call: Call, party: Connection) -> None:
        """A party has gone over to another call; the caller tells."""
        call.lose(party)
        self._unindex(call, party)

    def leave(self, call: Call, party: Connection, cause: Cause = Cause.NORMAL_CALL_CLEARING) -> None:
        """A party goes. A call of two ends with it; a conference goes on while two are left."""
        self.remove(call, party, cause)
        if len(call.connections) < 2 or call.unattended():
            self.end(call, cause)
            return
        if len(call.connections) == 2:
            call.controller = ""  # a call of two as any other
        self.tell(call)

    def end(self, call: Call, cause: Cause, reason: Reason = Reason.NORMAL) -> None:
        """Everyone goes, and so does a consultation without media that the call was held for."""
        for party in list(call.connections.values()):
            self.remove(call, party, cause)
        self.close(call, reason)

    def close(self, call: Call, reason: Reason = Reason.NORMAL) -> None:
        """A call without parties is over."""
        self.tell(call, reason)
        del self._calls[call.id]
        self._stop_listening(call)
        self._consultations.get(call.consults_for, set()).discard(call.id)
        for consultation in self._consultations.pop(call.id, set()):
            consult = self._calls[consultation]
            consult.consults_for = 0
            if not consult.media:
                self.end(consult, Cause.NORMAL_CALL_CLEARING)

    def _stop_listening(self, call: Call) -> None:
        """A monitoring call is over: its target's side is told, if the target is still in its call."""
        target = call.listens_to
        if target is not None and target.listener is not None and target.listener.call == call.id:
            listened = self._calls[target.call]
            listened.events += target.listener.ended(target.address)
            target.listener = None
            self.tell(listened, Reason.SILENT_MONITORING)

    # --- What is told -----------------------------------------------------------------------------------

    def tell(self, call: Call, reason: Reason = Reason.NORMAL, keep: Set[int] = frozenset()) -> None:
        """The call's events up to here are one group. Who listens to a party that left it listens no more."""
        if call.recorded:
            call.follow_recordings()
        self._told += self.observers.tell(call, reason, keep)
        if self.media.listeners:
            self._told += self.media.follow(call, self._calls)
        while self._deaf:
            deaf = self._calls.get(self._deaf.pop())
            if deaf is not None:
                self.end(deaf, Cause.NORMAL_CALL_CLEARING, Reason.SILENT_MONITORING)

    def say(self, providers: Set[int], message: Message) -> None:
        """A message that is not a group of call events."""
        if providers:
            self._told.append(ToldProviders(tuple(sorted(providers)), message))

    def listen(self, provider: int, name: str) -> None:
        """The provider wants to know of the streams there, beginning with those that flow."""
        self._told += self.media.listen(provider, name, self.at(name))

    def take_told(self) -> list[ToldProviders]:
        """What observers must hear of this step, in order."""
        told, self._told = self._told, []
        return told

    # --- Time -------------------------------------------------------------------------------------------

    def wait(self, party: Connection, seconds: float) -> None:
        """Look at the party again after this time (see `expiry`)."""
        self.deadlines.set(party, self.now + seconds)

    def next_deadline(self) -> float | None:
        """When something is due."""
        due = self.deadlines.next()
        if not self._calls:
            return due
        longest = self.oldest().began + self.parameters.maximum_call_duration_timer
        return longest if due is None else min(due, longest)

    # --- Inside -----------------------------------------------------------------------------------------

    def _next_id(self) -> int:
        ids = (CallId(self._node, number).packed() for number in self._numbers)
        return next(call_id for call_id in ids if call_id not in self._calls)

    def _unindex(self, call: Call, party: Connection) -> None:
        if party.bridge:
            return
        calls = self._at[party.address]
        del calls[call.id]
        if not calls:
            del self._at[party.address]
