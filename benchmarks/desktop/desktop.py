"""An agent's desktop at a lab, and at a server that tells a thousand calls."""

from __future__ import annotations

import asyncio
import statistics
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

from playwright.async_api import Page

from benchmarks.clients.measured_browser import FORGET, TAP, NewContext, Traffic, heap, key_of, trusting
from benchmarks.figures import percentile
from benchmarks.row import Row
from lab.testing import running_lab
from lab.testing.browser import VIEW, chromium
from lab.testing.processes import lab_process
from lab.testing.running_lab import RunningLab
from tests.gadgets.desktop.desktop_page import CUSTOMER, Desktop
from tests.gadgets.desktop.fake_finesse import Call, FakeFinesse, serving
from tests.in_a_browser import expect

SIGN_INS = 5
CHANGES = 200
CALLS = 1_000
TOGETHER = 20  # calls after which the page has to have shown everything
WARMED = 200  # calls after which memory is first looked at
SETTLED_MS = 1_500  # what belongs to the load has come by then
LOGIN, EXTENSION = "agent5", "1005"

# From the click until the state stands in the header, by the page's clock.
USABLE = """() => {
  window.clicked = performance.now();
  const look = () => {
    const state = document.querySelector('[data-testid="agent-state"]');
    if (state?.textContent === "Not Ready") { window.usable ??= performance.now(); }
  };
  new MutationObserver(look).observe(document, { childList: true, characterData: true, subtree: true });
  document.querySelector('[data-testid="sign-in"]').click();
}"""
SHOWN = """() => {
  window.shown = [];
  const state = document.querySelector('[data-testid="agent-state"]');
  const look = () => shown.push([state.textContent, performance.timeOrigin + performance.now()]);
  new MutationObserver(look).observe(state, { childList: true, characterData: true, subtree: true });
}"""


def rows() -> Iterator[Row]:
    """One lab for the first, a server that does as told for the memory."""
    with tempfile.TemporaryDirectory() as home, lab_process(Path(home), "--timers", "fast") as process:
        yield from asyncio.run(_at_a_lab(process.console))
    yield from asyncio.run(_a_thousand_calls())


async def _at_a_lab(console: Any) -> list[Row]:
    async with running_lab.at(console) as lab, trusting(key_of(lab.ca)) as new_context:
        return [*await _signing_in(lab, new_context), *await _showing(lab, new_context)]


async def _sign_in(lab: RunningLab, page: Page) -> float:
    """Seconds from the click until the desktop can be used."""
    await page.goto(lab.desktop)
    for part, text in (("username", LOGIN), ("password", "finesse"), ("extension", EXTENSION)):
        await page.get_by_test_id(part).fill(text)
    await page.evaluate(USABLE)
    await page.wait_for_function("() => window.usable !== undefined")
    milliseconds: float = await page.evaluate("usable - clicked")
    return milliseconds / 1000


async def _signing_in(lab: RunningLab, new_context: NewContext) -> list[Row]:
    seconds: dict[str, list[float]] = {"cold": [], "warm": []}
    traffic: dict[str, list[Traffic]] = {"cold": [], "warm": []}
    for _ in range(SIGN_INS):
        context = await new_context()
        for name in seconds:
            page = await context.new_page()
            traffic[name].append(await Traffic.of(page))
            seconds[name].append(await _sign_in(lab, page))
            await page.wait_for_timeout(SETTLED_MS)
            await page.close()
            await lab.ask("POST", "reset")
        await context.close()
    how = (
        f"median of {SIGN_INS} in Chromium, the sample center's layout; until the state stands in the header"
    )
    loaded = "sign-in page and desktop, the browser's caches left out; median"
    found = []
    for name, aims in (("cold", ("< 2", "", "")), ("warm", ("< 1", "< 40", "< 400"))):
        requests = statistics.median(one.requests - one.from_cache for one in traffic[name])
        kilobytes = statistics.median(one.bytes for one in traffic[name]) / 1000
        what = f"desktop, {name} cache"
        found += [
            Row(
                f"{what}: sign-in click until it can be used",
                statistics.median(seconds[name]),
                "s",
                aims[0],
                how,
            ),
            Row(f"{what}: requests", requests, "", aims[1], loaded),
            Row(f"{what}: bytes", kilobytes, "kB", aims[2], loaded),
        ]
    return found


async def _showing(lab: RunningLab, new_context: NewContext) -> list[Row]:
    """From the tunnel's message to the state in the header."""
    context = await new_context()
    page = await context.new_page()
    await page.add_init_script(TAP)
    await _sign_in(lab, page)
    await page.evaluate(SHOWN)
    tunnel = next(frame for frame in page.frames if "/tunnel/" in frame.url)
    rest = lab.rest(LOGIN)
    reasons = await rest.get(f"/User/{LOGIN}/ReasonCodes?category=NOT_READY")
    reason = reasons.findtext("ReasonCode/uri", "").rpartition("/")[2]
    away = f"<state>NOT_READY</state><reasonCodeId>{reason}</reasonCodeId>"
    asked = [str(uuid4()) for _ in range(CHANGES)]
    for n, request_id in enumerate(asked):
        state, wanted = (("<state>READY</state>", "Ready"), (away, "Not Ready"))[n % 2]
        answer = await rest.ask("PUT", f"/User/{LOGIN}", f"<User>{state}</User>", request_id)
        assert answer.status == 202, answer.body
        await page.wait_for_function(
            "([wanted, count]) => shown.length >= count && shown.at(-1)[0] === wanted", arg=[wanted, n + 1]
        )
    arrived = dict(await tunnel.evaluate("arrivals"))
    shown = await page.evaluate("shown")
    await context.close()
    assert len(shown) == CHANGES, f"{len(shown)} changes were shown, {CHANGES} asked for"
    milliseconds = [at - arrived[one] for one, (_, at) in zip(asked, shown, strict=True)]
    how = f"{CHANGES} changes of state over WebSocket; the tunnel's message until the header shows it"
    return [
        Row("an event from the wire to the page, median", statistics.median(milliseconds), "ms", "", how),
        Row("an event from the wire to the page, p99", percentile(milliseconds, 99), "ms", "< 50", how),
    ]


@asynccontextmanager
async def _told_desktop() -> AsyncIterator[Desktop]:
    """A signed-in desktop of a server that does as told."""
    with tempfile.TemporaryDirectory() as folder:
        async with serving(FakeFinesse(), Path(folder), "websocket") as server, chromium() as browser:
            context = await browser.new_context(ignore_https_errors=True, viewport=VIEW)
            desktop = Desktop(await context.new_page(), server)
            await desktop.sign_in()
            yield desktop
            await context.close()


async def _a_thousand_calls() -> list[Row]:
    seen = []
    async with _told_desktop() as desktop:
        session = await desktop.page.context.new_cdp_session(desktop.page)
        await session.send("Performance.enable")
        for first in range(0, CALLS, TOGETHER):
            for n in range(first, first + TOGETHER):
                _one_call(desktop.server, str(16_777_216 + n))
                await asyncio.sleep(0)
            desktop.server.become("NOT_READY", f"Until {first}")
            await expect(desktop.part("agent-reason")).to_contain_text(f"Until {first}")
            if first + TOGETHER in (WARMED, CALLS):
                await desktop.page.evaluate(FORGET)
                seen.append(await heap(session))
    early, late = seen
    how = (
        f"{CALLS} calls ring, are answered and end; compared with {WARMED}, garbage collected, "
        "without what is kept for an inspector"
    )
    each = CALLS - WARMED
    return [
        Row(
            "JavaScript's memory of the desktop after 1,000 calls",
            late["JSHeapUsedSize"] / 1_000_000,
            "MB",
            "flat",
            how,
        ),
        Row(
            "the same that stays for each call",
            (late["JSHeapUsedSize"] - early["JSHeapUsedSize"]) / 1000 / each,
            "kB",
            "about 0",
            how,
        ),
        Row("elements that stay for each call", (late["Nodes"] - early["Nodes"]) / each, "", "0", how),
    ]


def _one_call(server: FakeFinesse, dialog: str) -> None:
    """A customer rings, is answered, talks, and is gone."""
    call = Call(id=dialog, variables=CUSTOMER)
    server.ring(call)
    server.tell_call(replace(call, state="ACTIVE", actions=("HOLD", "DROP")))
    server.become("TALKING")
    server.tell_call(replace(call, state="DROPPED", actions=()), "DELETE")
    server.become("READY")
