"""What answers a request."""

from __future__ import annotations

from dataclasses import dataclass

from ccx_engine.jtapi.messages.base import Message


@dataclass(frozen=True, slots=True)
class Done(Message):
    """The request was carried out; `call` is the call it made, or that a hand at a phone meant."""

    request_id: int
    call: int = 0


@dataclass(frozen=True, slots=True)
class Refused(Message):
    """The request was not carried out: CTI Manager's error number, and a line for people."""

    request_id: int
    error: int
    text: str = ""
