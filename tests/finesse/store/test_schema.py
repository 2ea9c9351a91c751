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
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from finesse.model.configuration.chat_config import ChatConfig
from finesse.model.configuration.layout_config import LayoutConfig
from finesse.model.configuration.reason import ReasonCode
from finesse.model.configuration.system_codes import SYSTEM_CODES
from finesse.model.configuration.workflow_action import ActionVariable
from finesse.model.identity import NEW
from finesse.store.finesse_store import opened
from finesse.store.mappings import (
    CHAT_CONFIGS,
    LAYOUTS,
    PHONE_BOOKS,
    REASON_CODES,
    WORKFLOW_ACTIONS,
    WORKFLOWS,
)
from finesse.store.schema import SCHEMA
from finesse.store.seed import Seed
from finesse.store.tables import VERSION_TABLE, Base
from vos.centre import SAMPLE
from vos.database import connections
from vos.service import CannotServe

VERSIONS = [each.revision for each in ScriptDirectory.from_config(Config(SCHEMA.alembic)).walk_revisions()]


async def migrate(address: str, version: str) -> None:
    """An empty database gets the tables of a version, by Alembic."""

    def run(connection: Connection) -> None:
        config = Config(SCHEMA.alembic)
        config.attributes["connection"] = connection
        command.upgrade(config, version)

    async with connections.opened(address) as there, there.migrating() as connection:
        await connection.run_sync(run)


def drift(connection: Connection) -> list[Any]:
    """How the tables differ from the declared ones, in Alembic's words."""
    options = {"version_table": VERSION_TABLE, "compare_type": True}
    found: list[Any] = compare_metadata(MigrationContext.configure(connection, opts=options), Base.metadata)
    return found


def described(connection: Connection) -> dict[str, Any]:
    """All that the database knows of its tables."""
    inspector = inspect(connection)
    return {
        name: {
            "columns": {
                column["name"]: {**column, "type": repr(column["type"])}
                for column in inspector.get_columns(name)
            },
            "primary key": inspector.get_pk_constraint(name),
            "foreign keys": sorted(inspector.get_foreign_keys(name), key=str),
            "unique": sorted(inspector.get_unique_constraints(name), key=str),
            "indexes": inspector.get_indexes(name),
        }
        for name in inspector.get_table_names()
    }


async def asked(address: str, question: Any) -> Any:
    async with connections.opened(address) as there, there.reading() as connection:
        return await connection.run_sync(question)


def test_the_version_of_the_tables_is_the_newest_migration() -> None:
    assert VERSIONS[0] == SCHEMA.head


@pytest.mark.parametrize("version", VERSIONS)
async def test_a_database_of_any_version_is_brought_up_to_date(database_url: str, version: str) -> None:
    await migrate(database_url, version)
    async with opened(database_url) as store:
        await store.fill(Seed.of(SAMPLE))
        assert len(await store.all(PHONE_BOOKS)) == 2
    assert await asked(database_url, drift) == []


async def test_the_systems_reason_codes_of_older_tables_become_those_of_the_product(
    database_url: str,
) -> None:
    """What an administrator configured stays, with its teams; what stood in the way has another number."""
    await migrate(database_url, "0003")
    rows = """
        (1, 'NOT_READY', 1, 'Break', true, false), (9, 'NOT_READY', 33, 'Set by Supervisor', true, true),
        (10, 'LOGOUT', 255, 'Desktop Closed', true, true), (33, 'NOT_READY', 7, 'Offhook', false, false),
        (60, 'LOGOUT', 7, 'Home', true, false)
    """
    columns = "id, category, code, label, for_all, system_code"
    async with connections.opened(database_url) as there, there.writing() as connection:
        await connection.execute(text(f"INSERT INTO finesse_reason_codes ({columns}) VALUES {rows}"))
        await connection.execute(text("INSERT INTO finesse_reason_code_teams VALUES (33, 2)"))

    async with opened(database_url) as store:
        await store.fill(Seed.of(SAMPLE))
        codes = await store.all(REASON_CODES)
        (new,), _ = await store.save(REASON_CODES, ReasonCode(NEW, "LOGOUT", 500, "One more"))

    own = [(one.id, one.code, one.label, one.teams) for one in codes if not one.system_code]
    assert own == [
        (1, 1, "Break", frozenset()),
        (60, 7, "Home", frozenset()),
        (61, 7, "Offhook (2)", frozenset({2})),
    ]
    system = tuple((one.id, one.category, one.code, one.label) for one in codes if one.system_code)
    assert system == tuple(sorted(SYSTEM_CODES))
    assert new.id == 62


async def test_the_revision_of_older_tables_goes_on_as_that_of_the_configuration(database_url: str) -> None:
    await migrate(database_url, "0004")
    async with connections.opened(database_url) as there, there.writing() as connection:
        await connection.execute(text("INSERT INTO finesse_revision (id, number) VALUES (1, 41)"))
    async with opened(database_url) as store:
        assert await store.revisions() == {"configuration": 41, "team_messages": 0, "roster": 0}


async def test_what_was_configured_outlives_that_its_columns_are_named_anew(database_url: str) -> None:
    await migrate(database_url, "0005")
    statements = (
        "INSERT INTO finesse_chat_config (id, primary_url, secondary_url) VALUES (1, 'https://a', 'https://b')",
        "INSERT INTO finesse_layouts (id, layout) VALUES (2, '<x/>')",
        "INSERT INTO finesse_workflow_actions (id, name, type, handled_by, params, variables) VALUES "
        """(1, 'Pop', 'BROWSER_POP', 'OTHER', '[]', '[{"name": "x", "type": "SYSTEM", "node": "",
        "test_value": "7"}]')""",
        "INSERT INTO finesse_workflows (id, name, description, media, trigger_set, condition_set) VALUES "
        """(1, 'Flow', '', 1, '{"type": "SYSTEM", "name": "CALL_ARRIVES",
        "allow_overlapping_call_workflow": false, "triggers": []}', NULL)""",
        "INSERT INTO finesse_workflow_steps (workflow_id, position, action_id) VALUES (1, 0, 1)",
    )
    async with connections.opened(database_url) as there, there.writing() as connection:
        for statement in statements:
            await connection.exec_driver_sql(statement)
    async with opened(database_url) as store:
        assert await store.all(CHAT_CONFIGS) == (ChatConfig("https://a", "https://b"),)
        assert await store.all(LAYOUTS) == (LayoutConfig(2, "<x/>"),)
        (action,) = await store.all(WORKFLOW_ACTIONS)
        (workflow,) = await store.all(WORKFLOWS)
    assert action.action_variables == (ActionVariable("x", "SYSTEM", "", "7"),)
    assert (workflow.actions, workflow.condition_set) == ((action,), None)


async def test_an_empty_database_gets_what_the_migrations_make(database_url: str) -> None:
    async with opened(database_url):
        pass
    assert await asked(database_url, drift) == []
    made = await asked(database_url, described)
    async with connections.opened(database_url) as there, there.migrating() as connection:
        for table in (*reversed(Base.metadata.sorted_tables), VERSION_TABLE):
            await connection.execute(text(f"DROP TABLE {table}"))
    await migrate(database_url, SCHEMA.head)
    assert await asked(database_url, described) == made


async def test_tables_newer_than_the_program_are_left_alone(database_url: str) -> None:
    async with opened(database_url):
        pass
    async with connections.opened(database_url) as there, there.writing() as connection:
        await connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = 'later'"))
    with pytest.raises(CannotServe, match="version later, of which this program knows nothing"):
        async with opened(database_url):
            pass


async def test_what_fails_leaves_nothing_half_written(database_url: str) -> None:
    async def fail() -> None:
        async with connections.opened(database_url) as there, there.writing() as connection:
            await connection.execute(text("DELETE FROM finesse_reason_codes"))
            raise ZeroDivisionError

    async with opened(database_url) as store:
        await store.fill(Seed.of(SAMPLE))
        before = await store.all(REASON_CODES)
        with pytest.raises(ZeroDivisionError):
            await fail()
        assert await store.all(REASON_CODES) == before != ()


def test_alembic_is_not_loaded_where_nothing_is_to_migrate(tmp_path: Path) -> None:
    program = f"""
import asyncio, sys
from finesse.store.finesse_store import opened
from finesse.model.configuration.system_codes import SYSTEM_CODES
async def start():
    async with opened("sqlite+aiosqlite:///{tmp_path}/finesse.db"):
        pass
asyncio.run(start())
print("alembic" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
