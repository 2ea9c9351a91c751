"""What may be added to a cluster, changed in it and removed from it; every change is told to who listens.

Both the contact centre's file and AXL configure the cluster through here, so one rule holds for both. A
change is made whole or not at all: what does not fit is refused before anything is touched.
"""

from __future__ import annotations

import copy
import dataclasses
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from ccx_engine.cucm.configuration.cluster import Cluster, Device, EndUser, Line, Named, NamedKind, User
from ccx_engine.jtapi.model import TerminalKind

Object = User | Device | Line | Named
T = TypeVar("T")
Thing = TypeVar("Thing", bound=Object)

DEVICE_NAME = 15  # characters; a route point's or phone's name has no more
# The database's names of the references (CUCM Data Dictionary): fk, the table that refers, its column.
DEVICE_OF_USER = "fk_enduserdevicemap_fkdevice"
LINE_OF_USER = "fk_endusernumplanmap_fknumplan"
OWNER_OF_DEVICE = "fk_device_fkenduser"
REFERRED = {
    NamedKind.PARTITION: "fk_numplan_fkroutepartition",
    NamedKind.CALLING_SEARCH_SPACE: "fk_device_fkcallingsearchspace",
    NamedKind.DEVICE_POOL: "fk_device_fkdevicepool",
}


class Unfit(Exception):
    """The cluster cannot take the change; nothing has changed."""


class Duplicate(Unfit):
    """The name of the object is another's already."""


class Missing(Unfit):
    """The object refers to one that is not there; `constraint` is the database's name of that reference."""

    def __init__(self, text: str, constraint: str) -> None:
        super().__init__(text)
        self.constraint = constraint


class InUse(Unfit):
    """Others refer to the object; `constraint` is the database's name of that reference."""

    def __init__(self, text: str, constraint: str) -> None:
        super().__init__(text)
        self.constraint = constraint


class Action(StrEnum):
    """What happened to an object, by the letters of AXL's change notification."""

    ADDED = "a"
    UPDATED = "u"
    REMOVED = "r"


@dataclass(frozen=True, slots=True)
class Change:
    """One change of the cluster, already made.

    `users` and `devices` are the names, former ones too, of those whose control lists or lines it may have
    touched. `left`: each device that is gone, renamed or without some of its lines now, by the name and with
    the numbers that it no longer has.
    """

    action: Action
    object: Object
    users: tuple[str, ...] = ()
    devices: tuple[str, ...] = ()
    left: tuple[tuple[str, tuple[str, ...]], ...] = ()


class Administration:
    """Checks, adds, updates and removes users, lines, devices, and what they refer to by name."""

    def __init__(self, cluster: Cluster) -> None:
        self.cluster = cluster
        self.hearers: list[Callable[[Change], None]] = []
        self.revision = 0  # grows with every change

    def check(self, draft: Object, before: Object | None = None) -> None:
        """Unfit, unless the draft may be added, or `before` may become what it is."""
        match draft:
            case User():
                self._check_user(draft, before)
            case Device():
                self._check_device(draft, before)
            case Line():
                self._check_line(draft, before)
            case Named():
                self._check_named(draft, before)

    def add(self, thing: Object) -> None:
        """Add an object. A device's lines are made where they are not there."""
        self.check(thing)
        match thing:
            case EndUser():
                self.cluster.end_users[thing.userid.casefold()] = thing
            case User():
                self.cluster.application_users[thing.userid] = thing
            case Device():
                self.cluster.add_device(thing)
            case Line():
                self.cluster.lines[thing.number] = thing
            case Named():
                self.cluster.named[thing.kind][thing.name] = thing
        self._tell(Change(Action.ADDED, thing, *_touched(thing)))

    def update(self, thing: Object, draft: Object) -> None:
        """The object becomes what the draft, a changed copy of it, is. Who refers to it follows its name."""
        self.check(draft, thing)
        users, devices = _touched(thing)
        left: tuple[tuple[str, tuple[str, ...]], ...] = ()
        match thing, draft:
            case User(), User():
                self._update_user(thing, draft)
            case Device(), Device():
                left = self._update_device(thing, draft)
            case Line(), Line():
                left = self._update_line(thing, draft)
            case Named(), Named():
                self._update_named(thing, draft)
        now_users, now_devices = _touched(thing)
        users, devices = (*users, *now_users), (*devices, *now_devices)
        self._tell(Change(Action.UPDATED, thing, _once(users), _once(devices), left))

    def remove(self, thing: Object) -> None:
        """Remove an object, and what says in others that it is theirs. InUse where others need it."""
        users, devices = _touched(thing)
        left: tuple[tuple[str, tuple[str, ...]], ...] = ()
        match thing:
            case EndUser():
                del self.cluster.end_users[thing.userid.casefold()]
                self._rename_owner(thing.userid, "")
            case User():
                del self.cluster.application_users[thing.userid]
            case Device():
                left = ((thing.name, thing.lines),)
                self._remove_device(thing)
            case Line():
                left = tuple((device.name, (thing.number,)) for device in thing.devices)
                self._remove_line(thing)
            case Named():
                if next(self._referring(thing), None) is not None:
                    raise InUse(f"{thing.name!r} is still referred to", REFERRED[thing.kind])
                del self.cluster.named[thing.kind][thing.name]
        self._tell(Change(Action.REMOVED, thing, users, devices, left))

    def _tell(self, change: Change) -> None:
        self.revision += 1
        for hear in self.hearers:
            hear(change)

    # --- What fits --------------------------------------------------------------------------------------

    def _check_user(self, draft: User, before: Object | None) -> None:
        if not draft.userid:
            raise Unfit("userid is empty")
        if self.cluster.user(draft.userid) not in (None, before):
            raise Duplicate(f"there are two users {draft.userid!r}")
        for name in draft.devices:
            if not name.endswith("*") and name not in self.cluster.devices:
                raise Missing(f"devices: there is no device {name!r}", DEVICE_OF_USER)
        if isinstance(draft, EndUser):
            for what in ("ipcc_extension", "primary_extension"):
                number = getattr(draft, what)
                if number and number not in self.cluster.lines:
                    raise Missing(f"{what}: no device has the line {number!r}", LINE_OF_USER)

    def _check_device(self, draft: Device, before: Object | None) -> None:
        if not draft.name or len(draft.name) > DEVICE_NAME:
            raise Unfit(f"a device's name has 1 to {DEVICE_NAME} characters, {draft.name!r} has not")
        if self.cluster.devices.get(draft.name) not in (None, before):
            raise Duplicate(f"there are two devices named {draft.name!r}")
        if len(set(draft.lines)) != len(draft.lines):
            raise Duplicate(f"{draft.name!r} has a line twice")
        for number in draft.lines:
            line = self.cluster.lines.get(number)
            others = [device for device in line.devices if device is not before] if line else []
            if others and {draft.kind, others[0].kind} != {TerminalKind.PHONE}:
                raise Unfit(f"line {number!r} belongs to {others[0].name!r}; only phones share lines")
        if draft.owner and self.cluster.end_user(draft.owner) is None:
            raise Missing(f"there is no end user {draft.owner!r}", OWNER_OF_DEVICE)
        self._check_reference(NamedKind.DEVICE_POOL, draft.device_pool)
        self._check_reference(NamedKind.CALLING_SEARCH_SPACE, draft.calling_search_space)

    def _check_line(self, draft: Line, before: Object | None) -> None:
        if not draft.number:
            raise Unfit("a line has a number")
        if self.cluster.lines.get(draft.number) not in (None, before):
            raise Duplicate(f"there are two lines {draft.number!r}")
        self._check_reference(NamedKind.PARTITION, draft.partition)

    def _check_named(self, draft: Named, before: Object | None) -> None:
        if not draft.name:
            raise Unfit(f"a {draft.kind} has a name")
        if self.cluster.named[draft.kind].get(draft.name) not in (None, before):
            raise Duplicate(f"there are two of the name {draft.name!r}")
        for partition in draft.members:
            self._check_reference(NamedKind.PARTITION, partition)

    def _check_reference(self, kind: NamedKind, name: str) -> None:
        if name and name not in self.cluster.named[kind]:
            raise Missing(f"there is no {kind} {name!r}", REFERRED[kind])

    # --- What follows -----------------------------------------------------------------------------------

    def _update_user(self, user: User, draft: User) -> None:
        if isinstance(user, EndUser):
            _rekey(self.cluster.end_users, user.userid.casefold(), draft.userid.casefold())
            self._rename_owner(user.userid, draft.userid)
        else:
            _rekey(self.cluster.application_users, user.userid, draft.userid)
        _become(user, draft)

    def _rename_owner(self, before: str, after: str) -> None:
        if before == after:
            return
        for device in self.cluster.devices.values():
            if device.owner.casefold() == before.casefold():  # user ids are the same in either
                device.owner = after
            for appearance in device.appearances.values():
                if before in appearance.users:
                    appearance.users = _renamed(appearance.users, before, after)

    def _update_device(self, device: Device, draft: Device) -> tuple[tuple[str, tuple[str, ...]], ...]:
        before, lines = device.name, device.lines
        lost = tuple(number for number in lines if number not in draft.lines)
        for number in lost:
            self.cluster.lines[number].devices.remove(device)
        _rekey(self.cluster.devices, before, draft.name)
        self._rename_listed(before, draft.name)
        _become(device, draft)
        for number in device.lines:
            if number not in lines:
                self.cluster.assign(number, device)
        if device.name != before:
            return ((before, lines),)
        return ((before, lost),) if lost else ()

    def _remove_device(self, device: Device) -> None:
        del self.cluster.devices[device.name]
        for number in device.lines:
            self.cluster.lines[number].devices.remove(device)
        self._rename_listed(device.name, "")

    def _rename_listed(self, before: str, after: str) -> None:
        """A device has another name, or none, in the users' lists of devices."""
        if before == after:
            return
        for user in (*self.cluster.end_users.values(), *self.cluster.application_users.values()):
            if before in user.devices:
                user.devices = _renamed(user.devices, before, after)

    def _update_line(self, line: Line, draft: Line) -> tuple[tuple[str, tuple[str, ...]], ...]:
        before = line.number
        if draft.number == before:
            _become(line, draft)
            return ()
        for device in line.devices:
            device.lines = _renamed(device.lines, before, draft.number)
            if before in device.appearances:
                device.appearances[draft.number] = device.appearances.pop(before)
        self._renumber_users(before, draft.number)
        _rekey(self.cluster.lines, before, draft.number)
        _become(line, draft)
        return tuple((device.name, (before,)) for device in line.devices)

    def _remove_line(self, line: Line) -> None:
        del self.cluster.lines[line.number]
        for device in line.devices:
            device.lines = _renamed(device.lines, line.number, "")
            device.appearances.pop(line.number, None)
        self._renumber_users(line.number, "")

    def _renumber_users(self, before: str, after: str) -> None:
        for user in self.cluster.end_users.values():
            if user.ipcc_extension == before:
                user.ipcc_extension = after
            if user.primary_extension == before:
                user.primary_extension = after

    def _update_named(self, named: Named, draft: Named) -> None:
        for refer in list(self._referring(named)):
            refer(draft.name)
        _rekey(self.cluster.named[named.kind], named.name, draft.name)
        _become(named, draft)

    def _referring(self, named: Named) -> Iterator[Callable[[str], None]]:
        """For each that refers to the object a function that lets it refer to another name."""
        match named.kind:
            case NamedKind.PARTITION:
                for line in self.cluster.lines.values():
                    if line.partition == named.name:
                        yield _setter(line, "partition")
                for space in self.cluster.named[NamedKind.CALLING_SEARCH_SPACE].values():
                    if named.name in space.members:
                        yield _member(space, named.name)
            case NamedKind.CALLING_SEARCH_SPACE:
                for device in self.cluster.devices.values():
                    if device.calling_search_space == named.name:
                        yield _setter(device, "calling_search_space")
            case NamedKind.DEVICE_POOL:
                for device in self.cluster.devices.values():
                    if device.device_pool == named.name:
                        yield _setter(device, "device_pool")


def draft_of(thing: Thing) -> Thing:
    """A copy to change and then to give to `update`."""
    draft = copy.copy(thing)
    draft.other = dict(thing.other)
    if isinstance(draft, Device):
        draft.appearances = dict(draft.appearances)
    if isinstance(draft, Line):
        draft.forwards = dict(draft.forwards)
    return draft


def _touched(thing: Object) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The users and devices that a change of it touches, by their present names."""
    match thing:
        case User():
            return (thing.userid,), ()
        case Device():
            return (), (thing.name,)
        case Line():
            return (), tuple(device.name for device in thing.devices)
        case Named():
            return (), ()


def _become(thing: Object, draft: Object) -> None:
    for field in dataclasses.fields(thing):
        setattr(thing, field.name, getattr(draft, field.name))


def _rekey(table: dict[str, T], before: str, after: str) -> None:
    if before != after:
        table[after] = table.pop(before)


def _renamed(names: tuple[str, ...], before: str, after: str) -> tuple[str, ...]:
    """The names with `after` in the place of `before`, or without it."""
    return tuple(after if name == before else name for name in names if after or name != before)


def _once(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _setter(thing: Line | Device, attribute: str) -> Callable[[str], None]:
    return lambda name: setattr(thing, attribute, name)


def _member(space: Named, before: str) -> Callable[[str], None]:
    def refer(after: str) -> None:
        space.members = _renamed(space.members, before, after)

    return refer
