"""The store of what Finesse keeps: filled once, shared, and there after a restart."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from finesse.realtime.state import RealtimeState
from finesse.store.finesse_store import opened
from finesse.store.mappings import PHONE_BOOKS, REASON_CODES, WRAP_UP_REASONS
from finesse.store.seed import Seed
from tests.finesse.realtime.contact_center import ContactCenter
from vos.centre import SAMPLE
from vos.service import CannotServe


async def test_an_empty_database_is_filled_from_the_contact_centers_file(database_url: str) -> None:
    async with opened(database_url) as store:
        await store.fill(Seed.of(SAMPLE))
        codes = await store.all(REASON_CODES)
        reasons = await store.all(WRAP_UP_REASONS)
        book, of_a_team = await store.all(PHONE_BOOKS)

    assert [(code.category, code.code, code.label) for code in codes][:2] == [
        ("NOT_READY", 1, "Break"),
        ("NOT_READY", 2, "Lunch"),
    ]
    assert len([code for code in codes if code.system_code]) == 26
    assert reasons[0].label == "Resolved"
    assert [contact.phone_number for contact in book.contacts][:2] == ["1101", "6002"]
    assert (of_a_team.type, of_a_team.teams) == ("TEAM", frozenset({1}))


async def test_two_nodes_may_fill_one_database_at_once(database_url: str) -> None:
    async with opened(database_url) as one, opened(database_url) as other:
        configured = Seed.of(SAMPLE)
        await asyncio.gather(one.fill(configured), other.fill(configured))
        assert len(await one.all(PHONE_BOOKS)) == 2


async def test_the_folder_of_a_database_is_made(tmp_path: Path) -> None:
    async with opened(f"sqlite+aiosqlite:///{tmp_path}/new/finesse.db"):
        pass
    assert (tmp_path / "new" / "finesse.db").exists()


async def test_what_is_there_is_not_filled_again(database_url: str) -> None:
    for _ in range(2):
        async with opened(database_url) as store:
            await store.fill(Seed.of(SAMPLE))
            numbers = [code.id for code in await store.all(REASON_CODES)]
    assert len(numbers) == len(set(numbers))
    assert numbers == [*range(1, 9), *range(26, 52)]


async def test_teams_and_users_survive_a_restart(database_url: str) -> None:
    learnt = ContactCenter().state
    async with opened(database_url) as store:
        await store.learn(learnt)
        await store.learn(learnt)
    recalled = RealtimeState()
    async with opened(database_url) as store:
        await store.recall(recalled)

    assert sorted(user.login_id for user in recalled.users) == ["agent1", "agent2", "supervisor1"]
    supervisor, agent = recalled.user("supervisor1"), recalled.user("agent1")
    assert supervisor is not None
    assert agent is not None
    assert (supervisor.roles, [team.id for team in supervisor.teams or ()]) == (("Agent", "Supervisor"), [1])
    assert (agent.first_name, agent.team_name, agent.own_extension) == ("Agent1", "Support", "1001")
    assert (agent.state, agent.extension) == ("LOGOUT", "")
    assert sorted(recalled.teams[1].members) == ["agent1", "agent2", "supervisor1"]


async def test_who_is_no_longer_configured_is_not_kept(database_url: str) -> None:
    learnt = ContactCenter().state
    async with opened(database_url) as store:
        await store.learn(learnt)
        user = learnt.user("agent2")
        assert user is not None
        learnt.remove(user)
        await store.learn(learnt)
        recalled = RealtimeState()
        await store.recall(recalled)

    assert sorted(user.login_id for user in recalled.users) == ["agent1", "supervisor1"]


@pytest.mark.parametrize(
    "database",
    ["nonsense", "nosuch://x", "sqlite+aiosqlite:////dev/null/nowhere/finesse.db", "postgresql+nosuch://h/d"],
)
async def test_a_database_that_cannot_be_opened_is_one_line(database: str) -> None:
    with pytest.raises(CannotServe) as refused:
        async with opened(database):
            pass
    assert str(refused.value).startswith("database: ")
    assert "\n" not in str(refused.value)


async def test_the_password_of_a_database_is_not_told(tmp_path: Path) -> None:
    with pytest.raises(CannotServe) as refused:
        async with opened("sqlite+aiosqlite://user:secret@/dev/null/nowhere/x.db"):
            pass
    assert "secret" not in str(refused.value)
