"""Which number is what: agents' lines, triggers, CTI ports, and the terminals behind them."""

from __future__ import annotations

from collections.abc import Iterable

from ccx_engine.cti.enums import CallType, DeviceType
from ccx_engine.engine.model import Agent, Application, Port, Provider
from ccx_engine.jtapi.messages import DeviceEv, TerminalInfo
from ccx_engine.jtapi.model import WITHHELD, Ev, TerminalKind


class Directory:
    """Looks up numbers: triggers and ports of the configuration, phones that CUCM tells of."""

    def __init__(self, triggers: dict[str, Application], ports: dict[str, Port]) -> None:
        self.triggers = triggers
        self.ports = ports
        self.lines: dict[str, Agent] = {}  # extensions of signed-in agents
        self.other_lines: dict[str, Agent] = {}  # of signed-in agents' phones, where their teams mind
        self._terminals: dict[Provider, dict[str, TerminalInfo]] = {each: {} for each in Provider}
        self._at: dict[Provider, dict[str, str]] = {each: {} for each in Provider}
        self._out: set[tuple[str, str]] = set()  # terminals (no address) and single lines of them
        self._restricted: set[str] = set()  # terminals and addresses that CUCM lets nobody control

    def learn(self, provider: Provider, terminals: Iterable[TerminalInfo]) -> None:
        """Take what a provider's user controls in place of what was known."""
        mine = {terminal.name: terminal for terminal in terminals}
        before = self._terminals[provider]
        self._out = {each for each in self._out if each[0] not in before}
        self._terminals[provider] = mine
        self._restricted = {
            name for each in self._terminals.values() for info in each.values() for name in info.restricted
        }
        self._out.update((name, "") for name, terminal in mine.items() if not terminal.in_service)
        self._index(provider)

    def follow(self, provider: Provider, event: DeviceEv) -> None:
        """Note a terminal or line that came into the control list, out of service at first, or left it."""
        mine, line = self._terminals[provider], (event.terminal, event.address)
        info = mine.get(event.terminal)
        if event.ev is Ev.TERM_CREATED:
            mine[event.terminal] = TerminalInfo(event.terminal, event.kind, (), model=event.model)
            self._out.add((event.terminal, ""))
        elif info is None:
            return
        elif event.ev is Ev.TERM_REMOVED:
            del mine[event.terminal]
            self._out.discard((event.terminal, ""))
        elif event.ev is Ev.ADDR_CREATED:
            mine[event.terminal] = info.with_addresses((*info.addresses, event.address))
            self._out.add(line)
        elif event.ev is Ev.ADDR_REMOVED:
            kept = tuple(each for each in info.addresses if each != event.address)
            mine[event.terminal] = info.with_addresses(kept)
            self._out.discard(line)
        self._index(provider)

    def _index(self, provider: Provider) -> None:
        self._at[provider] = {
            address: terminal.name
            for terminal in self._terminals[provider].values()
            if terminal.kind is not TerminalKind.GATEWAY
            for address in terminal.addresses
        }

    def terminal_of(self, provider: Provider, address: str) -> str | None:
        """The terminal that a number rings; None if the provider does not control it."""
        return self._at[provider].get(address)

    def addresses_of(self, provider: Provider, terminal: str) -> tuple[str, ...]:
        """The numbers of a terminal."""
        info = self._terminals[provider].get(terminal)
        return info.addresses if info else ()

    def phones(self) -> dict[str, TerminalInfo]:
        """The phones that the RmCm user controls, by name, as far as they have a line."""
        return {name: info for name in self._terminals[Provider.RMCM] if (info := self.phone(name))}

    def phone(self, name: str) -> TerminalInfo | None:
        """The phone of that name, if the RmCm user controls it and it has a line."""
        info = self._terminals[Provider.RMCM].get(name)
        return info if info and info.kind is TerminalKind.PHONE and info.addresses else None

    def set_in_service(self, terminal: str, address: str, in_service: bool) -> None:
        """Note the service of a terminal, or of one of its lines."""
        if in_service:
            self._out.discard((terminal, address))
        else:
            self._out.add((terminal, address))

    def in_service(self, terminal: str, address: str) -> bool:
        """Whether a line can be used at its terminal."""
        return self._out.isdisjoint(((terminal, ""), (terminal, address)))

    def set_restricted(self, name: str, restricted: bool) -> None:
        """Note whether a terminal or an address may be controlled."""
        if restricted:
            self._restricted.add(name)
        else:
            self._restricted.discard(name)

    def is_restricted(self, name: str) -> bool:
        """Whether CUCM lets nobody control this terminal or address."""
        return name in self._restricted

    def is_internal(self, address: str) -> bool:
        """Whether a number belongs to a phone of this house."""
        return address in self._at[Provider.RMCM]

    def call_type(self, calling: str, called: str) -> CallType:
        """How a call is classified when it begins (CTI guide, "CallType Fields").

        What an agent dials begins as AGENT_INSIDE, also when it will leave the house.
        """
        if called in self.triggers:
            return CallType.OUT if calling in self.lines else CallType.CCX_IN
        return CallType.AGENT_INSIDE if self.is_internal(calling) else CallType.OTHER_IN

    def device_type(self, address: str) -> DeviceType:
        """What CTI calls the device behind a number (CTI guide, "DeviceType Values")."""
        if address in self.lines:
            return DeviceType.AGENT_DEVICE
        if address in self.triggers:
            return DeviceType.ROUTE_POINT
        if address in self.ports:
            return DeviceType.CTI_PORT
        return DeviceType.NONE if address in ("", WITHHELD) else DeviceType.DEVICE_IDENTIFIER

    def speaks_for(self, provider: Provider, address: str) -> bool:
        """Whether this provider's word on a party counts.

        Both providers hear of a call that touches a port and an agent, and either link may be late. So the
        parties at triggers and ports are the telephony provider's to tell, the agents' the RmCm provider's,
        and all others whoever says it first.
        """
        if address in self.triggers or address in self.ports:
            return provider is Provider.TELEPHONY
        if address in self.lines:
            return provider is Provider.RMCM
        return True
