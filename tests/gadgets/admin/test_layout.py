"""The desktop's layout in the console: written, checked, drawn, saved, and seen at desktops."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio
from playwright.async_api import Browser

from finesse.model.configuration.layout_config import default_layout
from tests.gadgets.admin.console_page import Console, a_console
from tests.gadgets.sound import violations
from tests.in_a_browser import IN_A_BROWSER, expect

pytestmark = IN_A_BROWSER

LAYOUT = default_layout()
MISSING = "<gadget>/3rdpartygadget/files/nothing/here.xml</gadget>"


@pytest_asyncio.fixture(loop_scope="module")
async def console(browser: Browser, tmp_path: Path) -> AsyncIterator[Console]:
    async with a_console(browser, tmp_path, third_party=tmp_path / "files") as opened:
        yield opened


async def write(console: Console, text: str) -> None:
    """In the place of what is there, as somebody who pastes does."""
    field = console.part("layout-text").locator("textarea")
    await field.focus()
    await console.page.keyboard.press("ControlOrMeta+a")
    await console.page.keyboard.insert_text(text)


async def kept(console: Console) -> str | None:
    found = await console.node.get("/LayoutConfig/default", user="administrator")
    return found.findtext("layoutxml")


async def test_a_layout_is_written_drawn_and_saved_though_a_gadget_of_it_is_missing(console: Console) -> None:
    await console.sign_in("layout")
    await expect(console.part("preview-role-Agent")).to_have_attribute("aria-pressed", "true")
    await expect(console.part("layout-save")).to_be_disabled()
    tab = "<tab><id>tools</id><icon>storage</icon><label>&lt;b&gt;Tools</label></tab>"
    text = LAYOUT.replace("</tabs>", f"{tab}</tabs>", 1).replace("<page>", f"<page>{MISSING}", 1)
    text = text.replace("Cisco Finesse", "Our desk")
    await write(console, text)
    warning = console.part("layout-problem").filter(has_text="There is no file /3rdpartygadget")
    await expect(warning).to_have_attribute("data-kind", "warning")
    piece = console.part("preview-piece").filter(has_text="here.xml")
    await expect(piece).to_have_attribute("data-kind", "warning")
    await console.part("preview-tab-tools").click()
    await expect(console.part("preview-tab-tools")).to_have_text("<b>Tools")
    await expect(console.part("preview-columns")).to_have_text("This tab is empty.")
    assert await violations(console.page) == []
    await console.part("preview-role-Supervisor").click()
    await expect(console.part("preview-tab-tools")).to_have_count(0)
    await console.part("layout-save").click()
    await console.until_said("The layout is saved.")
    assert await kept(console) == text
    agents = await console.node.get("/User/agent1/LayoutConfig")
    assert agents.findtext("layoutxml") == text  # what his desktop is made of at the next sign-in
    await expect(console.part("layout-save")).to_be_disabled()
    assert console.complaints == []


async def test_what_is_wrong_is_told_at_its_line_and_not_saved(console: Console) -> None:
    await console.sign_in("layout")
    lines = LAYOUT.split("\n")
    at = next(number for number, line in enumerate(lines) if "<icon>" in line)
    lines[at] = lines[at].replace("</icon>", "</ikon>")
    await write(console, "\n".join(lines))
    problem = console.part("layout-problem").filter(has_text="</ikon> stands where </icon>")
    await expect(problem).to_have_attribute("data-line", str(at + 1))
    await expect(console.part("preview-stale")).to_be_visible()
    mark = console.part("layout-text").locator(".ace_gutter-cell.ace_error")
    await console.part("layout-save").click()
    await expect(problem).to_be_focused()
    assert await kept(console) == LAYOUT
    await console.page.keyboard.press("Enter")
    await expect(console.part("layout-text").locator("textarea")).to_be_focused()
    await expect(mark).to_have_text(str(at + 1))
    await console.part("tab-reasons").click()
    await console.answer("no")
    await console.part("layout-revert").click()
    await console.answer("yes")
    await expect(console.part("layout-summary")).to_have_attribute("data-kind", "warnings")
    await expect(console.part("layout-problem").filter(has_text="ikon")).to_have_count(0)
    assert console.complaints == []


async def test_the_default_layout_is_looked_at_and_put_back(console: Console) -> None:
    other = LAYOUT.replace("Cisco Finesse", "Other").replace("&", "&amp;").replace("<", "&lt;")
    body = f"<LayoutConfig><layoutxml>{other}</layoutxml></LayoutConfig>"
    await console.node.ask("PUT", "/LayoutConfig/default", body, user="administrator")
    await console.sign_in("layout")
    await console.part("layout-viewDefault").click()
    await expect(console.part("layout-default")).to_contain_text('value="Cisco Finesse"')
    await console.page.keyboard.press("Escape")
    await console.part("layout-restoreDefault").click()
    await console.answer("yes")
    await console.part("layout-save").click()
    await console.until_said("The layout is saved.")
    assert await kept(console) == LAYOUT


async def test_the_keyboard_leaves_the_text_and_finds_in_it(console: Console) -> None:
    await console.sign_in("layout")
    field = console.part("layout-text").locator("textarea")
    await field.focus()
    await console.page.keyboard.press("Tab")  # a letter of the text
    await expect(field).to_be_focused()
    await console.page.keyboard.press("Escape")
    await expect(field).not_to_be_focused()
    await console.page.keyboard.press("Tab")
    await expect(console.part("layout-text").locator(":focus")).to_have_count(0)
    await console.part("layout-find").click()
    await expect(console.page.locator(".ace_search_field:focus")).to_have_attribute("placeholder", "Find")


async def test_the_secondary_node_shows_the_layout_and_changes_nothing(
    browser: Browser, tmp_path: Path
) -> None:
    names = {"host": "lab-b", "primary_host": "lab-a", "secondary_host": "lab-b"}
    async with a_console(browser, tmp_path, **names) as console:
        await console.sign_in("layout")
        await expect(console.part("layout-problem").first).to_be_visible()
        await expect(console.part("layout-save")).to_have_count(0)
        await expect(console.part("layout-restoreDefault")).to_have_count(0)
        await console.part("tab-properties").click()
        await expect(console.part("field-forceWrapUp")).to_be_disabled()
        await expect(console.part("form-save")).to_have_count(0)
