"""Reason codes. Source: Finesse Web Services guide, ReasonCode; its limits."""

from __future__ import annotations

import pytest

from finesse.api.configuration import reason_code
from finesse.model.configuration.reason import ReasonCode
from tests.finesse.api.answers import triplet
from tests.finesse.api.configuration.bodies import ask, code, create, refusal
from tests.finesse.one_node import Node

# source: GET /ReasonCodes?category=ALL of a Unified CCX 12.5(1) SU1, captured, in that answer's order; the
# ids 35 and 38 by a gadget that compares them there, the others follow
SYSTEM_CODES = [
    ("27", "32767", "LOGOUT", "Device Conflict"),
    ("28", "32766", "LOGOUT", "Agent Initiated"),
    ("29", "32765", "LOGOUT", "System Disconnect"),
    ("30", "32764", "LOGOUT", "System Standby"),
    ("31", "32763", "NOT_READY", "Call Not Answered"),
    ("32", "32762", "NOT_READY", "Offhook"),
    ("33", "32761", "NOT_READY", "Non ACD Busy"),
    ("34", "32760", "NOT_READY", "Agent Logon"),
    ("35", "32759", "NOT_READY", "Phone Failure"),
    ("36", "32758", "NOT_READY", "Wrap Up Timer Expiry"),
    ("37", "32757", "NOT_READY", "CUCM Failover"),
    ("38", "32756", "NOT_READY", "Phone Working"),
    ("39", "32755", "NOT_READY", "Call Ended"),
    ("40", "32754", "NOT_READY", "Restricted Device"),
    ("41", "32753", "NOT_READY", "Restricted Line"),
    ("42", "32752", "NOT_READY", "Cancel Reservation Preview Call"),
    ("43", "32751", "NOT_READY", "Skip Preview Call"),
    ("44", "32750", "NOT_READY", "Extension Modified"),
    ("45", "32749", "NOT_READY", "Call Cancel"),
    ("46", "32748", "LOGOUT", "Agent Deleted"),
    ("47", "32742", "NOT_READY", "Non ACD Offhook"),
    ("48", "32741", "LOGOUT", "Extension Conflict"),
    ("49", "32740", "LOGOUT", "System Initiated Relogin"),
    ("50", "255", "LOGOUT", "Connection Failure"),
    ("51", "33", "NOT_READY", "Supervisor Initiated"),
    ("26", "22", "LOGOUT", "Supervisor Initiated"),
]


def with_team_codes(node: Node) -> None:
    catalogue = node.switchboard.catalogue
    catalogue.reason_codes += (
        ReasonCode(91, "NOT_READY", 91, "Support only", for_all=False, teams=frozenset({1})),
        ReasonCode(92, "NOT_READY", 92, "Sales only", for_all=False, teams=frozenset({2})),
    )


async def labels(node: Node, path: str, user: str = "agent1") -> list[str]:
    return [child.findtext("label") or "" for child in await node.get(path, user)]


async def test_a_users_reason_codes_are_the_global_ones_and_his_teams(node: Node) -> None:
    with_team_codes(node)
    expected = ["Break", "Lunch", "Meeting", "Training", "Back office", "Support only"]

    assert await labels(node, "/User/agent1/ReasonCodes?category=NOT_READY") == expected
    assert await labels(node, "/User/agent1/ReasonCodes?category=NOT_READY", "administrator") == expected
    assert await labels(node, "/TeamResource/1/ReasonCodes?category=NOT_READY") == expected


async def test_all_reason_codes_are_the_administrators(node: Node) -> None:
    with_team_codes(node)
    listed = await labels(node, "/ReasonCodes?category=NOT_READY", "administrator")
    assert listed[-2:] == ["Support only", "Sales only"]
    assert "Call Not Answered" not in listed
    assert (await node.ask("GET", "/ReasonCodes?category=NOT_READY")).status == 401


@pytest.mark.parametrize("path", ["/User/agent1/ReasonCodes", "/TeamResource/1/ReasonCodes"])
async def test_reason_codes_have_a_category(node: Node, path: str) -> None:
    response = await node.ask("GET", path)
    assert (response.status, await triplet(response)) == (
        400,
        ("Parameter Missing", "Category Parameter missing", "category"),
    )
    response = await node.ask("GET", f"{path}?category=HOLIDAY")
    assert (response.status, await triplet(response)) == (400, ("Invalid Input", "", "category"))


async def test_one_reason_code(node: Node) -> None:
    with_team_codes(node)
    assert (await node.get("/User/agent1/ReasonCode/91")).findtext("label") == "Support only"
    assert (await node.get("/ReasonCode/92")).findtext("uri") == "/finesse/api/ReasonCode/92"
    for path in ("/User/agent1/ReasonCode/92", "/User/agent1/ReasonCode/x", "/ReasonCode/4711"):
        response = await node.ask("GET", path)
        assert (response.status, (await triplet(response))[0]) == (404, "Not Found")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (code(0, "x"), ("Invalid Input", "", "code")),
        (code(1000, "x"), ("Invalid Input", "", "code")),
        (code(24, "x" * 41), ("Invalid Input", "", "label")),
        (code(24, "x", "maybe"), ("Invalid Input", "", "forAll")),
        (code(24, "x", category="READY"), ("Invalid Input", "", "category")),
        (code(24, ""), ("Parameter Missing", "Label Parameter missing", "label")),
        (code(1, "x"), ("Finesse API Error", "There is another one with this code", "code")),
        (code(33, "x"), ("Finesse API Error", "There is another one with this code", "code")),
        (code(22, "x"), ("Finesse API Error", "There is another one with this code", "code")),
        (code(24, "Break"), ("Finesse API Error", "There is another one with this label", "label")),
    ],
)
async def test_a_reason_code_that_cannot_be(node: Node, body: str, expected: tuple[str, str, str]) -> None:
    assert await refusal(node, "POST", "/ReasonCode", body) == (400, *expected)


async def test_the_same_code_and_label_may_be_in_the_other_category(node: Node) -> None:
    await create(node, "/ReasonCode", code(1, "Break", category="LOGOUT"))


async def test_of_the_systems_reason_codes_the_label_alone_is_changed(node: Node) -> None:
    path = "/ReasonCode/35"
    for method, body in (
        ("PUT", "<ReasonCode><code>7</code></ReasonCode>"),
        ("PUT", "<ReasonCode><label>x</label><forAll>false</forAll></ReasonCode>"),
        ("DELETE", None),
    ):
        assert (await refusal(node, method, path, body))[:2] == (400, "Finesse API Error")
    body = "<ReasonCode><code>32759</code><label>Telephone broken</label><forAll>true</forAll></ReasonCode>"
    assert (await ask(node, "PUT", path, body)).status == 200
    changed = await node.get(path)
    assert (changed.findtext("label"), changed.findtext("code")) == ("Telephone broken", "32759")
    listed = await node.get("/ReasonCodes?category=NOT_READY", "administrator")
    assert {one.findtext("systemCode") for one in listed} == {"false"}


async def test_all_lists_the_systems_codes_after_those_of_both_categories(node: Node) -> None:
    found = await node.get("/ReasonCodes?category=ALL", "administrator")
    own = [one for one in found if one.findtext("systemCode") == "false"]
    system = found[len(own) :]

    assert found.get("category") == "ALL"
    assert {one.findtext("category") for one in own} == {"NOT_READY", "LOGOUT"}
    assert [
        (one.findtext("id"), one.findtext("code"), one.findtext("category"), one.findtext("label"))
        for one in system
    ] == SYSTEM_CODES
    assert {(one.findtext("systemCode"), one.findtext("forAll")) for one in system} == {("true", "true")}


@pytest.mark.parametrize("path", ["/User/agent1/ReasonCodes", "/Team/1/ReasonCodes"])
async def test_all_is_a_category_of_the_administrators_whole_list_alone(node: Node, path: str) -> None:
    assert (await refusal(node, "GET", f"{path}?category=ALL"))[1] == "Invalid Input"


async def test_a_team_can_be_asked_for_the_codes_of_both_categories(node: Node) -> None:
    found = await node.get("/TeamResource/1/ReasonCodes?category=ALL")

    assert found.get("category") == "ALL"
    assert {one.findtext("category") for one in found} == {"NOT_READY", "LOGOUT"}
    assert {one.findtext("systemCode") for one in found} == {"false"}


async def test_a_deleted_reason_code_is_offered_no_more(node: Node) -> None:
    assert (await ask(node, "DELETE", "/ReasonCode/1")).status == 200
    codes = await node.get("/User/agent1/ReasonCodes?category=NOT_READY")
    assert "Break" not in [one.findtext("label") for one in codes]
    assert (await refusal(node, "DELETE", "/ReasonCode/1"))[:2] == (404, "Not Found")


async def test_there_are_only_so_many_reason_codes_of_each_scope(
    node: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reason_code, "MOST", 5)
    await create(node, "/ReasonCode", code(24, "x"))
    assert (await refusal(node, "POST", "/ReasonCode", code(25, "y")))[:2] == (400, "Maximum Exceeded")
    await create(node, "/ReasonCode", code(25, "y", "false"))
