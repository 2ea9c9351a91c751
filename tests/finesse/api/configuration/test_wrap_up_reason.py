"""Wrap-up reasons. Source: Finesse Web Services guide, WrapUpReason."""

from __future__ import annotations

from finesse.model.configuration.reason import WrapUpReason
from tests.finesse.api.configuration.bodies import create, reason, refusal
from tests.finesse.one_node import Node


async def test_wrap_up_reasons_have_addresses_in_the_users_list(node: Node) -> None:
    node.switchboard.catalogue.wrap_up_reasons += (
        WrapUpReason(77, "Sales only", for_all=False, teams=frozenset({2})),
    )
    reasons = await node.get("/User/agent1/WrapUpReasons")
    assert [one.findtext("label") for one in reasons] == [
        "Resolved",
        "Callback promised",
        "Escalated",
        "Wrong number",
    ]
    uri = reasons[0].findtext("uri") or ""
    assert uri.startswith("/finesse/api/User/agent1/WrapUpReason/")
    assert (await node.get(uri.removeprefix("/finesse/api"))).findtext("label") == "Resolved"
    assert (await node.ask("GET", "/User/agent1/WrapUpReason/77")).status == 404
    team = await node.get("/TeamResource/1/WrapUpReasons")
    assert (team[0].findtext("uri") or "").startswith("/finesse/api/WrapUpReason/")


async def test_a_wrap_up_reason_has_39_bytes(node: Node) -> None:
    await create(node, "/WrapUpReason", reason("ä" * 19 + "x"))
    assert (await refusal(node, "POST", "/WrapUpReason", reason("ä" * 20)))[:2] == (400, "Invalid Input")
    assert (await refusal(node, "POST", "/WrapUpReason", reason("Resolved")))[:2] == (
        400,
        "Finesse API Error",
    )
