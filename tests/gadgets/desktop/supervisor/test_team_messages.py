"""Messages of supervisors to teams, written, read and taken back; and queues."""

from __future__ import annotations

import pytest

from tests.gadgets.desktop.desktop_page import Desktop
from tests.gadgets.desktop.parts.alerts.test_alerts import ELSEWHERE
from tests.gadgets.desktop.supervisor.fake_teams import FakeTeams, Message
from tests.gadgets.desktop.test_accessibility import is_sound
from tests.in_a_browser import IN_A_BROWSER, expect

pytestmark = IN_A_BROWSER

KEYS_OF_A_CALL = {
    "Open the wrap-up reasons": "W",
    "Save changed call variables": "M",
    "Revert changed call variables": "Z",
}
MARKUP = "<img src=x onerror=alert(1)> \u202eabc"


async def test_an_agent_reads_what_his_team_is_told(desktop: Desktop, server: FakeTeams) -> None:
    server.roles, server.teams = ["Agent"], {}
    server.messages = [Message("1", "Stand-up at ten", since=-60)]
    await desktop.page.add_init_script(ELSEWHERE)
    await desktop.sign_in()
    banner = desktop.part("team-message")
    await expect(desktop.part("team-message-text")).to_have_text("Stand-up at ten")
    await expect(desktop.part("team-message-from")).to_contain_text("Su Per")
    await expect(desktop.part("team-message-place")).to_be_hidden()
    await expect(desktop.part("team-messages")).to_have_count(0)  # he writes none

    server.tell_message(Message("2", MARKUP, by="agent2"))
    await expect(desktop.part("team-message-text")).to_have_text(MARKUP)
    server.tell_message(server.messages[-1], "POST")  # at another of his teams
    toasts = await desktop.page.evaluate("toasts.map(({title, body}) => [title, body])")
    assert toasts == [["Team message from Su Per", MARKUP]]  # what was read is none
    await expect(desktop.part("team-message-place")).to_have_text("1 of 2")
    await desktop.part("team-message-next").click()
    await expect(desktop.part("team-message-text")).to_have_text("Stand-up at ten")
    server.service(False)
    await expect(desktop.part("banner")).to_be_visible()
    await expect(banner).to_be_visible()
    server.service(True)
    await expect(desktop.part("banner")).to_be_hidden()

    server.tell_message(server.messages[1], "DELETE")
    await expect(desktop.part("team-message-place")).to_be_hidden()
    server.tell_message(Message("3", "Only for a moment", seconds=3))
    await expect(desktop.part("team-message-text")).to_have_text("Only for a moment")
    await expect(desktop.part("team-message-text")).to_have_text("Stand-up at ten")
    server.tell_message(server.messages[0], "DELETE")
    await expect(banner).to_be_hidden()
    assert [one for one in desktop.complaints if "503" not in one] == []


async def test_a_supervisor_writes_to_his_teams_and_takes_it_back(
    desktop: Desktop, server: FakeTeams
) -> None:
    server.messages = [Message("1", "Somebody else's", by="other", since=-60)]
    await desktop.sign_in()
    await desktop.page.keyboard.press("Control+Alt+F")
    keys = desktop.page.locator(".shortcut")
    await expect(keys.filter(has_text="Write to the teams")).to_have_text(
        ["Write to the teamsCtrlAlt0", "Write to the teamsCtrlShiftY"]
    )
    for action, key in KEYS_OF_A_CALL.items():
        await expect(keys.filter(has_text=action)).to_have_text(f"{action}CtrlAlt{key}")
    await desktop.page.keyboard.press("Escape")
    await desktop.page.keyboard.press("Control+Alt+0")
    content = desktop.part("team-message-content")
    await expect(content).to_be_focused()
    await desktop.part("team-message-send").click()
    await expect(desktop.part("team-message-problem")).to_have_text("Write a message first.")
    await content.fill("x" * 256)
    await expect(desktop.part("team-message-count")).to_have_text("256 of 255")
    await desktop.part("team-message-send").click()
    await expect(desktop.part("team-message-problem")).to_have_text("A message has at most 255 characters.")
    await content.fill(MARKUP)
    await desktop.part("team-message-team").nth(1).check()
    await desktop.part("team-message-minutes").select_option("0")
    await desktop.part("team-message-send").click()
    await expect(desktop.part("team-message-problem")).to_contain_text("at least 5 minutes")
    await desktop.part("team-message-hours").select_option("2")
    await desktop.part("team-message-send").click()
    await expect(desktop.part("team-message-sent")).to_have_text("The message is sent.")
    await expect(desktop.part("team-message-text").first).to_have_text(MARKUP)  # the banner
    await expect(content).to_have_value("")
    assert (server.written.content, server.written.seconds, server.written.teams) == (
        MARKUP,
        7200,
        ["1", "2"],
    )

    entries = desktop.part("team-message-entry")
    await expect(entries).to_have_count(2)
    await expect(entries.nth(1).get_by_test_id("team-message-choose")).to_be_disabled()
    await expect(desktop.part("team-message-delete")).to_be_disabled()
    await is_sound(desktop.page)
    await entries.nth(0).get_by_test_id("team-message-choose").check()
    await desktop.part("team-message-delete").click()
    await expect(entries).to_have_count(1)
    await expect(desktop.part("team-message-text").first).to_have_text("Somebody else's")

    server.message_refusal = 400
    await content.fill("One too many")
    await desktop.part("team-message-send").click()
    await expect(desktop.part("team-message-problem")).to_contain_text("There are as many as there may be.")
    await desktop.page.keyboard.press("Escape")
    await expect(desktop.part("team-messages")).to_be_focused()
    await desktop.page.keyboard.press("Control+Shift+Y")
    await expect(content).to_have_value("One too many")
    assert [one for one in desktop.complaints if "400" not in one] == []


def queue(id: int, name: str, calls: int) -> str:
    return (
        f"<Queue><uri>/finesse/api/Queue/{id}</uri><name>{name}</name><statistics><callsInQueue>{calls}</callsInQueue>"
        f"<startTimeOfLongestCallInQueue></startTimeOfLongestCallInQueue><agentsReady>{calls}</agentsReady>"
        "</statistics></Queue>"
    )


@pytest.mark.parametrize("counts", [False, True])
async def test_queues_say_what_the_server_counts(desktop: Desktop, server: FakeTeams, counts: bool) -> None:
    # source: Finesse Web Services guide, Queue: -1 for each number on Unified CCX, and no notifications
    server.queues = queue(1, "Support", 2 if counts else -1) + queue(2, "Sales", 7 if counts else -1)
    await desktop.sign_in()
    await desktop.page.locator("#tablink_queueData").click()
    if not counts:
        await expect(desktop.part("queue-words")).to_contain_text("Live Data reports")
        await expect(desktop.part("queues")).to_be_hidden()
        return
    rows = desktop.part("queue")
    await expect(rows.locator("th")).to_have_text(["Sales", "Support"])
    await desktop.part("queue-sort-callsInQueue").click()
    await expect(rows.get_by_test_id("queue-callsInQueue")).to_have_text(["2", "7"])
    node = "/finesse/api/Queue/1"
    server.notify(
        node, "PUT", queue(1, "Support", 9).replace("<Queue>", "<queue>").replace("</Queue>", "</queue>")
    )
    await expect(rows.get_by_test_id("queue-callsInQueue")).to_have_text(["7", "9"])
    assert desktop.complaints == []
