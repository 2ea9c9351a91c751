"""What is shown of every element on the wire: name, type and ids, and if somebody asks its text, masked."""

from __future__ import annotations

import re

from notification.xmpp import names
from notification.xmpp.stanza import Element
from vos import trace, xml

SASL_WORDS = frozenset({"auth", "initial-response", "response"})  # what they hold is or has a password

_TAGS = re.compile(rb"""<([\w:]+)(?:[^>]*?\stype="(\w+)")?[^>]*>(?:<(\w+))?""")
_ID = re.compile(rb"""^<[^>]*?\sid="([^"]*)\"""")
_NODE = re.compile(r"""\snode="([^"]+)\"""")
_USER = re.compile(r"/finesse/api/User/([^/&<\"]+)")
_CHOSEN = re.compile(r"(^|/)([a-z0-9]{4})[a-z0-9]{16}\Z")  # a stream's id, or a resource of the service's
_CHOSEN_IN_TEXT = re.compile(rb"""(?<=[/"'>])([a-z0-9]{4})[a-z0-9]{16}(?=["'<])""")
_DIALOG = re.compile(r"/finesse/api/Dialog/(\d+)")
_REQUEST = re.compile(r"&lt;requestId&gt;([^&<]+)")


def heard(time: float, ends: trace.Ends, element: Element, *, stranger: bool) -> None:
    """An element from a client; of a stranger's no text is shown: it may be a password of any kind."""
    child = element.first
    name = f"{element.name} {element.get('type')} {child.name if child is not None else ''}"
    to = element.get("to")
    keys: dict[str, object] = {"id": element.get("id"), "to": shown(to) if to is not None else None}
    if element.name == "iq" and child is not None and child.name == "pubsub":
        keys |= _keys(element.xml())

    def raw() -> bytes:
        return _without_ids(masked(element, everything=stranger).xml(names.CLIENT).encode())

    trace.tell(trace.Hop(time, trace.IN, ends, " ".join(name.split()), keys, raw))


def said(time: float, ends: trace.Ends, data: bytes) -> None:
    """An element to a client, as it is written."""
    tags, identity = _TAGS.match(data), _ID.match(data)
    name = b" ".join(word for word in tags.groups() if word).decode() if tags else "?"
    keys: dict[str, object] = {}
    if name == "message event":
        keys = _keys(data.decode())
    elif identity is not None:
        keys = {"id": identity[1].decode()}
    trace.tell(trace.Hop(time, trace.OUT, ends, name, keys, lambda: _without_ids(data)))


def shown(jid: str) -> str:
    """A client without most of what is random: enough to tell connections, not to name one."""
    return _CHOSEN.sub(r"\1\2...", jid)


def masked(element: Element, *, everything: bool = False) -> Element:
    """The element with stars for each password, or for all of its text."""
    everything = everything or element.ns == names.SASL or element.name in SASL_WORDS
    everything = everything or xml.is_secret(element.name)
    children = (
        masked(child, everything=everything)
        if isinstance(child, Element)
        else (xml.MASK if everything and child.strip() else child)
        for child in element.children
    )
    return Element(element.ns, element.name, dict(element.attributes), *children)


def _without_ids(data: bytes) -> bytes:
    return _CHOSEN_IN_TEXT.sub(rb"\1...", data)


def _keys(text: str) -> dict[str, object]:
    """What a publish or a notification is about: its node, the call and the agent, and the request behind."""
    node, call, request = _NODE.search(text), _DIALOG.search(text), _REQUEST.search(text)
    agent = _USER.match(node[1]) if node is not None else None
    found = {"call": call, "agent": agent, "node": node, "requestId": request}
    return {key: match[1] for key, match in found.items() if match is not None}
