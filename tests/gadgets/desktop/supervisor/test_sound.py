"""The supervisor's parts for everybody: by axe, in both schemes, at 1280 pixels and 400 %, in Spanish."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.gadgets.desktop.desktop_page import Desktop
from tests.gadgets.desktop.supervisor.fake_teams import FakeTeams, Message
from tests.gadgets.desktop.supervisor.test_team_performance import CALL, row
from tests.gadgets.desktop.test_accessibility import is_sound
from tests.in_a_browser import IN_A_BROWSER, expect

pytestmark = IN_A_BROWSER


@pytest.fixture
def language() -> str:
    return "es-ES"


@pytest.mark.parametrize("width", [320, 1280])
async def test_a_supervisors_desktop_is_sound(desktop: Desktop, server: FakeTeams, width: int) -> None:
    await desktop.page.set_viewport_size({"width": width, "height": 800})
    server.messages = [Message("1", "Kaffee!"), Message("2", "Tee!", by="other")]
    server.member("bob").calls = [replace(CALL, variables={})]
    server.refuses["NOT_READY"] = 22
    await desktop.sign_in()
    await row(desktop, "bob").get_by_test_id("member-expand").click()
    await expect(row(desktop, "bob").get_by_test_id("member-call")).to_be_visible()
    await row(desktop, "ann").get_by_test_id("member-NOT_READY").click()
    await expect(row(desktop, "ann").get_by_role("alert")).to_be_visible()
    await is_sound(desktop.page)
    await row(desktop, "bob").get_by_test_id("member-history").click()
    await is_sound(desktop.page)
    await desktop.page.keyboard.press("Control+Alt+0")
    await expect(desktop.part("team-message-content")).to_be_visible()
    await is_sound(desktop.page)
    await desktop.page.keyboard.press("Escape")
    for tab in ("teamData", "queueData"):
        await desktop.page.locator(f"#tablink_{tab}").click()
        await is_sound(desktop.page)
