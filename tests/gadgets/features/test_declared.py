"""What the folders of `gadgets/features` declare, against what is in them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from finesse.shindig.features import ALWAYS
from vos.http.browser_modules import GADGETS
from vos.xml import read

FOLDERS = sorted(path.parent for path in (GADGETS / "features").glob("*/feature.xml"))
NAMES = {folder.name for folder in FOLDERS}
SIDES = {"all", "gadget", "container"}


def dependencies(folder: Path) -> list[str]:
    return [str(each.text) for each in read((folder / "feature.xml").read_bytes()).iter("dependency")]


def scripts(folder: Path) -> list[Path]:
    found = read((folder / "feature.xml").read_bytes()).iter("script")
    return [folder / each.attrib["src"] for each in found]


by_name = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)


def test_there_are_features() -> None:
    assert {"core", "rpc", "pubsub-2", "dynamic-height", "setprefs", "settitle", "loadingindicator"} <= NAMES


@by_name
def test_a_feature_is_named_as_its_folder(folder: Path) -> None:
    feature = read((folder / "feature.xml").read_bytes())
    assert feature.tag == "feature"
    assert feature.findtext("name") == folder.name
    assert {child.tag for child in feature} <= SIDES | {"name", "dependency"}


@by_name
def test_a_feature_needs_only_features_that_there_are(folder: Path) -> None:
    assert set(dependencies(folder)) <= NAMES


@by_name
def test_a_feature_names_each_of_its_scripts_once_and_no_other(folder: Path) -> None:
    assert sorted(scripts(folder)) == sorted(folder.glob("*.js"))


@by_name
def test_a_feature_does_not_need_itself_over_others(folder: Path) -> None:
    reached: set[str] = set()
    open_ = dependencies(folder)
    while open_:
        name = open_.pop()
        if name not in reached:
            reached.add(name)
            open_ += dependencies(GADGETS / "features" / name)
    assert folder.name not in reached


@pytest.mark.parametrize(
    "script", [each for folder in FOLDERS for each in scripts(folder)], ids=lambda script: script.name
)
def test_a_script_says_what_it_is_and_keeps_its_names_to_itself(script: Path) -> None:
    text = script.read_text(encoding="utf-8")
    assert text.startswith("/**")
    assert text.split("*/\n", 1)[1].startswith('(function () {\n  "use strict";\n')
    assert text.endswith("})();\n")
    code = [line for line in text.splitlines() if not line.lstrip().startswith(("*", "//", "/*"))]
    assert max(map(len, code)) <= 110


def test_the_page_for_developers_has_every_feature_and_says_which_are_always_there() -> None:
    page = (GADGETS.parent / "docs" / "gadgets.md").read_text(encoding="utf-8")
    table = page.partition("\n## Features\n")[2].partition("\n### ")[0]
    told = dict(re.findall(r"^\| `([\w.-]+)` \| (.+) \|$", table, re.MULTILINE))
    assert list(told) == sorted(NAMES)
    always = {name for name, gives in told.items() if "always there" in gives}
    assert always == NAMES & set(ALWAYS)
