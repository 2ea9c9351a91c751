"""A customer's call passed on, by buttons and by the keyboard alone: consultation, transfer, conference."""

from __future__ import annotations

import pytest

from tests.gadgets.call_center.seat import CUSTOMER, CallCenter, Seat
from tests.in_a_browser import IN_A_BROWSER, expect

pytestmark = [*IN_A_BROWSER, pytest.mark.processes]


async def test_an_agent_consults_a_colleague_and_transfers_by_buttons(agent1: Seat, agent2: Seat) -> None:
    await agent1.takes_a_call(callVariable1="Maria Gonzalez")
    await expect(agent1.part("call-header")).to_have_text("Maria Gonzalez")
    await agent1.part("hold").click()
    await expect(agent1.call("HELD")).to_have_count(1)
    await agent1.part("retrieve").click()
    await agent1.part("consult").click()
    await agent1.part("dial-number").fill(agent2.extension)
    await agent1.part("dial").click()
    await agent2.part("answer").click()
    await expect(agent1.call("ACTIVE").get_by_test_id("transfer")).to_be_visible()

    await agent1.call("HELD").get_by_test_id("retrieve").click()  # back to the customer
    await expect(agent1.call("ACTIVE").filter(has_text=CUSTOMER)).to_have_count(1)
    await agent1.call("HELD").get_by_test_id("retrieve").click()  # and to the colleague
    await expect(agent1.call("ACTIVE").filter(has_text="Consultation")).to_have_count(1)
    await agent1.call("ACTIVE").get_by_test_id("transfer").click()
    await expect(agent1.call("ACTIVE")).to_have_count(0)
    await expect(agent2.call("ACTIVE")).to_contain_text("Maria Gonzalez")
    await expect(agent2.call("ACTIVE").get_by_test_id("participant")).to_have_count(2)
    await agent2.part("end").click()
    await expect(agent2.call("ACTIVE")).to_have_count(0)
    assert agent1.desktop.complaints == []
    assert agent2.desktop.complaints == []


async def test_an_agent_holds_consults_and_confers_with_the_keyboard_alone(
    agent1: Seat, agent2: Seat, center: CallCenter
) -> None:
    await agent1.go_ready()
    await center.customer_calls(callVariable1="Jo Brand")
    await agent1.part("answer").wait_for()
    await agent1.press("Control+Alt+A")
    await expect(agent1.call("ACTIVE")).to_have_count(1)
    await agent1.press("Control+Alt+V")
    await expect(agent1.call("HELD")).to_have_count(1)
    await agent1.press("Control+Alt+G")
    await expect(agent1.call("ACTIVE")).to_have_count(1)

    await agent1.press("Control+Alt+C")
    await agent1.types(agent2.extension)
    await agent1.press("Enter")
    await agent2.part("answer").wait_for()
    await agent2.press("Control+Alt+A")
    await expect(agent1.part("conference")).to_be_visible()
    await agent1.press("Control+Alt+H")
    await expect(agent1.row).to_have_count(1)
    await expect(agent1.row.get_by_test_id("participant")).to_have_count(3)
    await expect(agent2.call("ACTIVE").get_by_test_id("call-type")).to_have_text("Conference")

    await agent2.press("Control+Alt+K")
    await agent2.types("42#")
    await expect(agent2.part("keypad-sent")).to_have_value("42#")
    await agent2.press("Escape")
    await expect(agent2.part("end")).to_be_enabled()
    await agent2.press("Control+Alt+E")
    await expect(agent2.call("ACTIVE")).to_have_count(0)
    await expect(agent1.call("ACTIVE").get_by_test_id("participant")).to_have_count(2)


async def test_a_call_is_transferred_at_once_and_one_that_is_consulted_about_with_a_shortcut(
    agent1: Seat, agent2: Seat, supervisor1: Seat
) -> None:
    await agent1.takes_a_call(callVariable1="Ada Byron")
    await agent1.press("Control+Alt+Q")
    await agent1.part("phone-book-search").fill("front")
    await agent1.part("contact").click()  # the supervisor's number
    await supervisor1.part("answer").wait_for()
    await expect(agent1.call("ACTIVE")).to_have_count(0)
    await supervisor1.press("Control+Alt+A")
    await expect(supervisor1.call("ACTIVE")).to_contain_text("Ada Byron")

    await supervisor1.press("Control+Alt+C")
    await supervisor1.types(agent2.extension)
    await supervisor1.press("Enter")
    await agent2.part("answer").click()
    await expect(supervisor1.part("transfer")).to_be_visible()
    await supervisor1.press("Control+Alt+X")
    await expect(supervisor1.call("ACTIVE")).to_have_count(0)
    await expect(agent2.call("ACTIVE")).to_contain_text("Ada Byron")


async def test_a_busy_number_and_an_unanswered_consultation_leave_the_customer(agent1: Seat) -> None:
    await agent1.takes_a_call(callVariable1="Max Frisch")
    await agent1.part("consult").click()
    await agent1.part("dial-number").fill("95550001")  # busy
    await agent1.part("dial").click()
    await expect(agent1.call("FAILED").get_by_role("alert")).to_be_visible()
    await agent1.call("FAILED").get_by_test_id("end").click()
    await agent1.part("retrieve").click()
    await expect(agent1.call("ACTIVE")).to_contain_text("Max Frisch")
