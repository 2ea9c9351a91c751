"""What answers a request."""

from __future__ import annotations

from ccx_engine.frozen import frozen_dataclass
from ccx_engine.jtapi.messages.base import Message


@frozen_dataclass
class Done(Message):
    """The request was carried out; `call` is the call it made, or that a hand at a phone meant."""

    request_id: int
    call: int = 0


@frozen_dataclass
class Refused(Message):
    """The request was not carried out: CTI Manager's error number, and a line for people."""

    request_id: int
    error: int
    text: str = ""
