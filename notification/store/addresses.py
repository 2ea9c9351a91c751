"""Addresses that were kept before they were prepared as they are today: they become those that are meant."""

from __future__ import annotations

from collections.abc import Mapping

from notification.changes import Changes, Key, Row
from notification.xmpp import jid

ADDRESSES = {"subscription": (2,), "absence": (1,), "contact": (1, 2)}  # where in a key they stand


def prepare(rows: Mapping[Key, Row], changes: Changes) -> Mapping[Key, Row]:
    """The rows with each address as it is compared; those of what is none any more are dropped for good."""
    prepared: dict[Key, Row] = {}
    for key, row in rows.items():
        meant = _meant(key)
        if meant != key:
            changes.note(key, None)
            if meant is not None:
                changes.note(meant, row)
        if meant is not None:
            prepared[meant] = row
    return prepared


def _meant(key: Key) -> Key | None:
    places = ADDRESSES.get(key[0], ())
    try:
        return tuple(str(jid.parse(part)) if at in places else part for at, part in enumerate(key))
    except ValueError:
        return None
