"""A supervisor at work: states of agents, their calls, and what he tells them."""

from __future__ import annotations

import pytest
from playwright.async_api import Locator

from tests.gadgets.call_center.seat import Seat
from tests.in_a_browser import IN_A_BROWSER, expect

pytestmark = [*IN_A_BROWSER, pytest.mark.processes]


def row_of(supervisor: Seat, agent: Seat) -> Locator:
    return supervisor.desktop.page.locator(f"[data-testid=member][data-login-id={agent.login}]")


async def test_a_supervisor_changes_an_agents_state(agent1: Seat, supervisor1: Seat) -> None:
    row = row_of(supervisor1, agent1)
    await row.get_by_test_id("member-READY").click()
    await agent1.is_in("Ready")
    await expect(row.get_by_test_id("member-state")).to_have_text("Ready")
    await row.get_by_test_id("member-NOT_READY").click()
    await agent1.is_in("Not Ready")
    await expect(agent1.part("agent-reason")).to_have_text("Supervisor Initiated")


async def test_a_supervisor_listens_barges_in_and_takes_the_call_over(
    agent1: Seat, agent2: Seat, supervisor1: Seat
) -> None:
    await agent1.takes_a_call(callVariable1="Maria Gonzalez")
    row = row_of(supervisor1, agent1)
    await expect(row_of(supervisor1, agent2).get_by_test_id("member-monitor")).to_have_count(0)
    await row.get_by_test_id("member-expand").click()
    await expect(row.get_by_test_id("member-call")).to_contain_text("Maria Gonzalez")
    await row.get_by_test_id("member-monitor").click()
    await expect(supervisor1.part("barge")).to_be_visible()
    await expect(supervisor1.part("call-route")).to_contain_text("Listening to")
    await expect(supervisor1.part("call-state")).to_have_text("Listening")
    await expect(agent1.row).to_have_count(1)  # nothing of who listens

    await supervisor1.press("Control+Alt+B")
    await expect(supervisor1.part("barge")).to_have_count(0)
    await expect(supervisor1.call("ACTIVE")).to_contain_text("1101")
    await expect(agent1.row).to_contain_text("1101")
    await supervisor1.call("ACTIVE").get_by_test_id("drop").click()
    whom = supervisor1.part("drop-participant")
    await expect(whom).to_have_count(1)  # customers are not dropped
    await expect(whom).to_contain_text(agent1.extension)
    await whom.click()
    await expect(agent1.call("ACTIVE")).to_have_count(0)
    await expect(supervisor1.call("ACTIVE")).to_have_count(1)


async def test_a_supervisor_tells_his_team_something(agent1: Seat, supervisor1: Seat) -> None:
    await supervisor1.press("Control+Alt+0")
    await supervisor1.part("team-message-content").fill("Lunch is served <b>now</b>")
    await supervisor1.part("team-message-send").click()
    await expect(agent1.part("team-message-text")).to_have_text("Lunch is served <b>now</b>")
    await supervisor1.part("team-message-choose").check()
    await supervisor1.part("team-message-delete").click()
    await expect(agent1.part("team-message")).to_be_hidden()
    await supervisor1.press("Escape")
