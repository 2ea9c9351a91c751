"""Connected Agents in the console: who is signed in, found, filtered, and read anew."""

from __future__ import annotations

from tests.gadgets.admin.console_page import Console
from tests.in_a_browser import IN_A_BROWSER, expect

pytestmark = IN_A_BROWSER


async def test_who_is_signed_in_is_shown_counted_and_found(console: Console) -> None:
    await console.sign_in("connected-agents")
    await expect(console.part("connected-empty")).to_contain_text("Nobody is connected")
    await console.node.sign_in("agent1", "agent2")
    console.node.switchboard.present("agent1", "desktop", available=True)
    await console.part("connected-refresh").click()
    rows = console.part("connected-row")
    await expect(rows).to_have_count(2)
    await expect(rows.filter(has_text="agent1")).to_contain_text("Finesse Desktop")
    await expect(rows.filter(has_text="agent2")).to_contain_text("Custom Desktop")
    await expect(rows.first).to_contain_text("Support")
    await expect(console.part("connected-count-primary")).to_contain_text("2")
    await expect(console.part("connected-age")).to_contain_text("Updated")
    await console.part("connected-client").select_option("DESKTOP")
    await expect(rows).to_have_count(1)
    await console.part("connected-client").select_option("")
    await console.part("connected-search").fill("agent2")
    await expect(rows).to_have_count(1)
    assert console.complaints == []
