"""The documents name every operation of the REST API, and no other."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from finesse.api.node import diagnostic_portal, openapi
from finesse.api.operations import OPERATIONS
from finesse.api.path import ROOT
from finesse.model.xml import Shape
from finesse.pages import desktop_api

DOCS = Path(__file__).parents[2] / "docs"
ROW = re.compile(
    r"^\| ((?:GET|PUT|POST|DELETE)(?:, (?:GET|PUT|POST|DELETE))*) (\S+) \| ([^|]+) \|", re.MULTILINE
)
HERE, ELSEWHERE, MISSING = "there", "not on Unified CCX", "not yet"


def coverage() -> dict[tuple[str, str], str]:
    """The state of every operation that the coverage page lists, its parameters without their names."""
    text = (DOCS / "coverage.md").read_text(encoding="utf-8")
    section = text.partition("### REST operations\n")[2].partition("\n### ")[0].partition("\n## ")[0]
    return {
        (method, unnamed(path)): state.strip()
        for methods, path, state in ROW.findall(section)
        for method in methods.split(", ")
    }


def unnamed(path: str) -> str:
    return re.sub(r"{[^}]*}", "{}", path.removeprefix(ROOT.rstrip("/")))


ROUTED = {(one.method, unnamed(one.path)) for one in OPERATIONS}

# Not below /finesse/api, and so not in the description.
PAGES = {(one.method, unnamed(one.path)) for one in (*desktop_api.ROUTES, *diagnostic_portal.ROUTES)}


def test_the_description_is_that_of_the_operations() -> None:
    kept = (DOCS / "openapi.json").read_text(encoding="utf-8")
    assert kept == openapi.written(OPERATIONS), (
        "docs/openapi.json is old: run `.venv/bin/python -m finesse.api > docs/openapi.json`"
    )


def test_every_operation_is_on_the_coverage_page() -> None:
    listed = coverage()
    assert not ROUTED - listed.keys(), "docs/coverage.md, REST operations, lacks these"


def test_the_coverage_page_says_of_no_operation_that_it_is_there_unless_it_is() -> None:
    for operation, state in coverage().items():
        assert state.startswith((HERE, ELSEWHERE, MISSING)), (operation, state)
        if state.startswith(HERE):
            assert operation in ROUTED | PAGES, f"{operation} is not there"
        if state.startswith(MISSING):
            assert operation not in ROUTED | PAGES, f"{operation} is there"


def test_every_object_has_a_name_of_its_own_in_the_description() -> None:
    names: dict[Shape[object], str] = openapi._names()
    assert [name for name, times in Counter(names.values()).items() if times > 1] == []
