"""`finesse-lab gadget check`: what it prints, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from lab.cli import app
from lab.gadget_check import run as run_module
from lab.gadget_check.browser import Loaded, NoBrowser
from tests.lab.gadget_check.gadgets import spec

FINE = Loaded(on_connect=True, load_ms=120, connect_ms=90)


def gadget(folder: Path, xml: str) -> Path:
    (folder / "Clock.xml").write_text(xml)
    (folder / "Clock.xml").chmod(0o644)
    return folder


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["gadget", "check", *arguments])
    return result.exit_code, result.output


def test_a_gadget_that_is_right_ends_with_0(tmp_path: Path) -> None:
    assert run(str(gadget(tmp_path, spec())), "--no-browser") == (0, "Clock.xml: nothing to complain of\n")


def test_the_option_of_all_verbs_is_taken_and_changes_nothing(tmp_path: Path) -> None:
    folder = str(gadget(tmp_path, spec()))
    assert run(folder, "--no-browser", "--port-offset", "1000") == (0, "Clock.xml: nothing to complain of\n")


def test_an_error_is_told_at_its_line_with_its_cure_and_ends_with_1(tmp_path: Path) -> None:
    code, output = run(str(gadget(tmp_path, spec(script="alert(1);"))), "--no-browser")
    assert code == 1
    assert (
        "Clock.xml:14: error: alert() stops the desktop [blocking-dialog]\n    show it in the gadget"
        in output
    )
    assert output.endswith("Clock.xml: 1 error\n")


def test_a_warning_ends_with_1_only_where_it_is_strict(tmp_path: Path) -> None:
    folder = str(gadget(tmp_path, spec(script="const id = user._id;")))
    assert run(folder, "--no-browser")[0] == 0
    assert run(folder, "--no-browser", "--strict")[0] == 1


def test_for_programs_it_is_json_of_a_form_that_stays(tmp_path: Path) -> None:
    code, output = run(str(gadget(tmp_path, spec(script="alert(1);"))), "--no-browser", "--json")
    assert code == 1
    assert json.loads(output) == {
        "version": 1,
        "gadget": str(tmp_path / "Clock.xml"),
        "counts": {"error": 1, "warning": 0, "advice": 0},
        "findings": [
            {
                "rule": "blocking-dialog",
                "severity": "error",
                "file": "Clock.xml",
                "line": 14,
                "text": "alert() stops the desktop",
                "cure": "show it in the gadget; a dialog of the browser stops the whole desktop",
            }
        ],
        "browser": None,
    }


def test_where_there_is_no_gadget_it_ends_with_bad_usage(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["gadget", "check", str(tmp_path)])
    assert "PATH: " in str(result.exception)


def test_of_an_address_it_asks_for_the_files() -> None:
    result = CliRunner().invoke(app, ["gadget", "check", "http://localhost:5173/gadget.xml"])
    assert "give the folder" in str(result.exception)


@pytest.mark.parametrize(
    ("loaded", "code", "said"),
    [
        (FINE, 0, "browser: loaded in 120 ms; onConnect after 90 ms"),
        (Loaded(load_ms=120), 0, "onConnect was not called"),
        (Loaded(load_ms=1, console=["x is not defined"]), 1, "browser: error: console: x is not defined"),
        (Loaded(load_ms=1, console=["x", "y"]), 1, "Clock.xml: 2 errors in the browser"),
        (Loaded(load_ms=1, requests=["GET /a.js: 404"]), 1, "browser: error: request: GET /a.js: 404"),
        (Loaded(failure="not found"), 1, "does not show the gadget: not found"),
        (Loaded(), 1, "was not loaded within 20 s"),
    ],
)
def test_what_became_of_it_in_a_browser_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, loaded: Loaded, code: int, said: str
) -> None:
    monkeypatch.setattr(run_module, "load", lambda spec: loaded)
    ended, output = run(str(gadget(tmp_path, spec())))
    assert (ended, said in output) == (code, True), output
    told = json.loads(run(str(tmp_path), "--json")[1])["browser"]
    assert told == loaded.as_json()


def test_without_a_browser_the_review_is_all_and_it_says_how_to_get_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(spec: Path) -> Loaded:
        raise NoBrowser("there is no Chromium: install one")

    monkeypatch.setattr(run_module, "load", none)
    code, output = run(str(gadget(tmp_path, spec())))
    assert code == 0
    assert "not loaded in a browser: there is no Chromium: install one" in output
