"""What other nodes change in the shared database is loaded anew, by concern."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

import pytest

from vos.database.connections import DatabaseLost
from vos.database.follower import Follower


@dataclass
class Loaded:
    """Something that is loaded, and which revisions it was offered."""

    concern: str
    offered: list[int] = field(default_factory=list)
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    async def follow(self, revision: int) -> None:
        self.offered.append(revision)
        self.changed.set()


@dataclass
class Store:
    """Revisions that a test sets; it may fail."""

    numbers: dict[str, int]
    failing: str = ""
    asked: int = 0

    async def revisions(self) -> dict[str, int]:
        self.asked += 1
        if self.failing:
            raise DatabaseLost(self.failing)
        return dict(self.numbers)


async def test_each_concern_is_offered_its_own_revision_in_one_question() -> None:
    store, codes, messages = Store({"codes": 3, "messages": 7}), Loaded("codes"), Loaded("messages")
    await Follower(store.revisions, 1.0, codes, messages).look()
    assert (codes.offered, messages.offered, store.asked) == ([3], [7], 1)


async def test_a_database_that_fails_is_asked_again_and_told_once(caplog: pytest.LogCaptureFixture) -> None:
    store, codes = Store({"codes": 3}, failing="it is away"), Loaded("codes")
    follower = Follower(store.revisions, 0.001, codes)
    following = asyncio.create_task(follower.run())
    async with asyncio.timeout(30):
        while store.asked < 3:
            await asyncio.sleep(0)
        assert (follower.complaint, codes.offered) == ("it is away", [])
        store.failing = ""
        await codes.changed.wait()
        codes.changed.clear()
        await codes.changed.wait()
    following.cancel()
    assert follower.complaint == ""
    assert [each.getMessage() for each in caplog.records] == ["what is configured stays as it is: it is away"]
