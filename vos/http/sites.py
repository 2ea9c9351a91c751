"""Whose pages a browser may let write: the one door for what other sites make it send. Pure.

A browser sends what a form can send (and what looks like it) to any site, with the user's credentials, and
asks nobody before. So what has that shape is taken from a service's own pages only. For everything else a
browser asks first, and what it is told is the CORS setting's business. Who is no page sends no Origin.
Sources: Fetch standard, CORS-safelisted methods and request-headers; RFC 6454 §7.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from http import HTTPStatus

from vos.http.refused import Refused

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
WRITES = frozenset({"POST", "PUT", "DELETE", "PATCH"})
OF_A_FORM = frozenset({"", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data"})
XML = frozenset({"text/xml", "application/xml", "application/soap+xml"})
ELSEWHERE = frozenset({"cross-site", "same-site"})  # what Sec-Fetch-Site says of other origins


class Sites:
    """A service's own names, and origins that are its own though they are other hosts or ports."""

    __slots__ = ("_names", "_origins")

    def __init__(self, names: Iterable[str], origins: Iterable[str] = ()) -> None:
        self._names = LOOPBACK | {name.lower().rstrip(".") for name in names}
        self._origins = frozenset(origin.lower() for origin in origins)

    def know(self, host: str) -> bool:
        """Whether a Host is a name of this service, whatever its port."""
        return name_of(host) in self._names

    def address(self, host: str, own: str) -> str:
        """The Host that a client has sent, where it is a name of this service; else its `own` address.

        Nothing that others read may say of this service that it is somewhere else.
        """
        return host if self.know(host) else own

    def own(self, origin: str, host: str) -> bool:
        """Whether a page of that origin, asking for this Host, is the service's own.

        A name that leads here though it is none of ours (DNS is anybody's) makes nobody's pages our own.
        """
        origin = origin.lower()
        if origin in self._origins:
            return True
        scheme, _, authority = origin.partition("://")
        return scheme in ("http", "https") and authority == host.lower() and self.know(host)

    def refuse_pages(
        self, method: str, host: str, origins: Iterable[str], fetched_from: str, content_type: str | None
    ) -> Refused | None:
        """What is wrong with a write that a page of another site is behind: that it is."""
        if method not in WRITES or not self.foreign(host, origins, fetched_from):
            return None
        return Refused(
            HTTPStatus.FORBIDDEN,
            "a page of another site may not write here",
            "send it without Origin",
        )

    def refuse_forms(
        self, method: str, host: str, origins: Iterable[str], fetched_from: str, content_type: str | None
    ) -> Refused | None:
        """What is wrong with a write that another site's page can make a browser send without asking."""
        if method != "POST" or essence(content_type) not in OF_A_FORM:
            return None
        if not self.foreign(host, origins, fetched_from):
            return None
        return Refused(
            HTTPStatus.FORBIDDEN,
            "a page of another site sends what a form can send",
            "send it from a page of this service, or with a Content-Type that is no form's",
        )

    def foreign(self, host: str, origins: Iterable[str], fetched_from: str) -> bool:
        """Whether a browser says that another site's page is behind a request."""
        origins = list(origins)
        if not origins:
            return fetched_from.lower() in ELSEWHERE
        return not all(self.own(origin, host) for origin in origins)


def name_of(host: str) -> str:
    """The name or address in `name`, `name:port`, `[v6]:port`, as it is compared."""
    name, colon, port = host.rpartition(":")
    if not colon or host.endswith("]"):
        name, port = host, ""
    if port and not port.isdecimal():
        return ""
    name = name.lower().rstrip(".")
    if name.startswith("[") and name.endswith("]"):
        try:
            return str(ipaddress.IPv6Address(name[1:-1]))
        except ValueError:
            return ""
    return name


def essence(content_type: str | None) -> str:
    """The media type without its parameters; empty where there is none, or it is none."""
    kind = (content_type or "").partition(";")[0].partition(",")[0].strip().lower()
    return kind if kind.count("/") == 1 and kind.isascii() and " " not in kind else ""
