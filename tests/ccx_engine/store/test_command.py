"""`python -m ccx_engine.store`."""

from __future__ import annotations

from pathlib import Path

import pytest

from ccx_engine.store.command import VARIABLE, main
from vos.centre import SAMPLE


def run(*arguments: object, database: str) -> int:
    return main([str(each) for each in arguments], {VARIABLE: database})


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A centre's file to change."""
    file = tmp_path / "centre.toml"
    file.write_text(SAMPLE.read_text())
    return file


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))


def test_apply_says_what_it_changed(
    database_url: str, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("apply", file, database=database_url) == 0
    assert "teams: added 1, 2\n" in capsys.readouterr().out
    replace(file, 'name = "Support_CSQ"', 'name = "Help_CSQ"')
    replace(file, "[[rmcm.skills]]", '[[rmcm.skills]]\nid = 3\nname = "Billing"\n\n[[rmcm.skills]]')
    assert run("apply", file, database=database_url) == 0
    assert capsys.readouterr().out == "skills: added 3\ncsqs: changed 1\nthis is revision 2\n"
    assert run("apply", file, database=database_url) == 0
    assert capsys.readouterr().out == "nothing changed; this is revision 2\n"


def test_what_is_shown_can_be_applied(
    database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("apply", SAMPLE, database=database_url)
    capsys.readouterr()
    assert run("show", database=database_url) == 0
    shown = tmp_path / "shown.toml"
    shown.write_text(capsys.readouterr().out)
    assert shown.read_text().startswith("# revision 1\n[rmcm]\n")
    assert run("apply", shown, database=database_url) == 0
    assert capsys.readouterr().out == "nothing changed; this is revision 1\n"


def test_a_wrong_file_is_refused_in_one_line(
    database_url: str, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    replace(file, "csqs = [1]", "csqs = [7]")
    assert run("apply", file, database=database_url) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == (
        "python -m ccx_engine.store: centre: centre.toml: rmcm: team 1 names csq 7, which does not exist\n"
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [("[cucm]\n", "has no table [rmcm]"), ("[rmcm\n", "is not valid TOML"), (None, "cannot read")],
)
def test_a_file_that_cannot_be_read_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str | None, message: str
) -> None:
    file = tmp_path / "centre.toml"
    if text is not None:
        file.write_text(text)
    assert run("apply", file, database=f"sqlite:///{tmp_path}/rmcm.db") == 2
    error = capsys.readouterr().err
    assert message in error
    assert error.count("\n") == 1
    assert not (tmp_path / "rmcm.db").exists()


def test_a_database_that_cannot_be_opened_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("show", database="nonsense") == 2
    assert capsys.readouterr().err.startswith("python -m ccx_engine.store: database: this is no address")


def test_a_database_has_to_be_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show"], {}) == 2
    assert "CCX_DATABASE" in capsys.readouterr().err
