"""Every service of `finesse.js` and every feature does in a real desktop what gadgets ask of it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.gadgets.platform.gadget_desk import GadgetDesk, placed
from tests.in_a_browser import IN_A_BROWSER

pytestmark = [*IN_A_BROWSER, pytest.mark.processes]
NONVOICE = "/desktop/scripts/js/nonvoice-state-menu.component.js"


async def opened_at(desk: Any, **attributes: str) -> GadgetDesk:
    opened: GadgetDesk = await desk(placed("services/services.xml", **attributes), components=[NONVOICE])
    await opened.heard("services.xml", "connect")
    return opened


async def settled(opened: GadgetDesk, condition: str) -> None:
    """Wait until a condition holds in the page."""
    await opened.desktop.page.wait_for_function(condition)


async def test_a_dialog_of_a_gadget_is_a_dialog_of_the_page_and_tells_when_it_is_closed(desk: Any) -> None:
    opened = await opened_at(desk)
    await opened.does(
        "services.xml",
        """void services.showDialog({ title: "A <b>title</b>", message: "something to read",
             close: () => heard.push(["closed"]) })""",
    )
    dialog = opened.desktop.page.get_by_role("dialog", name="A <b>title</b>")
    await dialog.wait_for()
    assert "something to read" in await dialog.inner_text()
    await opened.does("services.xml", "void services.hideDialog()")
    await dialog.wait_for(state="detached")
    await opened.heard("services.xml", "closed")


async def test_a_popover_counts_down_and_its_button_reaches_the_gadget(desk: Any) -> None:
    opened = await opened_at(desk)
    await opened.does(
        "services.xml",
        """(() => {
             popovers = finesse.containerservices.PopoverService.init(services);
             shown = popovers.showPopover(
               { icon: { type: "collab-icon", value: "chat" },
                 content: [{ name: "Customer", value: "<i>Ada</i>" }] },
               { display: true, displayTimeoutInSecs: 30, counterType: popovers.COUNTER_TYPE?.COUNT_DOWN },
               { dismissible: false, buttons: [{ id: "ok", label: "Accept", type: "Affirm" }] },
               (answer) => heard.push(["popover", answer.popoverId === shown, answer.source]));
           })()""",
    )
    page = opened.desktop.page
    await page.get_by_text("<i>Ada</i>").wait_for()
    await page.get_by_role("button", name="Accept").click()
    assert ["popover", True, "ok"] in await opened.heard("services.xml", "popover")
    await opened.does("services.xml", "void popovers.dismissPopover(shown)")
    await page.get_by_text("<i>Ada</i>").wait_for(state="detached")


async def test_a_channel_is_in_the_header_and_its_menu_asks_the_gadget(desk: Any) -> None:
    opened = await opened_at(desk)
    await opened.does(
        "services.xml",
        """(() => {
             const { ChannelService } = finesse.digital;
             channels = ChannelService.init(services);
             channels.removeChannel("tests"); // as the first thing, and harmless
             channels.addChannel("tests", {
               menuConfig: { label: "Tests", menuItems: [{ id: "ready", label: "Ready", iconColor: "green" },
                 { id: "away", label: "Away", iconColor: "red" }] },
               channelConfig: { actionTimeoutInSec: 5, icons: [{ type: "collab-icon", value: "Chat" }] },
               channelState: { label: "Tests", currentState: "Away", iconColor: "red", enable: true,
                 logoutDisabled: false, iconBadge: "none", hoverText: "Away" },
             }, (id, menu, good) => { heard.push(["menu", id, menu]); good?.({ channelId: id }); },
             (answer) => heard.push(["added", answer.channelId, answer.status]),
             (answer) => heard.push(["notAdded", answer.error]));
           })()""",
    )
    heard = await opened.heard("services.xml", "added")
    assert ["added", "tests", "success"] in heard
    page = opened.desktop.page
    await page.locator("#nonvoice-state-menu").get_by_role("button").first.click()
    await page.get_by_text("Ready", exact=True).last.click()
    heard = await opened.heard("services.xml", "menu", "tests")
    assert [one[1:] for one in heard if one[0] == "menu"] == [["tests", "ready"]]


async def test_a_notification_shows_what_a_gadget_tells(desk: Any) -> None:
    opened = await opened_at(desk)
    await opened.does(
        "services.xml",
        """(() => {
             const service = finesse.containerservices.NotificationPopoverService;
             service.init(finesse.containerservices.ContainerServices);
             service.showNotification("Tests", "Something <b>new</b>", true, 8000,
               { name: "circle", color: "red", size: 14 }, "error", false, true, "Look",
               () => heard.push(["looked"]));
           })()""",
    )
    page = opened.desktop.page
    await page.get_by_text("Something <b>new</b>").first.wait_for()
    await page.get_by_text("Look", exact=True).first.click()
    await opened.heard("services.xml", "looked")


async def test_a_toaster_shows_where_the_browser_allows_notifications(desk: Any) -> None:
    opened = await opened_at(desk)
    toast = """(() => {
      const { FinesseToaster } = finesse.containerservices;
      FinesseToaster.init(finesse.gadget.Config, finesse.cslogger.ClientLogger);
      const options = { body: "Body", autoClose: 20000, showWhenVisible: true };
      const shown = FinesseToaster.showToaster("Title", options);
      return shown === undefined ? null : [shown.title, shown.body];
    })()"""
    assert await opened.does("services.xml", f"Notification.permission === 'granted' ? 0 : {toast}") is None
    await opened.desktop.page.context.grant_permissions(["notifications"])
    assert await opened.does("services.xml", toast) == ["Title", "Body"]


async def test_the_desktop_cache_keeps_what_a_group_of_gadgets_saves(desk: Any) -> None:
    opened = await opened_at(desk)
    found = await opened.does(
        "services.xml",
        """new Promise((resolve) => {
             const { DesktopCache } = finesse.utilities;
             DesktopCache.setGroup("tests");
             DesktopCache.saveOrUpdateData([{ key: "a", data: { n: 1 } }], (bad) =>
               DesktopCache.fetchData("a", (worse, entry) =>
                 DesktopCache.deleteData("a", () =>
                   DesktopCache.fetchData("a", (_, none) =>
                     resolve([bad ?? null, worse ?? null, entry.data, none === undefined])))));
           })""",
    )
    assert found == [None, None, {"n": 1}, True]


async def test_tasks_that_one_gadget_selects_are_known_to_another(desk: Any) -> None:
    opened = await desk(placed("services/services.xml"), placed("services/services.xml?second"))
    await opened.heard("services.xml?second".replace("?", "%3F"), "connect")
    await opened.heard("services.xml", "connect")
    use = "task = finesse.containerservices.TaskActivityNotification.init(services)"
    second = "services.xml%3Fsecond"
    await opened.does(
        second,
        f"({use}, void task.registerForTaskNotifications((n) =>"
        " heard.push(['task', n.from, n.message.taskId])))",
    )
    await opened.does(
        "services.xml",
        f"({use}, void task.notifyTaskSelection('tests',"
        " { taskId: '7', active: true, mediaType: 'chat' }))",
    )
    assert ["task", "tests", "7"] in await opened.heard(second, "task")


async def test_a_gadget_s_shortcut_key_works_wherever_the_focus_is(desk: Any) -> None:
    opened = await opened_at(desk)
    await opened.does(
        "services.xml",
        """(() => {
             const keys = finesse.shortcutkey.ShortcutKeyService;
             keys.init();
             keys.registerShortcutKey([{ id: "t", key: "u", modifierKeys: "Ctrl+Alt", actionName: "Test",
               componentName: "Services", handler: () => heard.push(["key"]) }]);
           })()""",
    )
    page = opened.desktop.page
    await settled(opened, "finesse.container.ShortcutKeys.list().some((one) => one.actionName === 'Test')")
    await page.locator("body").press("Control+Alt+u")
    await opened.heard("services.xml", "key")
    frame = await opened.frame("services.xml")
    await frame.evaluate("heard.length = 0")
    await frame.locator("body").press("Control+Alt+u")
    assert await opened.heard("services.xml", "key") == [["key"]]


async def test_maximised_a_gadget_has_the_place_and_knows_its_view(desk: Any) -> None:
    opened = await opened_at(desk)
    await opened.does(
        "services.xml",
        """void services.addHandler(
             finesse.containerservices.ContainerServices.Topics.GADGET_VIEW_CHANGED_EVENT,
             (event) => heard.push(["view", event.getView(), event.getMaxAvailableHeight() > 100]))""",
    )
    await opened.does("services.xml", "void gadgets.views.requestNavigateTo('canvas')")
    assert ["view", "canvas", True] in await opened.heard("services.xml", "view", "canvas")
    view = await opened.does("services.xml", "services.getMyGadgetView().view")
    assert view == "canvas"
    await opened.does("services.xml", "void gadgets.views.requestNavigateTo('default')")
    await opened.heard("services.xml", "view", "default")


async def test_a_gadget_collapses_hides_and_comes_back(desk: Any) -> None:
    opened = await opened_at(desk)
    page = opened.desktop.page
    frame = page.locator("iframe.gadgets-gadget")
    await opened.does("services.xml", "void services.collapseMyGadget()")
    await frame.wait_for(state="hidden")
    await opened.does("services.xml", "void services.expandMyGadget()")
    await frame.wait_for(state="visible")
    await opened.does("services.xml", "void services.hideMyGadget()")
    await frame.wait_for(state="hidden")
    await opened.does("services.xml", "void services.showMyGadget()")
    await frame.wait_for(state="visible")


async def test_a_gadget_reloads_itself_also_from_another_url(desk: Any) -> None:
    opened = await opened_at(desk)
    await opened.does("services.xml", "(heard.length = 0, void services.reloadMyGadget())")
    await opened.heard("services.xml", "connect")
    await opened.does(
        "services.xml", "void services.reloadMyGadgetFromUrl('/3rdpartygadget/files/small/tab_one.xml')"
    )
    await opened.heard("tab_one.xml", "tabbed")


async def test_an_attribute_of_the_layout_is_stronger_than_a_pref_s_default(desk: Any) -> None:
    opened = await opened_at(desk, limit="7")
    assert await opened.does("services.xml", "new gadgets.Prefs().getString('colour')") == "blue"
    assert await opened.does("services.xml", "new gadgets.Prefs().getInt('limit')") == 7


async def test_small_features_do_what_their_names_say(desk: Any) -> None:
    opened = await opened_at(desk)
    frame = await opened.frame("services.xml")
    await frame.evaluate("void new gadgets.MiniMessage().createDismissibleMessage('mind the <gap>')")
    await frame.get_by_text("mind the <gap>").wait_for()
    await frame.evaluate(
        "(() => { const set = new gadgets.TabSet(); set.addTab('First'); set.addTab('Second'); })()"
    )
    await frame.get_by_text("Second").wait_for()
    await frame.evaluate("finesse.utilities.MessageDisplay.showBannerError('it <b>failed</b>')")
    assert await frame.inner_text("#banner-msg") == "it <b>failed</b>"
    await frame.evaluate("finesse.utilities.MessageDisplay.hideBanner()")
    await frame.wait_for_selector("#banner", state="hidden")
    assert await frame.evaluate("typeof osapi.newBatch") == "function"
    assert await frame.evaluate("gadgets.util.hasFeature('views')")


async def test_the_clock_of_the_page_ticks_for_every_gadget(desk: Any) -> None:
    opened = await opened_at(desk)
    await opened.does(
        "services.xml",
        """void services.addHandler(finesse.containerservices.ContainerServices.Topics.TIMER_TICK_EVENT,
             (event) => heard.push(["tick", event.getTickFrequency?.() ?? event._tickFrequency]))""",
    )
    assert ["tick", 1000] in await opened.heard("services.xml", "tick")


async def test_a_log_line_of_a_gadget_reaches_the_hub(desk: Any) -> None:
    opened = await opened_at(desk)
    await opened.does(
        "services.xml",
        """void gadgets.Hub.subscribe("finesse.clientLogging.*",
             (topic, line) => heard.push(["log", topic, line]))""",
    )
    await opened.does("services.xml", "finesse.cslogger.ClientLogger.log('a line of the tests')")
    heard = await opened.heard("services.xml", "log")
    (line,) = [one[2] for one in heard if one[0] == "log"]
    assert line.endswith("Services : a line of the tests") or "a line of the tests" in line
