"""Workflows and their actions. Source: Finesse Web Services guide, Workflow."""

from __future__ import annotations

import pytest
from lxml.etree import _Element as Element

from finesse.api.configuration import workflow
from tests.finesse.api.configuration.bodies import ask, create, refusal, uris
from tests.finesse.one_node import Node

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


@pytest.mark.parametrize(
    ("trigger", "calls", "others"),
    [
        ("CALL_ARRIVES", "ACD_IN", "OUT"),
        ("CALL_MADE", "OUT", "ACD_IN"),
        ("CALL_PREVIEWED", "OUTBOUND_PREVIEW", "OUT"),
    ],
)
async def test_a_trigger_set_that_is_only_named_is_for_its_own_calls(
    node: Node, trigger: str, calls: str, others: str
) -> None:
    workflow = await create(node, "/Workflow", flow("First").replace("CALL_ARRIVES", trigger))
    found = await node.get(workflow, "administrator")
    listed = [one.findtext("value", "") for one in found.iterfind("TriggerSet/triggers/Trigger")][1].split(
        ","
    )
    assert calls in listed
    assert others not in listed


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


async def test_a_workflow_is_for_voice_chat_or_email_and_the_systems_triggers_follow(node: Node) -> None:
    def triggers(found: Element) -> list[str | None]:
        return [one.text for one in found.iterfind("TriggerSet/triggers/Trigger/value")]

    path = await create(node, "/Workflow", flow("First"))
    assert len(triggers(await node.get(path, "administrator"))) == 2
    # source: DevNet, Workflow API Parameters
    for media, name in (("<id>Chat</id>", "Chat"), ("Email", "Email")):
        await ask(node, "PUT", path, f"<Workflow><media>{media}</media></Workflow>")
        found = await node.get(path, "administrator")
        assert [found.findtext("media/id"), found.findtext("media/name")] == [name, name]
        assert triggers(found) == [name]
    refused = await refusal(node, "PUT", path, "<Workflow><media><id>2</id></media></Workflow>")
    assert (refused[0], refused[1], refused[3]) == (400, "Invalid Input", "media")
