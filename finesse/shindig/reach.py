"""What the gadget server may reach: this node, the cluster's other ones, and whom the settings name. Pure.

As with `utils finesse gadget_source_check` on, no name is looked up to decide that: a server must be named
as the gadget asks for it. What a name stands for is looked up once, every address of it is judged here, and
the connection goes to an address that was judged. Source: Administration Guide, Cisco Finesse CLI.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from urllib.parse import unquote

from finesse.shindig.fetching.not_fetched import FetchRefused
from vos.http.sites import LOOPBACK
from vos.http.web_url import WebOrigin, WebUrl

Ip = ipaddress.IPv4Address | ipaddress.IPv6Address

OWN_PORTS = frozenset({80, 443, 8080, 8082, 8445})  # under which gadgets ask for their own server
NODE_PORTS = frozenset({443, 8445})
OWN_PATHS = ("/finesse/api", "/3rdpartygadget", "/desktop", "/gadgets")

# Never, whoever names them: clouds tell machines' credentials there, and the others are nobody's address.
_NEVER = tuple(
    ipaddress.ip_network(text)
    for text in (
        "0.0.0.0/8",
        "169.254.0.0/16",
        "100.100.100.200/32",  # Alibaba Cloud's metadata
        "168.63.129.16/32",  # Azure's
        "192.0.0.192/32",  # Oracle Cloud's
        "224.0.0.0/4",
        "240.0.0.0/4",
        "::/128",
        "fe80::/10",
        "fec0::/10",
        "fd00:ec2::/32",  # Amazon's
        "fd20:ce::/32",  # Google's
        "ff00::/8",
    )
)
# An IPv4 address within: who routes it may take it out, so neither is judged by the other.
_WITHIN = tuple(
    ipaddress.ip_network(text)
    for text in (
        "::/96",
        "::ffff:0:0/96",
        "::ffff:0:0:0/96",
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "2001::/32",
        "2002::/16",
    )
)
_LOOPBACK_V6 = ipaddress.IPv6Address("::1")
_STEP = re.compile(r"/\.{1,2}(?:/|$)|[\\\x00]")


class Kind(Enum):
    """Whose server it is."""

    OWN = "this node"
    NODE = "another node of the cluster"
    NAMED = "named in the settings"


@dataclass(frozen=True, slots=True)
class Destination:
    """A server that may be reached, and what is asked of it."""

    kind: Kind
    url: WebUrl

    def fault(self, address: str) -> str:
        """What is wrong with connecting to that address, to which the host's name leads; else empty."""
        try:
            ip = ipaddress.ip_address(address)
        except ValueError:  # one with a zone, too, which only link-local ones need
            return f"{address} is no address to connect to"
        if wrong := never(ip):
            return wrong
        if ip.is_loopback and not self._names_loopback:
            return (
                f"{self.url.origin.host} leads to {address}, which is this machine: "
                "name it as localhost in gadget_hosts and in the gadget"
            )
        return ""

    @property
    def _names_loopback(self) -> bool:
        host = self.url.origin.host
        if self.kind is not Kind.NAMED or host == "localhost" or host.endswith(".localhost"):
            return True
        try:
            return ipaddress.ip_address(host).is_loopback
        except ValueError:
            return False


def never(ip: Ip) -> str:
    """Why nobody may name that address; empty where somebody may."""
    if ip == _LOOPBACK_V6:
        return ""
    if any(ip in network for network in _WITHIN if network.version == ip.version):
        return f"{ip} has an IPv4 address within: name that one"
    if any(ip in network for network in _NEVER if network.version == ip.version):
        return f"{ip} is never reached: it is link-local, tells a machine's secrets, or is nobody's"
    return ""


class Reach:
    """Decides for one node. `names` are its own, `nodes` those of the cluster's others."""

    def __init__(
        self,
        names: Iterable[str],
        nodes: Iterable[str] = (),
        named: Iterable[WebOrigin] = (),
        node_ports: Iterable[int] = (),
    ) -> None:
        self._names = LOOPBACK | {name.lower() for name in names}
        self._nodes = {name.lower() for name in nodes} - self._names
        self._named = frozenset(named)
        self._also: frozenset[WebOrigin] = frozenset()
        self._own_ports = OWN_PORTS
        self._node_ports = NODE_PORTS.union(node_ports)

    def own_ports(self, ports: Iterable[int]) -> None:
        """This node listens there; gadgets may name those ports, too."""
        self._own_ports = OWN_PORTS.union(ports)

    def name_also(self, origins: Iterable[WebOrigin]) -> None:
        """Instead of those named so before, these may be reached besides what the settings name."""
        self._also = frozenset(origins)

    def destination(self, text: str) -> Destination:
        """Where that URL leads. FetchRefused says why it is not asked for."""
        try:
            url = WebUrl.parse(text)
        except ValueError as error:
            raise FetchRefused(str(error), "badRequest") from None
        origin = url.origin
        if origin.host in self._names and origin.port in self._own_ports:
            _must_be_own(url.path)
            return Destination(Kind.OWN, url)
        if origin.host in self._nodes and origin.scheme == "https" and origin.port in self._node_ports:
            return Destination(Kind.NODE, url)
        if origin in self._named or origin in self._also:
            destination = Destination(Kind.NAMED, url)
            if _is_address(origin.host) and (wrong := destination.fault(origin.host)):
                raise FetchRefused(wrong)
            return destination
        raise FetchRefused(
            f"gadgets may not reach {origin}: name it in gadget_hosts (FINESSE_GADGET_HOSTS), exactly so, "
            "if they should"
        )

    def own_path(self, text: str) -> str | None:
        """The path of a URL that leads to this node; None for every other."""
        try:
            found = self.destination(text)
        except FetchRefused:
            return None
        return found.url.path if found.kind is Kind.OWN else None


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _must_be_own(path: str) -> None:
    plain = unquote(path, errors="replace")
    if _STEP.search(plain) or not any(f"{plain}/".startswith(f"{own}/") for own in OWN_PATHS):
        raise FetchRefused(
            f"of this node gadgets reach {', '.join(OWN_PATHS)} and what is below, as it is named there"
        )
