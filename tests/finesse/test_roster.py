"""Teams and users as the database keeps them, on the node that was told and on the one that was not."""

from __future__ import annotations

import asyncio

import pytest

from finesse.realtime.state import RealtimeState
from finesse.roster import Roster
from finesse.store.finesse_store import opened
from tests.finesse.realtime.contact_center import ContactCenter
from vos.service import CannotServe

PATIENCE = 20.0


def logins(state: RealtimeState) -> list[str]:
    return sorted(user.login_id for user in state.users)


async def test_a_node_without_cti_follows_what_the_other_was_told(database_url: str) -> None:
    told, state, changes = ContactCenter().state, RealtimeState(), list[list[str]]()
    async with opened(database_url) as one, opened(database_url) as other:
        roster = Roster(other, state, lambda: False, lambda now: changes.append(logins(now)))
        await roster.recall()
        assert logins(state) == []
        await one.learn(told)
        await roster.follow((await other.revisions())[roster.concern])
        assert logins(state) == ["agent1", "agent2", "supervisor1"]
        gone = told.user("agent2")
        assert gone is not None
        told.remove(gone)
        await one.learn(told)
        for _ in range(2):
            await roster.follow((await other.revisions())[roster.concern])
        assert changes == [["agent1", "agent2", "supervisor1"], ["agent1", "supervisor1"]]
        assert sorted(state.teams[1].members) == ["agent1", "supervisor1"]


async def test_once_cti_speaks_the_database_is_not_asked(database_url: str) -> None:
    state = RealtimeState()
    async with opened(database_url) as one, opened(database_url) as other:
        roster = Roster(other, state, lambda: True)
        await roster.recall()
        await one.learn(ContactCenter().state)
        await roster.follow((await other.revisions())[roster.concern])
    assert logins(state) == []


async def test_what_was_learnt_is_kept(database_url: str) -> None:
    learnt = asyncio.Event()
    learnt.set()
    kept = RealtimeState()
    async with opened(database_url) as store, asyncio.timeout(PATIENCE):
        keeping = asyncio.create_task(Roster(store, ContactCenter().state, lambda: True).keep(learnt))
        while not (await store.revisions())[Roster.concern]:
            await asyncio.sleep(0)
        keeping.cancel()
        await store.recall(kept)
    assert logins(kept) == ["agent1", "agent2", "supervisor1"]


async def test_users_of_another_centre_are_refused(database_url: str) -> None:
    learnt = asyncio.Event()
    learnt.set()
    state = RealtimeState()
    async with opened(database_url) as store:
        await store.learn(ContactCenter().state)
        roster = Roster(store, state, lambda: False)
        await roster.recall()
        for user in list(state.users):
            state.remove(user)
        stranger = next(iter(ContactCenter().state.users))
        stranger.login_id = "someone"
        state.add(stranger)
        with pytest.raises(CannotServe, match=r"none of the users that it keeps \(agent1, .*\(someone\)"):
            await roster.keep(learnt)
