"""The event tunnel in headless Chromium, embedded by a page of another port, as applications embed it."""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from aiohttp import web
from playwright.async_api import Page
from playwright.async_api import TimeoutError as Late

from lab.testing.browser import PATIENCE_MS, chromium
from notification.node import NotificationService
from vos.http.browser_modules import GADGETS

NODE = "/finesse/api/Team/1/Users"
OUTSIDE = """<!DOCTYPE html><title>An application of somebody else</title>
<script>
  window.heard = [];
  window.addEventListener("message", (event) => {
    if (event.origin === "%(tunnel)s") { window.heard.push(event.data); }
  });
  window.say = (text) =>
    document.getElementById("tunnel-frame").contentWindow.postMessage(text, "%(tunnel)s");
</script>
<iframe id="tunnel-frame" name="tunnel-frame" src="%(tunnel)s/tunnel/"></iframe>
"""

pytestmark = pytest.mark.browser


@dataclass
class Embedding:
    """The page around the tunnel: says and hears what a page of the guide would."""

    page: Page

    async def says(self, *messages: str) -> None:
        for message in messages:
            await self.page.evaluate("window.say", message)

    async def hears(self, message: str) -> None:
        """Wait until exactly this was heard; AssertionError shows the rest."""
        await self._wait("(wanted) => window.heard.includes(wanted)", message)

    async def hears_start(self, start: str) -> str:
        """Wait for something that begins so, and give it whole."""
        await self._wait("(wanted) => window.heard.some((each) => each.startsWith(wanted))", start)
        return next(each for each in await self.heard() if each.startswith(start))

    async def heard(self) -> list[str]:
        return list(await self.page.evaluate("window.heard"))

    async def signs_in(self, transport: str, password: str = "secret") -> None:
        await self.hears("4|loaded")
        await self.says(
            "3|gadget", f"12|{transport}", "1|agent1", "5|localhost", f"2|{password}", "6|pubsub.localhost"
        )

    async def _wait(self, condition: str, wanted: str) -> None:
        try:
            await self.page.wait_for_function(condition, arg=wanted, timeout=PATIENCE_MS)
        except Late:
            raise AssertionError(f"{wanted!r} is not among {await self.heard()}") from None


@contextlib.asynccontextmanager
async def embedded(service: NotificationService, scheme: str) -> AsyncIterator[Embedding]:
    tunnel = f"{scheme}://localhost:{service.addresses[scheme].port}"

    async def outside(_request: web.Request) -> web.Response:
        return web.Response(text=OUTSIDE % {"tunnel": tunnel}, content_type="text/html")

    app = web.Application()
    app.router.add_get("/", outside)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "localhost", 0)
    await site.start()
    try:
        async with chromium() as browser:
            page = await browser.new_page(ignore_https_errors=True)
            port = runner.addresses[0][1]
            await page.goto(f"http://localhost:{port}/")
            yield Embedding(page)
    finally:
        await runner.cleanup()


def publish(service: NotificationService, text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    payload = f'<notification xmlns="http://jabber.org/protocol/pubsub">{escaped}</notification>'
    service.router.notify(service.router.nodes.get(NODE), "item", payload)
    service.host.settle(service.host.loop.time())


@pytest.mark.parametrize(
    ("scheme", "transport"), [("https", "websocket"), ("https", "bosh"), ("http", "websocket")]
)
async def test_a_page_of_another_port_signs_in_subscribes_and_hears_events(
    service: NotificationService,
    scheme: str,
    transport: str,
) -> None:
    service.router.nodes.create(NODE, service.router.service_account, {})
    async with embedded(service, scheme) as outside:
        await outside.signs_in(transport)
        await outside.hears("4|connected")
        heard = await outside.heard()
        assert heard.index("4|connecting") < heard.index("3|gadget") < heard.index("4|connected")
        await outside.says(f"7|{NODE}", "7|/finesse/api/Team/9/Users", "14|")
        await outside.hears(f"7|{NODE}")
        refusal = await outside.hears_start("7|/finesse/api/Team/9/Users|")
        assert "item-not-found" in refusal
        await outside.hears(f'14|[{{"node":"{NODE}","jid":"agent1@localhost/gadget","status":"subscribed"}}]')
        publish(service, "<Update><data>a &amp; b</data></Update>")
        await outside.hears(f"0|{NODE}<Update><data>a &amp; b</data></Update>")
        await outside.says("11|")
        await outside.hears("4|disconnected")
        async with asyncio.timeout(20):
            while service.router.online:
                await asyncio.sleep(0.01)
        assert not service.router.nodes.get(NODE).subscribers


async def test_a_wrong_password_is_told(service: NotificationService) -> None:
    async with embedded(service, "https") as outside:
        await outside.signs_in("websocket", password="wrong")
        await outside.hears("4|unauthorized")


async def test_who_is_signed_in_elsewhere_under_the_same_resource_is_told_of_the_conflict(
    service: NotificationService,
) -> None:
    async with embedded(service, "https") as first, embedded(service, "https") as second:
        await first.signs_in("bosh")
        await first.hears("4|connected")
        await second.signs_in("websocket")
        await second.hears("4|connected")
        await first.hears("4|conflict")


# Ways in which text becomes markup or code, as in the desktop's modules.
SINKS = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|text/html|\beval\(|new Function|srcdoc"
)


@pytest.mark.parametrize("module", sorted((GADGETS / "tunnel").glob("*.js")), ids=lambda file: file.name)
def test_no_module_of_the_tunnel_makes_markup_or_code_of_text(module: Path) -> None:
    assert SINKS.search(module.read_text(encoding="utf-8")) is None
