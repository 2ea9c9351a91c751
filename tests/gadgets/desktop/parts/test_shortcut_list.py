"""The keyboard's help page, the keys of the tabs, and the property that switches all of them off."""

from __future__ import annotations

from finesse.model.configuration.layout_config import default_layout
from tests.gadgets.desktop.desktop_page import Desktop
from tests.gadgets.desktop.fake_finesse import FakeFinesse
from tests.in_a_browser import IN_A_BROWSER, expect

pytestmark = IN_A_BROWSER

MORE_TABS = """<tabs><tab><id>one</id><label>One</label></tab><tab><id>two</id><label>Two</label></tab>"""


async def test_the_help_page_lists_what_there_is_and_finds_it_by_any_of_its_words(
    desktop: Desktop, server: FakeFinesse
) -> None:
    server.layout = default_layout().replace("<tabs>", MORE_TABS)
    await desktop.sign_in()
    await desktop.page.keyboard.press("Control+Alt+2")
    await expect(desktop.page.locator("#tablink_two")).to_have_attribute("aria-selected", "true")
    await desktop.page.keyboard.press("Control+Alt+1")
    await expect(desktop.page.locator("#tablink_one")).to_have_attribute("aria-selected", "true")

    await desktop.page.keyboard.press("Control+Alt+f")
    rows = desktop.page.locator(".shortcut")
    await expect(rows.filter(has_text="Go Ready")).to_have_text("Go ReadyCtrlAltR")
    await expect(rows.filter(has_text="One")).to_have_text("OneCtrlAlt1")
    search = desktop.part("shortcut-search")
    await search.fill("calls ctrl+alt+v")
    await expect(rows.filter(visible=True)).to_have_text(["HoldCtrlAltV"])
    await search.fill("no such thing")
    await expect(rows.filter(visible=True)).to_have_count(0)
    await expect(desktop.page.get_by_text("No shortcut has these words.")).to_be_visible()
    await desktop.part("shortcuts-close").click()
    await expect(desktop.part("shortcut-list")).to_be_hidden()
    assert desktop.complaints == []


async def test_where_the_property_says_so_there_are_none(desktop: Desktop, server: FakeFinesse) -> None:
    configs = '<configs><config key="enableShortCutKeys" value="false"/>'
    server.layout = default_layout().replace("<configs>", configs)
    await desktop.sign_in()
    await desktop.page.keyboard.press("Control+Alt+f")
    await desktop.page.keyboard.press("Control+Alt+o")
    await desktop.part("user-menu").click()
    await expect(desktop.part("error-report")).to_be_visible()
    await expect(desktop.part("shortcuts")).to_have_count(0)
    await expect(desktop.part("shortcut-list")).to_be_hidden()
    await expect(desktop.part("dial-number")).to_be_hidden()
