"""What holds for every operation. Source: Finesse Web Services guide, responses and error responses."""

from __future__ import annotations

import asyncio

import pytest

from finesse.api.form import Form
from finesse.api.operation import Operation
from finesse.api.who import Who
from tests.finesse.api.answers import HEADERS, triplet
from tests.finesse.api.operations import OPERATIONS, asker, filled, name, place
from tests.finesse.api.test_auth import basic
from tests.finesse.one_node import PASSWORD, Node
from tests.finesse.scripted_engine import PATIENCE
from vos.address import Address

ELSEWHERE = [one for one in OPERATIONS if one.status == 501]
READING = [one for one in OPERATIONS if one.method == "GET" and one not in ELSEWHERE]
WRITING = [one for one in OPERATIONS if one.method != "GET"]
GUARDED = [one for one in OPERATIONS if one.who is not Who.ANYBODY]
SUPERVISORS = [one for one in OPERATIONS if one.who in (Who.SUPERVISORS, Who.CREATOR)]
ADMINISTRATORS = [one for one in OPERATIONS if one.who is Who.ADMINISTRATOR]


def body(operation: Operation) -> bytes | None:
    return filled(operation.takes) if isinstance(operation.takes, Form) else None


@pytest.mark.parametrize("operation", GUARDED, ids=name)
async def test_who_is_nobody_is_refused(talking: Node, operation: Operation) -> None:
    for user, password, named in (
        (None, "", ""),
        ("stranger", "x", "stranger"),
        ("agent1", "wrong", "agent1"),
        ("administrator", "wrong", "administrator"),
    ):
        response = await talking.ask(
            operation.method, place(operation), body(operation), user=user, password=password
        )
        assert response.status == 401
        assert response.headers["WWW-Authenticate"] == 'Basic realm="Cisco Finesse"'
        assert await triplet(response) == ("Authorization Failure", "UNAUTHORIZED", named)
    assert talking.engine.heard == []


@pytest.mark.parametrize("operation", ADMINISTRATORS, ids=name)
async def test_what_is_the_administrators_is_nobody_elses(talking: Node, operation: Operation) -> None:
    for user in ("agent1", "supervisor1"):
        response = await talking.ask(operation.method, place(operation), body(operation), user=user)
        assert response.status == 401
        assert await triplet(response) == ("Authorization Failure", "UNAUTHORIZED", user)


@pytest.mark.parametrize("operation", SUPERVISORS, ids=name)
async def test_what_is_the_supervisors_is_not_the_agents(talking: Node, operation: Operation) -> None:
    response = await talking.ask(operation.method, place(operation), body(operation), user="agent1")
    assert response.status == 401
    assert await triplet(response) == ("Authorization Failure", "UNAUTHORIZED", "agent1")


@pytest.mark.parametrize("operation", [one for one in GUARDED if one.who.refusals], ids=name)
async def test_what_is_a_users_is_nobody_elses(talking: Node, operation: Operation) -> None:
    others = ["agent2"]
    if operation.who in (Who.OWNER, Who.PHONE_OWNER, Who.COMMANDERS, Who.PARTICIPANTS):
        others.append("administrator")
    for user in others:
        response = await talking.ask(operation.method, place(operation), body(operation), user=user)
        refusals = {(error.status, error.error_type) for error in operation.who.refusals}
        assert (response.status, (await triplet(response))[0]) in refusals, user
    assert talking.engine.heard == []


@pytest.mark.parametrize("operation", READING, ids=name)
async def test_a_slash_at_the_end_an_unknown_parameter_and_head_do_not_matter(
    talking: Node, operation: Operation
) -> None:
    path, _, query = place(operation).partition("?")
    more = f"{query}&nocache=1700000000000&_=1"
    plain = await talking.ask("GET", f"{path}?{query}", user=asker(operation))
    with_slash = await talking.ask("GET", f"{path}/?{more}", user=asker(operation))
    head = await talking.ask("HEAD", f"{path}?{query}", user=asker(operation))

    assert plain.status == with_slash.status == head.status == 200
    assert with_slash.content_type == head.content_type == plain.content_type
    assert len(await with_slash.read()) == int(head.headers["Content-Length"]) == len(await plain.read())
    assert await head.read() == b""


@pytest.mark.parametrize("operation", READING, ids=name)
async def test_what_is_read_is_not_to_be_kept_by_a_cache(talking: Node, operation: Operation) -> None:
    response = await talking.ask("GET", place(operation), user=asker(operation), request_id="x")

    assert "requestId" not in response.headers
    if response.content_type == "application/xml":
        assert {header: response.headers[header] for header in HEADERS} == HEADERS
        assert not (await response.text()).startswith("<?xml")


@pytest.mark.parametrize("operation", WRITING, ids=name)
async def test_the_requests_id_comes_back_whatever_the_answer(talking: Node, operation: Operation) -> None:
    for user in (asker(operation), None):
        for header in ("requestId", "RequestId", "requestid"):
            response = await talking.ask(
                operation.method, place(operation), body(operation), user=user, **{header: "a-1"}
            )
            assert response.headers["requestId"] == "a-1"
            # source: the non-gadget samples 9.1.1 to 10.6.1, which hear only of an empty answer that is XML
            assert response.headers["Content-Type"] == HEADERS["Content-Type"]


@pytest.mark.parametrize("path", sorted({place(one).partition("?")[0] for one in OPERATIONS}))
async def test_another_method_is_refused_with_those_that_there_are(talking: Node, path: str) -> None:
    response = await talking.ask("PATCH", path, user="administrator", request_id="x")

    assert (response.status, (await triplet(response))[0]) == (405, "Method Not Allowed")
    allowed = set(response.headers["Allow"].split(","))
    there = {one.method for one in OPERATIONS if place(one).partition("?")[0] == path}
    assert allowed == {"OPTIONS"} | there | ({"HEAD"} if "GET" in there else set())
    assert response.headers["requestId"] == "x"


@pytest.mark.parametrize(
    "content_type",
    ["application/xml", "application/xml; charset=UTF-8", "application/xml;charset=utf-8", "text/xml", None],
)
async def test_a_body_is_xml_however_it_is_called(node: Node, content_type: str | None) -> None:
    response = await node.client.put(
        "/finesse/api/User/agent1",
        data="<User><state>LOGIN</state><extension>1001</extension></User>",
        headers={"Authorization": basic("agent1", PASSWORD)}
        | ({} if content_type is None else {"Content-Type": content_type}),
        skip_auto_headers=["Content-Type"],
    )
    assert response.status == 202


@pytest.mark.parametrize("operation", ELSEWHERE, ids=name)
async def test_what_only_unified_cce_has_is_not_implemented(talking: Node, operation: Operation) -> None:
    for sent in (None, b"<Anything/>", b"no XML"):
        response = await talking.ask(operation.method, place(operation), sent, user=asker(operation))
        assert (response.status, (await triplet(response))[0]) == (501, "Not Implemented")


async def test_an_error_is_a_document_of_three_elements(node: Node) -> None:
    response = await node.ask("GET", "/User/agent2")

    assert await response.text() == (
        "<ApiErrors><ApiError><ErrorType>Invalid Authorization User Specified</ErrorType>"
        "<ErrorData>agent2</ErrorData><ErrorMessage>The user specified in the authentication credentials and "
        "the uri don't match</ErrorMessage></ApiError></ApiErrors>"
    )


async def test_what_a_client_wrote_is_escaped_in_an_error(node: Node) -> None:
    response = await node.ask("GET", "/User/%3Cb%3E&amp;%00%1b", user="administrator")

    assert response.status == 404
    assert "<ErrorData>&lt;b&gt;&amp;amp;\ufffd\ufffd</ErrorData>" in await response.text()


@pytest.mark.parametrize("operation", OPERATIONS, ids=name)
async def test_out_of_service_nothing_answers_but_what_is_everybodys(
    talking: Node, operation: Operation
) -> None:
    talking.switchboard.notifier_down()
    response = await talking.ask(
        operation.method, place(operation), body(operation), user=asker(operation), request_id="x"
    )

    if operation.who is Who.ANYBODY:
        assert response.status == 200
    else:
        assert response.status == 503
        assert await response.text() == (
            "<ApiErrors><ApiError><ErrorType>Service Unavailable</ErrorType><ErrorData></ErrorData>"
            "<ErrorMessage>SERVER_OUT_OF_SERVICE</ErrorMessage></ApiError></ApiErrors>"
        )
        assert response.headers.get("requestId") == (None if operation.method == "GET" else "x")


async def test_who_asks_before_sending_a_body_is_told_to_go_on(address: Address) -> None:
    reader, writer = await asyncio.open_connection(*address)
    body = b"<User><state>LOGIN</state><extension>1001</extension></User>"
    writer.write(
        b"PUT /finesse/api/User/agent1 HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n"
        b"Authorization: %s\r\nContent-Length: %d\r\n\r\n" % (basic("agent1", PASSWORD).encode(), len(body))
    )
    async with asyncio.timeout(PATIENCE):
        assert await reader.readuntil(b"\r\n\r\n") == b"HTTP/1.1 100 Continue\r\n\r\n"
        writer.write(body)
        assert (await reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 202 ")
    writer.close()
