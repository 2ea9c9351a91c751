"""The one queue of everything that ends by itself."""

from hypothesis import given
from hypothesis import strategies as st

from notification.deadlines import SWEEP_AT_LEAST, Deadlines
from tests.linear import must_be_linear


class Thing:
    def __init__(self, deadline: float | None) -> None:
        self.deadline = deadline
        self.queued_for: float | None = None
        self.ticked: list[float] = []

    def tick(self, now: float) -> None:
        self.ticked.append(now)
        self.deadline = None


def run(deadlines: Deadlines, until: float) -> None:
    while (at := deadlines.next_deadline()) is not None and at <= until:
        deadlines.tick(at)


def test_each_is_ticked_when_its_time_has_come() -> None:
    deadlines, early, late = Deadlines(), Thing(1.0), Thing(2.0)
    for thing in (late, early):
        deadlines.update(thing)
    deadlines.tick(0.9)
    assert early.ticked == []
    deadlines.tick(1.5)
    assert (early.ticked, late.ticked) == ([1.5], [])
    assert deadlines.next_deadline() == 2.0


def test_a_deadline_that_moved_later_is_looked_at_but_does_not_ring() -> None:
    deadlines, thing = Deadlines(), Thing(1.0)
    deadlines.update(thing)
    thing.deadline = 5.0
    deadlines.update(thing)
    deadlines.tick(1.0)
    assert thing.ticked == []
    assert deadlines.next_deadline() == 5.0


def test_a_deadline_that_moved_earlier_rings_then_and_once() -> None:
    deadlines, thing = Deadlines(), Thing(5.0)
    deadlines.update(thing)
    thing.deadline = 1.0
    deadlines.update(thing)
    run(deadlines, 10.0)
    assert thing.ticked == [1.0]


def test_what_is_gone_is_not_kept() -> None:
    deadlines = Deadlines()
    things = [Thing(1000.0 + number) for number in range(4 * SWEEP_AT_LEAST)]
    for thing in things:
        deadlines.update(thing)
    for thing in things[1:]:
        deadlines.forget(thing)
    assert len(deadlines) <= 2 * SWEEP_AT_LEAST
    run(deadlines, 10_000.0)
    assert [len(thing.ticked) for thing in things] == [1, *[0] * (len(things) - 1)]


@given(
    st.lists(st.tuples(st.integers(0, 4), st.none() | st.integers(0, 20)), max_size=60), st.integers(0, 25)
)
def test_nobody_rings_early_and_nobody_due_is_forgotten(
    moves: list[tuple[int, int | None]], until: int
) -> None:
    deadlines, things = Deadlines(), [Thing(None) for _ in range(5)]
    for index, deadline in moves:
        things[index].deadline = deadline
        deadlines.update(things[index])
    due = [thing.deadline is not None and thing.deadline <= until for thing in things]
    deadlines_of = [thing.deadline for thing in things]
    run(deadlines, float(until))
    for thing, is_due, at in zip(things, due, deadlines_of, strict=True):
        assert len(thing.ticked) == is_due
        assert all(at is not None and when >= at for when in thing.ticked)


def test_a_deadline_that_moves_earlier_again_and_again_fills_no_memory() -> None:
    deadlines, thing = Deadlines(), Thing(10_000.0)
    for number in range(9_000):
        thing.deadline = 10_000.0 - number
        deadlines.update(thing)
        assert len(deadlines) <= 2 * SWEEP_AT_LEAST + 2
    run(deadlines, 20_000.0)
    assert len(thing.ticked) == 1


def test_coming_going_and_ringing_cost_in_proportion() -> None:
    def come_and_go(things: list[Thing]) -> None:
        deadlines = Deadlines()
        for thing in things:
            deadlines.update(thing)
        for thing in things[::2]:
            thing.deadline = 1.0
            deadlines.update(thing)
        for thing in things[1::2]:
            deadlines.forget(thing)
        run(deadlines, 2.0)

    must_be_linear(lambda size: [Thing(1000.0 + n) for n in range(size)], come_and_go, 1000)
