"""The tabs of a Multi-Tab gadget in a browser: their order, which it remembers, and their news."""

from __future__ import annotations

from tests.gadgets.desktop.desktop_page import Desktop
from tests.gadgets.desktop.fake_finesse import FakeFinesse
from tests.gadgets.desktop.grid.boxes import again, box, gadgets, place
from tests.gadgets.desktop.test_accessibility import is_sound
from tests.gadgets.desktop.test_gadgets import CALLS, TABBED, frame, layout, tab
from tests.in_a_browser import IN_A_BROWSER, expect

pytestmark = IN_A_BROWSER


async def test_a_multi_tab_gadgets_tabs_have_the_users_order(desktop: Desktop, server: FakeFinesse) -> None:
    gadgets(server, 3)
    member = "<gadget managedBy='multi'{}>/g{}.xml</gadget>"
    members = [member.format("", 0), member.format("", 1), member.format(" default='true'", 2)]
    server.layout = layout(tab(f"<gadget id='multi'>{TABBED}</gadget>", *members), page=CALLS)
    await desktop.sign_in()
    strip = desktop.page.locator(".multi-tab-strip").get_by_role("tab")
    await expect(strip).to_have_text(["Gadget 2", "Gadget 0", "Gadget 1"])

    from_, to = await place(strip.nth(0)), await place(strip.nth(2))
    await strip.nth(0).hover()
    await desktop.page.mouse.down()
    await desktop.page.mouse.move(to[0] + to[2] - 4, from_[1] + 8, steps=6)
    await desktop.page.mouse.up()
    await expect(strip).to_have_text(["Gadget 0", "Gadget 1", "Gadget 2"])

    await again(desktop)
    await expect(strip).to_have_text(["Gadget 0", "Gadget 1", "Gadget 2"])
    await expect(strip.nth(0)).to_have_attribute("aria-selected", "true")
    await strip.nth(0).focus()
    await desktop.page.keyboard.press("Control+Shift+ArrowRight")
    await expect(strip).to_have_text(["Gadget 1", "Gadget 0", "Gadget 2"])
    await expect(strip.nth(1)).to_be_focused()
    await desktop.page.keyboard.press("Alt+Shift+N")
    await expect(strip.nth(2)).to_have_attribute("aria-selected", "true")
    await desktop.page.keyboard.press("Alt+Shift+P")

    await desktop.part("multi-tab-options").click()
    await is_sound(desktop.page)
    await desktop.part("multi-tab-left").click()
    await expect(strip).to_have_text(["Gadget 0", "Gadget 1", "Gadget 2"])
    await expect(desktop.part("multi-tab-right")).to_be_focused()  # it cannot go further
    await desktop.part("multi-tab-dynamic").click()
    one = box(desktop, 2)
    assert (await place(one))[3] == round(0.5 * await desktop.page.evaluate("innerHeight"))
    await desktop.part("multi-tab-reset").click()
    await expect(strip).to_have_text(["Gadget 2", "Gadget 0", "Gadget 1"])
    await desktop.page.keyboard.press("Escape")
    await expect(desktop.part("multi-tab-options")).to_be_focused()
    assert desktop.complaints == []


async def test_a_red_dot_is_for_what_is_not_looked_at(desktop: Desktop, server: FakeFinesse) -> None:
    gadgets(server, 3)
    member = "<gadget managedBy='multi'>/g{}.xml</gadget>"
    server.layout = layout(
        tab(f"<gadget id='multi'>{TABBED}</gadget>", member.format(0), member.format(1))
        + tab("/g2.xml", id="b", label="B")
    )
    await desktop.sign_in()
    strip = desktop.page.locator(".multi-tab-strip").get_by_role("tab")
    await expect(strip).to_have_text(["Gadget 0", "Gadget 1"])
    notify = "finesse.container.Container.showGadgetNotification({}, {{}})"
    for mid in (2, 3):
        await desktop.page.evaluate(notify.format(mid))
    await expect(strip).to_have_text(["Gadget 0", "Gadget 1Something new"])
    await expect(desktop.part("tab-news")).to_have_count(0)
    await desktop.page.get_by_role("tab", name="B").click()
    await desktop.page.evaluate(notify.format(2))
    await expect(desktop.page.locator("#tablink_home").get_by_test_id("tab-news")).to_have_count(1)
    await desktop.page.get_by_role("tab", name="Home").click()
    await expect(desktop.part("tab-news")).to_have_count(0)
    await expect(strip).to_have_text(["Gadget 0", "Gadget 1Something new"])


async def test_a_maximised_multi_tab_gadget_of_a_tab_fills_it(desktop: Desktop, server: FakeFinesse) -> None:
    gadgets(server, 3)
    member = "<gadget managedBy='multi'>/g{}.xml</gadget>"
    server.layout = layout(
        tab(f"<gadget id='multi'>{TABBED}</gadget>", member.format(0), member.format(1), "/g2.xml")
    )
    await desktop.sign_in()
    await expect(frame(desktop, 4).locator("#x")).to_be_visible()
    await desktop.part("multi-tab-maximise").click()
    await expect(desktop.page.locator("#finesse_gadget_4")).to_be_hidden()
    await expect(desktop.page.locator("#finesse_gadget_2")).to_be_visible()
    await desktop.page.locator(".multi-tab-strip").get_by_role("tab").nth(1).click()
    await expect(desktop.page.locator("#finesse_gadget_3")).to_be_visible()
    await desktop.page.keyboard.press("Control+Shift+0")  # the focus is in it
    await expect(desktop.page.locator("#finesse_gadget_4")).to_be_visible()
    assert desktop.complaints == []
