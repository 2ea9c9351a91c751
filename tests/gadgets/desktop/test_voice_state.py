"""The agent's state on the desktop: what is chosen, what follows, why, and since when."""

from __future__ import annotations

import re

import pytest

from tests.gadgets.desktop.desktop_page import Desktop
from tests.gadgets.desktop.fake_finesse import FakeFinesse
from tests.in_a_browser import IN_A_BROWSER, expect

pytestmark = IN_A_BROWSER


async def test_a_state_asked_for_during_a_call_is_shown_as_pending(
    desktop: Desktop, server: FakeFinesse
) -> None:
    await desktop.sign_in()
    await desktop.in_call()
    await desktop.part("state-menu").click()
    await expect(desktop.part("state-ready")).to_have_count(0)
    await desktop.part("state-not-ready").first.click()
    await expect(desktop.part("pending-state")).to_have_text("then Not Ready")
    await expect(desktop.part("state-menu")).to_be_disabled()
    await expect(desktop.part("state-menu")).to_have_attribute("title", re.compile("what follows this call"))


async def test_in_wrap_up_the_agent_may_still_change_his_mind(desktop: Desktop, server: FakeFinesse) -> None:
    await desktop.sign_in()
    for choice, shown in (("state-ready", "Ready"), ("state-not-ready", "Not Ready")):
        server.become("WORK", pending="NOT_READY")
        await expect(desktop.part("agent-state")).to_have_text("Wrap-Up")
        await expect(desktop.part("pending-state")).to_have_text("then Not Ready")
        await desktop.part("state-menu").click()
        await desktop.part(choice).first.click()
        await expect(desktop.part("agent-state")).to_have_text(shown)
    assert server.sent(state="READY")
    assert server.sent(state="NOT_READY", reasonCodeId="1")


@pytest.mark.parametrize(
    ("locale", "state", "reason", "left"),
    [
        ("en_US", "Not Ready", "Call Not Answered", "Reason: Supervisor Initiated"),
        ("es_ES", "No listo", "Llamada no contestada", "Motivo: Iniciado por el supervisor"),
    ],
)
async def test_the_systems_reasons_are_told_in_the_users_language(
    desktop: Desktop, server: FakeFinesse, locale: str, state: str, reason: str, left: str
) -> None:
    await desktop.sign_in(f"/desktop?locale={locale}")
    server.become("NOT_READY", "Call Not Answered")
    await expect(desktop.part("agent-state")).to_have_text(state)
    await expect(desktop.part("agent-reason")).to_have_text(reason)
    await expect(desktop.part("activity")).to_contain_text(f"{state} – {reason}")
    await expect(desktop.page.locator(".state-control")).to_have_attribute("data-system", "")
    server.become("LOGOUT", "Supervisor Initiated")
    await expect(desktop.part("signed-out")).to_contain_text(left)


async def test_timers_go_by_the_servers_clock(desktop: Desktop, server: FakeFinesse) -> None:
    server.ahead = 3600
    await desktop.sign_in()
    await expect(desktop.part("state-timer")).to_have_text(re.compile(r"^00:0\d$"))
    await expect(desktop.part("state-timer")).to_have_text("00:02")


async def test_a_supervisors_sign_out_ends_the_desktop(desktop: Desktop, server: FakeFinesse) -> None:
    await desktop.sign_in()
    server.become("LOGOUT", "Supervisor Initiated")
    await expect(desktop.part("signed-out")).to_have_attribute("data-why", "byOther")
    await expect(desktop.part("signed-out")).to_contain_text("Supervisor Initiated")


async def test_optional_wrap_up_is_chosen_during_the_call_and_its_timer_stands_below_the_state(
    desktop: Desktop, server: FakeFinesse
) -> None:
    server.wrap_up = "OPTIONAL"
    await desktop.sign_in()
    await desktop.in_call()
    await desktop.part("state-menu").click()
    await expect(desktop.page.locator("#state-hint")).to_have_text("After this call:")
    await desktop.part("state-wrap-up").click()
    await expect(desktop.part("pending-state")).to_have_text("then Wrap-Up")
    assert server.sent(state="WORK")
    await expect(desktop.part("wrap-up-timer")).to_be_hidden()
    server.wrap_up_seconds = 90
    server.become("WORK")
    await expect(desktop.part("wrap-up-timer")).to_have_text(re.compile(r"^01:\d\d left to wrap up$"))
    await expect(desktop.part("state-timer")).to_have_text(re.compile(r"^00:\d\d$"))
    server.wrap_up_seconds = 0  # nothing but the agent ends it
    server.become("WORK", pending="NOT_READY")
    await expect(desktop.part("wrap-up-timer")).to_have_text(re.compile(r"^Wrapping up for 00:\d\d$"))
    await desktop.page.keyboard.press("Control+Alt+r")
    await expect(desktop.part("agent-state")).to_have_text("Ready")


async def test_a_long_list_of_reasons_is_searched(desktop: Desktop, server: FakeFinesse) -> None:
    server.reasons["NOT_READY"] = [(number, f"Reason {number}") for number in range(1, 31)]
    await desktop.sign_in()
    await desktop.part("state-menu").click()
    await desktop.part("state-search").fill("on 17")
    await expect(desktop.part("state-not-ready")).to_have_count(1)
    await desktop.part("state-search").press("ArrowDown")
    await expect(desktop.part("state-not-ready")).to_be_focused()
    await desktop.page.keyboard.press("Enter")
    await expect(desktop.part("agent-reason")).to_have_text("Reason 17")
    await desktop.part("state-menu").click()
    await expect(desktop.part("state-not-ready")).to_have_count(30)
    await desktop.part("state-search").fill("no such")
    await expect(desktop.part("state-not-ready")).to_have_count(0)
