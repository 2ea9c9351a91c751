"""A message for people: in a few words, by which it is found, and without its passwords."""

from __future__ import annotations

import dataclasses
from enum import Enum
from functools import cache
from typing import Any

from ccx_engine.cti.enums import NULL_CALL_ID
from ccx_engine.cti.layout import Fixed, Floating
from ccx_engine.cti.wire import REGISTRY, Message, UnknownMessage

KEYS = {  # by which a message is found: each the first of these fields that it has
    "call": (
        "call_id",
        "active_call_id",
        "primary_call_id",
        "agent_call_id",
        "held_call_id",
        "new_call_id",
    ),
    "other": ("new_call_id", "held_call_id", "secondary_call_id", "other_call_id", "supervisor_call_id"),
    "agent": ("agent_id",),
    "device": ("connection_device_id", "agent_extension", "agent_instrument", "event_device_id"),
    "state": ("agent_state",),
    "reason": ("event_reason_code",),
    "cause": ("event_cause",),
    "failure": ("failure_code",),
    "status": ("status", "ccx_status"),
    "csq": ("csq_id",),
    "invoke": ("invoke_id",),
}
ABSENT = (None, "", NULL_CALL_ID)
MASK = "********"


def summary(message: Message | UnknownMessage) -> dict[str, object]:
    """Call, agent, device, state and the like of a message, with the guide's words for its numbers."""
    if isinstance(message, UnknownMessage):
        return {"bytes": len(message.body)}
    said: dict[str, object] = {}
    for key, name, words in _shown(message.NUMBER):
        value = getattr(message, name)
        if value not in ABSENT and (key, value) != ("invoke", 0):
            said[key] = words(value).name if words and value in words.__members__.values() else value
    return said


def masked(message: Message | UnknownMessage) -> Message | UnknownMessage:
    """The message as it may be shown: stars for each password, and for all of a message that is not known."""
    if isinstance(message, UnknownMessage):
        return UnknownMessage(message.number, b"*" * len(message.body))
    secrets = _secrets(message.NUMBER)
    if not secrets:
        return message
    stars: dict[str, Any] = {name: _stars(getattr(message, name)) for name in secrets}
    return dataclasses.replace(message, received=None, **stars)


def _stars(value: str | bytes | None) -> str | bytes | None:
    if not value:
        return value
    return MASK if isinstance(value, str) else MASK.encode()


@cache
def _secrets(number: int) -> tuple[str, ...]:
    """The fields that are declared to be secret: those that are not shown when a message is printed."""
    kind = REGISTRY[number]
    declared = {name for name, _ in kind.LAYOUT}
    return tuple(each.name for each in dataclasses.fields(kind) if not each.repr and each.name in declared)


@cache
def _shown(number: int) -> tuple[tuple[str, str, type[Enum] | None], ...]:
    """Key, field and words of what a message shows, each field once."""
    layout = REGISTRY[number].LAYOUT
    words = {name: part.kind.words for name, part in layout if isinstance(part, Fixed | Floating)}
    shown: dict[str, tuple[str, str, type[Enum] | None]] = {}
    for key, names in KEYS.items():
        name = next((name for name in names if name in words and name not in shown), None)
        if name is not None:
            shown[name] = (key, name, words[name])
    return tuple(shown.values())
