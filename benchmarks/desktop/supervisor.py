"""A supervisor's table of a large team, of which somebody changes all the time."""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.row import Row
from lab.testing.browser import VIEW, chromium
from tests.gadgets.desktop.desktop_page import Desktop
from tests.gadgets.desktop.fake_finesse import serving
from tests.gadgets.desktop.supervisor.fake_teams import FakeTeams, Member
from tests.in_a_browser import expect

AGENTS = 400
EVERY = 1 / 20  # seconds between two changes
SECONDS = 20
STATES = ("READY", "TALKING", "NOT_READY")
LONG_TASKS = """() => {
  window.longTasks = [];
  new PerformanceObserver((list) => longTasks.push(...list.getEntries().map((task) => task.duration)))
    .observe({ type: "longtask" });
}"""


def rows() -> Iterator[Row]:
    """The desktop is a real one, its server does as told."""
    yield from asyncio.run(_measured())


async def _measured() -> list[Row]:
    server = FakeTeams()
    server.members["1"] = [
        Member(f"agent{n:03}", f"First{n}", f"Last{n}", str(2_000 + n), STATES[n % 3]) for n in range(AGENTS)
    ]
    with tempfile.TemporaryDirectory() as folder:
        async with serving(server, Path(folder), "websocket"), chromium() as browser:
            context = await browser.new_context(ignore_https_errors=True, viewport=VIEW)
            desktop = Desktop(await context.new_page(), server)
            await desktop.sign_in()
            await expect(desktop.part("team-count")).to_contain_text(str(AGENTS))
            found = await _changes(desktop, server)
            await context.close()
    return found


async def _changes(desktop: Desktop, server: FakeTeams) -> list[Row]:
    """All members change in turn, so some of them are seen and most are not."""
    session = await desktop.page.context.new_cdp_session(desktop.page)
    await session.send("Performance.enable")
    await desktop.page.evaluate(LONG_TASKS)

    async def busy() -> float:
        metrics = (await session.send("Performance.getMetrics"))["metrics"]
        return float(next(one["value"] for one in metrics if one["name"] == "TaskDuration"))

    before, began = await busy(), time.perf_counter()
    for n in range(round(SECONDS / EVERY)):
        server.move(f"agent{n * 7 % AGENTS:03}", STATES[n % 3])
        await asyncio.sleep(max(0.0, began + (n + 1) * EVERY - time.perf_counter()))
    share = (await busy() - before) / (time.perf_counter() - began)
    long: list[float] = await desktop.page.evaluate("longTasks")
    how = f"{1 / EVERY:.0f} changes of state a second for {SECONDS} s, in Chromium; the page's main thread"
    what = f"a supervisor's table of {AGENTS} agents"
    return [
        Row(f"{what}: share of a core", share * 100, "%", "< 15", how),
        Row(f"{what}: the longest of its tasks over 50 ms", max(long, default=0), "ms", "0 (none)", how),
        Row(f"{what}: tasks over 50 ms", len(long), "", "0", how),
    ]
