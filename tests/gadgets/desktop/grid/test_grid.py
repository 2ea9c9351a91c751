"""Gadgets that are dragged in a browser."""

from __future__ import annotations

from playwright.async_api import Locator

from tests.gadgets.desktop.desktop_page import Desktop
from tests.gadgets.desktop.fake_finesse import FakeFinesse, FakeGadget
from tests.gadgets.desktop.test_gadgets import layout, tab
from tests.in_a_browser import IN_A_BROWSER, expect

pytestmark = IN_A_BROWSER

GRID = '<config key="enableDragDropAndResizeGadget" value="true"/>'


def gadgets(server: FakeFinesse, count: int) -> None:
    for number in range(count):
        server.gadgets[f"/g{number}.xml"] = FakeGadget(f"<p id=x>{number}</p>", f"Gadget {number}")


def box(desktop: Desktop, mid: int) -> Locator:
    return desktop.page.locator(f".gadget-box[data-mid='{mid}']")


async def place(one: Locator) -> tuple[int, int, int, int]:
    found = await one.bounding_box()
    assert found is not None
    return round(found["x"]), round(found["y"]), round(found["width"]), round(found["height"])


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
