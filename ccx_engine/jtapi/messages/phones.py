"""What a person does at a phone that no application could ask for: hands, not JTAPI.

The lab plays people with these. What follows is told as if a person had done it: by the ordinary events.
`Done.call` is the call that the hand meant.
"""

from __future__ import annotations

from ccx_engine.jtapi.messages.base import Request


class OffHook(Request, frozen=True):
    """Lift the handset. A call that rings there is answered; else there is dial tone: a new call, INITIATED.

    Without a digit in time (T302) the new call fails. Refused with
    ILLEGAL_CALL_STATE when the handset is up already: while a call talks, dials or has failed there.
    `address` chooses a line of the phone; without it, it is the one that rings, else the first.
    """

    terminal: str
    address: str = ""


class OnHook(Request, frozen=True):
    """Put the handset down: the call that talks, dials or has failed there loses this party.

    Held and ringing calls stay. ILLEGAL_CALL_STATE if there is nothing to hang up.
    """

    terminal: str


class PressKeys(Request, frozen=True):
    """Press keys (0-9, *, #). They dial where there is dial tone, and are DTMF where a call talks.

    The first digit makes the connection DIALING. The number is complete when it is a line's and no longer
    one begins with it, with a closing #, or when no further digit comes in time (T302).
    """

    terminal: str
    digits: str


class UnplugPhone(Request, frozen=True):
    """Pull a phone's plug: it loses its registration, its calls end, and it is out of service (`DeviceEv`).

    A call that rings there goes where the line forwards when it is not registered, or fails
    (DESTINATION_OUT_OF_ORDER). Phones only; nothing happens to one that is unplugged already.
    """

    terminal: str


class PlugPhone(Request, frozen=True):
    """Put the plug back: the phone registers and is in service."""

    terminal: str
