"""What holds for all kinds of configuration. Source: Finesse Web Services guide, configuration APIs."""

from __future__ import annotations

from pathlib import Path

import pytest

from finesse.api.form import Form
from finesse.api.operation import Operation
from finesse.api.who import Who
from finesse.catalogue import Catalogue
from finesse.store.finesse_store import opened
from tests.finesse.api.answers import triplet
from tests.finesse.api.configuration.bodies import ask, code, create, refusal
from tests.finesse.api.operations import OPERATIONS, filled, name, place
from tests.finesse.one_node import Node, a_node

WRITING = [
    one
    for one in OPERATIONS
    if one.who is Who.ADMINISTRATOR and one.method != "GET" and one.status in (200, 202)
]


READING = [
    one for one in OPERATIONS if one.who is Who.ADMINISTRATOR and one.method == "GET" and one.status == 200
]


async def test_a_new_object_is_answered_with_its_absolute_address_and_nothing_else(node: Node) -> None:
    response = await ask(node, "POST", "/ReasonCode/", code(24, "Lunch Break"))

    assert (response.status, await response.read()) == (200, b"")
    location = response.headers["Location"]
    assert location.startswith("http://127.0.0.1:")
    made = await node.get(location.partition("/finesse/api")[2], "administrator")
    assert [child.tag for child in made] == ["uri", "id", "category", "code", "label", "forAll", "systemCode"]
    assert location.endswith(made.findtext("uri") or "?")
    assert (
        "Lunch Break" in await (await node.ask("GET", "/User/agent1/ReasonCodes?category=NOT_READY")).text()
    )


async def test_what_is_configured_is_there_after_a_restart(tmp_path: Path) -> None:
    async with a_node(tmp_path) as node:
        path = await create(node, "/ReasonCode", code(24, "Lunch Break"))
    async with a_node(tmp_path) as node:
        assert (await node.get(path, "administrator")).findtext("label") == "Lunch Break"


async def test_the_other_node_learns_what_was_changed(tmp_path: Path) -> None:
    async with a_node(tmp_path) as node, opened(f"sqlite+aiosqlite:///{tmp_path}/finesse.db") as store:
        other = Catalogue()
        await other.load(store)
        await create(node, "/ReasonCode", code(24, "Lunch Break"))
        assert "Lunch Break" not in [one.label for one in other.reason_codes]
        await other.follow((await store.revisions())[other.concern])
        assert other.reason_codes == node.switchboard.catalogue.reason_codes
        assert ("NOT_READY", 24) in other.by_number


@pytest.mark.parametrize("operation", WRITING, ids=name)
async def test_nothing_is_written_on_the_secondary_node(tmp_path: Path, operation: Operation) -> None:
    body = filled(operation.takes) if isinstance(operation.takes, Form) else b"x"
    async with a_node(tmp_path, primary_host="a", host="b", secondary_host="b") as node:
        before = node.switchboard.catalogue._revision
        response = await node.ask(operation.method, place(operation), body, user="administrator")
        assert (response.status, (await triplet(response))[0]) == (403, "Forbidden")
        assert node.switchboard.catalogue._revision == before


async def test_everything_is_read_on_the_secondary_node(tmp_path: Path) -> None:
    async with a_node(tmp_path, primary_host="a", host="b", secondary_host="b") as node:
        for operation in READING:
            response = await node.ask("GET", place(operation), user="administrator")
            assert response.status == 200, operation.path


async def test_a_change_names_at_least_one_thing(node: Node) -> None:
    for body in ("<ReasonCode/>", "<ReasonCode><category>LOGOUT</category><uri>1</uri></ReasonCode>"):
        assert (await refusal(node, "PUT", "/ReasonCode/1", body))[:2] == (400, "Invalid Input")


async def test_the_address_in_a_changes_body_is_ignored_and_of_duplicates_the_last_counts(node: Node) -> None:
    body = "<ReasonCode><uri>1</uri><label>A</label><label>B</label></ReasonCode>"
    assert (await ask(node, "PUT", "/ReasonCode/1", body)).status == 200
    changed = await node.get("/ReasonCode/1")
    assert [child.text for child in changed] == [
        "/finesse/api/ReasonCode/1",
        "1",
        "NOT_READY",
        "1",
        "B",
        "true",
        "false",
    ]


async def test_a_users_lists_are_his_own(node: Node) -> None:
    for path in ("ReasonCodes?category=LOGOUT", "WrapUpReasons", "PhoneBooks"):
        assert (await node.ask("GET", f"/User/agent1/{path}", user="agent2")).status == 401
        assert (await node.ask("GET", f"/User/nobody/{path}", user="administrator")).status == 404
