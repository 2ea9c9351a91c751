"""What was asked for on the command line, and which files that means."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from lab.plan.doors import LOOPBACK, inside
from lab.plan.external_notification import ExternalNotification, NotificationChoice
from vos import centre

NODE = "localhost"
RMCM, FINESSE, NOTIFICATION = "rmcm.db", "finesse.db", "notification.db"


@dataclass(frozen=True)
class Wanted:
    """The options of `finesse-lab up`."""

    home: Path
    centre: Path | None = None
    port_offset: int = 0
    listen: str = LOOPBACK
    hosts: tuple[str, ...] = ()  # the names by which others know this machine, the node's own first
    fast: bool = False
    transport: Literal["websocket", "bosh"] = "websocket"
    log_level: str = "DEBUG"
    notification: NotificationChoice = NotificationChoice()
    fresh: bool = False
    gadgets: tuple[str, ...] = ()  # each as PATH_OR_URL[@role/tab]

    @property
    def node(self) -> str:
        """What the first node is called: its certificate, its XMPP domain, the primary node of SystemInfo."""
        return self.hosts[0] if self.hosts else NODE

    @property
    def names(self) -> tuple[str, ...]:
        """Every name and address that the first node's certificate is for."""
        return tuple(dict.fromkeys((*self.hosts, NODE, LOOPBACK, inside(self.listen))))

    @property
    def certs(self) -> Path:
        return self.home / "certs"

    @property
    def data(self) -> Path:
        return self.home / "data"

    def database(self, name: str) -> str:
        """The address of one of the databases, as SQLAlchemy writes it."""
        return f"sqlite+aiosqlite:///{self.data.resolve() / name}"

    @property
    def logs(self) -> Path:
        return self.home / "logs"

    def log_of(self, service: str) -> Path:
        """A service's log."""
        return self.logs / f"{service}.log"

    @property
    def client_logs(self) -> Path:
        return self.home / "client-logs"

    @property
    def third_party(self) -> Path:
        """Where third-party gadgets are uploaded to."""
        return self.home / "3rdpartygadget" / "files"

    @property
    def workbench(self) -> Path:
        """What tells Finesse which gadgets are being written."""
        return self.data / "workbench.json"

    @property
    def centre_file(self) -> Path:
        """The file that describes the contact centre."""
        return self.centre or centre.SAMPLE

    @property
    def files(self) -> dict[str, Path]:
        """Where this lab's own files are, as its status tells it."""
        return {"home": self.home, "centre": self.centre_file}

    @property
    def external(self) -> ExternalNotification | None:
        """The XMPP server in the notification service's place; None when that is the embedded one."""
        return self.notification.external(self.centre_file)


def subscriptions(node: str) -> str:
    """A node's file of nodes and subscriptions, one for each domain: what it keeps names people by theirs."""
    return NOTIFICATION if node == NODE else f"notification.{node}.db"
