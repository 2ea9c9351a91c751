"""The tables of a store and their version: made when the database is empty, migrated when they are older.

Alembic is loaded only for a migration, because loading it costs a noticeable part of a service's start.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import (
    Column,
    Connection,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    insert,
    inspect,
    select,
    text,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from vos.database.connections import Database
from vos.service import CannotServe


@dataclass(frozen=True)
class Schema:
    """Tables as a program declares them.

    Their version is kept in the table `version_table` (Alembic's own). `migrations` is the folder of
    Alembic's environment; `lock` any number of this store's own, by which PostgreSQL's nodes take turns;
    `begin` writes what new tables start with.
    """

    metadata: MetaData
    version_table: str
    migrations: Path
    lock: int
    begin: Callable[[Connection], None] = lambda _: None

    @functools.cached_property
    def head(self) -> str:
        """The version of the tables as declared: that of the newest migration, versions/rVERSION_*.py."""
        files = (self.migrations / "versions").glob("r*_*.py")
        return max(file.name[1:].partition("_")[0] for file in files)

    @property
    def alembic(self) -> Path:
        """Alembic's settings for the migrations."""
        return self.migrations / "alembic.ini"

    async def bring_up_to_date(self, database: Database) -> None:
        """Make or migrate the tables, in one transaction; nodes that start at the same time take turns.

        CannotServe when the tables are newer than this program.
        """
        async with database.reading() as connection:
            version = await connection.run_sync(self._version)
        if version == self.head:
            return
        transaction = database.writing if version is None else database.migrating
        async with transaction() as connection:
            await self.take_turn(connection)
            await connection.run_sync(self._migrate)

    async def take_turn(self, connection: AsyncConnection) -> None:
        """Wait until no other node is in a transaction that took its turn. SQLite's writers always do."""
        if connection.dialect.name == "postgresql":
            await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": self.lock})

    def _versions(self) -> Table:
        key = PrimaryKeyConstraint("version_num", name=f"{self.version_table}_pkc")
        return Table(self.version_table, MetaData(), Column("version_num", String(32), nullable=False), key)

    def _version(self, connection: Connection) -> str | None:
        """The version of the tables; None in an empty database."""
        if not inspect(connection).has_table(self.version_table):
            return None
        return connection.scalar(select(self._versions().c.version_num))

    def _migrate(self, connection: Connection) -> None:
        version = self._version(connection)
        if version is None:
            self._create(connection)
        elif version != self.head:  # the other node was not faster
            self._upgrade(connection, version)

    def _create(self, connection: Connection) -> None:
        self.metadata.create_all(connection)
        self.begin(connection)
        versions = self._versions()
        versions.create(connection)
        connection.execute(insert(versions).values(version_num=self.head))

    def _upgrade(self, connection: Connection, version: str) -> None:
        from alembic import command
        from alembic.config import Config
        from alembic.util import CommandError

        config = Config(self.alembic)
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, self.head)
        except CommandError as error:
            raise CannotServe(
                f"database: its tables are of version {version}, of which this program knows nothing; "
                "use the program that wrote them, or a newer one"
            ) from error
