"""XML that is meant to hurt, over every transport: the proper error, a closed stream, nobody else notices."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from notification.node import NotificationService
from tests.notification.bad_input.bystander import bystander
from tests.notification.desktops import KINDS, Desktop, desktop
from tests.notification.loops import event_loop_policy  # noqa: F401
from vos import frames

MEGABYTE = 1 << 20
LONG = 10_000
BOMB = (
    "<!DOCTYPE message [<!ENTITY a0 'ha'>"
    + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10))
    + "]><message><body>&a9;</body></message>"
).encode()

# What is sent by somebody who has signed in: the condition over TCP, over WebSocket, over BOSH. A number is
# the status that closes the WebSocket or answers the POST.
EVIL: dict[str, tuple[bytes, str | int, str | int, str | int]] = {
    "an entity bomb": (BOMB, "not-well-formed", "restricted-xml", 400),
    "an entity of nobody": (b"<message>&nobody;</message>", "not-well-formed", "not-well-formed", 400),
    "a file": (
        b"<!DOCTYPE x SYSTEM 'file:///etc/passwd'><x/>", "not-well-formed", "restricted-xml", 400
    ),
    "deep nesting": (b"<a>" * 50_000, "policy-violation", "policy-violation", 400),
    "10 MB": (b"<message><body>" + b"x" * 10 * MEGABYTE, "policy-violation", frames.TOO_BIG, 413),
    "10 MB of blanks in a tag": (b"<message" + b" " * 10 * MEGABYTE, "policy-violation", frames.TOO_BIG, 413),
    "10 MB in one name": (b"<" + b"x" * 10 * MEGABYTE, "policy-violation", frames.TOO_BIG, 413),
    "many names": (
        b"<message>" + b"".join(b"<n%d/>" % n for n in range(3000)),
        "policy-violation", "not-well-formed", 400,
    ),
    "attributes twice": (b"<message a='1' a='2'/>", "not-well-formed", "not-well-formed", 400),
    "broken UTF-8": (b"<message>\xc3\x28</message>", "not-well-formed", frames.NOT_UTF8, 400),
    "half a surrogate": (b"<message>\xed\xa0\x80</message>", "not-well-formed", frames.NOT_UTF8, 400),
    "overlong UTF-8": (b"<message>\xc0\xbc</message>", "not-well-formed", frames.NOT_UTF8, 400),
    "a character that is none": (b"<message>&#0;</message>", "not-well-formed", "not-well-formed", 400),
    "UTF-16": ("<message/>".encode("utf-16"), "not-well-formed", frames.NOT_UTF8, 400),
    "a prefix of nobody": (b"<x:message/>", "not-well-formed", "not-well-formed", 400),
    "the namespace of XML": (
        b"<message xmlns='http://www.w3.org/2000/xmlns/'/>", "not-well-formed", "not-well-formed", 400
    ),
    "a foreign namespace": (b"<message xmlns='urn:x'/>", *["unsupported-stanza-type"] * 3),
    "a stanza of no kind": (b"<letter xmlns='jabber:client'/>", *["unsupported-stanza-type"] * 3),
    "a comment": (b"<message><!-- --></message>", "restricted-xml", "restricted-xml", 400),
    "an instruction": (b"<message><?php ?></message>", "restricted-xml", "restricted-xml", 400),
}  # fmt: skip


async def attack(client: Desktop, kind: str, name: str) -> None:
    data, *endings = EVIL[name]
    ending = endings[("tcp", "websocket", "bosh").index(kind.partition(" ")[0])]
    await client.sends(data)
    said = await client.wire.rest() if "bosh" not in kind else await answered(client)
    if len(data) > LONG and not said:
        return  # closed while some of it was still under way: then the last words may be lost
    if isinstance(ending, str):
        assert f"<{ending}" in said, name
    elif "bosh" in kind:
        assert f"HTTP/1.1 {ending} " in said, name
    else:
        assert said.endswith((b"\x88\x02" + ending.to_bytes(2, "big")).decode(errors="replace")), name


async def answered(client: Desktop) -> str:
    """The answer to a POST; whether the connection stays is not asked."""
    client.wire.write("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    return await client.wire.rest()


@pytest.mark.parametrize("kind", KINDS)
async def test_evil_xml_ends_its_stream_with_the_proper_error(
    service: NotificationService, certs: Path, kind: str
) -> None:
    async def attacker(name: str) -> None:
        async with desktop(service, kind, certs) as client:
            await client.signs_in("evil", name.replace(" ", ""))
            await attack(client, kind, name)

    async with bystander(service) as other:
        async with asyncio.TaskGroup() as tasks:
            for name in EVIL:
                tasks.create_task(attacker(name))
            for _ in range(20):
                await other.hears_an_event()
        await other.is_left_alone()


@pytest.mark.parametrize("kind", KINDS)
async def test_before_the_sign_in_a_client_has_little_to_say(
    service: NotificationService, certs: Path, kind: str
) -> None:
    async with bystander(service) as other:
        async with desktop(service, kind, certs) as client:
            if "bosh" in kind:
                client.wire.write(
                    b"POST /http-bind/ HTTP/1.1\r\nHost: x\r\nContent-Length: 9000000000\r\n\r\n"
                )
            elif "websocket" in kind:
                client.wire.write(b"GET /ws/ HTTP/1.1\r\nX: ")
            client.wire.write(b"<" + b"a" * MEGABYTE)
            assert await client.wire.is_closed()
        await other.is_left_alone()
