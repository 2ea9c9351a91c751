"""Addresses that a browser may keep for ever name one state of a page's modules."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from vos.http.edition import Editions, digest, modules_of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "parts").mkdir()
    (tmp_path / "main.js").write_text('import { part } from "./parts/part.js";\npart();\n')
    (tmp_path / "parts" / "part.js").write_text('import { base } from "../../base/base.js";\n')
    (tmp_path / "notes.txt").write_text("no module")
    return tmp_path


@pytest.fixture
def editions(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Editions:
    base = tmp_path_factory.mktemp("base")
    (base / "base.js").write_text("export const base = 1;\n")
    return Editions({"/site/js/": folder, "/site/base/": base}, root="/site/", home="/site/")


def test_an_edition_has_each_module_at_its_place_below_the_version(editions: Editions) -> None:
    edition = editions.now()
    assert edition.address("/site/js/main.js") == f"/site/v{edition.version}/js/main.js"
    assert set(edition.texts) == {"/site/js/main.js", "/site/js/parts/part.js", "/site/base/base.js"}


def test_it_names_all_that_a_module_needs(editions: Editions) -> None:
    edition = editions.now()
    needed = [edition.address(path) for path in ("/site/js/parts/part.js", "/site/base/base.js")]
    assert edition.preloads("/site/js/main.js") == needed


def test_while_nothing_changes_it_is_the_same(editions: Editions, folder: Path) -> None:
    first = editions.now()
    (folder / "notes.txt").write_text("still no module")
    assert editions.now() is first


def test_the_version_follows_the_texts_and_not_the_dates(editions: Editions, folder: Path) -> None:
    first = editions.now()
    os.utime(folder / "main.js", (1, 1))
    assert editions.now().version == first.version


@pytest.mark.parametrize("change", ["edited", "added", "added below", "gone", "moved"])
def test_every_change_of_a_module_makes_another_edition(
    editions: Editions, folder: Path, change: str
) -> None:
    first = editions.now().version
    part = folder / "parts" / "part.js"
    if change == "edited":
        part.write_text("export const part = 2;\n")
    elif change == "added":
        (folder / "another.js").write_text("")
    elif change == "added below":
        (folder / "parts" / "another.js").write_text("")
    elif change == "gone":
        part.unlink()
    else:
        part.rename(folder / "part.js")
    assert editions.now().version != first


def test_what_changed_since_is_not_of_the_edition(editions: Editions, folder: Path) -> None:
    edition = editions.now()
    before = (folder / "main.js").read_bytes()
    assert editions.has(edition.version, "js/main.js", digest(before))
    assert not editions.has(edition.version, "js/main.js", digest(b"edited();"))
    assert not editions.has("0" * 16, "js/main.js", digest(before))
    assert not editions.has(edition.version, "js/parts/part.js", digest(before))


def test_a_place_is_in_the_folder_that_its_path_names(editions: Editions, folder: Path) -> None:
    assert editions.place("js/parts/part.js") == (folder, "parts/part.js")
    assert editions.place("elsewhere/part.js") is None
    assert editions.place("/js/part.js") is None


def test_imports_are_met_once_and_in_circles_as_well() -> None:
    texts = {
        "/a.js": 'import { b } from "./b.js";\nimport {\n  c,\n} from "./sub/c.js";\n',
        "/b.js": 'export { a } from "./a.js";\nimport { c } from "./sub/c.js";\n',
        "/sub/c.js": 'import "../b.js";\nawait import("./late.js");\n',
    }
    assert modules_of("/a.js", texts.__getitem__) == ["/b.js", "/sub/c.js"]
