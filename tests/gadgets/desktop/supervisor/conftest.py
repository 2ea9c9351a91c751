"""The desktop of a supervisor, at a server that has teams."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from finesse.pages.settings import Transport, Tunnel
from tests.gadgets.desktop.fake_finesse import serving
from tests.gadgets.desktop.supervisor.fake_teams import FakeTeams


@pytest_asyncio.fixture(loop_scope="module")
async def server(certs: Path, transport: Transport, ping: float, tunnel: Tunnel) -> AsyncIterator[FakeTeams]:
    fake = FakeTeams()
    async with serving(fake, certs, transport, ping, tunnel):
        yield fake
