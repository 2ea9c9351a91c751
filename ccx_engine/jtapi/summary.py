"""A message for people: in a few words, by which it is found, and without its passwords."""

from __future__ import annotations

from functools import cache

import msgspec

from ccx_engine.jtapi.messages import CallEvs, Message

KEYS = {  # by which a message is found, and the field that says it
    "call": "call",
    "final": "final",
    "transferred": "transferred",
    "original": "original",
    "added": "added",
    "terminal": "terminal",
    "target": "target",
    "by": "by",
    "address": "address",
    "destination": "destination",
    "monitors": "monitors",
    "error": "error",
    "request": "request_id",
}
MASK = "********"
SECRETS = frozenset({"password"})  # fields


def summary(message: Message) -> dict[str, object]:
    """Calls, devices and events of a message, and the request that it is or answers."""
    said: dict[str, object] = {}
    for key, name in _shown(type(message)):
        if value := getattr(message, name):
            said[key] = value
    if isinstance(message, CallEvs):
        said["events"] = ",".join(f"{ev.ev}@{ev.address}" if ev.address else ev.ev for ev in message.events)
    return said


def masked(message: Message) -> Message:
    """The message as it may be shown: stars for each password."""
    secrets = SECRETS.intersection(message.__struct_fields__)
    return msgspec.structs.replace(message, **dict.fromkeys(secrets, MASK)) if secrets else message


@cache
def _shown(kind: type[Message]) -> tuple[tuple[str, str], ...]:
    """Key and field of what a message shows."""
    return tuple((key, name) for key, name in KEYS.items() if name in kind.__struct_fields__)
