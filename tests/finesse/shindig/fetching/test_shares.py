"""How many requests go out at once: a crowd waits among itself."""

from __future__ import annotations

import asyncio
import contextlib

import pytest

from finesse.shindig.fetching.shares import Shares
from vos.turns import GaveWay


class Crowd:
    """Requests that go on until they are let go."""

    def __init__(self, shares: Shares) -> None:
        self.shares = shares
        self.inside: list[str] = []
        self.refused: list[str] = []
        self.end = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    async def come(self, whom: str, number: int) -> None:
        self._tasks += [asyncio.create_task(self._one(whom)) for _ in range(number)]
        for _ in range(5):
            await asyncio.sleep(0)

    async def leave(self) -> None:
        self.end.set()
        await asyncio.gather(*self._tasks)

    async def _one(self, whom: str) -> None:
        try:
            async with self.shares.share(whom):
                self.inside.append(whom)
                await self.end.wait()
        except GaveWay:
            self.refused.append(whom)


async def test_one_has_only_so_many_and_another_comes_in_at_once() -> None:
    crowd = Crowd(Shares(at_once=4, of_one=2, waiting=10, waiting_of_one=3))
    await crowd.come("many", 100)
    assert (crowd.inside, len(crowd.refused)) == (["many"] * 2, 95)
    await crowd.come("other", 1)
    assert crowd.inside == ["many", "many", "other"]
    await crowd.leave()
    assert crowd.inside.count("many") == 5  # those that waited had their turn


async def test_where_all_are_taken_who_waits_takes_turns() -> None:
    crowd = Crowd(Shares(at_once=2, of_one=2, waiting=10, waiting_of_one=3))
    await crowd.come("one", 2)
    await crowd.come("two", 3)
    await crowd.come("three", 1)
    assert crowd.inside == ["one", "one"]
    await crowd.leave()
    assert set(crowd.inside[2:4]) == {"two", "three"}


async def test_who_leaves_while_he_waits_takes_nothing() -> None:
    shares = Shares(at_once=1, of_one=1, waiting=10, waiting_of_one=3)
    async with shares.share("one"):
        for whom in ("one", "two"):
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.01), shares.share(whom):
                    pass
    async with asyncio.timeout(30), shares.share("two"):
        pass
    assert not shares.known


async def test_nothing_is_remembered_of_who_is_gone() -> None:
    shares = Shares()
    for number in range(100):
        with contextlib.suppress(ZeroDivisionError):
            async with shares.share(f"name {number}"):
                assert shares.known == 1
                1 / 0  # noqa: B018
    assert shares.known == 0
