"""Who hears which call, and what of it: the group of events, the call as it stands, or its end."""

from __future__ import annotations

from ccx_engine.cucm.calls.call import Call, Connection
from ccx_engine.cucm.calls.observers import Observers, ToldProviders, snapshot
from ccx_engine.jtapi.messages import CallEvs
from ccx_engine.jtapi.model import Cause, ConnectionState, Ev, Reason, TerminalKind, TerminalState

ONE, TWO = 1, 2
STANDS = [
    Ev.CALL_ACTIVE, Ev.CONN_CREATED, Ev.CONN_CONNECTED, Ev.CTL_CONN_INITIATED, Ev.TERM_CONN_CREATED,
    Ev.TERM_CONN_ACTIVE, Ev.CTL_TERM_CONN_TALKING,
]  # fmt: skip


def made(made_by: int = 0) -> tuple[Call, Connection]:
    """A call that is off-hook at 1001."""
    call = Call(16777217, "1001", "1002", 0.0, {"callVariable1": "gold"})
    party = Connection.at("1001", TerminalKind.PHONE, ["SEP1"], {made_by} if made_by else ())
    call.move(party, ConnectionState.INITIATED)
    call.move_terminal(party, "SEP1", TerminalState.TALKING)
    return call, party


def told(
    observers: Observers, call: Call, keep: frozenset[int] = frozenset()
) -> dict[tuple[int, ...], CallEvs]:
    found = {}
    for each in observers.tell(call, Reason.NORMAL, keep):
        assert isinstance(each, ToldProviders)
        assert isinstance(each.message, CallEvs)
        found[each.providers] = each.message
    return found


def events(group: CallEvs) -> list[Ev]:
    return [each.ev for each in group.events]


def test_nobody_hears_a_call_that_nobody_observes() -> None:
    call, _ = made()
    assert told(Observers(), call) == {}
    assert call.events == []


def test_the_address_the_terminal_and_who_made_the_call_are_each_a_reason_to_hear_it() -> None:
    observers = Observers()
    call, party = made(made_by=3)
    observers.add(ONE, "1001")
    observers.add(TWO, "SEP1")
    observers.add(4, "1002")
    assert observers.of(party) == observers.of_call(call) == {ONE, TWO, 3}


def test_nobody_observes_a_phones_built_in_bridge() -> None:
    observers = Observers()
    observers.add(ONE, "1001")
    bridge = Connection("1001", TerminalKind.PHONE, {}, bridge=True)
    assert observers.of(bridge) == set()


def test_who_hears_a_call_first_is_told_it_as_it_stands_with_its_data_and_others_what_is_new() -> None:
    observers = Observers()
    call, party = made()
    observers.add(ONE, "1001")
    first = told(observers, call)
    assert {who: events(group) for who, group in first.items()} == {(ONE,): STANDS}
    assert first[ONE,].data == {"callVariable1": "gold"}
    observers.add(TWO, "SEP1")
    call.move_terminal(party, "SEP1", TerminalState.HELD)
    then = told(observers, call)
    assert events(then[ONE,]) == [Ev.CTL_TERM_CONN_HELD]
    assert then[ONE,].data == {}
    assert events(then[TWO,]) == [*STANDS[:-1], Ev.CTL_TERM_CONN_HELD]


def test_for_whom_the_last_party_left_the_call_ends_unless_it_is_kept() -> None:
    observers = Observers()
    call, party = made()
    observers.add(ONE, "1001")
    observers.add(TWO, "1001")
    told(observers, call)
    call.drop(party, Cause.NORMAL_CALL_CLEARING)
    left = told(observers, call, keep=frozenset({TWO}))
    assert events(left[ONE,])[-2:] == [Ev.CALL_INVALID, Ev.CALL_OBSERVATION_ENDED]
    assert Ev.CALL_INVALID not in events(left[TWO,])
    assert call.hearers == {TWO}


def test_who_is_gone_or_observes_no_more_hears_nothing() -> None:
    observers = Observers()
    _, party = made()
    for name in ("1001", "SEP1"):
        observers.add(ONE, name)
        observers.add(TWO, name)
    observers.forget(ONE)
    observers.remove(TWO, "1001")
    assert observers.of(party) == {TWO}
    observers.remove(TWO, "SEP1")
    observers.remove(TWO, "SEP1")
    assert observers.of(party) == set()


def test_a_snapshot_shows_the_call_as_it_stands() -> None:
    call, _ = made()
    shown = snapshot(call)
    assert (shown.call, shown.calling, shown.called, shown.data) == (
        16777217, "1001", "1002", {"callVariable1": "gold"},
    )  # fmt: skip
    (party,) = shown.parties
    assert (party.address, party.terminal, party.connection, party.state) == (
        "1001", "SEP1", ConnectionState.INITIATED, TerminalState.TALKING,
    )  # fmt: skip
