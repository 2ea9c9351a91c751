"""What is assigned to teams. Source: Finesse Web Services guide, Team (configuration)."""

from __future__ import annotations

import pytest

from tests.finesse.api.configuration.bodies import ask, code, create, reason, refusal, uris
from tests.finesse.one_node import Node


async def test_a_team_gets_a_list_and_what_is_everybodys_is_not_on_it(node: Node) -> None:
    own = await create(node, "/ReasonCode", code(24, "Support only", "false"))
    path = "/Team/1/ReasonCodes?category=NOT_READY"
    assert (
        await ask(node, "PUT", path, uris("ReasonCodes", "ReasonCode", f"/finesse/api{own}"))
    ).status == 200
    listed = await node.get(path, "administrator")
    assert listed.get("category") == "NOT_READY"
    assert [one.findtext("label") for one in listed] == ["Support only"]
    assert (
        "Support only" in await (await node.ask("GET", "/User/agent1/ReasonCodes?category=NOT_READY")).text()
    )

    everybodys = uris("ReasonCodes", "ReasonCode", "/finesse/api/ReasonCode/1")
    assert (await refusal(node, "PUT", path, everybodys))[:2] == (400, "Finesse API Error")
    assert len(await node.get(path, "administrator")) == 1
    other = "/Team/1/ReasonCodes?category=LOGOUT"
    assert (await ask(node, "PUT", other, "<ReasonCodes/>")).status == 200
    assert len(await node.get(path, "administrator")) == 1
    assert (await ask(node, "PUT", path, "<ReasonCodes/>")).status == 200
    assert len(await node.get(path, "administrator")) == 0


async def test_what_becomes_everybodys_is_taken_from_the_teams_lists(node: Node) -> None:
    own = await create(node, "/WrapUpReason", reason("Support only", "false"))
    await ask(node, "PUT", "/Team/1/WrapUpReasons", uris("WrapUpReasons", "WrapUpReason", own))
    await ask(node, "PUT", own, "<WrapUpReason><forAll>true</forAll></WrapUpReason>")
    assert len(await node.get("/Team/1/WrapUpReasons", "administrator")) == 0


@pytest.mark.parametrize(
    "path", ["ReasonCodes?category=LOGOUT", "WrapUpReasons", "PhoneBooks", "Workflows", "LayoutConfig"]
)
async def test_a_team_that_does_not_exist_has_the_error_of_assignments(node: Node, path: str) -> None:
    assert await refusal(node, "GET", f"/Team/77/{path}") == (
        404,
        "finesse.api.team.team_assignment_invalid_team",
        "HTTP Status code: 404 (Not Found) Api Error Type:finesse.api.team.team_assignment_invalid_team "
        "Error Message: This is not a valid team",
        "77",
    )
