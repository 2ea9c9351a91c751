"""Pages of other origins. Source: Administration Guide, Cisco Finesse CLI (utils finesse cors)."""

from __future__ import annotations

import pytest

from tests.notification.conftest import Start
from tests.notification.loops import event_loop_policy  # noqa: F401
from tests.notification.transports.test_http import CREATE
from tests.notification.wire import connected, post
from vos.origins import Origins

CRM = "https://crm.example.com:8443"
OWN = "https://localhost:8445"
EVIL = "https://evil.example.com"


def request(kind: str, origin: str) -> bytes:
    """A session's first BOSH body, a browser's question before it, or a WebSocket's handshake."""
    page = f"Origin: {origin}\r\n" if origin else ""
    if kind == "bosh":
        return post(CREATE, headers=page)
    if kind == "before":
        return f"OPTIONS /http-bind/ HTTP/1.1\r\nHost: localhost\r\n{page}\r\n".encode()
    return (
        f"GET /ws/ HTTP/1.1\r\nHost: localhost\r\n{page}Connection: Upgrade\r\nUpgrade: websocket\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        "Sec-WebSocket-Protocol: xmpp\r\n\r\n"
    ).encode()


@pytest.mark.parametrize(("kind", "status"), [("bosh", 200), ("before", 200), ("websocket", 101)])
async def test_with_named_origins_pages_of_others_are_refused(start: Start, kind: str, status: int) -> None:
    async with start(cors=Origins.parse(CRM)) as service:
        for origin, expected, told in (
            (CRM, status, CRM),
            (OWN, status, OWN),  # the desktop's, at another port of this host
            ("", status, None),  # no page at all
            (EVIL, 403, None),
            ("null", 403, None),
        ):
            async with connected(service.addresses["http"]) as wire:
                wire.write(request(kind, origin))
                head = await wire.until("\r\n\r\n")
            assert int(head.split()[1]) == expected, origin
            assert (f"Access-Control-Allow-Origin: {told}\r\n" in head) is (told is not None)
            assert ("Access-Control-" in head) is (told is not None)
            assert ("Vary: Origin\r\n" in head) is (told is not None)


async def test_with_no_origins_only_pages_of_this_host_may(start: Start) -> None:
    async with start(cors=Origins.parse("")) as service:
        for origin, expected in ((CRM, 403), (OWN, 200)):
            async with connected(service.addresses["http"]) as wire:
                wire.write(request("bosh", origin))
                assert int((await wire.until("\r\n\r\n")).split()[1]) == expected
