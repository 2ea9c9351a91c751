"""JTAPI's transition tables."""

import pytest

from ccx_engine.jtapi.model import (
    CONNECTION_MOVES,
    TERMINAL_MOVES,
    ConnectionState,
    TerminalState,
    may_move,
    terminal_may_move,
)


@pytest.mark.parametrize("state", ConnectionState)
def test_every_connection_may_fail_or_end_unless_it_has_ended(state: ConnectionState) -> None:
    assert may_move(state, ConnectionState.DISCONNECTED) == (state is not ConnectionState.DISCONNECTED)


@pytest.mark.parametrize("state", TerminalState)
def test_every_terminal_connection_may_be_dropped_unless_it_was(state: TerminalState) -> None:
    assert terminal_may_move(state, TerminalState.DROPPED) == (state is not TerminalState.DROPPED)


def test_the_tables_name_every_state() -> None:
    assert set(CONNECTION_MOVES) == set(ConnectionState)
    assert set(TERMINAL_MOVES) == set(TerminalState)


def test_an_offered_call_must_alert_before_it_is_answered() -> None:
    assert not may_move(ConnectionState.OFFERED, ConnectionState.ESTABLISHED)
    assert may_move(ConnectionState.OFFERED, ConnectionState.ALERTING)
