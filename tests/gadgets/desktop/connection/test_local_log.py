"""The log that a browser keeps, and its viewer."""

from __future__ import annotations

from tests.gadgets.desktop.desktop_page import Desktop
from tests.gadgets.desktop.fake_finesse import FakeFinesse, FakeGadget
from tests.gadgets.desktop.test_accessibility import is_sound
from tests.gadgets.desktop.test_gadgets import frame, layout, tab
from tests.in_a_browser import IN_A_BROWSER, expect

pytestmark = IN_A_BROWSER


async def test_the_local_log_shows_what_gadgets_logged_after_it_was_switched_on(
    desktop: Desktop, server: FakeFinesse
) -> None:
    server.gadgets["/g.xml"] = FakeGadget(
        """<p id=x></p><script>gadgets.HubSettings.onConnect = (hub) => {
            hub.publish("finesse.clientLogging.1", "said by <b>the gadget</b>");
            document.getElementById("x").textContent = "logged";
        };</script>"""
    )
    server.layout = layout(tab("/g.xml"))
    await desktop.open("/desktop/locallog?locale=en_US")
    await expect(desktop.page.get_by_role("log")).to_contain_text("Nothing has been logged here.")
    await desktop.page.get_by_label("Keep a log from the next sign-in on").check()
    await desktop.sign_in()
    await expect(frame(desktop, 1).locator("#x")).to_have_text("logged")
    await desktop.page.wait_for_function("Object.keys(localStorage).some((one) => one.startsWith('Fi1'))")
    await desktop.open("/desktop/locallog?locale=en_US")
    await expect(desktop.page.get_by_role("log")).to_contain_text("said by <b>the gadget</b>")
    await is_sound(desktop.page)
    await desktop.page.set_viewport_size({"width": 390, "height": 800})
    await is_sound(desktop.page)
    await desktop.part("log-forget").click()
    await expect(desktop.page.get_by_role("log")).to_contain_text("Nothing has been logged here.")
    assert desktop.complaints == []
