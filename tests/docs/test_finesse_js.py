"""The page on the members of finesse.js is that of its types and tests, and types and code agree."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.gadgets.conftest import node_executable

ROOT = Path(__file__).parents[2]
MEMBERS = ROOT / "tests" / "gadgets" / "finesse" / "members"
PAGE = ROOT / "docs" / "finesse-js-members.md"
SECONDS = 300  # the compiler, on a machine that does other things as well


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [node_executable(), "--import", (ROOT / "tests" / "gadgets" / "dom.mjs").as_uri(), *command],
        capture_output=True, text=True, timeout=SECONDS, check=False,
    )  # fmt: skip


def test_the_page_is_that_of_the_types_and_tests() -> None:
    made = run(str(MEMBERS / "page.mjs"))
    assert made.returncode == 0, made.stderr
    assert PAGE.read_text(encoding="utf-8") == made.stdout, (
        f"the page is old: run `.venv/bin/python -m tests.gadgets.finesse.members > docs/{PAGE.name}`"
    )


CHECKS = sorted(MEMBERS.glob("*.check.mjs"))


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_the_types_are_those_of_the_code(check: Path) -> None:
    done = run("--test", "--test-reporter=tap", str(check))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "\n# fail 0\n" in done.stdout
    assert "\n# pass 0\n" not in done.stdout
