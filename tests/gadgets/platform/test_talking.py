"""Gadgets talk with each other and with the desktop over the hub, and with the server through its proxy."""

from __future__ import annotations

from typing import Any

import pytest

from tests.gadgets.platform.gadget_desk import placed
from tests.in_a_browser import IN_A_BROWSER

pytestmark = [*IN_A_BROWSER, pytest.mark.processes]


async def test_two_gadgets_talk_over_the_hub_and_a_failing_subscriber_stops_nobody(desk: Any) -> None:
    opened = await desk(placed("hub/talker.xml"), placed("hub/listener.xml"))
    await opened.heard("talker.xml", "connect", True)
    listener = await opened.frame("listener.xml")
    await listener.wait_for_function("gadgets.Hub && gadgets.Hub.isConnected()")
    for n in (1, 2, 3):
        await opened.does("talker.xml", f"say({n})")
    heard = await opened.heard("talker.xml", "tests.answer", {"n": 4})
    assert [one[1]["n"] for one in heard if one[0] == "tests.answer"] == [2, 3, 4]
    questions = [
        one for one in await opened.heard("listener.xml", "tests.question") if one[0] == "tests.question"
    ]
    assert questions[0] == ["tests.question", {"n": 1, "text": "<b>&amp;</b>"}, "mine"]
    assert ["own", "tests.question", 1] in heard  # who publishes hears it as well


async def test_an_asynchronous_error_reaches_the_request_that_caused_it(desk: Any) -> None:
    opened = await desk(placed("errors/errors.xml"))
    await opened.heard("errors.xml", "loaded")
    assert ["nobody", 404] in await opened.heard("errors.xml", "nobody")
    await opened.does("errors.xml", "badState()")
    failed = await opened.heard("errors.xml", "failed")
    assert [one[1] for one in failed if one[0] == "failed"] == [400]
    await opened.does("errors.xml", "heard.length = 0; dial('1001')")  # nobody calls himself
    heard = await opened.heard("errors.xml", "failed", 400)
    assert not [one for one in heard if one[0] == "asleep"]


async def test_a_gadget_that_floods_the_hub_stops_neither_the_page_nor_the_others(desk: Any) -> None:
    opened = await desk(placed("bad/flood.xml"), placed("hub/talker.xml"), placed("hub/listener.xml"))
    await opened.heard("talker.xml", "connect", True)
    listener = await opened.frame("listener.xml")
    await listener.wait_for_function("floods > 1000")
    await opened.does("talker.xml", "say(1)")
    assert ["tests.answer", {"n": 2}] in await opened.heard("talker.xml", "tests.answer")
    await opened.desktop.go_ready()
    await opened.desktop.shows("agent-state", "Ready")


async def test_what_an_event_says_reaches_a_gadget_s_handler_while_the_page_goes_on(desk: Any) -> None:
    opened = await desk(placed("classic/classic.xml"))
    await opened.heard("classic.xml", "dialogs")
    await opened.does("classic.xml", "finesse.modules.Classic.ready()")
    assert ["userChange", "READY"] in await opened.heard("classic.xml", "userChange", "READY")
    await opened.desktop.shows("agent-state", "Ready")
