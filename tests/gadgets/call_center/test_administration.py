"""What the administrator configures, seen at the desktops from their next sign-in."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page

from lab.testing.browser import BrowserDesktops
from tests.gadgets.call_center.seat import CallCenter, Seat
from tests.in_a_browser import IN_A_BROWSER, expect

pytestmark = [*IN_A_BROWSER, pytest.mark.processes]


@pytest_asyncio.fixture(loop_scope="module")
async def console(browser: Browser, center: CallCenter) -> AsyncIterator[Page]:
    """The console, signed in to by its keys alone."""
    page = (await BrowserDesktops(browser).open()).page
    await page.goto(center.lab.desktop.replace("/desktop", "/cfadmin"))
    await expect(page.get_by_test_id("admin-user")).to_be_focused()
    await page.keyboard.type("administrator")
    await page.keyboard.press("Tab")
    await page.keyboard.type(center.lab.people.passwords["agent1"])
    await page.keyboard.press("Enter")
    await page.get_by_test_id("admin-name").wait_for()
    yield page
    await page.context.close()


async def opened(console: Page, screen: str) -> None:
    await console.get_by_test_id(f"tab-{screen}").focus()
    await console.keyboard.press("Enter")
    await expect(console.get_by_test_id("screen")).not_to_have_attribute("aria-busy", "true")


async def removed(console: Page, of: str, text: str) -> None:
    row = console.get_by_test_id(f"{of}-row").filter(has_text=text)
    await row.get_by_test_id(f"{of}-remove").click()
    await console.get_by_test_id("question-yes").click()
    await expect(row).to_have_count(0)


async def test_a_reason_that_is_created_by_the_keyboard_is_offered_at_the_next_sign_in(
    console: Page, agent1: Seat
) -> None:
    await opened(console, "reasons")
    await console.get_by_test_id("notReady-new").focus()
    await console.keyboard.press("Enter")
    await console.keyboard.type("Fire drill")
    await console.keyboard.press("Tab")
    await console.keyboard.press("Tab")
    await expect(console.get_by_test_id("field-forAll")).to_be_focused()
    await console.keyboard.press("Enter")
    await expect(console.get_by_test_id("notReady-row").filter(has_text="Fire drill")).to_be_visible()
    await agent1.desktop.page.reload()
    await agent1.part("state-menu").click()
    await agent1.part("state-not-ready").filter(has_text="Fire drill").click()
    await expect(agent1.part("agent-reason")).to_contain_text("Fire drill")
    await removed(console, "notReady", "Fire drill")
    await agent1.desktop.page.reload()
    await agent1.part("state-menu").click()
    await expect(agent1.part("state-not-ready").first).to_be_visible()
    await expect(agent1.part("state-not-ready").filter(has_text="Fire drill")).to_have_count(0)


async def test_a_phone_book_that_is_imported_is_searched_by_the_dialler_after_the_next_sign_in(
    console: Page, agent1: Seat
) -> None:
    await opened(console, "phone-books")
    await console.get_by_test_id("phoneBooks-new").click()
    await console.get_by_test_id("field-name").fill("Suppliers")
    await console.get_by_test_id("form-save").click()
    await expect(console.get_by_test_id("contacts-of")).to_have_text("Suppliers")
    lines = b'"First Name","Last Name","Phone Number","Notes"\r\nZo\xeb,Supplier <b>,95557001,Paper\r\n'
    file = {"name": "suppliers.csv", "mimeType": "text/csv", "buffer": lines}
    await console.get_by_test_id("import-file").set_input_files([file])
    await console.get_by_test_id("question-yes").click()
    await expect(console.get_by_test_id("contacts-row")).to_contain_text("Supplier <b>")
    await agent1.desktop.page.reload()
    await agent1.part("agent-state").wait_for()
    await agent1.press("Control+Alt+O")
    await agent1.part("phone-book-search").fill("Zoë")
    await expect(agent1.part("contact")).to_contain_text("Zoë Supplier <b>")
    await agent1.press("Escape")
    await removed(console, "phoneBooks", "Suppliers")


async def test_a_layout_that_is_changed_shows_the_next_call_another_way_after_the_next_sign_in(
    console: Page, agent1: Seat
) -> None:
    await opened(console, "call-variables")
    default = console.get_by_test_id("layouts-row").filter(has_text="(Default)")
    await default.get_by_test_id("layouts-open").click()
    await console.get_by_test_id("header-variable").select_option("callVariable7")
    await console.get_by_test_id("form-save").click()
    await expect(default).to_be_visible()
    await agent1.desktop.page.reload()
    await agent1.part("agent-state").wait_for()
    await agent1.takes_a_call(callVariable1="One", callVariable7="Seven")
    await expect(agent1.part("call-header")).to_have_text("Seven")
    await default.get_by_test_id("layouts-open").click()
    await console.get_by_test_id("header-variable").select_option("callVariable1")
    await console.get_by_test_id("form-save").click()
    await expect(default).to_be_visible()
