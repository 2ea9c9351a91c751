from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from finesse.node import listening_on
from finesse.reverse_proxy.upstream import Pool
from tests.finesse.api.created import stock
from tests.finesse.api.runtime.calls import talk
from tests.finesse.one_node import Node, a_node
from vos.address import Address


@pytest.fixture
async def talking(node: Node) -> Node:
    """A node where agent1 is on a call, and there is one of everything."""
    await stock(node)
    await talk(node)
    node.engine.heard.clear()
    return node


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Node]:
    """A node like `talking`, for all tests of a module, which leave it as it was."""
    async with a_node(tmp_path_factory.mktemp("node")) as node:
        await stock(node)
        await talk(node)
        node.engine.heard.clear()
        yield node


@pytest.fixture
async def address(tmp_path: Path) -> AsyncIterator[Address]:
    """Where a node listens as it does in the lab."""
    async with (
        a_node(tmp_path) as node,
        listening_on(
            node.client.app,
            {"http": (Address("127.0.0.1", 0), None)},
            Pool(Address("127.0.0.1", 1), "localhost", None),
        ) as addresses,
    ):
        yield addresses["http"]
