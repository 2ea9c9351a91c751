"""The desktop as a page: text stays text, the keyboard, screen readers, small and enlarged screens."""

from __future__ import annotations

from lab.testing.browser import VIEW
from tests.gadgets.desktop.desktop_page import Desktop
from tests.gadgets.desktop.fake_finesse import Call, FakeFinesse
from tests.in_a_browser import IN_A_BROWSER, expect

pytestmark = IN_A_BROWSER


async def test_whatever_the_server_sends_is_shown_as_text(desktop: Desktop, server: FakeFinesse) -> None:
    attack = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>'
    server.reasons["NOT_READY"] = [(1, attack)]
    await desktop.sign_in()
    server.become("NOT_READY", attack)
    await expect(desktop.part("agent-reason")).to_have_text(attack)
    variables = {"callVariable1": attack, "callVariable2": "&lt;b&gt;", attack: attack}
    server.ring(Call(caller=attack, queue=attack, variables=variables))
    await expect(desktop.part("call-variable-callVariable1")).to_have_text(attack)
    await expect(desktop.part("call-variable-callVariable2")).to_have_text("&lt;b&gt;")
    server.fail("/finesse/api/User/agent1", "/finesse/api/User/agent1", "x", "&lt;img src=x&gt;", 22)
    await expect(desktop.part("notice")).to_contain_text("<img src=x>")
    await desktop.part("answer").click()
    await expect(desktop.part("call-header")).to_have_text(attack)
    assert await desktop.page.evaluate("window.hacked") is None
    assert await desktop.page.locator("#app img:not([src='/desktop/logo.svg'])").count() == 0
    assert desktop.complaints == []


async def test_the_keyboard_does_what_the_mouse_does(desktop: Desktop, server: FakeFinesse) -> None:
    await desktop.sign_in()
    press = desktop.page.keyboard.press
    await press("Control+Alt+n")
    await expect(desktop.part("state-not-ready").first).to_be_focused()
    await press("ArrowDown")
    await press("Enter")
    await expect(desktop.part("agent-reason")).to_have_text("Lunch")
    await expect(desktop.part("state-menu")).to_be_focused()
    await press("Control+Alt+f")
    await expect(desktop.part("shortcut-list")).to_be_visible()
    await press("Escape")
    await expect(desktop.part("shortcut-list")).to_be_hidden()

    await press("Control+Alt+o")
    await expect(desktop.part("dial-number")).to_be_focused()
    await desktop.page.keyboard.type("9555")
    await press("Enter")
    await expect(desktop.part("call-header")).to_have_text("9555")
    assert server.sent(requestedAction="MAKE_CALL", fromAddress="1001", toAddress="9555")
    await press("Control+Alt+e")
    await expect(desktop.part("call-row")).to_have_count(0)

    await press("Control+Alt+r")
    await expect(desktop.part("agent-state")).to_have_text("Ready")
    server.ring(Call(id="1", caller="5550001"))
    server.ring(Call(id="2", caller="5550002"))
    await expect(desktop.part("call-popover")).to_have_count(2)
    fronts = []
    for _ in range(2):
        await press("Control+Alt+p")
        fronts.append(
            await desktop.page.evaluate("document.activeElement.closest('section').dataset.dialogId")
        )
    assert sorted(fronts) == ["1", "2"]
    await press("Enter")
    await expect(desktop.part("call-popover")).to_have_count(1)
    await press("Control+Alt+a")
    await expect(desktop.part("call-popover")).to_have_count(0)
    await press("Control+Alt+v")
    await expect(desktop.part("call-state").last).to_have_text("Held")
    await press("Control+Alt+g")
    await expect(desktop.part("call-state").last).to_have_text("Active")
    server.become("NOT_READY")
    await expect(desktop.part("agent-state")).to_have_text("Not Ready")
    await press("Control+Alt+l")
    await expect(desktop.part("sign-out-reason")).to_be_focused()
    await press("Escape")
    await expect(desktop.part("user-menu")).to_be_focused()
    assert desktop.complaints == []


async def test_screen_readers_hear_what_changes(desktop: Desktop, server: FakeFinesse) -> None:
    await desktop.sign_in()
    server.become("READY")
    await expect(desktop.page.locator("[aria-live=polite]")).to_have_text("Your state: Ready")
    server.ring(Call(caller="5551234"))
    await expect(desktop.page.locator("[aria-live=assertive]")).to_contain_text("Incoming call from 5551234")


async def test_everything_fits_on_the_smallest_screen(desktop: Desktop, server: FakeFinesse) -> None:
    await desktop.sign_in()
    await desktop.in_call()
    server.ring(Call(id="2", variables={"callVariable1": "x" * 200, "callVariable2": "word " * 60}))
    await expect(desktop.part("call-popover")).to_be_in_viewport(ratio=1)
    width = await desktop.page.evaluate("document.documentElement.scrollWidth")
    assert width == VIEW["width"]


async def test_enlarged_fourfold_a_call_can_still_be_taken_and_the_menus_reached(
    desktop: Desktop, server: FakeFinesse
) -> None:
    await desktop.sign_in()
    width = VIEW["width"] // 4
    await desktop.page.set_viewport_size({"width": width, "height": VIEW["height"]})
    server.ring(Call(variables={"callVariable1": "x" * 200}))
    await expect(desktop.part("answer")).to_be_in_viewport(ratio=1)
    await desktop.part("answer").click()
    row = desktop.part("call-row")
    for part in (
        row.get_by_role("button", name="Hold"),
        row.get_by_role("button", name="End"),
        desktop.part("call-timer"),
        desktop.part("state-timer"),
        desktop.part("user-menu"),
    ):
        await expect(part).to_be_in_viewport(ratio=1)
    assert await desktop.page.evaluate("document.documentElement.scrollWidth") == width
