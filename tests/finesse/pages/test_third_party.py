from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient
from yarl import URL

from finesse import pages
from finesse.pages.settings import PageSettings

Client = TestClient[web.Request, web.Application]


@pytest.fixture
async def client(tmp_path: Path, aiohttp_client: Callable[..., Awaitable[Client]]) -> Client:
    folder = tmp_path / "files"
    (folder / "sample").mkdir(parents=True)
    (folder / "sample" / "Sample.xml").write_text("<Module/>")
    (folder / "sample" / "page.jsp").write_text("<%= 1 %>")
    (folder / ".hidden.xml").write_text("<Module/>")
    (tmp_path / "secret.xml").write_text("<secret/>")
    (folder / "link.xml").symlink_to(tmp_path / "secret.xml")
    app = web.Application()
    pages.setup(app, PageSettings(third_party=folder))
    return await aiohttp_client(app)


async def test_a_gadget_is_served_from_the_folder(client: Client) -> None:
    answer = await client.get("/3rdpartygadget/files/sample/Sample.xml")
    assert (answer.status, answer.content_type, await answer.text()) == (200, "application/xml", "<Module/>")


@pytest.mark.parametrize(
    "name", ["sample/page.jsp", ".hidden.xml", "link.xml", "sample", "none.xml", "%2e%2e/secret.xml"]
)
async def test_what_is_no_gadget_file_or_lies_elsewhere_is_not(client: Client, name: str) -> None:
    answer = await client.get(URL(f"/3rdpartygadget/files/{name}", encoded=True))
    assert answer.status == 404


async def test_without_a_folder_there_are_no_gadgets(
    aiohttp_client: Callable[..., Awaitable[Client]],
) -> None:
    app = web.Application()
    pages.setup(app, PageSettings())
    client = await aiohttp_client(app)
    assert (await client.get("/3rdpartygadget/files/sample/Sample.xml")).status == 404
