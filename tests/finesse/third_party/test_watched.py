from __future__ import annotations

from pathlib import Path

import pytest

from finesse.third_party import watched
from finesse.third_party.watched import counts, folders_of, owners


def test_the_folders_of_a_gadget_are_its_own_without_those_of_tools_and_links(tmp_path: Path) -> None:
    for name in ("js/parts", "node_modules/jquery/dist", ".git/objects", "css"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path)
    found = folders_of(tmp_path)
    assert {each.relative_to(tmp_path).as_posix() for each in found.folders} == {".", "js", "js/parts", "css"}
    assert found.note == ""


def test_a_folder_that_is_too_large_is_watched_as_far_as_the_bound_and_it_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watched, "FOLDERS", 5)
    for number in range(10):
        (tmp_path / f"{number}" / "deep").mkdir(parents=True)
    found = folders_of(tmp_path)
    assert len(found.folders) == 5
    assert all(each.name != "deep" for each in found.folders)
    assert "more than 5 folders" in found.note


def test_a_folder_of_too_many_files_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watched, "ENTRIES", 5)
    for number in range(6):
        (tmp_path / f"{number}.js").touch()
    assert folders_of(tmp_path).note


def test_a_folder_that_is_not_there_has_nothing_to_watch_but_itself(tmp_path: Path) -> None:
    assert folders_of(tmp_path / "gone").folders == (tmp_path / "gone",)


@pytest.mark.parametrize("name", ["Sample.xml", "js/app.js", ".env", "js", "img/logo.png", "tmp/app.js"])
def test_a_file_of_the_gadget_counts(name: str) -> None:
    assert counts(Path("/g") / name, Path("/g"))


@pytest.mark.parametrize(
    "name",
    [
        ".",
        "node_modules/a.js",
        "js/node_modules/a/b.js",
        ".git/index.lock",
        ".app.js.swp",
        ".app.js.swx",
        "4913",
        "app.js~",
        ".#app.js",
        "#app.js#",
        "app.js___jb_tmp___",
        "app.js.tmp",
        ".goutputstream-AB12",
        "js/.DS_Store",
        "sedAb12Cd",
    ],
)
def test_what_editors_and_tools_leave_does_not(name: str) -> None:
    assert not counts(Path("/g").joinpath(name), Path("/g"))


def test_a_change_concerns_every_gadget_whose_folder_has_it() -> None:
    roots = [("one", Path("/g")), ("two", Path("/g/js")), ("three", Path("/h"))]
    assert owners(Path("/g/js/app.js"), roots) == ["one", "two"]
