"""The product's documents: one file each, whose first line names its source."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent


def golden(name: str) -> str:
    """The document without its source line and without the line breaks between elements."""
    source, _, document = (FOLDER / name).read_text(encoding="utf-8").partition("\n")
    assert source.startswith("<!-- source: "), f"{name} does not name its source"
    return "".join(line.strip() for line in document.splitlines())


def indented(name: str) -> str:
    """The document as it stands, for those that are written with line breaks."""
    source, _, document = (FOLDER / name).read_text(encoding="utf-8").partition("\n")
    assert source.startswith("<!-- source: "), f"{name} does not name its source"
    return document.rstrip("\n")
