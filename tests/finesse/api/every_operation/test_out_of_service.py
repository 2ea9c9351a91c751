"""What a node answers while it is out of service. Source: Finesse Web Services guide, error responses."""

from __future__ import annotations

import pytest

from finesse.api.form import Form
from finesse.api.operation import Operation
from finesse.api.who import Who
from tests.finesse.api.operations import OPERATIONS, asker, filled, name, place
from tests.finesse.one_node import Node

pytestmark = pytest.mark.asyncio(loop_scope="module")


def body(operation: Operation) -> bytes | None:
    return filled(operation.takes) if isinstance(operation.takes, Form) else None


@pytest.mark.parametrize("operation", OPERATIONS, ids=name)
async def test_out_of_service_nothing_answers_but_what_is_everybodys(
    shared: Node, operation: Operation
) -> None:
    shared.switchboard.notifier_down()
    response = await shared.ask(
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
