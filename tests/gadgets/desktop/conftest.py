"""The desktop in headless Chromium, at a server that speaks the true wire formats and does as told."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from finesse.pages.settings import Transport, Tunnel
from lab.testing.browser import PATIENCE_MS, VIEW
from tests.gadgets.desktop.desktop_page import Desktop
from tests.gadgets.desktop.fake_finesse import FakeFinesse, serving


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
    context.set_default_timeout(PATIENCE_MS)
    opened = Desktop(await context.new_page(), server)
    opened.page.on("pageerror", lambda error: opened.complaints.append(str(error)))
    opened.page.on(
        "console",
        lambda message: opened.complaints.append(message.text) if message.type == "error" else None,
    )
    yield opened
    await context.close()
