"""Headless Chromium at an agent's desktop, and everything it complained about."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lab.testing.running_lab import RunningLab

if TYPE_CHECKING:
    from playwright.async_api import Browser, ConsoleMessage, Locator, Page, ViewportSize

NAMES = ("chromium", "chromium-browser", "google-chrome")
# The popups are pages that Chromium loads for each window beforehand, for 0.7 s of CPU. Only the last list
# counts, so what Playwright has in its own stands here again.
LEFT_OUT = (
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxFullPopup",
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "TcpPortRandomizationWin",
    "ThirdPartyStoragePartitioning",
)
ARGUMENTS = (
    "--no-sandbox",
    "--headless=new",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--disable-features={','.join(LEFT_OUT)}",
)
PATIENCE_MS = 30_000
VIEW: ViewportSize = {"width": 1366, "height": 768}  # the smallest that the product supports


@dataclass
class Desktop:
    """A page, and the errors its console printed."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    def part(self, name: str) -> Locator:
        """What carries this test id."""
        return self.page.get_by_test_id(name)

    async def sign_in(self, lab: RunningLab, login: str, password: str, extension: str) -> None:
        """Open the desktop and sign in; return when the agent's state is shown."""
        await self.page.goto(lab.desktop)
        await self.part("username").fill(login)
        await self.part("password").fill(password)
        await self.part("extension").fill(extension)
        await self.part("sign-in").click()
        await self.part("agent-state").wait_for()

    async def go_ready(self) -> None:
        """Choose Ready in the menu."""
        await self.part("state-menu").click()
        await self.part("state-ready").click()

    async def shows(self, part: str, text: str, within_ms: float = PATIENCE_MS) -> None:
        """AssertionError unless a part shows this text in time."""
        from playwright.async_api import expect

        await expect(self.part(part)).to_have_text(text, timeout=within_ms)


def executable() -> str | None:
    """Where this machine has a Chromium."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


@contextlib.asynccontextmanager
async def chromium(*arguments: str) -> AsyncIterator[Browser]:
    """A headless browser; closed at the end. AssertionError when the machine has none."""
    from playwright.async_api import async_playwright

    found = executable()
    assert found, f"no browser: install one of {', '.join(NAMES)} (on Debian: apt-get install chromium)"
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=found, args=[*ARGUMENTS, *arguments])
        try:
            yield browser
        finally:
            await browser.close()


@contextlib.asynccontextmanager
async def desktops() -> AsyncIterator[BrowserDesktops]:
    """A browser that can open desktops; closed at the end. AssertionError when the machine has none."""
    async with chromium() as browser:
        yield BrowserDesktops(browser)


class BrowserDesktops:
    """Opens desktops, each in a context of its own as if it were another agent's machine."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser

    async def open(self) -> Desktop:
        """A fresh page whose console errors are noted; the lab's certificate is accepted."""
        context = await self._browser.new_context(ignore_https_errors=True, viewport=VIEW)
        context.set_default_timeout(PATIENCE_MS)
        desktop = Desktop(await context.new_page())

        def hear(message: ConsoleMessage) -> None:
            if message.type == "error":
                desktop.complaints.append(message.text)

        desktop.page.on("console", hear)
        desktop.page.on("pageerror", lambda error: desktop.complaints.append(str(error)))
        return desktop
