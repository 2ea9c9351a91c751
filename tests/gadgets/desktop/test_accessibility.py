"""What each state of the pages is for who does not see it, or sees it enlarged; see `tests.gadgets.sound`."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import web
from playwright.async_api import Page

from finesse.model.configuration.layout_config import default_layout
from lab.console.page import policy as console_policy
from lab.console.page import render
from tests.gadgets import sound
from tests.gadgets.desktop.desktop_page import CUSTOMER, EDITABLE, Desktop
from tests.gadgets.desktop.fake_finesse import CONTACTS, Call, FakeFinesse, FakeGadget
from tests.in_a_browser import IN_A_BROWSER, expect

pytestmark = IN_A_BROWSER

# What 1280 pixels have at 400 %, and a projector.
WIDTHS = pytest.mark.parametrize("width", [320, 1280])
LANGUAGES = pytest.mark.parametrize("locale", ["en_US", "es_ES"])
WORDS = "/desktop/scripts/js/texts/es_ES.js"
# What the fake server's people and things are called, and what names a person or a thing beside it.
OWN = (
    *("Cisco Finesse", "Anna Keller", "AK", "agent1", "Support", "localhost", "English", r"user\.\w+"),
    *(f"{first} {last}" for first, last, _, _ in CONTACTS),
    *(note for *_, note in CONTACTS),
    *CUSTOMER.values(),
)


async def is_sound(page: Page) -> None:
    await sound.is_sound(page, WORDS, *OWN)


@WIDTHS
@LANGUAGES
async def test_the_sign_in_page(desktop: Desktop, server: FakeFinesse, locale: str, width: int) -> None:
    await desktop.page.set_viewport_size({"width": width, "height": 720})
    await desktop.open(f"/desktop?locale={locale}")
    await is_sound(desktop.page)
    await desktop.fill(password="wrong")
    await desktop.part("sign-in").click()
    await expect(desktop.part("sign-in-error")).to_be_visible()
    await is_sound(desktop.page)


@WIDTHS
@LANGUAGES
async def test_the_desktop_of_a_shift(desktop: Desktop, server: FakeFinesse, locale: str, width: int) -> None:
    server.wrap_up_reasons, server.layouts = ["Resolved", "Escalated"], EDITABLE
    server.reasons["NOT_READY"] = [(number, f"Reason {number}") for number in range(1, 13)]
    await desktop.page.set_viewport_size({"width": width, "height": 720})
    await desktop.sign_in(f"/desktop?locale={locale}")
    await is_sound(desktop.page)
    for menu in ("state-menu", "dialler", "user-menu"):
        await desktop.part(menu).click()
        await is_sound(desktop.page)
        panel = await desktop.page.locator(".menu:visible, .floating-panel").bounding_box()
        assert panel is not None
        assert panel["x"] >= 0
        assert panel["x"] + panel["width"] <= width
        await desktop.page.keyboard.press("Escape")
    await desktop.page.keyboard.press("Control+Alt+f")
    await expect(desktop.part("shortcut-list")).to_be_visible()
    await is_sound(desktop.page)
    await desktop.page.keyboard.press("Escape")

    server.become("READY")
    call = Call(variables=CUSTOMER)
    server.ring(call)
    await expect(desktop.part("call-popover")).to_be_visible()
    await is_sound(desktop.page)
    await desktop.part("answer").click()
    await desktop.part("hold").wait_for()
    await is_sound(desktop.page)
    server.tell_call(
        replace(call, state="ACTIVE", actions=("UPDATE_CALL_DATA", "DROP"), wrap_ups=("Resolved",))
    )
    await desktop.part("wrap-up").click()
    await desktop.part("edit-variable-callVariable4").wait_for()
    await is_sound(desktop.page)
    await desktop.page.keyboard.press("Escape")
    server.fail("/finesse/api/User/agent1", "/finesse/api/User/agent1", "x", "Generic Error", 22)
    await expect(desktop.part("notice")).to_be_visible()
    await is_sound(desktop.page)
    server.service(in_service=False)
    await expect(desktop.part("banner")).to_be_visible()
    await is_sound(desktop.page)
    server.service(in_service=True)
    server.become("LOGOUT", "Supervisor Initiated")
    await expect(desktop.part("signed-out")).to_be_visible()
    await is_sound(desktop.page)


@LANGUAGES
async def test_a_narrow_navigation_keeps_the_names_of_its_tabs(
    desktop: Desktop, server: FakeFinesse, locale: str
) -> None:
    names = {"en_US": ("Home", "Make the bar wide"), "es_ES": ("Inicio", "Ensanchar la barra")}[locale]
    await desktop.sign_in(f"/desktop?locale={locale}")
    await desktop.page.locator(".nav-toggle").click()
    await expect(desktop.page.get_by_role("tab", name=names[0], exact=True)).to_be_visible()
    await expect(desktop.page.locator(".nav-toggle")).to_have_attribute("aria-expanded", "false")
    await is_sound(desktop.page)
    await desktop.page.set_viewport_size({"width": 390, "height": 720})
    await expect(desktop.page.get_by_role("tab", name=names[0], exact=True)).to_be_visible()
    await expect(desktop.page.get_by_role("heading", level=1, name="Cisco Finesse")).to_have_count(1)


@WIDTHS
async def test_a_desktop_of_gadgets(desktop: Desktop, server: FakeFinesse, width: int) -> None:
    for number in range(9):
        server.gadgets[f"/g{number}.xml"] = FakeGadget(
            "<p>here</p>", f"Gadget {number} of some length", {"collapsible": {}}
        )
    managed = "".join(f"<gadget managedBy='multi'>/g{number}.xml</gadget>" for number in range(9))
    multi = "<gadget id='multi'>/desktop/scripts/js/tabbedGadgets.js</gadget>"
    server.layout = default_layout().replace(
        "<gadget>/desktop/scripts/js/activity.js</gadget>", f"{multi}{managed}<gadget>/gone.xml</gadget>", 1
    )
    await desktop.page.set_viewport_size({"width": width, "height": 720})
    await desktop.sign_in()
    await expect(desktop.part("gadget-error")).to_be_visible()
    await expect(desktop.part("gadget-loading").filter(visible=True)).to_have_count(0)
    await is_sound(desktop.page)
    await desktop.page.get_by_role("button", name="More gadgets").click()
    await is_sound(desktop.page)
    await desktop.page.keyboard.press("Escape")
    await desktop.part("multi-tab-maximise").click()
    await is_sound(desktop.page)


STATUS = {
    "ready": False,
    "reason": "finesse is out of service",
    "desktop": "https://localhost:8445/desktop",
    "services": [
        {
            "name": name,
            "state": "serving",
            "in_service": name != "finesse",
            "reason": "out of service",
            "pid": 4711,
            "addresses": {"https": "127.0.0.1:8445", "http": "127.0.0.1:8082"},
        }
        for name in ("cucm", "finesse")
    ],
}
CALL = {"id": "1", "from": "5551234", "to": "6001", "summary": "waits", "made_for": None, "began": "now"}


@pytest_asyncio.fixture(loop_scope="module")
async def console() -> AsyncIterator[str]:
    """Where the console's page is; each time that it is asked for there is one call more."""
    calls: list[dict[str, Any]] = []

    async def page(_: web.Request) -> web.Response:
        calls.append({**CALL, "id": str(len(calls) + 1)})
        nonce = f"once-{len(calls)}"
        text = render(STATUS, calls, nonce)
        policy = {"Content-Security-Policy": console_policy(nonce)}
        return web.Response(text=text, content_type="text/html", headers=policy)

    app = web.Application()
    app.router.add_get("/", page)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/"
    await runner.cleanup()


@WIDTHS
async def test_the_labs_console(desktop: Desktop, console: str, width: int) -> None:
    await desktop.page.set_viewport_size({"width": width, "height": 720})
    await desktop.page.goto(console)
    await is_sound(desktop.page)
    await expect(desktop.page.get_by_role("cell", name="2", exact=True)).to_be_visible()
    await is_sound(desktop.page)
    assert [said for said in desktop.complaints if "favicon" not in said and "404" not in said] == []
