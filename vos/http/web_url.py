"""URLs of web servers as they are taken from others, strictly, and whole servers as settings name them. Pure.

What a program does with a URL and what the next one does must be the same thing, so a spelling about which
programs differ is refused, not understood: there is one spelling of each host. Sources: RFC 3986 §3.2.2,
RFC 1123 §2.1; WHATWG URL Standard, host parsing, for what browsers and libraries make of the others.
"""

from __future__ import annotations

import ipaddress
import re
from typing import NamedTuple
from urllib.parse import quote

CHARACTERS = 8_000  # of a URL; a request line of Tomcat's, and of ours, is no longer
PORTS = {"http": 80, "https": 443}

_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff\ufeff\u200b-\u200f\u202a-\u202e\u2060-\u2069]")
_AUTHORITY = re.compile(r"(\[[0-9A-Za-z:.%]*\]|[^:]*)(?::(.*))?", re.DOTALL)
_PORT = re.compile(r"[1-9][0-9]{0,4}")
_NAME = re.compile(
    r"(?!.{254})(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
)
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_SENT_AS_IT_IS = re.compile(r"[!$%&'()*+,./0-9:;=?@A-Z\[\]_a-z~-]*")
_SAFE = "!$%&'()*+,/:;=?@[]~-._"


class WebOrigin(NamedTuple):
    """A web server: `scheme://host[:port]`, where the scheme's own port may be left out."""

    scheme: str
    host: str
    port: int

    @classmethod
    def parse(cls, text: str) -> WebOrigin:
        """ValueError says what is wrong with anything else."""
        url = WebUrl.parse(text)
        if url.target != "/" or "?" in text or "#" in text:
            raise ValueError(f"{text!r} is more than a server, such as https://crm.example.com:8443")
        return url.origin

    @property
    def authority(self) -> str:
        """As the header Host has it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    def __str__(self) -> str:
        return f"{self.scheme}://{self.authority}"


class WebUrl(NamedTuple):
    """What to ask of a web server: `target` is path and query, in ASCII, as the request line has them."""

    origin: WebOrigin
    target: str

    @classmethod
    def parse(cls, text: str) -> WebUrl:
        """ValueError says what is wrong with what is none, or could be read in two ways."""
        if len(text) > CHARACTERS:
            raise ValueError(f"a URL of more than {CHARACTERS} characters")
        if _FORBIDDEN.search(text):
            raise ValueError("a URL with control characters or invisible ones")
        scheme, mark, rest = text.partition("://")
        scheme = scheme.lower()
        if not mark or scheme not in PORTS:
            raise ValueError("no URL that begins with http:// or https://")
        rest = rest.partition("#")[0]
        authority = re.split(r"[/?]", rest, maxsplit=1)[0]
        target = rest[len(authority) :]
        if "\\" in rest.partition("?")[0]:
            raise ValueError("a URL with a backslash")
        if "@" in authority:
            raise ValueError("a URL with a name and password; send them in the header Authorization")
        return cls(_origin(scheme, authority), _target(target))

    @property
    def path(self) -> str:
        """The path, as it is asked for."""
        return self.target.partition("?")[0]

    def __str__(self) -> str:
        return f"{self.origin}{self.target}"


def _origin(scheme: str, authority: str) -> WebOrigin:
    found = _AUTHORITY.fullmatch(authority)
    if found is None:
        raise ValueError("a URL without a host that can be read")
    port = PORTS[scheme]
    if found[2] is not None:
        if not _PORT.fullmatch(found[2]) or int(found[2]) > 65_535:
            raise ValueError("a URL with a port that is none")
        port = int(found[2])
    return WebOrigin(scheme, _host(found[1].lower()), port)


def _host(text: str) -> str:
    if not text:
        raise ValueError("a URL without a host")
    if not text.isascii():
        raise ValueError("a host with other letters than ASCII's; write it as xn--...")
    if text.startswith("["):
        try:
            if "%" in text:
                raise ValueError
            return str(ipaddress.IPv6Address(text[1:-1]))
        except ValueError:
            raise ValueError("a host in brackets that is no IPv6 address, or one with a zone") from None
    if text.endswith("."):
        raise ValueError("a host that ends in a dot; write it without")
    if not _NAME.fullmatch(text):
        raise ValueError("a host that is no name and no address")
    if _NUMBER.fullmatch(text.rpartition(".")[2]):
        try:
            return str(ipaddress.IPv4Address(text))
        except ValueError:
            raise ValueError("an IPv4 address that is not four decimal numbers") from None
    return text


def _target(text: str) -> str:
    if not text.startswith("/"):
        text = f"/{text}"
    if _SENT_AS_IT_IS.fullmatch(text):
        return text
    text = quote(text, safe=_SAFE)
    if len(text) > CHARACTERS:
        raise ValueError(f"a URL of more than {CHARACTERS} characters")
    return text
