"""Whose turn it is where only few may be at work at once."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vos.turns import GaveWay, Turns


class Counter:
    """Where one is served at a time; `served` tells who was, in order."""

    def __init__(self, at_once: int = 1, waiting: int = 100) -> None:
        self.turns = Turns(at_once, waiting)
        self.served: list[str] = []
        self.open = asyncio.Event()

    def come(self, path: str) -> asyncio.Task[None]:
        return asyncio.create_task(self._come(path))

    async def _come(self, path: str) -> None:
        async with self.turns.turn(path.split()):
            await self.open.wait()
            self.served.append(path)


async def queue(counter: Counter, *paths: str) -> list[asyncio.Task[None]]:
    tasks = [counter.come(path) for path in paths]
    await asyncio.sleep(0)
    return tasks


async def test_turns_go_round_by_the_first_word_and_then_by_the_second() -> None:
    counter = Counter()
    tasks = await queue(counter, "x", "a m", "a m", "a n", "b o", "a m", "b o")
    counter.open.set()
    await asyncio.gather(*tasks)
    assert counter.served == ["x", "a m", "b o", "a n", "b o", "a m", "a m"]


async def test_who_has_most_waiting_gives_way_to_the_newcomer_the_oldest_first() -> None:
    counter = Counter(waiting=3)
    tasks = await queue(counter, "x", "a 1", "a 2", "a 3", "b 1", "b 2")
    counter.open.set()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    assert [isinstance(each, GaveWay) for each in results] == [False, True, True, False, False, False]


async def test_who_waits_no_more_is_passed_over() -> None:
    counter = Counter()
    tasks = await queue(counter, "x", "a", "b")
    tasks[1].cancel()
    await asyncio.sleep(0)
    counter.open.set()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert counter.served == ["x", "b"]


async def test_a_turn_that_comes_as_its_owner_leaves_goes_to_the_next() -> None:
    counter = Counter()
    tasks = await queue(counter, "x", "a", "b")
    counter.open.set()
    while not tasks[0].done():
        await asyncio.sleep(0)
    tasks[1].cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert counter.turns.waiting == 0
    async with asyncio.timeout(30), counter.turns.turn(["c"]):
        pass


@given(st.lists(st.sampled_from(["a", "a b", "a c", "b", "b a", "c c c"]), max_size=30), st.integers(1, 4))
def test_everybody_is_served_once_and_no_more_than_so_many_at_a_time(paths: list[str], at_once: int) -> None:
    async def run() -> None:
        turns, inside, most, served = Turns(at_once, 100), 0, 0, 0

        async def come(path: str) -> None:
            nonlocal inside, most, served
            async with turns.turn(path.split()):
                inside += 1
                most = max(most, inside)
                await asyncio.sleep(0)
                inside -= 1
                served += 1

        await asyncio.gather(*map(come, paths))
        assert (served, turns.waiting) == (len(paths), 0)
        assert most <= at_once

    asyncio.run(run())


async def test_a_turn_is_given_back_when_what_is_done_in_it_fails() -> None:
    turns = Turns(1, 1)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError):
            async with turns.turn([]):
                raise ZeroDivisionError
