"""The configuration that a node has loaded, and how it takes over what others change in the store."""

from __future__ import annotations

import asyncio
import dataclasses

import pytest
from sqlalchemy import text

from ccx_engine import loaded_configuration
from ccx_engine.engine.configuration import rmcm_table
from ccx_engine.engine.configuration.rmcm import Configuration
from ccx_engine.store.rmcm_store import RmcmStore
from vos import centre
from vos.database import connections

SAMPLE = rmcm_table.read(centre.read(centre.SAMPLE, "rmcm"))


async def test_each_change_of_another_node_is_handed_on_once(database_url: str) -> None:
    told: list[Configuration] = []
    async with (
        loaded_configuration.opened(database_url, SAMPLE) as configured,
        RmcmStore.opened(database_url) as other,
    ):
        follower = configured.follower(told.append, 1.0)
        await follower.look()
        assert told == []
        changed = dataclasses.replace(SAMPLE, applications={})
        await other.replace(changed)
        for _ in range(2):
            await follower.look()
        assert told == [changed]
        assert configured.configuration == changed


async def test_an_engine_starts_with_what_is_in_the_database(
    database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    changed = dataclasses.replace(SAMPLE, applications={})
    async with RmcmStore.opened(database_url) as store:
        await store.fill(changed)
    async with loaded_configuration.opened(database_url, SAMPLE) as configured:
        assert configured.configuration == changed
    assert "the configuration is the database's, not that of the centre's file" in caplog.messages


async def test_while_the_database_fails_the_configuration_stays(database_url: str) -> None:
    told: list[Configuration] = []
    async with (
        asyncio.timeout(30),
        loaded_configuration.opened(database_url, SAMPLE) as configured,
        RmcmStore.opened(database_url) as store,
    ):
        follower = configured.follower(told.append, 0.02)
        following = asyncio.create_task(follower.run())
        async with connections.opened(database_url) as other, other.writing() as connection:
            await connection.execute(text("ALTER TABLE rmcm_revision RENAME TO gone"))
        while not follower.complaint:
            await asyncio.sleep(0.01)
        async with connections.opened(database_url) as other, other.writing() as connection:
            await connection.execute(text("ALTER TABLE gone RENAME TO rmcm_revision"))
        await store.replace(dataclasses.replace(configured.configuration, applications={}))
        while not told:
            await asyncio.sleep(0.01)
        following.cancel()
    assert [each.applications for each in told] == [{}]
