"""Gadgets of a desktop by the boxes that they stand in."""

from __future__ import annotations

from playwright.async_api import Locator

from tests.gadgets.desktop.desktop_page import Desktop
from tests.gadgets.desktop.fake_finesse import FakeFinesse, FakeGadget
from tests.in_a_browser import expect


def gadgets(server: FakeFinesse, count: int) -> None:
    for number in range(count):
        server.gadgets[f"/g{number}.xml"] = FakeGadget(f"<p id=x>{number}</p>", f"Gadget {number}")


def box(desktop: Desktop, mid: int) -> Locator:
    return desktop.page.locator(f".gadget-box[data-mid='{mid}']")


async def place(one: Locator) -> tuple[int, int, int, int]:
    found = await one.bounding_box()
    assert found is not None
    return round(found["x"]), round(found["y"]), round(found["width"]), round(found["height"])


async def again(desktop: Desktop) -> None:
    await desktop.page.reload()
    await expect(desktop.part("agent-state")).to_be_visible()
