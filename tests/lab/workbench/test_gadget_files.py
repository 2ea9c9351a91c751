from __future__ import annotations

from pathlib import Path

import pytest

from lab.workbench.gadget_files import gadget_of, is_gadget
from lab.workbench.wish import BadWish


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "clock"
    folder.mkdir()
    (folder / "Clock.xml").write_text('<?xml version="1.0"?>\n<!-- one -->\n<Module>')
    (folder / "Messages.xml").write_text("<messagebundle/>")
    return folder


def test_a_folder_with_one_gadget_means_that(folder: Path) -> None:
    assert gadget_of(folder) == folder / "Clock.xml"


def test_a_file_means_itself_be_it_well_formed_or_not(folder: Path) -> None:
    assert gadget_of(folder / "Clock.xml") == folder / "Clock.xml"
    assert gadget_of(folder / "Messages.xml") == folder / "Messages.xml"


def test_a_folder_with_several_gadgets_lists_them(folder: Path) -> None:
    (folder / "Other.XML").write_text("<Module/>")
    with pytest.raises(BadWish, match=r"2 gadgets: Clock.xml, Other.XML; name one"):
        gadget_of(folder)


def test_a_folder_above_the_gadgets_lists_them(folder: Path) -> None:
    with pytest.raises(BadWish, match=r"name one of those below it: clock/Clock.xml"):
        gadget_of(folder.parent)


def test_what_has_no_gadget_says_so(tmp_path: Path) -> None:
    with pytest.raises(BadWish, match="no gadget"):
        gadget_of(tmp_path)
    with pytest.raises(BadWish, match="No such file"):
        gadget_of(tmp_path / "none.xml")
    (tmp_path / "app.js").touch()
    with pytest.raises(BadWish, match=r"no \.xml file"):
        gadget_of(tmp_path / "app.js")


def test_nobodys_home_is_served_as_a_whole(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(folder))
    with pytest.raises(BadWish, match="a folder of its own"):
        gadget_of(folder / "Clock.xml")


def test_only_a_root_element_of_a_gadget_makes_one(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text("<ModulePrefs/>")
    assert not is_gadget(tmp_path / "a.xml")
    assert not is_gadget(tmp_path / "none.xml")
