"""What the head of a request must be. Sources: RFC 9112 §2.3, §3.2, §6.1, §6.3; RFC 9110 §7.2."""

from __future__ import annotations

import pytest

from tests.linear import must_be_linear
from vos.http.head import fault

HOST = (b"Host", b"localhost:8445")
CHUNKED = (b"Transfer-Encoding", b"chunked")


@pytest.mark.parametrize(
    "headers",
    [
        [HOST],
        [(b"HOST", b"")],  # of a target without authority (RFC 9112 §3.2)
        [(b"host", b" ccx1.example.com\t")],
        [(b"host", b"[2001:db8::1]:8445")],
        [HOST, (b"Content-Length", b"5")],
        [HOST, CHUNKED],
        [HOST, (b"transfer-encoding", b"Chunked")],
    ],
)
def test_a_request_is_one(headers: list[tuple[bytes, bytes]]) -> None:
    assert fault("POST", (1, 1), headers) is None


def test_before_http_1_1_there_need_be_no_host() -> None:
    assert fault("GET", (1, 0), []) is None


@pytest.mark.parametrize(
    ("version", "headers", "status"),
    [
        ((0, 9), [HOST], 400),
        ((2, 0), [HOST], 505),
        ((1, 1), [], 400),
        ((1, 1), [HOST, HOST], 400),
        ((1, 0), [HOST, HOST], 400),
        ((1, 1), [(b"Host", b"a/b")], 400),
        ((1, 1), [(b"Host", b"a b")], 400),
        ((1, 1), [(b"Host", b"user@host")], 400),
        ((1, 1), [(b"Host", b"host:port")], 400),
        ((1, 1), [(b"Host", "b\u00fccher.example".encode())], 400),
        ((1, 1), [HOST, (b"Transfer-Encoding", b"gzip, chunked")], 501),
        ((1, 1), [HOST, (b"Transfer-Encoding", b"identity")], 501),
        ((1, 1), [HOST, (b"Transfer-Encoding", b"xchunked")], 501),
        ((1, 1), [HOST, CHUNKED, CHUNKED], 400),
        ((1, 1), [HOST, CHUNKED, (b"Content-Length", b"5")], 400),
        ((1, 0), [HOST, CHUNKED], 400),
    ],
)
def test_what_leaves_open_whom_it_is_for_or_where_it_ends_is_refused_and_the_connection_closed(
    version: tuple[int, int], headers: list[tuple[bytes, bytes]], status: int
) -> None:
    refused = fault("POST", version, headers)
    assert refused is not None
    assert (refused.status, refused.closes) == (status, True)
    assert refused.cause
    assert refused.cure


def test_a_server_that_is_no_proxy_makes_no_tunnels() -> None:
    refused = fault("CONNECT", (1, 1), [HOST])
    assert refused is not None
    assert refused.status == 501


@pytest.mark.parametrize("line", [(b"Host", b"x"), (b"Transfer-Encoding", b"x" * 50), (b"X", b"y" * 50)])
def test_looking_at_a_head_is_linear(line: tuple[bytes, bytes]) -> None:
    must_be_linear(lambda size: [line] * size, lambda given: fault("GET", (1, 1), given), 2_000)
    must_be_linear(
        lambda size: [(b"Host", line[1] * size + b"!")], lambda given: fault("GET", (1, 1), given), 5_000
    )
