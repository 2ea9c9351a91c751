"""The connection to the database: SQLite or PostgreSQL, by the address in the setting `database`."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
import sys
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from vos import private
from vos.service import CannotServe

CONNECT_SECONDS = 10
STATEMENT_SECONDS = 10  # also what a node waits for the change that another node makes
DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg"}
EXAMPLES = "sqlite+aiosqlite:////srv/lab/lab.db or postgresql+asyncpg://user:password@host/name"

# Each commit is on the disk before it is acknowledged.
PRAGMAS = (
    f"busy_timeout={STATEMENT_SECONDS * 1000}",
    "synchronous=FULL",
    "foreign_keys=ON",
)

# How SQLite begins a transaction is an option of the connection.
BEGIN = "lab_begin"
WRITING = ("BEGIN IMMEDIATE",)  # wait for the other node here, not in the midst
MIGRATING = ("PRAGMA foreign_keys=OFF", *WRITING)  # a table that others refer to is made anew


class DatabaseLost(Exception):
    """The database cannot do now what it was asked; the text is its address and the cause, in one line."""


class Database:
    """Connections to one database."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._writing = engine.execution_options(**{BEGIN: WRITING})
        self._migrating = engine.execution_options(**{BEGIN: MIGRATING})
        # What is read in one transaction is of one moment; SQLite's are so by themselves.
        postgresql = engine.dialect.name == "postgresql"
        self._reading = engine.execution_options(isolation_level="REPEATABLE READ") if postgresql else engine

    @property
    def name(self) -> str:
        """The address without its password."""
        return self._engine.url.render_as_string()

    @contextlib.asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that sees one moment. DatabaseLost when the database fails."""
        with self._told():
            async with self._reading.begin() as connection:
                yield connection

    @contextlib.asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """A transaction, committed in the end. DatabaseLost when the database fails."""
        with self._told():
            async with self._writing.begin() as connection:
                yield connection

    @contextlib.asynccontextmanager
    async def migrating(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that may change tables, committed in the end. DatabaseLost when that fails."""
        with self._told():
            async with self._migrating.connect() as connection:
                try:
                    async with connection.begin():
                        yield connection
                finally:
                    await connection.invalidate()  # nobody else gets it without foreign keys

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except _failures() as error:
            raise DatabaseLost(f"{self.name}: {_cause(error)}") from error


@contextlib.asynccontextmanager
async def opened(address: str) -> AsyncIterator[Database]:
    """The database at an address as SQLAlchemy writes it; a SQLite file's folder is made.

    CannotServe names the setting when the address cannot be used. Nothing is connected yet.
    """
    url = _url(address)
    try:
        if url.get_backend_name() == "sqlite":
            if "uri" not in url.query:  # where the name is a file's
                private.folder(Path(url.database or "").parent)
                private.database(Path(url.database or ""))
            # What cannot be opened is found here: the driver's thread would outlive the loop on its way out.
            await _let_readers_beside_a_writer(url)
            engine = create_async_engine(url)
            event.listen(engine.sync_engine, "connect", _for_several_processes)
            event.listen(engine.sync_engine, "begin", _begin)
        else:
            limits = {"timeout": CONNECT_SECONDS, "command_timeout": STATEMENT_SECONDS}
            engine = create_async_engine(url, connect_args=limits, pool_pre_ping=True)
    except ImportError as error:
        raise CannotServe(
            f"database: this needs the package {error.name}: pip install 'finesse-lab[postgresql]'"
        ) from error
    except (OSError, sqlite3.Error) as error:
        raise cannot_open(f"{url.render_as_string()}: {_cause(error)}") from error
    try:
        yield Database(engine)
    finally:
        await engine.dispose()


def cannot_open(why: object) -> CannotServe:
    """What to say of a database that is not there."""
    return CannotServe(
        f"database: cannot open {why}; check the address, that the server runs, and who may write there"
    )


def _url(address: str) -> URL:
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):  # a port that is no number
        raise CannotServe(f"database: this is no address; write {EXAMPLES}") from None
    url = url.set(drivername=DRIVERS.get(url.drivername, url.drivername))
    if url.drivername not in DRIVERS.values():
        raise CannotServe(f"database: {url.drivername} is not spoken here; write {EXAMPLES}")
    if url.get_backend_name() == "sqlite" and (url.host or url.username or url.port):
        raise CannotServe(f"database: SQLite has neither host nor user; write {EXAMPLES}")
    if url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:"):
        raise CannotServe(f"database: {address} names no file, which nodes could share; write {EXAMPLES}")
    return url


async def _let_readers_beside_a_writer(url: URL) -> None:
    """SQLite: the file's journal is WAL from now on.

    SQLite does not wait for another connection that is changing the mode (its page on WAL, section 8): who
    comes at the same time as another node has to ask again.
    """
    with contextlib.closing(sqlite3.connect(url.database or "", timeout=0, uri="uri" in url.query)) as file:
        asked_until = time.monotonic() + STATEMENT_SECONDS
        while True:
            try:
                file.execute("PRAGMA journal_mode=WAL")
                return
            except sqlite3.OperationalError as error:
                busy = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
                if not busy or time.monotonic() > asked_until:
                    raise
                await asyncio.sleep(0.05)


def _for_several_processes(connection: Any, _record: object) -> None:
    """SQLite: patience with the other node, and transactions that we begin."""
    connection.isolation_level = None
    cursor = connection.cursor()
    try:
        for pragma in PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()  # nobody else would, and its thread would outlive the loop
        raise
    cursor.close()


def _begin(connection: Connection) -> None:
    for statement in connection.get_execution_options().get(BEGIN, ("BEGIN",)):
        connection.exec_driver_sql(statement)


def _failures() -> tuple[type[Exception], ...]:
    """What the drivers raise; asyncpg its own errors too, where connecting fails."""
    asyncpg = sys.modules.get("asyncpg")
    own = (asyncpg.PostgresError, asyncpg.InterfaceError) if asyncpg else ()
    return (SQLAlchemyError, OSError, *own)


def _cause(error: BaseException) -> str:
    return (str(getattr(error, "orig", None) or error) or type(error).__name__).splitlines()[0]
