"""Workflows and their actions in the console: created, edited, deleted, and refused."""

from __future__ import annotations

import pytest

from tests.gadgets.admin.console_page import ADMINISTRATOR, Console
from tests.in_a_browser import IN_A_BROWSER, expect

pytestmark = IN_A_BROWSER


async def open_actions(console: Console) -> None:
    await console.sign_in("workflows")
    await console.part("part-actions").click()


async def test_an_action_is_made_of_an_address_with_variables_tried_and_performed(console: Console) -> None:
    await open_actions(console)
    await console.part("actions-new").click()
    await console.part("field-name").fill("Find <b>them</b>")
    path = console.part("field-path")
    await path.fill("https://crm.example.com/?q=&x=1")
    for _ in "&x=1":
        await path.press("ArrowLeft")
    await console.part("insert-path").select_option("callVariable1")
    await expect(path).to_have_value("https://crm.example.com/?q=${callVariable1}&x=1")
    await console.part("variable-sample").fill("Gold & co")
    await expect(console.part("action-address")).to_have_text(
        "https://crm.example.com/?q=Gold%20%26%20co&x=1"
    )
    await console.part("variable-add").click()
    await console.part("variable-name").fill("kind")
    await console.part("form-save").click()
    await expect(console.part("error-variables")).to_contain_text("where the variable stands")
    await console.part("variable-node").fill("//Dialog/mediaProperties/callType")
    await console.part("field-windowName").fill("crm")

    await console.page.context.route("https://crm.example.com/**", lambda route: route.fulfill(body="found"))
    async with console.page.context.expect_page() as opened:
        await console.part("action-open").click()
    page = await opened.value
    await page.wait_for_load_state()
    assert page.url == "https://crm.example.com/?q=Gold%20%26%20co&x=1"
    assert await page.evaluate("opener") is None
    await page.close()

    await console.part("form-save").click()
    await console.until_said("Find <b>them</b>” is saved")
    answer = await console.node.get("/WorkflowActions", ADMINISTRATOR)
    saved = next(one for one in answer if one.findtext("name") == "Find <b>them</b>")
    assert [one.findtext("value") for one in saved.iterfind("params/Param")] == [
        "crm",
        "https://crm.example.com/?q=${callVariable1}&x=1",
    ]
    assert [one.findtext("name") for one in saved.iterfind("actionVariables/ActionVariable")] == [
        "callVariable1",
        "kind",
    ]

    # A workflow performs it; who deletes it is told.
    await console.part("part-workflows").click()
    await console.part("workflows-new").click()
    await console.part("field-name").fill("Who calls")
    await console.part("field-media").select_option("Email")
    await console.part("field-trigger").select_option("CALL_ANSWERED")
    await console.part("condition-add").click()
    await console.part("condition-variable").select_option("queueName")
    await console.part("form-save").click()
    await expect(console.part("error-conditions")).to_have_text("Fill this in.")
    await console.part("condition-value").fill("Support")
    await console.page.get_by_role("button", name="Add Find <b>them</b>").click()
    await console.part("workflowActions-add").first.click()
    await console.part("workflowActions-down").first.click()
    await console.part("form-save").click()
    row = await console.row("workflows", "Who calls")
    await expect(row).to_contain_text("When a call is answered")
    answer = await console.node.get("/Workflows", ADMINISTRATOR)
    saved = next(one for one in answer if one.findtext("name") == "Who calls")
    assert [saved.findtext("media/id"), saved.findtext("TriggerSet/name")] == ["Email", "CALL_ANSWERED"]
    assert len(saved.findall("workflowActions/WorkflowAction")) == 2

    await row.get_by_test_id("workflows-edit").click()
    await console.part("condition-remove").click()
    await console.part("field-applyMethod").select_option("ANY")
    await console.part("field-description").fill("Opens what is known")
    await console.part("form-save").click()
    await expect(row).to_contain_text("Opens what is known")

    await console.part("part-actions").click()
    action = await console.row("actions", "Find <b>them</b>")
    await expect(action).to_contain_text("Who calls")
    await action.get_by_test_id("actions-remove").click()
    await expect(console.part("question")).to_contain_text("go on without it: Who calls")
    await console.answer("yes")
    await expect(action).to_have_count(0)
    await console.part("part-workflows").click()
    await row.get_by_test_id("workflows-remove").click()
    await console.answer("yes")
    await expect(row).to_have_count(0)
    assert console.complaints == []


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("javascript:alert(document.cookie)", "Scripts, data and files cannot"),
        ("data:text/html,<script>x</script>", "Scripts, data and files cannot"),
        ("${callVariable1}", "Scripts, data and files cannot"),
        ("/finesse/api/User/agent1", "own API cannot be opened"),
        ("https://crm.example.com/${nobody}", "There is no variable ${nobody}"),
        ("", "Fill this in"),
    ],
)
async def test_an_address_that_may_not_be_opened_is_refused_with_words(
    console: Console, address: str, fault: str
) -> None:
    await open_actions(console)
    await console.part("actions-new").click()
    await console.part("field-name").fill("Hostile")
    await console.part("field-path").fill(address)
    await console.part("action-open").click()
    await expect(console.part("error-path")).to_contain_text(fault)
    await console.part("form-save").click()
    await expect(console.part("field-path")).to_be_focused()
    assert len(console.page.context.pages) == 1
    answer = await console.node.get("/WorkflowActions", ADMINISTRATOR)
    assert "Hostile" not in [one.findtext("name") for one in answer]


async def test_a_request_has_its_own_fields_and_nothing_is_lost_unasked(console: Console) -> None:
    await open_actions(console)
    row = await console.row("actions", "Note the call")
    await row.get_by_test_id("actions-open").click()
    await expect(console.part("field-windowName")).to_be_hidden()
    await expect(console.part("field-body")).to_have_value('{"customer": "${callVariable1}"}')
    await console.part("field-body").fill("x" * 2001)
    await expect(console.part("error-body")).to_contain_text("At most 2000")
    await console.part("field-body").fill('{"of": "${lastName}"}')
    await expect(console.part("variable-row")).to_have_count(2)
    await console.part("field-name").fill("Show the customer")
    await console.part("form-save").click()
    await expect(console.part("error-name")).to_have_text("Another one has this name.")
    await console.page.keyboard.press("Escape")
    await console.answer("no")
    await console.part("field-name").fill("Note")
    await console.part("field-method").select_option("PUT")
    await console.part("field-location").select_option("FINESSE")
    await console.part("form-save").click()
    await expect(console.part("error-path")).to_contain_text("begins with /finesse/api")
    await console.part("field-path").fill("/finesse/api/User/${loginId}")
    await console.part("form-save").click()
    await console.row("actions", "Note")
    answer = await console.node.get("/WorkflowActions", ADMINISTRATOR)
    saved = next(one for one in answer if one.findtext("name") == "Note")
    params = {one.findtext("name"): one.findtext("value") for one in saved.iterfind("params/Param")}
    assert params == {
        "method": "PUT",
        "location": "FINESSE",
        "contentType": "application/json",
        "path": "/finesse/api/User/${loginId}",
        "body": '{"of": "${lastName}"}',
    }
    assert console.complaints == []
