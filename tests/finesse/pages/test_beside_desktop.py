from __future__ import annotations

import re
from urllib.parse import urljoin

import pytest

from tests.finesse.pages.conftest import Client
from vos.http.browser_modules import DESKTOP, INSPECTOR, LOCAL_LOG, modules
from vos.http.edition import modules_of


@pytest.mark.parametrize(
    "path",
    ["/desktop/inspector", "/desktop/inspector/?locale=es_ES", "/desktop/locallog", "/desktop/locallog/"],
)
async def test_the_page_loads_its_own_files_and_asks_nobody(client: Client, path: str) -> None:
    answer = await client.get(path)
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "connect-src" not in policy
    assert "frame-ancestors 'none'" in policy
    files = re.findall(r'(?:src|href)="([^"]+)"', await answer.text())
    assert len(files) > 2
    for file in files:
        assert (await client.get(file)).status == 200, file


@pytest.mark.parametrize(
    ("name", "among"), [("inspector", "inspector/model/record.js"), ("local_log", "local_log/sessions.js")]
)
async def test_every_module_that_it_imports_is_served(client: Client, name: str, among: str) -> None:
    files = {**modules(INSPECTOR), **modules(LOCAL_LOG), **modules(DESKTOP)}
    first = f"/desktop/scripts/{name}/main.js"
    imported = modules_of(first, lambda path: files[path].read_text("utf-8"))
    assert f"/desktop/scripts/{among}" in imported
    for path in imported:
        answer = await client.get(urljoin(first, path))
        assert (answer.status, answer.content_type) == (200, "text/javascript"), path
