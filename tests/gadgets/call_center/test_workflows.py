"""A team's workflow at a signed-in desktop of a real lab."""

from __future__ import annotations

from collections.abc import AsyncIterator
from urllib.parse import parse_qs, urlsplit

import pytest
import pytest_asyncio

from lab.testing.agent import Rest
from tests.gadgets.call_center.seat import CallCenter, Seat
from tests.in_a_browser import IN_A_BROWSER, expect

pytestmark = [*IN_A_BROWSER, pytest.mark.processes]

TEAM = "/Team/1/Workflows"
ACTION = """<WorkflowAction><name>Customer's page</name><type>BROWSER_POP</type>
<handledBy>FINESSE_DESKTOP</handledBy>
<params><Param><name>path</name><value>/desktop/logo.svg?who=${callVariable1}&amp;queue=${queueName}</value>
</Param><Param><name>windowName</name><value>customer</value></Param></params><actionVariables>
<ActionVariable><name>callVariable1</name><type>SYSTEM</type><node></node><testValue>x</testValue></ActionVariable>
<ActionVariable><name>queueName</name><type>SYSTEM</type><node></node><testValue>x</testValue></ActionVariable>
</actionVariables></WorkflowAction>"""
WORKFLOW = """<Workflow><name>Customer's page</name><media><id>1</id></media>
<TriggerSet><type>SYSTEM</type><name>CALL_ARRIVES</name></TriggerSet>
<ConditionSet><applyMethod>ALL</applyMethod><conditions><Condition>
<Variable><name>callVariable1</name><type>SYSTEM</type></Variable><comparator>BEGINS_WITH</comparator>
<value>Maria</value></Condition></conditions></ConditionSet>
<workflowActions><WorkflowAction><uri>{}</uri></WorkflowAction></workflowActions></Workflow>"""


async def created(rest: Rest, kind: str, body: str) -> str:
    """The path of what is created, below the API."""
    answer = await rest.ask("POST", f"/{kind}", body)
    assert answer.status in (200, 201, 202), answer.body
    return urlsplit(answer.headers["Location"]).path.removeprefix("/finesse/api")


@pytest_asyncio.fixture(loop_scope="module")
async def workflow(center: CallCenter) -> AsyncIterator[str]:
    """A workflow of team Support, for as long as the test takes."""
    rest = center.lab.rest("administrator")
    action = await created(rest, "WorkflowAction", ACTION)
    flow = await created(rest, "Workflow", WORKFLOW.format(f"/finesse/api{action}"))
    assigned = f"<Workflows><Workflow><uri>/finesse/api{flow}</uri></Workflow></Workflows>"
    assert (await rest.ask("PUT", TEAM, assigned)).status == 200
    yield flow
    assert (await rest.ask("PUT", TEAM, "<Workflows/>")).status == 200
    for path in (flow, action):
        assert (await rest.ask("DELETE", path)).status == 200


@pytest.mark.usefixtures("workflow")
async def test_a_workflow_of_the_team_opens_the_customers_page(agent1: Seat) -> None:
    page = agent1.desktop.page
    async with page.expect_response("**/User/agent1/Workflows") as read:  # at the sign-in and at each reload
        await page.reload()
    await (await read.value).finished()
    await agent1.is_in("Not Ready")
    async with page.expect_popup() as popup:
        await agent1.takes_a_call(callVariable1="Maria González & Co")
    opened = await popup.value
    await opened.wait_for_url("**/logo.svg?**")
    told = parse_qs(urlsplit(opened.url).query)
    assert told == {"who": ["Maria González & Co"], "queue": ["Support_CSQ"]}
    await expect(agent1.part("workflow-note")).to_have_count(0)
    await opened.close()
