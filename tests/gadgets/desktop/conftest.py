"""The desktop in headless Chromium, at a server that speaks the true wire formats and does as told."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright

from finesse.pages.settings import Transport, Tunnel
from lab.testing.browser import ARGUMENTS, NAMES, VIEW
from tests.gadgets.desktop.desktop_page import Desktop
from tests.gadgets.desktop.fake_finesse import FakeFinesse, serving


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    assert found, f"no browser: install one of {', '.join(NAMES)}"
    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(executable_path=found, args=list(ARGUMENTS))
        yield launched
        await launched.close()


@pytest.fixture(scope="module")
def certs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("certs")


@pytest.fixture
def transport() -> Transport:
    return "websocket"


@pytest.fixture
def tunnel() -> Tunnel:
    return "notification"


@pytest.fixture
def ping() -> float:
    return 10


@pytest_asyncio.fixture(loop_scope="module")
async def server(
    certs: Path, transport: Transport, ping: float, tunnel: Tunnel
) -> AsyncIterator[FakeFinesse]:
    async with serving(FakeFinesse(), certs, transport, ping, tunnel) as fake:
        yield fake


@pytest.fixture
def language() -> str:
    return "en-US"


@pytest_asyncio.fixture(loop_scope="module")
async def desktop(browser: Browser, server: FakeFinesse, language: str) -> AsyncIterator[Desktop]:
    context = await browser.new_context(ignore_https_errors=True, viewport=VIEW, locale=language)
    context.set_default_timeout(10_000)
    opened = Desktop(await context.new_page(), server)
    opened.page.on("pageerror", lambda error: opened.complaints.append(str(error)))
    opened.page.on(
        "console",
        lambda message: opened.complaints.append(message.text) if message.type == "error" else None,
    )
    yield opened
    await context.close()
