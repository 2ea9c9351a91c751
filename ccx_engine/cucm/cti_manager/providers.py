"""CTI Manager without sockets: the providers that are signed in, what each may do, and what each is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ccx_engine.cucm.calls import expiry, phones
from ccx_engine.cucm.calls.call import Call
from ccx_engine.cucm.calls.calls import REGISTERED_BY_PROVIDERS, Calls
from ccx_engine.cucm.calls.observers import ToldProviders, snapshot
from ccx_engine.cucm.calls.refusal import Refusal
from ccx_engine.cucm.configuration.administration import Action, Change
from ccx_engine.cucm.configuration.cluster import (
    CTI_ENABLED,
    CTI_MONITORING,
    CTI_RECORDING,
    Cluster,
    Device,
    User,
    terminal_info,
)
from ccx_engine.cucm.cti_manager.control_lists import ControlLists, Difference
from ccx_engine.cucm.cti_manager.requests import HANDLES
from ccx_engine.jtapi.messages import (
    Accept,
    CallEv,
    CallEvs,
    DeviceEv,
    Disconnect,
    Done,
    Observe,
    OpenProvider,
    PlugPhone,
    Redirect,
    Refused,
    RegisterTerminal,
    Reject,
    Request,
    ShutdownProvider,
    StartMonitor,
    StartRecording,
    StopRecording,
    Terminals,
    Unobserve,
    UnplugPhone,
)
from ccx_engine.jtapi.model import Cause, CtiError, Ev, TerminalKind

# The roles that a user needs for a request, beside the control of the devices.
ROLES: dict[type[Request], str] = {
    StartMonitor: CTI_MONITORING,
    StartRecording: CTI_RECORDING,
    StopRecording: CTI_RECORDING,
}


class Providers:
    """All providers by a number that the caller chooses. Times are seconds of any one clock."""

    def __init__(self, cluster: Cluster, node: int = 1, numbers: Iterator[int] | None = None) -> None:
        self.cluster = cluster
        self.calls = Calls(cluster, node, numbers)
        self._users: dict[int, User] = {}
        self._lists = ControlLists(cluster)
        self._to_reset: set[str] = set()  # phones that are to register anew once they are in no call
        self._away: dict[str, float] = {}  # phones that do, and when they are back

    def open(self, provider: int, user: User, request: OpenProvider) -> list[ToldProviders]:
        """The user has shown the right password: the provider is in service."""
        if provider in self._users:
            return _refused(
                provider, request, CtiError.DIRECTORY_LOGIN_NOT_ALLOWED, "this provider is open already"
            )
        self._users[provider] = user
        devices = self._lists.begin(provider, user)
        terminals = tuple(
            terminal_info(device, self.calls.in_service(device.name), self.cluster.restricted(device))
            for device in devices
        )
        return [
            ToldProviders((provider,), Done(request.request_id)),
            ToldProviders((provider,), DeviceEv(Ev.PROV_IN_SERVICE)),
            ToldProviders((provider,), Terminals(terminals)),
        ]

    def ask(self, provider: int, request: Request, now: float) -> list[ToldProviders]:
        """Carry a request out. The answer comes first, then what it caused, in order."""
        self.calls.now = now
        user = self._users.get(provider)
        if user is None:
            return _refused(provider, request, CtiError.PROVIDER_NOT_OPEN, "sign in with OpenProvider first")
        try:
            call = self._carry_out(provider, user, request)
        except Refusal as refusal:
            return _refused(provider, request, refusal.error, str(refusal))
        return [ToldProviders((provider,), Done(request.request_id, call)), *self._take_told()]

    def close(self, provider: int, now: float) -> list[ToldProviders]:
        """The provider is gone. Calls at the CTI ports and route points it had end; people talk on."""
        self.calls.now = now
        if self._users.pop(provider, None) is not None:
            self._forget(provider)
        return self._take_told()

    def reconfigured(self, change: Change, now: float) -> list[ToldProviders]:
        """The cluster has changed: calls end where a line or device is gone, and control lists follow."""
        self.calls.now = now
        for terminal, numbers in change.left:
            self._withdraw(terminal, numbers)
        for provider, user in list(self._users.items()):
            if user is not change.object:
                self._tell_differences(provider, user, change.devices)
            elif change.action is Action.REMOVED or CTI_ENABLED not in user.roles:
                self._shut_down(provider)
            else:
                controlled = [device.name for device in self.cluster.controlled_by(user)]
                names = dict.fromkeys([*self._lists.names(provider), *controlled])
                self._tell_differences(provider, user, names)
        return self._take_told()

    def reset(self, terminal: str, now: float) -> list[ToldProviders]:
        """A phone registers anew, when it is in no call (CUCM Administration, phones, reset).

        CTI ports and route points have nothing but their provider's registration, which stays.
        """
        self.calls.now = now
        device = self.cluster.devices.get(terminal)
        if device is not None and device.kind is TerminalKind.PHONE and self.calls.in_service(terminal):
            self._to_reset.add(terminal)
        return self._take_told()

    def next_deadline(self) -> float | None:
        """When `tick` must be called next."""
        due = self.calls.next_deadline()
        return min(([] if due is None else [due]) + list(self._away.values()), default=None)

    def tick(self, now: float) -> list[ToldProviders]:
        """Time has passed: what calls do by themselves, and phones that are back."""
        expiry.tick(self.calls, now)
        for terminal in [name for name, when in self._away.items() if when <= now]:
            self._plug(self.cluster.devices[terminal])
        return self._take_told()

    def _take_told(self) -> list[ToldProviders]:
        for terminal in [name for name in self._to_reset if not phones.in_call(self.calls, name)]:
            self._to_reset.remove(terminal)
            self._away[terminal] = self.calls.now + self.calls.parameters.phone_reset_timer
            self._unplug(self.cluster.devices[terminal])
        return self.calls.take_told()

    def _carry_out(self, provider: int, user: User, request: Request) -> int:
        match request:
            case ShutdownProvider():
                self._shut_down(provider)
            case RegisterTerminal():
                self._register(provider, self._device(user, request.terminal))
            case Observe():
                self._may_observe(user, request.address)
                self._observe(provider, request)
            case Unobserve():
                self._unobserve(provider, request.address)
            case UnplugPhone():
                phone = self._phone(user, request.terminal)
                self._away.pop(phone.name, None)  # who pulls the plug of a phone that is reset puts it back
                self._unplug(phone)
            case PlugPhone():
                self._plug(self._phone(user, request.terminal))
            case _:
                self._may_ask(user, request)
                return HANDLES[type(request)](self.calls, provider, request)
        return 0

    def _may_ask(self, user: User, request: Request) -> None:
        """Refusal when the user lacks the role, or does not control the devices that the request is about."""
        role = ROLES.get(type(request))
        if role is not None and role not in user.roles:
            raise Refusal(CtiError.ACCESS_TO_DEVICE_DENIED, f"{user.userid} lacks the role {role!r}")
        match request:
            case Disconnect() if request.by:
                self._device(user, request.by)
            case Accept() | Reject() | Disconnect() | Redirect():
                self._may_use(user, request.address)
            case StartMonitor():
                self._device(user, request.terminal)
                self._device(user, request.target)
            case _:
                self._device(user, request.terminal)  # type: ignore[attr-defined]

    def _device(self, user: User, terminal: str) -> Device:
        device = self.cluster.devices.get(terminal)
        if device is None or not user.controls(device):
            raise Refusal(CtiError.ACCESS_TO_DEVICE_DENIED, f"{user.userid} does not control {terminal!r}")
        return device

    def _phone(self, user: User, terminal: str) -> Device:
        device = self._device(user, terminal)
        if device.kind is not TerminalKind.PHONE:
            raise Refusal(CtiError.ILLEGAL_CALL_STATE, f"{terminal} is no phone")
        return device

    def _may_use(self, user: User, address: str) -> None:
        if not self.cluster.controls_address(user, address):
            known = address in self.cluster.lines
            error = CtiError.ACCESS_TO_DEVICE_DENIED if known else CtiError.UNDEFINED_LINE
            raise Refusal(error, f"{user.userid} controls no device with the line {address!r}")

    def _may_observe(self, user: User, name: str) -> None:
        if name in self.cluster.devices:
            self._device(user, name)
        else:
            self._may_use(user, name)

    def _observe(self, provider: int, request: Observe) -> None:
        name = request.address
        self.calls.observers.add(provider, name)
        self.calls.say({provider}, self._service_of(name))
        for call in self.calls.at(name):
            call.hearers.add(provider)
            self.calls.say({provider}, snapshot(call))
        if request.media:
            self.calls.listen(provider, name)
        else:
            self.calls.media.ignore(provider, name)

    def _service_of(self, name: str) -> DeviceEv:
        if name in self.cluster.devices:
            serves = self.calls.in_service(name)
            return DeviceEv(Ev.TERM_IN_SERVICE if serves else Ev.TERM_OUT_OF_SERVICE, terminal=name)
        line = self.cluster.lines.get(name)
        serves = line is None or any(self.calls.in_service(device.name) for device in line.devices)
        return DeviceEv(Ev.ADDR_IN_SERVICE if serves else Ev.ADDR_OUT_OF_SERVICE, address=name)

    def _unobserve(self, provider: int, name: str) -> None:
        self.calls.observers.remove(provider, name)
        self.calls.media.ignore(provider, name)
        for call in self.calls.at(name):
            if provider in call.hearers and provider not in self.calls.observers.of_call(call):
                call.hearers.discard(provider)
                self.calls.say({provider}, CallEvs(call.id, (CallEv(Ev.CALL_OBSERVATION_ENDED),)))

    def _register(self, provider: int, device: Device) -> None:
        owner = self.calls.registered.get(device.name)
        if owner == provider:
            return
        if owner is not None or device.kind not in REGISTERED_BY_PROVIDERS:
            raise Refusal(CtiError.DEVICE_ALREADY_REGISTERED, f"{device.name} is registered already")
        self.calls.registered[device.name] = provider
        self.calls.observers.add(provider, device.name)
        self._announce(device, Ev.TERM_IN_SERVICE, Ev.ADDR_IN_SERVICE)

    def _unplug(self, phone: Device) -> None:
        if phone.name not in self.calls.unplugged:
            phones.unplug(self.calls, phone.name)
            self._announce(phone, Ev.TERM_OUT_OF_SERVICE, Ev.ADDR_OUT_OF_SERVICE)

    def _plug(self, phone: Device) -> None:
        self._away.pop(phone.name, None)
        if phone.name in self.calls.unplugged:
            self.calls.unplugged.remove(phone.name)
            self._announce(phone, Ev.TERM_IN_SERVICE, Ev.ADDR_IN_SERVICE)

    def _shut_down(self, provider: int) -> None:
        del self._users[provider]
        self.calls.say({provider}, DeviceEv(Ev.PROV_SHUTDOWN))
        self._forget(provider)

    def _tell_differences(self, provider: int, user: User, names: Iterable[str]) -> None:
        """Let the provider know what has become of these terminals of its control list."""
        for difference in self._lists.differences(provider, user, names):
            self._end_control(provider, user, difference)
            serves = self.calls.in_service(difference.terminal)
            for event in (
                *difference.farewell(),
                *difference.welcome(in_service=serves),
                *difference.changed(),
            ):
                self.calls.say({provider}, event)

    def _end_control(self, provider: int, user: User, difference: Difference) -> None:
        """What is no longer controlled is no longer registered nor observed."""
        if difference.gone and self.calls.registered.get(difference.terminal) == provider:
            del self.calls.registered[difference.terminal]
            device = self.cluster.devices[difference.terminal]
            for call in self.calls.at(device.name):
                self._vacate(call, device.name)
            self._announce(device, Ev.TERM_OUT_OF_SERVICE, Ev.ADDR_OUT_OF_SERVICE)
        for number in difference.lost:
            if not self.cluster.controls_address(user, number) or number not in self.cluster.lines:
                self._unobserve(provider, number)
        if difference.gone:
            self._unobserve(provider, difference.terminal)

    def _withdraw(self, terminal: str, numbers: Iterable[str]) -> None:
        """The terminal no longer has these lines, or is no longer there: its calls there end."""
        for number in numbers:
            for call in self.calls.at(number):
                party = call.connections.get(number)
                if party is not None and terminal in party.terminals:
                    phones.vacate(self.calls, call, party, terminal)
        if terminal not in self.cluster.devices:
            self.calls.registered.pop(terminal, None)
            self.calls.unplugged.discard(terminal)
            self._to_reset.discard(terminal)
            self._away.pop(terminal, None)

    def _forget(self, provider: int) -> None:
        """Observation ends, and with it what only this provider kept alive."""
        self._lists.forget(provider)
        self.calls.observers.forget(provider)
        self.calls.media.forget(provider)
        made: list[Call] = []
        for call in self.calls:
            call.hearers.discard(provider)
            for party in call.connections.values():
                if provider in party.made_by:
                    party.made_by -= {provider}
                    made.append(call)
        owned = [name for name, owner in self.calls.registered.items() if owner == provider]
        for name in owned:
            del self.calls.registered[name]
        for name in owned:
            for call in self.calls.at(name):
                self._vacate(call, name)
            device = self.cluster.devices.get(name)
            if device is not None:
                self._announce(device, Ev.TERM_OUT_OF_SERVICE, Ev.ADDR_OUT_OF_SERVICE)
        for call in made:
            if call.connections and call.unattended():
                self.calls.end(call, Cause.NORMAL_CALL_CLEARING)

    def _vacate(self, call: Call, terminal: str) -> None:
        for party in list(call.connections.values()):
            if terminal in party.terminals:
                phones.vacate(self.calls, call, party, terminal)
                return

    def _announce(self, device: Device, terminal: Ev, address: Ev) -> None:
        told = {provider for provider, user in self._users.items() if user.controls(device)}
        for number in device.lines:
            self.calls.say(told, DeviceEv(address, address=number, terminal=device.name))
        self.calls.say(told, DeviceEv(terminal, terminal=device.name))


def _refused(provider: int, request: Request, error: CtiError, text: str) -> list[ToldProviders]:
    return [ToldProviders((provider,), Refused(request.request_id, error, text))]
