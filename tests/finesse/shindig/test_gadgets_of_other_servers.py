"""Gadgets whose server is another: what their pages are, and what becomes of a server that is no good."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from finesse.shindig import documents
from tests.finesse.one_node import a_node
from tests.finesse.shindig.gadget_files import GadgetFiles, body, config, module
from tests.finesse.shindig.web_server import Answer, WebServer, ok, web_server
from vos.http.web_url import WebOrigin

NOBODY = "http://127.0.0.1:9"  # the port of a service that no machine offers any more


@pytest.fixture
async def server() -> AsyncIterator[WebServer]:
    async with web_server(ok(b"")) as server:
        yield server


@pytest.fixture
async def files(tmp_path: Path, server: WebServer) -> AsyncIterator[GadgetFiles]:
    """A node that may reach that server."""
    hosts = (WebOrigin.parse(f"http://127.0.0.1:{server.port}"), WebOrigin.parse(NOBODY))
    (tmp_path / "files").mkdir()
    async with a_node(tmp_path, third_party=tmp_path / "files", gadget_hosts=hosts) as node:
        yield GadgetFiles(node, tmp_path / "files")


async def test_its_addresses_lead_to_its_server_and_ours_to_ours(
    files: GadgetFiles, server: WebServer
) -> None:
    content = '<script src="/desktop/assets/js/finesse.js"></script><img src="/x.png"><img src="y.png">'
    server.answer = ok(module(content).encode())
    url = server.url("/a/A.xml?b=1")
    page = await files.page(url)
    origin = str(files.node.client.make_url("/")).rstrip("/")
    assert f'<base href="{url}">' in page
    assert f'<script src="{origin}/gadgets/js/' in page
    assert body(page) == (
        f'<script src="{origin}/desktop/assets/js/finesse.js"></script>'
        f'<img src="{server.url("/x.png")}"><img src="{server.url("/a/y.png")}">'
    )
    assert config(page)["core.io"]["jsonProxyUrl"] == f"{origin}/gadgets/makeRequest"


async def test_the_name_that_a_client_invents_for_us_stands_in_no_page(
    files: GadgetFiles, server: WebServer
) -> None:
    server.answer = ok(module("x").encode())
    page = await (await files.frame(server.url("/a.xml"), headers={"Host": "evil.example.com"})).text()
    assert "evil.example.com" not in page
    assert '<script src="http://localhost/gadgets/js/' in page


async def test_after_a_redirect_the_base_is_where_the_gadget_is(
    files: GadgetFiles, server: WebServer
) -> None:
    async def answer(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if server.asked[-1].startswith(b"GET /old.xml"):
            writer.write(ok(b"", "Location: /new/a.xml", status="302 Found"))
        else:
            writer.write(ok(module("<img src='x.png'>").encode()))

    server.answer = answer
    page = await files.page(server.url("/old.xml"))
    assert f'<base href="{server.url("/new/a.xml")}">' in page


async def test_how_long_it_is_kept_is_said_by_its_server_and_the_frame(
    files: GadgetFiles, server: WebServer
) -> None:
    server.answer = ok(module("x").encode(), "Cache-Control: max-age=600")
    url = server.url("/a.xml")
    kept = (await files.frame(url, refresh="86400")).headers["Cache-Control"]
    assert 590 <= int(kept.removeprefix("private, max-age=")) <= 600
    assert (await files.frame(url, refresh="60")).headers["Cache-Control"] == "private, max-age=60"
    assert (await files.frame(url, refresh="-1")).headers["Cache-Control"] == "no-cache"
    assert (await files.frame(url)).headers["Cache-Control"] == "no-cache"
    assert len(server.asked) == 1
    anew = await files.frame(url, refresh="86400", nocache="1")
    assert anew.headers["Cache-Control"] == "no-cache"
    assert len(server.asked) == 2


async def silent(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
    await reader.read()


async def endless(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
    while not writer.is_closing():
        writer.write(b"<!-- -->" * 8_192)
        await writer.drain()


async def rude(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"no HTTP at all\r\n\r\n")


@pytest.mark.parametrize(
    ("answer", "status", "code"),
    [
        (silent, 504, "timeout"),
        (endless, 502, "tooLarge"),
        (rude, 502, "unreachable"),
        (ok(b"", status="500 Internal Server Error"), 502, "unreachable"),
        (ok(b"", status="401 Unauthorized"), 403, "forbidden"),
        (ok(b"", status="404 Not Found"), 404, "notFound"),
        (ok(b"", "Location: http://169.254.169.254/", status="302 Found"), 403, "forbidden"),
        (ok(b"", "Location: http://localhost:8082/etc/passwd", status="302 Found"), 403, "forbidden"),
        (ok(b"<html>sign in</html>"), 502, "malformed"),
        (ok(b"\x1f\x8b\x08broken", "Content-Encoding: gzip"), 502, "unreachable"),
    ],
    ids=lambda one: one.__name__ if callable(one) else None,
)
async def test_a_server_that_is_no_good_is_told_of_and_other_gadgets_go_on(
    files: GadgetFiles,
    server: WebServer,
    answer: Answer,
    status: int,
    code: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(documents, "SECONDS", 0.5)
    server.answer = answer
    other = files.write("a.xml", module("fine"))
    bad, good = await asyncio.gather(files.frame(server.url("/a.xml")), files.page(other))
    assert (bad.status, f'data-gadget-error="{code}"' in await bad.text()) == (status, True)
    assert body(good) == "fine"


async def test_a_server_that_is_not_there_is_told_of(files: GadgetFiles) -> None:
    answer = await files.frame(f"{NOBODY}/a.xml")
    assert (answer.status, 'data-gadget-error="unreachable"' in await answer.text()) == (502, True)


async def test_content_is_read_in_the_characters_that_its_server_says(
    files: GadgetFiles, server: WebServer
) -> None:
    url = files.write("a.xml", f'<Module><ModulePrefs/><Content href="{server.url("/c.html")}"/></Module>')
    server.answer = ok("Größe".encode("latin-1"), "Content-Type: text/html; charset=ISO-8859-1")
    assert body(await files.page(url, nocache="1")) == "Größe"
    server.answer = ok("<meta charset=windows-1252>€".encode("cp1252"))
    assert body(await files.page(url, nocache="1")) == "<meta charset=windows-1252>€"
    server.answer = ok("€".encode("utf-16"))
    assert body(await files.page(url, nocache="1")) == "€"
    server.answer = ok("€".encode(), "Content-Type: text/html; charset=base64")
    assert body(await files.page(url, nocache="1")) == "€"
