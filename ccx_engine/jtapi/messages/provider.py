"""Signing in, taking devices into service, and what a provider wants to hear."""

from __future__ import annotations

from ccx_engine.jtapi.messages.base import Request


class OpenProvider(Request, frozen=True):
    """Sign in as a CTI user. `Done`, then ProvInServiceEv and `Terminals` with what the user controls.

    Refused with DIRECTORY_LOGIN_FAILED (user or password) or DIRECTORY_LOGIN_NOT_ALLOWED (no CTI role).
    """

    login: str
    password: str
    application: str = ""

    def __repr__(self) -> str:
        """Without the password."""
        return f"OpenProvider({self.login!r}, application={self.application!r}, request_id={self.request_id})"


class ShutdownProvider(Request, frozen=True):
    """Sign out: `Done`, ProvShutdownEv; observation ends. Calls go on, except at what was registered.

    CTI ports and route points that the provider had registered go out of service and their calls end; losing
    the link does the same.
    """


class RegisterTerminal(Request, frozen=True):
    """Take a CTI port or route point into service: its calls are then offered to this provider alone.

    A link that breaks is a CTI Manager that fails: the client holds every observation for ended and every
    device for out of service (Cisco Unified JTAPI Developers Guide, CTIManager Failure). When it is back it
    signs in, registers and observes again, and is told the calls that go on by snapshots.

    The provider hears the terminal's calls without observing it. Everybody who controls the terminal hears
    CiscoAddrInServiceEv and CiscoTermInServiceEv.
    """

    terminal: str


class Observe(Request, frozen=True):
    """Hear the calls of an address from now on. Calls that exist are told at once, as `Snapshot`s.

    After `Done` comes CiscoAddrInServiceEv (or OutOfServiceEv), then the snapshots; asking again tells them
    again. A terminal's name observes all calls of the terminal, which is how the gateway's are heard. Who
    controls the gateway may observe any number outside.

    With `media` the streams of the terminals there are told too, by `Rtp`: those that flow already, and every
    start and stop from now on (a terminal observer with RTP events enabled, CiscoTermEvFilter).
    """

    address: str
    media: bool = False


class Unobserve(Request, frozen=True):
    """Hear the calls of an address no more; those heard for its sake end with CallObservationEndedEv."""

    address: str
