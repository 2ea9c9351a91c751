"""What every operation refuses. Source: Finesse Web Services guide, error responses."""

from __future__ import annotations

import pytest

from finesse.api.form import Form
from finesse.api.operation import Operation
from finesse.api.who import Who
from tests.finesse.api.answers import triplet
from tests.finesse.api.operations import OPERATIONS, WITH_BODY, asker, filled, name, place
from tests.finesse.one_node import Node

pytestmark = pytest.mark.asyncio(loop_scope="module")

ELSEWHERE = [one for one in OPERATIONS if one.status == 501]
GUARDED = [one for one in OPERATIONS if one.who is not Who.ANYBODY]
SUPERVISORS = [one for one in OPERATIONS if one.who in (Who.SUPERVISORS, Who.CREATOR)]
ADMINISTRATORS = [one for one in OPERATIONS if one.who is Who.ADMINISTRATOR]


def body(operation: Operation) -> bytes | None:
    return filled(operation.takes) if isinstance(operation.takes, Form) else None


@pytest.mark.parametrize("operation", GUARDED, ids=name)
async def test_who_is_nobody_is_refused(shared: Node, operation: Operation) -> None:
    for user, password, named in (
        (None, "", ""),
        ("stranger", "x", "stranger"),
        ("agent1", "wrong", "agent1"),
        ("administrator", "wrong", "administrator"),
    ):
        response = await shared.ask(
            operation.method, place(operation), body(operation), user=user, password=password
        )
        assert response.status == 401
        assert response.headers["WWW-Authenticate"] == 'Basic realm="Cisco Finesse"'
        assert await triplet(response) == ("Authorization Failure", "UNAUTHORIZED", named)
    assert shared.engine.heard == []


@pytest.mark.parametrize("operation", ADMINISTRATORS, ids=name)
async def test_what_is_the_administrators_is_nobody_elses(shared: Node, operation: Operation) -> None:
    for user in ("agent1", "supervisor1"):
        response = await shared.ask(operation.method, place(operation), body(operation), user=user)
        assert response.status == 401
        assert await triplet(response) == ("Authorization Failure", "UNAUTHORIZED", user)


@pytest.mark.parametrize("operation", SUPERVISORS, ids=name)
async def test_what_is_the_supervisors_is_not_the_agents(shared: Node, operation: Operation) -> None:
    response = await shared.ask(operation.method, place(operation), body(operation), user="agent1")
    assert response.status == 401
    assert await triplet(response) == ("Authorization Failure", "UNAUTHORIZED", "agent1")


@pytest.mark.parametrize("operation", [one for one in GUARDED if one.who.refusals], ids=name)
async def test_what_is_a_users_is_nobody_elses(shared: Node, operation: Operation) -> None:
    others = ["agent2"]
    if operation.who in (Who.OWNER, Who.PHONE_OWNER, Who.COMMANDERS, Who.PARTICIPANTS):
        others.append("administrator")
    for user in others:
        response = await shared.ask(operation.method, place(operation), body(operation), user=user)
        refusals = {(error.status, error.error_type) for error in operation.who.refusals}
        assert (response.status, (await triplet(response))[0]) in refusals, user
    assert shared.engine.heard == []


@pytest.mark.parametrize("path", sorted({place(one).partition("?")[0] for one in OPERATIONS}))
async def test_another_method_is_refused_with_those_that_there_are(shared: Node, path: str) -> None:
    response = await shared.ask("PATCH", path, user="administrator", request_id="x")

    assert (response.status, (await triplet(response))[0]) == (405, "Method Not Allowed")
    allowed = set(response.headers["Allow"].split(","))
    there = {one.method for one in OPERATIONS if place(one).partition("?")[0] == path}
    assert allowed == {"OPTIONS"} | there | ({"HEAD"} if "GET" in there else set())
    assert response.headers["requestId"] == "x"


@pytest.mark.parametrize("operation", ELSEWHERE, ids=name)
async def test_what_only_unified_cce_has_is_not_implemented(shared: Node, operation: Operation) -> None:
    for sent in (None, b"<Anything/>", b"no XML"):
        response = await shared.ask(operation.method, place(operation), sent, user=asker(operation))
        assert (response.status, (await triplet(response))[0]) == (501, "Not Implemented")


@pytest.mark.parametrize("operation", WITH_BODY, ids=name)
async def test_a_body_of_another_type_is_refused(shared: Node, operation: Operation) -> None:
    assert isinstance(operation.takes, Form)
    for content_type in ("application/json", "application/x-www-form-urlencoded", "nonsense", ""):
        response = await shared.ask(
            operation.method,
            place(operation),
            filled(operation.takes),
            user=asker(operation),
            Content_Type=content_type,
        )
        assert response.status == 415, content_type
    assert shared.engine.heard == []


@pytest.mark.parametrize("operation", WITH_BODY, ids=name)
async def test_an_unknown_word_is_invalid_input(shared: Node, operation: Operation) -> None:
    assert isinstance(operation.takes, Form)
    for field in operation.takes.fields:
        if field.value.words:
            body = filled(operation.takes, **{field.name: "KLINGON"})
            response = await shared.ask(operation.method, place(operation), body, user=asker(operation))
            assert response.status == 400, field.name
            assert (await triplet(response))[::2] == ("Invalid Input", field.name)
    assert shared.engine.heard == []
