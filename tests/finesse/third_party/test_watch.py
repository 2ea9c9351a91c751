from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from finesse.third_party import workbench_file
from finesse.third_party.watch import POLLING, Watch, polls
from finesse.third_party.workbench_file import Gadget

PATIENCE = 20.0


class Heard:
    """What a watch tells, for a test to wait for."""

    def __init__(self) -> None:
        self.changed: asyncio.Queue[list[str]] = asyncio.Queue()
        self.listed: asyncio.Queue[None] = asyncio.Queue()

    async def change(self) -> list[str]:
        return await asyncio.wait_for(self.changed.get(), PATIENCE)

    async def list(self) -> None:
        await asyncio.wait_for(self.listed.get(), PATIENCE)


class Ground:
    """Two gadgets' folders, that of the uploaded ones, and the workbench's file."""

    def __init__(self, root: Path) -> None:
        self.file = root / "data" / "workbench.json"
        self.uploaded, self.one, self.two = root / "files", root / "work" / "one", root / "work" / "two"
        for folder in (self.file.parent, self.uploaded, self.one, self.two):
            folder.mkdir(parents=True)
        self.put(self.one)

    def put(self, *folders: Path) -> None:
        gadgets = [Gadget(name=each.name, folder=str(each), spec="G.xml") for each in folders]
        workbench_file.write(self.file, gadgets)

    @contextlib.asynccontextmanager
    async def watched(self) -> AsyncIterator[Heard]:
        heard = Heard()
        watch = Watch(
            self.file, self.uploaded, heard.changed.put_nowait, lambda: heard.listed.put_nowait(None)
        )
        await watch.begin()
        try:
            yield heard
        finally:
            await watch.end()


@pytest.fixture
def ground(tmp_path: Path) -> Ground:
    return Ground(tmp_path)


async def test_a_change_is_told_by_the_name_of_its_gadget(ground: Ground) -> None:
    async with ground.watched() as heard:
        (ground.one / "app.js").write_text("1")
        assert await heard.change() == ["one"]


async def test_a_file_that_an_editor_puts_in_the_place_of_the_old_one_is_told(ground: Ground) -> None:
    (ground.one / "app.js").write_text("1")
    async with ground.watched() as heard:
        (ground.one / ".app.js.swp").write_text("2")
        os.replace(ground.one / ".app.js.swp", ground.one / "app.js")
        assert await heard.change() == ["one"]


async def test_what_is_no_change_of_a_gadget_is_not_told(ground: Ground) -> None:
    (ground.one / "node_modules").mkdir()
    async with ground.watched() as heard:
        (ground.one / "node_modules" / "a.js").write_text("1")
        (ground.one / "app.js~").write_text("1")
        (ground.two / "app.js").write_text("1")
        (ground.uploaded / "last.js").write_text("1")
        assert await heard.change() == ["/"]


async def test_many_changes_at_once_are_told_once(ground: Ground) -> None:
    async with ground.watched() as heard:
        for number in range(50):
            (ground.one / f"{number}.js").write_text("1")
        assert await heard.change() == ["one"]
        (ground.uploaded / "last.js").write_text("1")
        assert await heard.change() == ["/"]


async def test_a_new_folder_is_watched_with_what_was_put_in_it_at_once(ground: Ground) -> None:
    async with ground.watched() as heard:
        (ground.one / "dist" / "js").mkdir(parents=True)
        (ground.one / "dist" / "js" / "app.js").write_text("1")
        assert await heard.change() == ["one"]
        (ground.one / "dist" / "js" / "app.js").write_text("2")
        assert await heard.change() == ["one"]


async def test_a_folder_that_is_made_again_is_watched_again(ground: Ground) -> None:
    async with ground.watched() as heard:
        ground.one.rmdir()
        ground.one.mkdir()
        (ground.uploaded / "between.js").write_text("1")
        while "/" not in await heard.change():
            pass
        (ground.one / "app.js").write_text("1")
        assert await heard.change() == ["one"]


async def test_a_gadget_that_is_added_is_listed_and_watched_and_one_that_is_removed_is_not(
    ground: Ground,
) -> None:
    async with ground.watched() as heard:
        ground.put(ground.two)
        await heard.list()
        (ground.one / "app.js").write_text("1")
        (ground.two / "app.js").write_text("1")
        assert await heard.change() == ["two"]


async def test_a_folder_that_is_not_there_yet_is_watched_once_it_is(ground: Ground) -> None:
    ground.put(ground.one.parent / "later")
    async with ground.watched() as heard:
        (ground.one.parent / "later").mkdir()
        (ground.uploaded / "between.js").write_text("1")
        while "/" not in await heard.change():
            pass
        (ground.one.parent / "later" / "app.js").write_text("1")
        assert await heard.change() == ["later"]


async def test_of_the_uploaded_gadgets_the_folder_is_told_in_which_something_changed(ground: Ground) -> None:
    async with ground.watched() as heard:
        (ground.uploaded / "clock" / "js").mkdir(parents=True)
        (ground.uploaded / "clock" / "js" / "clock.js").write_text("1")
        assert await heard.change() == ["/clock/"]
        (ground.uploaded / "clock" / "js" / "clock.js").write_text("2")
        assert await heard.change() == ["/clock/"]
        (ground.uploaded / "clock.js.filepart").write_text("an upload that goes on")
        (ground.uploaded / "Alone.xml").write_text("1")
        assert await heard.change() == ["/"]


async def test_a_folder_that_is_put_there_or_taken_away_as_a_whole_is_told(
    ground: Ground, tmp_path: Path
) -> None:
    (tmp_path / "clock").mkdir()
    (tmp_path / "clock" / "Clock.xml").write_text("1")
    async with ground.watched() as heard:
        os.rename(tmp_path / "clock", ground.uploaded / "clock")
        assert await heard.change() == ["/clock/"]
        (ground.uploaded / "clock" / "Clock.xml").write_text("2")
        assert await heard.change() == ["/clock/"]
        os.rename(ground.uploaded / "clock", tmp_path / "gone")
        assert "/clock/" in await heard.change()


async def test_where_the_system_tells_nothing_files_are_looked_at(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(POLLING, "true")
    async with ground.watched() as heard:
        (ground.one / "app.js").write_text("1")
        assert await heard.change() == ["one"]


@pytest.mark.parametrize(
    ("said", "release", "is_so"),
    [
        ("", "6.1.0-amd64", False),
        ("", "5.15.90.1-microsoft-standard-WSL2", True),
        ("0", "5.15.90.1-microsoft-standard-WSL2", False),
        ("1", "6.1.0-amd64", True),
    ],
)
def test_a_variable_says_so_and_else_the_system(said: str, release: str, is_so: bool) -> None:
    assert polls({POLLING: said} if said else {}, release) is is_so
