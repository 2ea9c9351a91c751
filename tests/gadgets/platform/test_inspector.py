"""The inspector beside a real desktop: what happens in its gadgets, as it happens."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.gadgets.platform.gadget_desk import placed
from tests.in_a_browser import IN_A_BROWSER, expect

pytestmark = [*IN_A_BROWSER, pytest.mark.processes]


async def test_beside_the_desktop_the_inspector_shows_what_a_gadget_asks_says_and_suffers(
    desk: Any, screenshots: Path | None
) -> None:
    opened = await desk(placed("classic/classic.xml"), placed("bad/script_error.xml"))
    await opened.heard("classic.xml", "dialogs")
    inspector = await opened.desktop.page.context.new_page()
    await inspector.goto(f"{opened.lab.base}/desktop/inspector")
    await inspector.get_by_test_id("gadget").nth(1).wait_for()
    await inspector.get_by_test_id("gadget").filter(has_text="Classic").click()
    await inspector.get_by_test_id("reload").first.click()
    lines = inspector.get_by_test_id("line")
    for words in ("/finesse/api/User/agent1", "finesse.info.connection", "getDialogs"):
        await lines.filter(has_text=words).first.wait_for()
    await inspector.get_by_test_id("facts-features").locator("summary").click()
    await expect(inspector.get_by_test_id("facts")).to_contain_text("pubsub-2", use_inner_text=True)
    told = await inspector.evaluate("document.body.innerText")
    assert "YWdlbnQxOmZpbmVzc2U=" not in told  # agent1:finesse

    await inspector.get_by_test_id("gadget").filter(has_text="Script error").click()
    await inspector.get_by_test_id("reload").last.click()
    await lines.filter(has_text="undefinedFunction").first.wait_for()
    if screenshots is not None:
        screenshots.mkdir(parents=True, exist_ok=True)
        await inspector.set_viewport_size({"width": 1280, "height": 720})
        await inspector.screenshot(path=screenshots / "inspector.png")
        await opened.desktop.page.screenshot(path=screenshots / "gadgets.png")
