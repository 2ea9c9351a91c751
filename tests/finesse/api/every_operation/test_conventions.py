"""What holds for every operation. Source: Finesse Web Services guide, responses and error responses."""

from __future__ import annotations

import asyncio

import pytest

from finesse.api.form import Form
from finesse.api.operation import Operation
from finesse.api.who import Who
from tests.finesse.api.answers import HEADERS
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
