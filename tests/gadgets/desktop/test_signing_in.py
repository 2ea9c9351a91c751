"""The sign-in page: its fields, what refuses a sign-in, and its language."""

from __future__ import annotations

import re

import pytest

from tests.gadgets.desktop.desktop_page import Desktop
from tests.gadgets.desktop.fake_finesse import FakeFinesse
from tests.in_a_browser import IN_A_BROWSER, expect

pytestmark = IN_A_BROWSER


async def test_the_button_waits_for_all_three_fields(desktop: Desktop) -> None:
    await desktop.open()
    for name, text in (("username", "agent1"), ("password", "finesse"), ("extension", "1001")):
        await expect(desktop.part("sign-in")).to_be_disabled()
        await desktop.part(name).fill(text)
    await expect(desktop.part("sign-in")).to_be_enabled()
    await desktop.part("username").fill("a;b")
    await expect(desktop.part("sign-in")).to_be_disabled()
    await expect(desktop.page.get_by_text("No spaces, and none of these")).to_be_visible()


async def test_each_failure_to_sign_in_is_told_by_its_kind(desktop: Desktop, server: FakeFinesse) -> None:
    async def fails(words: str, at: str = "sign-in") -> None:
        """That is told, at the part of the form that then has the cursor."""
        await desktop.part("sign-in").click()
        await expect(desktop.part("sign-in-error")).to_contain_text(words)
        await expect(desktop.part("sign-in")).to_be_enabled()
        await expect(desktop.part(at)).to_be_focused()
        for name in ("username", "password", "extension"):
            wrong = str(name == at).lower()
            await expect(desktop.part(name)).to_have_attribute("aria-invalid", wrong)
        beside = desktop.page.locator(".field", has=desktop.part("sign-in-error"))
        await expect(beside).to_have_count(int(at != "sign-in"))
        if at != "sign-in":
            await expect(beside.get_by_test_id(at)).to_have_attribute("aria-describedby", "sign-in-error")

    await desktop.open()
    await desktop.fill(password="wrong")
    await fails("The username or the password is not right.", "password")
    await desktop.page.keyboard.type("finesse")
    await expect(desktop.part("sign-in-error")).to_be_hidden()
    await desktop.fill(extension="9999")
    await fails("Extension 9999 cannot be used", "extension")
    await expect(desktop.part("error-code")).to_have_text(
        "Invalid Device · CF_INVALID_LOGON_DEVICE_SPECIFIED · 260"
    )
    await desktop.fill(extension="x")
    await fails("“x” is not an extension.", "extension")
    await desktop.fill()
    server.answers["LOGIN"] = 400
    await fails("This cannot be done in the present state.")
    await expect(desktop.part("error-code")).to_have_text("400 · Invalid State · not now")
    server.answers.clear()
    await desktop.part("username").fill("administrator")
    await fails("“administrator” is no agent.", "username")
    server.in_service = False
    await desktop.fill()
    await fails("The server is out of service.")
    server.in_service = True
    server.notifications.down = True
    await fails("The notification service at localhost:")
    link = desktop.part("sign-in-error").get_by_role("link")
    assert re.fullmatch(r"https://localhost:\d+/http-bind", await link.get_attribute("href") or "")
    server.notifications.down = False
    server.notifications.pages = False  # as where a browser does not trust that port's certificate
    await fails("The notification service at localhost:")
    await expect(link).to_be_visible()
    server.notifications.pages = True
    await desktop.part("sign-in").click()
    await expect(desktop.part("agent-state")).to_have_text("Not Ready")


async def test_a_server_out_of_service_is_told_before_anybody_signs_in(
    desktop: Desktop, server: FakeFinesse
) -> None:
    server.in_service = False
    await desktop.open()
    words = desktop.page.get_by_text("The server is out of service.")
    await expect(words).to_be_visible()
    await desktop.fill()
    await desktop.part("sign-in").click()
    await expect(desktop.part("sign-in-error")).to_contain_text("The server is out of service.")
    await expect(words.filter(visible=True)).to_have_count(1)
    await desktop.fill(password="wrong")
    server.in_service = True
    await desktop.part("sign-in").click()
    await expect(desktop.part("sign-in-error")).to_contain_text("not right")
    await expect(words).to_be_hidden()


async def test_spanish_is_spoken_where_the_address_asks_for_it(desktop: Desktop) -> None:
    await desktop.sign_in("/desktop?locale=es_ES")
    await expect(desktop.part("agent-state")).to_have_text("No listo")
    assert desktop.page.url.endswith("/desktop/container/?locale=es_ES")
    assert await desktop.page.evaluate("document.documentElement.lang") == "es-ES"


@pytest.mark.parametrize("language", ["es-MX"])
async def test_spanish_is_spoken_to_a_spanish_browser(desktop: Desktop) -> None:
    await desktop.open()
    await expect(desktop.part("sign-in")).to_have_text("Iniciar sesión")
    await desktop.page.get_by_role("link", name="English").click()
    await expect(desktop.part("sign-in")).to_have_text("Sign In")
