"""Servers of the desktops' chat. Source: Finesse Web Services guide, ChatConfig."""

from __future__ import annotations

from tests.finesse.api.configuration.bodies import ask, refusal
from tests.finesse.one_node import Node


async def test_chat_servers_are_empty_until_they_are_configured(node: Node) -> None:
    empty = await node.ask("GET", "/ChatConfig")
    assert await empty.text() == (
        "<ChatConfig><uri>/finesse/api/ChatConfig</uri><primaryNode><url></url></primaryNode>"
        "<secondaryNode><url></url></secondaryNode></ChatConfig>"
    )
    body = "<ChatConfig><primaryNode><url>https://imp1:5280/httpbinding</url></primaryNode></ChatConfig>"
    assert (await ask(node, "PUT", "/ChatConfig", body)).status == 200
    assert (await node.get("/ChatConfig")).findtext("primaryNode/url") == "https://imp1:5280/httpbinding"
    bad = "<ChatConfig><primaryNode><url>javascript:x</url></primaryNode></ChatConfig>"
    assert (await refusal(node, "PUT", "/ChatConfig", bad))[:2] == (400, "Invalid Input")
