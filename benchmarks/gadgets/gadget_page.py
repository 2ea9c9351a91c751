"""A desktop with gadgets in a real browser: how soon they connect and hear, what is loaded and stays."""

from __future__ import annotations

import asyncio
import shutil
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4
from xml.sax.saxutils import escape

from playwright.async_api import Page

from benchmarks.clients.measured_browser import FORGET, TAP, NewContext, Traffic, heap, key_of, trusting
from benchmarks.figures import percentile
from benchmarks.row import Row
from lab.testing import running_lab
from lab.testing.processes import lab_process
from lab.testing.running_lab import RunningLab

SOURCE = Path(__file__).parent
GADGETS = 8
SIGN_INS = 5
CHANGES = 200
RELOADS = 200
WARMED = 40  # reloads after which memory is first looked at
SAVES = 15
LOGIN, EXTENSION = "agent5", "1005"

RELOAD = """() => {
  const { id } = document.querySelector("iframe.gadgets-gadget");
  finesse.container.Container.reloadGadget(id.split("_").pop());
}"""
CLICK = """() => {
  window.clicked = performance.timeOrigin + performance.now();
  window.connected = []; window.loaded = 0;
  document.querySelector('[data-testid="sign-in"]').click();
}"""


def rows() -> Iterator[Row]:
    """One lab for all."""
    with (
        tempfile.TemporaryDirectory() as home,
        lab_process(Path(home), "--timers", "fast") as process,
    ):
        yield from asyncio.run(_measured(process.console))


async def _measured(console: Any) -> list[Row]:
    async with running_lab.at(console) as lab, trusting(key_of(lab.ca)) as new_context:
        folder = lab.home / "3rdpartygadget" / "files" / "bench"
        shutil.copytree(SOURCE, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
        await _arrange(lab, GADGETS)
        found = await _until_connected(lab, new_context)
        await _arrange(lab, 1)
        return [
            *found,
            *await _hearing(lab, new_context),
            *await _memory(lab, new_context),
            *await _saving(lab, new_context),
        ]


async def _arrange(lab: RunningLab, count: int) -> None:
    gadgets = "".join(f"<gadget>/3rdpartygadget/files/bench/bench.xml?n={n}</gadget>" for n in range(count))
    layout = "".join(
        f"<layout><role>{role}</role><page><gadget>/desktop/scripts/js/callcontrol.js</gadget></page><tabs><tab>"
        f"<id>home</id><label>Home</label><columns><column><gadgets>{gadgets}</gadgets></column></columns></tab>"
        "</tabs></layout>"
        for role in ("Agent", "Supervisor")
    )
    whole = (
        '<finesseLayout xmlns="http://www.cisco.com/vtg/finesse"><version>1250.03</version><header>'
        '<leftAlignedColumns><headercolumn width="230px"><component id="agent-voice-state">'
        "<url>/desktop/scripts/js/agentvoicestate.component.js</url></component></headercolumn></leftAlignedColumns>"
        f"</header>{layout}</finesseLayout>"
    )
    body = f"<LayoutConfig><layoutxml>{escape(whole)}</layoutxml></LayoutConfig>"
    answer = await lab.rest("administrator").ask("PUT", "/LayoutConfig/default", body)
    assert answer.status == 200, answer.body


async def _sign_in(lab: RunningLab, page: Page, count: int) -> float:
    """Seconds from the click until every gadget is connected."""
    await page.goto(lab.desktop)
    for part, text in (("username", LOGIN), ("password", "finesse"), ("extension", EXTENSION)):
        await page.get_by_test_id(part).fill(text)
    await page.evaluate(CLICK)
    await page.wait_for_function(f"() => connected.length >= {count}")
    milliseconds: float = await page.evaluate("Math.max(...connected) - clicked")
    await page.wait_for_function(f"() => loaded >= {count}")
    return milliseconds / 1000


async def _until_connected(lab: RunningLab, new_context: NewContext) -> list[Row]:
    cold: list[float] = []
    warm: list[float] = []
    traffic = {"cold": Traffic(), "warm": Traffic()}
    for _ in range(SIGN_INS):
        context = await new_context()
        for name, seconds in (("cold", cold), ("warm", warm)):
            page = await context.new_page()
            traffic[name] = await Traffic.of(page)
            seconds.append(await _sign_in(lab, page, GADGETS))
            await page.close()
            await lab.ask("POST", "reset")
        await context.close()
    how = f"median of {SIGN_INS} in Chromium; sign-in click until the last of {GADGETS} gadgets' onConnect"
    found = [
        Row("eight gadgets connected, cold cache", statistics.median(cold), "s", "< 3", how),
        Row("eight gadgets connected, warm cache", statistics.median(warm), "s", "< 1.5", how),
    ]
    for name, one in traffic.items():
        what = "page, sign-in and eight gadgets loaded"
        found.append(Row(f"requests, {name} cache", one.requests - one.from_cache, "", "", what))
        found.append(Row(f"bytes, {name} cache", one.bytes / 1000, "kB", "", f"{what}, as received"))
    return found


@asynccontextmanager
async def _signed_in(lab: RunningLab, new_context: NewContext) -> AsyncIterator[Page]:
    await lab.ask("POST", "reset")
    context = await new_context()
    page = await context.new_page()
    await page.add_init_script(TAP)
    await _sign_in(lab, page, 1)
    yield page
    await context.close()


async def _hearing(lab: RunningLab, new_context: NewContext) -> list[Row]:
    async with _signed_in(lab, new_context) as page:
        rest = lab.rest(LOGIN)
        gadget = next(frame for frame in page.frames if "bench.xml" in frame.url)
        tunnel = next(frame for frame in page.frames if "/tunnel/" in frame.url)
        reasons = await rest.get(f"/User/{LOGIN}/ReasonCodes?category=NOT_READY")
        reason = reasons.findtext("ReasonCode/uri", "").rpartition("/")[2]
        away = f"<state>NOT_READY</state><reasonCodeId>{reason}</reasonCodeId>"
        for n in range(CHANGES):
            state, request_id = ("<state>READY</state>", away)[n % 2], str(uuid4())
            answer = await rest.ask("PUT", f"/User/{LOGIN}", f"<User>{state}</User>", request_id)
            assert answer.status == 202, answer.body
            await gadget.wait_for_function(f"() => updates.some(([id]) => id === '{request_id}')")
        arrived = dict(await tunnel.evaluate("arrivals"))
        heard = dict(await gadget.evaluate("updates"))
    milliseconds = sorted(heard[one] - arrived[one] for one in heard if one in arrived)
    assert len(milliseconds) > CHANGES // 2, (
        f"only {len(milliseconds)} of {CHANGES} events were seen on both sides"
    )
    how = (
        f"{len(milliseconds)} changes of state over WebSocket; tunnel's message event to the gadget's handler"
    )
    return [
        Row(
            "an event from the wire to a gadget's handler, median",
            statistics.median(milliseconds),
            "ms",
            "",
            how,
        ),
        Row(
            "an event from the wire to a gadget's handler, p99",
            percentile(milliseconds, 99),
            "ms",
            "< 30",
            how,
        ),
    ]


async def _memory(lab: RunningLab, new_context: NewContext) -> list[Row]:
    async with _signed_in(lab, new_context) as page:
        session = await page.context.new_cdp_session(page)
        await session.send("Performance.enable")
        kept, seen = [], []
        for n in range(RELOADS):
            await page.evaluate("connected.length = 0")
            await page.evaluate(RELOAD)
            await page.wait_for_function("() => connected.length >= 1")
            if n + 1 in (WARMED, RELOADS):
                kept.append(await heap(session))
                await page.evaluate(FORGET)
                seen.append(await heap(session))
    early, late = seen
    how = f"after {RELOADS} reloads of a gadget, and after {WARMED}; garbage collected"
    each = 1000 * (RELOADS - WARMED)
    grown = (late["JSHeapUsedSize"] - early["JSHeapUsedSize"]) / each
    told = (kept[1]["JSHeapUsedSize"] - late["JSHeapUsedSize"]) / each
    return [
        Row(
            "documents that stay for each reload",
            (late["Documents"] - early["Documents"]) / (RELOADS - WARMED),
            "",
            "0",
            how,
        ),
        Row("JavaScript's memory that stays for each reload", grown, "kB", "about 0", how),
        Row(
            "the same, kept for the inspector",
            told,
            "kB",
            "",
            "its last 3,000 to 6,000 entries, 4,000,000 characters",
        ),
    ]


async def _saving(lab: RunningLab, new_context: NewContext) -> list[Row]:
    seconds = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "saved"
        shutil.copytree(SOURCE, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
        await lab.ask("POST", "gadgets", {"gadget": str(folder / "bench.xml")})
        await _arrange(lab, 0)
        async with _signed_in(lab, new_context) as page:
            for n in range(SAVES):
                await page.evaluate("connected.length = 0")
                began = time.time()
                (folder / "bench.js").write_text((SOURCE / "bench.js").read_text() + f"// {n}\n")
                await page.wait_for_function("() => connected.length >= 1")
                seconds.append(await page.evaluate("Math.max(...connected) / 1000") - began)
    how = f"median of {SAVES}; a script is written until the reloaded gadget's onConnect"
    return [
        Row("file changed until the gadget is connected again", statistics.median(seconds), "s", "< 1", how)
    ]
