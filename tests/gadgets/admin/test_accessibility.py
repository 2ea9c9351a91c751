"""Every screen of the console and its first form, in Spanish, enlarged and on a projector."""

from __future__ import annotations

import pytest

from tests.gadgets.admin.console_page import Console
from tests.gadgets.sound import is_sound
from tests.in_a_browser import IN_A_BROWSER, expect

pytestmark = IN_A_BROWSER

WORDS = "/cfadmin/scripts/admin/texts/es_ES.js"
# The last: widths that a layout has, and names of properties.
OWN = ("English", "administrator", "localhost", r"\d+px", r"[a-z]+(?:[A-Z]+[a-z]*)+")


@pytest.mark.parametrize("width", [320, 1280])
async def test_every_screen_and_what_it_makes(console: Console, width: int) -> None:
    page = console.page
    await page.set_viewport_size({"width": width, "height": 720})
    await console.open("?locale=es_ES")
    await is_sound(page, WORDS, *OWN)
    await console.give()
    await console.until_shown()
    screens = await page.locator(".admin-tab").evaluate_all("(all) => all.map((one) => one.hash)")
    for screen in screens:
        await page.locator(f".admin-tab[href='{screen}']").click()
        await console.until_shown()
        await is_sound(page)  # keys and names of what is configured are in no language
        new = page.locator("[data-testid$='-new']:visible").first
        if await new.count():
            await new.click()
            await expect(page.locator("form:visible").first).to_be_visible()
            await is_sound(page)  # keys and names of what is configured are in no language
            await page.keyboard.press("Escape")
