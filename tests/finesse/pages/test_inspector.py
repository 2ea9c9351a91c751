from __future__ import annotations

import re
from urllib.parse import urljoin

import pytest

from tests.finesse.pages.conftest import Client
from vos.http.browser_modules import INSPECTOR, modules
from vos.http.edition import modules_of


@pytest.mark.parametrize("path", ["/desktop/inspector", "/desktop/inspector/?locale=es_ES"])
async def test_the_page_loads_its_own_files_and_asks_nobody(client: Client, path: str) -> None:
    answer = await client.get(path)
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "connect-src" not in policy
    assert "frame-ancestors 'none'" in policy
    for file in re.findall(r'(?:src|href)="([^"]+)"', await answer.text()):
        assert (await client.get(file)).status == 200, file


async def test_every_module_that_it_imports_is_served(client: Client) -> None:
    files = modules(INSPECTOR)
    first = "/desktop/scripts/inspector/main.js"
    imported = modules_of(first, lambda path: files[path].read_text("utf-8"))
    assert len(imported) > 8
    for path in imported:
        answer = await client.get(urljoin(first, path))
        assert (answer.status, answer.content_type) == (200, "text/javascript"), path
