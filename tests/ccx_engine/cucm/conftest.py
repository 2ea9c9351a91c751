"""CUCM in the test's event loop, and certificates made once for all tests here."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from ccx_engine.cucm.node import Node, running
from ccx_engine.cucm.settings import CucmSettings
from certs.make import ensure
from vos.address import Address


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("certs")
    ensure(folder, "localhost", ["localhost", "127.0.0.1"])
    return folder


@pytest.fixture
async def cucm(certificates: Path) -> AsyncIterator[Node]:
    """The sample centre's CUCM, on ports of the system's choice."""
    anywhere = Address("127.0.0.1", 0)
    async with running(CucmSettings(axl=anywhere, jtapi=anywhere, certs=certificates)) as node:
        yield node
