"""An agent's desktop with the gadgets of a test on it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from playwright.async_api import Frame

from lab.testing.browser import PATIENCE_MS, BrowserDesktops, Desktop
from lab.testing.running_lab import RunningLab

FILES = Path(__file__).parent / "files"
LIBRARIES = Path(__file__).parents[3] / "gadgets" / "libraries"
CALL_CONTROL = "/desktop/scripts/js/callcontrol.js"
VOICE_STATE = "/desktop/scripts/js/agentvoicestate.component.js"


@dataclass(frozen=True)
class Placed:
    """A gadget of a layout: its URL, or its file's path in `files`, and its attributes."""

    url: str
    attributes: Mapping[str, str]

    @property
    def xml(self) -> str:
        url = self.url if self.url.startswith(("/", "http")) else f"/3rdpartygadget/files/{self.url}"
        given = "".join(f" {name}={quoteattr(value)}" for name, value in self.attributes.items())
        return f"<gadget{given}>{escape(url)}</gadget>"


def placed(url: str, **attributes: str) -> Placed:
    return Placed(url, attributes)


def layout(
    home: Iterable[Placed] = (),
    *,
    page: Iterable[Placed] = (),
    header: Iterable[Placed] = (),
    components: Iterable[str] = (),
    tabs: Mapping[str, Iterable[Placed]] | None = None,
) -> str:
    """A layout for agents: gadgets on Home, above all tabs, in the header, on other tabs."""

    def tab(name: str, gadgets: Iterable[Placed]) -> str:
        column = "".join(one.xml for one in gadgets)
        return (
            f"<tab><id>{name}</id><icon>home</icon><label>{name}</label>"
            f"<columns><column><gadgets>{column}</gadgets></column></columns></tab>"
        )

    columns = "".join(f'<headercolumn width="200px">{one.xml}</headercolumn>' for one in header)
    columns += "".join(
        f'<headercolumn width="200px"><component id="{url.rpartition("/")[2].partition(".")[0]}">'
        f"<url>{url}</url></component></headercolumn>"
        for url in components
    )
    above = "".join(one.xml for one in (placed(CALL_CONTROL), *page))
    inner = "".join(tab(name, gadgets) for name, gadgets in {"home": home, **(tabs or {})}.items())
    bare = f"<page>{placed(CALL_CONTROL).xml}</page><tabs>{tab('home', ())}</tabs>"
    roles = (
        f"<layout><role>Agent</role><page>{above}</page><tabs>{inner}</tabs></layout>"
        f"<layout><role>Supervisor</role>{bare}</layout>"
    )
    return (
        '<finesseLayout xmlns="http://www.cisco.com/vtg/finesse"><version>1250.03</version>'
        '<configs><config key="title" value="Tests"/></configs>'
        '<header><leftAlignedColumns><headercolumn width="300px"><component id="agent-voice-state">'
        f"<url>{VOICE_STATE}</url></component></headercolumn>{columns}</leftAlignedColumns></header>"
        f"{roles}</finesseLayout>"
    )


def upload(home: Path) -> None:
    """The tests' gadgets into the folder of third-party gadgets of the lab in this home, once."""
    folder = home / "3rdpartygadget" / "files"
    if (folder / "classic").exists():
        return
    shutil.copytree(FILES, folder, dirs_exist_ok=True)
    old = LIBRARIES / "thirdparty/jquery/js/jquery-1.8.2.min.js"
    shutil.copyfile(old, folder / "old" / "jquery-1.5.min.js")


async def arrange(lab: RunningLab, wanted: str) -> None:
    """Make this the layout of everybody who signs in from now on."""
    body = f"<LayoutConfig><layoutxml>{escape(wanted)}</layoutxml></LayoutConfig>"
    answer = await lab.rest("administrator").ask("PUT", "/LayoutConfig/default", body)
    assert answer.status == 200, answer.body


@dataclass
class GadgetDesk:
    """A desktop, and the frames of its gadgets."""

    desktop: Desktop
    lab: RunningLab

    @classmethod
    async def opened(
        cls, browser: BrowserDesktops, lab: RunningLab, *gadgets: Placed, login: str = "agent1", **more: Any
    ) -> GadgetDesk:
        """Signed in with these gadgets on Home; `more` is as in `layout`."""
        await arrange(lab, layout(gadgets, **more))
        desk = cls(await browser.open(), lab)
        await desk.desktop.sign_in(lab, login, "finesse", lab.people.extensions[login])
        return desk

    async def frame(self, name: str) -> Frame:
        """The frame whose URL names this gadget, once it is there."""
        page = self.desktop.page
        element = await page.wait_for_selector(
            f'iframe.gadgets-gadget[src*="{name}"]', state="attached", timeout=PATIENCE_MS
        )
        frame = await element.content_frame()
        assert frame is not None
        return frame

    async def heard(self, name: str, *wanted: Any) -> list[Any]:
        """All that a gadget noted, once it has noted an entry that begins with `wanted`."""
        frame = await self.frame(name)
        begins = json.dumps(list(wanted))
        await frame.wait_for_function(
            """(begins) => {
                 const wanted = JSON.parse(begins);
                 return typeof heard !== "undefined" && heard.some((entry) =>
                   wanted.every((one, at) => JSON.stringify(entry[at]) === JSON.stringify(one)));
               }""",
            arg=begins,
            timeout=PATIENCE_MS,
        )
        found: list[Any] = json.loads(await frame.evaluate("JSON.stringify(heard)"))
        return found

    async def does(self, name: str, script: str) -> Any:
        """What an expression comes to in a gadget's frame."""
        return await (await self.frame(name)).evaluate(script)
