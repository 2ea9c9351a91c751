"""What a browser makes of the pages in gadgets' frames."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import pytest_asyncio
from playwright.async_api import Page

from lab.testing.browser import PATIENCE_MS, chromium
from tests.finesse.one_node import a_node
from tests.finesse.shindig.gadget_files import GadgetFiles, module
from tests.in_a_browser import IN_A_BROWSER

pytestmark = IN_A_BROWSER


class Frames:
    """A gadget's page, and what it complained of."""

    def __init__(self, page: Page, files: GadgetFiles) -> None:
        self.page = page
        self.files = files
        self.complaints: list[str] = []
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    async def show(self, url: str, **query: str) -> None:
        origin = str(self.files.node.client.make_url("/")).rstrip("/")
        asked = {"container": "default", "mid": "3", "nocache": "1", "lang": "en", **query, "url": url}
        await self.page.goto("about:blank")  # or what differs by its fragment alone would not load
        await self.page.goto(f"{origin}/gadgets/ifr?{urlencode(asked)}#rpctoken=1", wait_until="load")

    async def content(self, text: str, **rest: Any) -> None:
        await self.show(self.files.write("a/A.xml", module(text, **rest)))

    async def value(self, script: str) -> Any:
        return await self.page.evaluate(script)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def frames(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Frames]:
    folder: Path = tmp_path_factory.mktemp("node")
    (folder / "files").mkdir()
    async with a_node(folder, third_party=folder / "files") as node, chromium() as browser:
        files = GadgetFiles(node, folder / "files")
        files.write("a/x.js", "document.documentElement.dataset.beside = gadgets.util.getUrlParameters().mid")
        files.write("a/data.json", "[1]")
        page = await browser.new_page()
        page.set_default_timeout(PATIENCE_MS)
        yield Frames(page, files)


STARTS = "<script>gadgets.util.registerOnLoadHandler(() => document.body.dataset.started = 'yes')</script>"


@pytest.mark.parametrize(
    "content",
    [
        f'\n  <!DOCTYPE html>\n<script src="x.js"></script><body class="claro">{STARTS}</body>'
        "<script>last = 1</script>",
        f'<head><script src="x.js"></script></head><body class="claro">{STARTS}<script>last = 1</script>',
        f'<!DOCTYPE html><html class="a"><head><script src="x.js"></script></head>'
        f'<body class="claro">{STARTS}</body></html>\n<script>last = 1</script>',
    ],
)
async def test_content_of_every_shape_runs_and_starts(frames: Frames, content: str) -> None:
    frames.complaints.clear()
    await frames.content(content)
    assert await frames.value("[document.body.className, document.body.dataset.started, window.last]") == [
        "claro",
        "yes",
        1,
    ]
    assert await frames.value("document.documentElement.dataset.beside") == "3"
    assert await frames.value("document.compatMode") == "CSS1Compat"
    assert frames.complaints == []


async def test_scripts_ask_for_files_beside_the_gadget(frames: Frames) -> None:
    await frames.content("<!DOCTYPE html>")
    assert await frames.value("fetch('data.json').then(answer => answer.json())") == [1]


async def test_a_link_to_a_place_in_the_page_stays_in_the_page(frames: Frames) -> None:
    await frames.content('<a href="#there" id="link">go</a><p id="there">x</p>')
    before = await frames.value("location.pathname")
    await frames.page.click("#link")
    assert await frames.value("[location.pathname, location.hash]") == [before, "#there"]


async def test_features_know_what_the_server_told_them(frames: Frames) -> None:
    frames.files.write("a/m.xml", '<messagebundle><msg name="hi">&lt;/script>\u2028"</msg></messagebundle>')
    prefs = (
        '<Locale messages="m.xml"/><Require feature="setprefs"/>'
        '<Require feature="loadingindicator"><Param name="loading-timeout">7</Param></Require>'
        '<Preload href="data.json"/>'
    )
    frames.complaints.clear()
    url = frames.files.write(
        "a/A.xml", module("<p>1</p>", prefs, user_prefs='<UserPref name="size" default_value="&lt;b>"/>')
    )
    await frames.show(url, up_other="o", st="a'\"</script>")
    assert await frames.value("new gadgets.Prefs().getMsg('hi')") == '</script>\u2028"'
    assert await frames.value("gadgets.util.unescapeString(new gadgets.Prefs().getString('size'))") == "<b>"
    assert await frames.value("new gadgets.Prefs().getString('other')") == "o"
    assert (
        await frames.value("gadgets.util.getFeatureParameters('loadingindicator')['loading-timeout']") == "7"
    )
    assert await frames.value("gadgets.util.hasFeature('setprefs')") is True
    assert await frames.value("gadgets.util.hasFeature('tabs')") is False
    asked = "new Promise(done => gadgets.io.makeRequest('data.json', answer => done(answer.text)))"
    assert await frames.value(asked) == "[1]"
    assert frames.complaints == []


async def test_an_error_page_says_its_kind_to_the_page_around(frames: Frames) -> None:
    await frames.show("/3rdpartygadget/files/none.xml")
    assert await frames.value("document.documentElement.dataset.gadgetError") == "notFound"
