"""`finesse-lab gadget`: what it asks of the lab, and what it prints."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from lab.cli import app
from lab.testing.processes import free_offset
from tests.lab.conftest import CONSOLE, Told

CLOCK = {"name": "clock", "url": "/3rdpartygadget/files/clock/Clock.xml", "role": "agent", "tab": ""}


@pytest.fixture
def told(told: Told) -> Told:
    told.answer = CLOCK
    return told


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["gadget", *arguments])
    return result.exit_code, result.output


def test_a_path_is_told_from_the_root_on(told: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("add", "clock@agent") == (0, "clock  agent/first tab  /3rdpartygadget/files/clock/Clock.xml\n")
    assert told.asked == [(CONSOLE, "POST", "gadgets", {"gadget": f"{tmp_path}/clock@agent"})]


def test_an_address_is_told_as_it_is_and_a_note_is_printed_too(told: Told) -> None:
    told.answer = CLOCK | {"note": "too large", "folder": "/mine/clock"}
    code, output = run("add", "http://localhost:5173/g.xml@all/home")
    assert code == 0
    assert "/mine/clock\n" in output
    assert "too large\n" in output
    assert told.asked == [(CONSOLE, "POST", "gadgets", {"gadget": "http://localhost:5173/g.xml@all/home"})]


def test_a_gadget_is_removed_by_its_name(told: Told) -> None:
    assert run("remove", "a/b") == (0, "clock removed\n")
    assert told.asked == [(CONSOLE, "DELETE", "gadgets/a%2Fb", None)]


def test_gadgets_are_listed(told: Told) -> None:
    told.answer = {"gadgets": [CLOCK, CLOCK | {"name": "other", "tab": "home"}]}
    code, output = run("list")
    assert (code, [line.split("  ")[:2] for line in output.splitlines()]) == (
        0,
        [["clock", "agent/first tab"], ["other", "agent/home"]],
    )


def test_a_gadget_that_is_none_keeps_the_lab_from_starting(tmp_path: Path) -> None:
    nobody = str(free_offset())
    result = CliRunner().invoke(
        app, ["up", "--home", str(tmp_path), "--port-offset", nobody, "--gadget", str(tmp_path / "none")]
    )
    assert "--gadget" in str(result.exception)
