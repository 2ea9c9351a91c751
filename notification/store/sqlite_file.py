"""The file of what outlives a restart: one SQLite database that belongs to one service.

Blocking, so it is used from a thread of its own. A batch is one transaction, on the disk before it is
acknowledged. SQLite through the standard library: this process would load SQLAlchemy for nothing else.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from pathlib import Path

from notification.changes import Key, Row
from vos import private
from vos.service import CannotServe

VERSION = 1
BUSY_SECONDS = 5.0  # for a service that is just stopping
CURE = "name another file, or stop the service that uses this one"

# The first columns are unique; a key of a change has their values.
TABLES = {
    "node": ("nodes", ("name",), ("config", "affiliations")),
    "subscription": ("subscriptions", ("node", "jid"), ("own",)),
    "absence": ("absences", ("jid",), ("since",)),
    "contact": ("contacts", ("watcher", "contact"), ()),
}


class SqliteFile:
    """An open file. Methods raise sqlite3.Error where it cannot be read or written."""

    def __init__(self, path: Path, domain: str) -> None:
        """CannotServe, naming the setting `data`, if it cannot be used or is another domain's."""
        self._connection: sqlite3.Connection | None = None
        try:
            private.folder(path.parent)
            private.database(path)
            self._connection = sqlite3.connect(
                path, isolation_level=None, check_same_thread=False, timeout=BUSY_SECONDS
            )
            for pragma in ("locking_mode=EXCLUSIVE", "journal_mode=WAL", "synchronous=FULL"):
                self._connection.execute(f"PRAGMA {pragma}")
            self._prepare(self._connection, domain)
        except (OSError, sqlite3.Error) as error:
            self.close()
            raise CannotServe(f"data: cannot use {path}: {error}; {CURE}") from error
        except CannotServe:
            self.close()
            raise

    def load(self) -> Mapping[Key, Row]:
        """Everything that is kept."""
        assert self._connection is not None
        rows: dict[Key, Row] = {}
        for kind, (table, unique, rest) in TABLES.items():
            columns = ", ".join((*unique, *rest))
            for row in self._connection.execute(f"SELECT {columns} FROM {table} ORDER BY rowid"):  # noqa: S608
                rows[(kind, *row[: len(unique)])] = row[len(unique) :]
        return rows

    def write(self, changes: Mapping[Key, Row | None]) -> None:
        """All of them or none."""
        connection = self._connection
        assert connection is not None
        connection.execute("BEGIN IMMEDIATE")
        try:
            for kind, (table, unique, rest) in TABLES.items():
                marks = ", ".join("?" * len((*unique, *rest)))
                where = " AND ".join(f"{column} = ?" for column in unique)
                gone = [key[1:] for key, row in changes.items() if key[0] == kind and row is None]
                new = [(*key[1:], *row) for key, row in changes.items() if key[0] == kind and row is not None]
                connection.executemany(f"DELETE FROM {table} WHERE {where}", gone)  # noqa: S608
                connection.executemany(f"REPLACE INTO {table} VALUES ({marks})", new)  # noqa: S608
            connection.execute("COMMIT")
        except sqlite3.Error:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()

    @staticmethod
    def _prepare(connection: sqlite3.Connection, domain: str) -> None:
        """Make the tables where there are none."""
        connection.execute("BEGIN IMMEDIATE")
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version == 0:
            for table, unique, rest in TABLES.values():
                columns = ", ".join(f"{column} NOT NULL" for column in (*unique, *rest))
                connection.execute(f"CREATE TABLE {table} ({columns}, PRIMARY KEY ({', '.join(unique)}))")
            connection.execute("CREATE TABLE domain (name NOT NULL)")
            connection.execute("INSERT INTO domain VALUES (?)", (domain,))
            connection.execute(f"PRAGMA user_version = {VERSION}")
        elif version != VERSION:
            raise CannotServe(
                f"data: it is of version {version}, of which this program knows nothing; {CURE}"
            )
        (kept_for,) = connection.execute("SELECT name FROM domain").fetchone()
        if kept_for != domain:
            raise CannotServe(f"data: it belongs to the domain {kept_for}, not {domain}; {CURE}")
        connection.execute("COMMIT")
