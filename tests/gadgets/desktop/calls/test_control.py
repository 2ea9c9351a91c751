"""What can be done with calls: every button and its shortcut, panels, and several calls at once."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace

from tests.gadgets.desktop.desktop_page import CUSTOMER, Desktop
from tests.gadgets.desktop.fake_finesse import Call, FakeFinesse, Party
from tests.in_a_browser import IN_A_BROWSER, expect

pytestmark = IN_A_BROWSER

# source: Finesse Web Services guide, Actions by participant state
ACTIVE = ("TRANSFER_SST", "CONSULT_CALL", "HOLD", "UPDATE_CALL_DATA", "SEND_DTMF", "DROP")
HELD = ("TRANSFER", "CONFERENCE", "RETRIEVE", "UPDATE_CALL_DATA", "DROP")
CONSULT = ("HOLD", "UPDATE_CALL_DATA", "SEND_DTMF", "DROP")
BOTH_CALLS = (
    Call(id="1", state="HELD", actions=HELD, variables=CUSTOMER),
    Call(
        id="2", state="ACTIVE", actions=CONSULT, outgoing=True, dialled="1101", call_type="CONSULT", about="1"
    ),
)


def row(dialog: str) -> str:
    return f"[data-testid=call-row][data-dialog-id='{dialog}']"


async def shows(desktop: Desktop, dialog: str, *buttons: str) -> None:
    """The row has these buttons, in this order."""
    locator = desktop.page.locator(f"{row(dialog)} .call-actions > button")
    await expect(locator).to_have_text(list(buttons))


async def test_a_consultation_has_conference_and_transfer_and_the_call_on_hold_retrieve(
    desktop: Desktop, server: FakeFinesse
) -> None:
    await desktop.sign_in()
    held, consult = BOTH_CALLS
    server.tell_call(replace(held, state="ACTIVE", actions=ACTIVE), "POST")
    await shows(desktop, "1", "Hold", "Consult", "Direct Transfer", "Keypad", "End")
    server.silent.update({"CONSULT_CALL", "TRANSFER", "CONFERENCE"})
    await desktop.page.keyboard.press("Control+Alt+C")
    await desktop.page.keyboard.type("11-desk")  # the keys of a phone: 3375
    await desktop.page.keyboard.press("Enter")
    await expect(desktop.part("dial-number")).to_have_count(0)
    await expect(desktop.part("consult")).to_be_focused()
    await expect(desktop.part("consult")).to_be_disabled()
    assert server.sent(requestedAction="CONSULT_CALL", targetMediaAddress="1001", toAddress="11-3375")

    server.tell_call(held)
    server.tell_call(consult, "POST")
    await shows(desktop, "1", "Retrieve", "End")
    await shows(desktop, "2", "Conference", "Transfer", "Hold", "Keypad", "End")
    about = desktop.page.locator(row("2"))
    await expect(about.get_by_test_id("call-type")).to_have_text("Consultation")
    await expect(about.get_by_test_id("call-header")).to_have_text("Front Desk")
    await expect(about.get_by_test_id("call-route")).to_have_text("To 1101")
    await expect(desktop.page.locator(row("1")).locator(".call-details")).to_be_hidden()

    await desktop.page.keyboard.press("Control+Alt+X")
    await expect(desktop.part("transfer")).to_be_disabled()
    assert server.requests[-1][1].endswith("/Dialog/1")
    assert server.requests[-1][2]["requestedAction"] == "TRANSFER"
    server.tell_call(held)
    await expect(desktop.part("transfer")).to_be_enabled()
    await desktop.page.keyboard.press("Control+Alt+H")
    await expect(desktop.part("conference")).to_be_disabled()
    assert server.requests[-1][2]["requestedAction"] == "CONFERENCE"
    assert desktop.complaints == []


async def test_a_direct_transfer_chooses_from_the_phone_book_with_the_keyboard_alone(
    desktop: Desktop, server: FakeFinesse
) -> None:
    await desktop.sign_in()
    server.tell_call(Call(id="1", state="ACTIVE", actions=ACTIVE), "POST")
    server.silent.add("TRANSFER_SST")
    await desktop.part("direct-transfer").wait_for()
    page = desktop.page
    await page.keyboard.press("Control+Alt+Q")
    await expect(desktop.part("dial")).to_have_text("Transfer")
    await page.keyboard.press("ArrowDown")
    await expect(desktop.part("contact").first).to_be_focused()
    await page.keyboard.press("ArrowRight")
    await page.keyboard.press("Enter")
    await expect(desktop.part("dial-number")).to_have_value("1101")
    await expect(desktop.part("dial-number")).to_be_focused()
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await expect(desktop.part("direct-transfer")).to_be_disabled()
    assert server.sent(requestedAction="TRANSFER_SST", toAddress="6002")

    server.tell_call(Call(id="1", state="ACTIVE", actions=ACTIVE))
    await desktop.part("direct-transfer").click()
    await desktop.part("dial-number").wait_for()
    await desktop.part("call-header").click()  # elsewhere
    await expect(desktop.part("dial-number")).to_have_count(0)
    await desktop.part("direct-transfer").click()
    server.tell_call(replace(server.calls["1"], state="DROPPED", actions=()), "DELETE")
    await expect(desktop.part("dial-number")).to_have_count(0)
    await expect(page.locator("#calls")).to_be_focused()


async def test_the_keypad_sends_digits_and_what_would_come_between_waits(
    desktop: Desktop, server: FakeFinesse
) -> None:
    await desktop.sign_in()
    server.tell_call(Call(id="1", state="ACTIVE", actions=ACTIVE), "POST")
    await desktop.part("keypad").click()
    for key in ("1", "#"):
        await desktop.part("pad-key").and_(desktop.page.locator(f"[data-digit='{key}']")).click()
    await desktop.page.keyboard.type("0x9*")
    await expect(desktop.part("keypad-sent")).to_have_value("1#09*")
    await expect(desktop.part("hold")).to_be_enabled()
    async with asyncio.timeout(30):
        while sum("actionParams" in body for _, _, body in server.requests) < 5:
            await asyncio.sleep(0.02)
    await desktop.part("keypad").click()
    await expect(desktop.part("keypad-panel")).to_have_count(0)

    server.answers["SEND_DTMF"] = 400
    await desktop.page.keyboard.press("Control+Alt+K")
    await expect(desktop.part("keypad-sent")).to_have_value("1#09*")
    await desktop.page.keyboard.press("5")
    alert = desktop.part("call-row").get_by_role("alert")
    await expect(alert).to_contain_text("This cannot be done in the present state.")
    await desktop.page.keyboard.press("Escape")
    await expect(desktop.part("keypad")).to_be_focused()


async def test_a_supervisor_drops_an_agent_from_a_conference_by_name(
    desktop: Desktop, server: FakeFinesse
) -> None:
    server.roles = ["Agent", "Supervisor"]
    await desktop.sign_in()
    parties = (Party("1101", agent=True), Party("5551234"))
    call = Call(id="1", state="ACTIVE", actions=(*ACTIVE, "PARTICIPANT_DROP"), parties=parties)
    server.tell_call(replace(call, call_type="CONFERENCE"), "POST")
    server.silent.add("PARTICIPANT_DROP")
    await shows(desktop, "1", "Hold", "Consult", "Direct Transfer", "Keypad", "Drop", "End")
    await expect(desktop.part("participant")).to_have_text(
        [re.compile("You · 1001"), re.compile("Front Desk · 1101"), re.compile("5551234")]
    )
    await desktop.page.keyboard.press("Control+Alt+D")
    await expect(desktop.part("drop-participant")).to_have_text(["Front Desk1101"])
    await desktop.page.keyboard.press("Enter")
    await expect(desktop.part("drop")).to_be_disabled()
    assert server.sent(requestedAction="PARTICIPANT_DROP", targetMediaAddress="1101")


async def test_thirty_calls_can_be_worked_with_and_what_is_in_them_is_text(
    desktop: Desktop, server: FakeFinesse
) -> None:
    await desktop.sign_in()
    hostile = {"callVariable1": "<img src=x onerror=alert(1)>\u202eabc", "callVariable2": "x" * 2000}
    for number in range(29):
        server.tell_call(Call(id=str(number), state="HELD", actions=("RETRIEVE", "DROP")), "POST")
    server.tell_call(Call(id="29", state="ACTIVE", actions=ACTIVE, variables=hostile), "POST")
    await expect(desktop.part("call-row")).to_have_count(30)
    await expect(desktop.page.locator(".call-details:visible")).to_have_count(1)
    last = desktop.page.locator(row("29"))
    await expect(last.get_by_test_id("call-header")).to_have_text(hostile["callVariable1"])
    await expect(last.get_by_test_id("call-variable-callVariable2")).to_have_text(hostile["callVariable2"])
    box = await last.bounding_box()
    assert box is not None
    assert box["height"] < 500
    assert await desktop.page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
    await desktop.page.keyboard.press("Control+Alt+E")
    await expect(desktop.part("call-row")).to_have_count(29)
    assert server.requests[-1][1].endswith("/Dialog/29")
    await desktop.page.keyboard.press("Control+Alt+G")
    await expect(desktop.page.locator(row("28"))).to_have_attribute("data-state", "ACTIVE")
    assert desktop.complaints == []


async def test_a_number_is_copied_by_a_click_and_said(desktop: Desktop, server: FakeFinesse) -> None:
    await desktop.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await desktop.sign_in()
    server.tell_call(Call(id="1", state="ACTIVE", actions=ACTIVE), "POST")
    await desktop.part("copy-number").click()
    await expect(desktop.part("announcement")).to_have_text("Copied: 5551234")
    assert await desktop.page.evaluate("navigator.clipboard.readText()") == "5551234"


async def test_calls_that_come_about_and_fail_have_their_buttons(
    desktop: Desktop, server: FakeFinesse
) -> None:
    await desktop.sign_in()
    for state, buttons in (
        ("INITIATING", ["End"]),
        ("INITIATED", ["Keypad", "End"]),
        ("FAILED", ["End"]),
    ):
        actions = ("SEND_DTMF", "DROP") if len(buttons) > 1 else ("DROP",)
        call = Call(
            id="1", outgoing=True, state=state, actions=actions, cause="BUSY" if state == "FAILED" else ""
        )
        server.tell_call(call, "PUT" if server.calls else "POST")
        await expect(desktop.part("call-row")).to_have_attribute("data-state", state)
        await shows(desktop, "1", *buttons)
    await expect(desktop.part("call-row").get_by_role("alert")).to_contain_text("The number is busy.")


async def test_what_listens_in_silence_and_what_is_recorded_show_as_such(
    desktop: Desktop, server: FakeFinesse
) -> None:
    await desktop.sign_in()
    call = Call(id="1", state="ACTIVE", actions=("DROP", "START_RECORDING"), call_type="SUPERVISOR_MONITOR")
    server.tell_call(call, "POST")
    await expect(desktop.part("call-type")).to_have_text("Silent monitoring")
    await expect(desktop.part("call-recorded")).to_be_hidden()
    await desktop.part("record").click()
    await expect(desktop.part("call-recorded")).to_be_visible()
    assert server.sent(requestedAction="START_RECORDING", targetMediaAddress="1001")


async def test_a_thousand_calls_leave_the_page_as_it_was(desktop: Desktop, server: FakeFinesse) -> None:
    await desktop.sign_in()
    node = "/finesse/api/User/agent1/Dialogs"
    devtools = await desktop.page.context.new_cdp_session(desktop.page)
    await devtools.send("Performance.enable")

    async def calls_come_and_go(batch: int) -> None:
        calls = [Call(id=f"{batch}{number:02}", state="ACTIVE", actions=ACTIVE) for number in range(50)]
        server.notify(
            node, "POST", f"<dialogs>{''.join(one.xml('Dialog', '1001') for one in calls)}</dialogs>"
        )
        await expect(desktop.part("call-row")).to_have_count(50)
        await desktop.part("consult").last.click()
        await desktop.part("dial-number").wait_for()
        over = [replace(one, state="DROPPED", actions=()) for one in calls]
        server.notify(
            node, "DELETE", f"<dialogs>{''.join(one.xml('Dialog', '1001') for one in over)}</dialogs>"
        )
        await expect(desktop.part("call-row")).to_have_count(0)

    async def kept() -> dict[str, float]:
        await devtools.send("HeapProfiler.collectGarbage")
        metrics = (await devtools.send("Performance.getMetrics"))["metrics"]
        return {one["name"]: one["value"] for one in metrics}

    for batch in range(2):
        await calls_come_and_go(batch)
    before = await kept()
    for batch in range(2, 20):
        await calls_come_and_go(batch)
    after = await kept()
    assert after["Nodes"] < before["Nodes"] + 500
    assert after["JSEventListeners"] < before["JSEventListeners"] + 50
    assert after["JSHeapUsedSize"] < before["JSHeapUsedSize"] + 2_000_000
    assert desktop.complaints == []
