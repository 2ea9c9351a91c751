"""What a supervisor tells teams. Source: Finesse Web Services guide, TeamMessage."""

from __future__ import annotations

import pytest
from aiohttp import hdrs

from tests.finesse.api.configuration.bodies import refusal
from tests.finesse.one_node import Node

TEAM = "<teams><team>1</team></teams>"


def message(content: str = "Lunch at noon", duration: str = "60", teams: str = TEAM) -> str:
    return f"<TeamMessage><content>{content}</content><duration>{duration}</duration>{teams}</TeamMessage>"


async def write(node: Node) -> str:
    """A message of the supervisor; its path behind that of the API."""
    response = await node.ask("POST", "/TeamMessage", message(), user="supervisor1")
    assert response.status == 200
    return response.headers[hdrs.LOCATION].partition("/finesse/api")[2]


async def test_agents_of_the_team_read_what_their_supervisor_writes(node: Node) -> None:
    path = await write(node)
    assert (await node.get(path)).findtext("content") == "Lunch at noon"
    assert [each.findtext("content") for each in await node.get("/TeamMessages")] == ["Lunch at noon"]
    assert len(await node.get("/Team/1/TeamMessages")) == 1


async def test_who_wrote_it_and_the_administrator_take_it_back(node: Node) -> None:
    for user in ("supervisor1", "administrator"):
        path = await write(node)
        assert (await node.ask("DELETE", path)).status == 401
        assert (await node.ask("DELETE", path, user=user)).status == 200
        assert (await node.ask("GET", path)).status == 404


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (message(content=""), (400, "Parameter Missing", "content")),
        (message(duration="0"), (400, "Invalid Input", "duration")),
        (message(teams=""), (400, "Parameter Missing", "teams")),
        (message(teams="<teams></teams>"), (400, "Parameter Missing", "teams")),
        (message(teams="<teams><team>7</team></teams>"), (400, "Invalid Input", "teams")),
    ],
)
async def test_what_is_no_message_is_refused(node: Node, body: str, said: tuple[int, str, str]) -> None:
    status, kind, _, data = await refusal(node, "POST", "/TeamMessage", body)
    assert (status, kind, data) == said


async def test_an_agent_writes_none(node: Node) -> None:
    assert (await node.ask("POST", "/TeamMessage", message())).status == 401
