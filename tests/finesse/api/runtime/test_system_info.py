"""Whether the node serves. Source: Finesse Web Services guide, SystemInfo."""

from __future__ import annotations

from pathlib import Path

from tests.finesse.one_node import Node, a_node


async def test_system_info_needs_no_credentials(node: Node) -> None:
    response = await node.ask("GET", "/SystemInfo", user=None)

    assert response.status == 200
    assert (await response.text()).startswith("<SystemInfo><currentTimestamp>")


async def test_system_info_names_both_nodes(tmp_path: Path) -> None:
    async with a_node(tmp_path, primary_host="a.example.com", secondary_host="b.example.com") as node:
        hosts = [host.text for host in (await node.get("/SystemInfo")).iter("host")]

    assert hosts == ["a.example.com", "b.example.com"]
