"""Workflows in the desktop: what opens, what is asked, and what hostile addresses come to."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit
from xml.sax.saxutils import escape

from tests.gadgets.desktop.desktop_page import CUSTOMER, Desktop
from tests.gadgets.desktop.fake_finesse import Call, FakeFinesse
from tests.in_a_browser import IN_A_BROWSER, expect

pytestmark = IN_A_BROWSER

HEARD = """() => {
  window.executed = [];
  const topic = "finesse.containerservices.workflowActionEvent";
  gadgets.Hub.subscribe(topic, (_topic, data) => executed.push(data));
}"""
OTHER = "OTHER"


def action(name: str, kind: str, handled_by: str = "FINESSE_DESKTOP", **params: str) -> str:
    given = "".join(
        f"<Param><name>{key}</name><value>{escape(value)}</value></Param>" for key, value in params.items()
    )
    return (
        f"<WorkflowAction><uri>/finesse/api/WorkflowAction/1</uri><name>{escape(name)}</name><type>{kind}</type>"
        f"<handledBy>{handled_by}</handledBy><params>{given}</params><actionVariables><ActionVariable>"
        "<name>callVariable1</name><type>SYSTEM</type><node></node><testValue>Sandy</testValue></ActionVariable>"
        "</actionVariables></WorkflowAction>"
    )


def workflow(trigger: str, *actions: str, name: str = "flow") -> str:
    return (
        f"<Workflow><name>{name}</name><media><id>1</id></media><TriggerSet><type>SYSTEM</type><name>{trigger}</name>"
        f"</TriggerSet><workflowActions>{''.join(actions)}</workflowActions></Workflow>"
    )


async def executed(desktop: Desktop, count: int) -> list[dict[str, Any]]:
    """What gadgets hear of the workflows, once so many actions were executed."""
    await desktop.page.wait_for_function("(count) => window.executed.length >= count", arg=count)
    found: list[dict[str, Any]] = await desktop.page.evaluate("window.executed")
    assert len(found) == count
    return found


async def test_a_call_opens_its_customer_and_tells_other_systems(
    desktop: Desktop, server: FakeFinesse
) -> None:
    page = "/desktop/logo.svg?q=${callVariable1}&by=${loginId}"
    server.workflows = workflow(
        "CALL_ARRIVES",
        action("Show", "BROWSER_POP", path=page, windowName="crm"),
        action(
            "Note",
            "HTTP_REQUEST",
            method="POST",
            location="OTHER",
            contentType="application/json",
            path="https://crm.example.com/calls",
            body='{"customer": "${callVariable1}"}',
        ),
        action("Tell", "HTTP_REQUEST", OTHER, method="PUT", location="OTHER", path="https://a.example/"),
    ) + workflow(
        "CALL_ANSWERED",
        action("Show again", "BROWSER_POP", path=f"{page}&answered=1", windowName="crm"),
        action(
            "Log",
            "HTTP_REQUEST",
            method="PUT",
            location="FINESSE",
            path="/finesse/api/User/${loginId}",
            body="<User><state>NOT_READY</state></User>",
        ),
    )
    await desktop.sign_in()
    await desktop.page.evaluate(HEARD)
    async with desktop.page.expect_popup() as popup:
        server.become("READY")
        server.ring(Call(variables={**CUSTOMER, "callVariable1": "Zoë & <b>"}))
    opened = await popup.value
    await opened.wait_for_url("**/logo.svg**")
    assert parse_qs(urlsplit(opened.url).query) == {"q": ["Zoë & <b>"], "by": ["agent1"]}
    told = await executed(desktop, 3)
    assert [(one["name"], one["handledBy"]) for one in told] == [
        ("Show", "FINESSE"),
        ("Note", "FINESSE"),
        ("Tell", "OTHER"),
    ]
    assert told[0]["actionVariables"][0]["actualValue"] == "Zoë & <b>"
    (asked,) = server.proxied
    assert (asked["url"], asked["httpMethod"]) == ("https://crm.example.com/calls", "POST")
    assert asked["postData"] == '{"customer": "Zoë & <b>"}'
    assert asked["headers"] == "Content-Type=application%2Fjson"
    assert asked["Authorization"] == ""

    await desktop.part("answer").click()
    await executed(desktop, 5)
    await opened.wait_for_url("**answered=1")  # the window is the same one
    assert len(desktop.page.context.pages) == 2
    assert server.sent(state="NOT_READY")
    assert not desktop.complaints


async def test_hostile_addresses_are_shown_as_words_and_stop_nothing(
    desktop: Desktop, server: FakeFinesse
) -> None:
    hostile = (
        "javascript:document.title='pwned'",
        "data:text/plain,x",
        "/finesse/api/User/agent1",
        "x\u202ey",
    )
    server.workflows = workflow(
        "CALL_ARRIVES",
        *(action(f"<b>{number}</b>", "BROWSER_POP", path=path) for number, path in enumerate(hostile)),
        action("Good", "BROWSER_POP", path="/desktop/logo.svg"),
    )
    await desktop.sign_in()
    async with desktop.page.expect_popup() as popup:
        server.ring(Call(variables=CUSTOMER))
    opened = await popup.value
    await opened.wait_for_url("**/logo.svg")
    assert await opened.evaluate("window.opener") is None
    notes = desktop.part("workflow-note")
    await expect(notes).to_have_count(len(hostile))
    await expect(notes.nth(0)).to_contain_text(
        "“<b>0</b>” was not carried out: its address does not begin with http"
    )
    await expect(notes.nth(0)).to_contain_text("javascript:document.title='pwned'")
    await expect(notes.nth(2)).to_contain_text("server’s own API")
    await expect(notes.nth(3)).to_contain_text("x\ufffdy")
    await notes.nth(0).get_by_role("button").click()
    await expect(notes).to_have_count(len(hostile) - 1)
    await desktop.part("answer").click()
    await expect(desktop.part("call-state")).to_have_text("Active")
    assert len(desktop.page.context.pages) == 2
    assert not desktop.complaints


async def test_a_page_that_the_browser_blocks_is_opened_by_a_click(
    desktop: Desktop, server: FakeFinesse
) -> None:
    server.workflows = workflow(
        "CALL_MADE", action("Show", "BROWSER_POP", path="/desktop/logo.svg", windowName="_self")
    )
    await desktop.sign_in()
    await desktop.page.evaluate("() => { window.kept = window.open; window.open = () => null; }")
    server.tell_call(Call(state="INITIATED", actions=("DROP",), outgoing=True), "POST")
    await expect(desktop.part("workflow-note")).to_contain_text(
        "The browser did not let “Show” open its page."
    )
    await desktop.page.evaluate("() => { window.open = window.kept; }")
    async with desktop.page.expect_popup() as popup:
        await desktop.part("workflow-open").click()
    await (await popup.value).wait_for_url("**/logo.svg")
    await expect(desktop.part("workflow-note")).to_have_count(0)
    await expect(desktop.part("agent-state")).to_be_visible()  # “_self” was no way to take the desktop away
    assert not desktop.complaints
