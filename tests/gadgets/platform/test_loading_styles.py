"""A gadget runs as it was written, whichever way it loads what it needs."""

from __future__ import annotations

from typing import Any

import pytest

from tests.gadgets.platform.gadget_desk import placed
from tests.in_a_browser import IN_A_BROWSER, expect

pytestmark = [*IN_A_BROWSER, pytest.mark.processes]


def entry(heard: list[Any], name: str) -> Any:
    return next(one[1] for one in heard if one[0] == name)


async def test_a_classic_gadget_learns_of_its_user_and_his_calls(desk: Any) -> None:
    opened = await desk(placed("classic/classic.xml?mrdid=7&mrdname=x%26y"))
    heard = await opened.heard("classic.xml", "dialogs")
    user = entry(heard, "user")
    assert (user[0], user[3], user[4]) == ("agent1", "1001", "NOT_READY")
    assert [one[0] for one in heard].count("connect") == 1
    assert entry(heard, "dialogs") == 0
    await opened.heard("classic.xml", "shown", 1)
    await opened.heard("classic.xml", "connected")

    frame = await opened.frame("classic.xml")
    await expect(frame.locator("#text")).to_contain_text("The agent's calls: hello & good day (")
    assert await frame.eval_on_selector("#text", "one => getComputedStyle(one).color") == "rgb(1, 2, 3)"
    assert await frame.evaluate("document.body.className") == "claro"
    assert await frame.evaluate("document.compatMode") == "CSS1Compat"

    await expect(opened.desktop.page.locator(".gadgets-gadget-title").first).to_have_text("Classic")
    await frame.wait_for_function("innerHeight >= document.documentElement.scrollHeight - 1")


async def test_a_classic_gadget_s_button_makes_a_call_whose_every_step_it_hears(desk: Any) -> None:
    opened = await desk(placed("classic/classic.xml"))
    await opened.heard("classic.xml", "dialogs")
    await opened.does("classic.xml", "document.getElementById('call').click()")
    heard = await opened.heard("classic.xml", "dialog")
    assert entry(heard, "made") == 202
    dialog = entry(heard, "dialog")
    assert dialog[1] == "1001"
    assert "callVariable1" in entry(heard, "variables")
    frame = await opened.frame("classic.xml")
    await frame.wait_for_function(
        "heard.some(([what, value]) => what === 'dialogChange' && value[3] === 'ACTIVE')"
    )
    await opened.desktop.part("end").click()
    ended = entry(await opened.heard("classic.xml", "dialogEnd"), "dialogEnd")
    assert ended[0] == dialog[0]
    assert opened.desktop.complaints == []


async def test_a_classic_gadget_in_spanish_has_the_messages_that_there_are(desk: Any) -> None:
    opened = await desk(placed("classic/classic.xml"))
    await opened.heard("classic.xml", "dialogs")
    await opened.desktop.page.goto(opened.lab.desktop + "?locale=es_ES")
    await opened.heard("classic.xml", "dialogs")
    await expect(opened.desktop.page.locator(".gadgets-gadget-title").first).to_have_text("Clásico")
    frame = await opened.frame("classic.xml")
    await expect(frame.locator("#text")).to_contain_text("The agent's calls:")


async def test_content_by_href_finds_its_files_beside_itself(desk: Any) -> None:
    opened = await desk(placed("href/href.xml"))
    heard = await opened.heard("href.xml", "user")
    assert entry(heard, "user") == "agent1"
    frame = await opened.frame("href.xml")
    assert await frame.eval_on_selector("#text", "one => getComputedStyle(one).color") == "rgb(4, 5, 6)"
    await frame.wait_for_function("document.getElementById('picture').naturalWidth === 7")
    await frame.wait_for_function("window.innerHeight === 123")


async def test_a_module_that_comes_late_is_connected_once_all_the_same(desk: Any) -> None:
    opened = await desk(placed("module/module.xml"))
    heard = await opened.heard("module.xml", "connect")
    assert heard == [["connect", True]]
    frame = await opened.frame("module.xml")
    assert await frame.inner_text("#app") == "loaded as a module"
    page = opened.desktop.page
    await page.wait_for_function(
        "[...document.querySelectorAll('.gadgets-gadget-title')].some("
        "(one) => one.textContent.trim() === 'A title of its own')"
    )


async def test_an_amd_gadget_gets_the_library_as_a_module(desk: Any) -> None:
    opened = await desk(placed("amd/amd.xml"))
    heard = await opened.heard("amd.xml", "user")
    assert heard[0] == ["library", "function", True]


async def test_a_gadget_in_the_header_has_no_title_bar(desk: Any) -> None:
    opened = await desk(header=[placed("small/header.xml")])
    assert entry(await opened.heard("header.xml", "user"), "user") == "1001"
    frame = await opened.frame("header.xml")
    assert (await frame.inner_text("#name")).strip()
    assert await opened.desktop.page.locator(".gadgets-gadget-title-bar:visible").count() == 0


async def test_a_page_level_gadget_has_no_tab_and_shows_its_bar_when_it_asks(desk: Any) -> None:
    opened = await desk(page=[placed("small/page.xml")])
    heard = await opened.heard("page.xml", "tab")
    assert entry(heard, "tab") is None
    title = opened.desktop.page.locator(".gadgets-gadget-title-bar:visible .gadgets-gadget-title")
    await title.wait_for()
    await opened.desktop.page.wait_for_function(
        "document.querySelector('.gadgets-gadget-title-bar .gadgets-gadget-title').textContent.trim() ==="
        " '<b>no markup</b>'"
    )


async def test_gadgets_that_a_multi_tab_container_manages_share_its_place(desk: Any) -> None:
    tabbed = placed("/desktop/scripts/js/tabbedGadgets.js", id="together")
    members = [
        placed("small/tab_one.xml", managedBy="together"),
        placed("small/tab_two.xml", managedBy="together", default="true"),
        placed("small/tab_three.xml", managedBy="together", hidden="true"),
    ]
    opened = await desk(tabbed, *members)
    for name in ("tab_one.xml", "tab_two.xml", "tab_three.xml"):
        assert (await opened.heard(name, "tabbed"))[0] == ["tabbed", True]
    page = opened.desktop.page
    await expect(page.get_by_role("tab", name="Tab ")).to_have_text(["Tab two", "Tab one"])
    await opened.does("tab_three.xml", "services.showMyGadget()")
    await page.get_by_role("tab", name="Tab three").wait_for()


async def test_a_bundled_old_library_finds_all_that_it_looks_for(desk: Any) -> None:
    opened = await desk(placed("old/old.xml"))
    heard = await opened.heard("old.xml", "user")
    assert ["user", 200, "agent1"] in heard
    heard = await opened.heard("old.xml", "connection", "connected")
    assert ["connection", "connected", "desktop"] in heard
    assert ["tab", "home", "home"] in await opened.heard("old.xml", "tab", "home")
    await opened.does("old.xml", "ask('READY')")
    heard = await opened.heard("old.xml", "event", "PUT", "READY")
    assert ["event", "PUT", "READY", 0] in heard
    await opened.heard("old.xml", "answer", 202, True)
    await opened.does("old.xml", "raw()")
    assert ["raw", 0, True, 200] in await opened.heard("old.xml", "raw")
    found = await opened.does(
        "old.xml",
        "[typeof old.container().showDialog, typeof old.container().modifyGadgetUrl, old.title().textContent,"
        " Number.isInteger(Number(old.gadgetId())), window.frameElement.name === window.frameElement.id]",
    )
    assert found == ["function", "function", "Old", True, True]


async def test_an_old_library_subscribes_to_nodes_and_is_told_where_it_may_not(desk: Any) -> None:
    opened = await desk(placed("old/old.xml"))
    await opened.heard("old.xml", "connection", "connected")
    subscribe = "(node, name) => old.subscribeNode(node, (data) => heard.push([name, data ?? null]))"
    await opened.does("old.xml", f"void ({subscribe})('/finesse/api/User/agent1/Dialogs', 'own')")
    assert ["own", None] in await opened.heard("old.xml", "own")
    await opened.does("old.xml", f"void ({subscribe})('/finesse/api/Team/1/Users', 'supervisors')")
    (refused,) = [one[1] for one in await opened.heard("old.xml", "supervisors") if one[0] == "supervisors"]
    assert "not-allowed" in refused["subscribe"]["content"]
    assert "not-allowed" in refused["subscribe"]["object"]["error"]
