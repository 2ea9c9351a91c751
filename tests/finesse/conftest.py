from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from certs.make import ensure
from tests.finesse.one_node import Node, a_node


@pytest.fixture
async def node(tmp_path: Path) -> AsyncIterator[Node]:
    """A node in service with a scripted engine."""
    async with a_node(tmp_path) as node:
        yield node


@pytest.fixture(scope="session")
def certs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The lab's CA, and a certificate for localhost."""
    folder = tmp_path_factory.mktemp("certs")
    ensure(folder, "localhost", ["localhost", "127.0.0.1"])
    return folder
