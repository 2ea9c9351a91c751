"""The README's pictures are those that `make screenshots ARGS=--readme` takes."""

from __future__ import annotations

import re
from pathlib import Path

from tests.screenshots.album import README

ROOT = Path(__file__).resolve().parents[2]
IMAGES = ROOT / "docs" / "images"
BYTES = 150_000


def test_the_readme_shows_what_is_taken_for_it_and_nothing_else_is_kept() -> None:
    shown = re.findall(r"docs/images/([\w.]+)", (ROOT / "README.md").read_text("utf-8"))
    assert sorted(shown) == sorted(README.values()) == sorted(file.name for file in IMAGES.iterdir())


def test_a_picture_of_the_readme_is_small_enough_for_its_page() -> None:
    assert {file.name: size for file in IMAGES.iterdir() if (size := file.stat().st_size) > BYTES} == {}
