"""Gadgets in frames of headless Chromium: the hub between them, their heights, what is left when they go."""

from __future__ import annotations

from playwright.async_api import Browser

from tests.gadgets.features.pages import pages
from tests.in_a_browser import IN_A_BROWSER

pytestmark = IN_A_BROWSER

LISTENS = """<script>
  window.heard = [];
  gadgets.HubSettings.onConnect = () => {
    gadgets.Hub.subscribe("talk.**", (topic, data) => heard.push([topic, data]));
  };
</script>"""
ANSWERS_ITSELF = """<script>
  window.rounds = 0;
  gadgets.HubSettings.onConnect = () => {
    for (let each = 0; each < 3; each += 1) {
      gadgets.Hub.subscribe("storm", () => { rounds += 1; gadgets.Hub.publish("storm", "x".repeat(100)); });
    }
    gadgets.Hub.publish("storm", "begin");
  };
</script>"""
NEVER_ENDS = """<script>
  gadgets.HubSettings.onConnect = () => { while (true) gadgets.Hub.publish("talk.endless", {}); };
</script>"""
STORMS = """<script>
  window.rounds = 0;
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    rounds += 1;
    for (let each = 0; each < 100; each += 1) {
      gadgets.window.setTitle(`title ${each}`);
      gadgets.window.adjustHeight(each + 1);
      new gadgets.Prefs().set("number", each);
    }
    port2.postMessage(null);
  };
  gadgets.HubSettings.onConnect = () => port2.postMessage(null);
</script>"""
GROWS = '<div id="box" style="height: 120px">High</div>'


async def test_two_gadgets_talk_in_order_and_hear_themselves(browser: Browser) -> None:
    async with pages(browser, {"listens": LISTENS}) as shown:
        await shown.open(1, "listens")
        await shown.open(2, "listens")
        await shown.within(
            1, "() => { for (let n = 0; n < 500; n += 1) gadgets.Hub.publish('talk.a', { n }); }"
        )
        for module in (1, 2):
            await shown.becomes(module, "() => heard.length === 500")
            heard = await shown.within(module, "() => heard.map(([topic, { n }]) => `${topic} ${n}`)")
            assert heard == [f"talk.a {n}" for n in range(500)]
        assert shown.complaints == []


async def test_a_gadget_that_answers_itself_without_end_leaves_the_page_and_the_others_their_turns(
    browser: Browser,
) -> None:
    async with pages(browser, {"listens": LISTENS, "storm": ANSWERS_ITSELF}) as shown:
        await shown.open(1, "listens")
        await shown.open(2, "listens")
        await shown.open(3, "storm")
        await shown.becomes(3, "() => rounds > 10000")
        await shown.within(1, "() => gadgets.Hub.publish('talk.through', 'the storm')")
        await shown.becomes(2, "() => heard.length === 1")
        await shown.close(3)
        assert await shown.page.evaluate("hub.getContainer('finesse_gadget_3')") is None


async def test_a_storm_of_titles_heights_and_preferences_leaves_the_others_their_turns(
    browser: Browser,
) -> None:
    async with pages(browser, {"listens": LISTENS, "storms": STORMS}) as shown:
        await shown.open(1, "listens")
        await shown.open(2, "listens")
        await shown.open(3, "storms")
        await shown.becomes(3, "() => rounds > 20")
        await shown.within(1, "() => gadgets.Hub.publish('talk.through', 'the storm')")
        await shown.becomes(2, "() => heard.length === 1")
        await shown.close(3)
        assert shown.complaints == []


async def test_a_loop_of_messages_that_never_ends_is_ended_by_the_client(browser: Browser) -> None:
    async with pages(browser, {"listens": LISTENS, "endless": NEVER_ENDS}) as shown:
        await shown.open(1, "listens")
        await shown.open(2, "endless")
        await shown.becomes(1, "() => heard.length >= 4000")
        assert ["too much in one go" in each for each in shown.complaints] == [True]


async def test_a_frame_that_speaks_in_anothers_name_is_not_heard(browser: Browser) -> None:
    async with pages(browser, {"listens": LISTENS}) as shown:
        await shown.open(1, "listens")
        await shown.open(2, "listens")
        forged = """(token) => parent.postMessage(JSON.stringify({
            "gadgets.rpc": token, f: "finesse_gadget_1", s: "openajax.pubsub", a: ["publish", "talk.a", "1"],
        }), "*")"""
        token = await shown.page.evaluate("gadgets.rpc.getAuthToken('finesse_gadget_1')")
        await shown.within(2, forged, token)
        await shown.within(2, "() => gadgets.Hub.publish('talk.b', 'mine')")
        await shown.becomes(1, "() => heard.length > 0")
        assert await shown.within(1, "() => heard") == [["talk.b", "mine"]]


async def test_the_height_follows_the_content_up_and_down_and_an_unseen_gadget_says_none(
    browser: Browser,
) -> None:
    async with pages(browser, {"grows": GROWS}) as shown:
        await shown.open(1, "grows", {"height": "200px"})
        await shown.open(2, "grows", {"display": "none"})
        for height in (120, 700, 40):
            await shown.within(
                1, f"() => {{ box.style.height = '{height}px'; gadgets.window.adjustHeight(); }}"
            )
        await shown.within(1, "() => gadgets.window.adjustHeight()")
        await shown.within(2, "() => gadgets.window.adjustHeight()")
        await shown.within(2, "() => gadgets.window.setTitle('after')")
        await shown.page.wait_for_function("() => calls.some(([, service]) => service === 'set_title')")
        assert await shown.page.evaluate("() => calls") == [
            *(["finesse_gadget_1", "resize_iframe", height] for height in (120, 700, 40)),
            ["finesse_gadget_2", "set_title", "after"],
        ]


async def test_nothing_is_left_of_gadgets_that_went(browser: Browser) -> None:
    async with pages(browser, {"listens": LISTENS}) as shown:
        await shown.open(1, "listens")
        await shown.open(2, "listens")
        await shown.close(2)
        before = await shown.documents()
        for module in range(3, 23):
            await shown.open(module, "listens")
            await shown.within(module, "() => gadgets.Hub.publish('talk.here', document.title)")
            await shown.close(module)
        assert await shown.documents() <= before + 1
