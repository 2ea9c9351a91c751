"""What every request goes through. Source: Finesse Web Services guide, error responses."""

from __future__ import annotations

from tests.finesse.api.answers import triplet
from tests.finesse.one_node import Node


async def test_a_path_that_does_not_exist(node: Node) -> None:
    for path in ("/Nothing", "/user/agent1", "/User", "/User/agent1/Nothing"):
        response = await node.ask("GET", path)
        assert (response.status, (await triplet(response))[0]) == (404, "Not Found")


async def test_a_method_that_does_not_exist(node: Node) -> None:
    response = await node.ask("DELETE", "/User/agent1")
    assert (response.status, (await triplet(response))[0]) == (405, "Method Not Allowed")
