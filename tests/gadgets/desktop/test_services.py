"""What the page tells gadgets and does for them: connection, popovers, channels, dialogs, shortcut keys."""

from __future__ import annotations

import pytest
from playwright.async_api import Frame

from tests.gadgets.desktop.desktop_page import Desktop
from tests.gadgets.desktop.fake_finesse import FakeFinesse, FakeGadget
from tests.gadgets.desktop.test_gadgets import CALLS, STATE, layout, tab
from tests.gadgets.sound import violations
from tests.in_a_browser import IN_A_BROWSER, expect

pytestmark = IN_A_BROWSER

IDENTITY = (
    '<headercolumn width="200px"><component id="identity">'
    "<url>/desktop/scripts/js/identity-component.js</url></component></headercolumn>"
)
LOGO = (
    '<headercolumn width="200px"><component id="cd-logo"><url>/desktop/scripts/js/logo.js</url></component>'
    "</headercolumn>"
)
CHANNELS = (
    '<headercolumn width="200px"><component id="nonvoice">'
    "<url>/desktop/scripts/js/nonvoice-state-menu.component.js</url></component></headercolumn>"
)
# What nearly every gadget begins with; what it hears is kept for the test.
BEGINNING = """<script src="/desktop/assets/js/finesse.js"></script><script>
    window.heard = [];
    gadgets.HubSettings.onConnect = () => {
        window.services = finesse.containerservices.ContainerServices.init();
        window.connected = true;
    };
</script>"""
ATTACK = "<img src=x onerror=parent.hacked=1>"


async def gadget(desktop: Desktop, server: FakeFinesse, *urls: str) -> Frame:
    """The first of these gadgets, once all are connected."""
    urls = urls or ("/g.xml",)
    for url in urls:
        server.gadgets[url] = FakeGadget(BEGINNING, url[1:])
    server.layout = layout(tab(*urls), header=LOGO + STATE + CHANNELS + IDENTITY, page=CALLS)
    await desktop.sign_in()
    for mid in range(len(urls), 0, -1):
        element = await desktop.page.wait_for_selector(f"#finesse_gadget_{mid}")
        assert element is not None
        frame = await element.content_frame()
        assert frame is not None
        await frame.wait_for_function("window.connected")
    return frame


async def test_a_gadget_hears_of_the_connection_the_notifications_and_the_clock(
    desktop: Desktop, server: FakeFinesse
) -> None:
    frame = await gadget(desktop, server)
    await frame.evaluate(
        """() => new Promise((ready) => {
            const topics = ["finesse.info.connection", "finesse.api.User.agent1",
                            "finesse.containerservices.timerTickEvent"];
            let open = topics.length;
            for (const topic of topics) {
                gadgets.Hub.subscribe(topic, (from, data) => heard.push([from, data]), null,
                                      () => (open -= 1) === 0 && ready());
            }
            const asked = {type: "ConnectionInfoReq", data: {}, invokeID: "u-1"};
            gadgets.Hub.publish("finesse.info.requests", asked);
        })"""
    )
    await frame.wait_for_function("heard.some(([, data]) => data.invokeID === 'u-1')")
    server.become("READY")
    await frame.wait_for_function("heard.some(([, data]) => data.object?.Update.data.user.state === 'READY')")
    await frame.wait_for_function("heard.some(([, data]) => data._tickFrequency === 1000)")
    server.notifications.end_all()
    await frame.wait_for_function("heard.some(([, data]) => data.status === 'recovered')")
    statuses = await frame.evaluate("heard.map(([, data]) => data.status).filter(Boolean)")
    assert statuses == ["connected", "disconnected", "failing", "connected", "recovered"]
    assert [one.name for one in desktop.page.frames if one.name.endswith("tunnel-frame")] == ["tunnel-frame"]


async def test_a_node_is_subscribed_once_for_all_gadgets_and_given_up_with_the_last(
    desktop: Desktop, server: FakeFinesse
) -> None:
    frame = await gadget(desktop, server, "/g.xml", "/h.xml")
    other = desktop.page.frame(name="finesse_gadget_2")
    assert other is not None
    ask = """(id) => new Promise((resolve) => gadgets.Hub.subscribe(`finesse.info.responses.${id}`,
        (_topic, data) => resolve(data ?? null), null, () => gadgets.Hub.publish("finesse.info.requests",
            {type: "SubscribeNodeReq", data: {node: "/finesse/api/Team/1/Users"}, invokeID: id})))"""
    assert [await frame.evaluate(ask, "a"), await other.evaluate(ask, "b")] == [None, None]
    assert server.notifications.asked == ["subscribe /finesse/api/Team/1/Users"]
    await desktop.page.evaluate("finesse.container.Container.reloadGadget(1)")
    await desktop.page.evaluate("finesse.container.Container.reloadGadget(2)")
    await server.notifications.hears("unsubscribe /finesse/api/Team/1/Users")


async def test_a_popover_is_shown_acted_on_and_gone_with_its_gadget(
    desktop: Desktop, server: FakeFinesse
) -> None:
    frame = await gadget(desktop, server)
    popover = desktop.part("gadget-popover")
    show = """(title) => {
        const service = finesse.containerservices.PopoverService.init(services);
        return service.showPopover(
            {icon: {type: "collab-icon", value: "Chat"}, content: [{name: title, value: title}],
             headerContent: {maxHeaderTitle: title, minHeaderTitle: "small"}},
            {displayTimeoutInSecs: 60, display: true, counterType: "COUNT_DOWN"},
            {dismissible: false, clientIdentifier: "c", buttons: [
                {id: "yes", label: "Yes", type: "Affirm", confirmButtons: [{id: "sure", label: "Sure"}]},
                {id: "no", label: "No", type: "Decline"}]},
            (event) => heard.push(event));
    }"""
    popover_id = await frame.evaluate(show, ATTACK)
    await expect(popover).to_contain_text(ATTACK)
    await expect(popover.get_by_role("timer")).to_have_text("01:00")
    await expect(desktop.part("popover-close")).to_have_count(0)
    await popover.get_by_role("button", name="Yes").click()
    await popover.get_by_role("button", name="Sure").click()
    await frame.wait_for_function("heard.length === 1")
    assert await frame.evaluate("heard[0]") == {
        "popoverId": popover_id,
        "source": "sure",
        "clientIdentifier": "c",
    }
    await frame.evaluate("(id) => finesse.containerservices.PopoverService.dismissPopover(id)", popover_id)
    await expect(popover).to_have_count(0)
    await frame.evaluate(show, "another")
    await expect(popover).to_have_count(1)
    await desktop.page.evaluate("finesse.container.Container.reloadGadget(1)")
    await expect(popover).to_have_count(0)
    assert await desktop.page.evaluate("window.hacked") is None


async def test_a_digital_channel_has_its_menu_in_the_header(desktop: Desktop, server: FakeFinesse) -> None:
    frame = await gadget(desktop, server)
    await expect(desktop.part("channel-menu")).to_be_hidden()
    await frame.evaluate(
        """(attack) => {
            const service = finesse.digital.ChannelService.init(services);
            service.addChannel("chat", {
                menuConfig: {label: attack, menuItems: [{id: "ready", label: "Go", iconColor: "available"}]},
                channelConfig: {actionTimeoutInSec: 5, icons: [{type: "collab-icon", value: "Chat"}]},
                channelState: {label: attack, currentState: "Stop", iconColor: "unavailable", enable: true,
                               logoutDisabled: false, iconBadge: "error", hoverText: attack},
            }, (channelId, menuId, ok, failed) => {
                heard.push([channelId, menuId]);
                const state = {currentState: "Go", iconColor: "available"};
                service.updateChannelState(channelId, state, ok, failed);
            }, () => heard.push("added"));
        }""",
        ATTACK,
    )
    await frame.wait_for_function("heard.includes('added')")
    await expect(desktop.part("channel")).to_have_attribute("data-badge", "error")
    await desktop.part("channel-menu").click()
    await desktop.page.locator('[data-menu-id="ready"]').click()
    await expect(desktop.part("channel")).to_have_attribute("data-state", "Go")
    await expect(desktop.part("channel")).not_to_have_attribute("aria-busy", "true")
    assert (await frame.evaluate("heard"))[1] == ["chat", "ready"]
    await desktop.page.keyboard.press("Control+Shift+V")
    await frame.wait_for_function("heard.at(-1)[1] === 'ALL_READY'")
    await frame.evaluate(
        """finesse.digital.ChannelService.updateChannelState("chat",
            {logoutDisabled: true, logoutDisabledText: "Leave the chat first"})"""
    )
    await desktop.part("user-menu").click()
    await expect(desktop.page.get_by_text("Leave the chat first")).to_be_visible()
    await expect(desktop.part("sign-out")).to_be_disabled()
    await frame.evaluate("finesse.digital.ChannelService.removeChannel('chat')")
    await expect(desktop.part("sign-out")).to_be_enabled()
    await expect(desktop.part("channel-menu")).to_be_hidden()
    assert await desktop.page.evaluate("window.hacked") is None


async def test_dialogs_and_banners_show_text_and_tell_when_they_are_closed(
    desktop: Desktop, server: FakeFinesse
) -> None:
    frame = await gadget(desktop, server)
    dialog = desktop.part("gadget-dialog")
    await frame.evaluate(
        """(text) => services.showDialog({title: text, message: text, close: () => heard.push("closed")})""",
        ATTACK,
    )
    await expect(dialog).to_contain_text(ATTACK)
    await dialog.get_by_role("button").click()
    await frame.wait_for_function("heard.length === 1")
    await frame.evaluate("services.showDialog({title: 'T', message: 'M'})")
    await expect(dialog).to_be_visible()
    await frame.evaluate("services.hideDialog()")
    await expect(dialog).to_have_count(0)
    await frame.evaluate("services.showCertificateBanner(() => heard.push('banner'))")
    await desktop.part("certificate-banner").get_by_role("button").click()
    await frame.wait_for_function("heard.at(-1) === 'banner'")
    await frame.evaluate(
        """() => finesse.containerservices.NotificationPopoverService.init(services)
            .showNotification("Maria", "Hello", true, 60000, {name: "chat", color: "red"}, "error")"""
    )
    await expect(desktop.part("gadget-notification")).to_contain_text("Message from Maria")
    await desktop.page.evaluate("finesse.container.Container.reloadGadget(1)")
    await expect(desktop.part("gadget-notification")).to_have_count(0)
    assert await desktop.page.evaluate("window.hacked") is None


async def test_a_gadgets_key_works_everywhere_until_another_wants_it(
    desktop: Desktop, server: FakeFinesse
) -> None:
    frame = await gadget(desktop, server, "/g.xml", "/h.xml")
    other = desktop.page.frame(name="finesse_gadget_2")
    assert other is not None
    register = """(name) => finesse.shortcutkey.ShortcutKeyService.init().registerShortcutKey([
        {id: "u", key: "u", modifierKeys: "CTRL_ALT", actionName: name, handler: () => heard.push(name)}])"""
    registered = "(name) => finesse.container.ShortcutKeys.list().some((one) => one.actionName === name)"
    await frame.evaluate(register, "first")
    await desktop.page.wait_for_function(registered, arg="first")
    await desktop.page.keyboard.press("Control+Alt+u")
    await frame.locator("body").focus()
    await frame.wait_for_function("heard.length === 1")
    await other.evaluate(register, "second")
    await desktop.page.wait_for_function(registered, arg="second")
    await desktop.page.keyboard.press("Control+Alt+u")
    await desktop.page.keyboard.press("Control+Alt+f")
    listed = desktop.part("shortcuts-of-gadget")
    await expect(listed).to_have_count(2)
    await expect(listed.locator(".shortcut-conflict")).to_have_count(2)
    assert [await frame.evaluate("heard"), await other.evaluate("heard")] == [["first"], []]


async def test_what_gadgets_log_goes_with_the_agents_error_report(
    desktop: Desktop, server: FakeFinesse
) -> None:
    frame = await gadget(desktop, server)
    await frame.evaluate("gadgets.Hub.publish('finesse.clientLogging.1', 'a <line>')")
    await desktop.page.keyboard.press("Control+Shift+2")
    await expect(desktop.part("gadget-notification")).to_contain_text("could not be sent")
    server.client_logs = True
    await desktop.part("user-menu").click()
    await desktop.part("error-report").click()
    await expect(desktop.part("gadget-notification").last).to_contain_text("was sent")
    assert server.sent(logData="a <line>")


async def test_who_does_not_see_them_has_the_services_too(desktop: Desktop, server: FakeFinesse) -> None:
    frame = await gadget(desktop, server)
    await frame.evaluate(
        """() => {
            finesse.containerservices.PopoverService.init(services).showPopover(
                {icon: {type: "collab-icon", value: "Chat"}, content: [{name: "Customer", value: "Maria"}],
                 headerContent: {maxHeaderTitle: "Chat from Maria", minHeaderTitle: "Maria"}},
                {displayTimeoutInSecs: 600, display: true, counterType: "COUNT_UP"},
                {dismissible: true, requiredActionText: "Choose", buttons: [{id: "yes", label: "Accept"}]});
            finesse.digital.ChannelService.init(services).addChannel("chat", {
                menuConfig: {label: "Chat", menuItems: [{id: "ready", label: "Ready"}]},
                channelConfig: {icons: [{type: "collab-icon", value: "Chat"}]},
                channelState: {currentState: "Not Ready", iconColor: "unavailable", iconBadge: "error"}});
            finesse.containerservices.NotificationPopoverService.init(services).showNotification(
                "Maria", "Hello", true, 600000, {name: "chat"}, "error", false, true, "Open", () => 0);
            services.showCertificateBanner(() => 0);
        }"""
    )
    await desktop.part("channel-menu").click()
    await expect(desktop.part("channel-entry")).to_have_count(3)
    await expect(desktop.part("gadget-popover")).to_be_visible()
    await expect(desktop.part("gadget-notification")).to_be_visible()
    assert await violations(desktop.page) == []
    await desktop.page.keyboard.press("Escape")
    await expect(desktop.part("channel-menu")).to_be_focused()
    await frame.evaluate("services.showDialog({title: 'T', message: 'M'})")
    await expect(desktop.part("gadget-dialog")).to_be_visible()
    assert await violations(desktop.page) == []


@pytest.mark.parametrize("language", ["es-ES"])
async def test_the_services_speak_the_desktops_language(desktop: Desktop, server: FakeFinesse) -> None:
    frame = await gadget(desktop, server)
    await frame.evaluate("services.showDialog({title: 'T', message: 'M'})")
    await expect(desktop.part("gadget-dialog").get_by_role("button")).to_have_text("Cerrar")
