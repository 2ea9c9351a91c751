"""What answers a request."""

from __future__ import annotations

from ccx_engine.jtapi.messages.base import Message


class Done(Message, frozen=True):
    """The request was carried out; `call` is the call it made, or that a hand at a phone meant."""

    request_id: int
    call: int = 0


class Refused(Message, frozen=True):
    """The request was not carried out: CTI Manager's error number, and a line for people."""

    request_id: int
    error: int
    text: str = ""
