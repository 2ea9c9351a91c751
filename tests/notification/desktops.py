"""A desktop of each transport, with and without TLS, that all behave alike."""

from __future__ import annotations

import contextlib
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Protocol

from notification.node import NotificationService
from notification.xmpp import names
from tests.notification.transports.test_http import Browser
from tests.notification.wire import Socket, Wire, answer, connected, post, sign_in_tcp
from vos import frames

KINDS = ("tcp", "tcp with TLS", "websocket", "websocket with TLS", "bosh", "bosh with TLS")
_PORTS = {"tcp": "c2s", "websocket": "http", "bosh": "http"}
_SECURE_PORTS = {"tcp": "c2s_tls", "websocket": "https", "bosh": "https"}


class Desktop(Protocol):
    """One client."""

    wire: Wire

    async def signs_in(self, user: str, resource: str = "desktop") -> None:
        """Up to an answered presence."""

    async def says(self, stanza: str) -> None:
        """Send a stanza, written without its namespace."""

    async def sends(self, data: bytes) -> None:
        """Send whatever this is, framed as a stanza would be."""

    async def hears(self, text: str) -> str:
        """What came, up to where `text` stands in it."""

    async def leaves(self) -> None:
        """Close the stream, as the transport has it, and wait for the end."""


def _with_namespace(stanza: str) -> str:
    return re.sub(r"^<(\w+)", rf"<\1 xmlns='{names.CLIENT}'", stanza)


class TcpDesktop:
    def __init__(self, wire: Wire) -> None:
        self.wire = wire

    async def signs_in(self, user: str, resource: str = "desktop") -> None:
        await sign_in_tcp(self.wire, user, resource)

    async def says(self, stanza: str) -> None:
        self.wire.write(stanza)

    async def sends(self, data: bytes) -> None:
        self.wire.write(data)

    async def hears(self, text: str) -> str:
        return await self.wire.until(text)

    async def leaves(self) -> None:
        self.wire.write("</stream:stream>")
        await self.wire.rest()


class WebSocketDesktop:
    def __init__(self, wire: Wire) -> None:
        self.wire = wire
        self.socket = Socket(wire)

    async def signs_in(self, user: str, resource: str = "desktop") -> None:
        await self.socket.shakes_hands()
        await self.socket.signs_in(user, resource)

    async def says(self, stanza: str) -> None:
        self.socket.says(_with_namespace(stanza))

    async def sends(self, data: bytes) -> None:
        self.socket.says(data)

    async def hears(self, text: str) -> str:
        heard = ""
        while text not in heard:
            opcode, payload = await self.socket.frame()
            heard += payload.decode(errors="replace") if opcode == frames.TEXT else ""
        return heard

    async def leaves(self) -> None:
        self.socket.says(f'<close xmlns="{names.FRAMING}"/>')
        await self.wire.rest()


class BoshDesktop:
    def __init__(self, wire: Wire) -> None:
        self.wire = wire
        self.browser = Browser(wire)
        self.heard = ""

    async def signs_in(self, user: str, resource: str = "desktop") -> None:
        await self.browser.signs_in(user, resource)

    async def says(self, stanza: str) -> None:
        self.heard += await self.browser.says(_with_namespace(stanza))

    async def sends(self, data: bytes) -> None:
        head, _, tail = self.browser.body("|").partition("|")
        self.wire.write(post(head.encode() + data + tail.encode()))

    async def hears(self, text: str) -> str:
        while text not in self.heard:
            self.heard += await self.browser.says()
        heard, found, self.heard = self.heard.partition(text)
        return heard + found

    async def leaves(self) -> None:
        await self.browser.says("<presence xmlns='jabber:client' type='unavailable'/>", "type='terminate'")

    async def polls(self) -> None:
        """Send a request that is held, and do not wait for its answer."""
        self.wire.write(post(self.browser.body()))

    async def is_answered(self) -> str:
        """The answer to a request that was held."""
        return (await answer(self.wire))[2]


_CLASSES = {"tcp": TcpDesktop, "websocket": WebSocketDesktop, "bosh": BoshDesktop}


@contextlib.asynccontextmanager
async def desktop(service: NotificationService, kind: str, certs: Path) -> AsyncIterator[Desktop]:
    """A connected one of that kind; the connection is closed at the end, whatever it still is."""
    transport, _, secure = kind.partition(" with ")
    port = (_SECURE_PORTS if secure else _PORTS)[transport]
    async with connected(service.addresses[port], certs if secure else None) as wire:
        yield _CLASSES[transport](wire)
