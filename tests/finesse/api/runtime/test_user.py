"""User: every row of the guide's tables that exists on Unified CCX."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientError

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import AgentState, ForcedFlag
from tests.finesse.api.answers import HEADERS, triplet
from tests.finesse.api.test_auth import basic
from tests.finesse.one_node import PASSWORD, Node
from tests.finesse.realtime.contact_center import agent_state

# source: captured from Unified CCX and CCE servers
REASON_REQUIRED = (
    "Parameter Missing",
    "The state change requires a valid reason code.",
    "finesse.api.reasoncode.require_reasoncode",
)


REASON_NOT_VALID = (
    "Invalid Input",
    "The Reason Code specified in the request does not exist",
    "finesse.api.reasoncode.not_valid",
)


REASON_NOT_ALLOWED = (
    "Invalid Input",
    "For this operation, Reason Codes are not allowed.",
    "finesse.api.reasoncode.not_allowed",
)


NOT_IN_THIS_STATE = ("Invalid State", "", "state")


async def test_get_user(node: Node) -> None:
    response = await node.ask("GET", "/User/agent1")

    assert response.status == 200
    assert {name: response.headers[name] for name in HEADERS} == HEADERS
    assert (await response.read()).startswith(b"<User><dialogs>/finesse/api/User/agent1/Dialogs</dialogs>")


@pytest.mark.parametrize(
    "path", ["/User/agent1/", "/User/AGENT1", "/User/%61gent1", "/User/agent1?nocache=1&_=2"]
)
async def test_get_user_however_the_path_is_written(node: Node, path: str) -> None:
    assert (await node.get(path)).findtext("loginId") == "agent1"


@pytest.mark.parametrize("reader", ["agent1", "supervisor1", "administrator"])
async def test_get_user_by_who_may(node: Node, reader: str) -> None:
    assert (await node.get("/User/agent1", reader)).findtext("loginId") == "agent1"


async def test_get_user_by_another_agent(node: Node) -> None:
    response = await node.ask("GET", "/User/agent2")

    assert response.status == 401
    assert await triplet(response) == (
        "Invalid Authorization User Specified",
        "The user specified in the authentication credentials and the uri don't match",
        "agent2",
    )


async def test_get_user_that_does_not_exist(node: Node) -> None:
    response = await node.ask("GET", "/User/nobody", user="administrator")

    assert response.status == 404
    assert await triplet(response) == ("User Not Found", "UNKNOWN_USER", "nobody")


async def test_a_wrong_password(node: Node) -> None:
    response = await node.ask("GET", "/User/agent1", password="wrong")

    assert response.status == 401
    assert response.headers["WWW-Authenticate"] == 'Basic realm="Cisco Finesse"'
    assert await triplet(response) == ("Authorization Failure", "UNAUTHORIZED", "agent1")


async def test_no_credentials(node: Node) -> None:
    response = await node.ask("GET", "/User/agent1", user=None)

    assert (response.status, (await triplet(response))[0]) == (401, "Authorization Failure")


async def test_get_users(node: Node) -> None:
    users = await node.get("/Users", "administrator")

    assert (users.tag, [user.findtext("loginId") for user in users]) == (
        "Users",
        ["agent1", "agent2", "supervisor1"],
    )
    assert (await node.ask("GET", "/Users")).status == 401


async def test_sign_in(node: Node) -> None:
    response = await node.ask(
        "PUT",
        "/User/agent1",
        "<User><state>LOGIN</state><extension>1001</extension></User>",
        request_id="0be528bc-744b",
    )
    assert (response.status, await response.read()) == (202, b"")
    assert response.headers["requestId"] == "0be528bc-744b"
    # jQuery 1.4.4 of the samples 9.1 to 10.6 hears of the 202 only if the empty body is said to be XML
    assert response.headers["Content-Type"] == "application/xml;charset=UTF-8"

    request = await node.engine.hears(cti.SetAgentStateReq)
    assert (request.agent_state, request.agent_instrument) == (AgentState.LOGIN, "1001")
    assert (request.agent_id, request.agent_password) == ("agent1", "finesse")
    update = await node.desktops.hear_user("agent1", "NOT_READY")
    assert (update.event, update.request_id) == ("PUT", "0be528bc-744b")
    member = await node.desktops.hear(lambda one: one.node == "/finesse/api/Team/1/Users")
    assert member.request_id == ""


async def test_sign_in_again_at_the_same_phone_changes_nothing(node: Node) -> None:
    await node.sign_in("agent1")
    await node.command("PUT", "/User/agent1", "<User><state>LOGIN</state><extension>1001</extension></User>")
    request = await node.engine.hears(cti.SetAgentStateReq)

    assert request.forced_flag == ForcedFlag.AUTHENTICATE_ONLY


async def test_sign_in_is_the_users_own(node: Node) -> None:
    body = "<User><state>LOGIN</state><extension>1001</extension></User>"
    assert (await node.ask("PUT", "/User/agent1", body, user="agent2")).status == 401
    assert (await node.ask("PUT", "/User/agent1", body, user="administrator")).status == 401
    response = await node.ask("PUT", "/User/agent1", body, user="supervisor1")
    assert (response.status, await triplet(response)) == (
        400,
        ("Invalid Input", "Invalid State specified for user", "state"),
    )


@pytest.mark.parametrize(
    ("body", "status", "expected"),
    [
        ("<User></User>", 400, ("Parameter Missing", "State Parameter missing", "state")),
        (
            "<User><state>LOGIN</state></User>",
            400,
            ("Parameter Missing", "Extension Parameter missing", "extension"),
        ),
        (
            "<User><state>DANCING</state></User>",
            400,
            ("Invalid Input", "Invalid State specified for user", "state"),
        ),
        (
            "<User><state>TALKING</state></User>",
            400,
            ("Invalid Input", "Invalid State specified for user", "state"),
        ),
        (
            "<User><state>ready</state></User>",
            400,
            ("Invalid Input", "Invalid State specified for user", "state"),
        ),
        ("<User><state>LOGIN</state><extension>a1</extension></User>", 400, ("Bad Request", "", "extension")),
        (
            "<User><state>LOGIN</state><extension>1234567890123456</extension></User>",
            400,
            ("Bad Request", "", "extension"),
        ),
        ("<User><state>LOGOUT</state></User>", 400, ("Invalid State", "", "state")),
        (
            "<User><state>NOT_READY</state></User>",
            400,
            REASON_REQUIRED,
        ),
        (
            "<User><state>NOT_READY</state><reasonCodeId>777</reasonCodeId></User>",
            400,
            REASON_NOT_VALID,
        ),
        (
            "<User><state>READY</state><reasonCodeId>1</reasonCodeId></User>",
            400,
            REASON_NOT_ALLOWED,
        ),
        ("", 400, ("Bad Request", "", "")),
        ("<User><state>READY</User>", 400, ("Bad Request", "", "")),
        ("<Dialog><state>READY</state></Dialog>", 400, ("Bad Request", "", "")),
        (f"<User><state>{'A' * 70_000}</state></User>", 400, ("Bad Request", "", "")),
    ],
)
async def test_put_user_with_what_cannot_be(
    node: Node, body: str, status: int, expected: tuple[str, str, str]
) -> None:
    response = await node.ask("PUT", "/User/agent1", body, request_id="r1")

    assert (response.status, await triplet(response)) == (status, expected)
    assert response.headers["requestId"] == "r1"
    assert node.engine.count(cti.SetAgentStateReq) == 0
    assert (await node.ask("GET", "/User/agent1")).status == 200  # and the next is served


async def test_a_body_whose_length_is_not_told_is_read_up_to_the_limit(node: Node) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(100_000):
            yield b"<a>" * 1000

    headers = {"Authorization": basic("agent1", PASSWORD), "Content-Type": "application/xml"}
    with contextlib.suppress(ClientError):  # the server may close before all is sent
        response = await node.client.put("/finesse/api/User/agent1", data=endless(), headers=headers)
        assert response.status == 400
    assert (await node.ask("GET", "/User/agent1")).status == 200


async def test_put_user_in_another_format(node: Node) -> None:
    response = await node.ask("PUT", "/User/agent1", '{"state":"READY"}', Content_Type="application/json")

    assert (response.status, (await triplet(response))[0]) == (415, "Unsupported Media Type")


@pytest.mark.parametrize("content_type", ["application/xml; charset=UTF-8", "text/xml"])
async def test_put_user_in_any_format_that_is_xml(node: Node, content_type: str) -> None:
    await node.sign_in("agent1")
    response = await node.ask(
        "PUT", "/User/agent1", "<User><state>READY</state></User>", Content_Type=content_type
    )
    assert response.status == 202


async def test_go_ready(node: Node) -> None:
    await node.sign_in("agent1")
    await node.command("PUT", "/User/agent1", "<User><state>READY</state></User>")
    request = await node.engine.hears(cti.SetAgentStateReq)

    assert (request.agent_state, request.agent_instrument) == (AgentState.READY, "1001")
    await node.desktops.hear_user("agent1", "READY")


async def test_go_not_ready_with_a_reason(node: Node) -> None:
    await node.sign_in("agent1")
    codes = await node.get("/User/agent1/ReasonCodes?category=NOT_READY")
    lunch = next(code for code in codes if code.findtext("label") == "Lunch")
    identity = (lunch.findtext("uri") or "").rpartition("/")[2]
    await node.command(
        "PUT",
        "/User/agent1",
        f"<User><state>NOT_READY</state><reasonCodeId>{identity}</reasonCodeId></User>",
    )
    request = await node.engine.hears(cti.SetAgentStateReq)
    assert str(request.event_reason_code) == lunch.findtext("code")
    update = await node.desktops.hear(lambda one: "<label>Lunch</label>" in one.data)
    assert f"<reasonCodeId>{identity}</reasonCodeId>" in update.data


async def test_sign_out(node: Node) -> None:
    await node.sign_in("agent1")
    codes = await node.get("/User/agent1/ReasonCodes?category=LOGOUT")
    identity = (codes[0].findtext("uri") or "").rpartition("/")[2]
    await node.command(
        "PUT", "/User/agent1", f"<User><state>LOGOUT</state><reasonCodeId>{identity}</reasonCodeId></User>"
    )
    update = await node.desktops.hear_user("agent1", "LOGOUT")
    assert "<extension></extension>" in update.data
    assert (await node.get("/User/agent1")).findtext("extension") == ""


async def test_a_refusal_of_cti_arrives_as_an_event(node: Node) -> None:
    node.engine.refusals[cti.SetAgentStateReq] = 260
    response = await node.ask(
        "PUT",
        "/User/agent1",
        "<User><state>LOGIN</state><extension>1999</extension></User>",
        request_id="r7",
    )
    assert response.status == 202
    update = await node.desktops.hear_error()
    assert [child.tag for child in update] == ["data", "event", "requestId", "source"]
    assert (update.findtext("event"), update.findtext("requestId")) == ("put", "r7")
    assert update.findtext("source") == "/finesse/api/User/agent1"
    assert [leaf.text for leaf in update.iterfind(".//apiError/*")] == [
        "Invalid Device",
        "CF_INVALID_LOGON_DEVICE_SPECIFIED",
        "260",
    ]


async def test_requests_for_one_user_go_to_cti_one_after_the_other(node: Node) -> None:
    await node.sign_in("agent1", "agent2")
    node.engine.silent.add(cti.SetAgentStateReq)
    for _ in range(3):
        await node.command("PUT", "/User/agent1", "<User><state>READY</state></User>")
    await node.command("PUT", "/User/agent2", "<User><state>READY</state></User>", user="agent2")
    request = await node.engine.hears(cti.SetAgentStateReq, lambda one: one.agent_id == "agent2")
    assert node.engine.count(cti.SetAgentStateReq) == 2

    first = await node.engine.hears(cti.SetAgentStateReq, lambda one: one.agent_id == "agent1")
    node.engine.tell(cti.SetAgentStateConf(invoke_id=first.invoke_id))
    await node.engine.hears(cti.SetAgentStateReq, lambda one: one.invoke_id > request.invoke_id)


async def test_a_supervisor_changes_the_state_of_his_agents(node: Node) -> None:
    await node.sign_in("agent1")
    ready = "<User><state>READY</state><reasonCodeId/></User>"  # an empty id names none
    await node.command("PUT", "/User/agent1", ready, user="supervisor1")
    request = await node.engine.hears(cti.SetAgentStateReq)
    assert (request.agent_state, request.event_reason_code) == (AgentState.READY, 33)
    await node.desktops.hear_user("agent1", "READY")

    node.engine.heard.clear()
    await node.command("PUT", "/User/agent1", "<User><state>LOGOUT</state></User>", user="supervisor1")
    request = await node.engine.hears(cti.SetAgentStateReq)
    assert (request.event_reason_code, request.forced_flag) == (22, ForcedFlag.TRUE)


async def test_a_supervisor_is_told_of_a_refusal_on_his_own_node(node: Node) -> None:
    await node.sign_in("agent1")
    node.engine.refusals[cti.SetAgentStateReq] = 22
    response = await node.ask(
        "PUT",
        "/User/agent1",
        "<User><state>READY</state></User>",
        user="supervisor1",
        request_id="s1",
    )
    assert response.status == 202
    error = await node.desktops.hear(lambda one: "apiErrors" in one.data)
    assert (error.node, error.source, error.request_id) == (
        "/finesse/api/User/supervisor1",
        "/finesse/api/User/agent1",
        "s1",
    )


@pytest.mark.parametrize(
    ("state", "body", "expected"),
    [
        (AgentState.NOT_READY, "<User><state>NOT_READY</state></User>", NOT_IN_THIS_STATE),
        (AgentState.TALKING, "<User><state>NOT_READY</state></User>", NOT_IN_THIS_STATE),
        (AgentState.LOGOUT, "<User><state>READY</state></User>", NOT_IN_THIS_STATE),
        (AgentState.LOGOUT, "<User><state>LOGOUT</state></User>", NOT_IN_THIS_STATE),
        (
            AgentState.TALKING,
            "<User><state>WORK</state></User>",
            ("Invalid Input", "Invalid State specified for user", "state"),
        ),
        (
            AgentState.READY,
            "<User><state>NOT_READY</state><reasonCodeId>1</reasonCodeId></User>",
            REASON_NOT_ALLOWED,
        ),
    ],
)
async def test_what_a_supervisor_may_not(
    node: Node, state: AgentState, body: str, expected: tuple[str, str, str]
) -> None:
    await node.sign_in("agent1")
    node.engine.tell(agent_state("agent1", state))
    await node.desktops.hear(lambda one: one.agent == "agent1")
    response = await node.ask("PUT", "/User/agent1", body, user="supervisor1")

    assert (response.status, await triplet(response)) == (400, expected)
