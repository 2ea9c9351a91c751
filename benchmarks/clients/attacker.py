"""Somebody who means harm, as a process of his own: `python -m benchmarks.clients.attacker KIND HOST PORT`.

Prints `ready` once he is at it, and goes on until he is killed. He has 1,000 connections at a time, opening
another for each that is closed; or asks for 20,000 sessions over and over; or signs in, as often as he is
sent away, and sends what costs most.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import contextlib
import itertools
import ssl
from collections.abc import Iterator
from pathlib import Path

from benchmarks.clients.bosh_desktop import BIND, BOSH
from vos.address import Address
from vos.service import loop_runner

CONNECTIONS = 1_000
OPENING_AT_ONCE = 50
SESSIONS = 20_000
ASKING_AT_ONCE = 50
AGAIN_SECONDS = 0.2
DOMAIN = "localhost"
NAMESPACED = "<a xmlns='n'/>"
STREAM = (
    f"<stream:stream to='{DOMAIN}' version='1.0' xmlns='jabber:client' "
    "xmlns:stream='http://etherx.jabber.org/streams'>"
)

POST = b"POST /http-bind HTTP/1.1\r\nHost: localhost\r\n"
XML_OF = b"Content-Type: text/xml\r\nContent-Length: %d\r\n\r\n"
BEGINNINGS = {  # what is sent on each connection, before nothing more comes
    "silent": b"",
    "half-a-head": POST + b"X-Half: ",
    "half-a-body": POST + XML_OF % 1000 + b"<body ",
    "half-a-stream": STREAM[:60].encode(),
    "half-a-frame": b"\x00\x00\x00\x40",
}


class Held:
    """Connections that are kept open, so many at any time."""

    def __init__(self, address: Address, context: ssl.SSLContext | None, beginning: bytes) -> None:
        self.address = address
        self.context = context
        self.beginning = beginning
        self.open = 0
        self._opening = asyncio.Semaphore(OPENING_AT_ONCE)

    async def run(self) -> None:
        async with asyncio.TaskGroup() as tasks:
            for _ in range(CONNECTIONS):
                tasks.create_task(self._hold())
            tasks.create_task(self._tell())

    async def _hold(self) -> None:
        while True:
            try:
                async with self._opening:
                    reader, writer = await asyncio.open_connection(
                        *self.address, ssl=self.context, server_hostname=DOMAIN if self.context else None
                    )
                    writer.write(self.beginning)
                self.open += 1
                try:
                    while await reader.read(4096):
                        pass
                finally:
                    self.open -= 1
                    writer.close()
            except (OSError, EOFError):
                pass  # they will not have us; again
            await asyncio.sleep(AGAIN_SECONDS)

    async def _tell(self) -> None:
        waited = 0.0
        while self.open < CONNECTIONS * 0.9 and waited < 15:
            await asyncio.sleep(0.1)
            waited += 0.1
        print("ready", self.open, flush=True)


def session_request(rid: int) -> bytes:
    body = (
        f"<body xmlns='{BOSH}' xmlns:xmpp='urn:xmpp:xbosh' rid='{rid}' to='{DOMAIN}' hold='1' wait='60' "
        "ver='1.6' xmpp:version='1.0'/>"
    ).encode()
    return POST + XML_OF % len(body) + body


async def ask_for_sessions(address: Address, context: ssl.SSLContext | None) -> None:
    """20,000 in turn, as fast as they are answered, and then again."""
    asked = itertools.count(1)

    async def some() -> None:
        while True:
            try:
                reader, writer = await asyncio.open_connection(
                    *address, ssl=context, server_hostname=DOMAIN if context else None
                )
                for rid in asked:
                    if rid == SESSIONS // 10:
                        print("ready", rid, flush=True)
                    writer.write(session_request(rid))
                    head = await reader.readuntil(b"\r\n\r\n")
                    length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0])
                    await reader.readexactly(length)
                    if b"\r\nconnection: close" in head.lower():
                        break
                writer.close()
            except (OSError, EOFError, ValueError):
                await asyncio.sleep(AGAIN_SECONDS)

    await asyncio.gather(*(some() for _ in range(ASKING_AT_ONCE)))


def costly(login: str, size: int) -> dict[str, str]:
    """Stanzas of that many bytes that one may send, each costly in its own way."""
    me = f"{login}@{DOMAIN}/attacker"
    room = size - 400

    def filled(part: str) -> str:
        return part * (room // len(part))

    attributes = " ".join(f"b{number}=''" for number in range(30))
    asking = "<iq type='get' id='i'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>"
    contents = {
        "text that grows": f"<body>{filled('&gt;')}</body>",
        "small elements": f"<x xmlns='urn:x'>{filled('<a/>')}</x>",
        "namespaces": f"<x xmlns='urn:x'>{filled(NAMESPACED)}</x>",
        "attributes": f"<x xmlns='urn:x'>{filled(f'<a {attributes}/>')}</x>",
        "nesting": f"{'<a>' * 50}{filled('x ')[: room - 800]}{'</a>' * 50}",
    }
    return {
        **{shape: f"<message to='{me}'>{content}</message>" for shape, content in contents.items()},
        "small requests": filled(asking),
        "presences": filled("<presence><show>away</show></presence>"),
    }


async def send_the_worst(address: Address, login: str, shape: str, size: int) -> None:
    """Sign in at the plain port, then one such stanza after the other, as fast as they are taken."""
    reader, writer = await asyncio.open_connection(*address)

    async def until(end: bytes) -> bytes:
        said = b""
        while end not in said:
            more = await reader.read(65_536)
            if not more:
                raise EOFError(said)
            said += more
        return said

    plain = base64.b64encode(f"\0{login}\0finesse".encode()).decode()
    writer.write(STREAM.encode())
    await until(b"</stream:features>")
    writer.write(f"<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>{plain}</auth>".encode())
    await until(b"<success")
    writer.write(STREAM.encode())
    await until(b"</stream:features>")
    writer.write(BIND.replace("/></iq>", "><resource>attacker</resource></bind></iq>").encode())
    await until(b"</iq>")
    stanza = costly(login, size)[shape].encode()

    async def read() -> None:
        while await reader.read(1 << 20):
            pass
        raise EOFError

    async def write() -> None:
        writer.write(stanza)
        await writer.drain()
        print("ready", len(stanza), flush=True)
        while True:
            writer.write(stanza)
            await writer.drain()

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(read())
        tasks.create_task(write())


async def insist(address: Address, login: str, shape: str, size: int) -> None:
    """Do so again each time that he is sent away."""
    while True:
        with contextlib.suppress(OSError, EOFError, ExceptionGroup):
            await send_the_worst(address, login, shape, size)
        await asyncio.sleep(AGAIN_SECONDS)


def shapes() -> Iterator[str]:
    """What he may send when signed in."""
    yield from costly("", 10_000)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.clients.attacker", description=__doc__)
    parser.add_argument("kind", help=f"{', '.join(BEGINNINGS)}, sessions, or a shape: {', '.join(shapes())}")
    parser.add_argument("host")
    parser.add_argument("port", type=int)
    parser.add_argument("--ca", type=Path)
    parser.add_argument("--login", default="")
    parser.add_argument("--bytes", type=int, default=262_000)
    given = parser.parse_args()
    address = Address(given.host, given.port)
    context = ssl.create_default_context(cafile=given.ca) if given.ca else None
    with loop_runner() as runner:
        if given.login:
            runner.run(insist(address, given.login, given.kind, given.bytes))
        elif given.kind == "sessions":
            runner.run(ask_for_sessions(address, context))
        else:
            runner.run(Held(address, context, BEGINNINGS[given.kind]).run())


if __name__ == "__main__":
    main()
