from __future__ import annotations

import re
from urllib.parse import urljoin

import pytest

from finesse.security_banner import SecurityBanner
from tests.finesse.pages.conftest import Client
from vos.http.browser_modules import ADMIN, modules
from vos.http.edition import FOR_EVER, modules_of


@pytest.mark.parametrize("path", ["/cfadmin", "/cfadmin/", "/cfadmin/container?locale=es_ES"])
async def test_the_console_loads_its_own_files_and_is_shown_in_no_frame(client: Client, path: str) -> None:
    answer = await client.get(path)
    policy = answer.headers["Content-Security-Policy"]
    assert "script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    files = re.findall(r'(?:src|href)="([^"]+)"', await answer.text())
    assert any("admin/screens/screens.js" in file for file in files)
    for file in files:
        found = await client.get(file)
        assert (found.status, found.headers["Cache-Control"]) == (200, FOR_EVER), file


async def test_every_module_of_every_screen_is_served(client: Client) -> None:
    files = modules(ADMIN)
    screens = [path for path in files if path.startswith("/cfadmin/scripts/admin/screens/")]
    assert len(screens) > 1
    needed = {
        path for screen in screens for path in modules_of(screen, lambda one: files[one].read_text("utf-8"))
    }
    for path in needed:
        answer = await client.get(urljoin("/cfadmin", path))
        assert (answer.status, answer.content_type) == (200, "text/javascript"), path


async def test_the_console_knows_its_node_before_anybody_signs_in(client: Client) -> None:
    answer = await client.get("/cfadmin/config.json")
    assert await answer.json() == {
        "host": "localhost",
        "primary": "localhost",
        "readOnly": False,
        "banner": "",
        "minutes": 30,
    }


def test_a_banner_has_one_line_of_220_characters() -> None:
    assert SecurityBanner.parse(" For staff only. ") == "For staff only."
    assert len(SecurityBanner.parse("x" * 220)) == 220
    for wrong in ("x" * 221, "two\nlines", "\u202eenil"):
        with pytest.raises(ValueError):
            SecurityBanner.parse(wrong)
