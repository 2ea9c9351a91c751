"""A gadget that fails says why in its place, and the desktop and the other gadgets go on."""

from __future__ import annotations

from typing import Any

import pytest

from tests.gadgets.platform.gadget_desk import placed

pytestmark = [pytest.mark.browser, pytest.mark.processes]

# what is asked for, and the code of the page that the server shows for it
FAULTS = {
    "bad/none.xml": "malformed",
    "bad/unclosed.xml": "malformed",
    "bad/entities.xml": "malformed",
    "bad/missing.xml": "notFound",
    "http://127.0.0.1:22/gadget.xml": "forbidden",
    "http://169.254.169.254/latest/meta-data": "forbidden",
}


async def test_each_faulty_gadget_says_why_and_the_good_one_beside_them_runs(desk: Any) -> None:
    opened = await desk(*(placed(url) for url in FAULTS), placed("classic/classic.xml"))
    await opened.heard("classic.xml", "dialogs")
    page = opened.desktop.page
    failures = page.get_by_test_id("gadget-error")
    await failures.nth(len(FAULTS) - 1).wait_for()
    shown = [(await one.get_attribute("data-code"), await one.inner_text()) for one in await failures.all()]
    assert [code for code, _ in shown] == list(FAULTS.values())
    for _, words in shown:
        assert len(words.split()) > 12, words
        assert "root:" not in words
    await opened.desktop.go_ready()
    await opened.desktop.shows("agent-state", "Ready")
    assert await page.evaluate("window.hacked") is None


async def test_a_script_error_is_its_gadget_s_own(desk: Any) -> None:
    opened = await desk(placed("bad/script_error.xml"), placed("classic/classic.xml"))
    await opened.heard("script_error.xml", "connect")
    await opened.heard("classic.xml", "dialogs")


async def test_markup_in_a_title_is_shown_as_text(desk: Any) -> None:
    opened = await desk(placed("bad/title.xml"))
    page = opened.desktop.page
    title = page.locator(".gadgets-gadget-title").first
    await title.wait_for()
    await page.wait_for_function(
        "document.querySelector('.gadgets-gadget-title').textContent.includes('<img src=x')"
    )
    assert await page.evaluate("window.hacked") is None
