"""Who hears which call: the providers' observers, and whom a group of events is told."""

from __future__ import annotations

from collections.abc import Iterable, Set
from typing import NamedTuple

from ccx_engine.cucm.calls.call import ENDING, Call, Connection
from ccx_engine.jtapi.messages import CallEv, CallEvs, Message, Snapshot
from ccx_engine.jtapi.model import Reason


class ToldProviders(NamedTuple):
    """One message and the providers it is for."""

    providers: tuple[int, ...]
    message: Message


class Observers:
    """What each provider observes: addresses, and terminals (all their calls) by name."""

    def __init__(self) -> None:
        self._of: dict[str, set[int]] = {}

    def add(self, provider: int, name: str) -> None:
        self._of.setdefault(name, set()).add(provider)

    def remove(self, provider: int, name: str) -> None:
        observers = self._of.get(name, set())
        observers.discard(provider)
        if not observers:
            self._of.pop(name, None)

    def forget(self, provider: int) -> None:
        """The provider is gone: it observes nothing."""
        for name in [name for name, observers in self._of.items() if provider in observers]:
            self.remove(provider, name)

    def of(self, connection: Connection) -> set[int]:
        """Who hears the call because of this party of it. Nobody observes a phone's built-in bridge."""
        hearers = set(connection.made_by)
        if connection.bridge:
            return hearers
        for name in (connection.address, *connection.terminals):
            if name in self._of:
                hearers |= self._of[name]
        return hearers

    def of_call(self, call: Call) -> set[int]:
        """Who hears the call because of any party of it."""
        hearers: set[int] = set()
        for connection in call.connections.values():
            hearers |= self.of(connection)
        return hearers

    def tell(self, call: Call, reason: Reason, keep: Set[int] = frozenset()) -> Iterable[ToldProviders]:
        """Close the call's group of events and address it. `keep` go on hearing the call for now.

        Who hears the call for the first time gets it as it stands instead; for whom its last party left,
        the call becomes INVALID (Cisco Unified JTAPI Developers Guide, park: only the parker is observed).
        """
        if not call.events:
            return
        before, now = call.hearers, self.of_call(call) | keep
        introduction = call.introduction() if now - before else ()
        group = call.take_events()
        call.hearers = now
        if told := tuple(sorted(before & now)):
            yield ToldProviders(told, _message(call, group, reason))
        if ended := tuple(sorted(before - now)):
            yield ToldProviders(ended, _message(call, group + ENDING, reason))
        if new := tuple(sorted(now - before)):
            yield ToldProviders(new, _message(call, tuple(introduction), reason, introduces=True))


def snapshot(call: Call) -> Snapshot:
    """The call as it stands."""
    parties = tuple(party for connection in call.connections.values() for party in connection.parties())
    return Snapshot(
        call.id, parties, call.calling, call.called, call.last_redirected, call.data, call.monitors
    )


def _message(call: Call, events: tuple[CallEv, ...], reason: Reason, *, introduces: bool = False) -> CallEvs:
    return CallEvs(
        call.id,
        events,
        reason,
        call.calling,
        call.called,
        call.last_redirected,
        call.data if introduces else {},
        call.monitors,
    )
