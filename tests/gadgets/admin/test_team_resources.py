"""What teams get, in the console: assigned, ordered, taken away and refused, and their agents have it."""

from __future__ import annotations

from finesse.model.configuration.layout_config import default_layout
from tests.gadgets.admin.console_page import ADMINISTRATOR, Console
from tests.in_a_browser import IN_A_BROWSER, expect

pytestmark = IN_A_BROWSER

LUNCH = (
    "<ReasonCode><category>NOT_READY</category><code>321</code><label>Team &lt;i&gt;lunch&lt;/i&gt;</label>"
    "<forAll>false</forAll></ReasonCode>"
)
FLOW = (
    "<Workflow><name>{0}</name><TriggerSet><type>SYSTEM</type><name>CALL_ENDS</name></TriggerSet></Workflow>"
)


async def open_team(console: Console) -> None:
    await console.sign_in("team-resources")
    await console.part("teams-open").first.click()
    await expect(console.part("team-name")).to_have_text("Support")


async def layout_of(console: Console) -> str:
    return (await console.node.get("/User/agent1/LayoutConfig")).findtext("layoutxml", "")


async def write(console: Console, text: str) -> None:
    """In the place of the layout that is there."""
    await console.part("layout-text").locator("textarea").focus()
    await console.page.keyboard.press("ControlOrMeta+a")
    await console.page.keyboard.insert_text(text)


async def names(console: Console, path: str, element: str, user: str = "agent1") -> list[str | None]:
    answer = await console.node.get(path, user)
    return [one.findtext(element) for one in answer]


async def test_what_is_assigned_in_several_tabs_is_saved_at_once_and_the_agents_have_it(
    console: Console,
) -> None:
    await console.node.ask("POST", "/ReasonCode", LUNCH, user=ADMINISTRATOR)
    await console.node.ask("POST", "/Workflow", FLOW.format("Last"), user=ADMINISTRATOR)
    await open_team(console)
    await expect(console.part("team-save")).to_be_disabled()
    await console.part("part-notReady").click()
    await console.part("notReady-available-search").fill("LUNCH")
    await console.part("notReady-add").first.click()
    await expect(console.part("part-notReady")).to_contain_text("changed")
    await console.part("part-workflows").click()
    for _ in range(2):
        await console.part("workflows-add").first.click()
    await console.part("workflows-down").first.click()
    await console.part("team-save").click()
    await console.until_said("Support – saved: Not Ready, Workflows")
    await expect(console.part("team-save")).to_be_disabled()
    assert "Team <i>lunch</i>" in await names(console, "/User/agent1/ReasonCodes?category=NOT_READY", "label")
    first = await names(console, "/User/agent1/Workflows", "name")
    assert sorted(map(str, first)) == ["Customer on screen", "Last"]

    await console.part("workflows-up").nth(1).click()
    await console.part("team-save").click()
    await expect(console.part("notice")).to_have_count(2)
    assert await names(console, "/User/agent1/Workflows", "name") == first[::-1]
    await console.part("workflows-take").first.click()
    await console.part("team-revert").click()
    await expect(console.part("workflows-take")).to_have_count(2)
    assert console.complaints == []


async def test_a_tab_that_is_refused_says_so_while_the_others_are_saved(console: Console) -> None:
    await console.node.ask("POST", "/ReasonCode", LUNCH, user=ADMINISTRATOR)
    await open_team(console)
    await console.part("part-notReady").click()
    await console.part("notReady-available-search").fill("lunch")
    await console.part("notReady-add").first.click()
    await console.part("part-layout").click()
    await console.part("field-override").check()
    await write(console, "<finesseLayout>")
    await console.part("team-save").click()
    await console.until_said("saved: Not Ready")
    await expect(console.part("part-layout")).to_have_attribute("data-mark", "failed")
    await expect(console.part("part-layout")).to_be_focused()
    await expect(console.part("error-layout")).to_contain_text("layoutxml")
    await expect(console.part("team-state")).to_contain_text("not")
    assert "Team <i>lunch</i>" in await names(console, "/User/agent1/ReasonCodes?category=NOT_READY", "label")

    # It is not lost by the way.
    await console.part("tab-settings").click()
    await console.answer("no")
    await expect(console.part("error-layout")).to_be_visible()
    await console.part("teams-refresh").click()
    await console.answer("yes")
    await expect(console.part("team-unchosen")).to_be_visible()


async def test_a_team_has_a_layout_of_its_own_until_it_is_discarded(console: Console) -> None:
    await open_team(console)
    await console.part("field-override").check()
    await write(console, default_layout().replace("<label>", "<label>Our ", 1))
    await console.part("team-save").click()
    await console.until_said("Desktop Layout")
    assert "<label>Our " in await layout_of(console)
    await console.part("field-override").uncheck()
    await console.part("team-save").click()
    await expect(console.part("notice")).to_have_count(2)
    assert "<label>Our " not in await layout_of(console)
