"""Whatever bytes come, what stands before the web applications tells a request, or refuses it in its words.

An input is: what to do, a size - and the bytes. What is done: the head of a request for the notification
service, the same behind other requests, the rules for heads, for whose page writes, for coded bodies.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable
from typing import Any

import httptools

from finesse.reverse_proxy.head import Head, is_ours, places
from vos.http.body import CODINGS, decoded
from vos.http.head import fault
from vos.http.refused import Refused
from vos.http.sites import LOOPBACK, Sites, essence, name_of

HEAD = 2  # bytes that say what to do
LIMIT = 10_000  # bytes of a decoded body
SITES = Sites(("ccx1.example.com",), ("https://ccx2.example.com:8445",))
OWN = "ccx1.example.com"
ORIGINS = re.compile(r"https?://(.*)", re.DOTALL)


def instrument(function: Callable[[Any], Any]) -> None:
    """Nothing here is made while running."""


def check(data: bytes) -> None:
    """Raise where the code does what is documented nowhere."""
    if len(data) >= HEAD:
        DEEDS[data[0] % len(DEEDS)](data[1], data[HEAD:])


def _passed_on(_: int, data: bytes) -> None:
    """What is passed on is one request of HTTP/1.1, as another parser reads it, for the same path."""
    end = data.find(b"\r\n\r\n") + 4
    if end < 4 or not is_ours(data):
        return
    head = Head()
    try:
        head.feed(data[:end])
        if head.wrong() is not None or head.refusal() is not None:
            return
    except httptools.HttpParserError:
        return
    heard = _Heard()
    with contextlib.suppress(httptools.HttpParserUpgrade):
        heard.parser.feed_data(head.request(b"<x/>", SITES, OWN))
    assert (heard.whole, heard.body) == (1, b"" if head.handshake else b"<x/>")
    assert heard.hosts in ([OWN.encode()], [value for value in heard.hosts if SITES.know(value.decode())])
    assert len(heard.hosts) == 1
    assert heard.url.startswith((b"/http-bind", b"/ws")), heard.url


class _Heard:
    """What a server behind reads."""

    def __init__(self) -> None:
        self.parser = httptools.HttpRequestParser(self)
        self.whole, self.body, self.url = 0, b"", b""
        self.hosts: list[bytes] = []

    def on_url(self, url: bytes) -> None:
        self.url += url

    def on_header(self, name: bytes, value: bytes) -> None:
        if name.lower() == b"host":
            self.hosts.append(value)

    def on_body(self, body: bytes) -> None:
        self.body += body

    def on_message_complete(self) -> None:
        self.whole += 1


def _places(size: int, data: bytes) -> None:
    """Each place where a request for the service begins is found, also where the bytes end within it."""
    found = places(data)
    assert found == sorted(set(found))
    assert all(at > 0 for at in found)
    at = size % (len(data) or 1)
    if at and (is_ours(data[at:]) or (is_ours(data[at:]) is None and not data.endswith((b"\n", b">")))):
        assert at in found
    if is_ours(data) is False:
        assert is_ours(data + b"x") is False  # what is somebody else's stays so


def _fault(size: int, data: bytes) -> None:
    """Lines of headers."""
    pairs = [(name, value) for name, _, value in (line.partition(b":") for line in data.split(b"\n"))]
    _fair(fault("GET", (size % 3, size >> 4 & 1), pairs))


def _sites(size: int, data: bytes) -> None:
    """A page's origin is not its own unless it is one of these names."""
    host, _, origin = data.decode("latin-1").partition("\n")
    kind = essence(origin)
    assert kind == essence(kind)
    assert SITES.address(host, OWN) == OWN or SITES.know(host)
    if SITES.own(origin, host):
        names = ORIGINS.fullmatch(origin.lower())
        assert names is not None
        assert name_of(names[1]) in LOOPBACK | {OWN, "ccx2.example.com"}
    for refuse in (SITES.refuse_forms, SITES.refuse_pages):
        _fair(refuse("POST", host, [origin], "", host if size & 1 else None))


def _fair(refused: Refused | None) -> None:
    if refused is not None:
        assert 400 <= refused.status < 600
        assert str(refused).isprintable()


def _body(size: int, data: bytes) -> None:
    """No more than may be is decoded."""
    with contextlib.suppress(Refused):
        assert len(decoded(data, sorted(CODINGS)[size % len(CODINGS)], LIMIT)) <= LIMIT


DEEDS: tuple[Callable[[int, bytes], None], ...] = (_passed_on, _places, _fault, _sites, _body)
