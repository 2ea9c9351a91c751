"""The folder of gadgets in the console: filled by files, by folder and by zip, and emptied."""

from __future__ import annotations

import io
import zipfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio
from playwright.async_api import Browser, FilePayload

from tests.gadgets.admin.console_page import Console, a_console
from tests.gadgets.sound import violations
from tests.in_a_browser import IN_A_BROWSER, expect

pytestmark = IN_A_BROWSER

SPEC = b'<Module><ModulePrefs title="A &lt;b&gt; clock"/><Content/></Module>'
URL = "/3rdpartygadget/files/mine/clock/clock.xml"


@pytest_asyncio.fixture(loop_scope="module")
async def console(browser: Browser, tmp_path: Path) -> AsyncIterator[Console]:
    async with a_console(browser, tmp_path, third_party=tmp_path / "files") as opened:
        yield opened


async def test_gadgets_are_uploaded_served_and_removed(console: Console, tmp_path: Path) -> None:
    folder = tmp_path / "clock"
    (folder / "js").mkdir(parents=True)
    (folder / "clock.xml").write_bytes(SPEC)
    (folder / "js" / "clock.js").write_text("x")
    (folder / ".DS_Store").write_text("x")
    await console.sign_in("gadgets")
    await expect(console.part("files-empty")).to_contain_text("No gadgets yet")
    await console.part("upload-into").fill("/mine/")
    await console.part("upload-folder").set_input_files(folder)
    await console.until_said("Files uploaded: 2. Hidden files left out: 1.")
    row = await console.row("files", "mine/clock/clock.xml")
    await expect(row).to_contain_text("A <b> clock")
    await expect(row.get_by_test_id("copy-url")).to_contain_text(URL)
    async with console.node.client.get(URL) as response:
        assert await response.read() == SPEC
    assert await violations(console.page) == []
    await console.part("upload-into").fill("")
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("other/other.xml", SPEC)
    payloads = [
        FilePayload(name="other.zip", mimeType="application/zip", buffer=made.getvalue()),
        FilePayload(name="bad.zip", mimeType="application/zip", buffer=b"no zip"),
        FilePayload(name="page.jsp", mimeType="text/plain", buffer=b"x"),
    ]
    await console.part("upload-files").set_input_files(payloads)
    await console.until_said("bad.zip was not uploaded: it cannot be unpacked")
    await console.until_said("“page.jsp” would never be served")
    await console.row("files", "other/other.xml")
    row = await console.row("files", "mine/")
    await row.get_by_test_id("files-remove").click()
    await console.answer("yes")
    await expect(row).to_have_count(0)
    assert sorted(each.name for each in (tmp_path / "files").iterdir()) == ["other"]
    await console.part("upload-into").fill("../up")
    await console.part("upload-files").set_input_files(payloads[2:])
    await console.until_said("“../up” is no path")


async def test_a_node_without_a_folder_of_gadgets_says_so(browser: Browser, tmp_path: Path) -> None:
    async with a_console(browser, tmp_path) as console:
        await console.sign_in("gadgets")
        await expect(console.part("screen-failed")).to_be_visible()
