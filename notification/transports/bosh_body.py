"""The `<body/>` of BOSH: read from a request, written into an answer (XEP-0124, XEP-0206)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from notification.xmpp import names
from notification.xmpp.errors import StreamError
from notification.xmpp.stanza import Element
from notification.xmpp.stream import LANGUAGE, document
from vos.xml import attribute

RID_LIMIT = 2**53  # XEP-0124 §7.1: what every client can count with
VERSION = re.compile(r"(\d{1,4})\.(\d{1,4})")
CONDITIONAL = (1, 6)  # since this version errors are a `condition` in a body, not an HTTP status

_S = rb"[ \t\r\n]"  # XML's white space, which is less than \s
_NAME = rb"[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?"
_ATTRIBUTE = rb"""%b+%b%b*=%b*(?:'[^'<&\x00-\x1f\x80-\xff]*'|"[^"<&\x00-\x1f\x80-\xff]*")""" % (
    _S,
    _NAME,
    _S,
    _S,
)
_EMPTY = re.compile(rb"<body((?:%b)*)%b*(?:/>|>%b*</body%b*>)%b*" % (_ATTRIBUTE, _S, _S, _S, _S))
_EACH = re.compile(rb"""(%b)%b*=%b*(?:'([^']*)'|"([^"]*)")""" % (_NAME, _S, _S))
_DECLARATIONS = {"xmlns:xmpp": names.XBOSH, "xmlns:stream": names.STREAMS}

HIGHEST = (1, 11)  # of XEP-0124 as it is implemented here
RESTART = f"{names.XBOSH}}}restart"
XMPP_VERSION = f"{names.XBOSH}}}version"
_CONTENT = re.compile(r"[a-z0-9!#$&^_.+-]{1,60}/[a-z0-9!#$&^_.+-]{1,60}(; ?charset=utf-8)?", re.I | re.A)


class BadBody(Exception):
    """Not a BOSH request at all: HTTP 400."""


@dataclass(slots=True)
class Request:
    """One request. `sid` is empty when it asks for a new session."""

    rid: int
    sid: str
    attributes: dict[str, str]
    elements: list[Element]
    size: int  # bytes

    def number(self, key: str, default: int) -> int:
        """An attribute that is a number; BadBody if it is not."""
        value = self.attributes.get(key)
        if value is None:
            return default
        if not re.fullmatch(r"-?\d{1,9}", value):
            raise BadBody(f"{key} is not a number")
        return int(value)

    @property
    def version(self) -> tuple[int, int]:
        """The BOSH version the client speaks."""
        match = VERSION.fullmatch(self.attributes.get("ver", ""))
        return (int(match[1]), int(match[2])) if match else (1, 5)

    @property
    def content(self) -> bytes | None:
        """The Content-Type that the client wants its answers to have (XEP-0124 §7.1), if it can be one."""
        wanted = self.attributes.get("content", "")
        return wanted.encode() if _CONTENT.fullmatch(wanted) else None

    @property
    def language(self) -> str:
        """What it says of its stanzas' language."""
        return self.attributes.get("xml:lang") or self.attributes.get(LANGUAGE, "")

    @property
    def terminates(self) -> bool:
        """Whether it ends the session."""
        return self.attributes.get("type") == "terminate"

    @property
    def pauses(self) -> bool:
        """Whether it pauses the session."""
        return "pause" in self.attributes

    @property
    def restarts(self) -> bool:
        """Whether it opens the stream anew after the sign-in."""
        return self.attributes.get(RESTART) in ("true", "1")


def read(data: bytes) -> Request:
    """The request in an HTTP body; BadBody says what is wrong with it."""
    attributes = _read_empty(data)
    elements: list[Element] = []
    if attributes is None:
        try:
            body = document(data)
        except StreamError as error:
            raise BadBody(str(error)) from error
        if (body.ns, body.name) != (names.HTTPBIND, "body"):
            raise BadBody("not a body")
        attributes = body.attributes
        elements = list(body.elements())
    rid = attributes.get("rid", "")
    if not (rid.isascii() and rid.isdigit() and len(rid) <= 16 and 0 < int(rid) <= RID_LIMIT):
        raise BadBody("no usable rid")
    return Request(int(rid), attributes.get("sid", ""), attributes, elements, len(data))


def _read_empty(data: bytes) -> dict[str, str] | None:
    """The attributes of a body that holds nothing, as most do: no parser is needed for it. Else None."""
    match = _EMPTY.fullmatch(data) if data.count(b"<") <= 2 else None
    if match is None:
        return None
    attributes: dict[str, str] = {}
    for name, single, double in _EACH.findall(match[1]):
        key, value = name.decode(), (single or double).decode()
        if key in attributes:
            return None
        if ":" in key and key != "xml:lang" and _DECLARATIONS.get(key) != value:
            return None  # a prefix to look up, or a declaration that may be wrong
        attributes[key] = value
    return attributes if attributes.get("xmlns") == names.HTTPBIND else None


_STREAM_PREFIX = f" xmlns:stream='{names.STREAMS}'".encode()
_OPEN = f"<body xmlns='{names.HTTPBIND}'".encode()
EMPTY = _OPEN + b"/>"


def holding(stanzas: Iterable[bytes]) -> bytes:
    """A body with these; the `stream` prefix is declared where one of them uses it."""
    content = b"".join(stanzas)
    if not content:
        return EMPTY
    declaration = _STREAM_PREFIX if b"<stream:" in content else b""
    return b"%b%b>%b</body>" % (_OPEN, declaration, content)


def terminating(condition: str | None = None) -> bytes:
    """The end of a session, with a reason unless the client wished it."""
    reason = f' condition="{condition}"' if condition else ""
    return f'<body type="terminate"{reason} xmlns="{names.HTTPBIND}"/>'.encode()


def stream_error(error: StreamError, said_before: Iterable[bytes]) -> bytes:
    """The end of a session by a stream error, after what was still to be said (XEP-0206 §8)."""
    head = (
        f"<body type='terminate' condition='remote-stream-error' xmlns='{names.HTTPBIND}'"
        f" xmlns:stream='{names.STREAMS}'>"
    )
    return b"%b%b%b</body>" % (head.encode(), b"".join(said_before), error.xml().encode())


def creating(attributes: dict[str, str], content: Iterable[bytes]) -> bytes:
    """The answer to a creation request, its attributes in Openfire's order."""
    written = "".join(f' {key}="{attribute(value)}"' for key, value in attributes.items())
    head = f'<body xmlns="{names.HTTPBIND}" xmlns:stream="{names.STREAMS}"{written}>'
    return b"%b%b</body>" % (head.encode(), b"".join(content))
