"""Teams. Source: Finesse Web Services guide, Team."""

from __future__ import annotations

import pytest

from tests.finesse.one_node import Node


async def test_a_team(node: Node) -> None:
    await node.sign_in("agent1")
    for reader in ("agent1", "supervisor1", "administrator"):
        team = await node.get("/Team/1", reader)
        assert [user.findtext("loginId") for user in team.iterfind("users/User")] == [
            "agent1",
            "agent2",
            "supervisor1",
        ]
    team = await node.get("/Team/1?includeLoggedOutAgents=false")
    assert [user.findtext("loginId") for user in team.iterfind("users/User")] == ["agent1"]


@pytest.mark.parametrize("number", ["2", "x", "1.5"])
async def test_a_team_that_does_not_exist(node: Node, number: str) -> None:
    assert (await node.ask("GET", f"/Team/{number}", user="administrator")).status == 404


async def test_teams(node: Node) -> None:
    teams = await node.get("/Teams", "administrator")
    assert [[child.tag for child in team] for team in teams] == [["uri", "id", "name"]]
    assert (await node.ask("GET", "/Teams")).status == 401
