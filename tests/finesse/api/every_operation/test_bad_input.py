"""Whatever a client sends as a body: the documented error, nothing half-written, the next one is served."""

from __future__ import annotations

import asyncio
import gzip
import io
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from lxml import etree

from finesse.api.form import Form
from finesse.api.operation import Operation
from tests.finesse.api.answers import triplet
from tests.finesse.api.operations import WITH_BODY, asker, name, place
from tests.finesse.api.test_auth import basic
from tests.finesse.one_node import PASSWORD, Node
from vos.address import Address

MEGABYTE = 1_048_576
PATIENCE = 30.0
LAUGHS = (
    '<!DOCTYPE {0} [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
    "<{0}><state>&c;</state></{0}>"
)
FILE = '<!DOCTYPE {0} [<!ENTITY f SYSTEM "file:///etc/passwd">]><{0}><state>&f;</state></{0}>'

NO_DOCUMENT: dict[str, bytes] = {
    "nothing": b"",
    "no XML": b"state=READY",
    "JSON": b'{"state": "READY"}',
    "not well-formed": b"<{0}><state>READY</{0}>",
    "another root": b"<Something><state>READY</state></Something>",
    "two documents": b"<{0}></{0}><{0}></{0}>",
    "a namespace": b'<{0} xmlns="urn:x"><state>READY</state></{0}>',
    "a bomb of entities": LAUGHS.encode(),
    "a bomb in another encoding": LAUGHS.encode("utf-16"),
    "an entity from a file": FILE.encode(),
    "an unknown entity": b"<{0}>&unknown;</{0}>",
    "a bare ampersand": b"<{0}><state>a & b</state></{0}>",
    "NUL": b"<{0}><state>\x00</state></{0}>",
    "NUL as a reference": b"<{0}><state>&#0;</state></{0}>",
    "bytes that are no UTF-8": b"<{0}><state>\xff\xfe</state></{0}>",
    "an encoding that does not exist": b'<?xml version="1.0" encoding="klingon"?><{0}/>',
    "another encoding than declared": b'<?xml version="1.0" encoding="UTF-16"?><{0}/>',
    "too deep": b"<{0}>" + b"<a>" * 5000 + b"</a>" * 5000 + b"</{0}>",
    "too large": b"<{0}><state>" + b"x" * 20 * MEGABYTE + b"</state></{0}>",
}


def of_root(document: bytes, root: str) -> bytes:
    utf16 = "{0}".encode("utf-16-le")
    return document.replace(b"{0}", root.encode()).replace(utf16, root.encode("utf-16-le"))


def rows(database: Path) -> list[str]:
    with sqlite3.connect(database) as connection:
        return list(connection.iterdump())


@pytest.mark.parametrize("operation", WITH_BODY, ids=name)
async def test_what_is_not_the_document_is_a_bad_request(
    talking: Node, tmp_path: Path, operation: Operation
) -> None:
    assert isinstance(operation.takes, Form)
    before = rows(tmp_path / "finesse.db")
    for what, document in NO_DOCUMENT.items():
        body = of_root(document, operation.takes.root)
        response = await talking.ask(operation.method, place(operation), body, user=asker(operation))

        assert response.status == 400, what
        assert (await triplet(response))[0] == "Bad Request", what
        assert b"Traceback" not in await response.read()

    assert talking.engine.heard == []
    assert rows(tmp_path / "finesse.db") == before
    assert (await talking.get("/User/agent1")).tag == "User"


@pytest.mark.parametrize("operation", WITH_BODY, ids=name)
async def test_an_empty_document_is_refused(talking: Node, operation: Operation) -> None:
    assert isinstance(operation.takes, Form)
    response = await talking.ask(
        operation.method, place(operation), f"<{operation.takes.root}/>", user=asker(operation)
    )
    if any(field.required for field in operation.takes.fields):
        assert (response.status, (await triplet(response))[0]) == (400, "Parameter Missing")
    else:
        assert response.status in (operation.status, 400)
    assert talking.engine.heard == []


@pytest.mark.parametrize("operation", WITH_BODY, ids=name)
async def test_a_body_in_pieces_that_never_ends_is_cut_off(talking: Node, operation: Operation) -> None:
    async def endless() -> AsyncIterator[bytes]:
        while True:
            yield b"<a>" * 100_000
            await asyncio.sleep(0)

    try:
        async with talking.client.request(
            operation.method,
            f"/finesse/api{place(operation)}",
            data=endless(),
            headers={
                "Content-Type": "application/xml",
                "Authorization": basic(asker(operation) or "", PASSWORD),
            },
        ) as response:
            assert response.status == 400
    except aiohttp.ClientConnectionError:
        pass  # closed before the client had read the answer
    assert (await talking.get("/User/agent1")).tag == "User"


async def test_of_duplicate_elements_the_last_counts(node: Node) -> None:
    body = "<User><state>KLINGON</state><state>LOGIN</state><extension>1001</extension></User>"
    await node.command("PUT", "/User/agent1", body)
    await node.desktops.hear_user("agent1", "NOT_READY")


async def test_a_compressed_body_is_read_up_to_the_same_limit(node: Node) -> None:
    body = b"<User><state>LOGIN</state><extension>1001</extension></User>"
    bomb = gzip.compress(b"<User>" + b" " * 50 * MEGABYTE + b"</User>", mtime=0)
    for data, status in ((gzip.compress(body, mtime=0), 202), (bomb, 400), (b"no gzip", 400)):
        response = await node.ask("PUT", "/User/agent1", data, Content_Encoding="gzip")
        assert response.status == status


async def exchange(address: Address, sent: bytes) -> bytes:
    """What comes back for these bytes until the server closes."""
    reader, writer = await asyncio.open_connection(*address)
    try:
        async with asyncio.timeout(PATIENCE):
            try:
                writer.write(sent)
                await writer.drain()
            except ConnectionError:
                pass  # it had enough
            received = io.BytesIO()
            try:
                while data := await reader.read(65_536):
                    received.write(data)
            except ConnectionError:
                pass
            return received.getvalue()
    finally:
        writer.close()


GET = b"GET /finesse/api/SystemInfo HTTP/1.1\r\nHost: x\r\n"
PUT = b"PUT /finesse/api/User/agent1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: %s\r\n" % (
    basic("agent1", PASSWORD).encode()
)


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param(GET + b"X: " + b"x" * 9000 + b"\r\n\r\n", id="a long header"),
        pytest.param(b"GET /finesse/api/" + b"x" * 9000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", id="a long path"),
        pytest.param(GET + b"".join(b"X-%d: x\r\n" % one for one in range(500)) + b"\r\n", id="many headers"),
        pytest.param(GET + b"no header\r\n\r\n", id="no header"),
        pytest.param(GET + b"X: a\x00b\r\n\r\n", id="NUL in a header"),
        pytest.param(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", id="TLS"),
        pytest.param(PUT + b"Content-Length: x\r\n\r\n", id="a length that is none"),
        pytest.param(PUT + b"Content-Length: -1\r\n\r\n", id="a negative length"),
        pytest.param(PUT + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n", id="pieces that are none"),
        pytest.param(
            PUT + b"Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n", id="two lengths"
        ),
    ],
)
async def test_what_is_no_request_is_a_bad_request(address: Address, sent: bytes) -> None:
    head, _, body = (await exchange(address, sent)).partition(b"\r\n\r\n")

    assert head.startswith((b"HTTP/1.1 400 ", b"HTTP/1.0 400 "))
    assert b"Content-Type: application/xml;charset=UTF-8" in head
    assert etree.fromstring(body).findtext("ApiError/ErrorType") == "Bad Request"


async def test_a_header_of_ten_megabytes_is_not_kept(address: Address) -> None:
    answered = await exchange(address, GET + b"X: " + b"x" * 10 * MEGABYTE + b"\r\n\r\n")

    assert answered == b"" or answered.startswith(b"HTTP/1.1 400 ")  # or closed before it could be read
    assert (await exchange(address, GET + b"Connection: close\r\n\r\n")).startswith(b"HTTP/1.1 200 ")


async def test_a_connection_on_which_nothing_is_asked_is_closed(
    address: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vos.doors.listener.FIRST_BYTE_SECONDS", 0.05)
    monkeypatch.setattr("vos.http.connection.HEAD_SECONDS", 0.05)
    for sent in (b"", GET):
        assert await exchange(address, sent) == b""


async def test_a_body_that_does_not_come_is_not_waited_for(
    address: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("finesse.api.body.SECONDS", 0.05)
    reader, writer = await asyncio.open_connection(*address)
    writer.write(PUT + b"Content-Length: 100\r\n\r\n<User>")
    async with asyncio.timeout(PATIENCE):
        assert (await reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 400 ")
    writer.close()


async def test_no_header_tells_whose_program_this_is(node: Node) -> None:
    for path in ("/SystemInfo", "/Nothing"):
        assert "Server" not in (await node.ask("GET", path)).headers


async def test_a_number_too_large_to_be_one_names_nothing(node: Node) -> None:
    for path in ("/Dialog/", "/Team/", "/ReasonCode/"):
        response = await node.ask("GET", path + "9" * 5000, user="administrator")
        assert response.status == 404
