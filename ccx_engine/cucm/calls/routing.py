"""Where a dialled number leads now: to a line, on by its forwards, or outside - or nowhere, and why.

Sources: CUCM Feature Configuration guide, Call Forwarding; Cisco Unified JTAPI Developers Guide, "Forwarding
on No Bandwidth and Unregistered DN".
"""

from __future__ import annotations

from typing import NamedTuple

from ccx_engine.cucm.calls.call import Call, Connection
from ccx_engine.cucm.calls.calls import Calls
from ccx_engine.cucm.configuration.cluster import Behaviour, Destination, Forward, Forwarding, Line
from ccx_engine.jtapi.model import Cause, Reason, TerminalKind


class Unreachable(Exception):
    """A dialled number does not take the call now."""

    def __init__(self, cause: Cause) -> None:
        super().__init__(cause.name)
        self.cause = cause


class Route(NamedTuple):
    """Where the call goes. `redirected_by` is the line that forwarded it last, if one did, for `reason`."""

    destination: Destination
    redirected_by: str = ""
    reason: Reason | None = None


class Case(NamedTuple):
    """When a line forwards: the settings for callers outside and of the house, and the reason that is told.

    The first setting that leads somewhere counts.
    """

    external: tuple[Forward, ...]
    internal: tuple[Forward, ...]
    reason: Reason


BUSY = Case((Forward.BUSY,), (Forward.BUSY_INTERNAL,), Reason.FORWARD_BUSY)
NO_ANSWER = Case((Forward.NO_ANSWER,), (Forward.NO_ANSWER_INTERNAL,), Reason.FORWARD_NO_ANSWER)
ALL = Case((Forward.ALL,), (Forward.ALL,), Reason.FORWARD_ALL)
# A device that is out of service. Calls for a line that is not registered go where it forwards without an
# answer, if nothing else is said. JTAPI has no reason of its own for them (which it gives is unconfirmed).
UNREGISTERED = Case(
    (Forward.FAILURE, Forward.NOT_REGISTERED, Forward.NO_ANSWER),
    (Forward.FAILURE, Forward.NOT_REGISTERED_INTERNAL, Forward.NO_ANSWER_INTERNAL),
    Reason.FORWARD_NO_ANSWER,
)
CASES = {
    Cause.USER_BUSY: BUSY,
    Cause.CALL_REJECTED: BUSY,
    Cause.NO_ANSWER_FROM_USER: NO_ANSWER,
    Cause.DESTINATION_OUT_OF_ORDER: UNREGISTERED,
}


def find(
    calls: Calls,
    call: Call,
    number: str,
    *,
    leaving: Connection | None = None,
    lines_only: bool = False,
    redirected_by: str = "",
    reason: Reason | None = None,
) -> Route:
    """Where the number leads, if it takes one more call now; Unreachable tells why it does not.

    `leaving` is the party that the call leaves for it. With `lines_only` the number must be a line's; what
    that forwards to need not be. `redirected_by` and `reason` are a forwarding's that led to the number.
    """
    outside = _from_outside(call, leaving)
    for _ in range(calls.parameters.forward_maximum_hop_count + 1):
        found = calls.cluster.destination(number, lines_only)
        if found is None:
            raise Unreachable(Cause.UNALLOCATED)
        case, cause = ALL, _obstacle(calls, call, found)
        forwarding = _forwarding(found.line, ALL, outside)
        if forwarding is None:
            if cause is None:
                return Route(_serving(calls, found), redirected_by, reason)
            case = CASES[cause]
            forwarding = _forwarding(found.line, case, outside)
            if forwarding is None:
                raise Unreachable(cause)
        redirected_by, reason = found.address, case.reason
        number, lines_only = forwarding.destination, False
    raise Unreachable(Cause.TEMPORARY_FAILURE)


def onward(calls: Calls, call: Call, called: Connection, cause: Cause) -> Route | None:
    """Where the call goes that `called` does not take; None when its line says nothing of that."""
    case = CASES.get(cause)
    if case is None:
        return None
    line = calls.cluster.lines.get(called.address)
    forwarding = _forwarding(line, case, _from_outside(call, called))
    if forwarding is None:
        return None
    return find(
        calls, call, forwarding.destination, leaving=called, redirected_by=called.address, reason=case.reason
    )


def ring_seconds(calls: Calls, call: Call, called: Connection) -> float:
    """How long the line lets its phones ring: until it forwards the call, or else T301."""
    line = calls.cluster.lines.get(called.address)
    forwarding = _forwarding(line, NO_ANSWER, _from_outside(call, called))
    if forwarding is None:
        return calls.parameters.t301_timer
    return forwarding.seconds or calls.parameters.forward_no_answer_timer


def _obstacle(calls: Calls, call: Call, found: Destination) -> Cause | None:
    """Why the destination takes no call now."""
    if not any(calls.in_service(terminal) for terminal in found.terminals):
        return Cause.DESTINATION_OUT_OF_ORDER
    if found.address in call.connections or (found.outside and found.outside.does is Behaviour.BUSY):
        return Cause.USER_BUSY
    trigger = found.line.busy_trigger if found.line else None
    return Cause.USER_BUSY if trigger is not None and calls.count(found.address) >= trigger else None


def _serving(calls: Calls, found: Destination) -> Destination:
    """The destination with those of its terminals that serve."""
    terminals = tuple(terminal for terminal in found.terminals if calls.in_service(terminal))
    if len(terminals) == len(found.terminals):
        return found
    return Destination(found.address, found.kind, terminals, found.line, found.outside)


def _forwarding(line: Line | None, case: Case, outside: bool) -> Forwarding | None:
    if line is None or not line.forwards:
        return None
    return line.forwards_to(*(case.external if outside else case.internal))


def _from_outside(call: Call, leaving: Connection | None) -> bool:
    """Whether all that wait for the destination are outside."""
    return all(
        party.kind is TerminalKind.GATEWAY for party in call.connections.values() if party is not leaving
    )
