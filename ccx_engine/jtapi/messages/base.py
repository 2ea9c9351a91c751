"""What every message and every request is."""

from __future__ import annotations

import dataclasses
from typing import Self

from ccx_engine.frozen import frozen_dataclass


class Message:
    """Anything on the link."""

    __slots__ = ()


@frozen_dataclass
class Request(Message):
    """Asks CTI Manager for something; `request_id` ties the answer to it and is given when it is sent."""

    request_id: int = dataclasses.field(default=0, kw_only=True)

    def numbered(self, request_id: int) -> Self:
        """The request with this id."""
        return dataclasses.replace(self, request_id=request_id)
