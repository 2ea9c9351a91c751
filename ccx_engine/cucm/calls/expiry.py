"""What time does to calls."""

from __future__ import annotations

from collections.abc import Callable

from ccx_engine.cucm.calls import offering, phones
from ccx_engine.cucm.calls.call import Call, Connection
from ccx_engine.cucm.calls.calls import Calls
from ccx_engine.jtapi.model import Cause, ConnectionState

# What becomes of a party whose time is up, by its state.
EXPIRES: dict[ConnectionState, Callable[[Calls, Call, Connection], None]] = {
    ConnectionState.INITIATED: phones.digits_awaited,
    ConnectionState.DIALING: phones.digits_awaited,
    ConnectionState.OFFERED: offering.alert,
    ConnectionState.ALERTING: offering.rung,
    ConnectionState.FAILED: Calls.leave,
}


def tick(calls: Calls, now: float) -> None:
    """Everything that is due by now happens."""
    calls.now = now
    while (due := calls.next_deadline()) is not None and due <= now:
        if calls.deadlines.next() == due:
            party = calls.deadlines.pop()
            EXPIRES[party.state](calls, calls.find(party.call), party)
        else:
            calls.end(calls.oldest(), Cause.NORMAL_UNSPECIFIED)
