"""What a client of this node's own port may ask of the notification service, and how it is passed on."""

from __future__ import annotations

import asyncio
import gzip
import re
from pathlib import Path

import pytest

from finesse.api.connection import HELD_BYTES, RestConnection
from finesse.reverse_proxy import forwarder
from finesse.reverse_proxy.forwarder import BODY_BYTES, HEAD_BYTES
from finesse.reverse_proxy.head import CODED_BYTES, is_ours
from finesse.reverse_proxy.upstream import Pool
from notification.node import NotificationService
from notification.xmpp import names
from tests.finesse.reverse_proxy.scripted_service import HELLO, SLOW, node, scripted
from tests.finesse.reverse_proxy.test_upstream import behind_a_node
from tests.notification.loops import event_loop_policy  # noqa: F401
from tests.notification.wire import answer, auth, connected, post
from vos.address import Address
from vos.tls import client_context

CREATE = (
    f"<body xmlns='{names.HTTPBIND}' rid='100' to='localhost' wait='30' hold='1' ver='1.6' "
    "xmpp:version='1.0' xmlns:xmpp='urn:xmpp:xbosh'/>"
)
ASK = f"GET {HELLO} HTTP/1.1\r\nHost: x\r\n\r\n"


@pytest.mark.parametrize("path", ["/http-bind", "/http-bind/"])
async def test_bosh_is_passed_on(service: NotificationService, certs: Path, path: str) -> None:
    """Source: Finesse Developer Guide, Managing Notifications in Third-Party Applications."""
    pool = Pool(service.addresses["https"], "localhost", client_context(certs))
    async with node(pool) as own, connected(own) as wire:
        wire.write(post(CREATE, path, "Content-Type: text/xml\r\n"))
        status, head, text = await answer(wire)
        assert status == 200
        assert "Access-Control-Allow-Origin: *\r\n" in head
        assert "Content-Type: text/xml;charset=utf-8\r\n" in head
        sid = re.search('sid="([^"]+)"', text)
        assert sid is not None
        wire.write(post(f"<body xmlns='{names.HTTPBIND}' rid='101' sid='{sid[1]}'>{auth('agent1')}</body>"))
        assert "<success" in (await answer(wire))[2]
        wire.write(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n")
        assert (await answer(wire))[0] == 404
        wire.write(f"GET {path}?isBoshAvailable HTTP/1.1\r\nHost: x\r\n\r\n")
        assert (await answer(wire))[0] == 200
        wire.write(f"OPTIONS {path} HTTP/1.1\r\nHost: x\r\n\r\n")
        assert (await answer(wire))[0] == 200
        wire.write(post(f"<body xmlns='{names.HTTPBIND}' rid='1' sid='nobody'/>"))
        assert (await answer(wire))[0] == 404


async def test_one_connection_may_ask_now_this_and_now_that() -> None:
    async with behind_a_node() as (service, _, own), connected(own) as wire:
        service.echoes = True
        for number in range(3):
            wire.write(ASK)
            assert (await answer(wire))[2] == "hello "
            wire.write(post(f"<{number}/>", HELLO))
            assert (await answer(wire))[2] == f"hello <{number}/>"
            wire.write(post(f"<{number}/>"))
            assert (await answer(wire))[2] == f"<{number}/>"


async def test_requests_that_are_sent_before_the_last_was_answered_are_answered_in_order() -> None:
    async with behind_a_node() as (service, _, own), connected(own) as wire:
        service.echoes = True
        sent = [post("<1/>"), post("<2/>"), ASK.encode(), post("<3/>", HELLO)]
        wire.write(b"".join(sent))
        heard = [(await answer(wire))[2] for _ in sent]
        assert heard == ["<1/>", "<2/>", "hello ", "hello <3/>"]


async def test_what_waits_behind_a_page_is_passed_on_once_that_is_answered() -> None:
    async with behind_a_node() as (service, _, own), connected(own) as wire:
        service.echoes = True
        wire.write(f"GET {SLOW} HTTP/1.1\r\nHost: x\r\n\r\n")
        assert await wire.until("\r\n\r\n")  # it has begun
        wire.write(post("<1/>") + ASK.encode())
        assert await wire.until("slow\r\n0\r\n\r\n")
        assert [(await answer(wire))[2] for _ in range(2)] == ["<1/>", "hello "]


@pytest.mark.parametrize("cut", range(0, 24, 3))
@pytest.mark.parametrize("form", ["", "http://localhost"])
async def test_what_is_sent_in_one_breath_with_the_page_before_it_is_passed_on(cut: int, form: str) -> None:
    """And what only looks like a request, in a page's body, is not."""
    async with behind_a_node() as (service, _, own), connected(own) as wire:
        service.echoes = True
        inside = post("<inside/>")
        bosh = post("<1/>").replace(b"POST /", f"POST {form}/".encode())
        sent = ASK.encode() + post(inside.decode(), HELLO) + b"\r\n" + bosh
        edge = len(sent) - len(bosh) + cut
        wire.write(sent[:edge])
        await wire.writer.drain()
        await asyncio.sleep(0)
        wire.write(sent[edge:] + ASK.encode())
        heard = [(await answer(wire))[2] for _ in range(4)]
        assert heard == ["hello ", f"hello {inside.decode()}", "<1/>", "hello "]
        assert service.connections == 1


async def test_one_byte_at_a_time_is_as_good() -> None:
    async with behind_a_node() as (service, _, own), connected(own) as wire:
        service.echoes = True
        for data, heard in (
            (post("<x/>"), "<x/>"),
            (ASK.encode(), "hello "),
            (post("<y/>", HELLO), "hello <y/>"),
            (post("<z/>"), "<z/>"),
        ):
            for byte in data:
                wire.write(bytes([byte]))
                await wire.writer.drain()
                await asyncio.sleep(0)
            assert (await answer(wire))[2] == heard


async def test_the_service_is_not_told_who_asks() -> None:
    async with behind_a_node() as (service, _, own), connected(own) as wire:
        given = (
            "Authorization: Basic c2VjcmV0\r\nCookie: JSESSIONIDSSO=secret\r\nContent-Type: text/xml\r\n"
            "Origin: https://ccx1.example.com\r\n"
        )
        wire.write(post("<x/>", headers=given))
        request = await service.request()
        assert "secret" not in request.head
        assert "c2VjcmV0" not in request.head
        assert request.head == (
            "POST /http-bind/ HTTP/1.1\r\nhost: localhost\r\ncontent-type: text/xml\r\n"
            "origin: https://ccx1.example.com\r\nContent-Length: 4\r\n\r\n"
        )


async def test_a_body_in_chunks_is_passed_on_whole_and_is_the_last() -> None:
    async with behind_a_node() as (service, _, own), connected(own) as wire:
        wire.write("POST /http-bind HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n<a>\r\n")
        wire.write("4\r\n</a>\r\n0\r\n\r\n")
        request = await service.request()
        assert request.body == b"<a></a>"
        request.answer("<b/>")
        assert (await answer(wire))[2] == "<b/>"
        assert await wire.is_closed()


async def test_who_expects_to_be_told_to_go_on_is_told() -> None:
    """.NET's clients do, before a body."""
    async with behind_a_node() as (service, _, own), connected(own) as wire:
        service.echoes = True
        head, _, body = post("<x/>", headers="Expect: 100-continue\r\n").partition(b"\r\n\r\n")
        wire.write(head + b"\r\n\r\n")
        assert await wire.until("\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n"
        wire.write(body)
        assert (await answer(wire))[2] == "<x/>"


@pytest.mark.parametrize(
    "head", ["POST /http-bind HTTP/1.0\r\n", "POST /http-bind HTTP/1.1\r\nConnection: close\r\n"]
)
async def test_who_wants_no_more_than_one_answer_gets_one(head: str) -> None:
    async with behind_a_node() as (service, _, own), connected(own) as wire:
        service.echoes = True
        wire.write(f"{head}Host: x\r\nContent-Length: 4\r\n\r\n<x/>")
        assert (await answer(wire))[2] == "<x/>"
        assert await wire.is_closed()


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (b"POST /http-bind HTTP/1.1\r\nX: " + b"x" * HEAD_BYTES, 431),
        (b"POST /http-bind HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % (BODY_BYTES + 1), 413),
        (
            b"POST /http-bind HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n200000\r\n"
            + b"x" * 0x200000,
            413,
        ),
        (b"POST /http-bind HTTP/9.9\r\n\r\n", 400),
        (b"POST /http-bind HTTP/2.0\r\nHost: x\r\n\r\n", 505),
        (b"POST /http-bind HTTP/1.1\r\n\r\n", 400),
        (b"POST /http-bind HTTP/1.1\r\nHost: x\r\nHost: x\r\n\r\n", 400),
        (b"POST /http-bind HTTP/1.1\r\nHost: x y\r\n\r\n", 400),
        (b"POST /http-bind HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        (
            b"POST /http-bind HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
            501,
        ),
        (b"POST /http-bind HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400),
        (b"POST /http-bind HTTP/1.1\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n<x/>", 400),
        (b"POST /http-bind HTTP/1.1\r\nContent-Length: x\r\n\r\n", 400),
        (b"POST /http-bind HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzzz\r\n", 400),
    ],
)
async def test_what_is_no_request_or_too_much_is_refused_and_nothing_of_it_is_passed_on(
    data: bytes, status: int
) -> None:
    async with behind_a_node() as (service, pool, own):
        async with connected(own) as wire:
            wire.write(data)
            assert (await wire.rest()).startswith(f"HTTP/1.1 {status} ") or len(data) > BODY_BYTES
        assert (service.connections, len(pool)) == (0, 0)


@pytest.mark.parametrize(
    ("coding", "body", "status"),
    [
        ("gzip", b"<x/>", 400),
        ("deflate", b"<x/>", 400),
        ("gzip", gzip.compress(b"<x/>", mtime=0)[:-4], 400),
        ("gzip", gzip.compress(b"<x/>", mtime=0) + b"<y/>", 400),
        ("gzip", gzip.compress(bytes(CODED_BYTES + 1), mtime=0), 413),
        ("br", b"<x/>", 415),
    ],
)
async def test_a_body_whose_coding_lies_is_refused_and_not_passed_on(
    coding: str, body: bytes, status: int
) -> None:
    async with behind_a_node() as (service, _, own), connected(own) as wire:
        wire.write(coded(coding, body))
        assert (await wire.rest()).startswith(f"HTTP/1.1 {status} ")
        assert service.connections == 0


async def test_a_coded_body_is_passed_on_as_what_it_says() -> None:
    async with behind_a_node() as (service, _, own), connected(own) as wire:
        wire.write(coded("gzip", gzip.compress(b"<x/>", mtime=0)))
        request = await service.request()
        assert (request.body, "ncoding" in request.head) == (b"<x/>", False)


def coded(coding: str, body: bytes) -> bytes:
    head = f"POST /http-bind HTTP/1.1\r\nHost: x\r\nContent-Encoding: {coding}\r\n"
    return head.encode() + b"Content-Length: %d\r\n\r\n%b" % (len(body), body)


async def test_a_request_that_does_not_arrive_in_time_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forwarder, "REQUEST_SECONDS", 0.05)
    async with behind_a_node() as (service, _, own), connected(own) as wire:
        wire.write(post("<x/>")[:-1])
        assert (await wire.rest()).startswith("HTTP/1.1 408 ")
        assert service.connections == 0


async def test_a_client_that_does_not_read_an_answer_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forwarder, "UNREAD_BYTES", 100_000)
    async with behind_a_node() as (service, _, own), connected(own) as wire:
        wire.write(post("<x/>"))
        request = await service.request()
        wire.writer.transport.pause_reading()  # type: ignore[attr-defined]
        request.answer("x" * 20_000_000)
        await service.has_open(0)


async def test_who_sends_on_without_hearing_is_closed() -> None:
    async with behind_a_node() as (service, _, own), connected(own) as wire:
        wire.write(post("<x/>"))
        await service.request()
        wire.write(b"POST /http-bind" * ((HEAD_BYTES + BODY_BYTES + HELD_BYTES) // 15))
        assert await wire.is_closed()
        await service.has_open(0)


async def test_a_connection_that_waits_is_not_idle_to_the_web_applications() -> None:
    async with scripted() as (service, address):
        pool = Pool(address, "localhost", None)
        async with node(pool) as own, connected(own) as wire:
            wire.write(post("<x/>"))
            request = await service.request()
            (upstream,) = pool._all
            connection: RestConnection = upstream.client._asker  # type: ignore[union-attr]
            connection._next_keepalive_close_time = 0.0
            connection._process_keepalive()
            request.answer("<here/>")
            assert (await answer(wire))[2] == "<here/>"
            connection._next_keepalive_close_time = 0.0
            connection._process_keepalive()
            assert await wire.is_closed()


async def test_more_requests_than_are_read_at_once_are_all_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vos.http.connection.STRANGERS_AHEAD", 1_000)
    async with behind_a_node() as (service, _, own), connected(own) as wire:
        service.echoes = True
        wire.write(100 * ASK.encode() + post("<x/>"))
        for _ in range(100):
            assert (await answer(wire))[2] == "hello "
        assert (await answer(wire))[2] == "<x/>"


async def test_a_connection_is_idle_from_its_last_answer_on() -> None:
    """Not from its last request, which may have been held for as long as an idle connection is kept."""
    async with behind_a_node() as (service, pool, own), connected(own) as wire:
        wire.write(post("<x/>"))
        request = await service.request()
        (upstream,) = pool._all
        connection: RestConnection = upstream.client._asker  # type: ignore[union-attr]
        connection._next_keepalive_close_time = 0.0
        request.answer("<here/>")
        assert (await answer(wire))[2] == "<here/>"
        connection._process_keepalive()
        wire.write(ASK)
        assert (await answer(wire))[2] == "hello "


@pytest.mark.parametrize(
    ("start", "ours"),
    [
        (b"POST /http-bind HTTP/1.1", True), (b"OPTIONS /http-bind/?x HTTP/1.1", True),
        (b"GET /ws HTTP", True), (b"GET /ws/ HTTP", True),
        (b"P", None), (b"POST /http-bind", None), (b"GET /w", None),
        (b"GET /wsx", False), (b"POST /http-binding HTTP/1.1", False), (b"PUT /http-bind HTTP/1.1", False),
        (b"GET /finesse/api/User/ws HTTP/1.1", False), (b"GET /finesse/http-bind HTTP/1.1", False),
        (b"\x16\x03\x01", False), (b"PUT", False),
    ],
)  # fmt: skip
def test_a_requests_start_tells_whether_it_is_for_the_service(start: bytes, ours: bool | None) -> None:
    assert is_ours(start) is ours


async def test_an_answer_to_head_has_no_body_and_the_next_answer_is_its_own() -> None:
    """Source: RFC 9110 §9.3.2. The service is asked with GET: of an answer to HEAD parsers await a body."""
    async with behind_a_node() as (service, _, own), connected(own) as wire:
        wire.write("HEAD /http-bind HTTP/1.1\r\nHost: x\r\n\r\n" + ASK)
        request = await service.request()
        assert request.head.startswith("GET /http-bind HTTP/1.1\r\n")
        for part in (b"HTTP/1.1 404 Not Found\r\nContent-Le", b"ngth: 5\r\n\r\n", b"<oh", b"/>"):
            request.writer.write(part)
            await request.writer.drain()
            await asyncio.sleep(0)
        assert await wire.until("\r\n\r\n") == "HTTP/1.1 404 Not Found\r\nContent-Length: 5\r\n\r\n"
        assert (await answer(wire))[2] == "hello "


async def test_head_for_a_service_that_is_away_has_no_body_either(unused_tcp_port: int) -> None:
    async with (
        node(Pool(Address("127.0.0.1", unused_tcp_port), "localhost", None)) as own,
        connected(own) as wire,
    ):
        wire.write("HEAD /http-bind HTTP/1.1\r\nHost: x\r\n\r\n" + ASK)
        head = await wire.until("\r\n\r\n")
        assert head.startswith("HTTP/1.1 502 ")
        assert "\r\nDate: " in head
        assert (await answer(wire))[2] == "hello "


async def test_a_head_that_is_refused_has_no_body_and_what_follows_a_head_has_one() -> None:
    async with behind_a_node() as (service, _, own):
        service.echoes = True
        async with connected(own) as wire:
            wire.write("HEAD /http-bind HTTP/1.1\r\nHost: a b\r\n\r\n")
            heard = await wire.rest()
            assert heard.startswith("HTTP/1.1 400 ")
            assert heard.endswith("\r\n\r\n")
        async with connected(own) as wire:
            wire.write("HEAD /http-bind HTTP/1.1\r\nHost: x\r\n\r\n")
            await wire.until("\r\n\r\n")
            wire.write("GET /http-bind HTTP/1.1\r\nHost: a b\r\n\r\n")
            status, _, text = await answer(wire)
            assert (status, bool(text)) == (400, True)


async def test_a_target_in_absolute_form_is_served(service: NotificationService, certs: Path) -> None:
    """Source: RFC 9112 §3.2.2."""
    pool = Pool(service.addresses["https"], "localhost", client_context(certs))
    async with node(pool) as own, connected(own) as wire:
        for target in ("http://x", "HTTPS://ccx1.example.com:8445"):
            wire.write(f"GET {target}/http-bind?isBoshAvailable HTTP/1.1\r\nHost: x\r\n\r\n")
            assert (await answer(wire))[0] == 200


async def test_empty_lines_before_a_request_are_none() -> None:
    """Source: RFC 9112 §2.2."""
    async with behind_a_node() as (service, _, own), connected(own) as wire:
        service.echoes = True
        wire.write(b"\r\n\r\n" + post("<1/>") + b"\r\n\r\n" + ASK.encode())
        assert (await answer(wire))[2] == "<1/>"
        assert (await answer(wire))[2] == "hello "


async def test_the_service_hears_of_no_foreign_host() -> None:
    async with behind_a_node() as (service, _, own), connected(own) as wire:
        for host, told in (("evil.example.com", "localhost"), ("127.0.0.1:8445", "127.0.0.1:8445")):
            wire.write(post("<x/>").replace(b"Host: localhost", f"Host: {host}".encode()))
            request = await service.request()
            assert f"\r\nhost: {told}\r\n" in request.head
            request.answer()
            await answer(wire)
