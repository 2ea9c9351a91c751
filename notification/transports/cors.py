"""Whose pages may use the service from another origin, and how every answer begins that tells them so.

By default any page may, with Openfire's lists of methods and headers. Source: Administration Guide, Cisco
Finesse CLI: `utils finesse cors` is for the notification service, too. That a page that may not gets 403 is
unconfirmed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from vos.origins import Origins

METHODS = (
    "PROPFIND, PROPPATCH, COPY, MOVE, DELETE, MKCOL, LOCK, UNLOCK, PUT, GETLIB, VERSION-CONTROL, CHECKIN, "
    "CHECKOUT, UNCHECKOUT, REPORT, UPDATE, CANCELUPLOAD, HEAD, OPTIONS, GET, POST"
)
REQUEST_HEADERS = (
    "Overwrite, Destination, Content-Type, Depth, User-Agent, X-File-Size, X-Requested-With, "
    "If-Modified-Since, X-File-Name, Cache-Control"
)
STATUS: Final = {
    100: b"Continue", 101: b"Switching Protocols", 200: b"OK", 301: b"Moved Permanently",
    400: b"Bad Request", 403: b"Forbidden",
    404: b"Not Found", 405: b"Method Not Allowed", 408: b"Request Timeout", 413: b"Content Too Large",
    414: b"URI Too Long", 415: b"Unsupported Media Type", 426: b"Upgrade Required",
    431: b"Request Header Fields Too Large", 501: b"Not Implemented", 503: b"Service Unavailable",
    505: b"HTTP Version Not Supported",
}  # fmt: skip

Heads = Mapping[int, bytes]  # status line and first headers, by status


def _heads(origin: str, more: str = "") -> Heads:
    headers = (
        f"Access-Control-Allow-Origin: {origin}\r\n{more}"
        f"Access-Control-Allow-Methods: {METHODS}\r\n"
        f"Access-Control-Allow-Headers: {REQUEST_HEADERS}\r\n"
        "Access-Control-Max-Age: 86400\r\n"
    ).encode()
    return {status: b"HTTP/1.1 %d %b\r\n%b" % (status, reason, headers) for status, reason in STATUS.items()}


OPEN: Final = _heads("*")
CLOSED: Final = {status: b"HTTP/1.1 %d %b\r\n" % (status, reason) for status, reason in STATUS.items()}


class Cors:
    """What `origins` mean for each answer. Pages of this host, whatever their port, always may."""

    __slots__ = ("headers", "heads", "origins")

    def __init__(self, origins: Origins) -> None:
        self.origins = origins
        self.headers = frozenset() if origins.any else frozenset((b"origin", b"host"))  # that it looks at
        self.heads = {name: _heads(name, "Vary: Origin\r\n") for name in origins.names if not origins.any}

    def heads_for(self, headers: Mapping[bytes, bytes]) -> Heads | None:
        """How answers to a request with these headers begin; None when its page may not ask."""
        if self.origins.any:
            return OPEN
        origin = headers.get(b"origin", b"").decode("latin-1").lower()
        known = self.heads.get(origin)
        if known is not None or not origin:
            return known or CLOSED
        if _host(origin.partition("://")[2]) != _host(headers.get(b"host", b"").decode("latin-1").lower()):
            return None
        return _heads(origin, "Vary: Origin\r\n")


def _host(authority: str) -> str:
    name, colon, port = authority.rpartition(":")
    return name if colon and port.isdecimal() else authority
