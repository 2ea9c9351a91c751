"""A gadget loaded in a lab of its own, in headless Chromium."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from lab.gadget_check import browser
from lab.gadget_check.browser import NoBrowser, load, must_have_one
from tests.lab.gadget_check.gadgets import spec


def gadget(folder: Path, xml: str) -> Path:
    file = folder / "Clock.xml"
    file.write_text(xml)
    file.chmod(0o644)
    return file


@pytest.mark.browser
def test_what_a_gadget_does_there_is_told(tmp_path: Path) -> None:
    loaded = load(gadget(tmp_path, spec('<img src="none.png">', script="setTimeout(() => undefinedCall());")))
    assert loaded.on_connect
    assert loaded.load_ms is not None
    assert loaded.failure == ""
    assert [each for each in loaded.console if "undefinedCall" in each]
    assert [each.rpartition("/")[2] for each in loaded.requests] == ["none.png: 404"]
    assert not loaded.is_fine


@pytest.mark.browser
def test_a_script_that_cannot_be_read_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "clock.js").write_text("const clock = 1;\nclock();\n")
    (tmp_path / "broken.js").write_text("const broken = 1;\nshow(;\n")
    scripts = '<script src="clock.js"></script><script src="broken.js"></script>'
    loaded = load(gadget(tmp_path, spec(scripts)))
    assert loaded.console == [
        "TypeError: clock is not a function (clock.js:2)",
        "SyntaxError: Unexpected token ';' (broken.js:2)",
    ]


@pytest.mark.browser
def test_a_gadget_that_the_server_does_not_show_is_told_with_the_reason(tmp_path: Path) -> None:
    loaded = load(gadget(tmp_path, spec().replace("</Module>", "")))
    assert "not well-formed" in loaded.failure
    assert not loaded.is_fine


def test_without_chromium_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(NoBrowser, match="apt-get install chromium"):
        must_have_one()


def test_without_playwright_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(NoBrowser, match="pip install playwright"):
        must_have_one()
