"""The HTTP side on real sockets: BOSH's exchanges, CORS, pages, statuses, and clients that behave badly."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest

from notification.node import NotificationService
from notification.xmpp import names
from tests.notification.conftest import Start
from tests.notification.loops import event_loop_policy  # noqa: F401
from tests.notification.wire import Wire, answer, auth, bind, connected, post

CREATE = (
    f"<body xmlns='{names.HTTPBIND}' xmlns:xmpp='urn:xmpp:xbosh' hold='1' ver='1.6' to='localhost' wait='30' "
    "xmpp:version='1.0' rid='100'/>"
)


class Browser:
    """A BOSH session on one connection."""

    def __init__(self, wire: Wire, path: str = "/http-bind/") -> None:
        self.wire = wire
        self.path = path
        self.rid = 100
        self.sid = ""

    async def creates(self) -> str:
        self.wire.write(post(CREATE, self.path))
        status, _, body = await answer(self.wire)
        assert status == 200
        match = re.search(r' sid="([^"]+)"', body)
        assert match is not None
        self.sid = match[1]
        return body

    def body(self, inner: str = "", attributes: str = "") -> str:
        self.rid += 1
        return f"<body rid='{self.rid}' sid='{self.sid}' xmlns='{names.HTTPBIND}' {attributes}>{inner}</body>"

    async def says(self, inner: str = "", attributes: str = "") -> str:
        self.wire.write(post(self.body(inner, attributes), self.path))
        status, _, body = await answer(self.wire)
        assert status == 200
        return body

    async def signs_in(self, user: str, resource: str = "desktop") -> None:
        await self.creates()
        assert "<success " in await self.says(auth(user))
        await self.says(attributes="xmlns:xmpp='urn:xmpp:xbosh' xmpp:restart='true'")
        await self.says(bind(resource))
        await self.says("<presence xmlns='jabber:client'/>")


@pytest.mark.parametrize("path", ["/http-bind/", "/http-bind"])
async def test_a_browser_signs_in_hears_and_leaves(
    service: NotificationService, certs: Path, path: str
) -> None:
    async with connected(service.addresses["https"], certs) as wire:
        browser = Browser(wire, path)
        await browser.signs_in("agent1")
        router = service.router
        node = router.nodes.create("n", router.service_account, {})
        router.nodes.enter(node, router.local("agent1@localhost"))
        router.notify(node, "i", "<n/>")
        assert '<items node="n">' in await browser.says()
        assert 'type="terminate"' in await browser.says(attributes="type='terminate'")
        assert router.online == {}


async def test_a_browser_that_is_sent_away_is_in_the_log_with_its_address(
    service: NotificationService, caplog: pytest.LogCaptureFixture
) -> None:
    async with connected(service.addresses["http"]) as wire:
        host, port = wire.writer.get_extra_info("sockname")
        browser = Browser(wire)
        await browser.creates()
        for _ in range(3):
            said = await browser.says(auth("agent1", "wrong"))
        assert "<policy-violation " in said
    (record,) = [record for record in caplog.records if record.levelname == "WARNING"]
    assert record.getMessage() == f"agent1 is sent away after 3 failed sign-ins over bosh from {host}:{port}"


async def test_every_answer_may_be_read_by_any_page(service: NotificationService) -> None:
    async with connected(service.addresses["http"]) as wire:
        for request in (
            post(CREATE),
            post("nonsense"),
            post("<body rid='1' sid='gone' xmlns='http://jabber.org/protocol/httpbind'/>"),
            b"OPTIONS /http-bind HTTP/1.1\r\nHost: x\r\nOrigin: https://x\r\n\r\n",
            b"GET /ws/ HTTP/1.1\r\nHost: x\r\n\r\n",
            b"GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n",
        ):
            wire.write(request)
            _, head, _ = await answer(wire)
            assert "Access-Control-Allow-Origin: *\r\n" in head
            assert "Access-Control-Allow-Headers: Overwrite, Destination, Content-Type, " in head
            assert "Access-Control-Max-Age: 86400\r\n" in head
            assert "chunked" not in head


@pytest.mark.parametrize(
    ("request_line", "status"),
    [
        ("OPTIONS /http-bind", 200),
        ("OPTIONS /ws/", 200),
        ("GET /http-bind", 404),
        ("GET /http-bind/?isBoshAvailable", 200),
        ("PUT /http-bind/", 405),
        ("GET /ws", 426),
        ("GET /", 200),
        ("GET /elsewhere", 404),
        ("DELETE /", 405),
    ],
)
async def test_each_request_has_its_status(
    service: NotificationService, request_line: str, status: int
) -> None:
    async with connected(service.addresses["http"]) as wire:
        wire.write(f"{request_line} HTTP/1.1\r\nHost: x\r\n\r\n")
        assert (await answer(wire))[0] == status


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("", 400),
        ("<body", 400),
        (f"<body xmlns='{names.HTTPBIND}'/>", 400),
        (f"<body xmlns='{names.HTTPBIND}' rid='1'><presence/></body>", 400),
        (f"<body xmlns='{names.HTTPBIND}' rid='1' wait='x'/>", 400),
        (f"<body xmlns='{names.HTTPBIND}' rid='1' sid='unknown'/>", 404),
        (f"<!DOCTYPE b [<!ENTITY a 'ha'>]><body xmlns='{names.HTTPBIND}' rid='1' to='&a;'/>", 400),
    ],
)
async def test_a_bad_body_has_its_status_and_the_next_is_served(
    service: NotificationService, body: str, status: int
) -> None:
    async with connected(service.addresses["http"]) as wire:
        wire.write(post(body))
        assert (await answer(wire))[0] == status
        await Browser(wire).creates()


async def test_a_truncated_body_ends_with_its_connection(service: NotificationService) -> None:
    async with connected(service.addresses["http"]) as wire:
        wire.write(post(CREATE)[:-10])
        await wire.writer.drain()
    async with connected(service.addresses["http"]) as wire:
        await Browser(wire).signs_in("agent1")


@pytest.mark.parametrize("size", [300_000, 10_000_000])
async def test_an_oversized_body_is_refused(service: NotificationService, size: int) -> None:
    async with connected(service.addresses["http"]) as wire:
        wire.write(post(b"<body>" + b"x" * size))
        assert (await wire.until("\r\n\r\n")).startswith("HTTP/1.1 413 ")
    async with connected(service.addresses["http"]) as wire:
        await Browser(wire).creates()


@pytest.mark.parametrize(
    "data", [b"\x16\x03\x01\x00\xff\x01", b"HELLO\r\n\r\n", b"POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n"]
)
async def test_what_is_not_http_is_a_bad_request(service: NotificationService, data: bytes) -> None:
    async with connected(service.addresses["http"]) as wire:
        wire.write(data)
        assert (await wire.rest()).startswith("HTTP/1.1 400 ")


async def test_endless_headers_are_refused(service: NotificationService) -> None:
    async with connected(service.addresses["http"]) as wire:
        wire.write(b"GET / HTTP/1.1\r\n" + b"X-More: and more\r\n" * 20_000)
        assert (await wire.until("\r\n\r\n")).startswith("HTTP/1.1 431 ")


async def test_a_chunked_request_is_read(service: NotificationService) -> None:
    async with connected(service.addresses["http"]) as wire:
        data = CREATE.encode()
        wire.write(
            b"POST /http-bind HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
            + b"%x\r\n%b\r\n%x\r\n%b\r\n0\r\n\r\n" % (20, data[:20], len(data) - 20, data[20:])
        )
        assert (await answer(wire))[0] == 200


async def test_a_client_that_waits_for_100_gets_it(service: NotificationService) -> None:
    async with connected(service.addresses["http"]) as wire:
        head, body = post(CREATE, headers="Expect: 100-continue\r\n").split(b"\r\n\r\n")
        wire.write(head + b"\r\n\r\n")
        assert (await wire.until("\r\n\r\n")).startswith("HTTP/1.1 100 ")
        wire.write(body)
        assert (await answer(wire))[0] == 200


async def test_a_client_that_wants_the_connection_closed_has_it_closed(service: NotificationService) -> None:
    async with connected(service.addresses["http"]) as wire:
        wire.write(post(CREATE, headers="Connection: close\r\n"))
        _, head, _ = await answer(wire)
        assert "Connection: close\r\n" in head
        assert await wire.is_closed()


async def test_answers_on_one_connection_keep_the_order_of_the_requests(service: NotificationService) -> None:
    async with connected(service.addresses["http"]) as wire:
        browser = Browser(wire)
        await browser.signs_in("agent1")
        ping = "<iq xmlns='jabber:client' type='get' id='p'><ping xmlns='urn:xmpp:ping'/></iq>"
        wire.write(post(browser.body()) + post(browser.body(ping)) + b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        assert 'id="p"' in (await answer(wire))[2]
        wire.write(post(browser.body()))
        assert (await answer(wire))[2] == f"<body xmlns='{names.HTTPBIND}'/>"
        assert "certificate" in (await answer(wire))[2]


async def test_endless_pipelining_is_cut_off(service: NotificationService) -> None:
    async with connected(service.addresses["http"]) as wire:
        browser = Browser(wire)
        await browser.signs_in("agent1")
        wire.write(post(browser.body()) + b"GET / HTTP/1.1\r\nHost: x\r\n\r\n" * 100)
        assert await wire.is_closed()


async def test_a_session_made_over_https_stays_there(service: NotificationService, certs: Path) -> None:
    async with (
        connected(service.addresses["https"], certs) as wire,
        connected(service.addresses["http"]) as plain,
    ):
        browser = Browser(wire)
        await browser.signs_in("agent1")
        plain.write(post(browser.body()))
        assert 'condition="bad-request"' in (await answer(plain))[2]
        wire.write(post(browser.body()))
        assert (await answer(wire))[0] == 404


async def test_a_repeated_request_on_another_connection_loses_nothing(service: NotificationService) -> None:
    router = service.router
    node = router.nodes.create("n", router.service_account, {})
    router.nodes.enter(node, router.local("agent1@localhost"))
    async with connected(service.addresses["http"]) as wire:
        browser = Browser(wire)
        await browser.signs_in("agent1")
        poll = post(browser.body())
        wire.write(poll)
        await wire.writer.drain()
        wire.writer.transport.abort()
    async with connected(service.addresses["http"]) as wire:
        wire.write(poll)
        await wire.writer.drain()
        bosh = router.online["agent1@localhost"]["desktop"].link
        async with asyncio.timeout(30):
            while not any(pending.exchange.alive for pending in bosh.held):  # type: ignore[attr-defined]
                await asyncio.sleep(0.001)
        router.notify(node, "i", "<n/>")
        service.host.settle(service.host.loop.time())
        assert '<item id="i">' in (await answer(wire))[2]


async def test_a_half_sent_request_is_not_waited_for_forever(start: Start) -> None:
    async with (
        start(request_seconds=0.1, keep_alive=0.3) as service,
        connected(service.addresses["http"]) as slow,
    ):
        slow.write("POST /http-bind HTTP/1.1\r\nContent-")
        assert (await slow.rest()).startswith("HTTP/1.1 408 ")
        async with connected(service.addresses["http"]) as idle:
            await Browser(idle).creates()
            assert await idle.is_closed()
        async with connected(service.addresses["http"]) as silent:
            assert await silent.is_closed()


async def test_a_stopping_service_ends_a_request_held_before_the_sign_in_too(start: Start) -> None:
    async with start() as service:
        context = connected(service.addresses["http"])
        wire = await context.__aenter__()
        browser = Browser(wire)
        await browser.creates()
        wire.write(post(browser.body()))
        async with asyncio.timeout(30):
            while not any(getattr(connection, "pending", None) for connection in service.host.connections):
                await asyncio.sleep(0.001)
    assert 'condition="system-shutdown"' in (await answer(wire))[2]
    await context.__aexit__(None, None, None)


async def test_a_stopping_service_ends_held_requests_with_its_reason(start: Start) -> None:
    async with start() as service:
        context = connected(service.addresses["http"])
        wire = await context.__aenter__()
        browser = Browser(wire)
        await browser.signs_in("agent1")
        wire.write(post(browser.body()))
        await wire.writer.drain()
        bosh = service.router.online["agent1@localhost"]["desktop"].link
        async with asyncio.timeout(30):
            while not bosh.held:  # type: ignore[attr-defined]
                await asyncio.sleep(0.001)
    assert 'condition="system-shutdown"' in (await answer(wire))[2]
    assert await wire.is_closed()
    await context.__aexit__(None, None, None)
