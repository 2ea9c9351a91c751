"""A supervisor's teams: who does what, what may be done with him, and his calls."""

from __future__ import annotations

import re
from dataclasses import replace

from playwright.async_api import Locator

from finesse.model.configuration.layout_config import default_layout
from tests.gadgets.desktop.desktop_page import CUSTOMER, Desktop
from tests.gadgets.desktop.fake_finesse import Call, FakeGadget, now
from tests.gadgets.desktop.supervisor.fake_teams import MONITOR, FakeTeams, Member
from tests.in_a_browser import IN_A_BROWSER, expect

pytestmark = IN_A_BROWSER

CALL = Call(id="77", variables=CUSTOMER, state="ACTIVE", actions=("HOLD", "DROP"))


def row(desktop: Desktop, name: str) -> Locator:
    return desktop.page.locator(f"[data-testid=member][data-login-id={name}]")


async def names(desktop: Desktop, expected: list[str]) -> None:
    await expect(desktop.part("member").locator(".member-name")).to_have_text(expected)


async def test_a_team_is_read_once_and_then_followed(desktop: Desktop, server: FakeTeams) -> None:
    server.teams["2"] = "<b>Sales</b> \u202eselaS"
    await desktop.sign_in()
    await names(desktop, ["Ann Archer", "Bob Baker"])
    await expect(desktop.part("team-count")).to_have_text("2 of 3 signed in")
    await expect(row(desktop, "ann").get_by_test_id("member-extension")).to_have_text("1001")

    server.move("ann", "NOT_READY", reason=("Lunch", 2))
    await expect(row(desktop, "ann").get_by_test_id("member-state")).to_have_text("Not Ready – Lunch")
    server.move("cid", "READY", extension="1003", since=now(-75))
    await names(desktop, ["Ann Archer", "Bob Baker", "Cid Cook"])
    await expect(row(desktop, "cid").get_by_test_id("member-time")).to_have_text(re.compile(r"^01:[12]0$"))
    server.move("cid", "READY", since="")
    await expect(row(desktop, "cid").get_by_test_id("member-time")).to_have_text("")

    state = desktop.page.get_by_role("columnheader", name="State", exact=True)
    await expect(state).to_have_attribute("aria-sort", "none")
    await desktop.part("team-sort-state").click()
    await expect(state).to_have_attribute("aria-sort", "ascending")
    await names(desktop, ["Ann Archer", "Cid Cook", "Bob Baker"])
    await desktop.part("team-sort-state").click()
    await names(desktop, ["Bob Baker", "Cid Cook", "Ann Archer"])

    await desktop.part("team-search").fill("lunch")
    await names(desktop, ["Ann Archer"])
    await desktop.page.locator("#tablink_queueData").click()
    await desktop.page.locator("#tablink_home").click()
    await expect(desktop.part("team-search")).to_have_value("lunch")
    server.move("ann", "LOGOUT")
    await expect(desktop.part("team-words")).to_have_text("Nobody found.")
    await desktop.part("team-search").fill("")
    await desktop.part("team-logged-out").check()
    await names(desktop, ["Bob Baker", "Ann Archer", "Cid Cook"])

    await desktop.page.keyboard.press("Control+Shift+F")
    await expect(desktop.part("team-choice")).to_be_focused()
    await expect(desktop.part("team-choice").locator("option")).to_have_text(["Support", server.teams["2"]])
    await desktop.part("team-choice").select_option("2")
    await names(desktop, ["Dee Dunn"])
    assert server.reads == ["Team 1", "Team 2"]
    asked = [one for each in server.notifications.desktops for one in each.talk.asked]
    assert [one for one in asked if one.endswith("/Users")] == [
        "subscribe /finesse/api/Team/1/Users",
        "unsubscribe /finesse/api/Team/1/Users",
        "subscribe /finesse/api/Team/2/Users",
    ]
    assert desktop.complaints == []


async def test_a_team_of_many_has_the_rows_that_are_seen(desktop: Desktop, server: FakeTeams) -> None:
    server.members["1"] = [Member(f"m{at}", "Name", str(at), str(2000 + at), "READY") for at in range(300)]
    await desktop.sign_in()
    await expect(desktop.part("member").first).to_be_visible()
    assert await desktop.part("member").count() < 30
    table = desktop.page.get_by_role("table", name="Team Performance")
    await expect(table).to_have_attribute("aria-rowcount", "301")
    await desktop.part("members").evaluate("list => list.scrollTop = list.scrollHeight")
    last = row(desktop, "m299")
    await expect(last).to_be_in_viewport()
    await expect(last.get_by_role("row").first).to_have_attribute("aria-rowindex", "301")

    button = last.get_by_test_id("member-NOT_READY")
    await button.focus()
    await desktop.part("team-sort-name").evaluate("button => button.click()")
    await expect(last).to_be_in_viewport()
    await expect(button).to_be_focused()


async def test_a_supervisor_changes_states_and_is_told_at_the_row(
    desktop: Desktop, server: FakeTeams
) -> None:
    await desktop.sign_in()
    ann, bob = row(desktop, "ann"), row(desktop, "bob")
    await expect(ann.get_by_test_id("member-READY")).to_have_count(0)
    await ann.get_by_test_id("member-NOT_READY").click()
    await expect(ann.get_by_test_id("member-state")).to_have_text("Not Ready – Supervisor Initiated")
    await expect(ann).to_have_attribute("data-system", "")
    await ann.get_by_test_id("member-READY").click()
    await expect(ann.get_by_test_id("member-state")).to_have_text("Ready")

    await bob.get_by_test_id("member-LOGOUT").click()
    await expect(bob.get_by_test_id("member-pending")).to_have_text("then Signed out")
    await expect(bob.get_by_test_id("member-LOGOUT")).to_have_count(0)

    server.refuses["NOT_READY"] = 22
    await ann.get_by_test_id("member-NOT_READY").click()
    await expect(ann.get_by_role("alert")).to_contain_text("This cannot be done in the present state.")
    await expect(ann.get_by_test_id("error-code")).to_have_text("Invalid State · CF_X · 22")
    await expect(desktop.part("notice")).to_have_count(0)
    server.answers["LOGOUT"] = 400
    await ann.get_by_test_id("member-LOGOUT").click()
    await expect(ann.get_by_test_id("error-code")).to_contain_text("400")
    await ann.get_by_role("button", name="Close this message").click()
    await expect(ann.get_by_role("alert")).to_have_count(0)
    sent = [(path, body) for method, path, body in server.requests if "/agent1" not in path]
    assert sent == [
        ("/finesse/api/User/ann", {"state": "NOT_READY"}),
        ("/finesse/api/User/ann", {"state": "READY"}),
        ("/finesse/api/User/bob", {"state": "LOGOUT"}),
        ("/finesse/api/User/ann", {"state": "NOT_READY"}),
        ("/finesse/api/User/ann", {"state": "LOGOUT"}),
    ]
    await expect(desktop.part("agent-state")).to_have_text("Not Ready")  # nobody else's state is his own
    assert [one for one in desktop.complaints if "400" not in one] == []


async def test_a_supervisor_listens_and_barges_in(desktop: Desktop, server: FakeTeams) -> None:
    await desktop.sign_in()
    monitor = row(desktop, "bob").get_by_test_id("member-monitor")
    server.refuses["SILENT_MONITOR"] = 88049
    await monitor.click()
    await expect(row(desktop, "bob").get_by_role("alert")).to_contain_text("Only an agent who is on a call")
    server.refuses.clear()
    await monitor.click()
    call = desktop.part("call-row")
    await expect(call.get_by_test_id("barge")).to_be_enabled()
    await expect(call.get_by_test_id("end")).to_be_visible()
    await expect(call.get_by_test_id("call-route")).to_have_text("Listening to 1002")
    await expect(call.get_by_test_id("call-header")).to_have_text("Bob Baker")
    await expect(call.get_by_test_id("call-state")).to_have_text("Listening")
    await expect(monitor).to_have_count(0)
    await expect(row(desktop, "bob").get_by_role("alert")).to_have_count(0)

    await desktop.page.keyboard.press("Control+Alt+B")
    await expect(call).to_have_attribute("data-dialog-id", "901")
    barged = {"requestedAction": "BARGE_CALL", "fromAddress": "1001", "toAddress": "1002"}
    assert server.sent(**barged, associatedDialogUri=f"/finesse/api/Dialog/{MONITOR.id}")
    assert desktop.complaints == []


async def test_an_open_row_shows_the_agents_calls_as_they_go_on(desktop: Desktop, server: FakeTeams) -> None:
    server.member("bob").calls = [replace(CALL, caller="<i>5</i>\u202e1")]
    await desktop.sign_in()
    bob = row(desktop, "bob")
    await expect(row(desktop, "ann").get_by_test_id("member-expand")).to_be_hidden()
    await bob.get_by_test_id("member-expand").click()
    await expect(bob.get_by_test_id("member-call")).to_contain_text("Maria Gonzalez")
    await expect(bob.get_by_test_id("member-call-queue")).to_have_text("Support_CSQ")
    await expect(bob.get_by_test_id("member-call-active")).to_have_text("<i>5</i>\u202e1")
    await expect(bob.get_by_test_id("member-call-status")).to_have_text("Active")

    server.tell_call_of("bob", replace(CALL, state="HELD", actions=("RETRIEVE",)))
    await expect(bob.get_by_test_id("member-call-status")).to_have_text("Held")
    server.tell_call_of("bob", replace(CALL, id="78", variables={"callVariable1": "Second"}), "POST")
    await expect(bob.get_by_test_id("member-call")).to_have_count(2)
    server.tell_call_of("bob", CALL, "DELETE")
    await expect(bob.get_by_test_id("member-call")).to_contain_text(["Second"])
    assert server.reads == ["Team 1", "Dialogs bob"]
    await expect(desktop.part("call-row")).to_have_count(0)  # none of them is the supervisor's

    server.move("bob", "READY")
    await expect(bob.get_by_test_id("member-calls")).to_have_count(0)
    await expect(bob.get_by_test_id("member-expand")).to_be_hidden()


async def test_what_was_missed_while_not_connected_is_read_again(desktop: Desktop, server: FakeTeams) -> None:
    await desktop.sign_in()
    await names(desktop, ["Ann Archer", "Bob Baker"])
    server.notifications.end_all()
    server.member("cid").state = "READY"
    await names(desktop, ["Ann Archer", "Bob Baker", "Cid Cook"])
    assert server.reads == ["Team 1", "Team 1"]


async def test_the_history_of_an_agent_takes_the_tables_place(desktop: Desktop, server: FakeTeams) -> None:
    url = "/3rdpartygadget/files/calls/calls.xml"
    server.gadgets[url] = FakeGadget("<p>Recent calls</p>")
    team = '<gadget id="team-performance">/desktop/scripts/js/teamPerformance.js</gadget>'
    server.layout = default_layout().replace(
        team, f'{team}<gadget managedBy="team-performance">{url}</gadget>'
    )
    await desktop.sign_in()
    gadget = desktop.part("gadget")
    await expect(gadget).to_be_hidden()
    await row(desktop, "bob").get_by_test_id("member-history").click()
    await expect(desktop.part("team-history")).to_contain_text("History of Bob Baker")
    await expect(gadget).to_be_visible()
    await expect(desktop.part("members")).to_be_hidden()
    await expect(desktop.part("team-no-history")).to_be_hidden()
    await desktop.part("team-back").click()
    await expect(gadget).to_be_hidden()
    await expect(row(desktop, "bob")).to_be_visible()


async def test_the_administrator_may_leave_out_histories_and_calls(
    desktop: Desktop, server: FakeTeams
) -> None:
    # source: Administration Guide, showAgentHistoryGadgets and showActiveCallDetails
    config = '<config key="title" value="Cisco Finesse"/>'
    more = "".join(
        f'<config key="{key}" value="false"/>' for key in ("showAgentHistoryGadgets", "showActiveCallDetails")
    )
    server.layout = default_layout().replace(config, config + more)
    server.members["1"] = []
    await desktop.sign_in()
    await expect(desktop.part("team-words")).to_contain_text("has no agents yet")
    server.members["1"] = [Member("bob", "Bob", "Baker", "1002", "TALKING")]
    server.tell_member(server.member("bob"))
    await expect(row(desktop, "bob").get_by_test_id("member-LOGOUT")).to_be_visible()
    await expect(row(desktop, "bob").get_by_test_id("member-history")).to_have_count(0)
    await expect(row(desktop, "bob").get_by_test_id("member-expand")).to_be_hidden()
