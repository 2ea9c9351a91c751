"""A gadget that fails says why in its place, and the desktop and the other gadgets go on."""

from __future__ import annotations

from typing import Any

import pytest

from tests.gadgets.platform.gadget_desk import placed
from tests.in_a_browser import IN_A_BROWSER, expect

pytestmark = [*IN_A_BROWSER, pytest.mark.processes]

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
    await expect(failures).to_have_count(len(FAULTS))
    for at, code in enumerate(FAULTS.values()):
        await expect(failures.nth(at)).to_have_attribute("data-code", code)
        words = await failures.nth(at).inner_text()
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
    await expect(page.locator(".gadgets-gadget-title").first).to_contain_text("<img src=x")
    assert await page.evaluate("window.hacked") is None
