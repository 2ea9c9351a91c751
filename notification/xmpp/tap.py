"""What the log shows of every element on the wire: name, type and ids, never its content or a password."""

from __future__ import annotations

import re

from notification.xmpp.stanza import Element
from vos import trace

_TAGS = re.compile(rb"""<([\w:]+)(?:[^>]*?\stype="(\w+)")?[^>]*>(?:<(\w+))?""")
_ID = re.compile(rb"""^<[^>]*?\sid="([^"]*)\"""")
_NODE = re.compile(r"""\snode="([^"]+)\"""")
_USER = re.compile(r"/finesse/api/User/([^/&<\"]+)")
_CHOSEN = re.compile(r"(^|/)([a-z0-9]{4})[a-z0-9]{16}\Z")  # a stream's id, or a resource of the service's
_DIALOG = re.compile(r"/finesse/api/Dialog/(\d+)")


def heard(transport: str, who: str, element: Element) -> None:
    """An element from a client."""
    child = element.first
    name = f"{element.name} {element.get('type')} {child.name if child is not None else ''}"
    to = element.get("to")
    keys: dict[str, object] = {"id": element.get("id"), "to": _shown(to) if to is not None else None}
    if element.name == "iq" and child is not None and child.name == "pubsub":
        keys |= _keys(element.xml())
    trace.hop(trace.IN, transport, _shown(who), " ".join(name.split()), keys)


def said(transport: str, who: str, data: bytes) -> None:
    """An element to a client, as it is written."""
    tags, identity = _TAGS.match(data), _ID.match(data)
    name = b" ".join(word for word in tags.groups() if word).decode() if tags else "?"
    keys: dict[str, object] = {}
    if name == "message event":
        keys = _keys(data.decode())
    elif identity is not None:
        keys = {"id": identity[1].decode()}
    trace.hop(trace.OUT, transport, _shown(who), name, keys)


def _shown(jid: str) -> str:
    """A client without most of what is random: enough to tell connections, not to name one."""
    return _CHOSEN.sub(r"\1\2...", jid)


def _keys(text: str) -> dict[str, object]:
    """What a publish or a notification is about: its node, and the call and the agent."""
    node, call = _NODE.search(text), _DIALOG.search(text)
    agent = _USER.match(node[1]) if node is not None else None
    found = {"call": call, "agent": agent, "node": node}
    return {key: match[1] for key, match in found.items() if match is not None}
