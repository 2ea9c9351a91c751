"""Wrap-up of a call on the desktop, and call variables that its agent changes."""

from __future__ import annotations

import re
from dataclasses import replace

from tests.gadgets.desktop.desktop_page import EDITABLE, Desktop
from tests.gadgets.desktop.fake_finesse import Call, FakeFinesse
from tests.in_a_browser import IN_A_BROWSER, expect

pytestmark = IN_A_BROWSER

REASONS = ["Resolved", "Callback promised", "Escalated", "Wrong number", "Ordered", "Complaint"]
TALKING = ("UPDATE_CALL_DATA", "HOLD", "DROP")


async def on_a_call(desktop: Desktop) -> Call:
    """In a call that the agent may change."""
    call = replace(await desktop.in_call(), state="ACTIVE", actions=TALKING)
    desktop.server.tell_call(call)
    await expect(desktop.part("wrap-up")).to_be_visible()
    return call


async def test_reasons_are_searched_chosen_and_applied_by_keyboard_alone(
    desktop: Desktop, server: FakeFinesse
) -> None:
    server.wrap_up_reasons = REASONS
    await desktop.sign_in()
    call = await on_a_call(desktop)
    keyboard = desktop.page.keyboard
    await keyboard.press("Control+Alt+w")
    await expect(desktop.part("wrap-up-search")).to_be_focused()
    await expect(desktop.part("wrap-up-apply")).to_be_disabled()
    await keyboard.type("r")
    await expect(desktop.part("wrap-up-reason")).to_have_count(4)
    await keyboard.press("ArrowDown")
    await keyboard.press("Space")
    await keyboard.press("ArrowDown")
    await keyboard.press("Space")
    await keyboard.press("Enter")
    await expect(desktop.part("wrap-up-panel")).to_be_hidden()
    await expect(desktop.part("wrap-up")).to_be_focused()
    await expect(desktop.part("wrap-up-tags").get_by_role("listitem")).to_have_text(
        ["Resolved", "Callback promised"]
    )
    await expect(desktop.part("wrap-up-count")).to_have_text("2")
    assert server.calls[call.id].wrap_ups == ("Resolved", "Callback promised")
    await desktop.part("wrap-up").click()
    await desktop.part("wrap-up-reason").filter(has_text="Escalated").click()
    await keyboard.press("Escape")
    await expect(desktop.part("wrap-up-panel")).to_be_hidden()
    await desktop.part("wrap-up").click()
    await expect(desktop.part("wrap-up-apply")).to_be_disabled()  # what was chosen is given up
    assert desktop.complaints == []


async def test_at_most_five_and_what_others_apply_shows(desktop: Desktop, server: FakeFinesse) -> None:
    server.wrap_up_reasons = REASONS
    await desktop.sign_in()
    call = await on_a_call(desktop)
    await desktop.part("wrap-up").click()
    for reason in REASONS[:5]:
        await desktop.part("wrap-up-reason").filter(has_text=reason).click()
    sixth = desktop.part("wrap-up-reason").filter(has_text="Complaint")
    await expect(sixth).to_have_attribute("aria-disabled", "true")
    await sixth.click(force=True)
    await expect(sixth).to_have_attribute("aria-selected", "false")
    await desktop.part("wrap-up-cancel").click()
    server.tell_call(replace(call, wrap_ups=("Escalated",)))
    await expect(desktop.part("wrap-up-tags")).to_have_text("Escalated")


async def test_what_is_chosen_outlasts_a_reload_until_it_is_applied(
    desktop: Desktop, server: FakeFinesse
) -> None:
    server.wrap_up_reasons = REASONS
    await desktop.sign_in()
    await on_a_call(desktop)
    await desktop.part("wrap-up").click()
    await desktop.part("wrap-up-reason").filter(has_text="Ordered").click()
    await desktop.part("call-expand").click()
    await expect(desktop.part("call-expand")).to_have_attribute("aria-expanded", "false")
    await desktop.page.reload()
    await desktop.part("wrap-up").click()
    await expect(desktop.part("wrap-up-reason").filter(has_text="Ordered")).to_have_attribute(
        "aria-selected", "true"
    )
    await desktop.part("wrap-up-apply").click()
    await expect(desktop.part("wrap-up-tags")).to_have_text("Ordered")
    await expect(desktop.part("call-expand")).to_have_attribute("aria-expanded", "false")


async def test_without_a_reason_nobody_leaves_a_forced_wrap_up_before_its_time(
    desktop: Desktop, server: FakeFinesse
) -> None:
    server.wrap_up_reasons = REASONS
    server.wrap_up_seconds = 60
    await desktop.sign_in()
    call = await on_a_call(desktop)
    server.tell_call(replace(call, state="WRAP_UP", actions=("UPDATE_CALL_DATA",)))
    server.become("WORK")
    await expect(desktop.part("wrap-up-timer")).to_contain_text("left to wrap up")
    await desktop.page.keyboard.press("Control+Alt+r")
    await expect(desktop.page.locator("#state-hint")).to_have_text("Select a wrap-up reason first.")
    await expect(desktop.part("state-ready")).to_be_disabled()
    await desktop.part("state-give-reason").click()
    await desktop.part("wrap-up-reason").first.click()
    await desktop.part("wrap-up-apply").click()
    await expect(desktop.part("wrap-up-tags")).to_have_text("Resolved")
    assert not server.sent(state="READY")
    await desktop.part("state-menu").click()
    await desktop.part("state-ready").click()
    await expect(desktop.part("agent-state")).to_have_text("Ready")


async def test_without_reasons_there_is_no_wrap_up_to_tell(desktop: Desktop, server: FakeFinesse) -> None:
    await desktop.sign_in()
    call = await desktop.in_call()
    server.tell_call(replace(call, state="WRAP_UP", actions=("UPDATE_CALL_DATA",)))
    server.become("WORK")
    await expect(desktop.part("call-state")).to_have_text("Wrap-Up")
    await expect(desktop.part("wrap-up")).to_be_hidden()
    await desktop.part("state-menu").click()
    await desktop.part("state-ready").click()
    await expect(desktop.part("agent-state")).to_have_text("Ready")


async def test_editable_variables_are_saved_reverted_and_overwritten_by_others(
    desktop: Desktop, server: FakeFinesse
) -> None:
    server.layouts = EDITABLE
    server.wrap_up_reasons = REASONS
    await desktop.sign_in()
    call = await on_a_call(desktop)
    note, order = desktop.part("edit-variable-callVariable4"), desktop.part("edit-variable-user.order")
    await expect(desktop.part("variables-save")).to_be_disabled()
    await note.fill("<b>ring back</b>")
    await order.fill("4711")
    await desktop.page.keyboard.press("Control+Alt+m")
    await expect(desktop.part("variables-revert")).to_be_disabled()
    assert server.calls[call.id].variables["callVariable4"] == "<b>ring back</b>"
    assert server.calls[call.id].variables["user.order"] == "4711"
    await note.fill("ü" * 21)
    await expect(note).to_have_attribute("aria-invalid", "true")
    await expect(desktop.part("variables-warning")).to_have_text("Too long by 2.")
    await expect(desktop.part("variables-save")).to_be_disabled()
    await desktop.page.keyboard.press("Control+Alt+z")
    await expect(note).to_have_value("<b>ring back</b>")
    await note.fill("mine")
    await order.fill("mine too")
    changed = server.calls[call.id].variables | {"callVariable4": "theirs"}
    server.tell_call(replace(call, variables=changed))
    await expect(note).to_have_value("theirs")
    await expect(order).to_have_value("mine too")
    await expect(desktop.part("variables-warning")).to_have_text(re.compile("Somebody else has changed"))
    server.tell_call(replace(call, variables=changed, state="WRAP_UP", actions=("UPDATE_CALL_DATA",)))
    await expect(note).to_have_count(0)
    await expect(desktop.part("call-variable-callVariable4")).to_have_text("theirs")
    assert desktop.complaints == []
