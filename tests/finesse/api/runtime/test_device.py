"""Devices. Source: Finesse Web Services guide, Devices."""

from __future__ import annotations

from tests.finesse.one_node import Node


async def test_there_are_no_devices_to_choose(node: Node) -> None:
    assert await (await node.ask("GET", "/Devices?extension=1001")).text() == "<Devices></Devices>"
    assert (await node.ask("GET", "/Devices")).status == 400
