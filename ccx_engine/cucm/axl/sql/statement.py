"""One SELECT on a picture of the database: SQLite answers, read-only.

Whatever a statement says, it reads the picture's tables and nothing else. What it may cost is held by the
process that it runs in; SQLite alone could not, for it looks at no clock within one call of a function.
"""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from ccx_engine.cucm.axl.sql.informix import translated

# Informix error messages.
SYNTAX = -201
NO_TABLE = -206
NO_COLUMN = -217
NO_ROUTINE = -674
TOO_MUCH = -1  # AXL's own

STEPS = 10_000  # of SQLite's machine, between two looks at the clock
VALUE = 1_000_000  # bytes of one value
MEMORY = 256_000_000  # bytes that SQLite may take
AT_A_TIME = 200  # rows

_FUNCTIONS = frozenset(
    ("abs", "avg", "coalesce", "count", "glob", "group_concat", "ifnull", "instr", "length", "like", "lower",
     "ltrim", "max", "min", "mod", "nullif", "nvl", "replace", "round", "rtrim", "substr", "substring", "sum",
     "total", "trim", "upper")
)  # fmt: skip
_SELECT = re.compile(r"select\b", re.IGNORECASE)
_NAME = re.compile(r"[a-z_][a-z0-9_]*")

Texts = list[str]


class Failed(Exception):
    """The statement has no answer: the database's code, and why."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class TooLarge(Exception):
    """The answer is larger than may be sent: how many rows it has, and how many would fit."""

    def __init__(self, matched: int, fits: int) -> None:
        super().__init__(matched, fits)
        self.matched = matched
        self.fits = fits


def answered(
    image: bytes, statement: str, seconds: float, largest: int, columns: Callable[[Texts], None]
) -> Iterator[list[Texts]]:
    """The rows, some at a time; `columns` gets their names before. Failed or TooLarge."""
    asked = translated(statement).lstrip()
    if not _SELECT.match(asked):
        raise Failed(SYNTAX, "A syntax error has occurred.")
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        connection.deserialize(image)
        _bind(connection, seconds)
        cursor = connection.execute(asked)
        names = [_column(each[0]) for each in cursor.description]
        columns(names)
        yield from _rows(cursor, names, largest)
    except (sqlite3.Error, sqlite3.Warning) as error:
        raise _failed(str(error), seconds) from None
    except MemoryError:
        raise Failed(TOO_MUCH, "The query needs too much memory.") from None
    finally:
        connection.close()


def _bind(connection: sqlite3.Connection, seconds: float) -> None:
    """Only these tables, only these functions, only so long."""
    tables = frozenset(row[0] for row in connection.execute("SELECT name FROM sqlite_master"))
    connection.execute("PRAGMA case_sensitive_like = ON")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute(f"PRAGMA hard_heap_limit = {MEMORY}")
    connection.create_function("nvl", 2, _nvl, deterministic=True)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, VALUE)
    until = time.monotonic() + seconds
    connection.set_progress_handler(lambda: time.monotonic() > until, STEPS)

    def may(action: int, first: str | None, second: str | None, *_: str | None) -> int:
        """Whether it may do this: select, read a column of a table, call a known function."""
        allowed = action == sqlite3.SQLITE_SELECT
        if action == sqlite3.SQLITE_READ:
            allowed = first in tables or first == ""
        elif action == sqlite3.SQLITE_FUNCTION:
            allowed = (second or "").lower() in _FUNCTIONS
        return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY

    connection.set_authorizer(may)


def _rows(cursor: sqlite3.Cursor, names: Sequence[str], largest: int) -> Iterator[list[Texts]]:
    """All rows. Those beyond the largest answer are only counted."""
    each_row = sum(2 * len(name) + 5 for name in names) + 11
    size = matched = kept = 0
    rows: list[Texts] = []
    for row in cursor:
        matched += 1
        if size > largest:
            continue
        texts = [_text(value) for value in row]
        size += each_row + sum(map(len, texts))
        kept += 1
        rows.append(texts)
        if len(rows) == AT_A_TIME:
            yield rows
            rows = []
    if size > largest:
        raise TooLarge(matched, kept)
    yield rows


def _nvl(value: Any, otherwise: Any) -> Any:
    return otherwise if value is None else value


def _column(label: str) -> str:
    """The element of a column: its name in small letters; of an expression its function's."""
    name = label.lower().partition("(")[0].strip().rpartition(".")[2]
    return name if _NAME.fullmatch(name) else "expression"


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _failed(error: str, seconds: float) -> Failed:
    """What SQLite says, in Informix's words and codes."""
    if found := re.search(r"no such table: (\S+)", error):
        return Failed(NO_TABLE, f"The specified table ({found[1]}) is not in the database.")
    if found := re.search(r"no such column: (\S+)", error):
        text = f"Column ({found[1]}) not found in any table in the query (or SLV is undefined)."
        return Failed(NO_COLUMN, text)
    if found := re.search(r"(?:no such function|not authorized to use function): (\S+)", error):
        return Failed(NO_ROUTINE, f"Routine ({found[1]}) can not be resolved.")
    if error == "interrupted":
        return Failed(TOO_MUCH, too_long(seconds))
    return Failed(SYNTAX, "A syntax error has occurred.")


def too_long(seconds: float) -> str:
    """What is said of a statement that was ended for its time."""
    return f"The query takes longer than {seconds:g} seconds."
