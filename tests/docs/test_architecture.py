"""docs/architecture.md is so: what it names is there, and each road is one that calls can take."""

from __future__ import annotations

import ast
import functools
import re
import tomllib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import grimp
import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
PLACE = re.compile(r"`((?:[a-z_.]+/)+[\w.]*|[a-z_]+/?)(?::([\w.]+))?`")
PACKAGES = ("vos", "ccx_engine", "notification", "finesse", "lab", "certs")


class Place(NamedTuple):
    """A file or folder, and what is defined in it."""

    path: str
    name: str


class Step(NamedTuple):
    """A row of a road; `wire` is the protocol by which it hands on, empty where that is a call."""

    places: tuple[Place, ...]
    wire: str


def places(text: str) -> Iterator[Place]:
    for path, name in PLACE.findall(text):
        if "/" in path or name:
            yield Place(path.rstrip("/"), name)


def roads() -> dict[str, list[Step]]:
    found: dict[str, list[Step]] = {}
    for chapter in PAGE.partition("## Five roads")[2].partition("\n## ")[0].split("\n### ")[1:]:
        rows = [line for line in chapter.splitlines() if line.startswith("| `")]
        cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]
        found[chapter.splitlines()[0]] = [Step(tuple(places(where)), wire) for where, _, wire in cells]
    return found


@functools.cache
def defined(path: str) -> frozenset[str]:
    """The names that a file defines; a method is Class.method."""
    text = (ROOT / path).read_text(encoding="utf-8")
    if not path.endswith(".py"):
        return frozenset(
            re.findall(r"^(?:export )?(?:async )?(?:function|class|const) (\w+)", text, re.M)
            + re.findall(r"^  (?:async )?(\w+)\(.*\) {$", text, re.M)
        )
    names = set()
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        if isinstance(node, ast.ClassDef):
            inner = (ast.FunctionDef, ast.AsyncFunctionDef)
            names |= {f"{node.name}.{each.name}" for each in node.body if isinstance(each, inner)}
    return frozenset(names)


@pytest.mark.parametrize("place", sorted(set(places(PAGE))), ids=":".join)
def test_what_the_page_names_is_there(place: Place) -> None:
    assert (ROOT / place.path).exists(), f"{place.path} is nowhere"
    assert not place.name or place.name in defined(place.path), f"{place.path} defines no {place.name}"


def test_there_are_five_roads() -> None:
    assert [name.partition(":")[0] for name in roads()] == [
        "PUT",
        "Incoming call",
        "Poll",
        "Sign-in",
        "Gadget",
    ]
    assert all(len(steps) > 5 for steps in roads().values())


@functools.cache
def imports() -> grimp.ImportGraph:
    return grimp.build_graph(*PACKAGES, cache_dir=None)


def service(path: str) -> str:
    """The process in which a file runs."""
    return "cucm" if path.startswith("ccx_engine/cucm/") else path.partition("/")[0]


@pytest.mark.parametrize("road", roads())
def test_a_road_goes_on_by_calls_within_a_process_and_by_a_wire_to_another(road: str) -> None:
    for step, following in pairwise(roads()[road]):
        one, other = step.places[-1].path, following.places[0].path
        if step.wire:
            assert service(one) != service(other) or step.wire.startswith("JTAPI"), (
                f"{one} to {other}: no wire"
            )
            continue
        assert service(one) == service(other), f"{one} to {other}: another process, and no wire"
        if one.endswith(".py") and one != other:
            ends = [path.removesuffix(".py").replace("/", ".") for path in (one, other)]
            assert met(*ends), f"{one} and {other} are joined by nothing"


def met(one: str, other: str) -> bool:
    """Whether one reaches the other by imports, or somebody who puts both together does."""
    graph = imports()
    return bool(
        graph.chain_exists(one, other)
        or graph.chain_exists(other, one)
        or graph.find_modules_that_directly_import(one) & graph.find_downstream_modules(other)
    )


def test_the_drawing_names_every_package_and_every_port_as_the_lab_plans_it() -> None:
    drawing = PAGE.partition("```mermaid")[2].partition("```")[0]
    hatch = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]
    shipped = set(hatch["build"]["targets"]["wheel"]["packages"])
    assert set(re.findall(r"<i>(\w+)/", drawing)) == shipped - {"vos", "certs"}
    ports = {int(port) for port in re.findall(r"\d{4,5}", drawing)}
    assert ports == {8445, 7443, 12018, 5223, 8443, 2748}


def test_every_room_of_the_services_is_named() -> None:
    rooms = {
        f"{package}/{folder.name}"
        for package in ("ccx_engine", "notification", "finesse", "lab", "gadgets")
        for folder in (ROOT / package).iterdir()
        if folder.is_dir() and any(folder.glob("*.py")) | any(folder.glob("*.js"))
    }
    named = {"/".join(place.path.split("/")[:2]) for place in places(PAGE)}
    assert rooms <= named, f"the page leaves out {sorted(rooms - named)}"
