"""Thousands of requests made from our own description: every answer is one that it describes."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode

from finesse.api.node import openapi
from finesse.api.operation import Operation
from tests.finesse.api.created import stock
from tests.finesse.api.described import description, strangenesses
from tests.finesse.api.operations import OPERATIONS, asker, name, real_parameters
from tests.finesse.api.runtime.calls import talk
from tests.finesse.api.test_auth import basic
from tests.finesse.one_node import PASSWORD, Node, a_node

EXAMPLES = 20  # of each operation and mode
PATIENCE = 60.0


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a node serves, in a thread of its own; agent1 is on a call."""
    serving: Future[tuple[str, asyncio.AbstractEventLoop, asyncio.Event]] = Future()

    async def serve(home: Path) -> None:
        over = asyncio.Event()
        async with a_node(home) as node:
            await stock(node)
            await talk(node)
            serving.set_result((str(node.client.make_url("/")), asyncio.get_running_loop(), over))
            await over.wait()

    thread = threading.Thread(target=asyncio.run, args=(serve(tmp_path_factory.mktemp("node")),))
    thread.start()
    url, loop, over = serving.result(PATIENCE)
    yield url
    loop.call_soon_threadsafe(over.set)
    thread.join(PATIENCE)


@pytest.fixture(scope="module")
def session() -> Iterator[requests.Session]:
    with requests.Session() as session:
        session.trust_env = False
        yield session


@schemathesis.serializer("application/zip")
def as_bytes(_: object, value: object) -> bytes:
    """Something that is no archive."""
    return str(value).encode()


SCHEMA: Any = schemathesis.openapi.from_dict(description())


def test_the_description_is_an_openapi_document() -> None:
    SCHEMA.validate()
    text = openapi.written(OPERATIONS)
    assert json.loads(text) == description()


async def test_each_node_serves_the_description(node: Node) -> None:
    response = await node.ask("GET", "/openapi.json", user=None)

    assert (response.status, response.content_type) == (200, "application/json")
    assert await response.text() == openapi.written(OPERATIONS)


CASES = [
    pytest.param(operation, mode, id=f"{name(operation)}, {mode.value}")
    for operation in OPERATIONS
    for mode in GenerationMode
    if mode is GenerationMode.POSITIVE or operation.takes or operation.parameters or operation.query
]


@pytest.mark.parametrize(("operation", "mode"), CASES)
def test_every_answer_is_one_that_is_described(
    address: str, session: requests.Session, operation: Operation, mode: GenerationMode
) -> None:
    described = SCHEMA[operation.path][operation.method]
    callers = [asker(operation), asker(operation), "supervisor1", None]

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(
        case=described.as_strategy(generation_mode=mode),
        real=st.booleans(),
        caller=st.sampled_from(callers),
    )
    def every(case: Case, real: bool, caller: str | None) -> None:
        if real:
            case.path_parameters = real_parameters(operation)
        case.headers.pop("Authorization", None)
        if caller is not None:
            case.headers["Authorization"] = basic(caller, PASSWORD)
        sent = case.as_transport_kwargs(base_url=address)
        response = session.request(**sent, timeout=PATIENCE)
        kind = response.headers.get("Content-Type", "")

        assert (
            strangenesses(operation.path, operation.method, response.status_code, kind, response.content)
            == []
        )
        assert response.status_code < 500 or response.status_code in (501, 503)
        assert "Traceback" not in response.text

    every()
