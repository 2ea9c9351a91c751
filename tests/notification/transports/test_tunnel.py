"""The event tunnel's files, as the notification service serves them on both of its web ports."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from notification.node import NotificationService
from notification.transports.tunnel import files
from tests.notification.wire import answer, connected
from vos.http.browser_modules import GADGETS, TUNNEL, modules

IMPORT = re.compile(r'from "(\.[^"]+)"')


def test_every_module_that_a_served_module_imports_is_served() -> None:
    served = files()
    for path, file in served.items():
        folder = (GADGETS / path.decode().lstrip("/")).parent
        for wanted in IMPORT.findall(file.content.decode()):
            imported = (folder / wanted).resolve().relative_to(GADGETS)
            assert f"/{imported.as_posix()}".encode() in served, f"{path!r} imports {wanted}"


@pytest.mark.parametrize(
    ("path", "content_type", "file"),
    [
        ("/tunnel/", "text/html;charset=utf-8", "tunnel/tunnel.html"),
        ("/tunnel/EventTunnel.js", "text/javascript;charset=utf-8", "tunnel/EventTunnel.js"),
        ("/notification/stream.js", "text/javascript;charset=utf-8", "notification/stream.js"),
    ],
)
@pytest.mark.parametrize("port", ["http", "https"])
async def test_a_browser_gets_the_page_and_its_modules(
    service: NotificationService, certs: Path, port: str, path: str, content_type: str, file: str
) -> None:
    async with connected(service.addresses[port], certs if port == "https" else None) as wire:
        wire.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n")
        status, head, body = await answer(wire)
    text = (GADGETS / file).read_text(encoding="utf-8")
    assert (status, plain(body)) == (200, text)
    assert "Cache-Control: no-cache" in head
    assert f"Content-Type: {content_type}" in head
    assert "X-Frame-Options" not in head
    assert "Content-Security-Policy" not in head


def plain(page: str) -> str:
    """The page as it is written, with the names of the modules' edition taken out."""
    page = re.sub(r' *<link rel="modulepreload"[^>]*>\n', "", page)
    return re.sub(r'src="/tunnel/v[0-9a-f]{16}/tunnel/', 'src="', page)


async def test_the_modules_that_the_page_names_are_compressed_and_kept_for_ever(
    service: NotificationService,
) -> None:
    page = files()[b"/tunnel/"].content.decode()
    named = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert len(named) == len(modules(TUNNEL))
    async with connected(service.addresses["http"]) as wire:
        for path in named:
            wire.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip, br\r\n\r\n")
            head = await wire.until("\r\n\r\n")
            length = int(re.findall(r"Content-Length: (\d+)", head)[0])
            assert "Cache-Control: public, max-age=31536000, immutable" in head
            assert "Content-Encoding: gzip" in head
            body = await wire.reader.readexactly(length)
            whole = GADGETS / re.sub(r"^/tunnel/v[0-9a-f]{16}/", "", path)
            assert gzip.decompress(body) == whole.read_bytes()


@pytest.mark.parametrize("field", [b"", b"br", b"gzip;q=0", b"identity, x-gzipped", b"*"])
def test_who_does_not_take_gzip_plainly_gets_it_as_it_is(field: bytes) -> None:
    script = files()[b"/tunnel/EventTunnel.js"]
    assert script.form_for(field) == (script.content, script.headers)


async def test_the_path_without_its_slash_leads_to_the_page(service: NotificationService) -> None:
    async with connected(service.addresses["http"]) as wire:
        wire.write("GET /tunnel HTTP/1.1\r\nHost: localhost\r\n\r\n")
        status, head, _ = await answer(wire)
    assert status == 301
    assert "Location: /tunnel/\r\n" in head


async def test_other_files_of_the_browser_are_not_served_here(service: NotificationService) -> None:
    async with connected(service.addresses["http"]) as wire:
        for path in ("/desktop/main.js", "/tunnel/../pyproject.toml", "/tunnel/tunnel.html"):
            wire.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n")
            status, _, _ = await answer(wire)
            assert status == 404


async def test_nothing_can_be_sent_to_a_file(service: NotificationService) -> None:
    async with connected(service.addresses["http"]) as wire:
        wire.write("POST /tunnel/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n")
        assert (await answer(wire))[0] == 405
