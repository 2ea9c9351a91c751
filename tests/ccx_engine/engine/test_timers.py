"""Waits ring in order, once, unless they are cancelled."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ccx_engine.engine.timers import Alarms


def test_waits_ring_in_the_order_of_their_time() -> None:
    alarms, rung = Alarms(), []
    for when in (3.0, 1.0, 2.0):
        alarms.set(when, lambda when=when: rung.append(when))  # type: ignore[misc]
    while (ring := alarms.due(2.5)) is not None:
        ring()
    assert rung == [1.0, 2.0]
    assert alarms.next() == 3.0


def test_a_cancelled_wait_does_not_ring() -> None:
    alarms = Alarms()
    timer = alarms.set(1.0, lambda: None)
    timer.cancel()
    assert alarms.next() is None
    assert alarms.due(5.0) is None


@given(st.lists(st.tuples(st.floats(0, 100), st.booleans())))
def test_every_wait_rings_once_or_was_cancelled(waits: list[tuple[float, bool]]) -> None:
    alarms, rung = Alarms(), []
    timers = [alarms.set(when, lambda n=n: rung.append(n)) for n, (when, _) in enumerate(waits)]  # type: ignore[misc]
    for timer, (_, cancelled) in zip(timers, waits, strict=True):
        if cancelled:
            timer.cancel()
    while (ring := alarms.due(100.0)) is not None:
        ring()
    assert sorted(rung) == [n for n, (_, cancelled) in enumerate(waits) if not cancelled]
    times = [waits[n][0] for n in rung]
    assert times == sorted(times)
