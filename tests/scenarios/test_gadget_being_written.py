"""A gadget written from the page for newcomers alone: shown, changed, and shown anew in an open desktop."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from lab.testing.browser import desktops
from lab.testing.running_lab import RunningLab
from tests.in_a_browser import expect

PAGE = Path(__file__).parents[2] / "docs" / "first-gadget.md"
FILES = {"xml": "Hello.xml", "js": "hello.js", "css": "hello.css"}


@pytest.fixture
def hello(tmp_path: Path) -> Path:
    """The gadget's files, as the page has them."""
    folder = tmp_path / "my-gadget"
    folder.mkdir()
    blocks = re.findall(r"```(xml|js|css)\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    for kind, text in blocks[:3]:
        (folder / FILES[kind]).write_text(text)
        (folder / FILES[kind]).chmod(0o644)
    return folder


@pytest.mark.browser
async def test_a_newcomer_s_gadget_shows_calls_and_changes_while_it_is_written(
    lab_in_loop: RunningLab, hello: Path, measured: Callable[[str, float], None]
) -> None:
    lab = lab_in_loop
    await lab.add_gadget(hello)
    async with desktops() as browser:
        desktop = await browser.open()
        await desktop.sign_in(lab, "agent1", lab.people.passwords["agent1"], lab.people.extensions["agent1"])
        gadget = desktop.page.frame_locator('iframe[src*="Hello.xml"]')
        await expect(gadget.locator("#name")).to_have_text("Anna")
        await expect(gadget.locator("#state")).to_have_text("NOT_READY")
        await expect(desktop.page.get_by_text("Hello", exact=True)).to_be_visible()
        await desktop.go_ready()
        await expect(gadget.locator("#state")).to_have_text("READY")
        await lab.call("5551234", "6001")
        await expect(gadget.locator("#calls li")).to_contain_text("5551234 calls")

        began = time.monotonic()
        script = hello / "hello.js"
        script.write_text(script.read_text().replace("calls ${dialog", "rings at ${dialog"))
        await expect(gadget.locator("#calls li")).to_contain_text("5551234 rings at")
        measured("from saving a file to the gadget with its call", time.monotonic() - began)

        await lab.remove_gadget("Hello")
        await expect(desktop.page.locator('iframe[src*="Hello.xml"]')).to_have_count(0)
        assert desktop.complaints == []
