"""Clients that use this node's own port for everything reach the notification service through it."""

from __future__ import annotations

import contextlib
import re
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from finesse import pages
from finesse.pages.settings import PageSettings
from notification.node import Notification
from notification.xmpp import names
from tests.notification.people import plain
from vos.address import Address

Client = TestClient[web.Request, web.Application]
CREATE = (
    f"<body xmlns='{names.HTTPBIND}' rid='100' to='localhost' wait='30' hold='1' ver='1.6' "
    "xmpp:version='1.0' xmlns:xmpp='urn:xmpp:xbosh'/>"
)
OPEN = f'<open xmlns="{names.FRAMING}" to="localhost" version="1.0"/>'


@contextlib.asynccontextmanager
async def node(notification: Address, certs: Path) -> AsyncIterator[Client]:
    app = web.Application()
    pages.setup(app, PageSettings(notification=notification, certs=certs))
    async with TestClient(TestServer(app)) as client:
        yield client


@pytest.mark.parametrize("path", ["/http-bind", "/http-bind/"])
async def test_bosh_is_passed_on(service: Notification, certs: Path, path: str) -> None:
    async with node(service.addresses["https"], certs) as client:
        created = await client.post(path, data=CREATE, headers={"Content-Type": "text/xml"})
        text = await created.text()
        assert created.status == 200
        assert created.headers["Access-Control-Allow-Origin"] == "*"
        assert created.headers["Content-Type"] == "text/xml;charset=utf-8"
        sid = re.search('sid="([^"]+)"', text)
        assert sid is not None
        auth = f"<auth xmlns='{names.SASL}' mechanism='PLAIN'>{plain('agent1', 'secret')}</auth>"
        body = f"<body xmlns='{names.HTTPBIND}' rid='101' sid='{sid[1]}'>{auth}</body>"
        assert "<success" in await (await client.post(path, data=body)).text()
        assert (await client.get(path)).status == 404
        assert (await client.options(path)).status == 200
        unknown = f"<body xmlns='{names.HTTPBIND}' rid='1' sid='nobody'/>"
        assert (await client.post(path, data=unknown)).status == 404


@pytest.mark.parametrize("path", ["/ws", "/ws/"])
async def test_a_websocket_is_passed_on_until_one_side_closes_it(
    service: Notification, certs: Path, path: str
) -> None:
    async with node(service.addresses["https"], certs) as client:
        socket = await client.ws_connect(path, protocols=("xmpp",))
        assert socket.protocol == "xmpp"
        await socket.send_str(OPEN)
        assert (await socket.receive_str(timeout=20)).startswith("<open ")
        assert "<mechanism>PLAIN</mechanism>" in await socket.receive_str(timeout=20)
        await socket.send_str(f'<close xmlns="{names.FRAMING}"/>')
        assert await socket.receive_str(timeout=20) == f'<close xmlns="{names.FRAMING}" />'
        assert (await socket.receive(timeout=20)).type in (aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSED)


async def test_a_service_that_is_away_is_named(certs: Path, unused_tcp_port: int) -> None:
    async with node(Address("127.0.0.1", unused_tcp_port), certs) as client:
        for answer in (
            await client.post("/http-bind/", data=CREATE),
            await client.get("/ws/", headers=_handshake()),
        ):
            assert answer.status == 502
            assert f"127.0.0.1:{unused_tcp_port}" in await answer.text()


async def test_the_tunnel_and_all_its_scripts_are_there(certs: Path) -> None:
    async with node(Address("127.0.0.1", 1), certs) as client:
        page = await client.get("/tunnel/")
        assert (page.status, "EventTunnel.js" in await page.text()) == (200, True)
        assert "X-Frame-Options" not in page.headers
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
        assert "/desktop/xmpp/stream.js" in seen
        assert (await client.get("/desktop/session.js")).status == 404


def _handshake() -> dict[str, str]:
    return {
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Protocol": "xmpp",
    }
