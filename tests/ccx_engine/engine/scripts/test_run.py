"""Scripts walked step by step, the time passed in."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ccx_engine.engine.scripts import script
from ccx_engine.engine.scripts.run import MOST_EXECUTED, Run
from vos.centre import Table


@dataclass
class PretendCaller:
    """Notes what the script does; `place` is his position in the queue, 0 while he waits in none."""

    place: int = 0
    done: list[str] = field(default_factory=list)
    variables: dict[str, str] = field(default_factory=dict)

    @property
    def waits(self) -> bool:
        return self.place > 0

    def position(self) -> int:
        return self.place

    def variable(self, name: str) -> str:
        return self.variables.get(name, "")

    def set(self, values: Mapping[str, str]) -> None:
        self.variables.update(values)

    def queue(self, csqs: tuple[int, ...], priority: int) -> None:
        self.place = self.place or 1
        self.done.append(f"queue {csqs} {priority}")

    def dequeue(self, csqs: tuple[int, ...]) -> None:
        self.place = 0
        self.done.append(f"dequeue {csqs}")

    def set_priority(self, priority: int) -> None:
        self.done.append(f"priority {priority}")

    def transfer(self, number: str) -> None:
        self.done.append(f"transfer {number}")

    def hang_up(self) -> None:
        self.done.append("hang up")

    def take(self) -> list[str]:
        done, self.done = self.done, []
        return done


def begun(steps: str, place: int = 0) -> tuple[Run, PretendCaller]:
    """A run of these steps that began at 100 s."""
    caller = PretendCaller(place)
    run = Run(script.read(Table("test", tomllib.loads(f"steps = [{steps}]")), "steps"), caller)
    run.begin(100.0)
    return run, caller


COLLECT = """
    { do = "collect", into = "callVariable1", length = 3, retries = 1, otherwise = "none" },
    { do = "queue", csqs = [1] }, { do = "wait" },
    { label = "none", do = "transfer", number = "95551000", otherwise = "end" },
    { label = "end", do = "hang_up" }
"""


def test_a_greeting_takes_its_time() -> None:
    run, caller = begun('{ do = "greet", seconds = 3 }, { do = "queue", csqs = [1, 2], priority = 4 }')
    assert run.deadline == 103.0
    run.tick(102.9)
    assert caller.take() == []
    run.tick(103.0)
    assert caller.take() == ["queue (1, 2) 4"]
    assert run.deadline is None  # at its end, in a queue: he waits for an agent


def test_who_waits_nowhere_at_the_end_is_hung_up() -> None:
    run, caller = begun('{ do = "greet", seconds = 1 }')
    run.tick(101.0)
    assert caller.take() == ["hang up"]
    assert run.over


@pytest.mark.parametrize(
    ("keys", "value"), [(["123"], "123"), (["1", "2", "3"], "123"), (["12#"], "12"), (["1", "#"], "1")]
)
def test_digits_become_a_call_variable(keys: list[str], value: str) -> None:
    run, caller = begun(COLLECT)
    for at, digits in enumerate(keys):
        run.press(digits, 101.0 + at)
    assert caller.variables == {"callVariable1": value}
    assert caller.take() == ["queue (1,) 0"]


def test_every_key_gives_time_for_the_next() -> None:
    run, _ = begun(COLLECT)
    assert run.deadline == 105.0
    run.press("1", 104.0)
    assert run.deadline == 109.0


def test_digits_may_be_typed_ahead_of_the_question() -> None:
    run, caller = begun('{ do = "greet", seconds = 3 },' + COLLECT)
    run.press("12", 101.0)
    run.press("34", 102.0)
    run.tick(103.0)
    assert caller.variables == {"callVariable1": "123"}


def test_a_terminator_after_enough_digits_is_not_an_answer_to_the_next_question() -> None:
    second = COLLECT.replace("callVariable1", "callVariable2").replace("retries = 1", "retries = 0")
    run, caller = begun(COLLECT.split("\n")[1] + second)
    run.press("123#", 101.0)
    run.press("456", 102.0)
    assert caller.variables == {"callVariable1": "123", "callVariable2": "456"}


def test_too_little_is_thrown_away_and_he_may_try_again() -> None:
    run, caller = begun(COLLECT)
    run.press("12", 101.0)
    run.tick(106.0)
    assert run.deadline == 111.0
    run.press("456", 107.0)
    assert caller.variables == {"callVariable1": "456"}


def test_after_the_last_try_the_script_goes_on_elsewhere() -> None:
    run, caller = begun(COLLECT)
    run.press("#", 101.0)  # nothing before it: that was a try
    run.tick(106.0)
    assert caller.variables == {}
    assert caller.take() == ["transfer 95551000"]
    assert run.deadline is None


def test_a_transfer_that_fails_goes_on_with_its_other_step() -> None:
    run, caller = begun(COLLECT)
    run.press("#", 101.0)
    run.press("#", 102.0)
    run.transfer_failed(103.0)
    assert caller.take() == ["transfer 95551000", "hang up"]


WAIT = """
    { do = "queue", csqs = [1] },
    { do = "wait", prompt_seconds = 5, delay_seconds = 10, seconds = 32, position = 4, overflow = "longer" },
    { do = "hang_up" },
    { label = "longer", do = "set_priority", priority = 9 }, { do = "wait" }
"""


def test_prompt_and_delay_alternate_until_the_overflow() -> None:
    run, caller = begun(WAIT)
    times: list[float] = []
    while run.deadline is not None and len(times) < 5:
        times.append(run.deadline)
        run.tick(run.deadline)
    assert times == [105.0, 115.0, 120.0, 130.0, 132.0]
    assert caller.take() == ["queue (1,) 0", "priority 9"]
    assert run.deadline == 137.0  # the next wait's own prompt


def test_who_is_too_far_back_overflows_when_a_round_begins() -> None:
    run, caller = begun(WAIT, place=4)
    caller.take()
    caller.place = 5
    run.tick(105.0)
    assert caller.take() == []  # the delay goes on
    run.tick(115.0)
    assert caller.take() == ["priority 9"]


def test_who_is_too_far_back_at_once_does_not_hear_the_prompt() -> None:
    _, caller = begun(WAIT, place=5)
    assert caller.take() == ["queue (1,) 0", "priority 9"]


def test_a_wait_without_end_is_passed_by_who_waits_in_no_queue() -> None:
    _, caller = begun('{ do = "wait" }, { do = "transfer", number = "1001" }')
    assert caller.take() == ["transfer 1001"]


def test_a_branch_follows_what_was_set() -> None:
    _, caller = begun(
        """{ do = "set", variables = { "user.level" = "gold" } },
        { do = "branch", variable = "user.level", cases = { gold = "first" } },
        { do = "hang_up" },
        { label = "first", do = "queue", csqs = [1], priority = 10 }, { do = "dequeue" }"""
    )
    assert caller.take() == ["queue (1,) 10", "dequeue ()", "hang up"]


def test_a_script_that_goes_round_is_ended() -> None:
    run, caller = begun('{ label = "again", do = "set_priority", priority = 2 }, { do = "go", to = "again" }')
    done = caller.take()
    assert done[-1] == "hang up"
    assert len(done) == MOST_EXECUTED / 2 + 1
    assert run.over
    assert run.deadline is None
    run.press("1", 101.0)
    run.tick(1e9)
    assert caller.take() == []


@settings(deadline=None)
@given(
    st.lists(
        st.one_of(
            st.text("0123456789*#AD", min_size=1, max_size=70),
            st.floats(0.0, 60.0),
            st.just("transfer failed"),
        ),
        max_size=30,
    ),
    st.integers(0, 9),
)
def test_whatever_comes_a_script_neither_breaks_nor_spins(events: list[str | float], place: int) -> None:
    run, caller = begun(COLLECT + "," + WAIT.replace("longer", "longest"), place)
    now = 100.0
    for event in events:
        if isinstance(event, float):
            now += event
            run.tick(now)
        elif event == "transfer failed":
            run.transfer_failed(now)
        else:
            run.press(event, now)
        assert run.deadline is None or run.deadline > now
    assert caller.done.count("hang up") <= 1
