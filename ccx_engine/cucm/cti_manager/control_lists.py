"""What each provider knows of the devices it controls, and what it must hear when that is no longer true."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ccx_engine.cucm.configuration.cluster import Cluster, Device, User
from ccx_engine.jtapi.messages import DeviceEv
from ccx_engine.jtapi.model import Ev, TerminalKind


class Known(NamedTuple):
    """A device as a provider was told of it."""

    kind: TerminalKind
    lines: tuple[str, ...]
    restricted: tuple[str, ...] = ()  # of its name and its lines, those that nobody may control


class Difference(NamedTuple):
    """What a provider does not know yet: lines that it lost and gained on a terminal."""

    terminal: str
    kind: TerminalKind
    lost: tuple[str, ...]
    gained: tuple[str, ...]
    gone: bool  # the terminal is no longer controlled
    new: bool  # it was not controlled before
    restricted: tuple[str, ...] = ()  # what nobody may control any more
    activated: tuple[str, ...] = ()  # what may be controlled again
    model: str = ""

    def farewell(self) -> Iterator[DeviceEv]:
        """What is out of service for the provider, then what it has no more."""
        for number in self.lost:
            yield DeviceEv(Ev.ADDR_OUT_OF_SERVICE, self.terminal, number)
        if self.gone:
            yield DeviceEv(Ev.TERM_OUT_OF_SERVICE, self.terminal)
        for number in self.lost:
            yield DeviceEv(Ev.ADDR_REMOVED, self.terminal, number)
        if self.gone:
            yield DeviceEv(Ev.TERM_REMOVED, self.terminal)

    def changed(self) -> Iterator[DeviceEv]:
        """What may no longer be controlled, or may be again."""
        for names, of_line, of_terminal in (
            (self.restricted, Ev.ADDR_RESTRICTED, Ev.TERM_RESTRICTED),
            (self.activated, Ev.ADDR_ACTIVATED, Ev.TERM_ACTIVATED),
        ):
            for name in names:
                if name == self.terminal:
                    yield DeviceEv(of_terminal, name)
                else:
                    yield DeviceEv(of_line, self.terminal, name)

    def welcome(self, *, in_service: bool) -> Iterator[DeviceEv]:
        """What is new to the provider, and in service if it is."""
        if self.new:
            yield DeviceEv(Ev.TERM_CREATED, self.terminal, kind=self.kind, model=self.model)
        for number in self.gained:
            yield DeviceEv(Ev.ADDR_CREATED, self.terminal, number)
        if in_service:
            for number in self.gained:
                yield DeviceEv(Ev.ADDR_IN_SERVICE, self.terminal, number)
            if self.new:
                yield DeviceEv(Ev.TERM_IN_SERVICE, self.terminal)


class ControlLists:
    """The devices of every provider, as it was told of them."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self._known: dict[int, dict[str, Known]] = {}

    def begin(self, provider: int, user: User) -> list[Device]:
        """The provider is told of everything that its user controls: this."""
        devices = list(self._cluster.controlled_by(user))
        self._known[provider] = {device.name: self._known_of(device) for device in devices}
        return devices

    def _known_of(self, device: Device) -> Known:
        return Known(device.kind, device.lines, self._cluster.restricted(device))

    def forget(self, provider: int) -> None:
        """The provider is gone."""
        self._known.pop(provider, None)

    def names(self, provider: int) -> list[str]:
        """The terminals that the provider knows."""
        return list(self._known[provider])

    def differences(self, provider: int, user: User, names: Iterable[str]) -> list[Difference]:
        """What is different with these terminals since the provider was told. It knows it now."""
        known, found = self._known[provider], []
        for name in names:
            device, before = self._cluster.devices.get(name), known.get(name)
            controlled = device if device is not None and user.controls(device) else None
            now = None if controlled is None else self._known_of(controlled)
            if now == before:
                continue
            lost, gained = _lost_and_gained(before.lines if before else (), now.lines if now else ())
            activated, restricted = _lost_and_gained(
                before.restricted if before else (), now.restricted if now else ()
            )
            kind = (now or before or Known(TerminalKind.PHONE, ())).kind
            model = controlled.model if controlled else ""
            found.append(
                Difference(
                    name, kind, lost, gained, now is None, before is None, restricted, activated, model
                )
            )
            if now is None:
                del known[name]
            else:
                known[name] = now
        return found


def _lost_and_gained(had: tuple[str, ...], has: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(n for n in had if n not in has), tuple(n for n in has if n not in had)
