"""Reading and changing the configuration, on each kind of database."""

from __future__ import annotations

import asyncio
import dataclasses
import math
from collections.abc import AsyncIterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, text, update

from ccx_engine.engine.configuration.rmcm import (
    Configuration,
    Criterion,
    GroupSetup,
    SkillNeed,
    SkillSetup,
    TeamSetup,
)
from ccx_engine.store.changes import Changes, KindChanges
from ccx_engine.store.rmcm_store import RmcmStore
from ccx_engine.store.tables import ApplicationRow, RevisionRow
from lab.testing.postgresql import new_database
from tests.ccx_engine.store.configurations import EMPTY, SAMPLE, configurations
from vos.database import connections
from vos.database.connections import DatabaseLost
from vos.settings import SettingsError


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[RmcmStore]:
    async with RmcmStore.opened(database_url) as opened:
        yield opened


def changed(configuration: Configuration, kind: str, id: Any, **values: Any) -> Configuration:
    """A configuration in which one object has other values."""
    objects = getattr(configuration, kind)
    one = dataclasses.replace(objects[id], **values)
    return dataclasses.replace(configuration, **{kind: {**objects, id: one}})


def without(configuration: Configuration, kind: str, id: Any) -> Configuration:
    """A configuration that lacks one object."""
    rest = {key: value for key, value in getattr(configuration, kind).items() if key != id}
    return dataclasses.replace(configuration, **{kind: rest})


def with_another(configuration: Configuration, kind: str, one: Any) -> Configuration:
    """A configuration with one object more."""
    return dataclasses.replace(configuration, **{kind: {**getattr(configuration, kind), one.id: one}})


# Filling


async def test_a_new_store_is_empty_at_revision_0(store: RmcmStore) -> None:
    assert await store.revision() == 0
    assert await store.load() == (0, EMPTY)


async def test_an_empty_store_is_filled_once(store: RmcmStore) -> None:
    assert await store.fill(SAMPLE)
    assert await store.load() == (1, SAMPLE)
    assert not await store.fill(EMPTY)
    assert await store.load() == (1, SAMPLE)


async def test_what_was_emptied_on_purpose_is_not_filled_again(store: RmcmStore) -> None:
    await store.fill(SAMPLE)
    await store.replace(EMPTY)
    assert not await store.fill(SAMPLE)
    assert await store.load() == (2, EMPTY)


async def test_what_was_filled_is_there_when_the_store_is_opened_again(database_url: str) -> None:
    async with RmcmStore.opened(database_url) as store:
        await store.fill(SAMPLE)
    async with RmcmStore.opened(database_url) as store:
        assert await store.load() == (1, SAMPLE)


async def test_of_nodes_that_start_at_once_on_an_empty_database_one_fills_it(database_url: str) -> None:
    async def node(name: str) -> tuple[bool, Configuration]:
        own = with_another(EMPTY, "skills", SkillSetup(1, name))
        async with RmcmStore.opened(database_url) as store:
            filled = await store.fill(own)
            assert (await store.revision()) == 1
            return filled, (await store.load())[1]

    results = await asyncio.gather(*(node(name) for name in "ABCD"))
    assert sorted(filled for filled, _ in results) == [False, False, False, True]
    assert all(loaded == results[0][1] for _, loaded in results)


# Replacing


async def test_a_change_is_told_by_kind_and_counts_the_revision(store: RmcmStore) -> None:
    await store.fill(SAMPLE)
    new = changed(SAMPLE, "resources", "agent1", skills={1: 9, 2: 1})
    new = with_another(new, "skills", SkillSetup(3, "Billing"))
    new = without(new, "resources", "agent8")
    new = changed(new, "teams", 1, supervisors=("supervisor2", "supervisor1"))
    assert await store.replace(new) == Changes(
        2,
        {
            "skills": KindChanges(added=(3,)),
            "teams": KindChanges(changed=(1,)),
            "resources": KindChanges(changed=("agent1",), removed=("agent8",)),
        },
    )
    assert await store.load() == (2, new)


async def test_replacing_by_the_same_changes_nothing(store: RmcmStore) -> None:
    await store.fill(SAMPLE)
    assert await store.replace(SAMPLE) == Changes(1, {})
    assert await store.load() == (1, SAMPLE)


async def test_two_applications_may_exchange_their_triggers(store: RmcmStore) -> None:
    await store.fill(SAMPLE)
    one, two = (SAMPLE.applications[each].trigger for each in (1, 2))
    new = changed(changed(SAMPLE, "applications", 1, trigger=two), "applications", 2, trigger=one)
    await store.replace(new)
    assert await store.load() == (2, new)


async def test_members_may_move_to_a_new_team_while_the_old_one_goes(store: RmcmStore) -> None:
    await store.fill(SAMPLE)
    new = with_another(SAMPLE, "teams", TeamSetup(3, "Night", ("supervisor2",), (2,)))
    for each in SAMPLE.resources.values():
        if each.team == 2:
            new = changed(new, "resources", each.id, team=3)
    new = without(new, "teams", 2)
    changes = await store.replace(new)
    assert changes.kinds["teams"] == KindChanges(added=(3,), removed=(2,))
    assert await store.load() == (2, new)


async def test_the_order_of_a_csqs_skills_is_kept(store: RmcmStore) -> None:
    await store.fill(SAMPLE)
    for order in ({1: SkillNeed(5), 2: SkillNeed(6)}, {2: SkillNeed(6), 1: SkillNeed(5)}):
        changes = await store.replace(changed(SAMPLE, "csqs", 1, skills=order))
        assert changes.kinds == {"csqs": KindChanges(changed=(1,))}
        _, loaded = await store.load()
        assert list(loaded.csqs[1].skills.items()) == list(order.items())


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    print_blob=True,
)
@given(steps=st.lists(configurations(), min_size=1, max_size=3))
async def test_any_configuration_may_follow_any_other(store: RmcmStore, steps: list[Configuration]) -> None:
    revision = await store.revision()
    for step in steps:
        changes = await store.replace(step)
        revision += bool(changes.kinds)
        assert changes.revision == revision
        assert await store.load() == (revision, step)
        assert (await store.replace(step)).kinds == {}


async def test_changes_made_at_once_follow_one_another(database_url: str) -> None:
    async with RmcmStore.opened(database_url) as one, RmcmStore.opened(database_url) as other:
        await one.fill(SAMPLE)
        variants = [changed(SAMPLE, "skills", 1, name=name) for name in ("One", "Other")]
        done = await asyncio.gather(one.replace(variants[0]), other.replace(variants[1]))
        assert sorted(each.revision for each in done) == [2, 3]
        last = max(zip(done, variants, strict=True), key=lambda each: each[0].revision)
        assert await one.load() == await other.load() == (3, last[1])


async def test_the_other_node_sees_the_new_revision_and_never_half_a_change(database_url: str) -> None:
    async with (
        RmcmStore.opened(database_url) as store,
        connections.opened(database_url) as other,
    ):
        await store.fill(SAMPLE)
        async with other.writing() as connection:
            await connection.execute(update(RevisionRow).values(number=7))
            await connection.execute(delete(ApplicationRow).where(ApplicationRow.id == 2))
            assert await store.load() == (1, SAMPLE)
        assert await store.revision() == 7
        assert await store.load() == (7, without(SAMPLE, "applications", 2))


# Bad input


WRONG = {
    "csq 1 names skill 9": changed(SAMPLE, "csqs", 1, skills={9: SkillNeed()}),
    "trigger 6001 is taken already": changed(SAMPLE, "applications", 2, trigger="6001"),
    "11 is not 1 to 10": changed(SAMPLE, "resources", "agent1", skills={1: 11}),
    "'Linear' needs a resource_group": changed(SAMPLE, "csqs", 1, criterion=Criterion.LINEAR),
    "cannot be written as a file": changed(SAMPLE, "groups", 1, ports=("7001", "7003")),
    "1: name is longer than 50 characters": changed(SAMPLE, "applications", 1, name="x" * 51),
    "name: 'é+' has 52 bytes; 49 are the most": changed(SAMPLE, "teams", 1, name="é" * 26),
    "'agent1': last_name has a zero character": changed(SAMPLE, "resources", "agent1", last_name="a\0b"),
    "1: service_level_seconds is nan": changed(SAMPLE, "csqs", 1, service_level_seconds=math.nan),
    "max_sessions is 2147483648, beyond": changed(SAMPLE, "applications", 1, max_sessions=2**31),
}


async def test_a_wrong_configuration_is_refused_and_changes_nothing(store: RmcmStore) -> None:
    await store.fill(SAMPLE)
    for what, wrong in WRONG.items():
        with pytest.raises(SettingsError, match=what) as raised:
            await store.replace(wrong)
        assert str(raised.value).startswith("centre: ")
    assert await store.load() == (1, SAMPLE)


async def test_a_wrong_configuration_does_not_fill_an_empty_store(store: RmcmStore) -> None:
    with pytest.raises(SettingsError):
        await store.fill(with_another(EMPTY, "groups", GroupSetup(1, ())))
    assert await store.revision() == 0


# A database that fails


async def test_a_database_that_fails_is_told_in_one_line(database_url: str) -> None:
    async with RmcmStore.opened(database_url) as store:
        async with connections.opened(database_url) as other, other.writing() as connection:
            await connection.execute(text("DROP TABLE rmcm_revision"))
        for asked in (store.revision(), store.load(), store.replace(SAMPLE), store.fill(SAMPLE)):
            with pytest.raises(DatabaseLost) as raised:
                await asked
            assert "\n" not in str(raised.value)
            assert "rmcm_revision" in str(raised.value)


async def test_a_server_that_comes_back_is_used_again(postgresql: str) -> None:
    address = new_database(postgresql)
    async with RmcmStore.opened(address) as store:
        await store.fill(SAMPLE)
        async with connections.opened(address) as other, other.writing() as connection:
            await connection.execute(
                text(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
            )
        assert await store.load() == (1, SAMPLE)
