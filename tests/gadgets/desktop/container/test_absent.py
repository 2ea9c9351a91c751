"""What stands where there is nothing yet, in a browser."""

from __future__ import annotations

from tests.gadgets.desktop.desktop_page import Desktop
from tests.gadgets.desktop.fake_finesse import FakeFinesse
from tests.gadgets.desktop.test_accessibility import is_sound
from tests.gadgets.desktop.test_gadgets import STATE, layout, tab
from tests.in_a_browser import IN_A_BROWSER, expect

pytestmark = IN_A_BROWSER


async def test_what_is_not_there_yet_says_so_in_words(desktop: Desktop, server: FakeFinesse) -> None:
    chat = '<headercolumn width="50px"><component id="chat"><url>/desktop/scripts/js/chat.component.js</url>'
    server.layout = layout(
        tab("<gadget id='team'>/desktop/scripts/js/teamPerformance.js</gadget>")
        + tab("<!-- nothing -->", id="b", label="B"),
        header=f"{STATE}{chat}</component></headercolumn>",
    )
    await desktop.sign_in()
    await expect(desktop.page.locator("#team")).to_contain_text("You supervise no team.")
    await desktop.page.get_by_role("button", name="Desktop chat").click()
    await expect(desktop.part("gadget-notification")).to_contain_text("This version does not have them yet.")
    await is_sound(desktop.page)
    await desktop.page.get_by_role("tab", name="B").click()
    await expect(desktop.page.locator("#panel_b")).to_have_text("The layout has no gadgets on this tab.")
    assert desktop.complaints == []
