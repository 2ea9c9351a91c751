"""A gadget that an administrator uploads and puts into a team's layout, against real processes."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from xml.sax.saxutils import escape

import pytest

from finesse.model.configuration.layout_config import default_layout
from lab.testing.browser import desktops
from lab.testing.running_lab import RunningLab
from tests.in_a_browser import expect

pytestmark = [pytest.mark.browser, pytest.mark.processes]

SALES = 2
NAME = "Who.xml"
GADGET = """<?xml version="1.0" encoding="UTF-8"?>
<Module>
  <ModulePrefs title="Who I am">
    <Require feature="pubsub-2"/><Require feature="dynamic-height"/><Require feature="settitle"/>
    <Require feature="setprefs"/><Require feature="loadingindicator"/>
  </ModulePrefs>
  <Content type="html"><![CDATA[<!DOCTYPE html>
    <script src="/desktop/assets/js/finesse.js"></script>
    <body><p id="who"></p><p id="states"></p></body>
    <script>
      const { ClientServices } = finesse.clientservices;
      const { ContainerServices } = finesse.containerservices;
      function show(user) {
        document.getElementById("states").append(user.getState(), " ");
        gadgets.window.adjustHeight();
      }
      gadgets.HubSettings.onConnect = function () {
        ClientServices.init(finesse.gadget.Config);
        ContainerServices.init();
        ContainerServices.addHandler(ContainerServices.Topics.ACTIVE_TAB, function () {
          document.getElementById("who").textContent = "seen by " + finesse.gadget.Config.id;
        });
        ContainerServices.makeActiveTabReq();
        new finesse.restservices.User({ id: finesse.gadget.Config.id, onLoad: show, onChange: show });
      };
    </script>]]></Content>
</Module>
"""


@contextlib.asynccontextmanager
async def team_layout(lab: RunningLab, layout: str) -> AsyncIterator[None]:
    """A layout of the team's own while this lasts."""
    rest, path = lab.rest("administrator"), f"/Team/{SALES}/LayoutConfig"

    async def put(use_default: str, more: str = "") -> None:
        body = f"<TeamLayoutConfig><useDefault>{use_default}</useDefault>{more}</TeamLayoutConfig>"
        answer = await rest.ask("PUT", path, body)
        assert answer.status == 200, answer.body

    await put("false", f"<layoutxml>{escape(layout)}</layoutxml>")
    try:
        yield
    finally:
        await put("true")


async def test_a_gadget_shows_what_the_agent_does(lab_processes: RunningLab) -> None:
    lab = lab_processes
    folder = lab.home / "3rdpartygadget" / "files" / "who"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / NAME).write_text(GADGET, encoding="utf-8")
    entry = f"<gadget>/3rdpartygadget/files/who/{NAME}</gadget>"
    activity = "<gadget>/desktop/scripts/js/activity.js</gadget>"
    layout = default_layout().replace(activity, entry + activity, 1)
    async with team_layout(lab, layout), desktops() as browser:
        desktop = await browser.open()
        await desktop.sign_in(lab, "agent5", "finesse", "1005")
        gadget = desktop.page.frame_locator("#finesse_gadget_1")
        await expect(gadget.locator("#who")).to_have_text("seen by agent5")
        await expect(gadget.locator("#states")).to_have_text("NOT_READY")
        await expect(desktop.page.locator("#finesse_gadget_1_title_text")).to_have_text("Who I am")
        await desktop.go_ready()
        await expect(gadget.locator("#states")).to_have_text("NOT_READY READY")
        assert desktop.complaints == []
