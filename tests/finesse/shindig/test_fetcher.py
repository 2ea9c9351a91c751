"""Fetching: over the wire, within bounds, and from nowhere else than where it may."""

from __future__ import annotations

import asyncio
import contextlib
import gzip
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from certs.make import ensure
from finesse.shindig.fetcher import (
    REDIRECTS,
    Asked,
    Fetched,
    Fetcher,
    FetchRefused,
    NotFetched,
    TimedOut,
    TooLarge,
    Unreachable,
)
from finesse.shindig.keys import FETCHER
from finesse.shindig.reach import Reach
from tests.finesse.one_node import Node
from tests.finesse.shindig.web_server import WebServer, ok, web_server
from vos import tls
from vos.address import Address
from vos.http.web_url import WebOrigin

PATIENCE = 20.0
LARGEST = 100_000
NOWHERE = Address("127.0.0.1", 1)


@contextlib.asynccontextmanager
async def fetching(
    *servers: WebServer, certs: Path = Path("/none"), own: Address = NOWHERE
) -> AsyncIterator[Fetcher]:
    """A fetcher that may reach these servers by their address, and whose own node listens at `own`."""
    named = [
        WebOrigin.parse(server.url(host=host)) for server in servers for host in ("127.0.0.1", "localhost")
    ]
    fetcher = Fetcher(Reach(["finesse.example"], named=named), certs, NOWHERE)
    async with fetcher.serving({"http": NOWHERE}):
        yield fetcher


async def fetch(fetcher: Fetcher, url: str, method: str = "GET", **asked: object) -> Fetched:
    return await fetcher.fetch(
        replace(Asked(url, method), **asked),  # type: ignore[arg-type]
        largest=LARGEST,
        seconds=PATIENCE,
    )


async def test_what_a_named_server_answers_is_fetched() -> None:
    async with web_server(ok(b"hello", "X-Kind: a", "X-Kind: b")) as server, fetching(server) as fetcher:
        found = await fetch(fetcher, server.url("/x?y=1"))
    assert found.status == 200
    assert found.body == b"hello"
    assert [value for name, value in found.headers if name == "x-kind"] == ["a", "b"]
    assert found.url == server.url("/x?y=1")
    assert server.asked[0].startswith(b"GET /x?y=1 HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n" % server.port)


async def test_the_node_itself_is_asked_over_the_wire(node: Node) -> None:
    fetcher = node.client.app[FETCHER]  # type: ignore[index]
    for name in ("http://localhost:8082", "https://localhost:8445", "http://127.0.0.1", "http://[::1]:8082"):
        found = await fetch(fetcher, f"{name}/finesse/api/SystemInfo")
        assert (found.status, b"<SystemInfo>" in found.body) == (200, True), name


async def test_connections_are_kept_for_the_next_request() -> None:
    async with web_server(ok(b"hello")) as server, fetching(server) as fetcher:
        for _ in range(3):
            await fetch(fetcher, server.url())
    assert server.connections == 1


async def test_a_method_with_its_body_is_sent() -> None:
    async with web_server(ok(b"")) as server, fetching(server) as fetcher:
        await fetch(fetcher, server.url(), "PUT", body=b"<User/>", headers=(("requestId", "1"),))
    assert server.asked[0].endswith(b"Content-Length: 7\r\n\r\n<User/>")
    assert b"\r\nrequestId: 1\r\n" in server.asked[0]


async def test_a_server_that_is_not_named_is_refused() -> None:
    async with web_server(ok(b"")) as server, fetching() as fetcher:
        with pytest.raises(FetchRefused, match="name it in gadget_hosts"):
            await fetch(fetcher, server.url())
    assert server.connections == 0


async def test_a_refused_connection_is_told() -> None:
    async with web_server(ok(b"")) as server:
        pass
    async with fetching(server) as fetcher:
        with pytest.raises(Unreachable, match=str(server.port)):
            await fetch(fetcher, server.url())


async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.read()


async def test_a_server_that_never_answers_is_waited_for_in_vain_only_so_long() -> None:
    async with web_server(silent) as server, fetching(server) as fetcher:
        with pytest.raises(TimedOut):
            await fetcher.fetch(Asked(server.url()), largest=LARGEST, seconds=0.05)


async def test_an_answer_that_is_too_long_is_not_read_on() -> None:
    endless = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + b"2000\r\n" + b"x" * 8192 + b"\r\n"

    async def stream(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(endless)
        while True:
            writer.write(b"2000\r\n" + b"x" * 8192 + b"\r\n")
            await writer.drain()

    for answer in (stream, ok(b"x" * (LARGEST + 1))):
        async with web_server(answer) as server, fetching(server) as fetcher:
            with pytest.raises(TooLarge, match=str(LARGEST)):
                await fetch(fetcher, server.url())


async def test_a_compressed_answer_is_unpacked_as_far_as_it_may_go() -> None:
    packed = gzip.compress(b"hello", mtime=0)
    bomb = gzip.compress(b"\0" * (LARGEST + 1), mtime=0)
    async with web_server(ok(packed, "Content-Encoding: gzip")) as server, fetching(server) as fetcher:
        assert (await fetch(fetcher, server.url())).body == b"hello"
        server.answer = ok(bomb, "Content-Encoding: gzip")
        with pytest.raises(TooLarge):
            await fetch(fetcher, server.url())
        server.answer = ok(packed[:-4], "Content-Encoding: gzip")
        with pytest.raises(Unreachable, match="unpacked"):
            await fetch(fetcher, server.url())


@pytest.mark.parametrize(
    "answer",
    [
        b"220 mail.example ESMTP\r\n",
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 300 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nA: " + b"b" * 100_000,
    ],
)
async def test_what_is_no_answer_is_told_as_one_that_did_not_come(answer: bytes) -> None:
    async with web_server(answer) as server, fetching(server) as fetcher:
        with pytest.raises((Unreachable, TooLarge)):
            await fetch(fetcher, server.url())


async def test_an_answer_that_breaks_off_is_none() -> None:
    async def breaking(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhe")

    async with web_server(breaking) as server, fetching(server) as fetcher:
        with pytest.raises(Unreachable, match="broke off"):
            await fetch(fetcher, server.url())


async def test_an_answer_may_end_with_its_connection() -> None:
    async def closing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.0 200 OK\r\n\r\nhello")

    async with web_server(closing) as server, fetching(server) as fetcher:
        assert (await fetch(fetcher, server.url())).body == b"hello"


def redirect(to: str, status: str = "302 Found") -> bytes:
    return ok(b"", f"Location: {to}", status=status)


async def test_a_redirect_is_followed_where_that_is_allowed() -> None:
    async with web_server(ok(b"there")) as second, web_server(redirect(second.url("/there"))) as first:
        async with fetching(first, second) as fetcher:
            found = await fetch(
                fetcher, first.url(), headers=(("Authorization", "Basic abc"), ("X-Own", "1"))
            )
            assert (found.body, found.url) == (b"there", second.url("/there"))
            assert b"Authorization" not in second.asked[0]
            assert b"X-Own" in second.asked[0]
        async with fetching(first) as fetcher:
            with pytest.raises(FetchRefused):
                await fetch(fetcher, first.url())


async def test_redirects_end() -> None:
    async with web_server(redirect("/again")) as server, fetching(server) as fetcher:
        with pytest.raises(FetchRefused, match=f"more than {REDIRECTS}"):
            await fetch(fetcher, server.url())
    assert len(server.asked) == REDIRECTS + 1


async def test_a_redirect_of_a_write_is_given_to_who_asked() -> None:
    async with web_server(redirect("/there")) as server, fetching(server) as fetcher:
        assert (await fetch(fetcher, server.url(), "POST", body=b"x")).status == 302


@pytest.mark.parametrize(
    "header", [("A\r\nB", "x"), ("A", "x\r\nB: y"), ("A b", "x"), ("A", "x\0"), ("", "x"), ("A", "\u20ac")]
)
async def test_what_is_no_header_is_not_sent(header: tuple[str, str]) -> None:
    async with web_server(ok(b"")) as server, fetching(server) as fetcher:
        with pytest.raises(NotFetched, match="header"):
            await fetch(fetcher, server.url(), headers=(header,))
    assert server.asked == []


async def test_headers_of_the_connection_are_not_the_callers() -> None:
    given = (
        "Host",
        "Connection",
        "Content-Length",
        "Transfer-Encoding",
        "Sec-Fetch-Site",
        "X-Forwarded-For",
        "Origin",
    )
    async with web_server(ok(b"")) as server, fetching(server) as fetcher:
        await fetch(fetcher, server.url(), headers=tuple((name, "7") for name in given))
    assert b": 7\r\n" not in server.asked[0]


async def test_a_server_with_tls_must_show_a_certificate_that_is_trusted(certs: Path, tmp_path: Path) -> None:
    async with web_server(ok(b"secure"), tls.server_context(certs, "localhost")) as server:
        async with fetching(server, certs=certs) as fetcher:
            assert (await fetch(fetcher, server.url(host="localhost"))).body == b"secure"
        other = tmp_path / "other"
        ensure(other, "localhost", ["localhost"])
        async with fetching(server, certs=other) as fetcher:
            with pytest.raises(Unreachable, match="not trusted"):
                await fetch(fetcher, server.url(host="localhost"))


async def test_a_kept_connection_that_was_closed_meanwhile_is_no_failure() -> None:
    async def once(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(ok(b"hello"))

    async with web_server(once) as server, fetching(server) as fetcher:
        for _ in range(3):
            assert (await fetch(fetcher, server.url())).body == b"hello"


async def test_what_answers_again_without_being_asked_is_left() -> None:
    async with web_server(ok(b"one") + ok(b"two")) as server, fetching(server) as fetcher:
        with contextlib.suppress(Unreachable):
            await fetch(fetcher, server.url())
        server.answer = ok(b"three")
        assert (await fetch(fetcher, server.url())).body == b"three"


async def test_certificates_that_are_missing_are_told() -> None:
    async with web_server(ok(b"")) as server:
        server.scheme = "https"
        async with fetching(server, certs=Path("/none")) as fetcher:
            with pytest.raises(Unreachable, match="certificate file"):
                await fetch(fetcher, server.url())


async def test_what_speaks_no_tls_is_told(certs: Path) -> None:
    async with web_server(ok(b"")) as server:
        server.scheme = "https"
        server.greets = b"HTTP/1.1 400 Bad Request\r\n\r\n"
        async with fetching(server, certs=certs) as fetcher:
            with pytest.raises(Unreachable, match="does it speak TLS"):
                await fetch(fetcher, server.url())
