"""What docs/security.md and docs/asvs.md say is so: each limit's value, and an answer to each point."""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import math
import re
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"
# Level 2 of OWASP ASVS 4.0.3: section.points
LEVEL_2 = """
1.1.1-7 1.2.1-4 1.4.1,4-5 1.5.1-4 1.6.1-4 1.7.1-2 1.8.1-2 1.9.1-2 1.10.1 1.11.1-2 1.12.2 1.14.1-6
2.1.1-12 2.2.1-3 2.3.1-3 2.4.1-5 2.5.1-7 2.6.1-3 2.7.1-6 2.8.1-7 2.9.1-3 2.10.1-4
3.1.1 3.2.1-4 3.3.1-4 3.4.1-5 3.5.1-3 3.7.1 4.1.1-3,5 4.2.1-2 4.3.1-3
5.1.1-5 5.2.1-8 5.3.1-10 5.4.1-3 5.5.1-4 6.1.1-3 6.2.1-6 6.3.1-2 6.4.1-2
7.1.1-4 7.2.1-2 7.3.1,3-4 7.4.1-3 8.1.1-4 8.2.1-3 8.3.1-8 9.1.1-3 9.2.1-4 10.2.1-2 10.3.1-3
11.1.1-8 12.1.1-3 12.2.1 12.3.1-6 12.4.1-2 12.5.1-2 12.6.1
13.1.1,3-5 13.2.1-3,5-6 13.3.1-2 13.4.1-2 14.1.1-4 14.2.1-6 14.3.2-3 14.4.1-7 14.5.1-4
"""
UNITS = {"": 1, "s": 1, "min": 60, "h": 3600, "kB": 1000, "KiB": 1024, "MB": 10**6, "MiB": 2**20, "%": 0.01}
LIMIT = re.compile(r"([\d,]+(?:\.\d+)?) ?(min|h|s|kB|KiB|MB|MiB|%)?(?![\w])")


def points(text: str) -> list[str]:
    """`1.4.1,4-5` is 1.4.1, 1.4.4 and 1.4.5."""
    found = []
    for word in text.split():
        section, _, numbers = word.rpartition(".")
        for part in numbers.split(","):
            first, _, last = part.partition("-")
            found += [f"{section}.{number}" for number in range(int(first), int(last or first) + 1)]
    return found


def rows(page: str, columns: int) -> list[list[str]]:
    """The lines of the page's tables that have so many columns, without their heads."""
    lines = (DOCS / page).read_text(encoding="utf-8").splitlines()
    cells = [
        [cell.strip() for cell in line.strip("|").split(" | ")] for line in lines if line.startswith("| ")
    ]
    return [[cell.strip(" |") for cell in each] for each in cells if len(each) == columns]


def answered() -> list[str]:
    found = []
    for named, answer, _ in rows("asvs.md", 3):
        if named == "point":
            continue
        assert answer in {"yes", "partly", "no", "none"}, named
        for part in named.split(", "):
            first, _, last = part.partition(" - ")
            section, _, number = first.rpartition(".")
            end = int((last or first).rpartition(".")[2])
            assert not last or last.rpartition(".")[0] == section, part
            found += [f"{section}.{each}" for each in range(int(number), end + 1)]
    return found


def test_every_point_of_asvs_level_2_has_one_answer() -> None:
    assert sorted(answered()) == sorted(points(LEVEL_2))


LIMITS = [row for row in rows("security.md", 5) if row[4].startswith("`")]


def value(name: str) -> float:
    """The constant, or the default of the setting, of that dotted name."""
    module, _, rest = name.partition(":")
    thing: object = importlib.import_module(module)
    owner, _, attribute = rest.rpartition(".")
    for part in filter(None, owner.split(".")):
        thing = getattr(thing, part)
    if inspect.isclass(thing) and dataclasses.is_dataclass(thing):
        found = next(each.default for each in dataclasses.fields(thing) if each.name == attribute)
    else:
        found = getattr(thing, attribute)
    assert isinstance(found, int | float), name
    return found


def test_the_table_of_limits_is_there() -> None:
    assert len(LIMITS) > 40
    doors = {door for row in LIMITS for door in row[0].split()}
    assert doors >= {"8445", "8443", "8900", "2748", "12018", "5222", "7443"}


@pytest.mark.parametrize("row", LIMITS, ids=lambda row: row[4].strip("`"))
def test_each_limit_is_what_the_table_says(row: list[str]) -> None:
    found = LIMIT.match(row[2])
    assert found, row
    told = float(found[1].replace(",", "")) * UNITS[found[2] or ""]
    assert told == pytest.approx(value(row[4].strip("`"))), row


CONSTANT = re.compile(r"`(gadgets/[\w./-]+\.js):(\w+)`")
BROWSER = [row for row in rows("security.md", 4) if CONSTANT.search(row[3])]


@pytest.mark.parametrize("row", BROWSER, ids=lambda row: row[0])
def test_a_limit_in_a_browser_is_the_constant_that_is_named(row: list[str]) -> None:
    said = {int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*\d|\d", row[1])}
    for file, name in CONSTANT.findall(row[3]):
        text = (DOCS.parent / file).read_text(encoding="utf-8")
        found = re.search(rf"^ *(?:export )?const {name} = ([\d_ *]+);", text, re.MULTILINE)
        assert found is not None, f"{file} has no {name}"
        number = math.prod(int(factor) for factor in found[1].replace("_", "").split("*"))
        assert (number // 1000 if name.endswith("MILLISECONDS") else number) in said


def test_limits_in_a_browser_are_there() -> None:
    assert len(BROWSER) > 10
