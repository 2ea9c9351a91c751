from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from finesse.shindig.keys import FETCHER
from tests.finesse.one_node import Node, a_node
from tests.finesse.shindig.gadget_files import GadgetFiles
from tests.finesse.shindig.web_server import WebServer, ok, web_server
from vos.http.web_url import WebOrigin


@pytest.fixture
async def files(tmp_path: Path) -> AsyncIterator[GadgetFiles]:
    """A node in service with an empty folder of gadgets."""
    folder = tmp_path / "files"
    folder.mkdir()
    async with a_node(tmp_path, third_party=folder) as node:
        yield GadgetFiles(node, folder)


@pytest.fixture
async def server(node: Node) -> AsyncIterator[WebServer]:
    """A server that the node's gadgets may reach."""
    async with web_server(ok(b"hello")) as server:
        node.client.app[FETCHER].reach.name_also([WebOrigin.parse(server.url())])  # type: ignore[index]
        yield server
