"""A call that comes or is answered moves nothing that somebody may be about to click or read."""

from __future__ import annotations

import pytest

from tests.gadgets.desktop.desktop_page import CUSTOMER, Desktop
from tests.gadgets.desktop.fake_finesse import Call, FakeFinesse
from tests.in_a_browser import IN_A_BROWSER, expect

pytestmark = IN_A_BROWSER

# A list that grows at its top moves what is in it: that is not meant. Source: W3C, Layout Instability.
WATCH = """() => {
  window.moved = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      for (const { node } of entry.sources) {
        const element = node?.nodeType === Node.TEXT_NODE ? node.parentElement : node;
        if (element && element.closest(".activity, .popovers") === null) {
          window.moved.push(element.className || element.outerHTML.slice(0, 200));
        }
      }
    }
  }).observe({ type: "layout-shift" });
}"""
SHOWN_TWICE = (
    "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"
)


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (390, 844)])
async def test_a_call_that_rings_moves_nothing(
    desktop: Desktop, server: FakeFinesse, width: int, height: int
) -> None:
    await desktop.page.set_viewport_size({"width": width, "height": height})
    await desktop.sign_in()
    server.become("READY")
    await expect(desktop.part("agent-state")).to_have_text("Ready")
    await desktop.page.evaluate(SHOWN_TWICE)
    await desktop.page.evaluate(WATCH)
    server.ring(Call(variables=CUSTOMER))
    await expect(desktop.part("call-popover")).to_be_visible()
    await expect(desktop.part("call-row")).to_be_visible()
    await desktop.page.evaluate(SHOWN_TWICE)
    assert await desktop.page.evaluate("window.moved") == []
