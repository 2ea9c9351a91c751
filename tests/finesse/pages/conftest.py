"""The pages as they are served without settings."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient

from finesse import pages
from finesse.pages.settings import PageSettings

Client = TestClient[web.Request, web.Application]


@pytest.fixture
async def client(aiohttp_client: Callable[..., Awaitable[Client]]) -> Client:
    app = web.Application()
    pages.setup(app, PageSettings())
    return await aiohttp_client(app)
