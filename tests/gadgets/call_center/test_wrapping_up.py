"""Wrap-up from its agent's click to the call's data, where it is required and where it is chosen."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from lab.testing.browser import BrowserDesktops
from tests.gadgets.call_center.seat import CallCenter, Seat
from tests.in_a_browser import IN_A_BROWSER, expect

pytestmark = [*IN_A_BROWSER, pytest.mark.processes]

SALES = "6002"
LOGOUT = "<User><state>LOGOUT</state><reasonCodeId>{}</reasonCodeId></User>"


@pytest_asyncio.fixture(loop_scope="module")
async def seller(browser: Browser, center: CallCenter) -> AsyncIterator[Seat]:
    """An agent of Sales, whose queue has no automatic wrap-up."""
    lab = center.lab
    seat = Seat("agent5", "1005", await BrowserDesktops(browser).open(), lab)
    await seat.desktop.sign_in(lab, "agent5", lab.people.passwords["agent5"], "1005")
    yield seat
    await seat.is_quiet()
    rest = lab.rest("agent5")
    codes = await rest.get("/User/agent5/ReasonCodes?category=LOGOUT")
    reason = codes.findtext("ReasonCode[systemCode='false']/uri", "").rpartition("/")[2]
    await rest.ask("PUT", "/User/agent5", LOGOUT.format(reason))
    await seat.desktop.page.context.close()


async def chooses(seat: Seat, *reasons: str) -> None:
    """Open the reasons by the keyboard, choose these and apply them."""
    await seat.press("Control+Alt+W")
    for reason in reasons:
        await seat.part("wrap-up-search").fill(reason)
        await seat.press("ArrowDown")
        await seat.press("Space")
    await seat.press("Enter")
    await expect(seat.part("wrap-up-tags").get_by_role("listitem")).to_have_text(list(reasons))


async def test_required_wrap_up_comes_by_itself_and_the_call_has_its_reasons_and_note(
    agent1: Seat, agent2: Seat
) -> None:
    call = await agent1.takes_a_call(callVariable1="Maria Gonzalez")
    await chooses(agent1, "Escalated", "Resolved")
    await agent1.part("edit-variable-callVariable4").fill("Rings back on Friday")
    await agent1.press("Control+Alt+M")
    await expect(agent1.part("variables-revert")).to_be_disabled()
    dialog = await agent1.lab.rest("agent1").get(f"/Dialog/{call}")
    assert [each.text for each in dialog.iterfind(".//wrapUpItem")] == ["Escalated", "Resolved"]
    assert "Rings back on Friday" in [each.text for each in dialog.iterfind(".//CallVariable/value")]
    await agent1.press("Control+Alt+E")
    await agent1.is_in("Ready")  # after the queue's time
    await expect(agent1.row).to_have_count(0)
    entries = agent1.part("activity").get_by_role("listitem")
    await expect(entries.filter(has_text=re.compile("Wrap-Up$")).first).to_be_visible()


async def test_optional_wrap_up_is_chosen_during_the_call_and_ends_with_a_reason(seller: Seat) -> None:
    await seller.takes_a_call(to=SALES)
    await seller.part("state-menu").click()
    await seller.part("state-wrap-up").click()
    await expect(seller.part("pending-state")).to_have_text("then Wrap-Up")
    await seller.press("Control+Alt+E")
    await seller.is_in("Wrap-Up")
    await expect(seller.call("WRAP_UP")).to_have_count(1)
    await expect(seller.part("wrap-up-timer")).to_have_text(re.compile("^Wrapping up for "))
    await seller.press("Control+Alt+R")
    await expect(seller.part("state-ready")).to_be_disabled()  # a reason is needed first
    await seller.press("Escape")
    await chooses(seller, "Ordered")
    await seller.press("Control+Alt+R")
    await seller.is_in("Ready")
    await expect(seller.row).to_have_count(0)
