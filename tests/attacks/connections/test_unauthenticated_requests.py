"""Requests without a password, as many as the connections carry, while an agent signs in."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

import pytest

from lab.testing.running_lab import RunningLab
from tests.attacks.doors import Door, Wire, doors_of
from vos.doors.listener import Listener

CONNECTIONS = 100
PATIENCE = 20.0


@contextlib.asynccontextmanager
async def flood(door: Door, path: str) -> AsyncIterator[list[int]]:
    """Ask, and ask again as soon as it is answered, on each connection; yields the statuses so far."""
    ask = f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
    statuses: list[int] = []

    async def one() -> None:
        async with Wire(door) as wire:
            while True:
                wire.send(ask)
                statuses.append((await wire.answer()).status)

    async with asyncio.TaskGroup() as tasks:
        running = [tasks.create_task(one()) for _ in range(CONNECTIONS)]
        async with asyncio.timeout(PATIENCE):
            while len(statuses) < CONNECTIONS:
                await asyncio.sleep(0.01)
        yield statuses
        for each in running:
            each.cancel()


@pytest.mark.parametrize(("name", "path"), [("8445", "/finesse/api/User/agent1"), ("8443", "/axl/")])
async def test_an_agent_signs_in_while_strangers_ask_without_end(
    listeners: list[Listener], lab_in_loop: RunningLab, name: str, path: str
) -> None:
    door = doors_of(lab_in_loop)[name]
    (listener,) = [each for each in listeners if each.address.port == door.address.port]
    async with flood(door, path) as statuses, lab_in_loop.agent("agent1") as agent:
        await agent.sign_in()
        assert set(statuses) == {401}
    async with asyncio.timeout(PATIENCE):
        while len(listener.strangers) or len(listener.rounds):
            await asyncio.sleep(0.01)


async def test_a_stranger_who_does_not_wait_for_answers_is_sent_away(lab_in_loop: RunningLab) -> None:
    door = doors_of(lab_in_loop)["8445"]
    ask = b"GET /finesse/api/User/agent1 HTTP/1.1\r\nHost: localhost\r\n\r\n"
    async with Wire(door) as wire:
        wire.send(100 * ask)
        answers = 0
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            while answers < 100:
                await wire.answer()
                answers += 1
        assert answers < 100
