"""The lab's four web doors, and raw bytes to and from them."""

from __future__ import annotations

import asyncio
import base64
import ssl
from dataclasses import dataclass
from typing import NamedTuple

from lab.testing.running_lab import RunningLab
from vos.address import Address

SECONDS = 20.0


class Answer(NamedTuple):
    """One answer of HTTP."""

    status: int
    headers: dict[str, str]  # by lower-case name
    body: bytes


@dataclass(frozen=True)
class Door:
    """Where a web application listens, and a request for something that is there."""

    name: str
    address: Address
    context: ssl.SSLContext | None
    path: str  # of something to read
    write: str  # method and path of something to write
    media: str  # of its body
    body: bytes
    headers: str  # that both need

    @property
    def host(self) -> str:
        return f"localhost:{self.address.port}"

    def get(self, method: str = "GET", more: str = "", path: str = "") -> bytes:
        """The request that reads."""
        head = f"{method} {path or self.path} HTTP/1.1\r\nHost: {self.host}\r\n{self.headers}{more}\r\n"
        return head.encode()

    def post(self, more: str = "", body: bytes | None = None, media: str | None = None) -> bytes:
        """The request that writes; a `media` of nothing is no Content-Type."""
        body = self.body if body is None else body
        media = self.media if media is None else media
        kind = f"Content-Type: {media}\r\n" if media else ""
        head = (
            f"{self.write} HTTP/1.1\r\nHost: {self.host}\r\n{self.headers}{kind}{more}"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body

    async def ask(self, *requests: bytes) -> list[Answer]:
        """The answers to these requests, sent at once on one connection."""
        async with Wire(self) as wire:
            wire.send(*requests)
            return [await wire.answer(request.startswith(b"HEAD ")) for request in requests]

    async def ends(self, sent: bytes) -> bytes:
        """All that is answered to these bytes until the door closes the connection."""
        async with Wire(self) as wire:
            wire.send(sent)
            async with asyncio.timeout(SECONDS):
                return await wire.reader.read()


class Wire:
    """A connection to a door."""

    def __init__(self, door: Door) -> None:
        self._door = door

    async def __aenter__(self) -> Wire:
        door = self._door
        name = "localhost" if door.context else None
        self.reader, self._writer = await asyncio.open_connection(
            *door.address, ssl=door.context, server_hostname=name
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        self._writer.transport.abort()

    def send(self, *data: bytes) -> None:
        self._writer.write(b"".join(data))

    async def answer(self, bodiless: bool = False) -> Answer:
        """The next answer, with as much of a body as it says."""
        async with asyncio.timeout(SECONDS):
            head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            first, *lines = head.rstrip().split("\r\n")
            pairs = (line.split(": ", 1) for line in lines)
            headers = {pair[0].lower(): pair[1] if len(pair) > 1 else "" for pair in pairs}
            status = int(first.split()[1])
            empty = bodiless or status in (101, 204, 304)
            size = 0 if empty else int(headers.get("content-length", 0))
            return Answer(status, headers, await self.reader.readexactly(size))


def basic(user: str, password: str = "finesse") -> str:
    """The header of somebody's credentials, which a browser sends by itself once it has them."""
    return f"Authorization: Basic {base64.b64encode(f'{user}:{password}'.encode()).decode()}\r\n"


def doors_of(lab: RunningLab) -> dict[str, Door]:
    """By the product's port numbers."""
    context = ssl.create_default_context(cafile=str(lab.ca))
    user = b"<User><state>LOGOUT</state></User>"
    rest = ("/finesse/api/SystemInfo", "PUT /finesse/api/User/agent1", "application/xml", user)
    axl = (
        b'<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" '
        b'xmlns:n="http://www.cisco.com/AXL/API/12.5"><e:Body><n:getCCMVersion/></e:Body></e:Envelope>'
    )
    agent, administrator = basic("agent1"), basic("ccx_axl")
    return {
        "8445": Door("8445", lab.address("finesse", "https"), context, *rest, agent),
        "8082": Door("8082", lab.address("finesse", "http"), None, *rest, agent),
        "8443": Door(
            "8443", lab.address("cucm", "axl"), context, "/axl/", "POST /axl/", "text/xml", axl, administrator
        ),
        "8900": Door(
            "8900",
            lab.console,
            None,
            "/lab/v1/status",
            "POST /lab/v1/calls",
            "application/json",
            b'{"from": "5551234", "to": "6001"}',
            "",
        ),
    }
