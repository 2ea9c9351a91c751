"""Gadgets on the desktop: their frames, what stands around them, and what they ask of the page."""

from __future__ import annotations

import asyncio
import re
from urllib.parse import quote
from xml.sax.saxutils import escape

from playwright.async_api import FrameLocator

from lab.testing.browser import VIEW
from tests.gadgets.desktop.desktop_page import Desktop
from tests.gadgets.desktop.fake_finesse import FakeFinesse, FakeGadget
from tests.in_a_browser import IN_A_BROWSER, expect

pytestmark = IN_A_BROWSER

CALLS = "<gadget>/desktop/scripts/js/callcontrol.js</gadget>"
TABBED = "/desktop/scripts/js/tabbedGadgets.js"
STATE = (
    '<headercolumn width="230px"><component id="agent-voice-state">'
    "<url>/desktop/scripts/js/agentvoicestate.component.js</url></component></headercolumn>"
)


def layout(tabs: str, page: str = CALLS, header: str = STATE, role: str = "Agent", configs: str = "") -> str:
    return (
        f'<finesseLayout xmlns="http://www.cisco.com/vtg/finesse"><configs>{configs}</configs><header>'
        f"<leftAlignedColumns>{header}</leftAlignedColumns></header><layout><role>{role}</role>"
        f"<page>{page}</page><tabs>{tabs}</tabs></layout></finesseLayout>"
    )


def tab(*gadgets: str, id: str = "home", label: str = "Home") -> str:
    inside = "".join(one if one.startswith("<") else f"<gadget>{one}</gadget>" for one in gadgets)
    return (
        f"<tab><id>{id}</id><icon>home</icon><label>{escape(label)}</label><gadgets>{inside}</gadgets></tab>"
    )


def frame(desktop: Desktop, mid: int) -> FrameLocator:
    return desktop.page.frame_locator(f"#finesse_gadget_{mid}")


async def test_a_gadget_finds_the_page_as_the_product_has_it(desktop: Desktop, server: FakeFinesse) -> None:
    # source: public gadgets: ids and classes that gadgets and bundled libraries read
    server.gadgets["/g.xml?a=b%20c"] = FakeGadget("<p id=x>here</p>", "A gadget")
    server.layout = layout(
        tab('<gadget id="mine" colour="red">/g.xml?a=b%20c</gadget>')
        + tab("/g.xml?a=b%20c", id="other", label="Other")
    )
    await desktop.sign_in()
    await expect(frame(desktop, 1).locator("#x")).to_be_visible()
    found = await desktop.page.evaluate(
        """() => {
            const frame = document.getElementById("finesse_gadget_1");
            const within = frame.contentWindow;
            const content = within.frameElement.parentElement;
            return {
                name: frame.name,
                attributes: [frame.getAttribute("frameborder"), frame.getAttribute("scrolling")],
                kind: frame.className,
                content: content.id,
                box: content.parentElement.id,
                bar: document.querySelector("#gadgets-gadget-title-bar-1.gadgets-gadget-title-bar") !== null,
                title: document.getElementById("finesse_gadget_1_title").textContent,
                titleText: document.getElementById("finesse_gadget_1_title_text").textContent,
                panel: frame.closest("div.tab-panel").id,
                active: frame.closest("div.tab-panel").classList.contains("active"),
                tab: document.querySelector("#finesse-tab-selector > #tab_home > #tablink_home").title,
                activeTab: within.parent.finesse.container.Tabs.getActiveTab(),
                view: within.parent.finesse.container.Container.getGadgetView("1").view,
                config: within.parent.finesse.container.Config.id,
                hub: within.parent.gadgets.Hub.isConnected(),
                label: within.parent.finesse.container.I18n.getMsg("finesse.container.tabs.agent.homeLabel"),
                search: within.location.search,
            };
        }"""
    )
    search = found.pop("search")
    assert found == {
        "name": "finesse_gadget_1",
        "attributes": ["no", "no"],
        "kind": "gadgets-gadget",
        "content": "gadgets-gadget-content-1",
        "box": "mine",
        "bar": True,
        "title": "A gadget",
        "titleText": "A gadget",
        "panel": "panel_home",
        "active": True,
        "tab": "Home",
        "activeTab": "home",
        "view": "default",
        "config": "agent1",
        "hub": True,
        "label": "Home",
    }
    assert search.endswith("&url=" + quote("/g.xml?a=b%20c", safe=""))
    assert "&up_colour=red&" in search
    assert "&up_id=agent1&" in search
    assert "&up_extension=1001&" in search
    assert "&up_teamName=Support&" in search
    assert "finesse" not in re.sub("domain|localhost|ccdcontainer", "", search.lower())  # the password
    assert await desktop.page.evaluate("document.getElementById('panel_other').checkVisibility()") is False
    await expect(frame(desktop, 2).locator("#x")).to_have_count(1)  # loaded all the same
    assert desktop.complaints == []


async def test_a_gadget_sets_its_height_and_title_and_takes_the_whole_tab(
    desktop: Desktop, server: FakeFinesse
) -> None:
    attack = "<img src=x onerror=parent.hacked=1>"
    server.gadgets["/g.xml"] = FakeGadget(
        f"""<script>gadgets.util.registerOnLoadHandler(() => {{
            gadgets.window.adjustHeight(333); gadgets.window.setTitle({attack!r}); }})</script>"""
    )
    server.gadgets["/h.xml"] = FakeGadget(
        """<script>window.heard = []; gadgets.HubSettings.onConnect = (hub) => {
            const hear = (topic, data) => heard.push([topic.split(".")[2], data]);
            hub.subscribe("finesse.containerservices.*", hear);
        }</script>"""
    )
    server.layout = layout(tab("/g.xml", "/h.xml"))
    await desktop.sign_in()
    one = desktop.page.locator("#finesse_gadget_1")
    await expect(one).to_have_css("height", "333px")
    await expect(desktop.page.locator("#finesse_gadget_1_title_text")).to_have_text(attack)
    assert await desktop.page.evaluate("window.hacked") is None

    await frame(desktop, 1).locator("body").evaluate("() => gadgets.views.requestNavigateTo('canvas')")
    await expect(desktop.page.locator("#finesse_gadget_2")).to_be_hidden()
    view = await desktop.page.evaluate("finesse.container.Container.getGadgetView(1)")
    assert view["view"] == "canvas"
    assert view["tabId"] == "home"
    await expect(one).to_have_css("height", f"{view['maxAvailableHeight']}px")
    main = desktop.page.get_by_role("main")
    assert await main.evaluate("one => one.scrollHeight - one.clientHeight") == 0
    await desktop.page.set_viewport_size({"width": 1366, "height": 900})
    await expect(one).not_to_have_css("height", f"{view['maxAvailableHeight']}px")
    higher = view["maxAvailableHeight"] + 900 - VIEW["height"]
    await desktop.page.wait_for_function(
        """(higher) => document.getElementById("finesse_gadget_2").contentWindow.heard.some(([topic, data]) =>
            topic === "maxAvailableHeightChangedEvent" && data.maxAvailableHeight === higher)""",
        arg=higher,
    )
    heard = dict(await frame(desktop, 2).locator("body").evaluate("heard"))
    assert heard["gadgetViewChangedEvent"] == view
    assert heard["maxAvailableHeightChangedEvent"] == {"maxAvailableHeight": higher}
    await desktop.page.get_by_role("button", name="Restore").click()
    await expect(one).to_have_css("height", "333px")
    await expect(desktop.page.locator("#finesse_gadget_2")).to_be_visible()
    assert desktop.complaints == []


async def test_tabs_have_addresses_and_keep_their_gadgets_loaded(
    desktop: Desktop, server: FakeFinesse
) -> None:
    server.gadgets["/g.xml"] = FakeGadget("<p id=x>here</p>")
    server.layout = layout(tab("/g.xml") + tab("/g.xml", id="b-2", label="<b>Two</b>"))
    await desktop.sign_in("/desktop#/b-2")
    await expect(desktop.page.locator("#panel_b-2.active")).to_be_visible()
    await expect(desktop.page.locator("#panel_home")).to_be_hidden()
    link = desktop.page.get_by_role("tab", name="<b>Two</b>")
    await expect(link).to_have_attribute("aria-selected", "true")
    await frame(desktop, 1).locator("#x").evaluate("one => { one.textContent = 'kept' }")
    await desktop.page.get_by_role("tab", name="Home").click()
    await expect(frame(desktop, 1).locator("#x")).to_have_text("kept")
    await expect(frame(desktop, 1).locator("#x")).to_be_visible()
    await expect(desktop.page).to_have_url(re.compile("#/home$"))
    await desktop.page.go_back()
    await expect(desktop.page.locator("#panel_b-2")).to_be_visible()
    await frame(desktop, 2).locator("#x").evaluate("parent.finesse.container.Tabs.activateTab('home')")
    await expect(desktop.page.locator("#panel_home")).to_be_visible()
    assert desktop.complaints == []


async def test_a_gadget_that_is_not_there_says_so_and_is_tried_again(
    desktop: Desktop, server: FakeFinesse
) -> None:
    server.layout = layout(
        tab(
            "/gone.xml",
            "<gadget alternateHosts='b.example.com'>https://a.example.com/x.xml</gadget>",
            "javascript:alert(1)",
        )
    )
    server.gadgets["https://b.example.com/x.xml"] = FakeGadget("<p id=x>on the other host</p>")
    await desktop.sign_in()
    box = desktop.page.locator(".gadget-box[data-mid='1']")
    await expect(box.get_by_test_id("gadget-error")).to_contain_text("Not there.")
    await expect(box.get_by_test_id("gadget-error")).to_have_attribute("data-code", "notFound")
    await expect(box.locator("iframe")).to_have_count(0)
    await expect(frame(desktop, 2).locator("#x")).to_be_visible()
    refused = desktop.page.locator(".gadget-box[data-mid='3']")
    await expect(refused).to_contain_text("“javascript:alert(1)” is neither a path")
    server.gadgets["/gone.xml"] = FakeGadget("<p id=x>here</p>")
    await box.get_by_test_id("gadget-retry").click()
    await expect(frame(desktop, 1).locator("#x")).to_be_visible()
    await expect(box.get_by_test_id("gadget-error")).to_have_count(0)


async def test_what_covers_a_gadget_goes_when_it_says_so_and_offers_to_try_again(
    desktop: Desktop, server: FakeFinesse
) -> None:
    server.gadgets["/slow.xml"] = FakeGadget(waits=(never := asyncio.Event()))
    server.gadgets["/manual.xml"] = FakeGadget(
        """<script>gadgets.util.registerOnLoadHandler(() => {
            gadgets.loadingindicator.updateLoadingMessage("<b>wait</b>");
            gadgets.loadingindicator.updateTimeoutMessage("too long");
            gadgets.loadingindicator.updateRetryButtonText("Once more"); });</script>""",
        features={"loadingindicator": {"manual-dismiss": "true", "loading-timeout": "1"}},
    )
    server.layout = layout(tab("/slow.xml", "/manual.xml"))
    await desktop.sign_in()
    slow, manual = (desktop.page.locator(f".gadget-box[data-mid='{mid}']") for mid in (1, 2))
    await expect(slow.get_by_test_id("gadget-loading")).to_contain_text("Loading")
    await expect(manual.get_by_test_id("gadget-loading")).to_contain_text("too long")
    await manual.get_by_role("button", name="Once more").click()
    await expect(manual.get_by_test_id("gadget-loading")).to_have_attribute("data-shown", "loading")
    await expect(manual.get_by_test_id("gadget-loading")).to_contain_text("<b>wait</b>")
    await frame(desktop, 2).locator("body").evaluate("() => gadgets.loadingindicator.dismiss()")
    await expect(manual.get_by_test_id("gadget-loading")).to_be_hidden()
    never.set()
    await expect(slow.get_by_test_id("gadget-loading")).to_be_hidden()
    assert desktop.complaints == []


async def test_a_multi_tab_gadget_shows_one_of_its_gadgets(desktop: Desktop, server: FakeFinesse) -> None:
    for number in range(12):
        server.gadgets[f"/g{number}.xml"] = FakeGadget(f"<p id=x>{number}</p>", f"Gadget {number}")
    member = "<gadget managedBy='multi'{}>/g{}.xml</gadget>"
    server.layout = layout(
        tab(member.format("", 1), member.format(" default='true'", 2), "/g10.xml")
        + tab(*(member.format("", number) for number in range(3, 10)), id="b", label="B"),
        page=f"{CALLS}<gadget id='multi'>{TABBED}</gadget>{member.format('', 0)}"
        + member.format(" hidden='true'", 11),
    )
    await desktop.sign_in()
    strip = desktop.page.locator(".multi-tab-strip").get_by_role("tab")
    await expect(strip).to_have_text(["Gadget 2", "Gadget 0", "Gadget 1"])
    await expect(strip.first).to_have_attribute("aria-selected", "true")
    frames = desktop.page.locator("iframe.gadgets-gadget")
    await expect(frames).to_have_count(12)
    boxes = {await one.get_attribute("src"): await one.get_attribute("id") for one in await frames.all()}
    of = {
        number: next(id for src, id in boxes.items() if f"%2Fg{number}.xml" in (src or ""))
        for number in range(12)
    }
    await expect(desktop.page.locator(f"#{of[2]}")).to_be_visible()
    await expect(desktop.page.locator(f"#{of[0]}")).to_be_hidden()
    await expect(desktop.page.locator(f"#panel_home #{of[2]}")).to_have_count(1)
    await strip.nth(1).click()
    await expect(desktop.page.locator(f"#{of[0]}")).to_be_visible()
    await expect(desktop.page.locator(f"#{of[2]}")).to_be_hidden()

    await desktop.page.get_by_role("tab", name="B", exact=True).click()
    await expect(strip).to_have_count(7)
    await expect(strip.first).to_have_text("Gadget 0")
    await expect(strip.first).to_have_attribute("aria-selected", "true")
    await desktop.page.get_by_role("button", name="More gadgets").click()
    await desktop.page.get_by_role("menuitem", name="Gadget 9").click()
    await expect(strip.last).to_have_text("Gadget 9")
    await expect(desktop.page.locator(f"#{of[9]}")).to_be_visible()

    mid = (of[11] or "").rsplit("_", 1)[1]
    container = "finesse.container.Container"
    assert await desktop.page.evaluate(f"{container}.isTabbedGadget({mid})") is True
    await desktop.page.evaluate(
        f"{container}.showGadget({mid}); {container}.showGadgetNotification({mid}, {{}})"
    )
    await expect(strip.nth(1)).to_have_text("Gadget 11Something new")
    await strip.nth(1).click()
    await expect(desktop.page.locator(f"#{of[11]}")).to_be_visible()
    await expect(desktop.part("gadget-news")).to_have_count(0)
    await desktop.page.evaluate(f"{container}.hideGadget({mid})")
    await expect(desktop.page.locator(f"#{of[11]}")).to_be_hidden()
    assert desktop.complaints == []


async def test_reloading_a_gadget_again_and_again_leaves_nothing_behind(
    desktop: Desktop, server: FakeFinesse
) -> None:
    server.gadgets["/g.xml"] = FakeGadget("<p id=x>here</p>")
    server.gadgets["/other.xml"] = FakeGadget("<p id=y>there</p>")
    server.layout = layout(tab("/g.xml"))
    await desktop.sign_in()
    await expect(frame(desktop, 1).locator("#x")).to_be_visible()
    session = await desktop.page.context.new_cdp_session(desktop.page)

    async def counts(times: int) -> tuple[int, int]:
        """Documents and listeners after so many reloads."""
        await desktop.page.evaluate(
            """async (times) => {
                for (let at = 0; at < times; at += 1) {
                    finesse.container.Container.reloadGadget("1");
                    const frame = document.getElementById("finesse_gadget_1");
                    await new Promise((resolve) => frame.addEventListener("load", resolve, { once: true }));
                }
            }""",
            times,
        )
        for _ in range(3):
            await session.send("HeapProfiler.collectGarbage")
        found = await session.send("Memory.getDOMCounters")
        return found["documents"], found["jsEventListeners"]

    await counts(5)
    before = await counts(5)
    after = await counts(60)
    assert after[0] <= before[0] + 2
    assert after[1] <= before[1] + 20
    await desktop.page.evaluate("finesse.container.Container.modifyGadgetUrl(1, '/other.xml')")
    await expect(frame(desktop, 1).locator("#x")).to_be_visible()
    await desktop.page.evaluate("finesse.container.Container.reloadGadget(1)")
    await expect(frame(desktop, 1).locator("#y")).to_be_visible()


async def test_two_hundred_gadgets_are_loaded_in_turns(desktop: Desktop, server: FakeFinesse) -> None:
    gate = asyncio.Event()
    for number in range(200):
        server.gadgets[f"/g{number}.xml"] = FakeGadget(waits=gate)
    server.layout = layout(
        tab(*(f"/g{number}.xml" for number in range(190)))
        + tab(*(f"/g{number}.xml" for number in range(190, 200)), id="b", label="B")
    )
    await desktop.sign_in()
    await expect(desktop.page.locator("iframe.gadgets-gadget")).to_have_count(6)
    await desktop.page.get_by_role("tab", name="B").click()
    await desktop.part("state-menu").click()
    await expect(desktop.part("state-ready")).to_be_visible()
    gate.set()
    await expect(desktop.page.locator("#panel_b iframe")).to_have_count(10)
    await expect(desktop.page.locator("iframe.gadgets-gadget")).to_have_count(200, timeout=60_000)
    order = [address for address, _ in server.rendered]
    assert set(order[6:16]) == {f"/g{number}.xml" for number in range(190, 200)}


async def test_a_layout_that_cannot_be_read_leaves_the_agent_a_desktop(
    desktop: Desktop, server: FakeFinesse
) -> None:
    server.layout = "<finesseLayout><layout>"
    await desktop.sign_in()
    await expect(desktop.page.get_by_role("alert")).to_contain_text(
        "The layout of your desktop cannot be read"
    )
    await desktop.in_call()
    await expect(desktop.part("activity")).to_be_visible()


async def test_a_supervisor_has_the_supervisors_layout(desktop: Desktop, server: FakeFinesse) -> None:
    server.roles = ["Agent", "Supervisor"]
    await desktop.sign_in()
    await expect(desktop.page.get_by_role("tab")).to_have_text(
        ["Home", "My History", "Team Data", "Queue Data"]
    )
    await expect(desktop.part("team-words")).to_contain_text("You supervise no team.")
    await desktop.page.locator("#tablink_myHistory").click()
    await expect(desktop.part("activity")).to_be_visible()
    await desktop.page.locator("#tablink_teamData").click()
    await expect(desktop.page.locator("#panel_teamData")).to_contain_text(
        "Live Data reports about your teams"
    )


async def test_where_a_gadget_stands_decides_what_stands_around_it(
    desktop: Desktop, server: FakeFinesse
) -> None:
    gadget = FakeGadget("<p id=x>here</p><script>window.height = 0;</script>", "Named", {"collapsible": {}})
    server.gadgets["/g.xml"] = gadget
    header = STATE + '<headercolumn width="200px"><gadget>/g.xml</gadget></headercolumn>'
    managed = "<gadget managedBy='history'>/g.xml</gadget>"
    team = "<gadget id='history'>/desktop/scripts/js/teamPerformance.js</gadget>"
    server.layout = layout(
        tab("/g.xml", "<gadget hidden='true'>/g.xml</gadget>", team, managed),
        page=f"{CALLS}<gadget>/g.xml</gadget>",
        header=header,
    )
    await desktop.sign_in()
    page, of_tab, hidden, of_history, of_header = 1, 2, 3, 5, 7
    for mid in (page, of_tab, hidden, of_history, of_header):  # all are loaded
        await expect(frame(desktop, mid).locator("#x")).to_have_count(1)
    bar = desktop.page.locator
    for mid, shown in ((page, True), (of_tab, True), (hidden, False), (of_history, False), (of_header, True)):
        await expect(bar(f"#finesse_gadget_{mid}")).to_be_visible(visible=shown)
    for mid in (page, of_header):
        await expect(bar(f"#gadgets-gadget-title-bar-{mid}")).to_be_hidden()
    await expect(bar(f"#finesse_gadget_{of_header}")).to_have_css("height", "60px")
    within = frame(desktop, page).locator("body")
    container = "parent.finesse.container.Container"
    await within.evaluate(f"{container}.enableTitleBar({page}), {container}.setGadgetTitle({page}, 'Mine')")
    await expect(bar(f"#gadgets-gadget-title-bar-{page}")).to_contain_text("Mine")
    assert await within.evaluate("frameElement.closest('div.tab-panel')") is None

    collapse = bar(f"[data-mid='{of_tab}']").get_by_test_id("gadget-collapse")
    await collapse.click()
    await expect(bar(f"#finesse_gadget_{of_tab}")).to_be_hidden()
    await expect(collapse).to_have_attribute("aria-expanded", "false")
    await within.evaluate(f"parent.finesse.container.Container.expandGadget('{of_tab}')")
    await expect(bar(f"#finesse_gadget_{of_tab}")).to_be_visible()
    await within.evaluate(f"parent.finesse.container.Container.hideGadget('{of_tab}')")
    await expect(bar(f"#finesse_gadget_{of_tab}")).to_be_hidden()
    assert desktop.complaints == []


async def test_a_preference_that_a_gadget_sets_is_there_after_a_reload(
    desktop: Desktop, server: FakeFinesse
) -> None:
    server.gadgets["/g.xml"] = FakeGadget(
        """<p id=x></p><script>gadgets.util.registerOnLoadHandler(() => {
            const prefs = new gadgets.Prefs();
            document.getElementById("x").append(prefs.getString("colour"), " ", prefs.getString("id"));
        })</script>"""
    )
    server.layout = layout(tab("/g.xml"))
    await desktop.sign_in("/desktop/container?nocache")
    shown = frame(desktop, 1).locator("#x")
    await expect(shown).to_have_text("agent1")
    await shown.evaluate(
        """() => {
            new gadgets.Prefs().set("colour", "red &amp; blue", "authorization", btoa("agent1:finesse"));
            gadgets.window.setTitle("it is set");
        }"""
    )
    await expect(desktop.page.locator("#finesse_gadget_1_title_text")).to_have_text("it is set")
    await desktop.page.evaluate("finesse.container.Container.reloadGadget(1)")
    await expect(shown).to_contain_text("red")
    (_, first), (_, second) = server.rendered
    assert first["nocache"] == second["nocache"] == "1"
    assert second["up_colour"] == "red &amp; blue"
    assert "up_authorization" not in second
    assert await desktop.page.evaluate("sessionStorage.finSessKey") is not None
    assert await desktop.page.evaluate("document.cookie") == "finesse_ag_extension=1001"


async def test_columns_for_which_the_header_has_no_room_are_not_shown(
    desktop: Desktop, server: FakeFinesse
) -> None:
    wide = '<headercolumn width="900px"><gadget>/g.xml</gadget></headercolumn>'
    small = '<headercolumn width="50px"><component id="make-new-call-component">'
    dialler = f"{small}<url>/desktop/scripts/js/makenewcall.component.js</url></component></headercolumn>"
    server.gadgets["/g.xml"] = FakeGadget()
    server.layout = layout(tab("/g.xml"), header=f"{STATE}{wide}{wide}{dialler}")
    await desktop.sign_in()
    frames = desktop.page.locator(".header iframe")
    await expect(frames.first).to_be_visible()
    await expect(frames.last).to_be_hidden()
    await expect(desktop.part("dialler")).to_be_in_viewport(ratio=1)
    await desktop.page.set_viewport_size({"width": 2400, "height": 800})
    await expect(frames.last).to_be_visible()
