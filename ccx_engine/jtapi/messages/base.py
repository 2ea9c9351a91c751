"""What every message and every request is."""

from __future__ import annotations

from dataclasses import field

from ccx_engine.frozen import frozen_dataclass


class Message:
    """Anything on the link."""

    __slots__ = ()


@frozen_dataclass
class Request(Message):
    """Asks CTI Manager for something; `request_id` ties the answer to it."""

    request_id: int = field(default=0, kw_only=True)
