"""What is served at which path: BOSH, WebSocket, the tunnel, a page for people who accept the certificate."""

from __future__ import annotations

from collections.abc import Callable

from notification.host import Host
from notification.transports import tunnel
from notification.transports.bosh import Bosh, BoshRules, BoshSessions
from notification.transports.bosh_body import BadBody, read
from notification.transports.http import HTML, XML, HttpConnection, HttpExchange, HttpRequest
from notification.transports.websocket import WebSocketLink
from notification.xmpp.session import PASSED
from vos import frames

PAGE_METHODS = (b"GET", b"HEAD", b"OPTIONS")
BOSH_METHODS = (*PAGE_METHODS, b"POST")
UPGRADE = b"Upgrade: websocket\r\nConnection: Upgrade\r\n"
PAGE = b"""<!DOCTYPE html><html lang="en"><title>Notification Service</title>
<p>This is the notification service of the contact center.
Its certificate is accepted; you may close this page.</p>
</html>
"""


class Site:
    """The HTTP side of the service."""

    def __init__(
        self, host: Host, rules: BoshRules, websocket: Callable[[], WebSocketLink], sessions: BoshSessions
    ) -> None:
        self.host = host
        self.rules = rules
        self.websocket = websocket
        self.sessions = sessions
        self.paths: dict[bytes, Callable[[HttpRequest, HttpExchange, float], None]] = {
            b"/http-bind/": self.http_bind,
            b"/http-bind": self.http_bind,
            b"/ws/": self.ws,
            b"/ws": self.ws,
            b"/": self.front,
            b"/tunnel": self.to_tunnel,
        }
        self.files = tunnel.files()
        self.paths |= dict.fromkeys(self.files, self.file)

    def serve(self, request: HttpRequest, exchange: HttpExchange, now: float) -> None:
        """Answer a request, now or later."""
        serve = self.paths.get(request.path)
        methods = BOSH_METHODS if serve == self.http_bind else PAGE_METHODS
        allowed = b"Allow: %b\r\n" % b", ".join(methods)
        if serve is None:
            exchange.answer(404, PAGE, HTML)
        elif request.method == b"OPTIONS":
            exchange.answer(200, b"", headers=allowed)
        elif request.method not in methods:
            exchange.answer(405, b"", headers=allowed)
        else:
            serve(request, exchange, now)

    def http_bind(self, request: HttpRequest, exchange: HttpExchange, now: float) -> None:
        """BOSH; a GET is for its script syntax, which nobody uses, or for a look whether it is there."""
        if request.method != b"POST":
            found = request.query.startswith(b"isBoshAvailable")
            exchange.answer(200 if found else 404, b"" if found else PAGE, XML if found else HTML)
        elif request.headers.get(b"content-encoding", b"identity").lower() != b"identity":
            exchange.answer(415, b"", HTML, b"Accept-Encoding: identity\r\n")  # RFC 9110 §15.5.16
        else:
            self._bosh(request, exchange, now)

    def ws(self, request: HttpRequest, exchange: HttpExchange, now: float) -> None:
        """The WebSocket handshake (RFC 6455 §4.2, RFC 7395 §3.1)."""
        headers = request.headers
        key = headers.get(b"sec-websocket-key", b"")
        offered = [word.strip() for word in headers.get(b"sec-websocket-protocol", b"").split(b",")]
        wanted = request.upgrade and headers.get(b"upgrade", b"").lower() == b"websocket"
        if request.method != b"GET" or not wanted:
            exchange.answer(426, PAGE, HTML, UPGRADE)
        elif headers.get(b"sec-websocket-version") != b"13":
            exchange.answer(426, b"", HTML, UPGRADE + b"Sec-WebSocket-Version: 13\r\n")
        elif b"xmpp" not in offered or not frames.is_key(key):
            exchange.answer(400, b"", HTML)
        else:
            exchange.switch(
                self.websocket(),
                UPGRADE
                + b"Sec-WebSocket-Protocol: xmpp\r\nSec-WebSocket-Accept: %b\r\n" % frames.accept_key(key),
            )

    def front(self, request: HttpRequest, exchange: HttpExchange, now: float) -> None:
        """A page, so that a browser has something to show once it trusts the certificate."""
        exchange.answer(200, PAGE, HTML)

    def to_tunnel(self, request: HttpRequest, exchange: HttpExchange, now: float) -> None:
        """The page's scripts are named from the folder, so the path must end with its slash."""
        exchange.answer(301, b"", HTML, b"Location: /tunnel/\r\n")

    def file(self, request: HttpRequest, exchange: HttpExchange, now: float) -> None:
        """The tunnel's page or one of its scripts."""
        file = self.files[request.path]
        body, headers = file.form_for(request.headers.get(b"accept-encoding", b""))
        exchange.answer(200, body, file.content_type, headers)

    def _bosh(self, request: HttpRequest, exchange: HttpExchange, now: float) -> None:
        try:
            body = read(request.body)
            if body.sid:
                bosh = self.sessions.get(body.sid)
                if bosh is None:
                    exchange.answer(404, b"Invalid SID value.", HTML)
                elif bosh.secure != request.secure:
                    bosh.refuse(body, exchange, "bad-request", now)
                else:
                    exchange.listener = bosh
                    exchange.content = bosh.content or exchange.content
                    bosh.receive(body, exchange, now)
                    if bosh.session.state in PASSED and bosh.sid in self.sessions:
                        self._belongs(exchange.connection, bosh)
            elif body.elements:
                raise BadBody("stanzas without a session")
            elif self.sessions.full:
                exchange.answer(503, b"", HTML)
            else:
                bosh = Bosh(
                    body,
                    self.rules,
                    self.sessions,
                    self.host.deadlines,
                    self.host.router,
                    secure=request.secure,
                )
                exchange.content = bosh.content or exchange.content
                bosh.create(body, exchange, now)
        except BadBody:
            exchange.answer(400, b"", HTML)

    def _belongs(self, connection: HttpConnection, bosh: Bosh) -> None:
        """The connection is of somebody who has signed in; of many of them, the latest are."""
        connection.belong()
        other = bosh.came_by(connection)
        if isinstance(other, HttpConnection):
            other.be_strange()
