"""A customer's call passed on: consultation, transfer, conference."""

from __future__ import annotations

import pytest

from tests.gadgets.call_center.seat import CUSTOMER, Seat
from tests.in_a_browser import IN_A_BROWSER, expect

pytestmark = [*IN_A_BROWSER, pytest.mark.processes]


async def test_a_customer_calls_and_an_agent_answers(agent1: Seat, agent2: Seat, supervisor1: Seat) -> None:
    await agent1.takes_a_call(callVariable1="Maria Gonzalez")
    await expect(agent1.part("call-header")).to_have_text("Maria Gonzalez")
    await expect(agent1.row).to_contain_text(CUSTOMER)
    await agent1.is_in("Talking")
    await agent2.is_in("Not Ready")
    await supervisor1.is_in("Not Ready")


async def test_every_test_begins_without_calls(agent1: Seat) -> None:
    await expect(agent1.row).to_have_count(0)
    await agent1.takes_a_call(callVariable1="Another customer")
    await expect(agent1.part("call-header")).to_have_text("Another customer")
