"""SQL over AXL that does not end: within one call of a function, by joins, by patterns, by memory."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from ccx_engine.cucm.axl.soap import Fault
from ccx_engine.cucm.axl.sql import processes
from tests.ccx_engine.cucm.axl.world import World
from vos.turns import GaveWay

HONEST = "select userid from enduser"


def letters(thousands: int) -> str:
    """An expression of so many thousand letters, in few characters."""
    hundreds = "a" * 100
    return f"replace(replace('{'a' * thousands}', 'a', '{'a' * 10}'), 'a', '{hundreds}')"


IN_ONE_STEP = {
    "instr": f"select instr({letters(900)}, {letters(450)} || 'b') from numplan a, numplan b",
    "replace": f"select length(replace({letters(900)}, {letters(450)} || 'b', '')) from numplan a, numplan b",
    "like": f"select count(*) from numplan where {letters(900)} like '%' || {letters(40)} || 'b'",
    "glob": f"select count(*) from numplan where {letters(900)} matches '*' || {letters(40)} || 'b'",
    "trim": f"select length(trim(replace({letters(900)}, 'a', 'b'), {letters(40)} || 'b')) from numplan",
}
BY_STEPS = {
    "cross joins": "select count(*) from " + ", ".join(f"numplan {alias}" for alias in "abcdefghij"),
    "ordered cross joins": "select a.pkid from "
    + ", ".join(f"numplan {a}" for a in "abcdefg")
    + " order by 1",
    "texts put together": "select group_concat(a.pkid || b.pkid) from numplan a, numplan b, numplan c,"
    " numplan d, numplan e, numplan f",
    "large answers": f"select {letters(900)} as x from numplan a, numplan b, numplan c, numplan d",
}


@pytest.fixture
async def world(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[World]:
    """Statements have half a second here, and two tenths while others wait."""
    monkeypatch.setattr(processes, "SECONDS", 0.5)
    monkeypatch.setattr(processes, "GRACE", 0.2)
    monkeypatch.setattr(processes, "SHARE", 0.2)
    world = World()
    await world.sql(HONEST)
    yield world
    world.service.database.close()


@pytest.mark.parametrize("statement", IN_ONE_STEP.values(), ids=IN_ONE_STEP)
async def test_a_statement_that_ends_in_no_step_is_ended_and_the_next_is_answered(
    world: World, statement: str
) -> None:
    async with asyncio.timeout(20):
        with pytest.raises(Fault, match=r"takes longer than 0\.5 seconds"):
            await world.sql(statement)
        assert len(await world.sql(HONEST)) == 3


@pytest.mark.parametrize("statement", BY_STEPS.values(), ids=BY_STEPS)
async def test_a_statement_of_too_many_steps_rows_or_bytes_is_ended_and_the_next_is_answered(
    world: World, statement: str
) -> None:
    async with asyncio.timeout(20):
        with pytest.raises(Fault):
            await world.sql(statement)
        assert len(await world.sql(HONEST)) == 3


async def test_two_hostile_statements_keep_no_third_waiting(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "SECONDS", 60.0)
    hostile = [asyncio.create_task(world.sql(IN_ONE_STEP["like"])) for _ in range(2)]
    async with asyncio.timeout(20):
        for _ in range(5):
            assert len(await world.sql(HONEST)) == 3
    assert not any(task.done() for task in hostile)
    for task in hostile:
        task.cancel()
    await asyncio.wait(hostile)


async def test_any_number_of_hostile_statements_is_passed_by_who_sends_one(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All of them together have their seconds, which end long after the honest client's patience."""
    monkeypatch.setattr(processes, "SECONDS", 60.0)
    database = world.service.database
    hostile = [asyncio.create_task(database.select(IN_ONE_STEP["like"], "mallory")) for _ in range(20)]
    await asyncio.sleep(0)
    async with asyncio.timeout(20):
        assert len(await database.select(HONEST, "alice")) == 3
    assert sum(task.done() for task in hostile) < 10  # half of them, though all had come before
    for task in hostile:
        task.cancel()
    await asyncio.wait(hostile)


async def test_when_too_many_wait_the_oldest_of_whoever_has_most_is_sent_away(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "SECONDS", 60.0)
    database = world.service.database
    hostile = [
        asyncio.create_task(database.select(IN_ONE_STEP["like"], "mallory"))
        for _ in range(processes.AT_ONCE + 2 * processes.WAITING)
    ]
    await asyncio.sleep(0)
    async with asyncio.timeout(20):
        assert len(await database.select(HONEST, "alice")) == 3
    sent_away = [task for task in hostile if task.done() and isinstance(task.exception(), GaveWay)]
    assert len(sent_away) > processes.WAITING / 2
    for task in hostile:
        task.cancel()
    await asyncio.wait(hostile)
