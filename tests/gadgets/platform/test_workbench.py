"""A gadget that is being written: from a folder, and from a server of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from lab.testing.processes import LabProcess
from lab.testing.running_lab import RunningLab
from tests.gadgets.platform.gadget_desk import placed
from tests.in_a_browser import IN_A_BROWSER

pytestmark = [*IN_A_BROWSER, pytest.mark.processes]
SPEC = """<?xml version="1.0" encoding="UTF-8"?>
<Module>
  <ModulePrefs title="Served elsewhere">
    <Require feature="pubsub-2"/><Require feature="setprefs"/><Require feature="dynamic-height"/>
  </ModulePrefs>
  <UserPref name="scheme" datatype="hidden"/>
  <UserPref name="host" datatype="hidden"/>
  <UserPref name="hostPort" datatype="hidden"/>
  <Content type="html"><![CDATA[
    <div id="app"></div>
    <script src="__UP_scheme__://__UP_host__:__UP_hostPort__/desktop/assets/js/finesse.min.js"></script>
    <script type="module" src="src/main.js"></script>
  ]]></Content>
</Module>
"""
SCRIPT = """
globalThis.heard = [];
gadgets.HubSettings.onConnect = () => {
  finesse.clientservices.ClientServices.init(finesse.gadget.Config);
  new finesse.restservices.User({ id: finesse.gadget.Config.id, onLoad: (user) => {
    document.getElementById("app").textContent = `${user.getFirstName()} VERSION`;
    heard.push(["user", user.getId()]);
  } });
};
"""


async def test_a_gadget_whose_server_is_another_one_runs_by_its_url(
    desk: Any, lab_processes: RunningLab, served: Callable[..., Any]
) -> None:
    app = web.Application()

    async def serve(request: web.Request) -> web.Response:
        name = request.match_info["name"]
        text, kind = (SPEC, "application/xml") if name == "dev.xml" else (SCRIPT, "text/javascript")
        return web.Response(text=text, content_type=kind, headers={"Access-Control-Allow-Origin": "*"})

    app.router.add_get("/{name:.*}", serve)
    server = await served(app)
    await lab_processes.add_gadget(f"http://127.0.0.1:{server.port}/dev.xml")
    opened = await desk()
    assert ["user", "agent1"] in await opened.heard("dev.xml", "user")


async def test_a_change_of_its_files_reloads_a_gadget_in_the_open_desktop_and_no_other(
    desk: Any, lab_processes: RunningLab, tmp_path: Path
) -> None:
    for name in ("one", "two"):
        folder = tmp_path / name
        (folder / "src").mkdir(parents=True)
        (folder / f"{name}.xml").write_text(SPEC)
        (folder / "src" / "main.js").write_text(SCRIPT)
        await lab_processes.add_gadget(folder / f"{name}.xml")
    opened = await desk()
    await opened.heard("one.xml", "user")
    await opened.heard("two.xml", "user")
    await opened.does("two.xml", "void (window.untouched = true)")
    (tmp_path / "one" / "src" / "main.js").write_text(SCRIPT.replace("VERSION", "again"))
    page = opened.desktop.page
    await page.frame_locator('iframe[src*="one.xml"]').get_by_text("again").wait_for()
    assert await opened.does("two.xml", "window.untouched") is True


async def test_a_gadget_comes_to_an_open_desktop_and_goes_from_it(
    desk: Any, lab_processes: RunningLab, tmp_path: Path
) -> None:
    opened = await desk()
    (tmp_path / "late.xml").write_text(SPEC)
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "main.js").write_text(SCRIPT)
    added = await lab_processes.add_gadget(tmp_path / "late.xml")
    await opened.heard("late.xml", "user")
    await lab_processes.remove_gadget(added["name"])
    await opened.desktop.page.locator('iframe[src*="late.xml"]').wait_for(state="detached")


async def test_a_gadget_stands_before_those_of_the_layout_and_a_link_leads_to_the_inspector(
    desk: Any, lab_processes: RunningLab, tmp_path: Path
) -> None:
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{name}.xml").write_text(SPEC)
        await lab_processes.add_gadget(tmp_path / name / f"{name}.xml")
    opened = await desk(placed("classic/classic.xml"))
    page = opened.desktop.page
    await page.locator('iframe[src*="second.xml"]').wait_for()
    frames = page.locator(".tab-panel.active iframe")
    urls = [str(await each.get_attribute("src")) for each in await frames.all()]
    names = [next(each for each in ("first", "second", "classic") if f"{each}.xml" in url) for url in urls]
    assert names == ["first", "second", "classic"]
    async with page.context.expect_page() as inspector:
        await page.get_by_test_id("inspector-link").click()
    await (await inspector.value).get_by_test_id("gadget").filter(has_text="first.xml").wait_for()


async def test_an_uploaded_gadget_is_loaded_anew_when_a_file_of_its_folder_changes(
    desk: Any, lab_with_gadgets: LabProcess
) -> None:
    folder = lab_with_gadgets.home / "3rdpartygadget" / "files" / "changing"
    (folder / "src").mkdir(parents=True)
    (folder / "changing.xml").write_text(SPEC)
    (folder / "src" / "main.js").write_text(SCRIPT)
    for file in (folder / "changing.xml", folder / "src" / "main.js"):
        file.chmod(0o644)
    opened = await desk(placed("changing/changing.xml"), placed("classic/classic.xml"))
    await opened.heard("changing.xml", "user")
    await opened.does("classic.xml", "void (window.untouched = true)")
    (folder / "src" / "main.js").write_text(SCRIPT.replace("VERSION", "uploaded again"))
    frame = opened.desktop.page.frame_locator('iframe[src*="changing.xml"]')
    await frame.get_by_text("uploaded again").wait_for()
    assert await opened.does("classic.xml", "window.untouched") is True
