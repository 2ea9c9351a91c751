"""The console's frame: who comes in, what the secondary node allows, and when it ends."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import Browser

from tests.gadgets.admin.console_page import Console, a_console
from tests.in_a_browser import IN_A_BROWSER, expect

pytestmark = IN_A_BROWSER


async def test_only_an_administrator_comes_in_and_a_reload_asks_nothing(console: Console) -> None:
    await console.open("#/reasons")
    error = console.part("admin-sign-in-error")
    await console.give(password="wrong")
    await expect(error).to_contain_text("The ID or the password is not right.")
    await expect(console.part("admin-password")).to_have_attribute("aria-invalid", "true")
    await console.give(user="supervisor1")
    await expect(error).to_contain_text("This is an agent’s account.")
    await expect(console.part("admin-user")).to_be_focused()
    await console.give()
    await expect(console.part("screen-title")).to_have_text("Reasons")
    await console.page.reload()
    await console.until_shown()
    await expect(console.part("admin-name")).to_have_text("administrator")
    await console.part("admin-sign-out").click()
    await expect(console.part("admin-user")).to_have_value("")
    assert await console.page.evaluate("sessionStorage.length") == 0
    await console.page.reload()
    await expect(console.part("admin-user")).to_be_visible()


async def test_who_does_nothing_for_half_an_hour_is_signed_out_and_told_why(console: Console) -> None:
    await console.page.clock.install()
    await console.sign_in()
    await console.page.clock.fast_forward("29:30")
    await console.page.keyboard.press("Shift")
    await console.page.clock.fast_forward("29:30")
    await expect(console.part("admin-name")).to_be_visible()
    await console.page.clock.fast_forward("01:00")
    await expect(console.part("admin-farewell")).to_contain_text("nothing happened for a while")
    assert await console.page.evaluate("sessionStorage.length") == 0


async def test_a_password_that_the_server_takes_no_more_ends_the_session(console: Console) -> None:
    await console.sign_in("reasons")
    await console.page.route("**/finesse/api/**", lambda route: route.fulfill(status=401, body=""))
    await console.part("notReady-refresh").click()
    await expect(console.part("admin-farewell")).to_contain_text("no longer accepts your password")


async def test_what_cannot_be_loaded_is_said_and_can_be_tried_again(console: Console) -> None:
    await console.open("#/reasons")
    await console.page.route("**/finesse/api/ReasonCodes?*", lambda route: route.abort())
    await console.give()
    await expect(console.part("screen-failed")).to_contain_text("The server does not answer.")
    await console.page.unroute("**/finesse/api/ReasonCodes?*")
    await console.page.get_by_role("button", name="Try again").click()
    await expect(console.part("notReady")).to_be_visible()


async def test_the_secondary_node_shows_everything_and_changes_nothing(
    browser: Browser, tmp_path: Path
) -> None:
    names = {"host": "lab-b", "primary_host": "lab-a", "secondary_host": "lab-b"}
    banner = "Authorised <b>staff</b> only."
    async with a_console(browser, tmp_path, **names, admin_security_banner_message=banner) as console:
        await console.open("#/reasons")
        await expect(console.part("security-banner")).to_have_text(banner)
        await console.give()
        await expect(console.part("read-only")).to_contain_text("sign in at lab-a")
        await expect(console.part("notReady-row").first).to_be_visible()
        for name in ("notReady-new", "notReady-edit", "notReady-remove", "notReady-open"):
            await expect(console.part(name)).to_have_count(0)
        await console.part("tab-call-variables").click()
        await console.part("layouts-open").first.click()
        await expect(console.part("field-name")).to_have_attribute("readonly", "")
        await expect(console.part("left-variable").first).to_be_disabled()
        for name in ("form-save", "left-add-row", "left-remove-row"):
            await expect(console.part(name)).to_have_count(0)
        assert console.complaints == []


@pytest.mark.parametrize(("query", "title"), [("", "Reasons"), ("?locale=es_ES", "Motivos")])
async def test_the_console_speaks_the_language_that_is_asked_for(
    console: Console, query: str, title: str
) -> None:
    await console.sign_in("reasons", query)
    await expect(console.part("screen-title")).to_have_text(title)
    assert console.complaints == []
