"""Opening a database."""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import sqlite3
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from ccx_engine.store.rmcm_store import RmcmStore
from lab.testing.postgresql import USER, new_database
from vos.database import connections
from vos.service import CannotServe


async def refusal(address: str) -> str:
    """What is said of a database that cannot be opened."""
    with pytest.raises(CannotServe) as raised:
        async with RmcmStore.opened(address):
            pass
    message = str(raised.value)
    assert message.startswith("database: ")
    assert "\n" not in message
    return message


async def test_the_folders_of_a_sqlite_file_are_made(tmp_path: Path) -> None:
    file = tmp_path / "a" / "b" / "rmcm.db"
    async with RmcmStore.opened(f"sqlite+aiosqlite:///{file}"):
        assert file.is_file()


@pytest.mark.parametrize("scheme", ["sqlite", "sqlite+aiosqlite"])
async def test_a_sqlite_file_is_read_while_it_is_written_and_holds_its_references(
    tmp_path: Path, scheme: str
) -> None:
    async with (
        connections.opened(f"{scheme}:///{tmp_path / 'rmcm.db'}") as opened,
        opened.reading() as connection,
    ):
        for pragma, value in {"journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 10_000}.items():
            assert (await connection.execute(text(f"PRAGMA {pragma}"))).scalar() == value


async def test_of_many_that_open_a_new_file_at_once_nobody_is_refused(tmp_path: Path) -> None:
    async def opens(file: Path) -> object:
        async with connections.opened(f"sqlite:///{file}") as opened, opened.reading() as connection:
            return (await connection.execute(text("PRAGMA journal_mode"))).scalar()

    for number in range(60):  # one in fifteen failed
        modes = await asyncio.gather(*(opens(tmp_path / f"{number}.db") for _ in range(6)))
        assert modes == ["wal"] * 6


async def test_a_file_that_another_program_keeps_to_itself_is_said_to_be_locked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "STATEMENT_SECONDS", 0.1)
    file = tmp_path / "rmcm.db"
    with contextlib.closing(sqlite3.connect(file)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert "database is locked" in await refusal(f"sqlite:///{file}")


async def test_an_address_without_its_driver_is_understood(postgresql: str) -> None:
    async with RmcmStore.opened(new_database(postgresql).replace("+asyncpg", "")) as store:
        assert await store.revision() == 0


async def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    message = await refusal(f"sqlite+aiosqlite:///{tmp_path}/file/rmcm.db")
    assert f"{tmp_path}/file" in message
    assert "check the address" in message


async def test_a_folder_in_place_of_the_file_is_named(tmp_path: Path) -> None:
    assert f"{tmp_path}: [Errno 21] Is a directory" in await refusal(f"sqlite+aiosqlite:///{tmp_path}")


async def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    file = tmp_path / "rmcm.db"
    file.write_bytes(os.urandom(4096))
    assert f"{file}: file is not a database" in await refusal(f"sqlite+aiosqlite:///{file}")


@pytest.mark.parametrize("address", ["rmcm.db", "", "postgresql://host:port/rmcm", "mysql://host/rmcm"])
async def test_an_address_that_is_none_is_answered_by_examples(address: str) -> None:
    message = await refusal(address)
    assert "write sqlite+aiosqlite:////srv/lab/lab.db or postgresql+asyncpg://" in message


@pytest.mark.parametrize("address", ["sqlite://", "sqlite+aiosqlite:///:memory:"])
async def test_a_database_in_memory_is_refused(address: str) -> None:
    assert "names no file" in await refusal(address)


async def test_a_missing_driver_is_named_with_the_cure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "asyncpg", None)
    assert "pip install 'finesse-lab[postgresql]'" in await refusal("postgresql+asyncpg://host/rmcm")


async def test_a_server_that_is_not_there_is_named_without_the_password() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
        message = await refusal(f"postgresql+asyncpg://{USER}:secret@127.0.0.1:{port}/rmcm")
    assert f"127.0.0.1:{port}/rmcm: " in message
    assert "secret" not in message


async def test_a_database_that_the_server_does_not_have_is_named(postgresql: str) -> None:
    message = await refusal(f"postgresql+asyncpg://{USER}@{postgresql}/nowhere")
    assert 'database "nowhere" does not exist' in message
