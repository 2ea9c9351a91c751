"""Which party of which call a request means, and whether there may be such a one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set

from ccx_engine.cucm.calls.call import Call, Connection
from ccx_engine.cucm.calls.calls import Calls
from ccx_engine.cucm.calls.refusal import Refusal
from ccx_engine.jtapi.model import CtiError, TerminalKind, TerminalState

MOST_CALLS = 50_000  # at once; no cluster has more, and a client that makes calls in a loop stops here
CALLER_DATA = 64  # names that a caller from outside may bring along
CALLER_TEXT = 2000  # characters of each
OUTSIDE_ADDRESS = re.compile(r"[^\s\x00-\x1f]{1,50}")


def origin(
    calls: Calls, provider: int, terminal: str, address: str, data: Mapping[str, str] | None = None
) -> Connection:
    """The calling party of a call to be made, in no call yet."""
    device = calls.cluster.devices[terminal]
    if len(calls) >= MOST_CALLS:
        raise Refusal(CtiError.MAX_CALLS_REACHED, f"there are {MOST_CALLS} calls")
    if device.kind is TerminalKind.ROUTE_POINT:
        raise Refusal(CtiError.ILLEGAL_CALLING_PARTY, "a route point makes no calls")
    if not calls.in_service(device.name):
        raise Refusal(CtiError.DEVICE_OUT_OF_SERVICE, f"{device.name} is not registered")
    if device.kind is TerminalKind.GATEWAY:
        terminals: tuple[str, ...] = (device.name,)
        known = address in calls.cluster.lines or address in calls.cluster.devices
        if known or not OUTSIDE_ADDRESS.fullmatch(address):
            raise Refusal(CtiError.ILLEGAL_CALLING_PARTY, f"{address!r} is no number outside")
    else:
        if address not in device.lines:
            raise Refusal(CtiError.ILLEGAL_CALLING_PARTY, f"{device.name} has no line {address!r}")
        line = calls.cluster.lines[address]
        terminals = tuple(each.name for each in line.devices if calls.in_service(each.name))
        must_have_room(calls, address)
    if data and (
        len(data) > CALLER_DATA or any(len(name) + len(text) > CALLER_TEXT for name, text in data.items())
    ):
        raise Refusal(CtiError.ILLEGAL_CALLING_PARTY, "the call's data are too long")
    return Connection.at(address, device.kind, terminals, {provider})


def must_have_room(calls: Calls, address: str) -> None:
    """Refusal when the line has as many calls as it may."""
    line = calls.cluster.lines.get(address)
    limit = line.max_calls if line is not None else None
    if limit is not None and calls.count(address) >= limit:
        raise Refusal(CtiError.MAX_CALLS_REACHED, f"{address} has {limit} calls")


def at_address(calls: Calls, call_id: int, address: str) -> tuple[Call, Connection]:
    """The call and its party at an address."""
    call = calls.find(call_id)
    party = call.connections.get(address)
    if party is None:
        raise Refusal(CtiError.ILLEGAL_CALL_STATE, f"{address} takes no part in call {call_id}")
    return call, party


def on_terminal(call: Call, terminal: str, states: Set[TerminalState], error: CtiError) -> Connection:
    """The party that the call is at a terminal, in one of these states; else Refusal(error)."""
    for party in call.connections.values():
        if party.terminals.get(terminal) in states:
            return party
    wanted = " or ".join(sorted(state.name for state in states))
    raise Refusal(error, f"call {call.id} is not {wanted} at {terminal}")
