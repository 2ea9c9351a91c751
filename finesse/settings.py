"""The settings of one Finesse node."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from finesse.core.identity import Identity
from finesse.security_banner import SecurityBanner
from finesse.timers import PROFILES, Timers
from vos.address import Address
from vos.centre import SAMPLE
from vos.http.sites import Sites
from vos.http.web_url import WebOrigin
from vos.origins import Origins
from vos.settings import needed, setting


@dataclass(frozen=True)
class FinesseSettings:
    """Finesse: REST API, desktop and real-time notifications of one node."""

    host: str = setting("localhost", "this node's name, which is also its XMPP domain")
    names: tuple[str, ...] = setting(
        (), "other names and addresses by which browsers reach this node, separated by commas"
    )
    https: Address = setting(Address("127.0.0.1", 8445), "where the web applications listen, with TLS")
    http: Address = setting(Address("127.0.0.1", 8082), "where they listen without, for this machine only")
    cti: tuple[Address, ...] = setting(
        (Address("127.0.0.1", 12018),), "the engines' CTI servers, separated by commas"
    )
    axl: Address = setting(Address("127.0.0.1", 8443), "Unified CM's AXL service")
    xmpp: tuple[Address, ...] = setting(
        (Address("127.0.0.1", 5223),),
        "the notification service, XMPP with TLS; of a cluster several, separated by commas",
    )
    notification_port: int = setting(7443, "where browsers find the notification service on this host")
    notification: Address = setting(
        Address("127.0.0.1", 7443), "the notification service's web port, which this node passes on"
    )
    tunnel: Literal["notification", "finesse"] = setting(
        "notification",
        "at whose port desktops load the event tunnel: notification (7443), or finesse (8445, as in 12.6)",
    )
    toaster: int = setting(
        8, "seconds after which a toaster (a notification of the browser) goes by itself; 0 for no toasters"
    )
    notification_transport: Literal["websocket", "bosh"] = setting(
        "websocket", "how the desktop connects to the notification service: websocket or bosh"
    )
    notification_namespace: Literal["http://jabber.org/protocol/pubsub", "urn:xmpp:push:0"] = setting(
        "http://jabber.org/protocol/pubsub",
        "the namespace of <notification> in events: as in 11.x, or urn:xmpp:push:0 as in 12.5",
    )
    cors: Origins = setting(
        Origins(),
        "whose pages may use the REST API: * for any, origins separated by commas, or empty for none",
    )
    cors_allowed_headers: tuple[str, ...] = setting(
        (), "what such pages may send beside the product's headers, separated by commas"
    )
    cors_exposed_headers: tuple[str, ...] = setting(
        (), "what such pages may read beside the product's headers, separated by commas"
    )
    frame_access: tuple[WebOrigin, ...] = setting(
        (),
        "servers whose pages may show the desktop and its gadgets in a frame, "
        "as scheme://host[:port], separated by commas",
    )
    certificate_hosts: tuple[WebOrigin, ...] = setting(
        (),
        "servers whose certificates agents are asked to accept at the sign-in, "
        "as https://host[:port], separated by commas",
    )
    gadget_hosts: tuple[WebOrigin, ...] = setting(
        (), "servers that gadgets may reach through this node, as scheme://host[:port], separated by commas"
    )
    recording: bool = setting(
        False, "whether calls may be recorded, as with a recording licence: START_RECORDING is offered"
    )
    database: str = needed(
        "the database of this deployment, as SQLAlchemy writes addresses",
        "sqlite+aiosqlite:////srv/lab/finesse.db",
    )
    client_logs: Path = needed(
        "the folder where the logs that desktops send are kept", "/srv/lab/client-logs"
    )
    third_party: Path | None = setting(
        None, "the folder of third-party gadgets, as /3rdpartygadget/files/ serves it; none when empty"
    )
    sftp: Address = setting(Address("127.0.0.1", 2222), "where SFTP to that folder listens")
    sftp_key: Path | None = setting(
        None, "the node's SSH host key, made when it is not there; no SFTP when empty"
    )
    sftp_permissive: bool = setting(
        False, "whether folders may be removed, renamed and given other modes over SFTP"
    )
    workbench: Path | None = setting(
        None, "the file that lists the gadgets being written, which finesse-lab makes; none when empty"
    )
    certs: Path = needed("the folder of the certificates", "/srv/lab/certs")
    certificate: str = setting("", "the certificate's name there; this node's name when empty")
    centre: Path = setting(SAMPLE, "the contact center's file: accounts, and what fills an empty database")
    primary_host: str = setting("", "the primary node's name; this node's when empty")
    secondary_host: str = setting(
        "", "the secondary node's name, on which nothing is configured; none on a single node"
    )
    admin_security_banner_message: SecurityBanner = setting(
        SecurityBanner(),
        "what the sign-in page of cfadmin says to everybody, in at most 220 characters; nothing when empty",
    )
    webapp_session_timeout: int = setting(
        30, "minutes after which an administrator who does nothing is signed out of cfadmin"
    )
    license: Literal["STANDARD", "ENHANCED", "PREMIUM"] = setting(
        "PREMIUM", "the license that is told to desktops"
    )
    timers: Literal["product", "fast"] = setting("product", "the product's timers, or short ones for tests")
    log_level: str = setting("INFO", "DEBUG shows every message of every wire")
    log_file: Path | None = setting(None, "where the log goes; stderr when empty")

    @property
    def certificate_name(self) -> str:
        return self.certificate or self.host

    @property
    def primary(self) -> str:
        return self.primary_host or self.host

    @property
    def sites(self) -> Sites:
        """Under which names this node is asked, and whose pages are the cluster's own."""
        return Sites(
            (self.host, self.certificate_name, *self.nodes, *self.names),
            (f"https://{host}:{self.https.port}" for host in self.nodes),
        )

    @property
    def nodes(self) -> tuple[str, ...]:
        """The names of the cluster's nodes."""
        return tuple(host for host in (self.primary, self.secondary_host) if host)

    @property
    def own_names(self) -> tuple[str, ...]:
        """Every name of this node and of no other."""
        others = {name for name in self.nodes if name != self.host}
        return tuple(name for name in (self.host, self.certificate_name, *self.names) if name not in others)

    @property
    def frame_ancestors(self) -> str:
        """Whose pages may show what is served here in a frame, as a Content-Security-Policy says it."""
        return " ".join(["'self'", *map(str, self.frame_access)])

    @property
    def is_secondary(self) -> bool:
        """Whether this is the node on which the configuration is only read."""
        return self.host == self.secondary_host != self.primary

    @property
    def identity(self) -> Identity:
        """What this node is in its cluster."""
        return Identity(self.host, self.primary, self.secondary_host, self.license)

    @property
    def seconds(self) -> Timers:
        """The timers of the chosen profile."""
        return PROFILES[self.timers]
