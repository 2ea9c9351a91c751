"""In which order the desktop begins, and what a gadget may rely on when its first script runs."""

from __future__ import annotations

from tests.gadgets.desktop.desktop_page import Desktop
from tests.gadgets.desktop.fake_finesse import FakeFinesse, FakeGadget
from tests.gadgets.desktop.test_gadgets import CALLS, STATE, frame, layout, tab
from tests.in_a_browser import IN_A_BROWSER, expect

pytestmark = IN_A_BROWSER

GADGET = """<p id=x></p><script>
    const { container } = parent.finesse;
    const ASKED = { type: "ConnectionInfoReq", data: {}, invokeID: "i1" };
    const found = {
        authorization: atob(sessionStorage.userFinesseAuth),
        drift: Number.isFinite(Number(sessionStorage.clientTimestampDrift)),
        container: typeof container.Container.getGadgetView,
        tab: container.Tabs.getActiveTab(),
        page: parent.gadgets.Hub.isConnected(),
        own: typeof gadgets.Hub,
        connects: 0,
    };
    gadgets.HubSettings.onConnect = (hub, isConnected) => {
        found.connects += 1;
        found.connected = isConnected;
        hub.subscribe("finesse.info.connection", (_topic, { status, resourceID, invokeID }) => {
            Object.assign(found, { status, resourceID, invokeID });
            document.getElementById("x").textContent = "told";
        }, null, () => hub.publish("finesse.info.requests", ASKED));
    };
</script>"""


# source: gadget reference, start-up sequence
async def test_all_that_gadgets_rely_on_is_there_before_the_first_of_them(
    desktop: Desktop, server: FakeFinesse
) -> None:
    for name in ("page", "header", "first", "second"):
        server.gadgets[f"/{name}.xml"] = FakeGadget(GADGET)
    server.layout = layout(
        tab("/first.xml") + tab("/second.xml", id="b", label="B"),
        page=f"{CALLS}<gadget>/page.xml</gadget>",
        header=STATE + '<headercolumn width="10%"><gadget>/header.xml</gadget></headercolumn>',
    )
    await desktop.sign_in("/desktop#/b")
    for mid in (1, 2, 3, 5):
        await expect(frame(desktop, mid).locator("#x")).to_have_text("told")
        assert await frame(desktop, mid).locator("body").evaluate("() => found") == {
            "authorization": "agent1:finesse",
            "drift": True,
            "container": "function",
            "tab": "b",
            "page": True,
            "own": "undefined",
            "connects": 1,
            "connected": True,
            "status": "connected",
            "resourceID": "desktop",
            "invokeID": "i1",
        }
    order = [address for address, _ in server.rendered]
    assert {*order[:2]} == {"/page.xml", "/header.xml"}
    assert order[2:] == ["/second.xml", "/first.xml"]
    width = await desktop.page.locator(".header-column:has(iframe)").evaluate("one => one.offsetWidth")
    assert width == round(0.1 * await desktop.page.evaluate("innerWidth"))
    assert desktop.complaints == []
