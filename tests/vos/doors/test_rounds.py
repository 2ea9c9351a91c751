"""Whose request is looked at next."""

from __future__ import annotations

import asyncio

from vos.doors.rounds import AT_ONCE, Rounds


async def test_an_idle_service_looks_at_requests_at_once() -> None:
    rounds = Rounds(asyncio.get_running_loop())
    assert rounds.is_free()
    assert len(rounds) == 0


async def test_a_crowd_makes_another_client_wait_for_one_of_its_requests_and_not_for_all() -> None:
    rounds = Rounds(asyncio.get_running_loop())
    while rounds.is_free():
        pass
    done: list[str] = []
    for number in range(1000):
        rounds.wait("crowd", lambda number=number: done.append(f"crowd {number}"))  # type: ignore[misc]
    rounds.wait("agent1", lambda: done.append("agent1"))
    while "agent1" not in done:
        await asyncio.sleep(0)
    assert done[:2] == ["crowd 0", "agent1"]
    while len(rounds):
        await asyncio.sleep(0)
    assert done[2:] == [f"crowd {number}" for number in range(1, 1000)]


async def test_between_two_looks_at_the_sockets_only_so_many_are_begun() -> None:
    rounds = Rounds(asyncio.get_running_loop())
    begun = 0
    while rounds.is_free():
        begun += 1
    assert begun == AT_ONCE
    seen: list[int] = []
    for _ in range(3 * AT_ONCE):
        rounds.wait("crowd", lambda: seen.append(0))
    counts = []
    while len(rounds):
        await asyncio.sleep(0)
        counts.append(len(seen))
    assert counts == [AT_ONCE, 2 * AT_ONCE, 3 * AT_ONCE]
