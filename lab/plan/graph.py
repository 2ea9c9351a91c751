"""A lab as a graph: nodes, services with the doors they listen at, and links from who asks to such a door.

Pure. A second node and a relay in a link are data: the services' settings follow from the graph.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from lab.plan.doors import LOOPBACK, Kind, inside
from lab.plan.wanted import Wanted
from vos.address import Address

LAB, BROWSERS = "lab", "browsers"  # who asks services, and is none of them


@dataclass(frozen=True)
class Node:
    """A host of the deployment: an address of this machine, and what it is called."""

    name: str  # its certificate, its XMPP domain, a node of SystemInfo
    loopback: str  # where the doors listen that are for this machine alone
    listen: str  # where the others do
    names: tuple[str, ...]  # every name and address that its certificate is for

    @property
    def others(self) -> tuple[str, ...]:
        """The node's names beside its own and those of loopback, which every service knows."""
        return tuple(name for name in self.names if name not in (self.name, "localhost", LOOPBACK))


@dataclass(frozen=True)
class Door:
    """Where a service listens, and where others on this machine find it."""

    listens: Address
    reached: Address

    @classmethod
    def on(cls, host: str, port: int) -> Door:
        """The door of a service that listens at an address of its host."""
        return cls(Address(host, port), Address(inside(host), port))

    def moved(self, port: int) -> Door:
        """The door at another port."""
        return Door(self.listens._replace(port=port), self.reached._replace(port=port))


@dataclass(frozen=True)
class Service:
    """One service: its name in verbs, status and logs, what it is, on which node it runs, and its doors."""

    name: str
    kind: Kind
    node: Node | None  # None: of the whole deployment, as CUCM is
    doors: Mapping[str, Door]


@dataclass(frozen=True)
class Link:
    """Who asks whom at which door. `via` stands in the door's place, as a relay does."""

    source: str
    target: str
    door: str
    via: Address | None = None


@dataclass(frozen=True)
class Plan:
    """All of a lab: services in the order of their start, a service's links in the order of its choice."""

    wanted: Wanted
    nodes: tuple[Node, ...]
    services: tuple[Service, ...]
    external: tuple[Service, ...]  # what others run in a service's place
    links: tuple[Link, ...]

    def service(self, name: str) -> Service:
        """The service of that name, ours or others'."""
        return next(each for each in (*self.services, *self.external) if each.name == name)

    def of_kind(self, kind: Kind) -> tuple[Service, ...]:
        """Every service of a kind, the first node's first."""
        return tuple(each for each in (*self.services, *self.external) if each.kind is kind)

    def standing_on(self, node: Node) -> tuple[Service, ...]:
        """What runs on a node; what is of the whole deployment counts to the first."""
        return tuple(each for each in self.services if self.host_of(each) == node)

    def host_of(self, service: Service) -> Node:
        """The node that a service counts to."""
        return service.node or self.nodes[0]

    def links_of(self, source: str, kind: Kind, door: str) -> tuple[Link, ...]:
        """Whom somebody asks at such a door of such a service, the first choice first."""
        return tuple(
            link
            for link in self.links
            if (link.source, link.door) == (source, door) and self.service(link.target).kind is kind
        )

    def reached(self, link: Link) -> Address:
        """Where the one who asks connects."""
        return link.via or self.service(link.target).doors[link.door].reached

    def addresses(self, source: str, kind: Kind, door: str) -> tuple[Address, ...]:
        """Where somebody finds such a door of each such service that he asks."""
        return tuple(self.reached(link) for link in self.links_of(source, kind, door))

    def address(self, source: str, kind: Kind, door: str) -> Address:
        """Where somebody finds the one such service that he asks first."""
        return self.addresses(source, kind, door)[0]

    def relayed(self, link: Link, via: Address) -> Plan:
        """The plan with something else in a link's way, such as a relay that listens there."""
        return replace(
            self, links=tuple(replace(each, via=via) if each == link else each for each in self.links)
        )

    def listening(self, service: Service, found: Mapping[str, Address]) -> Plan:
        """The plan with the ports that a service has got from the system."""
        doors = {name: door.moved(found[name].port) for name, door in service.doors.items()}
        moved = replace(service, doors=doors)
        return replace(
            self, services=tuple(moved if each.name == service.name else each for each in self.services)
        )
