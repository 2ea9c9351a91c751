"""The tests of the browser's modules, each as the text between `test(` and its closing line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

BLOCK = re.compile(r"^( *)(?:(?:async )?function (\w+)|test(?:\.\w+)?\(\s*(.+?)$)", re.MULTILINE)
LEFT_OUT = re.compile(r"\btest\.(?:skip|todo)\b|\b(?:skip|todo): ")


def without_an_assertion(file: Path) -> list[str]:
    """The names of tests that neither assert nor call a function of the file that does."""
    text = file.read_text(encoding="utf-8")
    functions = {name: block for name, _, block in _blocks(text) if name}
    asserting = {name for name, block in functions.items() if "assert" in block}
    return [
        title
        for name, title, block in _blocks(text)
        if not name
        and "assert" not in block
        and not any(re.search(rf"\b{each}\(", block) for each in asserting)
    ]


def left_out(file: Path) -> list[str]:
    """What makes a test of the file not run."""
    return LEFT_OUT.findall(file.read_text(encoding="utf-8"))


def _blocks(text: str) -> Iterator[tuple[str, str, str]]:
    """Of every function and test: its name, or else its title, and its text."""
    for found in BLOCK.finditer(text):
        closing = re.compile(rf"^{found[1]}\}}", re.MULTILINE).search(text, found.end())
        line_end = text.find("\n", found.end())
        end = closing.end() if closing else line_end
        yield found[2] or "", found[3] or "", text[found.start() : end]
