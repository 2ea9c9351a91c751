"""Loads a gadget in a lab of its own, in headless Chromium, and tells what became of it there."""

from __future__ import annotations

import asyncio
import contextlib
import importlib.util
import sys
import tempfile
from collections.abc import AsyncIterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from finesse.third_party.workbench_file import FILES
from lab.failure import LabError, StartFailed

if TYPE_CHECKING:
    from playwright.async_api import ConsoleMessage, Frame, Page, Request, Response

LOGIN = "agent1"
BOXES = '[data-testid="gadget"]'
SECONDS = 20.0  # in which the gadget is to be there
QUIET_SECONDS = 0.5  # for what it does at once after that
POLL_SECONDS = 0.05
MOST = 100  # complaints of each kind

# What the frame says of itself: the hub's client is connected, and who is told of that.
STATE = """() => ({
  connected: Boolean(globalThis.gadgets?.Hub?.isConnected?.()),
  told: typeof globalThis.gadgets?.HubSettings?.onConnect === "function",
  loaded: document.readyState === "complete",
  milliseconds: Math.round(performance.getEntriesByType("navigation")[0]?.loadEventEnd ?? 0),
  height: document.body?.scrollHeight ?? 0,
})"""


class NoBrowser(Exception):
    """The gadget cannot be loaded on this machine; the text says what is missing, and how to get it."""


@dataclass
class Loaded:
    """What became of the gadget."""

    on_connect: bool = False  # it was called
    load_ms: int | None = None  # from its address to its load event
    connect_ms: int | None = None  # from the frame's beginning until its hub was connected
    failure: str = ""  # why the server did not show it
    console: list[str] = field(default_factory=list)  # errors
    requests: list[str] = field(default_factory=list)  # that failed

    @property
    def faults(self) -> int:
        """How many things went wrong."""
        shown = self.load_ms is not None and not self.failure
        return (not shown) + len(self.console) + len(self.requests)

    @property
    def is_fine(self) -> bool:
        return not self.faults

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    def lines(self) -> list[str]:
        """What became of it, in lines for people."""
        if self.failure:
            head = f"browser: error: the server does not show the gadget: {self.failure}"
        elif self.load_ms is None:
            head = f"browser: error: the gadget was not loaded within {SECONDS:g} s"
        else:
            started = (
                f"onConnect after {self.connect_ms} ms" if self.on_connect else "onConnect was not called"
            )
            head = f"browser: loaded in {self.load_ms} ms; {started}"
        told = [head, *(f"browser: error: console: {each}" for each in self.console)]
        return [*told, *(f"browser: error: request: {each}" for each in self.requests)]


def must_have_one() -> None:
    """NoBrowser unless gadgets can be loaded here."""
    from lab.testing.browser import NAMES, executable

    if importlib.util.find_spec("playwright") is None:
        raise NoBrowser(
            f"playwright is not installed: {sys.executable} -m pip install playwright, or leave it out by "
            "--no-browser"
        )
    if executable() is None:
        raise NoBrowser(
            f"there is no Chromium: install one of {', '.join(NAMES)} (on Debian: apt-get install chromium), "
            "or leave it out by --no-browser"
        )


def load(spec: Path) -> Loaded:
    """Load it in a lab that begins and ends here. NoBrowser, StartFailed or LabError if that cannot be."""
    must_have_one()
    from lab.testing.started import lab_in_a_process

    with (
        tempfile.TemporaryDirectory(prefix="gadget-check-") as home,
        lab_in_a_process(Path(home)) as starting,
    ):
        return asyncio.run(_load(spec, starting.console()))


async def _load(spec: Path, console: Any) -> Loaded:
    from playwright.async_api import Error

    from lab.testing import running_lab
    from lab.testing.browser import desktops

    loaded = Loaded()
    try:
        async with running_lab.opened(console) as lab, desktops() as browser:
            desktop = await browser.open()
            await desktop.sign_in(lab, LOGIN, lab.people.passwords[LOGIN], lab.people.extensions[LOGIN])
            others = await desktop.page.locator(BOXES).evaluate_all(
                "all => all.map((one) => one.dataset.mid)"
            )
            async with _listening(desktop.page, loaded):
                made = await lab.ask("POST", "gadgets", {"gadget": str(spec)})
                await _watch(desktop.page, loaded, made["url"], others)
    except AssertionError as error:
        raise LabError(500, str(error), "see docs/lab.md") from None
    except Error as error:
        raise StartFailed(f"the browser: {error.message.splitlines()[0]}") from None
    return loaded


@contextlib.asynccontextmanager
async def _listening(page: Page, loaded: Loaded) -> AsyncIterator[None]:
    """Inside, what gadgets' frames complain of is noted."""

    def is_its_own(frame: Frame | None) -> bool:
        return frame is not None and frame.parent_frame is not None and "/gadgets/ifr" in frame.url

    def is_of_a_gadget(where: str) -> bool:
        return FILES in where or "/gadgets/ifr" in where

    def say(kept: list[str], what: str) -> None:
        if len(kept) < MOST and what not in kept:
            kept.append(what)

    def on_console(message: ConsoleMessage) -> None:
        where = str(message.location.get("url", ""))
        if message.type != "error" or not is_of_a_gadget(where):
            return
        if not message.text.startswith("Failed to load resource"):  # that is told as a request
            at = f"{_short(where)}:{message.location.get('lineNumber', 0) + 1}"
            say(loaded.console, f"{message.text.splitlines()[0]} ({at})")

    def on_failure(request: Request) -> None:
        if is_its_own(request.frame) and request.failure != "net::ERR_ABORTED":
            say(loaded.requests, f"{request.method} {request.url}: {request.failure}")

    def on_response(response: Response) -> None:
        with contextlib.suppress(Exception):  # of a worker, or of a frame that is gone
            if response.status >= 400 and is_its_own(response.frame):
                say(loaded.requests, f"{response.request.method} {response.url}: {response.status}")

    # The browser's own words, since a script that cannot be read has no stack that would name it.
    def on_exception(thrown: dict[str, Any]) -> None:
        details = thrown["exceptionDetails"]
        value = details.get("exception", {})
        text = str(value.get("description") or value.get("value") or details["text"])
        frames = details.get("stackTrace", {}).get("callFrames", [])
        frame = next((each for each in frames if is_of_a_gadget(each["url"])), details)
        where = str(frame.get("url", ""))
        if is_of_a_gadget(where) or is_of_a_gadget(text):
            at = f" ({_short(where)}:{frame['lineNumber'] + 1})" if where else ""
            say(loaded.console, f"{(text.splitlines() or [''])[0]}{at}")

    page.on("console", on_console)
    page.on("requestfailed", on_failure)
    page.on("response", on_response)
    browser = await page.context.new_cdp_session(page)
    browser.on("Runtime.exceptionThrown", on_exception)
    await browser.send("Runtime.enable")
    yield


async def _watch(page: Page, loaded: Loaded, url: str, others: list[str]) -> None:
    """Wait until the gadget is loaded and connected, or until it is clear that it will not be.

    `others` are the numbers of those that were on the page before.
    """
    loop = asyncio.get_running_loop()
    until, began, quiet_from = loop.time() + SECONDS, None, None
    while loop.time() < until:
        box = page.locator(BOXES + "".join(f':not([data-mid="{mid}"])' for mid in others))
        failure = box.locator('[data-testid="gadget-error"]')
        if await failure.count():
            loaded.failure = " ".join(await failure.locator("p").all_inner_texts())
            return
        frame = _frame(page, url)
        if frame is None:
            await asyncio.sleep(POLL_SECONDS)
            continue
        began = began or loop.time()
        state = await _state(frame)
        if state is not None and state["loaded"]:
            loaded.load_ms = state["milliseconds"] or loaded.load_ms or round((loop.time() - began) * 1000)
            if state["connected"] and loaded.connect_ms is None:
                loaded.connect_ms = round((loop.time() - began) * 1000)
            loaded.on_connect = bool(state["connected"] and state["told"])
            quiet_from = quiet_from or (loop.time() if loaded.on_connect else None)
            if quiet_from is not None and loop.time() - quiet_from > QUIET_SECONDS:
                return
        await asyncio.sleep(POLL_SECONDS)


def _frame(page: Page, url: str) -> Frame | None:
    from urllib.parse import parse_qs, urlsplit

    for frame in page.frames:
        if "/gadgets/ifr" in frame.url and url in parse_qs(urlsplit(frame.url).query).get("url", []):
            return frame
    return None


async def _state(frame: Frame) -> dict[str, Any] | None:
    from playwright.async_api import Error

    try:
        found: dict[str, Any] = await frame.evaluate(STATE)
    except Error:  # it is loaded anew in this moment
        return None
    return found


def _short(url: str) -> str:
    return url.rpartition("/")[2].partition("?")[0] if "/gadgets/ifr" not in url else "the gadget's page"
