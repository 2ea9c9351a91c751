"""What a Unified CM cluster is configured with: users, devices, lines, and where a dialled number leads."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from ccx_engine.jtapi.messages import TerminalInfo
from ccx_engine.jtapi.model import TerminalKind

CTI_ENABLED = "Standard CTI Enabled"
CTI_ALL_DEVICES = "Standard CTI Allow Control of All Devices"
CTI_MONITORING = "Standard CTI Allow Call Monitoring"
CTI_RECORDING = "Standard CTI Allow Call Recording"
AXL_ACCESS = "Standard AXL API Access"
AXL_READ_ONLY = "Standard AXL Read Only API Access"
SUPER_USERS = "Standard CCM Super Users"

DIALABLE = re.compile(r"\+?[0-9*#]{1,31}")
RECORDING_DISABLED = "Call Recording Disabled"
SELECTIVE_RECORDING = "Selective Call Recording Enabled"
AUTOMATIC_RECORDING = "Automatic Call Recording Enabled"
AUTO_ANSWER_OFF = "Auto Answer Off"
AUTO_ANSWER_HEADSET = "Auto Answer with Headset"
AUTO_ANSWER_SPEAKERPHONE = "Auto Answer with Speakerphone"
_NAMESPACE = uuid.UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")


def object_uuid(kind: str, name: str) -> str:
    """The UUID of a configured object, the same at every start; AXL prints it so, in braces."""
    return "{" + str(uuid.uuid5(_NAMESPACE, f"{kind}/{name}")).upper() + "}"


def escaped(number: str) -> str:
    """A number as CUCM writes it: a leading + is escaped."""
    return f"\\{number}" if number.startswith("+") else number


@dataclass(slots=True)
class User:
    """Somebody with a password: an end user or, without names, an application user."""

    userid: str
    password: str = field(repr=False)  # its hash
    roles: frozenset[str] = frozenset()
    devices: tuple[str, ...] = ()  # device names; a trailing * takes every device of that prefix
    groups: tuple[str, ...] = ()  # access control groups, where they give the roles
    uuid: str = ""
    other: dict[str, str] = field(default_factory=dict)  # what AXL keeps of it, by AXL's names

    def __post_init__(self) -> None:
        self.uuid = self.uuid or object_uuid("applicationuser", self.userid)

    @property
    def access_groups(self) -> tuple[str, ...]:
        """The groups that give the roles; a role that came without a group is in one of its own name."""
        return self.groups or tuple(sorted(self.roles))

    def lists(self, device: Device) -> bool:
        """Whether the device is associated with the user."""
        return device.name in self.devices or any(
            name.endswith("*") and device.name.startswith(name[:-1]) for name in self.devices
        )

    def controls(self, device: Device) -> bool:
        """Whether the device is in the user's control list."""
        return CTI_ALL_DEVICES in self.roles or self.lists(device)

    def may_use_axl(self) -> bool:
        return self.may_write_axl() or AXL_READ_ONLY in self.roles

    def may_write_axl(self) -> bool:
        return not self.roles.isdisjoint({AXL_ACCESS, SUPER_USERS})


@dataclass(slots=True)
class EndUser(User):
    """A person. `pin` is the PIN's hash; the extensions are numbers of lines, or empty."""

    first_name: str = ""
    last_name: str = ""
    mail: str = ""
    department: str = ""
    telephone: str = ""
    ipcc_extension: str = ""
    primary_extension: str = ""
    pin: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        self.uuid = self.uuid or object_uuid("enduser", self.userid)

    @property
    def display_name(self) -> str:
        """The display name that AXL gave, else first and last name."""
        return self.other.get("displayName") or f"{self.first_name} {self.last_name}".strip()


@dataclass(slots=True)
class Appearance:
    """A line on a device (CUCM's devicenumplanmap): `recording` is one of CUCM's three recording options."""

    recording: str = RECORDING_DISABLED
    users: tuple[str, ...] = ()  # the end users associated with it
    other: dict[str, str] = field(default_factory=dict)  # what AXL keeps of it, by AXL's names


@dataclass(slots=True)
class Device:
    """A terminal: phone, CTI port, route point or gateway."""

    name: str
    kind: TerminalKind
    lines: tuple[str, ...] = ()
    description: str = ""
    model: str = ""
    owner: str = ""  # userid
    device_pool: str = "Default"
    calling_search_space: str = ""
    built_in_bridge: str = "Default"  # On, Off or Default
    uuid: str = ""
    appearances: dict[str, Appearance] = field(default_factory=dict)  # by the line's number
    other: dict[str, str] = field(default_factory=dict)  # what AXL keeps of it, by AXL's names

    def __post_init__(self) -> None:
        self.uuid = self.uuid or object_uuid("device", self.name)

    def appearance(self, number: str) -> Appearance:
        """How one of the device's lines appears on it."""
        return self.appearances.get(number) or Appearance()

    def appearance_uuid(self, line: Line) -> str:
        """The UUID of one of the device's lines on it."""
        return object_uuid("devicenumplanmap", f"{self.uuid}/{line.uuid}")

    @property
    def protocol(self) -> str:
        """The protocol that AXL gave, else SIP for phones and SCCP for what only CTI uses."""
        return self.other.get("protocol") or ("SIP" if self.kind is TerminalKind.PHONE else "SCCP")


ALLOW_CTI_CONTROL = "allowCtiControlFlag"  # of a device or a line, by AXL's name


class Forward(StrEnum):
    """When a line forwards, by AXL's names; `…Int` is for callers of the house, the other for the rest."""

    ALL = "callForwardAll"
    BUSY = "callForwardBusy"
    BUSY_INTERNAL = "callForwardBusyInt"
    NO_ANSWER = "callForwardNoAnswer"
    NO_ANSWER_INTERNAL = "callForwardNoAnswerInt"
    NO_COVERAGE = "callForwardNoCoverage"
    FAILURE = "callForwardOnFailure"
    NOT_REGISTERED = "callForwardNotRegistered"
    NOT_REGISTERED_INTERNAL = "callForwardNotRegisteredInt"


@dataclass(slots=True)
class Forwarding:
    """Where a line forwards to; nowhere when `destination` is empty. `seconds` only counts for no answer."""

    destination: str = ""
    seconds: float | None = None  # None: the service parameter's
    voice_mail: bool = False  # kept; the cluster has no voice mail


@dataclass(slots=True)
class Line:
    """A directory number. None is without limit.

    `max_calls` and `busy_trigger`: AXL's defaults, which are also what CCX asks of an agent's line
    (CCX Administration guide, agent phones).
    """

    number: str
    max_calls: int | None = 2
    busy_trigger: int | None = 1
    devices: list[Device] = field(default_factory=list)
    partition: str = ""
    description: str = ""
    auto_answer: str = AUTO_ANSWER_OFF
    forwards: dict[Forward, Forwarding] = field(default_factory=dict)
    uuid: str = ""
    other: dict[str, str] = field(default_factory=dict)  # what AXL keeps of it, by AXL's names

    def __post_init__(self) -> None:
        self.uuid = self.uuid or object_uuid("line", self.number)

    @property
    def kind(self) -> TerminalKind:
        return self.devices[0].kind

    @property
    def pattern(self) -> str:
        """The number as CUCM writes it."""
        return escaped(self.number)

    def forwards_to(self, *when: Forward) -> Forwarding | None:
        """The first of these forwardings that leads somewhere."""
        found = (self.forwards.get(each) for each in when)
        return next((each for each in found if each is not None and each.destination), None)


class NamedKind(StrEnum):
    """What is only referred to by its name; the values are CUCM's tables."""

    PARTITION = "routepartition"
    CALLING_SEARCH_SPACE = "callingsearchspace"
    DEVICE_POOL = "devicepool"


@dataclass(slots=True)
class Named:
    """A partition, calling search space or device pool. They are kept and told; they keep no call apart."""

    kind: NamedKind
    name: str
    description: str = ""
    members: tuple[str, ...] = ()  # the partitions of a calling search space, in order
    uuid: str = ""
    other: dict[str, str] = field(default_factory=dict)  # what AXL keeps of it, by AXL's names

    def __post_init__(self) -> None:
        self.uuid = self.uuid or object_uuid(self.kind, self.name)


class Behaviour(StrEnum):
    """What a party outside does when it is called."""

    ANSWER = "answer"
    NO_ANSWER = "no answer"
    REJECT = "reject"
    BUSY = "busy"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class OutsideNumber:
    """What a number outside does, after how many seconds. A trailing * takes every number of that prefix."""

    number: str
    does: Behaviour = Behaviour.ANSWER
    seconds: float = 2.0

    def takes(self, number: str) -> bool:
        return number.startswith(self.number[:-1]) if self.number.endswith("*") else number == self.number


@dataclass(frozen=True, slots=True)
class ServiceParameters:
    """Timers and limits of call processing, by CUCM's names where it has them; seconds."""

    cti_new_call_accept_timer: float = 4.0
    t301_timer: float = 180.0  # how long a phone may ring
    t302_timer: float = 15.0  # how long CUCM waits for the next digit that a hand dials
    phone_reset_timer: float = 5.0  # how long a phone is away that is reset; ours
    auto_answer_delay: float = 0.2  # how long a phone rings that answers by itself; ours
    forward_no_answer_timer: float = 12.0  # how long, where the line forwards then and does not say otherwise
    reorder_tone_timer: float = 10.0  # how long a phone plays the tone of a failed call
    maximum_call_duration_timer: float = 43_200.0
    maximum_ad_hoc_conference: int = 4
    advanced_ad_hoc_conference_enabled: bool = (
        False  # everybody adds and drops parties, not only the controller
    )
    forward_maximum_hop_count: int = 12
    builtin_bridge_enable: bool = False  # for phones whose own setting is Default


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a dialled number leads: an address and the terminals it is offered to."""

    address: str
    kind: TerminalKind
    terminals: tuple[str, ...]
    line: Line | None = None
    outside: OutsideNumber | None = None


EVERYBODY_ANSWERS = OutsideNumber("*")
# What every cluster has from its installation (CUCM Administration, Partition and Device Pool).
INSTALLED = {
    NamedKind.PARTITION: (
        "Directory URI",
        "Global Learned E164 Numbers",
        "Global Learned E164 Patterns",
        "Global Learned Enterprise Numbers",
        "Global Learned Enterprise Patterns",
    ),
    NamedKind.CALLING_SEARCH_SPACE: (),
    NamedKind.DEVICE_POOL: ("Default",),
}


class Cluster:
    """Users, devices, lines and what they refer to, by name. They come, change and go by `administration`."""

    def __init__(
        self,
        version: str,
        gateway: str,
        outside: Iterable[OutsideNumber] = (),
        parameters: ServiceParameters | None = None,
        recorder: str = "",
    ) -> None:
        self.version = version
        self.recorder = recorder  # the number that recordings go to
        self.gateway = Device(gateway, TerminalKind.GATEWAY, model="H.323 Gateway")
        self.outside = (*outside, EVERYBODY_ANSWERS)
        self.parameters = parameters or ServiceParameters()
        self.end_users: dict[str, EndUser] = {}  # by their id in small letters
        self.application_users: dict[str, User] = {}
        self.devices: dict[str, Device] = {gateway: self.gateway}
        self.lines: dict[str, Line] = {}
        self.named = {kind: {name: Named(kind, name) for name in names} for kind, names in INSTALLED.items()}

    def add_device(self, device: Device) -> None:
        """Take a device in, with its lines; a number that another device has becomes a shared line."""
        self.devices[device.name] = device
        for number in device.lines:
            self.assign(number, device)

    def assign(self, number: str, device: Device) -> None:
        """The device gets the line, which is made if there is none."""
        line = self.lines.setdefault(number, Line(number))
        line.devices.append(device)
        if device.kind is TerminalKind.ROUTE_POINT:  # a route point's line takes any number of calls
            line.max_calls = line.busy_trigger = None

    def end_user(self, userid: str) -> EndUser | None:
        """An end user; upper and lower case do not matter."""
        return self.end_users.get(userid.casefold())

    def has_built_in_bridge(self, terminal: str) -> bool:
        """Whether the terminal is a phone that lets itself be listened to and recorded."""
        device = self.devices.get(terminal)
        if device is None or device.kind is not TerminalKind.PHONE:
            return False
        on = self.parameters.builtin_bridge_enable
        return on if device.built_in_bridge == "Default" else device.built_in_bridge == "On"

    def user(self, userid: str) -> User | None:
        """An end user or application user."""
        return self.end_user(userid) or self.application_users.get(userid)

    def controlled_by(self, user: User) -> Iterator[Device]:
        """Every device of the user's control list."""
        return (device for device in self.devices.values() if user.controls(device))

    def associated_with(self, user: User) -> list[Device]:
        """The devices that the user's own list names."""
        if any(name.endswith("*") for name in user.devices):
            return [device for device in self.devices.values() if user.lists(device)]
        return [self.devices[name] for name in user.devices]

    def restricted(self, device: Device) -> tuple[str, ...]:
        """Of a device and its lines, those for which "Allow Control of Device from CTI" is off."""
        things = ((device.name, device.other), *((each, self.lines[each].other) for each in device.lines))
        return tuple(name for name, other in things if other.get(ALLOW_CTI_CONTROL) == "false")

    def controls_address(self, user: User, address: str) -> bool:
        """Whether the user controls a device with this line; a number of no line is the gateway's."""
        line = self.lines.get(address)
        devices = line.devices if line else [self.gateway]
        return any(user.controls(device) for device in devices)

    def destination(self, dialled: str, from_outside: bool = False) -> Destination | None:
        """Where the number leads: to its line, else outside by the gateway; None when nowhere.

        Who calls from outside reaches lines only. A line that no device has leads nowhere.
        """
        line = self.lines.get(dialled)
        if line is not None:
            if not line.devices:
                return None
            terminals = tuple(device.name for device in line.devices)
            return Destination(line.number, line.kind, terminals, line=line)
        if from_outside or not DIALABLE.fullmatch(dialled):
            return None
        number = next(rule for rule in self.outside if rule.takes(dialled))
        if number.does is Behaviour.UNKNOWN:
            return None
        return Destination(dialled, TerminalKind.GATEWAY, (self.gateway.name,), outside=number)


def terminal_info(device: Device, in_service: bool, restricted: tuple[str, ...] = ()) -> TerminalInfo:
    """A device as the JTAPI link tells of it."""
    return TerminalInfo(device.name, device.kind, device.lines, in_service, restricted, device.model)
