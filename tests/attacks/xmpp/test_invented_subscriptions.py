"""Subscriptions of resources that never were there: by the thousand, they cost nobody but who makes them."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from slixmpp import JID

from lab.plan.wanted import Wanted, subscriptions
from lab.testing import running_lab
from lab.testing.feed import Feed
from lab.testing.one_loop import lab_in_one_loop
from lab.testing.own_task import in_own_task
from lab.testing.running_lab import RunningLab
from notification.nodes import PER_NODE_LIMIT
from tests.attacks import honest
from tests.attacks.attacker import attacker
from vos.centre import read

SYSTEM_INFO = "/finesse/api/SystemInfo"
QUEUE = "/finesse/api/Queue/1"
AT_ONCE = 200
LONG = "x" * 1000
MANY = 1200  # so long that a list of them would be more than may wait for one client


@contextlib.asynccontextmanager
async def a_lab(wanted: Wanted) -> AsyncIterator[RunningLab]:
    async with in_own_task(lab_in_one_loop(wanted)) as console, running_lab.at(console) as lab:
        yield lab


async def finesse_connects_anew(lab: RunningLab, wanted: Wanted) -> None:
    """Somebody signs in by its address, and leaves."""
    password = read(wanted.centre_file, "notification").get("service_password", str)
    other = Feed("finesse", password, lab.host, lab.address("notification", "c2s_tls"), lab.ca)
    other.client.requested_jid = JID(f"finesse@{lab.host}/webservices")
    async with other.listening():
        await honest.in_service(lab, wanted=False)
    await honest.in_service(lab)


async def test_invented_resources_get_no_subscription_and_finesse_stays_in_service(tmp_path: Path) -> None:
    wanted = Wanted(home=tmp_path, fast=True)
    async with a_lab(wanted) as lab, attacker(lab) as evil:
        for start in range(0, MANY, AT_ONCE):
            answers = await asyncio.gather(
                *(
                    evil.subscribes(f"{number}{LONG}", (SYSTEM_INFO, QUEUE)[number % 2])
                    for number in range(start, start + AT_ONCE)
                )
            )
            assert set(answers) == {"bad-request"}
        assert await evil.subscribes(evil.client.boundjid.resource, QUEUE) == ""
        await finesse_connects_anew(lab, wanted)
        await honest.begins_and_works(lab)
    async with a_lab(wanted) as lab:  # and over a restart
        await honest.begins_and_works(lab)


def kept_in(wanted: Wanted) -> Path:
    return wanted.data / subscriptions(wanted.node)


def rows(wanted: Wanted, query: str, *values: Any) -> list[tuple[Any, ...]]:
    with contextlib.closing(sqlite3.connect(kept_in(wanted))) as database:
        found = database.execute(query, values).fetchall()
        database.commit()
        return found


async def test_a_store_that_was_poisoned_before_there_were_bounds_heals_at_the_next_start(
    tmp_path: Path,
) -> None:
    """As the version before kept it: thousands of invented ones, and a feed that its user had ended."""
    wanted = Wanted(home=tmp_path, fast=True)
    async with a_lab(wanted):
        pass
    with contextlib.closing(sqlite3.connect(kept_in(wanted))) as database:
        database.executemany(
            "INSERT INTO subscriptions (node, jid, own) VALUES (?, ?, 1)",
            [
                (node, f"agent1@localhost/{number}{LONG}")
                for node in (SYSTEM_INFO, QUEUE)
                for number in range(MANY)
            ],
        )
        feeds = ("/finesse/api/User/agent2", "/finesse/api/User/agent2/Dialogs")
        database.execute("DELETE FROM subscriptions WHERE node IN (?, ?)", feeds)
        owner = json.dumps({"finesse@localhost": "owner"})
        database.execute("UPDATE nodes SET affiliations = ? WHERE name = ?", (owner, SYSTEM_INFO))
        database.commit()
    async with a_lab(wanted) as lab:
        await honest.begins_and_works(lab)
    (left,) = rows(wanted, "SELECT count(*) FROM subscriptions WHERE jid LIKE 'agent1@localhost/%'")
    assert left[0] <= 50
    assert rows(wanted, "SELECT jid FROM subscriptions WHERE node = ?", feeds[0]) == [("agent2@localhost",)]


async def test_who_connects_by_many_resources_subscribes_so_many_and_no_more(
    lab_in_loop: RunningLab,
) -> None:
    """One user's connections count together, and of those that are gone the longest gone gives way."""
    lab = lab_in_loop
    async with contextlib.AsyncExitStack() as stack:
        connections = [await stack.enter_async_context(attacker(lab)) for _ in range(PER_NODE_LIMIT + 1)]
        answers = [await each.subscribes(each.client.boundjid.resource, QUEUE) for each in connections]
        assert answers == [""] * PER_NODE_LIMIT + ["policy-violation"]
        await honest.begins_and_works(lab)
    async with attacker(lab) as again:  # those of the others, who are gone, make room
        assert await again.subscribes(again.client.boundjid.resource, QUEUE) == ""
