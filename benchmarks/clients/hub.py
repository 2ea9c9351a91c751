"""How many messages a second the hub of gadgets carries in headless Chromium, and how long one is on its way.

One gadget publishes, another hears; a third floods meanwhile in the last row. The browser is one process of a
page and its frames, as gadgets of one origin are.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

from aiohttp import web
from playwright.async_api import Page

from benchmarks.figures import percentile
from benchmarks.row import Row
from finesse.shindig.features import Library
from lab.testing.browser import chromium
from vos.http.browser_modules import GADGETS
from vos.service import loop_runner

MESSAGES = 20_000
BURST = 500  # messages after which the publisher hears how far the other is; four of these are on the way
SINGLE = 1_000
PAYLOAD = 1_000  # characters, of about an event of a call

CONTAINER = """<!DOCTYPE html><title>hub</title><script src="/js?side=container"></script>
<div id="place"></div>
<script>
  gadgets.pubsub2router.init({});
  window.open_ = (id, gadget) => new Promise((connected) =>
    new OpenAjax.hub.IframeContainer(gadgets.pubsub2router.hub, id, {
      Container: { onConnect: () => connected(true) },
      IframeContainer: {
        parent: document.getElementById("place"), uri: `${location.origin}/gadget?name=${gadget}`,
      } }));
</script>"""
GADGET = """<!DOCTYPE html><script src="/js?side=gadget"></script><script>
  gadgets.config.init({});
  const payload = "x".repeat(%(payload)d);
  const turn = () => new Promise((go) => setTimeout(go));
  gadgets.HubSettings.onConnect = () => {
    const { Hub } = gadgets;
    if ("%(name)s" === "hears") {
      let count = 0;
      Hub.subscribe("bench.many", (topic, { n }) => {
        count = n === 0 ? 1 : count + 1;
        if (count %% %(burst)d === 0) Hub.publish("bench.heard", count);
      });
      Hub.subscribe("bench.one", (topic, { sent }) => Hub.publish("bench.back", sent));
    }
    if ("%(name)s" === "floods") {
      Hub.subscribe("bench.flood", () => {
        for (const each of [1, 2]) Hub.publish("bench.flood", payload);
      });
      Hub.publish("bench.flood", payload);
    }
  };
  window.many = async (count) => {
    let heard = 0;
    let more;
    const id = gadgets.Hub.subscribe("bench.heard", (topic, so_far) => { heard = so_far; more?.(); });
    const began = performance.now();
    for (let n = 0; n < count; n += 1) {
      while (n - heard >= 4 * %(burst)d) await new Promise((go) => { more = go; });
      gadgets.Hub.publish("bench.many", { payload, n });
    }
    while (heard < count) await new Promise((go) => { more = go; });
    gadgets.Hub.unsubscribe(id);
    return performance.now() - began;
  };
  window.single = async (count) => {
    const times = [];
    let back;
    gadgets.Hub.subscribe("bench.back", (topic, sent) => { times.push(performance.now() - sent); back(); });
    for (let n = 0; n < count; n += 1) {
      const returned = new Promise((go) => { back = go; });
      gadgets.Hub.publish("bench.one", { payload, sent: performance.now() });
      await returned;
      await turn();
    }
    return times;
  };
  gadgets.util.runOnLoadHandlers();
</script>"""


def rows() -> Iterator[Row]:
    """Throughput, the way there and back, and the same beside a gadget that floods."""
    with loop_runner() as runner:
        found = runner.run(measure())
    how = f"two frames of one page, {PAYLOAD} characters each"
    yield Row("hub, gadget to gadget", found["rate"], "messages/s", "", f"{MESSAGES:,} messages; {how}")
    for what, times in (("", found["times"]), (" beside a flood", found["flooded"])):
        name = f"hub, there and back{what}, p99"
        yield Row(name, percentile(times, 99), "ms", "<= 30", f"{len(times):,} one by one; {how}")


async def measure() -> dict[str, Any]:
    library = Library.of(GADGETS / "features")

    async def container(_: web.Request) -> web.Response:
        return web.Response(text=CONTAINER, content_type="text/html")

    async def gadget(request: web.Request) -> web.Response:
        text = GADGET % {"name": request.query["name"], "payload": PAYLOAD, "burst": BURST}
        return web.Response(text=text, content_type="text/html")

    async def script(request: web.Request) -> web.Response:
        text = library.script(["pubsub-2"], container=request.query["side"] == "container").text
        return web.Response(body=text, content_type="text/javascript", charset="utf-8")

    app = web.Application()
    app.add_routes([web.get("/", container), web.get("/gadget", gadget), web.get("/js", script)])
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        async with chromium() as browser:
            page = await browser.new_page()
            await page.goto(f"http://127.0.0.1:{runner.addresses[0][1]}/")
            async with asyncio.timeout(120):
                measured = await measured_in(page)
    finally:
        await runner.cleanup()
    return measured


async def measured_in(page: Page) -> dict[str, Any]:
    for name in ("publishes", "hears"):
        await page.evaluate("(name) => window.open_(name, name)", name)
    frame = page.frame("publishes")
    assert frame is not None
    await frame.evaluate("(count) => many(count)", MESSAGES // 10)  # to warm up
    ms = await frame.evaluate("(count) => many(count)", MESSAGES)
    times = await frame.evaluate("(count) => single(count)", SINGLE)
    await page.evaluate("(name) => window.open_(name, name)", "floods")
    flooded = await frame.evaluate("(count) => single(count)", SINGLE // 10)
    return {"rate": MESSAGES / ms * 1000, "times": times, "flooded": flooded}
