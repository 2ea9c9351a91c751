"""In which order a request that is wrong in several ways is told so; handlers are not asked before."""

from __future__ import annotations

import pytest

from tests.finesse.api.answers import triplet
from tests.finesse.one_node import Node, a_node
from tests.finesse.realtime.contact_center import CALL

BAD = "no XML"


@pytest.mark.parametrize(
    ("user", "method", "path", "error"),
    [
        # whose password it is, before anything else
        (None, "PUT", "/User/nobody", "Authorization Failure"),
        (None, "PUT", "/ReasonCode/4711", "Authorization Failure"),
        # who may not at all does not hear what there is
        ("agent1", "PUT", "/ReasonCode/4711", "Authorization Failure"),
        ("agent1", "GET", "/ReasonCodes?category=NONE", "Authorization Failure"),
        ("agent1", "POST", "/TeamMessage", "Authorization Failure"),
        ("administrator", "POST", "/User/nobody/Dialogs", "Invalid Authorization User Specified"),
        # what the path names, before whether he may with that
        ("agent2", "PUT", "/User/nobody", "User Not Found"),
        ("agent2", "PUT", "/Dialog/1", "Dialog Not Found"),
        ("agent2", "GET", "/Dialog/1", "Not Found"),
        ("agent2", "GET", "/TeamResource/9/ReasonCodes", "Not Found"),
        ("administrator", "PUT", "/Team/9/ReasonCodes", "finesse.api.team.team_assignment_invalid_team"),
        # whether he may with that, before what else the path names, the parameters and the body
        ("agent2", "GET", "/User/agent1/ReasonCode/4711", "Invalid Authorization User Specified"),
        ("agent2", "GET", "/User/agent1/ReasonCodes", "Invalid Authorization User Specified"),
        ("agent2", "PUT", f"/Dialog/{CALL}", "Invalid Authorization User Specified"),
        ("agent2", "POST", "/User/agent1/ClientLog", "Invalid Authorization User Specified"),
        ("agent1", "GET", "/User/agent1/ReasonCode/4711", "Not Found"),
        ("administrator", "PUT", "/PhoneBook/1/Contact/4711", "Not Found"),
        # the parameters, before the body
        ("administrator", "PUT", "/Team/1/ReasonCodes", "Parameter Missing"),
        ("administrator", "PUT", "/Team/1/ReasonCodes?category=NONE", "Invalid Input"),
        # and then the body
        ("administrator", "PUT", "/Team/1/ReasonCodes?category=LOGOUT", "Bad Request"),
        ("agent1", "PUT", f"/Dialog/{CALL}", "Bad Request"),
        ("agent1", "PUT", "/User/agent1", "Bad Request"),
    ],
)
async def test_the_first_thing_that_is_wrong_is_told(
    talking: Node, user: str | None, method: str, path: str, error: str
) -> None:
    response = await talking.ask(method, path, None if method == "GET" else BAD, user=user)

    assert (await triplet(response))[0] == error
    assert talking.engine.heard == []


@pytest.mark.parametrize(
    ("user", "path", "error"),
    [
        ("agent1", "/ReasonCode/4711", "Authorization Failure"),
        ("administrator", "/ReasonCode/4711", "Forbidden"),
        ("administrator", "/Team/9/WrapUpReasons", "Forbidden"),
    ],
)
async def test_the_secondary_node_refuses_who_may_before_it_looks_for_what_is_to_be_changed(
    tmp_path_factory: pytest.TempPathFactory, user: str, path: str, error: str
) -> None:
    home = tmp_path_factory.mktemp("node")
    async with a_node(home, primary_host="a", host="b", secondary_host="b") as node:
        response = await node.ask("PUT", path, BAD, user=user)
        assert (await triplet(response))[0] == error
