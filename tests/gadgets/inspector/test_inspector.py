"""The inspector in headless Chromium, beside a page that tells it what happens as a desktop does."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import web
from playwright.async_api import Browser, BrowserContext, Locator, Page

from finesse.pages import beside_desktop
from finesse.pages.content import Contents
from finesse.pages.files import CONTENTS, module_routes
from tests.gadgets.sound import is_sound
from tests.in_a_browser import IN_A_BROWSER, PATIENCE_MS, expect
from vos.http.browser_modules import DESKTOP

pytestmark = IN_A_BROWSER

DESK = """<!DOCTYPE html><title>A desktop</title><script type="module">
  import { Inspection } from "/desktop/scripts/js/container/inspection.js";
  window.reloaded = [];
  window.hub = {};
  window.inspection = new Inspection({
    user: "agent1", reload: (mid) => reloaded.push(mid), hub: () => hub });
  window.frame = (mid, state, more) => inspection.tell(mid, "frame", {
    url: `/3rdpartygadget/files/gadget${mid}/gadget.xml`, title: `Gadget ${mid}`, state, ...more });
</script>"""
SHIFT = """() => {
  frame("0", "loading", { isInspected: true });
  inspection.tell("0", "gadget", {
    url: "g.xml", view: "default", prefs: { id: "agent1", authorization: "YTpi" }, unknown: ["flash"],
    unknownOptional: ["skins"],
    features: { "pubsub-2": {}, loadingindicator: { "loading-timeout": "10" } }, problems: [] });
  frame("0", "loaded", { isInspected: true });
  inspection.tell("0", "times", { answered: 20, parsed: 90, loaded: 140, files: 5, bytes: 51200,
    slowest: [{ name: "finesse.js", ms: 60 }] });
  frame("1", "loaded", { isInspected: false });
  frame("2", "failed", { code: "notFound", words: ["The gadget is not there.", "Look at its address."] });
  hub.inspect("finesse_gadget_0", "connected", {});
  const topic = "sampleGadget.info";
  hub.inspect("finesse_gadget_0", "published", { topic, json: '{"password":"finesse","n":1}' });
  hub.inspect("finesse_gadget_1", "received", { topic, json: '{"n":1}' });
  inspection.tell("0", "request", { number: 1, method: "PUT", proxied: true,
    url: "http://localhost:8082/finesse/api/User/agent1", body: "<User><state>READY</state></User>" });
  inspection.tell("0", "call", {
    path: "restservices.User#setState", args: ['"READY"'], result: "User", ms: 0.4 });
  inspection.tell("0", "console", { level: "warn", text: "an old call" });
  inspection.tell("0", "error", { text: "boom <b>", file: "gadget.js", line: 7 });
}"""
WIDTHS = pytest.mark.parametrize("width", [390, 1280])
LANGUAGES = pytest.mark.parametrize("locale", ["en_US", "es_ES"])


@dataclass
class Inspected:
    """A desktop and the inspector beside it."""

    desk: Page
    page: Page

    def part(self, name: str) -> Locator:
        return self.page.get_by_test_id(name)

    def line(self, text: str) -> Locator:
        return self.part("line").filter(has_text=text)

    async def happens(self, script: str) -> Any:
        return await self.desk.evaluate(script)


@pytest_asyncio.fixture(loop_scope="module")
async def origin() -> AsyncIterator[str]:
    async def desk(_: web.Request) -> web.Response:
        return web.Response(text=DESK, content_type="text/html")

    app = web.Application()
    app[CONTENTS] = Contents()
    app.add_routes([web.get("/desk", desk), *beside_desktop.ROUTES, *module_routes(DESKTOP)])
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


@pytest_asyncio.fixture(loop_scope="module")
async def context(browser: Browser) -> AsyncIterator[BrowserContext]:
    made = await browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    made.set_default_timeout(PATIENCE_MS)
    yield made
    await made.close()


async def opened(context: BrowserContext, origin: str, locale: str = "en_US", width: int = 1280) -> Inspected:
    """A desktop in which a few things have happened, and an inspector that comes afterwards."""
    desk, page = await context.new_page(), await context.new_page()
    await desk.goto(f"{origin}/desk")
    await desk.wait_for_function("window.frame !== undefined")
    await desk.evaluate(SHIFT)
    await page.set_viewport_size({"width": width, "height": 800})
    await page.goto(f"{origin}/desktop/inspector?locale={locale}")
    found = Inspected(desk, page)
    await expect(found.line("boom <b>")).to_be_visible()
    return found


async def test_one_who_comes_late_sees_what_was_and_then_what_happens(
    context: BrowserContext, origin: str
) -> None:
    shown = await opened(context, origin)
    await expect(shown.part("desktops")).to_have_text("Desktop of agent1")
    await expect(shown.part("gadget")).to_have_count(4)
    request = shown.line("PUT http://localhost:8082/finesse/api/User/agent1")
    await expect(request).to_contain_text("waits")
    await shown.happens(
        'inspection.tell("0", "response", '
        '{ number: 1, status: 401, ms: 35, length: 9, errors: ["401 Error"], body: "<Error/>" })'
    )
    await expect(request).to_contain_text("401 · 35 ms")
    await expect(shown.line("User#setState")).to_contain_text('restservices.User#setState("READY")')
    await shown.happens('hub.inspect("finesse_gadget_1", "published", { topic: "fresh.topic", json: "1" })')
    await expect(shown.line("fresh.topic")).to_contain_text("Gadget 1")


async def test_a_gadgets_facts_are_shown_and_no_secret_among_them(
    context: BrowserContext, origin: str
) -> None:
    shown = await opened(context, origin)
    await shown.part("gadget").filter(has_text="Gadget 0").click()
    await expect(shown.line("Gadget 1")).to_have_count(0)
    for part, text in (
        ("prefs", "agent1"),
        ("prefs", "********"),
        ("features", "loading-timeout = 10"),
        ("features", "not known here"),
        ("features", "optional, not known here"),
        ("times", "140 ms"),
    ):
        facts = shown.part(f"facts-{part}")
        await facts.evaluate("(one) => { one.open = true; }")
        await expect(facts).to_contain_text(text)
    await shown.line("sampleGadget.info").locator("summary").click()
    everything = await shown.page.inner_text("body")
    assert "YTpi" not in everything
    assert '"password": "********"' in everything
    await shown.part("gadget").filter(has_text="Gadget 2").click()
    await expect(shown.part("facts")).to_contain_text("Look at its address.")


async def test_what_is_shown_can_be_narrowed_held_and_copied(context: BrowserContext, origin: str) -> None:
    shown = await opened(context, origin)
    await shown.part("search").fill("SETSTATE")
    await expect(shown.part("line")).to_have_count(1)
    await shown.part("search").fill("")
    for group in ("Faults", "Requests", "Calls", "Loading"):
        await shown.page.get_by_role("button", name=group, exact=True).click()
    await expect(shown.part("line")).to_have_count(3)
    await shown.part("pause").click()
    await shown.happens('hub.inspect("finesse_gadget_1", "published", { topic: "while.paused", json: "1" })')
    await expect(shown.part("pause")).to_have_text("Go on (1 new)")
    await expect(shown.line("while.paused")).to_have_count(0)
    await shown.part("pause").click()
    await expect(shown.line("while.paused")).to_be_visible()
    await shown.part("copy").click()
    await expect(shown.part("status")).to_have_text("4 lines copied")
    copied = await shown.page.evaluate("navigator.clipboard.readText()")
    assert len(copied.splitlines()) == 4
    assert "sampleGadget.info" in copied
    assert 'finesse"' not in copied
    await shown.part("clear").click()
    await expect(shown.part("line")).to_have_count(0)


async def test_a_gadget_that_was_there_before_can_be_loaded_anew(
    context: BrowserContext, origin: str
) -> None:
    shown = await opened(context, origin)
    await shown.part("gadget").filter(has_text="Gadget 1").click()
    await shown.part("reload").click()
    await shown.desk.wait_for_function("reloaded.length > 0")
    assert await shown.happens("() => reloaded") == ["1"]
    await shown.part("gadget").filter(has_text="All gadgets").click()
    await shown.part("reload").click()
    await shown.desk.wait_for_function("reloaded.length > 2")
    assert await shown.happens("() => reloaded.toSorted()") == ["1", "1", "2"]
    assert await shown.happens("() => inspection.isWanted") is True


async def test_without_a_desktop_the_page_says_how_to_get_one(context: BrowserContext, origin: str) -> None:
    page = await context.new_page()
    await page.goto(f"{origin}/desktop/inspector?locale=es")
    await expect(page.get_by_test_id("waiting")).to_contain_text("Inicie sesión")
    await is_sound(page)


@WIDTHS
@LANGUAGES
async def test_the_page_is_sound_for_those_who_do_not_see_it(
    context: BrowserContext, origin: str, locale: str, width: int
) -> None:
    shown = await opened(context, origin, locale, width)
    await is_sound(shown.page)
    timeline = await shown.part("timeline").bounding_box()
    assert timeline is not None
    assert timeline["y"] < 340
    assert timeline["x"] + timeline["width"] <= width
    for gadget in ("Gadget 0", "Gadget 1", "Gadget 2"):
        await shown.part("gadget").filter(has_text=gadget).click()
        await shown.page.evaluate(
            "document.querySelectorAll('details').forEach((one) => { one.open = true; })"
        )
        await is_sound(shown.page)
    await shown.part("pause").click()
    await is_sound(shown.page)
