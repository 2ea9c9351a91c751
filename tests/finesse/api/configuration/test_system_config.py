"""The peripherals of Unified CCE. Source: Finesse Web Services guide, SystemConfig."""

from __future__ import annotations

import pytest

from tests.finesse.one_node import Node


@pytest.mark.parametrize("method", ["GET", "PUT"])
async def test_only_the_administrator_is_told_that_unified_ccx_has_none(node: Node, method: str) -> None:
    assert (await node.ask(method, "/SystemConfig", user="supervisor1")).status == 401
    assert (await node.ask(method, "/SystemConfig", user="administrator")).status == 501
