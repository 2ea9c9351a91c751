"""What finesse.js gives gadgets beside the services: their Config, tabs, tasks, cache, toasters and log."""

from __future__ import annotations

from playwright.async_api import Frame

from tests.gadgets.desktop.desktop_page import Desktop
from tests.gadgets.desktop.fake_finesse import FakeFinesse, FakeGadget
from tests.gadgets.desktop.test_gadgets import layout, tab
from tests.in_a_browser import IN_A_BROWSER

pytestmark = IN_A_BROWSER

BEGINNING = """<script src="/desktop/assets/js/finesse.js"></script><script>
    window.heard = [];
    gadgets.HubSettings.onConnect = () => {
        finesse.clientservices.ClientServices.init(finesse.gadget.Config);
        finesse.cslogger.ClientLogger.init(gadgets.Hub, "Mine", finesse.gadget.Config);
        window.services = finesse.containerservices.ContainerServices.init();
        services.addHandler(services.Topics.ACTIVE_TAB, () => heard.push("shown"));
        window.connected = true;
    };
</script>"""


async def frames(desktop: Desktop, server: FakeFinesse, *tabs: str, body: str = BEGINNING) -> list[Frame]:
    """The gadgets, one on each tab, once they are connected."""
    server.gadgets["/g.xml"] = FakeGadget(body)
    server.layout = layout("".join(tab("/g.xml", id=each, label=each) for each in tabs))
    await desktop.sign_in()
    found = []
    for mid in range(1, len(tabs) + 1):
        element = await desktop.page.wait_for_selector(f"#finesse_gadget_{mid}", state="attached")
        frame = await element.content_frame()
        assert frame is not None
        await frame.wait_for_function("window.connected")
        found.append(frame)
    return found


async def test_the_config_is_there_when_the_library_has_loaded(desktop: Desktop, server: FakeFinesse) -> None:
    [gadget] = await frames(desktop, server, "home")
    config = await gadget.evaluate("finesse.gadget.Config")
    assert {name: config[name] for name in ("id", "extension", "teamName", "locale")} == {
        "id": "agent1",
        "extension": "1001",
        "teamName": "Support",
        "locale": "en_US",
    }
    assert await gadget.evaluate("atob(finesse.gadget.Config.authorization)") == "agent1:finesse"
    assert await gadget.evaluate("finesse.container.Config === finesse.gadget.Config")
    assert await gadget.evaluate("typeof finesse.gadget.Config.clientDriftInMillis") == "number"
    assert desktop.complaints == []


async def test_a_config_that_a_gadget_makes_itself_wins(desktop: Desktop, server: FakeFinesse) -> None:
    own = "<script>var finesse = {gadget: {Config: {mine: true}}, modules: {}};</script>"
    body = own + BEGINNING.replace(
        "ClientServices.init(finesse.gadget.Config)", "ClientServices.log('not mine')"
    )
    [gadget] = await frames(desktop, server, "home", body=body)
    assert await gadget.evaluate("finesse.gadget.Config.mine")


async def test_a_gadget_hears_once_each_time_that_its_tab_is_shown(
    desktop: Desktop, server: FakeFinesse
) -> None:
    home, other = await frames(desktop, server, "home", "other")
    await home.wait_for_function("heard.length === 1")
    await home.evaluate("services.makeActiveTabReq()")
    await home.evaluate("services.activateTab('other')")
    await other.wait_for_function("heard.length === 1 && services.tabVisible()")
    await home.wait_for_function("!services.tabVisible()")
    await home.evaluate("services.activateMyTab()")
    await home.wait_for_function("services.tabVisible()")
    assert await home.evaluate("heard") == ["shown", "shown"]
    assert [await one.evaluate("services.getMyTabId()") for one in (home, other)] == ["home", "other"]
    assert desktop.complaints == []


async def test_two_gadgets_tell_each_other_of_tasks_and_share_what_they_keep(
    desktop: Desktop, server: FakeFinesse
) -> None:
    one, other = await frames(desktop, server, "home", "other")
    await one.evaluate(
        """() => finesse.containerservices.TaskActivityNotification.init(services)
            .notifyTaskSelection("chat", {taskId: "t1", active: true, mediaType: "chat"})"""
    )
    await other.evaluate(
        """() => {
            const tasks = finesse.containerservices.TaskActivityNotification.init(services);
            tasks.registerForTaskNotifications(({from, message}) => heard.push([from, message.taskId]));
            tasks.requestCurrentTasks();
        }"""
    )
    await other.wait_for_function("heard.some((one) => one[0] === 'chat' && one[1] === 't1')")
    kept = """([name, ...given]) => new Promise((resolve) =>
        finesse.utilities.DesktopCache[name](...given, (error, data) => resolve([error, data ?? null])))"""
    for gadget in (one, other):
        await gadget.evaluate("finesse.utilities.DesktopCache.setGroup('shared')")
    entry = {"key": "k", "data": {"deep": [1, 2]}}
    assert await one.evaluate(kept, ["saveOrUpdateData", [entry]]) == [None, [entry]]
    assert await other.evaluate(kept, ["fetchData", "k"]) == [None, entry]
    assert await other.evaluate(kept, ["deleteData", "k"]) == [None, "k"]
    assert await one.evaluate(kept, ["fetchData", "k"]) == [None, None]
    assert desktop.complaints == []


async def test_a_toaster_shows_when_it_is_allowed_and_the_gadget_insists(
    desktop: Desktop, server: FakeFinesse
) -> None:
    [gadget] = await frames(desktop, server, "home")
    show = """(options) => finesse.containerservices.FinesseToaster
        .init(finesse.gadget.Config, finesse.cslogger.ClientLogger).showToaster("Call", options)?.title"""
    await desktop.page.context.grant_permissions([], origin=server.address)
    assert await gadget.evaluate(show, {"showWhenVisible": True}) is None
    await desktop.page.context.grant_permissions(["notifications"], origin=server.address)
    await gadget.wait_for_function("Notification.permission === 'granted'")
    assert await gadget.evaluate(show, {"showWhenVisible": True, "autoClose": 100}) == "Call"
    await desktop.page.bring_to_front()
    await desktop.page.wait_for_function("document.hasFocus()")
    assert await gadget.evaluate(show, {}) is None


async def test_a_gadgets_log_reaches_the_desktop_as_lines_of_the_products_form(
    desktop: Desktop, server: FakeFinesse
) -> None:
    [gadget] = await frames(desktop, server, "home")
    await gadget.evaluate(
        """() => new Promise((ready) => gadgets.Hub.subscribe("finesse.clientLogging.*",
            (topic, line) => heard.push([topic, line]), null, ready))"""
    )
    await gadget.evaluate("finesse.cslogger.ClientLogger.log('hello')")
    await gadget.wait_for_function("heard.some((one) => /: Mine : hello$/.test(one[1]))")
