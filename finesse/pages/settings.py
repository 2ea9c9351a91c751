"""What the pages must know of the deployment they are served in."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from aiohttp import web

from finesse.third_party.workbench import Workbench
from vos.http.sites import Sites

Transport = Literal["websocket", "bosh"]
Tunnel = Literal["notification", "finesse"]


@dataclass(frozen=True)
class PageSettings:
    """Settings of the pages. Times in seconds; the defaults are the product's."""

    notification_transport: Transport = "websocket"
    """How desktops reach the notification service."""

    notification_port: int = 7443
    """Where they reach it, on the host that served the page."""

    ping: float = 10
    """A desktop pings the notification service this often."""

    reconnect: tuple[float, float, float] = (0.5, 2, 5)
    """A desktop that lost the notification service tries again after each of these (unconfirmed)."""

    probe: float = 20
    """A desktop that lost its server asks for it this often, and up to twice as long, at random."""

    host: str = "localhost"
    """This node's name."""

    sites: Sites = field(default_factory=lambda: Sites(()))
    """All names of this node."""

    tunnel: Tunnel = "notification"
    """At whose port desktops load the event tunnel: the notification service's, or the page's own."""

    frame_ancestors: str = "'self'"
    """Whose pages may show the desktop in a frame, as a Content-Security-Policy says it."""

    certificates: tuple[str, ...] = ()
    """Servers whose certificates agents are asked to accept at the sign-in, as https://host[:port]."""

    toaster: int = 8
    """After so long a toaster goes by itself; 0 for no toasters."""

    third_party: Path | None = None
    """The folder of third-party gadgets; without one there are none."""

    primary: str = ""
    """The name of the node on which the configuration is changed; this node's when empty."""

    is_secondary: bool = False
    """Whether this is the node on which the configuration is only read."""

    admin_banner: str = ""
    """What the console's sign-in page says to everybody."""

    admin_minutes: int = 30
    """After so long an administrator who does nothing is signed out of the console."""

    workbench: Workbench | None = None
    """The gadgets that are being written, and where their files are; without it there is no workbench."""


PAGES = web.AppKey("pages", PageSettings)
CONTAINER_SCRIPT = web.AppKey("container_script", str)
"""Where the page gets its side of the features of gadgets; without it there is none."""
