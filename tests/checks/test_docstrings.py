"""A docstring says itself what it is about: it can be read where a search has found it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("vos", "ccx_engine", "notification", "finesse", "lab", "certs", "benchmarks")
# Words that lean on a neighbour which the reader does not see.
LEANING = re.compile(
    r"(The same|One more|Once more|Another one|As above|See above|Likewise|Ditto|So (is|are|does)|Such|They"
    r"|Its|And|Nor)\b"
)


def docstrings(text: str) -> Iterator[tuple[str, str]]:
    """The name and the docstring of a module's parts."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            said = ast.get_docstring(node)
            if said:
                yield getattr(node, "name", "the module"), said


def leaning(text: str) -> list[str]:
    return [f"{name}: {said.splitlines()[0]}" for name, said in docstrings(text) if LEANING.match(said)]


@pytest.mark.parametrize("package", PACKAGES)
def test_no_docstring_leans_on_its_neighbour(package: str) -> None:
    found = {
        str(file.relative_to(ROOT)): riddles
        for file in sorted((ROOT / package).rglob("*.py"))
        if (riddles := leaning(file.read_text(encoding="utf-8")))
    }
    assert not found


def test_a_riddle_is_found() -> None:
    assert leaning('def add():\n    """One more."""') == ["add: One more."]
    assert not leaning('def add():\n    """A contact more in the phone book."""')
