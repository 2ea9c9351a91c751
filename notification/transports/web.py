"""What is served at which path: BOSH, WebSocket, the tunnel, a page for people who accept the certificate."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from notification.transports import tunnel
from notification.transports.bosh import Bosh, Rules
from notification.transports.bosh_body import BadBody, read
from notification.transports.http import HTML, Exchange, HttpRequest
from notification.transports.websocket import WebSocketLink
from vos import frames

if TYPE_CHECKING:
    from notification.host import Host

PAGE = b"""<!DOCTYPE html><html lang="en"><title>Notification Service</title>
<p>This is the notification service of the contact center.
Its certificate is accepted; you may close this page.</p>
</html>
"""


class Site:
    """The HTTP side of the service."""

    def __init__(
        self, host: Host, rules: Rules, websocket: Callable[[], WebSocketLink], sessions_limit: int
    ) -> None:
        self.host = host
        self.rules = rules
        self.websocket = websocket
        self.sessions_limit = sessions_limit
        self.bosh: dict[str, Bosh] = {}  # by sid
        self.paths: dict[bytes, Callable[[HttpRequest, Exchange, float], None]] = {
            b"/http-bind/": self.http_bind,
            b"/http-bind": self.http_bind,
            b"/ws/": self.ws,
            b"/ws": self.ws,
            b"/": self.front,
            b"/tunnel": self.to_tunnel,
        }
        self.files = tunnel.files()
        self.paths |= dict.fromkeys(self.files, self.file)

    def serve(self, request: HttpRequest, exchange: Exchange, now: float) -> None:
        """Answer a request, now or later."""
        serve = self.paths.get(request.path)
        if serve is None:
            exchange.answer(404, PAGE, HTML)
        elif request.method == b"OPTIONS":
            exchange.answer(200, b"")
        else:
            serve(request, exchange, now)

    def http_bind(self, request: HttpRequest, exchange: Exchange, now: float) -> None:
        """BOSH; a GET is for its script syntax, which nobody uses, or for a look whether it is there."""
        if request.method == b"POST":
            self._bosh(request, exchange, now)
        elif request.method in (b"GET", b"HEAD"):
            if request.query.startswith(b"isBoshAvailable"):
                exchange.answer(200, b"")
            else:
                exchange.answer(404, PAGE if request.method == b"GET" else b"", HTML)
        else:
            exchange.answer(405, b"")

    def ws(self, request: HttpRequest, exchange: Exchange, now: float) -> None:
        """The WebSocket handshake (RFC 6455 §4.2, RFC 7395 §3.1)."""
        headers = request.headers
        key = headers.get(b"sec-websocket-key", b"")
        offered = [word.strip() for word in headers.get(b"sec-websocket-protocol", b"").split(b",")]
        wanted = request.upgrade and headers.get(b"upgrade", b"").lower() == b"websocket"
        if request.method != b"GET" or not wanted:
            exchange.answer(426, PAGE, HTML, b"Upgrade: websocket\r\nConnection: Upgrade\r\n")
        elif headers.get(b"sec-websocket-version") != b"13":
            exchange.answer(426, b"", HTML, b"Sec-WebSocket-Version: 13\r\n")
        elif b"xmpp" not in offered or not frames.is_key(key):
            exchange.answer(400, b"", HTML)
        else:
            exchange.switch(
                self.websocket(),
                b"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Protocol: xmpp\r\n"
                b"Sec-WebSocket-Accept: %b\r\n" % frames.accept_key(key),
            )

    def front(self, request: HttpRequest, exchange: Exchange, now: float) -> None:
        """A page, so that a browser has something to show once it trusts the certificate."""
        exchange.answer(200 if request.method == b"GET" else 405, PAGE, HTML)

    def to_tunnel(self, request: HttpRequest, exchange: Exchange, now: float) -> None:
        """The page's scripts are named from the folder, so the path must end with its slash."""
        exchange.answer(301, b"", HTML, b"Location: /tunnel/\r\n")

    def file(self, request: HttpRequest, exchange: Exchange, now: float) -> None:
        """The tunnel's page or one of its scripts."""
        file = self.files[request.path]
        if request.method == b"GET":
            exchange.answer(200, file.content, file.content_type, tunnel.HEADERS)
        else:
            exchange.answer(405, b"")

    def _bosh(self, request: HttpRequest, exchange: Exchange, now: float) -> None:
        try:
            body = read(request.body)
            if body.sid:
                bosh = self.bosh.get(body.sid)
                if bosh is None:
                    exchange.answer(404, b"Invalid SID value.", HTML)
                elif bosh.secure != request.secure:
                    bosh.refuse(body, exchange, "bad-request", now)
                else:
                    exchange.listener = bosh
                    bosh.receive(body, exchange, now)
            elif body.elements:
                raise BadBody("stanzas without a session")
            elif len(self.bosh) >= self.sessions_limit:
                exchange.answer(503, b"", HTML)
            else:
                bosh = Bosh(
                    body, self.rules, self.bosh, self.host.deadlines, self.host.router, secure=request.secure
                )
                bosh.create(body, exchange, now)
        except BadBody:
            exchange.answer(400, b"", HTML)
