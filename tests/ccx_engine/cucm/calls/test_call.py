"""A call's connections: JTAPI's transition tables walked, and the events of each change."""

from __future__ import annotations

import pytest

from ccx_engine.cucm.calls.call import CONNECTION_EVENTS, TERMINAL_EVENTS, Call, Connection, IllegalMove
from ccx_engine.jtapi.model import (
    Cause,
    ConnectionState,
    Ev,
    TerminalKind,
    TerminalState,
    may_move,
    terminal_may_move,
)

CORE = {state: events[0] for state, events in CONNECTION_EVENTS.items()}
TERMINAL_CORE = {state: events[0] for state, events in TERMINAL_EVENTS.items()}


def a_call() -> tuple[Call, Connection]:
    return Call(1, "1001", "1002", 0.0), Connection.at("1001", TerminalKind.PHONE, ["SEP1"])


@pytest.mark.parametrize("after", CONNECTION_EVENTS)
@pytest.mark.parametrize("before", ConnectionState)
def test_a_connection_moves_only_as_jtapi_allows(before: ConnectionState, after: ConnectionState) -> None:
    call, party = a_call()
    party.state = before
    if not may_move(before, after):
        with pytest.raises(IllegalMove, match=before.name):
            call.move(party, after)
        assert call.events == []
        return
    call.move(party, after, Cause.USER_BUSY)
    assert party.state is after
    events = [ev.ev for ev in call.events]
    assert events[-1] is CONNECTION_EVENTS[after][1]
    assert (Ev.CONN_CREATED in events) == (before is ConnectionState.IDLE)
    assert (CORE[after] in events) == (CORE.get(before) is not CORE[after])


@pytest.mark.parametrize("after", TERMINAL_EVENTS)
@pytest.mark.parametrize("before", TerminalState)
def test_a_terminal_connection_moves_only_as_jtapi_allows(
    before: TerminalState, after: TerminalState
) -> None:
    call, party = a_call()
    party.terminals["SEP1"] = before
    if not terminal_may_move(before, after):
        with pytest.raises(IllegalMove, match=before.name):
            call.move_terminal(party, "SEP1", after)
        assert call.events == []
        return
    call.move_terminal(party, "SEP1", after)
    assert party.terminals["SEP1"] is after
    events = [ev.ev for ev in call.events]
    assert events[-1] is TERMINAL_EVENTS[after][1]
    assert (Ev.TERM_CONN_CREATED in events) == (before is TerminalState.IDLE)
    assert (TERMINAL_CORE[after] in events) == (TERMINAL_CORE.get(before) is not TERMINAL_CORE[after])


def test_a_failed_connection_has_no_terminal_connection() -> None:
    call, party = a_call()
    call.move(party, ConnectionState.INITIATED)
    call.move_terminal(party, "SEP1", TerminalState.TALKING)
    call.fail(party, Cause.USER_BUSY)
    assert party.terminals == {"SEP1": TerminalState.DROPPED}
    (seen,) = party.parties()
    assert (seen.connection, seen.terminal) == (ConnectionState.FAILED, "")


def test_a_party_that_goes_over_appears_in_the_state_it_was_in() -> None:
    call, party = a_call()
    other = Call(2, "1001", "1003", 0.0)
    call.move(party, ConnectionState.OFFERED)
    call.move(party, ConnectionState.ALERTING)
    call.move_terminal(party, "SEP1", TerminalState.RINGING)
    call.lose(party)
    other.gain(party)
    assert [ev.ev for ev in other.take_events()] == [
        Ev.CONN_CREATED,
        Ev.CONN_ALERTING,
        Ev.CTL_CONN_ALERTING,
        Ev.TERM_CONN_CREATED,
        Ev.TERM_CONN_RINGING,
        Ev.CTL_TERM_CONN_RINGING,
    ]
    assert (call.connections, other.connections, party.call) == ({}, {"1001": party}, 2)
