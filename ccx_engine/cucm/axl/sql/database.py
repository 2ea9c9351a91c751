"""The cluster as a database: a picture of it, made when needed, that statements are put to."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterable

from ccx_engine.cucm.axl.soap import LARGEST, Fault, too_large
from ccx_engine.cucm.axl.sql.processes import Found, Picture, Processes
from ccx_engine.cucm.axl.sql.statement import SYNTAX, Failed, TooLarge
from ccx_engine.cucm.axl.sql.tables import NUMBERS, TABLES, Row, rows
from ccx_engine.cucm.configuration.administration import Administration

STATEMENT = 65_536  # characters
LOOKS = 3  # at a cluster that changes, before nobody else has a turn


class Database:
    """The cluster as a database."""

    def __init__(self, administration: Administration) -> None:
        self._administration = administration
        self._picture = Picture(-1, b"")
        self._looking = asyncio.Lock()
        self._processes: Processes | None = None

    def close(self) -> None:
        """Answer nothing more."""
        if self._processes is not None:
            self._processes.close()
            self._processes = None

    async def select(self, statement: str, who: str = "") -> Found:
        """The rows of one SELECT. Fault with the database's code when it is none, or too much.

        Turns.GaveWay when too many statements wait; `who` asks.
        """
        if len(statement) > STATEMENT:
            raise Fault(SYNTAX, f"A statement has up to {STATEMENT} characters.")
        if self._processes is None:
            self._processes = Processes()
        async with self._looking:
            if self._picture.number != self._administration.revision:
                await self._look()
        try:
            return await self._processes.ask(who, self._picture, statement, LARGEST)
        except Failed as failed:
            raise Fault(failed.code, failed.message) from None
        except TooLarge as large:
            raise too_large(large.matched, large.fits) from None

    async def _look(self) -> None:
        """Make the picture anew. Others have a turn after each table, unless they keep changing them."""
        administration = self._administration
        for patient in (*[True] * LOOKS, False):
            revision, tables = administration.revision, []
            for table in rows(administration.cluster):
                tables.append(table)
                if patient:
                    await asyncio.sleep(0)
                if administration.revision != revision:
                    break
            else:
                self._picture = Picture(revision, await asyncio.to_thread(_image, tables))
                return


def _image(tables: Iterable[tuple[str, list[Row]]]) -> bytes:
    """A database file with these tables, in memory."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        for name, found in tables:
            columns = TABLES[name].split()
            connection.execute(f"CREATE TABLE {name} ({', '.join(map(_declared, columns))})")
            connection.execute("BEGIN")
            marks = ",".join("?" * len(columns))
            connection.executemany(f"INSERT INTO {name} VALUES ({marks})", found)  # noqa: S608 names of ours
            connection.execute("COMMIT")
        return connection.serialize()
    finally:
        connection.close()


def _declared(column: str) -> str:
    """With its type, so that numbers and texts of numbers compare as in Informix."""
    kind = "INTEGER" if column.startswith("tk") or column in NUMBERS else "TEXT"
    return f"{column} {kind}{' PRIMARY KEY' if column == 'pkid' else ''}"
