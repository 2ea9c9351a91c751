"""SELECT statements against the cluster: SQLite answers, read-only, from a picture of it made when needed.

Whatever a statement says, it reads these tables and nothing else, for a bounded time and a bounded answer.
"""

from __future__ import annotations

import asyncio
import re
import sqlite3
import time
from collections.abc import Iterable
from typing import Any

from ccx_engine.cucm.administration import Administration
from ccx_engine.cucm.axl.informix import translated
from ccx_engine.cucm.axl.soap import LARGEST, TOO_LARGE, Fault, too_large
from ccx_engine.cucm.axl.tables import NUMBERS, TABLES, Row, rows

# Informix error messages.
SYNTAX = -201
NO_TABLE = -206
NO_COLUMN = -217
NO_ROUTINE = -674

STATEMENT = 65_536  # characters
SECONDS = 5.0
STEPS = 10_000  # of SQLite's machine, between two looks at the clock
AT_ONCE = 2
LOOKS = 3  # at a cluster that changes, before nobody else has a turn
VALUE = 1_000_000  # bytes of one value

_FUNCTIONS = frozenset(
    ("abs", "avg", "coalesce", "count", "glob", "group_concat", "ifnull", "instr", "length", "like", "lower",
     "ltrim", "max", "min", "mod", "nullif", "nvl", "replace", "round", "rtrim", "substr", "substring", "sum",
     "total", "trim", "upper")
)  # fmt: skip
_SELECT = re.compile(r"select\b", re.IGNORECASE)
_NAME = re.compile(r"[a-z_][a-z0-9_]*")

Found = list[list[tuple[str, str]]]
"""Rows of column and text."""


class Database:
    """The cluster as a database."""

    def __init__(self, administration: Administration) -> None:
        self._administration = administration
        self._image = b""
        self._revision = -1
        self._turn = asyncio.Semaphore(AT_ONCE)

    async def select(self, statement: str) -> Found:
        """The rows of one SELECT. Fault with the database's code when it is none, or too much."""
        if len(statement) > STATEMENT:
            raise Fault(SYNTAX, f"A statement has up to {STATEMENT} characters.")
        asked = translated(statement).lstrip()
        if not _SELECT.match(asked):
            raise Fault(SYNTAX, "A syntax error has occurred.")
        async with self._turn:
            if self._revision != self._administration.revision:
                await self._look()
            return await asyncio.to_thread(_select, self._image, asked)

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
                self._image = await asyncio.to_thread(_image, tables)
                self._revision = revision
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


def _select(image: bytes, statement: str) -> Found:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        connection.deserialize(image)
        connection.execute("PRAGMA case_sensitive_like = ON")
        connection.create_function("nvl", 2, _nvl, deterministic=True)
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, VALUE)
        until = time.monotonic() + SECONDS
        connection.set_progress_handler(lambda: time.monotonic() > until, STEPS)
        connection.set_authorizer(_may)
        return _fetched(connection.execute(statement))
    except (sqlite3.Error, sqlite3.Warning) as error:
        raise _fault(str(error)) from None
    finally:
        connection.close()


def _fetched(cursor: sqlite3.Cursor) -> Found:
    """All rows. Those beyond the largest answer are only counted."""
    names = [_column(each[0]) for each in cursor.description]
    found: Found = []
    size = matched = 0
    for row in cursor:
        matched += 1
        if size <= LARGEST:
            found.append([(name, _text(value)) for name, value in zip(names, row, strict=True)])
            size += sum(2 * len(name) + 5 + len(text) for name, text in found[-1]) + 11
    if size > LARGEST:
        raise too_large(matched, len(found))
    return found


def _may(action: int, first: str | None, second: str | None, *_: str | None) -> int:
    """Whether a statement may do this: select, read a column of a table of ours, call a known function."""
    allowed = action == sqlite3.SQLITE_SELECT
    if action == sqlite3.SQLITE_READ:
        allowed = first in TABLES or first == ""
    elif action == sqlite3.SQLITE_FUNCTION:
        allowed = (second or "").lower() in _FUNCTIONS
    return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY


def _nvl(value: Any, otherwise: Any) -> Any:
    return otherwise if value is None else value


def _column(label: str) -> str:
    """The element of a column: its name in small letters; of an expression its function's."""
    name = label.lower().partition("(")[0].strip().rpartition(".")[2]
    return name if _NAME.fullmatch(name) else "expression"


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _fault(error: str) -> Fault:
    """What SQLite says, in Informix's words and codes."""
    if found := re.search(r"no such table: (\S+)", error):
        return Fault(NO_TABLE, f"The specified table ({found[1]}) is not in the database.")
    if found := re.search(r"no such column: (\S+)", error):
        text = f"Column ({found[1]}) not found in any table in the query (or SLV is undefined)."
        return Fault(NO_COLUMN, text)
    if found := re.search(r"(?:no such function|not authorized to use function): (\S+)", error):
        return Fault(NO_ROUTINE, f"Routine ({found[1]}) can not be resolved.")
    if error == "interrupted":
        return Fault(TOO_LARGE, f"The query takes longer than {SECONDS:.0f} seconds.")
    return Fault(SYNTAX, "A syntax error has occurred.")
