"""The web applications of a node, in one."""

from __future__ import annotations

from tests.finesse.one_node import Node


async def test_the_bare_address_leads_to_the_desktop(node: Node) -> None:
    response = await node.client.get("/", allow_redirects=False)
    assert (response.status, response.headers["Location"]) == (302, "/desktop")
    assert (await node.client.get("/desktop")).status == 200
