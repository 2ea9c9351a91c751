"""Reading and changing the configuration that all nodes share."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterable

from sqlalchemy import ColumnElement, bindparam, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from ccx_engine.engine.configuration import rmcm_table
from ccx_engine.engine.configuration.rmcm import Configuration
from ccx_engine.store.centre_table import written
from ccx_engine.store.changes import Changes, Difference
from ccx_engine.store.rows import Row, Rows, by_key, key_names, rows_of, table_of
from ccx_engine.store.schema import SCHEMA
from ccx_engine.store.tables import KEPT, RevisionRow, RowClass
from vos.centre import Table
from vos.database import connections
from vos.database.connections import Database, DatabaseLost
from vos.database.follower import Revisions
from vos.settings import SettingsError

CONFIGURATION = "configuration"  # the concern of this store


class RmcmStore:
    """RmCm's configuration in a database. What goes wrong there is raised as DatabaseLost.

    What is long for a large configuration is done in a thread: the event loop goes on serving.
    """

    def __init__(self, kept_in: Database) -> None:
        self._database = kept_in

    @classmethod
    @contextlib.asynccontextmanager
    async def opened(cls, address: str) -> AsyncIterator[RmcmStore]:
        """The store at a SQLAlchemy address, its tables up to date.

        CannotServe names the setting `database` when it cannot be opened.
        """
        async with connections.opened(address) as kept_in:
            try:
                await SCHEMA.bring_up_to_date(kept_in)
            except DatabaseLost as error:
                raise connections.cannot_open(error) from error
            yield cls(kept_in)

    @property
    def name(self) -> str:
        """The database's address without its password."""
        return self._database.name

    async def revision(self) -> int:
        """Counts the changes: who has loaded this revision has what is in the store. 0 until it is filled."""
        async with self._database.reading() as connection:
            return await _revision(connection)

    async def revisions(self) -> Revisions:
        """The revision of all that is kept here, which is one concern."""
        return {CONFIGURATION: await self.revision()}

    async def load(self) -> tuple[int, Configuration]:
        """The configuration and its revision, both of one moment."""
        async with self._database.reading() as connection:
            revision = await _revision(connection)
            rows = await _rows(connection)
        return revision, await asyncio.to_thread(_read, f"{self._database.name}: rmcm", rows)

    async def fill(self, configuration: Configuration) -> bool:
        """Take over the configuration if there never was one; of several nodes the first does.

        Gives whether it did. SettingsError as from `replace`.
        """
        if await self.revision():
            return False
        new = await asyncio.to_thread(_checked, configuration)
        async with self._database.writing() as connection:
            if await _count_up(connection) > 1:
                await connection.rollback()
                return False
            await _apply(connection, Difference.between({each: {} for each in KEPT}, new))
            return True

    async def replace(self, configuration: Configuration) -> Changes:
        """Make this the configuration, in one transaction that writes only what differs.

        The revision stays where nothing differs. SettingsError, and no change, for what `rmcm_table` refuses.
        """
        new = await asyncio.to_thread(_checked, configuration)
        async with self._database.writing() as connection:
            revision = await _count_up(connection)
            difference = await asyncio.to_thread(Difference.between, await _rows(connection), new)
            kinds = difference.kinds()
            if not kinds:
                await connection.rollback()
                return Changes(revision - 1, {})
            await _apply(connection, difference)
            return Changes(revision, kinds)


def _checked(configuration: Configuration) -> Rows:
    """The rows of a configuration that passes the checks of the centre's file."""
    table = written(configuration)
    if rmcm_table.read(Table("rmcm", table)) != configuration:
        raise SettingsError(
            "centre: rmcm: the configuration cannot be written as a file; check keys and ports"
        )
    return rows_of(table)


def _read(where: str, rows: Rows) -> Configuration:
    return rmcm_table.read(Table(where, table_of(rows)))


async def _revision(connection: AsyncConnection) -> int:
    return (await connection.execute(select(RevisionRow.number))).scalar_one()


async def _count_up(connection: AsyncConnection) -> int:
    """The revision that this transaction makes. From here on no other transaction writes."""
    counted = update(RevisionRow).values(number=RevisionRow.number + 1).returning(RevisionRow.number)
    return (await connection.execute(counted)).scalar_one()


async def _rows(connection: AsyncConnection) -> Rows:
    rows: Rows = {}
    for each in KEPT:
        found = await connection.execute(select(each.__table__))
        names = tuple(found.keys())
        rows[each] = by_key(each, (dict(zip(names, values, strict=True)) for values in found.tuples()))
    return rows


async def _apply(connection: AsyncConnection, difference: Difference) -> None:
    """What is named is inserted before, and deleted after, what names it."""
    for each in KEPT:
        if difference.inserts[each]:
            await connection.execute(insert(each.__table__), difference.inserts[each])
    for each in KEPT:
        if difference.updates[each]:
            await connection.execute(
                update(each.__table__).where(*_keys(each)),
                [_keyed(each, row, row) for row in difference.updates[each]],
            )
    for each in reversed(KEPT):
        if difference.deletes[each]:
            await connection.execute(
                delete(each.__table__).where(*_keys(each)),
                [_keyed(each, row, key_names(each)) for row in difference.deletes[each]],
            )


def _keys(row_class: RowClass) -> list[ColumnElement[bool]]:
    columns = row_class.__table__.columns
    return [columns[name] == bindparam(f"key_{name}") for name in key_names(row_class)]


def _keyed(row_class: RowClass, row: Row, names: Iterable[str]) -> Row:
    """The values of these columns, those of its key under the names of `_keys`."""
    keys = key_names(row_class)
    return {f"key_{name}" if name in keys else name: row[name] for name in names}
