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
    (folder / "sample" / "app.js").write_text("let a = 1;\n" * 100)
    (folder / "sample" / "mine.xml").write_text("<Module/>")
    (folder / "sample" / "mine.xml").chmod(0o600)
    (folder / "sample" / "data.bin").write_bytes(b"\0")
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
    "name",
    [
        *("sample/page.jsp", ".hidden.xml", "link.xml", "sample", "none.xml", "%2e%2e/secret.xml", "sample/"),
        *("sample%2fSample.xml", "sample%2FSample.xml", "sample%5cSample.xml", "sample/Sample.xml%00"),
        *("sample/%252e%252e/secret.xml", "sample//Sample.xml", "WEB-INF/web.xml"),
    ],
)
async def test_what_is_no_gadget_file_or_lies_elsewhere_is_not(client: Client, name: str) -> None:
    answer = await client.get(URL(f"/3rdpartygadget/files/{name}", encoded=True))
    assert answer.status == 404


async def test_a_file_that_not_all_may_read_is_not_and_it_says_why(client: Client) -> None:
    answer = await client.get("/3rdpartygadget/files/sample/mine.xml")
    assert (answer.status, answer.content_type) == (404, "text/plain")
    assert "chmod 644 mine.xml" in await answer.text()


async def test_a_text_is_compressed_for_who_takes_it(client: Client) -> None:
    for asked, coded in (("gzip", "gzip"), ("identity", None)):
        answer = await client.get("/3rdpartygadget/files/sample/app.js", headers={"Accept-Encoding": asked})
        assert answer.headers.get("Content-Encoding") == coded
        assert await answer.text() == "let a = 1;\n" * 100


async def test_a_file_of_any_other_kind_is_served_as_bytes(client: Client) -> None:
    answer = await client.get("/3rdpartygadget/files/sample/data.bin")
    assert (answer.status, answer.content_type) == (200, "application/octet-stream")


async def test_without_a_folder_there_are_no_gadgets(
    aiohttp_client: Callable[..., Awaitable[Client]],
) -> None:
    app = web.Application()
    pages.setup(app, PageSettings())
    client = await aiohttp_client(app)
    assert (await client.get("/3rdpartygadget/files/sample/Sample.xml")).status == 404
