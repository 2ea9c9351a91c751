"""The browser's modules that need no browser, each file of tests a run of Node."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from vos.http.browser_modules import ADMIN, DESKTOP, INSPECTOR, LOCAL_LOG, modules

HERE = Path(__file__).parent
TESTS = sorted(HERE.rglob("*.test.mjs"))
SECONDS = 240  # less than a test may take, so that what Node said is told


@pytest.mark.parametrize("module", TESTS, ids=lambda module: str(module.relative_to(HERE)))
def test_the_module_does_what_its_tests_say(node: Path, module: Path) -> None:
    command = [node, "--import", (HERE / "dom.mjs").as_uri(), "--test-reporter=tap", module]
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"^# pass [1-9]", done.stdout, re.MULTILINE), "no test ran"


# Ways in which text becomes markup or code (HTML Standard, DOM Parsing; Trusted Types, injection sinks).
SINKS = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|setHTML|createContextualFragment|text/html"
    r"|\beval\(|new Function|srcdoc|javascript:"
)


@pytest.mark.parametrize(
    "module",
    {**modules(ADMIN), **modules(DESKTOP), **modules(INSPECTOR), **modules(LOCAL_LOG)}.values(),
    ids=lambda file: file.name,
)
def test_no_module_of_a_page_makes_markup_or_code_of_text(module: Path) -> None:
    assert SINKS.search(module.read_text(encoding="utf-8")) is None
