"""What every message and every request is."""

from __future__ import annotations

from typing import Self

import msgspec


class Part(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A value of a message: a JSON object of the declared fields without those that have their default."""


class Message(Part, frozen=True, tag=True, tag_field="is"):
    """Anything on the link; `is` names the declaration."""


class Request(Message, frozen=True, kw_only=True):
    """Asks CTI Manager for something; `request_id` ties the answer to it and is given when it is sent."""

    request_id: int = 0

    def numbered(self, request_id: int) -> Self:
        """The request with this id."""
        return msgspec.structs.replace(self, request_id=request_id)
