"""The tables and their versions."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import Column, Connection, Integer, inspect, text, update

from ccx_engine.engine.scripts.script import Queue
from ccx_engine.store.rmcm_store import RmcmStore
from ccx_engine.store.schema import SCHEMA
from ccx_engine.store.tables import VERSION_TABLE, Base, RevisionRow
from tests.ccx_engine.store.configurations import SAMPLE
from vos.database import connections
from vos.service import CannotServe

VERSIONS = [each.revision for each in ScriptDirectory.from_config(Config(SCHEMA.alembic)).walk_revisions()]


async def migrate(address: str, version: str) -> None:
    """An empty database gets the tables of a version, by Alembic."""

    def run(connection: Connection) -> None:
        config = Config(SCHEMA.alembic)
        config.attributes["connection"] = connection
        command.upgrade(config, version)

    async with connections.opened(address) as opened, opened.migrating() as connection:
        await connection.run_sync(run)


def drift(connection: Connection) -> list[Any]:
    """How the tables differ from the declared ones, in Alembic's words."""
    options = {"version_table": VERSION_TABLE, "compare_type": True, "compare_server_default": True}
    return list(compare_metadata(MigrationContext.configure(connection, opts=options), Base.metadata))


def described(connection: Connection) -> dict[str, Any]:
    """All that the database knows of its tables."""
    inspector = inspect(connection)
    return {
        name: {
            "columns": [{**column, "type": repr(column["type"])} for column in inspector.get_columns(name)],
            "primary key": inspector.get_pk_constraint(name),
            "foreign keys": sorted(inspector.get_foreign_keys(name), key=str),
            "checks": inspector.get_check_constraints(name),
            "unique": inspector.get_unique_constraints(name),
            "indexes": inspector.get_indexes(name),
        }
        for name in inspector.get_table_names()
    }


async def asked(address: str, question: Any) -> Any:
    async with connections.opened(address) as opened, opened.reading() as connection:
        return await connection.run_sync(question)


def test_the_version_of_the_tables_is_the_newest_migration() -> None:
    assert VERSIONS[0] == SCHEMA.head


@pytest.mark.parametrize("version", VERSIONS)
async def test_a_database_of_any_version_is_brought_up_to_date(database_url: str, version: str) -> None:
    await migrate(database_url, version)
    async with RmcmStore.opened(database_url) as store:
        assert await store.revision() == 0
        await store.fill(SAMPLE)
        assert await store.load() == (1, SAMPLE)
    assert await asked(database_url, drift) == []


async def test_a_configuration_outlives_every_migration(database_url: str) -> None:
    await migrate(database_url, "0001")
    statements = Path(__file__).with_name("version_0001.sql").read_text("utf-8").split(";\n")
    async with connections.opened(database_url) as opened, opened.writing() as connection:
        for statement in statements[:-1]:
            await connection.execute(text(statement))
    async with RmcmStore.opened(database_url) as store:
        revision, loaded = await store.load()
    assert revision == 1
    for kind in ("skills", "csqs", "resources", "teams", "groups"):
        assert getattr(loaded, kind) == getattr(SAMPLE, kind)
    for old, csq in ((loaded.applications[1], 1), (loaded.applications[2], 2)):
        assert (old.trigger, old.group, old.max_sessions) == (f"600{csq}", 1, 10)
        assert Queue(csqs=(csq,)) in old.steps


async def test_an_empty_database_gets_what_the_migrations_make(database_url: str) -> None:
    async with RmcmStore.opened(database_url):
        pass
    assert await asked(database_url, drift) == []
    made = await asked(database_url, described)
    async with connections.opened(database_url) as opened, opened.migrating() as connection:
        for table in (*reversed(Base.metadata.sorted_tables), VERSION_TABLE):
            await connection.execute(text(f"DROP TABLE {table}"))
    await migrate(database_url, SCHEMA.head)
    assert await asked(database_url, described) == made


async def test_tables_newer_than_the_program_are_left_alone(database_url: str) -> None:
    async with RmcmStore.opened(database_url) as store:
        await store.fill(SAMPLE)
    async with connections.opened(database_url) as opened, opened.writing() as connection:
        await connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = 'later'"))
    with pytest.raises(CannotServe, match="version later, of which this program knows nothing"):
        async with RmcmStore.opened(database_url):
            pass


async def test_tables_are_altered_with_what_is_in_them(database_url: str) -> None:
    """SQLite makes an altered table anew, while others refer to it."""

    def alter(connection: Connection) -> None:
        operations = Operations(MigrationContext.configure(connection, opts={"as_sql": False}))
        with operations.batch_alter_table("rmcm_teams") as batch:
            batch.add_column(Column("colour", Integer, nullable=False, server_default="7"))
        with operations.batch_alter_table("rmcm_teams") as batch:
            batch.drop_column("colour")

    async with RmcmStore.opened(database_url) as store:
        await store.fill(SAMPLE)
        async with connections.opened(database_url) as opened:
            async with opened.migrating() as connection:
                await connection.run_sync(alter)
            async with opened.writing() as connection:
                await connection.execute(update(RevisionRow).values(number=5))
        assert await store.load() == (5, SAMPLE)
    assert await asked(database_url, drift) == []


async def test_a_migration_that_fails_leaves_the_tables_as_they_were(database_url: str) -> None:
    async def fail() -> None:
        async with connections.opened(database_url) as opened, opened.migrating() as connection:
            await connection.execute(text("ALTER TABLE rmcm_teams ADD COLUMN colour INTEGER"))
            raise ZeroDivisionError

    async with RmcmStore.opened(database_url) as store:
        await store.fill(SAMPLE)
        with pytest.raises(ZeroDivisionError):
            await fail()
        assert await store.load() == (1, SAMPLE)
    assert await asked(database_url, drift) == []


def test_alembic_is_not_loaded_where_nothing_is_to_migrate(tmp_path: Path) -> None:
    program = """
import asyncio, sys
from ccx_engine.store.rmcm_store import RmcmStore

async def start():
    for _ in range(2):
        async with RmcmStore.opened(sys.argv[1]):
            pass

asyncio.run(start())
sys.exit("alembic" in sys.modules)
"""
    subprocess.run([sys.executable, "-c", program, f"sqlite:///{tmp_path}/rmcm.db"], check=True, timeout=60)
