from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient

from finesse import pages
from finesse.pages import workbench
from finesse.pages.settings import PageSettings
from finesse.pages.workbench import NEWS
from finesse.third_party import news, workbench_file
from finesse.third_party.keys import FORGET
from finesse.third_party.workbench import Workbench
from finesse.third_party.workbench_file import Gadget

Client = TestClient[web.Request, web.Application]
PATIENCE = 20.0


@pytest.fixture
def clock(tmp_path: Path) -> Path:
    folder = tmp_path / "work" / "clock"
    folder.mkdir(parents=True)
    (folder / "Clock.xml").write_text("<Module/>")
    (folder / "Clock.xml").chmod(0o644)
    return folder


@pytest.fixture
async def client(tmp_path: Path, clock: Path, aiohttp_client: Callable[..., Awaitable[Client]]) -> Client:
    (tmp_path / "files").mkdir()
    file = tmp_path / "workbench.json"
    gadgets = [
        Gadget(name="clock", folder=str(clock), spec="Clock.xml", tab="home"),
        Gadget(name="vite", url="http://localhost:5173/gadget.xml", role="agent"),
    ]
    workbench_file.write(file, gadgets)
    app = web.Application()
    pages.setup(app, PageSettings(third_party=tmp_path / "files", workbench=Workbench(file)))
    return await aiohttp_client(app)


async def next_event(answer: ClientResponse) -> tuple[str, Any]:
    """The next one that is no comment."""
    event, data = "", ""
    while (
        line := (await asyncio.wait_for(answer.content.readline(), PATIENCE)).decode().rstrip("\n")
        or not data
    ):
        name, _, value = str(line).partition(": ")
        event = value if name == "event" else event
        data = value if name == "data" else data
    return event, json.loads(data)


async def test_what_is_on_the_workbench_is_listed_for_desktops(client: Client) -> None:
    answer = await client.get("/desktop/workbench/gadgets")
    assert await answer.json() == {
        "gadgets": [
            {"name": "clock", "url": "/3rdpartygadget/files/clock/Clock.xml", "role": "all", "tab": "home"},
            {"name": "vite", "url": "http://localhost:5173/gadget.xml", "role": "agent", "tab": ""},
        ]
    }
    assert (await (await client.get("/desktop/config.json")).json())["workbench"] is True


async def test_a_gadgets_folder_is_served_below_its_name(client: Client) -> None:
    answer = await client.get("/3rdpartygadget/files/clock/Clock.xml")
    assert (answer.status, await answer.text()) == (200, "<Module/>")


async def test_a_change_reloads_the_gadget_and_what_was_kept_of_it_is_forgotten_before(
    client: Client, clock: Path
) -> None:
    forgotten: list[str] = []
    assert client.app is not None
    client.app[FORGET].append(forgotten.append)
    async with client.get("/desktop/workbench/events") as answer:
        assert answer.content_type == "text/event-stream"
        assert (await next_event(answer))[0] == "gadgets"
        (clock / "clock.js").write_text("1")
        assert await next_event(answer) == (
            "reload",
            {"urls": ["/3rdpartygadget/files/clock/Clock.xml"], "uploaded": []},
        )
        assert forgotten == ["/3rdpartygadget/files/clock/"]


async def test_an_uploaded_file_is_forgotten_and_its_gadget_reloaded(client: Client, tmp_path: Path) -> None:
    forgotten: list[str] = []
    assert client.app is not None
    client.app[FORGET].append(forgotten.append)
    async with client.get("/desktop/workbench/events") as answer:
        await next_event(answer)
        (tmp_path / "files" / "phone").mkdir()
        assert await next_event(answer) == ("reload", {"urls": [], "uploaded": ["/phone/"]})
        assert forgotten == ["/3rdpartygadget/files/"]


async def test_of_very_many_folders_none_is_named(
    client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbench, "UPLOADED", 0)
    async with client.get("/desktop/workbench/events") as answer:
        await next_event(answer)
        (tmp_path / "files" / "phone").mkdir()
        assert await next_event(answer) == ("reload", {"urls": [], "uploaded": ["*"]})


async def test_a_gadget_that_is_added_is_told_with_the_whole_list(client: Client, tmp_path: Path) -> None:
    async with client.get("/desktop/workbench/events") as answer:
        await next_event(answer)
        workbench_file.write(tmp_path / "workbench.json", [])
        assert await next_event(answer) == ("gadgets", {"gadgets": []})


async def test_too_many_listeners_are_told_to_come_back(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(news, "LISTENERS", 1)
    async with client.get("/desktop/workbench/events") as first:
        await next_event(first)
        second = await client.get("/desktop/workbench/events")
        assert (second.status, second.headers["Retry-After"]) == (503, "15")


async def test_who_leaves_gives_his_place_back(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(news, "BEAT_SECONDS", 0.01)
    assert client.app is not None
    async with client.get("/desktop/workbench/events") as answer:
        await next_event(answer)
        assert len(client.app[NEWS]) == 1
    async with asyncio.timeout(PATIENCE):
        while len(client.app[NEWS]):
            await asyncio.sleep(0.01)


@pytest.mark.parametrize("what", ["gadgets", "events"])
async def test_without_a_workbench_there_is_nothing_to_tell(
    what: str, aiohttp_client: Callable[..., Awaitable[Client]]
) -> None:
    app = web.Application()
    pages.setup(app, PageSettings())
    client = await aiohttp_client(app)
    assert (await client.get(f"/desktop/workbench/{what}")).status == 404
    assert "workbench" not in await (await client.get("/desktop/config.json")).json()
