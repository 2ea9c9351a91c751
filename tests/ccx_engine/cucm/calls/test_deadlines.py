"""Deadlines: one for each party, in their order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccx_engine.cucm.calls.call import Connection
from ccx_engine.cucm.calls.deadlines import Deadlines
from ccx_engine.jtapi.model import TerminalKind


def party(number: int = 0) -> Connection:
    return Connection.at(str(number), TerminalKind.PHONE, ["SEP"])


def test_the_earliest_comes_first_and_equal_ones_in_the_order_they_were_set() -> None:
    deadlines = Deadlines()
    parties = [party(number) for number in range(4)]
    for each, when in zip(parties, (3.0, 1.0, 2.0, 1.0), strict=True):
        deadlines.set(each, when)
    assert [deadlines.pop() for _ in range(4)] == [parties[1], parties[3], parties[2], parties[0]]
    assert deadlines.next() is None


def test_another_deadline_takes_the_place_of_the_first_and_none_of_both() -> None:
    deadlines, one = Deadlines(), party()
    deadlines.set(one, 1.0)
    deadlines.set(one, 5.0)
    assert deadlines.next() == 5.0
    one.deadline = None
    assert deadlines.next() is None


@given(st.lists(st.tuples(st.integers(0, 4), st.one_of(st.none(), st.integers(0, 9))), max_size=30))
def test_the_next_is_always_the_earliest_that_is_set(changes: list[tuple[int, int | None]]) -> None:
    deadlines, parties = Deadlines(), [party(number) for number in range(5)]
    for index, when in changes:
        if when is None:
            parties[index].deadline = None
        else:
            deadlines.set(parties[index], float(when))
        expected = [each.deadline for each in parties if each.deadline is not None]
        assert deadlines.next() == min(expected, default=None)
    while (due := deadlines.next()) is not None:
        each = min(
            (each for each in parties if each.deadline is not None), key=lambda each: each.deadline or 0
        )
        assert each.deadline == due
        assert deadlines.pop().deadline is None


def test_there_must_be_one_to_take() -> None:
    with pytest.raises(IndexError):
        Deadlines().pop()
