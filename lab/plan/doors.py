"""The doors of each kind of service, at the product's port numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from vos.address import Address

LOOPBACK = "127.0.0.1"
EVERYWHERE = {"0.0.0.0": LOOPBACK, "::": "::1"}  # noqa: S104 - and how this machine itself gets there
CONSOLE_PORT = 8900


class Kind(StrEnum):
    """What a service is in the product, by the name of its package."""

    CUCM = "cucm"
    ENGINE = "ccx_engine"
    NOTIFICATION = "notification"
    FINESSE = "finesse"


@dataclass(frozen=True)
class DoorKind:
    """A port, and whether other machines may reach it where the lab listens for them."""

    port: int
    open: bool = False


# By the names under which a service tells its addresses.
DOORS: Mapping[Kind, Mapping[str, DoorKind]] = {
    Kind.CUCM: {"axl": DoorKind(8443, open=True), "jtapi": DoorKind(2748)},
    Kind.ENGINE: {"cti": DoorKind(12018)},
    Kind.NOTIFICATION: {
        "c2s": DoorKind(5222),
        "c2s_tls": DoorKind(5223, open=True),
        "http": DoorKind(7071),
        "https": DoorKind(7443, open=True),
    },
    Kind.FINESSE: {"https": DoorKind(8445, open=True), "http": DoorKind(8082), "sftp": DoorKind(2222)},
}


def inside(listen: str) -> str:
    """The address at which the services find each other when they listen there."""
    return EVERYWHERE.get(listen, listen)


def console(port_offset: int) -> Address:
    """Where the lab's console listens."""
    return Address(LOOPBACK, CONSOLE_PORT + port_offset)


def ports_of(port_offset: int) -> list[int]:
    """Every port that a lab with this offset needs."""
    services = [door.port + port_offset for doors in DOORS.values() for door in doors.values()]
    return [console(port_offset).port, *services]
