"""The event tunnel at this node's own port."""

from __future__ import annotations

import re
from pathlib import Path

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from finesse import pages
from finesse.pages.settings import PageSettings
from vos.http.browser_modules import TUNNEL, modules
from vos.http.edition import FOR_EVER


async def test_the_tunnel_and_all_its_scripts_are_there() -> None:
    app = web.Application()
    pages.setup(app, PageSettings())
    async with TestClient(TestServer(app)) as client:
        page = await client.get("/tunnel/")
        assert (page.status, "EventTunnel.js" in await page.text()) == (200, True)
        assert "X-Frame-Options" not in page.headers
        named = re.findall(r'(?:src|href)="([^"]+)"', await page.text())
        assert len(named) == len(modules(TUNNEL))
        for path in named:
            script = await client.get(path)
            assert (script.status, script.headers.get("Cache-Control")) == (200, FOR_EVER), path
        wanted, seen = ["/tunnel/EventTunnel.js"], set[str]()
        while wanted:
            path = wanted.pop()
            script = await client.get(path)
            assert (script.status, script.content_type) == (200, "text/javascript"), path
            seen.add(path)
            for imported in re.findall(r'from "(\.[^"]+)"', await script.text()):
                target = (Path(path).parent / imported).as_posix()
                target = re.sub(r"[^/]+/\.\./", "", target).replace("/./", "/")
                if target not in seen:
                    wanted.append(target)
        assert "/notification/stream.js" in seen
        assert (await client.get("/desktop/session.js")).status == 404
