"""The plan of what is wanted: one CUCM, and on each node an engine, a notification service and Finesse."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from lab.plan.doors import DOORS, LOOPBACK, DoorKind, Kind
from lab.plan.external_notification import ExternalNotification
from lab.plan.graph import BROWSERS, LAB, Door, Link, Node, Plan, Service
from lab.plan.wanted import Wanted

OF_A_NODE = (Kind.ENGINE, Kind.NOTIFICATION, Kind.FINESSE)


@dataclass(frozen=True)
class Asks:
    """Who asks which services at which door: those of every node, or those of his own."""

    source: Kind | str
    target: Kind
    door: str
    own: bool = False


ASKS = (
    Asks(Kind.ENGINE, Kind.CUCM, "jtapi"),
    Asks(Kind.NOTIFICATION, Kind.CUCM, "axl"),
    Asks(Kind.FINESSE, Kind.ENGINE, "cti"),
    Asks(Kind.FINESSE, Kind.CUCM, "axl"),
    Asks(Kind.FINESSE, Kind.NOTIFICATION, "c2s_tls", own=True),
    Asks(Kind.FINESSE, Kind.NOTIFICATION, "https", own=True),
    Asks(BROWSERS, Kind.NOTIFICATION, "https"),
    Asks(LAB, Kind.CUCM, "jtapi"),
    Asks(LAB, Kind.ENGINE, "cti"),
)


def planned(wanted: Wanted, nodes: int = 1) -> Plan:
    """The services of so many nodes, at the product's ports and the wanted offset."""
    hosts = tuple(_node(wanted, number) for number in range(nodes))

    def port(door: DoorKind) -> int:
        return door.port + wanted.port_offset

    return _plan(wanted, hosts, port)


def planned_on_free_ports(wanted: Wanted) -> Plan:
    """The services of one node, each at ports of the system's choice: `Plan.listening` then tells which."""
    return _plan(wanted, (_node(wanted, 0),), lambda _: 0)


def _plan(wanted: Wanted, nodes: tuple[Node, ...], port: Callable[[DoorKind], int]) -> Plan:
    instead = wanted.external
    kinds = [kind for kind in OF_A_NODE if instead is None or kind is not Kind.NOTIFICATION]
    services = (
        Service(Kind.CUCM.value, Kind.CUCM, None, _doors(Kind.CUCM, nodes[0], port)),
        *(
            Service(_name(kind, number), kind, node, _doors(kind, node, port))
            for number, node in enumerate(nodes)
            for kind in kinds
        ),
    )
    external = tuple(_servers(instead)) if instead else ()
    return Plan(wanted, nodes, services, external, tuple(_links((*services, *external))))


def _node(wanted: Wanted, number: int) -> Node:
    """The first node is what was asked for; each further one has an address of loopback to itself."""
    if number == 0:
        return Node(wanted.node, LOOPBACK, wanted.listen, wanted.names)
    host = f"127.0.0.{number + 1}"
    return Node(host, host, host, (host,))


def _name(kind: Kind, number: int) -> str:
    return kind.value if number == 0 else f"{kind}-{'abcdef'[number]}"


def _doors(kind: Kind, node: Node, port: Callable[[DoorKind], int]) -> dict[str, Door]:
    return {
        name: Door.on(node.listen if door.open else node.loopback, port(door))
        for name, door in DOORS[kind].items()
    }


def _servers(instead: ExternalNotification) -> Iterator[Service]:
    """The servers of somebody else's notification service, each with its XMPP and its browsers' door."""
    for xmpp in instead.xmpp:
        browsers = xmpp._replace(port=instead.browser_port)
        doors = {"c2s_tls": Door(xmpp, xmpp), "https": Door(browsers, browsers)}
        yield Service(f"XMPP server {xmpp}", Kind.NOTIFICATION, None, doors)


def _links(services: Sequence[Service]) -> Iterator[Link]:
    for asks in ASKS:
        for source, node in _sources(asks.source, services):
            for target in services:
                if target.kind is asks.target and (not asks.own or target.node in (None, node)):
                    yield Link(source, target.name, asks.door)


def _sources(who: Kind | str, services: Sequence[Service]) -> list[tuple[str, Node | None]]:
    """By name and node all services of a kind; or somebody who is no service."""
    if not isinstance(who, Kind):
        return [(who, None)]
    return [(each.name, each.node) for each in services if each.kind is who]
