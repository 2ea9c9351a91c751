"""Calls: making, answering, holding, sending on, joining and ending them."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import field

from ccx_engine.jtapi.messages.base import Request


class Connect(Request, frozen=True):
    """Make a call from a terminal's address. `Done.call` is the new call, which this provider hears from now
    on for the sake of its calling party (also after that party was transferred into another call). A call
    that talks on the terminal is held first.

    A destination that is unknown, busy or out of service, and forwards nowhere, fails the call: ConnFailedEv
    and CallCtlConnFailedEv of the calling address with the cause; it ends by `Disconnect` or after the
    tone's time (a call from a gateway at once).

    Where a line forwards (all calls, when busy, when nobody answers, when no phone of it is registered), the
    call goes on under its id: the groups then have the forwarding's reason, and `last_redirected` is the
    line that forwarded last. A line that has not rung has no connection; one that has is disconnected.

    `data` is what a caller from outside brings along (as SIP headers do): names and texts, shown with the
    call. On a gateway terminal `address` may be any number: the outside caller's, or WITHHELD.
    """

    terminal: str
    address: str
    destination: str
    data: Mapping[str, str] = field(default_factory=dict)


class Accept(Request, frozen=True):
    """OFFERED becomes ALERTING."""

    call: int
    address: str


class Reject(Request, frozen=True):
    """Refuse an OFFERED or ALERTING call: it goes where the line forwards when busy, or else the calling
    party's connection fails (CALL_REJECTED).
    """

    call: int
    address: str


class Answer(Request, frozen=True):
    """RINGING becomes TALKING; another call that talks on the terminal is held first.

    On a gateway terminal this and the other requests mean the party of the call that is outside.
    """

    call: int
    terminal: str


class Hold(Request, frozen=True):
    """TALKING becomes HELD. A phone may hold as many calls as its line takes."""

    call: int
    terminal: str


class Unhold(Request, frozen=True):
    """HELD becomes TALKING, unless another call talks there (RETRIEVE_FAILED_ACTIVE_CALL).

    So to alternate is Hold(one) and Unhold(other), to reconnect is Disconnect(consultation) and Unhold(held).
    """

    call: int
    terminal: str


class Disconnect(Request, frozen=True):
    """Drop one connection; a call with fewer than two parties left ends.

    For a call that has ended this, like every request, is refused with CALL_DROPPED.

    Without `by` the party itself hangs up: the provider must control it. With `by`, a terminal in the call,
    that one drops another party out of the conference ("Drop Any Party"): only the controller may, unless
    the cluster lets everybody (Advanced Ad Hoc Conference Enabled); else ILLEGAL_CALL_STATE.
    """

    call: int
    address: str
    by: str = ""


class Redirect(Request, frozen=True):
    """Send the call at `address` to another number; the call keeps its id.

    The original stays where it is when the destination is unknown or busy (REDIRECT_NORMAL).
    """

    call: int
    address: str
    destination: str


class Consult(Request, frozen=True):
    """Hold `call` at the terminal and dial a second call from it. `Done.call` is the new call.

    Its first event is CiscoConsultCallActiveEv (`other_call` is the held one) instead of CallActiveEv. It
    fails as in `Connect`. Without media (how CCX delivers a call to an agent) the new call may only be
    transferred, and ends when the held call ends.
    """

    call: int
    terminal: str
    destination: str
    media: bool = True


class Transfer(Request, frozen=True):
    """Join the other parties of two calls at the controller's terminal, which leaves both.

    `final` lives on (the other's connections move to it: CiscoCallChangedEv); `transferred` ends. One call
    is HELD and answered, the other TALKING, its far end answered or still alerting. After a consultation
    `final` must be the original call, not the consultation (Cisco Unified JTAPI Developers Guide, "Consult
    Transfer": call1.transfer(call2)). So a call that CCX delivers keeps the id under which its caller came
    in: the CTI port consults with the agent and then asks for Transfer(final=the caller's call,
    transferred=the consultation).

    Groups told, all with reason TRANSFER: final: CiscoTransferStartEv, the controller drops; transferred: the
    controller drops; CiscoCallChangedEv of each party that moves; final: they appear as they are;
    transferred: they drop, CallInvalidEv; final: CiscoTransferEndEv.
    """

    final: int
    transferred: int
    terminal: str


class TransferTo(Request, frozen=True):
    """Blind transfer: the terminal leaves, the other party is sent to `destination`."""

    call: int
    terminal: str
    destination: str


class Conference(Request, frozen=True):
    """Join the parties of `added` to `original`; the controller stays, talking.

    Everybody must have answered, and `original` must not be the consultation. One of the two calls talks at
    the terminal, or none does. Groups as in `Transfer`, with CiscoConferenceStartEv, reason CONFERENCE, and
    the controller talking instead of dropping from `original`.

    The terminal becomes the conference's controller: it alone adds parties and drops them, and once it has
    left nobody does. A conference of two parties is a call as before. Refused: CONFERENCE_FULL with more
    parties than Maximum Ad Hoc Conference; a conference as `added` (they are not chained).

    CCX's barge-in is a conference at the monitored agent's phone, who becomes its controller (Finesse Web
    Services guide, "Barge In"): Disconnect(the monitoring call), Consult(the agent's call, the agent's
    terminal, the supervisor's number), Answer at the supervisor's terminal, Conference(original=the agent's
    call, added=the consultation). The monitoring call goes first, for an ACD line is busy with one call.
    """

    original: int
    added: int
    terminal: str


class GenerateDtmf(Request, frozen=True):
    """Digits (0-9, *, #, A-D) to the far ends of a TALKING call; the far ends' observers hear `Dtmf`.

    Both ways: a caller's keys reach the CTI port that greets, a port's digits reach the caller.
    """

    call: int
    terminal: str
    digits: str
