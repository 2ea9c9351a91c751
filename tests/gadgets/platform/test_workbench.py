"""A gadget that is being written: from a folder, and from a server of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from lab.testing.running_lab import RunningLab
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
