"""What administrators configure. Source: Finesse Web Services guide, configuration APIs; its limits."""

from __future__ import annotations

from pathlib import Path

import pytest
from aiohttp import ClientResponse
from lxml import etree

from finesse.api.configuration import phone_book, reason_code, workflow
from finesse.api.form import Form
from finesse.api.operation import Operation
from finesse.api.who import Who
from finesse.catalogue import Catalogue
from finesse.store.finesse_store import opened
from tests.finesse.api.operations import OPERATIONS, filled, name, place
from tests.finesse.api.runtime.test_user import triplet
from tests.finesse.one_node import Node, a_node

WRITING = [
    one
    for one in OPERATIONS
    if one.who is Who.ADMINISTRATOR and one.method != "GET" and one.status in (200, 202)
]
READING = [
    one for one in OPERATIONS if one.who is Who.ADMINISTRATOR and one.method == "GET" and one.status == 200
]

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


async def ask(node: Node, method: str, path: str, body: str | None = None) -> ClientResponse:
    return await node.ask(method, path, body, user="administrator")


async def create(node: Node, path: str, body: str) -> str:
    """The path of a new object."""
    response = await ask(node, "POST", path, body)
    assert response.status == 200, await response.text()
    return response.headers["Location"].partition("/finesse/api")[2]


async def refusal(node: Node, method: str, path: str, body: str | None = None) -> tuple[int, str, str, str]:
    response = await ask(node, method, path, body)
    return (response.status, *await triplet(response))


def code(number: int, label: str, for_all: str = "true", category: str = "NOT_READY") -> str:
    return (
        f"<ReasonCode><category>{category}</category><code>{number}</code><label>{label}</label>"
        f"<forAll>{for_all}</forAll></ReasonCode>"
    )


def reason(label: str, for_all: str = "true") -> str:
    return f"<WrapUpReason><label>{label}</label><forAll>{for_all}</forAll></WrapUpReason>"


def book(label: str, kind: str = "GLOBAL") -> str:
    return f"<PhoneBook><name>{label}</name><type>{kind}</type></PhoneBook>"


def uris(root: str, item: str, *paths: str) -> str:
    return f"<{root}>" + "".join(f"<{item}><uri>{path}</uri></{item}>" for path in paths) + f"</{root}>"


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


async def test_a_wrap_up_reason_has_39_bytes(node: Node) -> None:
    await create(node, "/WrapUpReason", reason("ä" * 19 + "x"))
    assert (await refusal(node, "POST", "/WrapUpReason", reason("ä" * 20)))[:2] == (400, "Invalid Input")
    assert (await refusal(node, "POST", "/WrapUpReason", reason("Resolved")))[:2] == (
        400,
        "Finesse API Error",
    )


async def test_there_are_only_so_many_phone_books(node: Node, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phone_book, "MOST_GLOBAL", 2)
    monkeypatch.setattr(phone_book, "MOST_OF_TEAMS", 0)
    await create(node, "/PhoneBook", book("Second"))
    for kind in ("GLOBAL", "TEAM"):
        assert (await refusal(node, "POST", "/PhoneBook", book("More", kind)))[:2] == (
            400,
            "Maximum Exceeded",
        )


async def test_a_phone_book_says_to_administrators_where_its_contacts_are(node: Node) -> None:
    found = await node.get("/PhoneBook/1", "administrator")
    assert [(child.tag, child.text) for child in found] == [
        ("uri", "/finesse/api/PhoneBook/1"),
        ("name", "House"),
        ("type", "GLOBAL"),
        ("contacts", "/finesse/api/PhoneBook/1/Contacts"),
    ]


async def test_a_team_gets_a_list_and_what_is_everybodys_is_not_on_it(node: Node) -> None:
    own = await create(node, "/ReasonCode", code(24, "Support only", "false"))
    path = "/Team/1/ReasonCodes?category=NOT_READY"
    assert (
        await ask(node, "PUT", path, uris("ReasonCodes", "ReasonCode", f"/finesse/api{own}"))
    ).status == 200
    listed = await node.get(path, "administrator")
    assert listed.get("category") == "NOT_READY"
    assert [one.findtext("label") for one in listed] == ["Support only"]
    assert (
        "Support only" in await (await node.ask("GET", "/User/agent1/ReasonCodes?category=NOT_READY")).text()
    )

    everybodys = uris("ReasonCodes", "ReasonCode", "/finesse/api/ReasonCode/1")
    assert (await refusal(node, "PUT", path, everybodys))[:2] == (400, "Finesse API Error")
    assert len(await node.get(path, "administrator")) == 1
    other = "/Team/1/ReasonCodes?category=LOGOUT"
    assert (await ask(node, "PUT", other, "<ReasonCodes/>")).status == 200
    assert len(await node.get(path, "administrator")) == 1
    assert (await ask(node, "PUT", path, "<ReasonCodes/>")).status == 200
    assert len(await node.get(path, "administrator")) == 0


async def test_what_becomes_everybodys_is_taken_from_the_teams_lists(node: Node) -> None:
    own = await create(node, "/WrapUpReason", reason("Support only", "false"))
    await ask(node, "PUT", "/Team/1/WrapUpReasons", uris("WrapUpReasons", "WrapUpReason", own))
    await ask(node, "PUT", own, "<WrapUpReason><forAll>true</forAll></WrapUpReason>")
    assert len(await node.get("/Team/1/WrapUpReasons", "administrator")) == 0


@pytest.mark.parametrize(
    "path", ["ReasonCodes?category=LOGOUT", "WrapUpReasons", "PhoneBooks", "Workflows", "LayoutConfig"]
)
async def test_a_team_that_does_not_exist_has_the_error_of_assignments(node: Node, path: str) -> None:
    assert await refusal(node, "GET", f"/Team/77/{path}") == (
        404,
        "finesse.api.team.team_assignment_invalid_team",
        "HTTP Status code: 404 (Not Found) Api Error Type:finesse.api.team.team_assignment_invalid_team "
        "Error Message: This is not a valid team",
        "77",
    )


ACTION = (
    "<WorkflowAction><name>{0}</name><type>BROWSER_POP</type><handledBy>FINESSE_DESKTOP</handledBy><params>"
    "<Param><name>path</name><value>https://crm.example.com/?q=${{callVariable1}}&amp;x=1</value></Param>"
    "<Param><name>windowName</name><value>crm</value></Param></params><actionVariables><ActionVariable>"
    "<name>callVariable1</name><type>SYSTEM</type><node></node><testValue>x</testValue></ActionVariable>"
    "</actionVariables></WorkflowAction>"
)


def flow(label: str, *actions: str) -> str:
    return (
        f"<Workflow><name>{label}</name><media><id>1</id></media><TriggerSet><type>SYSTEM</type>"
        "<name>CALL_ARRIVES</name></TriggerSet><ConditionSet><applyMethod>ALL</applyMethod><conditions>"
        "<Condition><Variable><name>callVariable1</name><type>SYSTEM</type></Variable>"
        "<comparator>CONTAINS</comparator><value>1</value></Condition></conditions></ConditionSet>"
        + uris("workflowActions", "WorkflowAction", *actions)
        + "</Workflow>"
    )


async def test_a_teams_workflows_run_in_the_order_of_its_list_with_their_actions(node: Node) -> None:
    action = await create(node, "/WorkflowAction", ACTION.format("Pop"))
    first = await create(node, "/Workflow", flow("First", action))
    second = await create(node, "/Workflow", flow("Second", action, action))
    await ask(node, "PUT", "/Team/1/Workflows", uris("Workflows", "Workflow", second, first))

    for path, user in (("/Team/1/Workflows", "administrator"), ("/TeamResource/1/Workflows", "agent1")):
        assert [one.findtext("name") for one in await node.get(path, user)] == ["Second", "First"]
    found = (await node.get("/User/agent1/Workflows"))[0]
    assert [child.tag for child in found] == [
        "uri",
        "name",
        "description",
        "media",
        "TriggerSet",
        "ConditionSet",
        "workflowActions",
    ]
    assert len(found.findall("TriggerSet/triggers/Trigger")) == 2
    whole = found.find("workflowActions/WorkflowAction")
    assert whole is not None
    assert whole.findtext("params/Param/value") == "https://crm.example.com/?q=${callVariable1}&x=1"
    summary = (await node.get(second, "administrator")).find("workflowActions/WorkflowAction")
    assert summary is not None
    assert [child.tag for child in summary] == ["name", "type", "uri"]

    await ask(node, "PUT", action, "<WorkflowAction><name>Pop it</name></WorkflowAction>")
    assert {
        one.text for one in (await node.get("/User/agent1/Workflows")).iterfind(".//WorkflowAction/name")
    } == {"Pop it"}
    await ask(node, "DELETE", action)
    assert not (await node.get("/User/agent1/Workflows")).findall(".//WorkflowAction")


async def test_a_workflows_name_is_taken_once(node: Node) -> None:
    await create(node, "/Workflow", flow("First"))
    assert await refusal(node, "POST", "/Workflow", flow("First")) == (
        400,
        "Database constraint violation",
        "HTTP Status code: 400 (Bad Request) Api Error Type: Database constraint violation Error Message: "
        "A workflow with the same name already exists",
        "Duplicate Workflow name.",
    )


async def test_a_workflow_has_only_so_many_parts(node: Node, monkeypatch: pytest.MonkeyPatch) -> None:
    action = await create(node, "/WorkflowAction", ACTION.format("Pop"))
    assert (await refusal(node, "POST", "/Workflow", flow("x", *[action] * 6)))[:2] == (
        400,
        "Maximum Exceeded",
    )
    assert (await refusal(node, "POST", "/Workflow", flow("x", "77")))[:2] == (400, "Finesse API Error")
    monkeypatch.setattr(workflow, "MOST", len(node.switchboard.catalogue.workflows))
    assert (await refusal(node, "POST", "/Workflow", flow("x")))[:2] == (400, "Maximum Exceeded")


async def test_the_default_layout_of_call_variables_is_changed_and_never_deleted(node: Node) -> None:
    body = "<MediaPropertiesLayout><description>new</description></MediaPropertiesLayout>"
    assert (await ask(node, "PUT", "/MediaPropertiesLayout/default", body)).status == 200
    layout = await node.get("/User/agent1/MediaPropertiesLayout")
    assert (layout.findtext("type"), layout.findtext("description")) == ("DEFAULT", "new")
    assert layout.find("header/entry") is not None
    number = (layout.findtext("uri") or "").rpartition("/")[2]
    path = f"/MediaPropertiesLayout/{number}"
    assert (await refusal(node, "DELETE", path))[:2] == (400, "Finesse API Error")


async def test_a_team_gets_the_default_layout_of_call_variables_and_its_own(node: Node) -> None:
    entry = "<entry><displayName>x</displayName><mediaProperty>user.x</mediaProperty></entry>"
    own = await create(
        node,
        "/MediaPropertiesLayout",
        f"<MediaPropertiesLayout><name>Own</name><header>{entry}</header><column>{entry}</column>"
        "</MediaPropertiesLayout>",
    )
    before = await node.get("/User/agent1/MediaPropertiesLayouts")
    body = uris("MediaPropertiesLayouts", "MediaPropertiesLayout", own)
    assert (await ask(node, "PUT", "/Team/1/MediaPropertiesLayouts", body)).status == 200
    after = await node.get("/TeamResource/1/MediaPropertiesLayouts")
    assert [one.findtext("type") for one in before] == ["DEFAULT"]
    assert [one.findtext("type") for one in after] == ["DEFAULT", "CUSTOM"]
    assert after[1].findtext("column/entry/uiEditable") == "false"


@pytest.mark.parametrize(
    "inner",
    [
        "",
        "<header></header>",
        "<header><entry><displayName>x</displayName><mediaProperty>nonsense</mediaProperty></entry></header>",
        "<header><entry><displayName>x</displayName></entry></header>",
    ],
)
async def test_a_layout_of_call_variables_that_cannot_be(node: Node, inner: str) -> None:
    body = f"<MediaPropertiesLayout><name>x</name>{inner}</MediaPropertiesLayout>"
    assert (await refusal(node, "POST", "/MediaPropertiesLayout", body))[0] == 400


@pytest.mark.parametrize(
    ("shown", "message"),
    [
        ("user." + "n" * 28, "has 33 bytes: 32 are the most"),
        ("callVariable11", "is no call variable: use callVariable1 to"),
        ("PostCallTreatment", "no layout shows PostCallTreatment: give user.PostCallTreatment"),
    ],
)
async def test_a_layout_shows_what_calls_can_carry(node: Node, shown: str, message: str) -> None:
    # source: CTI guide, NAMEDVAR; Cisco support note 119428 (PostCallTreatment in a layout)
    entry = f"<entry><displayName>x</displayName><mediaProperty>{shown}</mediaProperty></entry>"
    body = f"<MediaPropertiesLayout><name>x</name><header>{entry}</header></MediaPropertiesLayout>"
    refused = await refusal(node, "POST", "/MediaPropertiesLayout", body)
    assert (refused[0], refused[1], refused[3]) == (400, "Invalid Input", "mediaProperty")
    assert message in refused[2]


async def test_chat_servers_are_empty_until_they_are_configured(node: Node) -> None:
    empty = await node.ask("GET", "/ChatConfig")
    assert await empty.text() == (
        "<ChatConfig><uri>/finesse/api/ChatConfig</uri><primaryNode><url></url></primaryNode>"
        "<secondaryNode><url></url></secondaryNode></ChatConfig>"
    )
    body = "<ChatConfig><primaryNode><url>https://imp1:5280/httpbinding</url></primaryNode></ChatConfig>"
    assert (await ask(node, "PUT", "/ChatConfig", body)).status == 200
    assert (await node.get("/ChatConfig")).findtext("primaryNode/url") == "https://imp1:5280/httpbinding"
    bad = "<ChatConfig><primaryNode><url>javascript:x</url></primaryNode></ChatConfig>"
    assert (await refusal(node, "PUT", "/ChatConfig", bad))[:2] == (400, "Invalid Input")


async def test_system_variables_have_a_name_and_a_node(node: Node) -> None:
    found = await node.get("/SystemVariables", "administrator")
    assert [[child.tag for child in one] for one in found] == [["name", "node"]] * len(found)
    names = [one.findtext("name") for one in found]
    assert "callVariable10" in names
    assert "DNIS" in names
    etree.XPath(found[0].findtext("node") or "")
