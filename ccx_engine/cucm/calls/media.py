"""The streams of terminals: which flow, from where and to where, and who wants to know.

No packet flows; the addresses are made from the terminals' names. Source: Cisco Unified JTAPI Developers
Guide, "Stopping Transmission and Reception", and "Recording and Monitoring", scenario two: what hold does.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from ccx_engine.cucm.calls.call import Call, Connection
from ccx_engine.cucm.calls.observers import ToldProviders
from ccx_engine.jtapi.messages import Rtp
from ccx_engine.jtapi.model import ConnectionState, Ev, TerminalState

MUSIC_ON_HOLD = "MOH"
CONFERENCE_BRIDGE = "CFB"
FIRST_PORT = 16_384  # of the range that Cisco's phones use for RTP
PORTS = 8_192  # even ones in that range


class Place(NamedTuple):
    """A terminal of a party."""

    address: str
    terminal: str


class Streams(NamedTuple):
    """From where a terminal hears and whereto it speaks; empty where nothing flows."""

    source: str
    sink: str


SILENCE = Streams("", "")


class Media:
    """What flows at every terminal, kept while somebody wants to know of any."""

    def __init__(self) -> None:
        self.listeners: dict[str, set[int]] = {}  # address or terminal: providers
        self._flowing: dict[int, dict[Place, Streams]] = {}

    def listen(self, provider: int, name: str, there: Iterable[Call]) -> list[ToldProviders]:
        """The provider wants to know of an address or terminal; told what flows there, if that is news."""
        known = {each for each, listeners in self.listeners.items() if provider in listeners}
        self.listeners.setdefault(name, set()).add(provider)
        told = []
        for call in there:
            self._flowing[call.id] = flowing(call)
            for place, streams in self._flowing[call.id].items():
                if name in place and known.isdisjoint(place):
                    told += [
                        ToldProviders((provider,), rtp) for rtp in _changes(call, place, SILENCE, streams)
                    ]
        return told

    def ignore(self, provider: int, name: str) -> None:
        """The provider wants to know of it no more."""
        listeners = self.listeners.get(name, set())
        listeners.discard(provider)
        if not listeners:
            self.listeners.pop(name, None)
        if not self.listeners:
            self._flowing.clear()

    def forget(self, provider: int) -> None:
        """The provider is gone."""
        for name in [name for name, listeners in self.listeners.items() if provider in listeners]:
            self.ignore(provider, name)

    def follow(self, call: Call, calls: Mapping[int, Call]) -> list[ToldProviders]:
        """What changed since the call was followed last, and with it what those hear who monitor it."""
        before, now = self._flowing.pop(call.id, {}), flowing(call)
        if now:
            self._flowing[call.id] = now
        told: list[ToldProviders] = []
        for place in (*before, *(place for place in now if place not in before)):
            told += self._changed(call, place, before.get(place, SILENCE), now.get(place, SILENCE))
        for party in call.connections.values():
            monitoring = calls.get(party.listener.call) if party.listener is not None else None
            if monitoring is not None:
                told += self.follow(monitoring, calls)
        return told

    def _changed(self, call: Call, place: Place, before: Streams, now: Streams) -> Iterator[ToldProviders]:
        listeners = self.listeners.get(place.address, set()) | self.listeners.get(place.terminal, set())
        if listeners and before != now:
            for rtp in _changes(call, place, before, now):
                yield ToldProviders(tuple(sorted(listeners)), rtp)


def flowing(call: Call) -> dict[Place, Streams]:
    """What flows at each terminal that talks in the call."""
    established = [party for party in call.connections.values() if party.state is ConnectionState.ESTABLISHED]
    if not call.media or len(established) < 2:
        return {}
    found = {}
    for party in established:
        others = [other for other in established if other is not party]
        for terminal, state in party.terminals.items():
            if state is TerminalState.TALKING:
                found[Place(party.address, terminal)] = _heard(call) if call.listens_to else _talk(others)
    return found


def endpoint(name: str) -> tuple[str, int]:
    """The IP address and port of a terminal, or of the cluster's own media, always the same."""
    number = zlib.crc32(name.encode())
    return f"10.1.{number >> 8 & 0xFF}.{number & 0xFF}", FIRST_PORT + 2 * ((number >> 16) % PORTS)


def _talk(others: list[Connection]) -> Streams:
    if len(others) > 1:
        return Streams(CONFERENCE_BRIDGE, CONFERENCE_BRIDGE)
    (other,) = others
    for terminal, state in other.terminals.items():
        if state is TerminalState.TALKING:
            return Streams(terminal, terminal)
    return Streams(MUSIC_ON_HOLD, "")


def _heard(call: Call) -> Streams:
    """A monitoring call's initiator hears the target while that talks, and is never heard."""
    target = call.listens_to
    assert target is not None
    assert target.listener is not None
    at = target.listener.at
    return Streams(at if target.terminals.get(at) is TerminalState.TALKING else "", "")


def _changes(call: Call, place: Place, before: Streams, now: Streams) -> Iterator[Rtp]:
    """What tells that the streams of a terminal are others now: the stops first."""
    speaks, hears = before.sink != now.sink, before.source != now.source
    if speaks and before.sink:
        yield Rtp(Ev.RTP_OUTPUT_STOPPED, call.id, *place)
    if hears and before.source:
        yield Rtp(Ev.RTP_INPUT_STOPPED, call.id, *place)
    if speaks and now.sink:
        yield Rtp(Ev.RTP_OUTPUT_STARTED, call.id, *place, *endpoint(now.sink))
    if hears and now.source:
        yield Rtp(Ev.RTP_INPUT_STARTED, call.id, *place, *endpoint(place.terminal))
