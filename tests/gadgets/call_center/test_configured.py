"""What an administrator sets in the console, desktops have from their next start on."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import Browser, Page

from lab.testing.browser import BrowserDesktops
from tests.gadgets.call_center.seat import CallCenter, Seat
from tests.in_a_browser import IN_A_BROWSER, expect

pytestmark = IN_A_BROWSER

ADMINISTRATOR = "administrator"
TITLE = '<config key="title" value="Cisco Finesse"/>'
TAB = "<tab><id>tools</id><icon>storage</icon><label>Our tools</label></tab>"
MISSING = "<gadget>/3rdpartygadget/files/nothing/here.xml</gadget>"


@pytest_asyncio.fixture(loop_scope="module")
async def console(browser: Browser, center: CallCenter) -> AsyncIterator[Page]:
    """An administrator at the console; in the end everything is configured as it was."""
    page = (await BrowserDesktops(browser).open()).page
    await page.goto(f"{center.lab.desktop.removesuffix('/desktop')}/cfadmin#/layout")
    await page.get_by_test_id("admin-user").fill(ADMINISTRATOR)
    await page.get_by_test_id("admin-password").fill(center.lab.people.passwords[ADMINISTRATOR])
    await page.get_by_test_id("admin-sign-in").click()
    await page.get_by_test_id("layout-text").wait_for()
    yield page
    await page.goto("about:blank")
    await page.context.close()
    await center.lab.ask("PUT", "properties", {"values": {"title": None}})


async def written(page: Page, text: str) -> None:
    """Put a text into the editor, and save it."""
    await page.get_by_test_id("layout-text").locator("textarea").focus()
    await page.keyboard.press("ControlOrMeta+a")
    await page.keyboard.insert_text(text)
    await page.get_by_test_id("layout-save").click()
    await expect(page.get_by_test_id("notice").filter(has_text="is saved")).not_to_have_count(0)


async def restarted(seat: Seat) -> None:
    """A reload signs in again."""
    await seat.desktop.page.reload()
    await seat.part("agent-state").wait_for()


async def test_a_saved_layout_and_a_property_are_seen_at_the_next_start(
    center: CallCenter, console: Page
) -> None:
    rest = center.lab.rest(ADMINISTRATOR)
    layout = (await rest.get("/LayoutConfig/default")).findtext("layoutxml") or ""
    text = layout.replace(TITLE, "").replace("</tabs>", f"{TAB}</tabs>", 1)
    await written(console, text.replace("<gadgets>", f"<gadgets>{MISSING}", 1))
    await center.lab.ask("PUT", "properties", {"values": {"title": "The <b>desk</b>"}})
    page = center.agent1.desktop.page
    try:
        await restarted(center.agent1)
        await expect(page.get_by_role("heading", level=1)).to_have_text("The <b>desk</b>")
        await expect(page.get_by_role("tab", name="Our tools")).to_be_visible()
        failed = page.get_by_test_id("gadget-error").filter(has_text="/3rdpartygadget/files/nothing/here.xml")
        await expect(failed).to_be_visible()
    finally:
        await written(console, layout)
        await restarted(center.agent1)
    await expect(page.get_by_role("heading", level=1)).to_have_text("Cisco Finesse")
    await expect(page.get_by_role("tab", name="Our tools")).to_have_count(0)
