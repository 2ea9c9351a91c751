from __future__ import annotations

import re
from collections.abc import Awaitable, Callable

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient

from finesse import pages
from finesse.pages.settings import PageSettings
from vos.http.browser_modules import DESKTOP, INSPECTOR, LOCAL_LOG, modules
from vos.http.edition import modules_of

Client = TestClient[web.Request, web.Application]


@pytest.fixture
async def client(aiohttp_client: Callable[..., Awaitable[Client]]) -> Client:
    app = web.Application()
    pages.setup(app, PageSettings("bosh", 17443))
    return await aiohttp_client(app)


@pytest.mark.parametrize("path", ["/desktop/locallog", "/desktop/locallog/"])
async def test_the_viewer_loads_its_own_files_and_asks_nobody(client: Client, path: str) -> None:
    answer = await client.get(path)
    assert "connect-src" not in answer.headers["Content-Security-Policy"]
    for file in re.findall(r'(?:src|href)="([^"]+)"', await answer.text()):
        assert (await client.get(file)).status == 200, file


async def test_every_module_that_it_imports_is_served(client: Client) -> None:
    files = {**modules(LOCAL_LOG), **modules(INSPECTOR), **modules(DESKTOP)}
    imported = modules_of("/desktop/scripts/local_log/main.js", lambda path: files[path].read_text("utf-8"))
    assert "/desktop/scripts/local_log/sessions.js" in imported
    for path in imported:
        assert (await client.get(path)).status == 200, path
