from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.finesse.one_node import a_node
from tests.finesse.shindig.gadget_files import GadgetFiles


@pytest.fixture
async def files(tmp_path: Path) -> AsyncIterator[GadgetFiles]:
    """A node in service with an empty folder of gadgets."""
    folder = tmp_path / "files"
    folder.mkdir()
    async with a_node(tmp_path, third_party=folder) as node:
        yield GadgetFiles(node, folder)
