"""No test depends on luck, nor on the speed of the machine."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from textwrap import dedent

import pytest

from tests.checks.luck import found_in

ROOT = Path(__file__).parents[2]
FILES = sorted(chain((ROOT / "tests").rglob("*.py"), (ROOT / "lab" / "testing").rglob("*.py")))


def test_no_test_depends_on_luck() -> None:
    assert len(FILES) > 300
    found = [
        each
        for file in FILES
        for each in found_in(file.read_text(encoding="utf-8"), file.relative_to(ROOT).as_posix())
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "text",
    [
        "await page.wait_for_timeout(500)",
        "async def test():\n    await asyncio.sleep(0.5)",
        "for each in pages:\n    async def test():\n        await asyncio.sleep(1)",
        "time.sleep(1)",
        "async with asyncio.timeout(5):\n    ...",
        "await asyncio.wait_for(each.wait(), 5)",
        "await expect(each).to_have_text('x', timeout=5_000)",
        "await page.wait_for_function('x', timeout=5_000)",
        "from playwright.async_api import Page, expect",
        "PATIENCE = 10.0",
        "PATIENCE_MS = 10_000",
        "SECONDS = 5",
        "web.TCPSite(runner, '127.0.0.1', 8080)",
        "socket.create_server(('127.0.0.1', 8080))",
        "run(['up', '--port-offset', '12000'])",
    ],
)
def test_what_depends_on_luck_is_found(text: str) -> None:
    assert len(found_in(dedent(text))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "await asyncio.sleep(0)",
        "async with asyncio.timeout(30):\n    while not seen:\n        await asyncio.sleep(0.01)",
        "with pytest.raises(TimeoutError):\n    async with asyncio.timeout(0.01):\n        ...",
        "await asyncio.wait_for(each.wait(), PATIENCE)",
        "await expect(each).to_have_text('x')",
        "PATIENCE = 30.0",
        "from tests.in_a_browser import expect",
        "web.TCPSite(runner, '127.0.0.1', 0)",
        "socket.create_server(('127.0.0.1', 0))",
        "run(['up', '--port-offset', str(free_offset())])",
    ],
)
def test_what_does_not_is_let_be(text: str) -> None:
    assert found_in(dedent(text)) == []
