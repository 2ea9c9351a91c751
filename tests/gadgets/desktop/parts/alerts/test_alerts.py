"""What reaches an agent who looks elsewhere: the page's title and icon, the ring, and notifications."""

from __future__ import annotations

import re

from tests.gadgets.desktop.desktop_page import Desktop
from tests.gadgets.desktop.fake_finesse import Call, FakeFinesse
from tests.in_a_browser import IN_A_BROWSER, expect

pytestmark = IN_A_BROWSER

# The page is not looked at, its user allows notifications, and what would be heard and seen is written down.
ELSEWHERE = """
    window.toasts = [];
    document.hasFocus = () => window.looksAt === true;
    window.Notification = class {
        static permission = "granted";
        constructor(title, options) {
            Object.assign(this, options, {title, closed: false});
            window.toasts.push(this);
        }
        close() { this.closed = true; this.onclose?.(); }
    };
    const create = AudioContext.prototype.createOscillator;
    AudioContext.prototype.createOscillator = function () {
        document.documentElement.dataset.tones = 1 + Number(document.documentElement.dataset.tones ?? 0);
        return create.call(this);
    };
"""


async def toasts(desktop: Desktop) -> list[str]:
    shown: list[str] = await desktop.page.evaluate(
        "toasts.filter((each) => !each.closed).map((each) => each.title)"
    )
    return shown


async def test_a_ringing_call_shows_in_title_and_icon_rings_and_is_notified(
    desktop: Desktop, server: FakeFinesse
) -> None:
    await desktop.page.add_init_script(ELSEWHERE)
    await desktop.sign_in()
    icon = desktop.page.locator("link[rel=icon]")
    title = await desktop.page.title()
    await expect(icon).to_have_attribute("href", re.compile("logo"))
    server.become("READY")
    call = Call()
    server.ring(call)
    await expect(desktop.page).to_have_title(f"5551234 is calling · {title}")
    await expect(icon).to_have_attribute("href", re.compile("^data:image/svg"))
    assert await toasts(desktop) == ["Call from 5551234"]
    heard = desktop.page.locator("html")
    await expect(heard).to_have_attribute("data-tones", re.compile("^[4-9]$"))  # two tones, and then again
    await desktop.part("answer").click()
    await expect(desktop.page).to_have_title(title)
    await expect(icon).to_have_attribute("href", re.compile("logo"))
    assert await toasts(desktop) == []
    assert desktop.complaints == []


async def test_the_ring_is_switched_off_for_this_browser(desktop: Desktop, server: FakeFinesse) -> None:
    await desktop.page.add_init_script(ELSEWHERE)
    await desktop.sign_in()
    await desktop.part("user-menu").click()
    await expect(desktop.part("ring-sound")).to_have_attribute("aria-checked", "true")
    await desktop.part("ring-sound").click()
    await expect(desktop.part("ring-sound")).to_have_attribute("aria-checked", "false")
    await desktop.page.reload()
    await expect(desktop.part("agent-state")).to_be_visible()
    server.become("READY")
    server.ring(Call())
    await expect(desktop.part("answer")).to_be_visible()
    assert await desktop.page.locator("html").get_attribute("data-tones") is None
    await desktop.part("user-menu").click()
    await expect(desktop.part("ring-sound")).to_have_attribute("aria-checked", "false")


async def test_an_unanswered_call_a_lost_server_and_being_signed_out_are_notified_unless_one_looks(
    desktop: Desktop, server: FakeFinesse
) -> None:
    await desktop.page.add_init_script(ELSEWHERE)
    await desktop.sign_in()
    server.become("NOT_READY", "Call Not Answered")
    await expect(desktop.part("agent-reason")).to_have_text("Call Not Answered")
    assert await toasts(desktop) == ["A call was not answered"]
    await desktop.page.evaluate("toasts.at(-1).onclick()")
    assert await toasts(desktop) == []
    server.service(False)
    await expect(desktop.part("banner")).to_have_attribute("data-kind", "outOfService")
    assert await toasts(desktop) == ["The connection to the server is lost"]
    server.service(True)
    await expect(desktop.part("banner")).to_have_attribute("data-kind", "recovered")
    await desktop.page.evaluate("looksAt = true")
    server.become("READY")
    server.ring(Call(id="16777300"))
    await expect(desktop.part("answer")).to_be_visible()
    assert "Call from 5551234" not in await toasts(desktop)
    await desktop.page.evaluate("looksAt = false")
    server.become("LOGOUT", "Supervisor Initiated")
    await expect(desktop.part("signed-out")).to_be_visible()
    assert (await toasts(desktop))[-1] == "You were signed out by a supervisor or by the system."
