"""What holds for every operation that reads. Source: Finesse Web Services guide, responses."""

from __future__ import annotations

import pytest

from finesse.api.form import Form
from finesse.api.operation import Operation
from tests.finesse.api.answers import HEADERS
from tests.finesse.api.operations import OPERATIONS, asker, filled, name, place
from tests.finesse.one_node import Node

pytestmark = pytest.mark.asyncio(loop_scope="module")

ELSEWHERE = [one for one in OPERATIONS if one.status == 501]
READING = [one for one in OPERATIONS if one.method == "GET" and one not in ELSEWHERE]


def body(operation: Operation) -> bytes | None:
    return filled(operation.takes) if isinstance(operation.takes, Form) else None


@pytest.mark.parametrize("operation", READING, ids=name)
async def test_a_slash_at_the_end_an_unknown_parameter_and_head_do_not_matter(
    shared: Node, operation: Operation
) -> None:
    path, _, query = place(operation).partition("?")
    more = f"{query}&nocache=1700000000000&_=1"
    plain = await shared.ask("GET", f"{path}?{query}", user=asker(operation))
    with_slash = await shared.ask("GET", f"{path}/?{more}", user=asker(operation))
    head = await shared.ask("HEAD", f"{path}?{query}", user=asker(operation))

    assert plain.status == with_slash.status == head.status == 200
    assert with_slash.content_type == head.content_type == plain.content_type
    assert len(await with_slash.read()) == int(head.headers["Content-Length"]) == len(await plain.read())
    assert await head.read() == b""


@pytest.mark.parametrize("operation", READING, ids=name)
async def test_what_is_read_is_not_to_be_kept_by_a_cache(shared: Node, operation: Operation) -> None:
    response = await shared.ask("GET", place(operation), user=asker(operation), request_id="x")

    assert "requestId" not in response.headers
    if response.content_type == "application/xml":
        assert {header: response.headers[header] for header in HEADERS} == HEADERS
        assert not (await response.text()).startswith("<?xml")
