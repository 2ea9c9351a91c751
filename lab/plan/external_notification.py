"""The notification service when it is not the lab's own: which XMPP server, and where it listens."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from vos import centre
from vos.address import Address
from vos.settings import SettingsError

XMPP = "127.0.0.1:5223"
BROWSER_PORT = 7443


class Kind(StrEnum):
    """Whose service it is."""

    EMBEDDED = "embedded"
    EXTERNAL = "external"


@dataclass(frozen=True)
class ExternalNotification:
    """An XMPP server in the notification service's place."""

    xmpp: tuple[Address, ...]  # with TLS from the first byte; of a cluster each node's
    browser_port: int  # where its BOSH and WebSocket are, with TLS


@dataclass(frozen=True)
class NotificationChoice:
    """What the command line says; what it leaves out the centre's file says, in [notification]."""

    kind: Kind | None = None
    xmpp: tuple[Address, ...] = ()
    browser_port: int | None = None

    def external(self, file: Path) -> ExternalNotification | None:
        """The server; None when the service is the embedded one. SettingsError names what is wrong."""
        table = centre.read(file, "notification")
        kind = self.kind or _kind(table.get("kind", str, Kind.EMBEDDED.value), f"centre: {table.where}.kind")
        if kind is Kind.EMBEDDED:
            if self.xmpp or self.browser_port:
                option = "--xmpp" if self.xmpp else "--browser-port"
                raise SettingsError(f"{option}: goes with an external service; add --notification external")
            return None
        return ExternalNotification(
            self.xmpp or _addresses(table.get("xmpp", str, XMPP), f"centre: {table.where}.xmpp"),
            self.browser_port or table.get("browser_port", int, BROWSER_PORT),
        )

    @classmethod
    def of(cls, kind: str | None, xmpp: str | None, browser_port: int | None) -> NotificationChoice:
        """As the options `--notification`, `--xmpp` and `--browser-port` have it."""
        return cls(
            _kind(kind, "--notification") if kind else None,
            _addresses(xmpp, "--xmpp") if xmpp else (),
            browser_port,
        )


def _kind(text: str, source: str) -> Kind:
    try:
        return Kind(text)
    except ValueError:
        raise SettingsError(f"{source}: {text!r} is neither 'embedded' nor 'external'") from None


def _addresses(text: str, source: str) -> tuple[Address, ...]:
    try:
        return tuple(Address.parse(each.strip()) for each in text.split(","))
    except ValueError as error:
        raise SettingsError(f"{source}: {error}") from None
