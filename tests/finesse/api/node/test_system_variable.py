"""What workflows may look at. Source: Finesse Web Services guide, SystemVariable."""

from __future__ import annotations

from lxml import etree

from tests.finesse.one_node import Node


async def test_system_variables_have_a_name_and_a_node(node: Node) -> None:
    found = await node.get("/SystemVariables", "administrator")
    assert [[child.tag for child in one] for one in found] == [["name", "node"]] * len(found)
    names = [one.findtext("name") for one in found]
    assert "callVariable10" in names
    assert "DNIS" in names
    etree.XPath(found[0].findtext("node") or "")
