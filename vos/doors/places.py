"""Who waits at a door without having shown who he is: strangers, so many of an address and so many in all.

Nobody is refused for want of a place, which would let whoever takes them all keep everybody out: the one who
has waited longest gives way, of the same address where that has its share, else of the address that has most.
So a newcomer has the time in which as many others come as there are places, to show who he is.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Hashable
from typing import Generic, TypeVar

Guest = TypeVar("Guest", bound=Hashable)

IPV6_PREFIX = 64  # what one subscriber has of IPv6, and may take any address from (RFC 6177)


def neighbourhood(address: str) -> str:
    """What counts as one address: itself, or an IPv6 address's network."""
    if ":" not in address:
        return address
    try:
        parsed = ipaddress.IPv6Address(address.partition("%")[0])
    except ValueError:
        return address
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.IPv6Network((parsed, IPV6_PREFIX), strict=False))


class Places(Generic[Guest]):
    """The strangers of one door, or of several that share a bound. Each step costs the same, however many."""

    def __init__(self, in_all: int, per_address: int) -> None:
        """ValueError where nobody could come in."""
        if in_all < 1 or per_address < 1:
            raise ValueError(
                f"places: {in_all} in all and {per_address} for an address; at least 1 of each is needed"
            )
        self.in_all = in_all
        self.per_address = per_address
        self._address: dict[Guest, str] = {}
        self._guests: dict[str, dict[Guest, None]] = {}  # of an address, the oldest first
        self._crowds: dict[int, dict[str, None]] = {}  # the addresses that have so many
        self._most = 0

    def __len__(self) -> int:
        """How many strangers there are."""
        return len(self._address)

    def __contains__(self, guest: Guest) -> bool:
        return guest in self._address

    def of(self, address: str) -> int:
        """How many of them are of that address."""
        return len(self._guests.get(neighbourhood(address), ()))

    def take(self, guest: Guest, address: str) -> Guest | None:
        """A stranger came. Gives who has lost his place to him and is to be sent away, if anybody."""
        if guest in self._address:
            raise ValueError(f"{guest!r} has a place already")
        address = neighbourhood(address)
        crowd = self._guests.get(address, {})
        leaver: Guest | None = None
        if len(crowd) >= self.per_address:
            leaver = next(iter(crowd))
        elif len(self._address) >= self.in_all:
            leaver = self.next_to_leave()
        if leaver is not None:
            self.leave(leaver)
        crowd = self._guests.setdefault(address, {})
        crowd[guest] = None
        self._address[guest] = address
        self._move(address, len(crowd) - 1, len(crowd))
        return leaver

    def next_to_leave(self) -> Guest | None:
        """Who has waited longest, of the address that has most; None where nobody is."""
        if not self._address:
            return None
        most = next(iter(self._crowds[self._most]))
        return next(iter(self._guests[most]))

    def leave(self, guest: Guest) -> None:
        """He has shown who he is, or is gone. Nothing happens where he is no stranger."""
        address = self._address.pop(guest, None)
        if address is None:
            return
        crowd = self._guests[address]
        del crowd[guest]
        if not crowd:
            del self._guests[address]
        self._move(address, len(crowd) + 1, len(crowd))

    def _move(self, address: str, before: int, now: int) -> None:
        """An address has one more, or one less."""
        if before:
            crowd = self._crowds[before]
            del crowd[address]
            if not crowd:
                del self._crowds[before]
        if now:
            self._crowds.setdefault(now, {})[address] = None
        if now > self._most or self._most not in self._crowds:
            self._most = now
