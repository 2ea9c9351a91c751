"""HTTP as its standards have it at 7071 and 7443, where a client and a proxy could else come to disagree."""

from __future__ import annotations

import re

import pytest

from notification.node import NotificationService
from notification.xmpp import names
from tests.notification.transports.test_http import CREATE
from tests.notification.wire import answer, connected, post

POST = "POST /http-bind/ HTTP/1.1\r\nHost: x\r\n"
PATHS = ("/", "/http-bind/", "/http-bind?isBoshAvailable", "/tunnel/", "/ws/", "/nowhere")


async def asked(service: NotificationService, *requests: str | bytes) -> str:
    """All that is answered until the connection is closed."""
    async with connected(service.addresses["http"]) as wire:
        for request in requests:
            wire.write(request)
        wire.write("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        return await wire.rest()


def head_of(answered: str) -> str:
    return answered.partition("\r\n\r\n")[0]


@pytest.mark.parametrize("path", PATHS)
async def test_head_is_answered_as_get_without_a_body(service: NotificationService, path: str) -> None:
    """RFC 9110 §9.3.2."""
    request = f"{{}} {path} HTTP/1.1\r\nHost: x\r\n\r\n"
    async with connected(service.addresses["http"]) as wire:
        wire.write(request.format("GET"))
        status, head, _ = await answer(wire)
        wire.write(request.format("HEAD") * 2)
        for _ in range(2):
            again = await wire.until("\r\n\r\n")
            assert int(again.split()[1]) == status
            assert re.sub("Date: [^\r]*", "", again) == re.sub("Date: [^\r]*", "", head)


@pytest.mark.parametrize(
    "head",
    [
        "GET / HTTP/1.1\r\n\r\n",  # RFC 9112 §3.2
        "GET / HTTP/1.1\r\nHost: x\r\nHost: x\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a b/c\r\n\r\n",
        "GET / HTTP/1.0\r\nHost: a b/c\r\n\r\n",
        # RFC 9112 §6.1: two ends of one body
        POST + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        POST + "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n",
        POST + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
        "POST /http-bind/ HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    ],
)
async def test_what_could_be_read_in_two_ways_is_refused_and_nothing_after_it_is_heard(
    service: NotificationService, head: str
) -> None:
    answered = await asked(service, head)
    assert answered.startswith("HTTP/1.1 400 ")
    assert answered.count("HTTP/1.1 ") == 1


@pytest.mark.parametrize("coding", ["gzip, chunked", "gzip", "identity", "chunked, gzip", "xchunked"])
async def test_a_transfer_coding_that_is_not_known_is_refused(
    service: NotificationService, coding: str
) -> None:
    """RFC 9112 §6.1."""
    answered = await asked(
        service, f"POST /http-bind/ HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: {coding}\r\n\r\n0\r\n\r\n"
    )
    assert answered.startswith(("HTTP/1.1 501 ", "HTTP/1.1 400 "))
    assert answered.count("HTTP/1.1 ") == 1


async def test_another_version_of_http_is_not_spoken(service: NotificationService) -> None:
    """RFC 9110 §15.6.6."""
    assert (await asked(service, "GET / HTTP/2.0\r\nHost: x\r\n\r\n")).startswith("HTTP/1.1 505 ")


@pytest.mark.parametrize(
    ("version", "keys", "status"), [("1.1", 1, 101), ("1.1", 2, 400), ("1.0", 1, 426), ("1.1", 0, 400)]
)
async def test_a_websocket_begins_in_http_1_1_with_one_key(
    service: NotificationService, version: str, keys: int, status: int
) -> None:
    """RFC 6455 §4.2.1, RFC 9110 §7.8."""
    key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
    async with connected(service.addresses["http"]) as wire:
        wire.write(
            f"GET /ws/ HTTP/{version}\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n{key * keys}"
            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: xmpp\r\n\r\n"
        )
        assert (await wire.until("\r\n\r\n")).split()[1] == str(status)


async def test_http_1_0_needs_no_host(service: NotificationService) -> None:
    assert (await asked(service, "GET / HTTP/1.0\r\n\r\n")).startswith("HTTP/1.1 200 ")


@pytest.mark.parametrize("origin", ["http://x", "https://localhost:7443", "HTTP://x"])
async def test_a_target_may_name_its_origin(service: NotificationService, origin: str) -> None:
    """RFC 9112 §3.2.2."""
    answered = await asked(service, f"GET {origin}/tunnel/ HTTP/1.1\r\nHost: other\r\n\r\n")
    assert answered.startswith("HTTP/1.1 200 ")
    assert (await asked(service, f"GET {origin} HTTP/1.1\r\nHost: x\r\n\r\n")).startswith("HTTP/1.1 200 ")


@pytest.mark.parametrize("coding", ["gzip", "br", "nonsense"])
async def test_a_body_in_a_content_coding_is_not_guessed_at(
    service: NotificationService, coding: str
) -> None:
    """RFC 9110 §15.5.16."""
    answered = head_of(await asked(service, post(CREATE, headers=f"Content-Encoding: {coding}\r\n")))
    assert answered.startswith("HTTP/1.1 415 ")
    assert "Accept-Encoding: identity" in answered


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PUT", "/http-bind/", "GET, HEAD, OPTIONS, POST"),
        ("POST", "/", "GET, HEAD, OPTIONS"),
        ("DELETE", "/tunnel/", "GET, HEAD, OPTIONS"),
        ("POST", "/ws/", "GET, HEAD, OPTIONS"),
    ],
)
async def test_another_method_is_told_which_are_allowed(
    service: NotificationService, method: str, path: str, allowed: str
) -> None:
    """RFC 9110 §15.5.6."""
    request = f"{method} {path} HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"
    answered = head_of(await asked(service, request))
    assert answered.startswith("HTTP/1.1 405 ")
    assert f"\r\nAllow: {allowed}" in answered


async def test_every_answer_has_a_date_and_none_names_its_server(service: NotificationService) -> None:
    requests = [f"{method} {path} HTTP/1.1\r\nHost: x\r\n\r\n" for path in PATHS for method in ("GET", "PUT")]
    for request in (*requests, "nonsense\r\n\r\n", "GET / HTTP/1.1\r\n\r\n", post(CREATE), post("x")):
        answered = head_of(await asked(service, request))
        dates = re.findall(r"\r\nDate: \w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT", answered)
        assert len(dates) == 1, request
        assert "\r\nServer:" not in answered


OLD = "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 8\r\n"


@pytest.mark.parametrize("more", ["", OLD])
async def test_who_must_upgrade_is_told_to_what(service: NotificationService, more: str) -> None:
    """RFC 9110 §15.5.22, RFC 6455 §4.4."""
    answered = head_of(await asked(service, f"GET /ws/ HTTP/1.1\r\nHost: x\r\n{more}\r\n"))
    assert answered.startswith("HTTP/1.1 426 ")
    assert "\r\nUpgrade: websocket" in answered
    assert "\r\nConnection: Upgrade" in answered
    assert ("\r\nSec-WebSocket-Version: 13" in answered) == bool(more)


@pytest.mark.parametrize(
    ("head", "status"),
    [
        ("GET / HTTP/1.1\r\nHost: x\r\n" + "A: b\r\n" * 101 + "\r\n", 431),
        ("GET / HTTP/1.1\r\nHost: x\r\nA: " + "b" * 20_000 + "\r\n\r\n", 431),
        ("GET /" + "b" * 20_000 + " HTTP/1.1\r\nHost: x\r\n\r\n", 414),
    ],
)
async def test_a_head_has_bounds(service: NotificationService, head: str, status: int) -> None:
    assert (await asked(service, head)).startswith(f"HTTP/1.1 {status} ")


async def test_upgrades_by_the_thousand_that_are_not_granted_are_answered_one_after_the_other(
    service: NotificationService,
) -> None:
    request = b"GET /nowhere HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: y\r\n\r\n"
    answered = await asked(service, request * 2000)
    assert answered.count("HTTP/1.1 404 ") == 2000


@pytest.mark.parametrize(
    ("asked_for", "answered"), [("1.6", "1.6"), ("1.11", "1.11"), ("2.0", "1.11"), ("1.12", "1.11")]
)
async def test_the_lower_of_both_bosh_versions_is_spoken(
    service: NotificationService, asked_for: str, answered: str
) -> None:
    """XEP-0124 §7.1."""
    assert f' ver="{answered}"' in await asked(
        service, post(re.sub(r" ver=.[.0-9]+.", f" ver='{asked_for}'", CREATE))
    )


@pytest.mark.parametrize(
    ("content", "answered"),
    [
        ("text/html", "text/html"),
        ("text/xml; charset=utf-8", "text/xml; charset=utf-8"),
        ("text/html&#13;&#10;X: y", "text/xml;charset=utf-8"),
        ("text/html; charset=utf-7", "text/xml;charset=utf-8"),
        ("", "text/xml;charset=utf-8"),
    ],
)
async def test_a_session_is_answered_in_the_content_type_that_it_asked_for(
    service: NotificationService, content: str, answered: str
) -> None:
    """XEP-0124 §7.1."""
    async with connected(service.addresses["http"]) as wire:
        wire.write(post(CREATE.replace("ver=", f"content='{content}' ver=")))
        _, head, body = await answer(wire)
        assert f"\r\nContent-Type: {answered}\r\n" in head
        (sid,) = re.findall(r' sid="(\w+)"', body)
        wire.write(post(f"<body rid='101' sid='{sid}' xmlns='{names.HTTPBIND}' type='terminate'/>"))
        _, head, _ = await answer(wire)
        assert f"\r\nContent-Type: {answered}\r\n" in head


async def test_a_stream_version_that_cannot_be_spoken_is_told_so_over_bosh(
    service: NotificationService,
) -> None:
    """RFC 6120 §4.9.3.25."""
    create = CREATE.replace("xmpp:version='1.0'", "xmpp:version='0.9'")
    assert "<unsupported-version " in await asked(service, post(create))
    assert len(service.bosh) == 0
