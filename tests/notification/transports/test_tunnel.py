"""The event tunnel's files, as the notification service serves them on both of its web ports."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from notification.node import NotificationService
from notification.transports.tunnel import files
from tests.notification.wire import answer, connected
from vos.http.browser_modules import GADGETS

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
    assert (status, body) == (200, (GADGETS / file).read_text(encoding="utf-8"))
    assert f"Content-Type: {content_type}" in head
    assert "X-Frame-Options" not in head
    assert "Content-Security-Policy" not in head


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
