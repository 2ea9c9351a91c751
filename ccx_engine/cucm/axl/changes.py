"""AXL's change notification: what has changed, kept for those who ask from time to time.

Source: AXL Developer Guide, data change notification.
"""

from __future__ import annotations

import secrets
from collections import deque
from collections.abc import Set
from itertools import islice
from typing import NamedTuple

from ccx_engine.cucm.configuration.administration import Action, Change, Object
from ccx_engine.cucm.configuration.cluster import Device, EndUser, Line, NamedKind, User
from ccx_engine.jtapi.model import TerminalKind

KEPT = 100_000
PAGE = 10_000  # changes of one answer
NAMES = {
    NamedKind.PARTITION: "RoutePartition",
    NamedKind.CALLING_SEARCH_SPACE: "Css",
    NamedKind.DEVICE_POOL: "DevicePool",
}


class Noted(NamedTuple):
    """One change: of an object of this type, added, updated or removed."""

    number: int
    type: str
    uuid: str
    action: Action


class ChangeLog:
    """The latest changes; who asks again after a restart learns by the queue's id that some are lost."""

    def __init__(self) -> None:
        self.queue = str(secrets.randbits(40))
        self.last = 0
        self._noted: deque[Noted] = deque(maxlen=KEPT)

    @property
    def first(self) -> int:
        """The oldest change that is still known."""
        return self._noted[0].number if self._noted else self.last

    def hear(self, change: Change) -> None:
        """Note a change of the cluster."""
        self.last += 1
        self._noted.append(Noted(self.last, type_of(change.object), change.object.uuid, change.action))

    def since(self, start: int, types: Set[str]) -> tuple[list[Noted], int]:
        """A page of changes from this number on, of these types or of all, and where the next page starts."""
        found: list[Noted] = []
        for noted in islice(self._noted, max(0, start - self.first), None):
            if len(found) == PAGE:
                return found, noted.number
            if not types or noted.type in types:
                found.append(noted)
        return found, self.last + 1


def type_of(thing: Object) -> str:
    """AXL's name of an object's type."""
    match thing:
        case EndUser():
            return "User"
        case User():
            return "AppUser"
        case Device():
            return "CtiRoutePoint" if thing.kind is TerminalKind.ROUTE_POINT else "Phone"
        case Line():
            return "Line"
        case _:
            return NAMES[thing.kind]
