"""Calls on the desktop: from ringing to their end, their variables, and numbers that are dialled."""

from __future__ import annotations

import re
from dataclasses import replace

from tests.gadgets.desktop.desktop_page import BOTH, CUSTOMER, Desktop
from tests.gadgets.desktop.fake_finesse import Call, FakeFinesse, FakeGadget
from tests.gadgets.desktop.test_gadgets import TABBED, frame, tab
from tests.gadgets.desktop.test_gadgets import layout as desktop_layout
from tests.in_a_browser import IN_A_BROWSER, expect

pytestmark = IN_A_BROWSER


def layout(name: str, kind: str, header: str, **columns: str) -> str:
    """One layout of call variables; each column is a variable by its label."""
    entries = "".join(
        f"<column><entry><displayName>{label}</displayName><mediaProperty>{variable}</mediaProperty>"
        "<showInPopOver>true</showInPopOver><uiEditable>false</uiEditable></entry></column>"
        for label, variable in columns.items()
    )
    return (
        f"<MediaPropertiesLayout><name>{name}</name><type>{kind}</type><header><entry><displayName>x</displayName>"
        f"<mediaProperty>{header}</mediaProperty></entry></header>{entries}</MediaPropertiesLayout>"
    )


@BOTH
async def test_an_agent_signs_in_takes_a_call_and_signs_out(desktop: Desktop, server: FakeFinesse) -> None:
    await desktop.sign_in()
    assert server.sent(state="LOGIN", extension="1001")
    await expect(desktop.part("agent-state")).to_have_text("Not Ready")
    assert re.search(r"/desktop/container/\?locale=en_US$", desktop.page.url)

    await desktop.part("state-menu").click()
    await desktop.part("state-not-ready").and_(desktop.page.locator("[data-reason-id='2']")).click()
    await expect(desktop.part("agent-reason")).to_have_text("Lunch")
    assert server.sent(state="NOT_READY", reasonCodeId="2")
    await desktop.part("state-menu").click()
    await desktop.part("state-ready").click()
    await expect(desktop.part("agent-state")).to_have_text("Ready")

    server.ring(Call(variables=CUSTOMER))
    popover = desktop.part("call-popover")
    await expect(popover).to_contain_text("Maria Gonzalez")
    await expect(popover.get_by_test_id("call-variable-callVariable2")).to_have_text("Gold")
    await expect(popover.get_by_test_id("call-variable-user.account")).to_have_text("A-20931")
    await expect(desktop.part("agent-state")).to_have_text("Reserved")
    await expect(desktop.part("state-menu")).to_be_disabled()
    await desktop.part("answer").click()
    await expect(desktop.part("agent-state")).to_have_text("Talking")
    await expect(popover).to_have_count(0)

    row = desktop.part("call-row")
    await expect(row).to_have_attribute("data-dialog-id", "16777217")
    await expect(row.get_by_test_id("call-state")).to_have_text("Active")
    await expect(row.get_by_test_id("call-variable-queueName")).to_have_text("Support_CSQ")
    await row.get_by_test_id("hold").click()
    await expect(row.get_by_test_id("call-state")).to_have_text("Held")
    await expect(row.get_by_test_id("call-timer")).to_have_text(re.compile(r"^00:\d\d \(00:\d\d\)$"))
    await row.get_by_test_id("retrieve").click()
    await row.get_by_test_id("hold").wait_for()
    await row.get_by_test_id("end").click()
    await expect(row).to_have_count(0)
    await expect(desktop.part("agent-state")).to_have_text("Ready")
    for action in ("ANSWER", "HOLD", "RETRIEVE", "DROP"):
        assert server.sent(requestedAction=action, targetMediaAddress="1001")

    await desktop.part("user-menu").click()
    await expect(desktop.part("sign-out")).to_be_disabled()
    server.become("NOT_READY")
    await desktop.part("sign-out").click()
    await desktop.part("sign-out-reason").click()
    await expect(desktop.part("signed-out")).to_have_attribute("data-why", "asked")
    assert server.sent(state="LOGOUT", reasonCodeId="7")
    assert await desktop.page.evaluate("sessionStorage.length") == 0
    assert server.notifications.desktops == []
    assert desktop.complaints == []


async def test_a_call_chooses_the_layout_of_its_variables(desktop: Desktop, server: FakeFinesse) -> None:
    # source: Unified CCX, ECC variable user.layout: the name of a layout; without it the default one
    server.layouts = layout("Default Layout", "DEFAULT", "callVariable1", Name="callVariable1") + layout(
        "Accounts", "CUSTOM", "user.account", Account="user.account", Level="callVariable2"
    )
    await desktop.sign_in()
    server.become("READY")
    call = Call(variables={**CUSTOMER, "user.layout": "Accounts"})
    server.ring(call)
    popover = desktop.part("call-popover")
    await expect(popover).to_contain_text("Account")
    await expect(popover.get_by_test_id("call-variable-user.account")).to_have_text("A-20931")
    await desktop.part("answer").click()
    row = desktop.part("call-row")
    await expect(row.get_by_test_id("call-header")).to_have_text("A-20931")
    await expect(row.locator("dt")).to_have_text(["Account", "Level"])

    answered = server.calls[call.id]
    answered.variables["user.layout"] = "Nobody's"
    server.tell_call(answered)
    await expect(row.get_by_test_id("call-header")).to_have_text("Maria Gonzalez")
    await expect(row.locator("dt")).to_have_text(["Name"])


async def test_a_caller_without_number_and_a_number_being_dialled_have_words(
    desktop: Desktop, server: FakeFinesse
) -> None:
    await desktop.sign_in()
    server.tell_call(Call(id="1", caller=""), "POST")
    await expect(desktop.part("call-popover")).to_contain_text("From Unknown number")
    server.tell_call(Call(id="2", dialled="", state="INITIATING", actions=("DROP",), outgoing=True), "POST")
    header = desktop.part("call-row").filter(has_text="Off hook").get_by_test_id("call-header")
    await expect(header).to_have_text("New call")


async def test_the_phone_book_calls_its_entries(desktop: Desktop, server: FakeFinesse) -> None:
    await desktop.sign_in()
    await desktop.part("dialler").click()
    await desktop.part("phone-book-search").fill("sales")
    await expect(desktop.part("contact")).to_have_count(1)
    await desktop.part("contact").click()
    await expect(desktop.part("call-header")).to_have_text("Sales Line")
    server.become("READY")
    await desktop.part("dialler").click()
    await desktop.part("dial-number").fill("1")
    await expect(desktop.part("dial")).to_be_disabled()


async def test_a_request_that_the_server_refuses_is_told(desktop: Desktop, server: FakeFinesse) -> None:
    await desktop.sign_in()
    server.answers["READY"] = 400
    await desktop.page.keyboard.press("Control+Alt+r")
    await expect(desktop.part("notice")).to_contain_text("This cannot be done in the present state.")
    await expect(desktop.part("error-code")).to_have_text("400 · Invalid State · not now")
    await expect(desktop.part("agent-state")).to_have_text("Not Ready")
    await desktop.part("notice").get_by_role("button").click()
    await expect(desktop.part("notice")).to_have_count(0)

    call = await desktop.in_call()
    server.silent.add("DROP")
    await desktop.part("end").click()
    await expect(desktop.part("end")).to_be_disabled()
    node = "/finesse/api/User/agent1/Dialogs"
    server.fail(node, f"/finesse/api/Dialog/{call.id}", "Generic Error", "CF_SERVICE_BUSY", 32)
    alert = desktop.part("call-row").get_by_role("alert")
    await expect(alert).to_contain_text("The phone system is too busy now.")
    await expect(alert).to_contain_text("CF_SERVICE_BUSY")
    await expect(desktop.part("end")).to_be_enabled()


async def test_call_control_in_a_multi_tab_gadget_has_a_tab_while_there_are_calls(
    desktop: Desktop, server: FakeFinesse
) -> None:
    server.gadgets["/g.xml"] = FakeGadget("<p id=x>here</p>", "Mine")
    server.layout = desktop_layout(
        tab("<gadget managedBy='multi' default='true'>/g.xml</gadget>"),
        page=f"<gadget id='multi'>{TABBED}</gadget>"
        "<gadget managedBy='multi'>/desktop/scripts/js/callcontrol.js</gadget>",
        configs='<config key="showNotificationOnCallVariablesChange" value="true"/>',
    )
    await desktop.sign_in()
    strip = desktop.page.locator(".multi-tab-strip").get_by_role("tab")
    await expect(strip).to_have_text(["Mine"])
    assert (
        await frame(desktop, 2).locator("#x").evaluate("typeof parent.finesse.modules.Footer.sendLogAppear")
        == "function"
    )

    server.ring(Call())
    await desktop.part("answer").click()
    await expect(strip).to_have_count(2)
    await expect(strip.nth(1).get_by_test_id("gadget-news")).to_have_count(1)
    await strip.nth(1).click()
    await expect(desktop.part("call-row")).to_be_visible()
    await expect(strip.nth(1).get_by_test_id("gadget-news")).to_have_count(0)
    await strip.nth(0).click()
    server.tell_call(replace(server.calls["16777217"], actions=("CONSULT_CALL", "DROP")))
    server.tell_call(replace(server.calls["16777217"], variables={"callVariable1": "Eva"}))
    await expect(strip.nth(1).get_by_test_id("gadget-news")).to_have_count(1)
    await desktop.page.keyboard.press("Control+Alt+C")  # brings it back to be seen
    await expect(desktop.part("dial-number")).to_be_focused()
    await desktop.page.keyboard.press("Escape")
    await desktop.part("end").click()
    await expect(strip).to_have_text(["Mine"])
    assert desktop.complaints == []
