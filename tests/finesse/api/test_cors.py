"""Pages of other origins. Source: Administration Guide, Cisco Finesse CLI (utils finesse cors)."""

from __future__ import annotations

from pathlib import Path

import pytest

from ccx_engine.cti.messages import SetAgentStateReq
from finesse.api.operation import Operation
from tests.finesse.api.answers import triplet
from tests.finesse.api.operations import OPERATIONS, name, place
from tests.finesse.one_node import Node, a_node
from vos.origins import Origins

CRM = "https://crm.example.com:8443"
MAY_BE_SENT = {
    "content-type",
    "x-requested-with",
    "accept",
    "origin",
    "authorization",
    "access-control-request-method",
    "access-control-request-headers",
    "requestid",
    "range",
}
MAY_BE_READ = {
    "access-control-allow-origin",
    "access-control-allow-credentials",
    "access-control-allow-methods",
    "access-control-allow-headers",
    "access-control-max-age",
}


def words(value: str) -> set[str]:
    return {word.strip().lower() for word in value.split(",")}


async def test_the_methods_of_a_resource_are_told_to_anybody(node: Node) -> None:
    response = await node.ask("OPTIONS", "/User/agent1", user=None)

    assert (response.status, await response.read()) == (200, b"")
    assert response.headers["Allow"] == "GET,OPTIONS,HEAD,PUT"  # source: captured, POST /User/{id}
    assert "Access-Control-Allow-Origin" not in response.headers


async def test_another_method_is_refused_with_the_captured_list(node: Node) -> None:
    response = await node.ask("POST", "/User/agent1", "<User/>")

    assert (response.status, response.headers["Allow"]) == (405, "GET,OPTIONS,HEAD,PUT")


async def test_what_is_no_resource_has_no_methods(node: Node) -> None:
    for path in ("/Nothing", "/Team/1/Users"):  # the latter is a node of the notification service alone
        response = await node.ask("OPTIONS", path, user=None)
        assert (response.status, (await triplet(response))[0]) == (404, "Not Found")


@pytest.mark.parametrize("operation", OPERATIONS, ids=name)
async def test_a_browser_may_ask_before_every_request(node: Node, operation: Operation) -> None:
    """Without credentials, and also out of service: it has none to send, and its page has to see the 503."""
    node.switchboard.notifier_down()
    asked = {"Access-Control-Request-Method": operation.method}
    response = await node.ask("OPTIONS", place(operation), user=None, Origin=CRM, **asked)

    assert response.status == 200
    assert response.headers["Access-Control-Allow-Origin"] == CRM
    assert response.headers["Access-Control-Allow-Credentials"] == "true"
    assert operation.method.lower() in words(response.headers["Access-Control-Allow-Methods"])
    assert words(response.headers["Access-Control-Allow-Headers"]) == MAY_BE_SENT
    assert int(response.headers["Access-Control-Max-Age"]) > 0


@pytest.mark.parametrize("origin", [CRM, "http://localhost:3000", "null"])
async def test_a_fresh_installation_answers_pages_of_any_origin(node: Node, origin: str) -> None:
    read = await node.ask("GET", "/User/agent1", Origin=origin)
    done = await node.ask(
        "PUT", "/User/agent1", "<User><state>LOGIN</state><extension>1001</extension></User>", Origin=origin
    )
    refused = await node.ask("GET", "/User/agent1", user=None, Origin=origin)

    assert [one.status for one in (read, done, refused)] == [200, 202, 401]
    for response in (read, done, refused):
        assert response.headers["Access-Control-Allow-Origin"] == origin
        assert response.headers["Access-Control-Allow-Credentials"] == "true"
        assert words(response.headers["Access-Control-Expose-Headers"]) == MAY_BE_READ
        assert response.headers["Vary"] == "Origin"


async def test_with_named_origins_pages_of_others_are_refused(tmp_path: Path) -> None:
    async with a_node(tmp_path, cors=Origins.parse(CRM)) as node:
        body = "<User><state>LOGIN</state><extension>1001</extension></User>"
        for method, sent in (("OPTIONS", None), ("GET", None), ("PUT", body)):
            other = await node.ask(method, "/User/agent1", sent, Origin="https://evil.example.com")
            assert (other.status, await triplet(other)) == (
                403,
                ("Forbidden", "Pages of this origin may not use the API", "https://evil.example.com"),
            )
            assert not [header for header in other.headers if header.startswith("Access-Control")]
        assert node.engine.count(SetAgentStateReq) == 0
        named = await node.ask("GET", "/User/agent1", Origin=CRM)
        assert (named.status, named.headers["Access-Control-Allow-Origin"]) == (200, CRM)


async def test_a_page_of_the_node_itself_and_who_has_no_page_need_no_leave(tmp_path: Path) -> None:
    async with a_node(tmp_path, cors=Origins.parse("")) as node:
        own = str(node.client.make_url("/")).rstrip("/")
        assert (await node.ask("GET", "/User/agent1", Origin=own)).status == 200
        assert (await node.ask("GET", "/User/agent1")).status == 200
        assert (await node.ask("OPTIONS", "/User/agent1", Origin=CRM)).status == 403


async def test_the_other_nodes_desktops_may_ask_whatever_is_set(tmp_path: Path) -> None:
    hosts = {"primary_host": "a.example.com", "secondary_host": "b.example.com"}
    async with a_node(tmp_path, cors=Origins.parse(CRM), **hosts) as node:
        for origin in ("https://a.example.com:8445", "https://b.example.com:8445"):
            info = await node.ask("GET", "/SystemInfo", user=None, Origin=origin)
            assert (info.status, info.headers["Access-Control-Allow-Origin"]) == (200, origin)


async def test_more_headers_can_be_allowed_and_exposed(tmp_path: Path) -> None:
    more = {"cors_allowed_headers": ("locale",), "cors_exposed_headers": ("requestId", "Location")}
    async with a_node(tmp_path, **more) as node:
        before = await node.ask("OPTIONS", "/User/agent1", user=None, Origin=CRM)
        after = await node.ask("GET", "/User/agent1", Origin=CRM)

    assert words(before.headers["Access-Control-Allow-Headers"]) == MAY_BE_SENT | {"locale"}
    assert words(after.headers["Access-Control-Expose-Headers"]) == MAY_BE_READ | {"requestid", "location"}
