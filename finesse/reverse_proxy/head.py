"""The head of a client's request for the notification service: whose it is, whether it is one, passing on."""

from __future__ import annotations

import contextlib
import re
from http import HTTPStatus
from typing import NamedTuple

import httptools

from vos import frames
from vos.http.body import coding_of, decoded
from vos.http.head import fault
from vos.http.refused import Refused
from vos.http.sites import Sites

AUTHORITY = 255  # bytes of one in a request line
CODED_BYTES = 65_536  # of a body that is coded, once it is decoded: in one step, so no more
METHODS = (b"GET ", b"HEAD ", b"POST ", b"OPTIONS ")
PATHS = (b"/http-bind", b"/ws")
SUBPROTOCOL = b"xmpp"  # RFC 7395 §3.1
VERSION = b"13"  # of WebSocket (RFC 6455 §4.1)

_METHOD = rb"(?:GET|HEAD|POST|OPTIONS) "
_ABSOLUTE = rb"(?i:https?)://[^/ ?#\r\n]{0,%d}" % AUTHORITY
_OURS = re.compile(rb"%b(?:%b)?/(?:http-bind|ws)/?[ ?]" % (_METHOD, _ABSOLUTE))
_TARGET = re.compile(rb"(%b)%b" % (_METHOD, _ABSOLUTE))
_ORIGIN_FORM = re.compile(rb"%b(?=/)" % _ABSOLUTE)
_STARTS = (
    *(method + path + end for method in METHODS for path in PATHS for end in (b"/?", b"/ ", b"?", b" ")),
    *(method + scheme for method in METHODS for scheme in (b"http://", b"https://")),
)
_LONGEST = AUTHORITY + 40  # bytes by which a request can always be told

# Nothing of what is between the client and this node, and no extension: nobody here could read its frames.
_PASSED_ON = frozenset((
    b"accept-encoding", b"access-control-request-headers", b"access-control-request-method", b"content-type",
    b"origin", b"sec-websocket-key", b"sec-websocket-version",
))  # fmt: skip


def is_ours(data: bytes) -> bool | None:
    """Whether a request that starts so is for the notification service; None when it cannot be told yet."""
    if _OURS.match(data):
        return True
    if target := _TARGET.match(data):
        data = target[1] + data[target.end() :]
    return None if any(start.startswith(data) for start in _STARTS) else False


def places(data: bytes) -> list[int]:
    """Where, behind the first byte, a request for the notification service could begin."""
    found = [match.start() for match in _OURS.finditer(data, 1)]
    if data.endswith((b"\n", b">")):  # as heads and bodies end
        return found
    tail = range(max(1, len(data) - _LONGEST), len(data))
    return found + [at for at in tail if data[at] in b"GHPO" and is_ours(data[at:]) is None]


class Refusal(NamedTuple):
    """What a request is answered that is not passed on."""

    status: HTTPStatus
    text: str = ""
    headers: bytes = b""


class Head:
    """What httptools reads of a request; its head, and a body in chunks."""

    __slots__ = (
        "_extra", "_headers", "_parser", "_url", "body", "complete", "expects", "handshake", "keep", "length",
        "method",
    )  # fmt: skip

    def __init__(self) -> None:
        self._parser = httptools.HttpRequestParser(self)
        self._url = b""
        self._headers: list[tuple[bytes, bytes]] = []
        self._extra: dict[bytes, bytes] = {}  # the last of each name
        self.method = b""
        self.length: int | None = 0  # None where the body comes in chunks
        self.body = bytearray()  # where it comes in chunks
        self.complete = False
        self.expects = False
        self.handshake = False  # of a WebSocket
        self.keep = True  # the connection, after the answer

    def feed(self, data: bytes) -> None:
        """Bytes of the head, or of a body in chunks. HttpParserError for what is none."""
        with contextlib.suppress(httptools.HttpParserUpgrade):  # which is granted by others, if at all
            self._parser.feed_data(data)

    def on_url(self, url: bytes) -> None:
        self._url += url

    def on_header(self, name: bytes, value: bytes) -> None:
        name = name.lower()
        self._headers.append((name, value))
        self._extra[name] = value
        if name == b"content-length":
            self.length = int(value)
        elif name == b"transfer-encoding":
            self.length = None
        elif name == b"expect":
            self.expects = value.lower() == b"100-continue"

    def on_headers_complete(self) -> None:
        parser = self._parser
        self.method = parser.get_method()
        self.keep = (
            self.length is not None and parser.should_keep_alive() and parser.get_http_version() == "1.1"
        )
        self.handshake = (
            self.method == b"GET"
            and parser.should_upgrade()
            and parser.get_http_version() == "1.1"  # RFC 9110 §7.8
            and self._extra.get(b"upgrade", b"").lower() == b"websocket"
            and b"/ws" in self._url
        )

    def on_body(self, body: bytes) -> None:
        self.body += body

    def on_message_complete(self) -> None:
        self.complete = True

    def wrong(self) -> Refused | None:
        """What makes it no request of HTTP/1.1 that may be passed on; it ends the connection."""
        major, _, minor = self._parser.get_http_version().partition(".")
        return fault(self.method.decode("latin-1"), (int(major), int(minor)), self._headers)

    def decoded(self, body: bytes) -> bytes:
        """What the body says: 7443 takes none that is coded. Refused when it is not as the headers say."""
        said = (value.decode("latin-1") for name, value in self._headers if name == b"content-encoding")
        coding = coding_of(said)
        return body if coding is None else decoded(body, coding, CODED_BYTES)

    def refusal(self) -> Refusal | None:
        """What is wrong with a WebSocket's handshake, as 7443 would say (RFC 6455 §4.2, RFC 7395 §3.1)."""
        if not self.handshake:
            return None
        if self._extra.get(b"sec-websocket-version") != VERSION:
            told = b"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: %b\r\n" % VERSION
            return Refusal(HTTPStatus.UPGRADE_REQUIRED, "ask for version 13 of WebSocket", told)
        offered = [word.strip() for word in self._extra.get(b"sec-websocket-protocol", b"").split(b",")]
        if SUBPROTOCOL not in offered:
            return Refusal(HTTPStatus.BAD_REQUEST, "ask for the subprotocol xmpp")
        keys = [value for name, value in self._headers if name == b"sec-websocket-key"]
        if len(keys) != 1 or not frames.is_key(keys[0]):
            return Refusal(HTTPStatus.BAD_REQUEST, "Sec-WebSocket-Key is not 16 bytes in base64, once")
        return None

    def forget(self) -> None:
        """It is passed on: the parser and it know each other."""
        del self._parser

    def request(self, body: bytes, sites: Sites, host: str) -> bytes:
        """As it is passed on: whole, and without what is between the client and this node.

        A HEAD is passed on as the GET whose head it asks for, and `host` instead of a Host of nobody here.
        """
        method = b"GET" if self.method == b"HEAD" else self.method
        asked = self._extra.get(b"host", b"").decode("latin-1")
        headers = [(b"host", sites.address(asked, host).encode("latin-1"))]
        headers += [pair for pair in self._headers if pair[0] in _PASSED_ON]
        lines = b"".join([b"%b: %b\r\n" % pair for pair in headers])
        if self.handshake:
            lines += (
                b"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Protocol: %b\r\n" % SUBPROTOCOL
            )
        head = b"%b %b HTTP/1.1\r\n%b" % (method, _ORIGIN_FORM.sub(b"", self._url, count=1), lines)
        return head + (b"Content-Length: %d\r\n\r\n%b" % (len(body), body) if body else b"\r\n")
