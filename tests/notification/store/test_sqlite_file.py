"""The file itself."""

import sqlite3
from pathlib import Path

import pytest

from notification.changes import Key, Row
from notification.store.sqlite_file import SqliteFile
from vos.service import CannotServe

DOMAIN = "ccx1.example.com"
ROWS: dict[Key, Row] = {
    ("node", "n'\"ñ"): ('{"title": "x"}', "{}"),
    ("subscription", "n'\"ñ", "ann@x/desk top"): (1,),
    ("absence", "ann@x/desk top"): (12.5,),
    ("contact", "a@x", "b@x"): (),
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "kept.db"


def test_what_was_written_is_there_when_it_is_opened_again(path: Path) -> None:
    file = SqliteFile(path, DOMAIN)
    file.write({**ROWS, ("contact", "c@x", "d@x"): ()})
    file.write({("contact", "c@x", "d@x"): None, ("absence", "ann@x/desk top"): (13.5,)})
    file.close()
    file = SqliteFile(path, DOMAIN)
    assert file.load() == {**ROWS, ("absence", "ann@x/desk top"): (13.5,)}
    file.close()


def test_a_change_that_fails_changes_nothing(path: Path) -> None:
    file = SqliteFile(path, DOMAIN)
    with pytest.raises(sqlite3.Error):
        file.write({**ROWS, ("node", "bad"): (None, None)})  # type: ignore[dict-item]
    assert file.load() == {}
    file.write(ROWS)
    assert file.load() == ROWS
    file.close()


def test_a_file_of_another_domain_is_refused(path: Path) -> None:
    SqliteFile(path, DOMAIN).close()
    with pytest.raises(
        CannotServe, match=r"^data: it belongs to the domain ccx1\.example\.com, not other; name"
    ):
        SqliteFile(path, "other")


def test_a_file_of_a_newer_program_is_refused(path: Path) -> None:
    SqliteFile(path, DOMAIN).close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(CannotServe, match="of version 99"):
        SqliteFile(path, DOMAIN)


def test_a_file_in_use_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("notification.store.sqlite_file.BUSY_SECONDS", 0.1)
    file = SqliteFile(path, DOMAIN)
    with pytest.raises(CannotServe, match="stop the service that uses this one"):
        SqliteFile(path, DOMAIN)
    file.close()


def test_what_is_no_database_is_named(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"x" * 5000)
    with pytest.raises(CannotServe, match=r"^data: cannot use .*kept\.db: file is not a database; "):
        SqliteFile(path, DOMAIN)
    with pytest.raises(CannotServe, match=r"^data: cannot use "):
        SqliteFile(path / "below", DOMAIN)
