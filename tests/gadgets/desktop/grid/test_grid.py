"""Gadgets that are moved, sized and put back in a browser."""

from __future__ import annotations

from tests.gadgets.desktop.desktop_page import Desktop
from tests.gadgets.desktop.fake_finesse import FakeFinesse, FakeGadget
from tests.gadgets.desktop.grid.boxes import again, box, gadgets, place
from tests.gadgets.desktop.test_accessibility import is_sound
from tests.gadgets.desktop.test_gadgets import STATE, frame, layout, tab
from tests.in_a_browser import IN_A_BROWSER, expect

pytestmark = IN_A_BROWSER

IDENTITY = (
    '<headercolumn width="72px"><component id="identity-component">'
    "<url>/desktop/scripts/js/identity-component.js</url></component></headercolumn>"
)
GRID = '<config key="enableDragDropAndResizeGadget" value="true"/>'


async def test_a_user_moves_and_resizes_gadgets_and_puts_them_back(
    desktop: Desktop, server: FakeFinesse
) -> None:
    gadgets(server, 3)
    server.gadgets["/untitled.xml"] = FakeGadget("<p>no title</p>")
    server.layout = layout(tab("/g0.xml", "/g1.xml", "/untitled.xml"), header=STATE + IDENTITY, configs=GRID)
    await desktop.sign_in()
    first, second, untitled = (box(desktop, mid) for mid in (1, 2, 3))
    await expect(first.get_by_test_id("gadget-move")).to_be_visible()
    await expect(untitled.get_by_test_id("gadget-move")).to_be_hidden()
    await frame(desktop, 1).locator("#x").evaluate("one => { one.textContent = 'kept' }")
    before = await place(first)

    bar = first.locator(".gadgets-gadget-title-bar h2")
    await bar.hover()
    await desktop.page.mouse.down()
    await desktop.page.mouse.move(before[0] + 200, before[1] + 300, steps=4)
    await expect(first).to_have_class("gadget-box gadget-of-tab placed dragged")
    await desktop.page.mouse.up()
    moved = await place(first)
    assert moved[1] > (await place(second))[1]
    boxes = desktop.page.locator("#panel_home .grid > section")
    assert await boxes.first.get_attribute("data-mid") == "2"  # the keyboard comes to it first
    await expect(frame(desktop, 1).locator("#x")).to_have_text("kept")  # it was not loaded anew

    await first.get_by_test_id("gadget-corner").hover()
    await desktop.page.mouse.down()
    await desktop.page.mouse.move(moved[0] + moved[2] / 2, moved[1] + 150, steps=4)
    await desktop.page.mouse.up()
    sized = await place(first)
    assert sized[2] < moved[2]
    assert 130 < sized[3] < 170

    await first.get_by_test_id("gadget-move").focus()
    await desktop.page.keyboard.press("Enter")
    await desktop.page.keyboard.press("ArrowDown")  # from "left" to "right"
    await desktop.page.keyboard.press("Enter")
    await expect(desktop.page.locator("#panel_home [role=status].unseen")).to_contain_text(
        "Gadget 0: from column 2 to"
    )
    await is_sound(desktop.page)
    await desktop.page.keyboard.press("Escape")
    await expect(first.get_by_test_id("gadget-move")).to_be_focused()
    kept = await place(first)
    assert kept[0] > sized[0]

    await again(desktop)
    await expect(first.get_by_test_id("gadget-move")).to_be_visible()
    assert await place(first) == kept
    await desktop.part("user-menu").click()
    await desktop.part("reset-layout").click()
    await is_sound(desktop.page)
    await desktop.part("question-no").click()
    assert await place(first) == kept
    await desktop.part("user-menu").click()
    await desktop.part("reset-layout").click()
    await desktop.part("question-yes").click()
    await expect(desktop.part("question")).to_have_count(0)
    assert await place(first) == before
    await desktop.part("user-menu").click()
    await expect(desktop.part("reset-layout")).to_be_hidden()
    assert desktop.complaints == []


async def test_a_drag_that_is_given_up_changes_nothing(desktop: Desktop, server: FakeFinesse) -> None:
    gadgets(server, 2)
    server.layout = layout(tab("/g0.xml", "/g1.xml"), configs=GRID)
    await desktop.sign_in()
    first = box(desktop, 1)
    await expect(first.get_by_test_id("gadget-move")).to_be_visible()
    before = await place(first)
    await first.locator("h2").hover()
    await desktop.page.mouse.down()
    await desktop.page.mouse.move(before[0] + 300, before[1] + 400, steps=3)
    await desktop.page.keyboard.press("Escape")
    await desktop.page.mouse.up()
    assert await place(first) == before
    assert await desktop.page.evaluate("localStorage.length") == 0
