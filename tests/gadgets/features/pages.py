"""A page that holds gadgets' frames, in headless Chromium, with the features' real scripts on both sides."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from playwright.async_api import Browser, CDPSession, Page

from finesse.shindig.features import Library
from lab.testing.browser import PATIENCE_MS, VIEW
from vos.http.browser_modules import GADGETS

LIBRARY = Library.of(GADGETS / "features")

CONTAINER = """<!DOCTYPE html><title>A page that holds gadgets</title>
<script src="/gadgets/js/shindig-container:pubsub-2.js?c=1"></script>
<div id="place"></div>
<script>
  "use strict";
  window.calls = [];
  for (const service of ["resize_iframe", "set_title", "set_pref"]) {
    gadgets.rpc.register(service, function (...args) { calls.push([this.f, service, ...args]); });
  }
  gadgets.pubsub2router.init({});
  window.hub = gadgets.pubsub2router.hub;
  window.open_ = (id, gadget, style) => new Promise((connected) => {
    const uri = `${location.origin}/gadgets/ifr?mid=${id}&gadget=${gadget}`;
    const iframeAttrs = { style: style || {} };
    const parent = document.getElementById("place");
    new OpenAjax.hub.IframeContainer(hub, `finesse_gadget_${id}`, {
      Container: { onConnect: () => connected(true) }, IframeContainer: { parent, uri, iframeAttrs } });
  });
  window.close_ = (id) => hub.removeContainer(hub.getContainer(`finesse_gadget_${id}`));
</script>
"""
GADGET = """<!DOCTYPE html><html><head>
<script src="/gadgets/js/pubsub-2:dynamic-height:setprefs:settitle.js"></script>
<script>gadgets.config.init({"core.util": {"pubsub-2": {}}});</script></head>
<body style="margin: 0">%s<script>gadgets.util.runOnLoadHandlers();</script></body></html>
"""


@dataclass
class Pages:
    """The page around the gadgets, and what the browser complained about."""

    page: Page
    session: CDPSession
    gadgets: dict[str, str]
    complaints: list[str] = field(default_factory=list)

    async def open(self, module: int, gadget: str, style: dict[str, str] | None = None) -> None:
        """Put a gadget into a frame; return when its client has connected to the hub."""
        await self.page.evaluate(
            "([id, gadget, style]) => window.open_(id, gadget, style)", [module, gadget, style or {}]
        )

    async def close(self, module: int) -> None:
        await self.page.evaluate("(id) => window.close_(id)", module)

    async def within(self, module: int, script: str, arg: object = None) -> Any:
        """What a script says in a gadget's frame."""
        frame = self.page.frame(f"finesse_gadget_{module}")
        assert frame is not None
        return await frame.evaluate(script, arg)

    async def becomes(self, module: int, condition: str) -> None:
        frame = self.page.frame(f"finesse_gadget_{module}")
        assert frame is not None
        await frame.wait_for_function(condition, timeout=PATIENCE_MS)

    async def documents(self) -> int:
        """How many documents the browser holds, after it has thrown away what nobody holds."""
        for _ in range(3):
            await self.session.send("HeapProfiler.collectGarbage")
        counters: dict[str, int] = await self.session.send("Memory.getDOMCounters")
        return counters["documents"]


@contextlib.asynccontextmanager
async def pages(browser: Browser, gadgets: dict[str, str]) -> AsyncIterator[Pages]:
    """The page, at a server that serves these gadgets' bodies by their names."""

    async def container(_: web.Request) -> web.Response:
        return web.Response(text=CONTAINER, content_type="text/html")

    async def frame(request: web.Request) -> web.Response:
        return web.Response(text=GADGET % gadgets[request.query["gadget"]], content_type="text/html")

    async def script(request: web.Request) -> web.Response:
        names = request.match_info["names"].split(":")
        text = LIBRARY.script(names, container="c" in request.query).text
        return web.Response(body=text, content_type="text/javascript", charset="utf-8")

    app = web.Application()
    app.router.add_get("/", container)
    app.router.add_get("/gadgets/ifr", frame)
    app.router.add_get("/gadgets/js/{names}.js", script)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    context = await browser.new_context(viewport=VIEW)
    context.set_default_timeout(PATIENCE_MS)
    try:
        page = await context.new_page()
        opened = Pages(page, await context.new_cdp_session(page), gadgets)
        page.on("pageerror", lambda error: opened.complaints.append(str(error)))
        await page.goto(f"http://127.0.0.1:{runner.addresses[0][1]}/")
        yield opened
    finally:
        await context.close()
        await runner.cleanup()
