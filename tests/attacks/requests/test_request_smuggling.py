"""A request that two servers read differently: what one takes for a body is a request to the other.

Each is refused, and the connection closed, at every web door; 8445 stands before the notification service and
passes nothing on that is not whole. Source: RFC 9112 §11.2; CWE-444.
"""

from __future__ import annotations

import gzip
import re
import zlib

import pytest

from lab.testing.running_lab import RunningLab
from tests.attacks.doors import Door, Wire, doors_of

NAMES = ["8445", "8082", "8443", "8900"]
PROXIES = ("8445", "8082")
SMUGGLED = b"GET /smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n"


def malformed(door: Door, start: str) -> list[tuple[str, bytes]]:
    """Requests that leave open where they end, for whom they are, or in what they are written."""
    host, headers = f"Host: {door.host}\r\n", f"{door.headers}Content-Type: {door.media}\r\n"
    chunked, sized = "Transfer-Encoding: chunked\r\n", "Content-Length: 5\r\n"
    chunk = "0\r\n\r\n"

    def request(more: str, body: str = chunk, version: str = "HTTP/1.1", hosts: str = host) -> bytes:
        return f"{start} {version}\r\n{hosts}{headers}{more}\r\n{body}".encode() + SMUGGLED

    return [
        ("two lengths", request(sized + sized)),
        ("two lengths in one", request("Content-Length: 5, 6\r\n")),
        ("a length with a sign", request("Content-Length: +5\r\n")),
        ("chunks and a length", request(chunked + sized)),
        ("a length and chunks", request(sized + chunked)),
        ("chunks twice", request(chunked + chunked)),
        ("gzip, chunked", request("Transfer-Encoding: gzip, chunked\r\n")),
        ("chunked, gzip", request("Transfer-Encoding: chunked, gzip\r\n")),
        ("identity", request("Transfer-Encoding: identity\r\n")),
        ("xchunked", request("Transfer-Encoding: xchunked\r\n")),
        ("a tab before chunked", request("Transfer-Encoding:\x0bchunked\r\n")),
        ("a blank before the colon", request("Transfer-Encoding : chunked\r\n")),
        ("a folded line", request("Transfer-Encoding:\r\n chunked\r\n")),
        ("lines without CR", request(chunked).replace(b"\r\n", b"\n") + SMUGGLED),
        ("chunks in HTTP/1.0", request(chunked, version="HTTP/1.0")),
        ("a chunk of no size", request(chunked, "zz\r\n\r\n")),
        ("no Host", request(sized, "12345", hosts="")),
        ("two Hosts", request(sized, "12345", hosts=host + host)),
        ("two unlike Hosts", request(sized, "12345", hosts=f"{host}Host: evil.example.com\r\n")),
        ("a Host that is none", request(sized, "12345", hosts="Host: a b\r\n")),
        ("HTTP/2 in clear", request(sized, "12345", version="HTTP/2.0")),
        ("HTTP/0.9", f"{start.replace('POST', 'GET').replace('PUT', 'GET')}\r\n\r\n".encode()),
    ]


@pytest.mark.parametrize("name", NAMES)
async def test_what_two_could_read_differently_is_refused_by_the_one(
    lab_in_loop: RunningLab, name: str
) -> None:
    door = doors_of(lab_in_loop)[name]
    starts = [door.write, *(["POST /http-bind", "POST /ws/"] if name in PROXIES else [])]
    for start in starts:
        for what, sent in malformed(door, start):
            heard = await door.ends(sent)
            status = heard[:12].split(b" ")[-1]
            assert status in (b"400", b"501", b"505"), (start, what, heard[:200])
            answers = re.findall(rb"HTTP/\d\.\d \d\d\d ", heard)
            assert len(answers) == 1, (start, what, heard)  # the smuggled one has none
            assert b"\r\nDate: " in heard
            assert b"aiohttp" not in heard
            assert b"Python" not in heard
    assert (await door.ask(door.get()))[0].status == 200


@pytest.mark.parametrize("name", NAMES)
async def test_after_a_head_the_next_answer_is_the_next_requests(lab_in_loop: RunningLab, name: str) -> None:
    """Source: RFC 9110 §9.3.2: an answer to HEAD has the headers of GET's, and no body."""
    door = doors_of(lab_in_loop)[name]
    paths = [door.path, "/nothing"]
    if name in PROXIES:
        paths += ["/http-bind", "/http-bind?isBoshAvailable", "/ws/", "/desktop", "/finesse/api", "/tunnel/"]
        paths += ["/desktop/logo.svg", "/finesse/api/User/agent1"]
    for path in paths:
        async with Wire(door) as wire:
            wire.send(door.get("HEAD", path=path), door.get("GET", path=path), door.get())
            head = await wire.answer(bodiless=True)
            whole, after = await wire.answer(), await wire.answer()
        assert head.status == whole.status, path
        assert head.headers.get("content-length") == whole.headers.get("content-length"), path
        assert after.status == 200, path


@pytest.mark.parametrize("name", NAMES)
async def test_a_body_that_is_not_in_its_encoding_is_the_clients_fault(
    lab_in_loop: RunningLab, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    """400, a bomb too, and 415 for what nobody here reads; no traceback. Source: RFC 9110 §8.4, §15.5.16."""
    door = doors_of(lab_in_loop)[name]
    good = gzip.compress(door.body, mtime=0)
    bomb = gzip.compress(b" " * 50_000_000, mtime=0)
    for coding, body, statuses in (
        ("gzip", door.body, (400,)),
        ("deflate", door.body, (400,)),
        ("gzip", good[:-9], (400,)),
        ("gzip", good[:-1], (400,)),
        ("gzip", good + b"x", (400,)),
        ("deflate", zlib.compress(door.body)[:-2], (400,)),
        ("gzip", bomb, (400, 413)),
        ("br", door.body, (415,)),
        ("zstd", door.body, (415,)),
        ("gzip, gzip", gzip.compress(good, mtime=0), (415,)),
    ):
        (answer,) = await door.ask(door.post(f"Content-Encoding: {coding}\r\n", body))
        assert answer.status in statuses, (coding, body[:20], answer)
    assert "Traceback" not in caplog.text
    if name == "8443":
        assert (await door.ask(door.post("Content-Encoding: gzip\r\n", good)))[0].status == 200


@pytest.mark.parametrize("name", NAMES)
async def test_every_answer_has_a_date_and_a_405_what_is_allowed(lab_in_loop: RunningLab, name: str) -> None:
    """And a target may be absolute. Source: RFC 9110 §6.6.1, §15.5.6; RFC 9112 §3.2.2, §3.2.4."""
    door = doors_of(lab_in_loop)[name]
    scheme = "https" if door.context else "http"
    absolute, asterisk, wrong, unknown = await door.ask(
        door.get(path=f"{scheme}://{door.host}{door.path}"),
        door.get("OPTIONS", path="*"),
        door.get("TRACE"),
        door.get(path="/nothing"),
    )
    assert [one.status for one in (absolute, asterisk, wrong, unknown)] == [200, 200, 405, 404]
    assert "GET" in wrong.headers["allow"]
    assert "GET" in asterisk.headers["allow"]
    for answer in (absolute, asterisk, wrong, unknown):
        assert "date" in answer.headers
        assert "aiohttp" not in answer.headers.get("server", "")


async def test_what_is_behind_a_page_in_one_breath_is_no_more_than_it_is(lab_in_loop: RunningLab) -> None:
    """A body that looks like a request to the notification service is a body; what follows it is one."""
    door = doors_of(lab_in_loop)["8445"]
    forged = b"POST /http-bind HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n"
    bosh = f"GET /http-bind?isBoshAvailable HTTP/1.1\r\nHost: {door.host}\r\n\r\n".encode()
    refused, available, info = await door.ask(door.post(body=forged), bosh, door.get())
    assert (refused.status, available.status, info.status) == (400, 200, 200)
