"""XML that costs far more than its bytes: refused, or as cheap as any other of its size."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path

import pytest

from notification.node import NotificationService
from notification.transports import bosh_body
from notification.transports.bosh_body import BadBody
from notification.xmpp.errors import StreamError
from notification.xmpp.stream import NAME_LIMIT, PARTS_LIMIT, StreamParser, document
from tests.linear import must_be_linear
from tests.notification.bad_input.bystander import bystander
from tests.notification.conftest import certs, service, start  # noqa: F401
from tests.notification.desktops import KINDS, desktop
from vos.frames import CONTINUATION, TEXT, FrameReader, Message
from vos.frames import frame as whole_frame

HEADER = (
    b"<stream:stream version='1.0' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>"
)
MESSAGE = b"<message xmlns='jabber:client'%b>%b</message>"
LIMIT = 1 << 18


def repeated(part: bytes, times: int) -> bytes:
    return b"".join(part.replace(b"#", b"%d" % number) for number in range(times))


# By how often a part is repeated: the more, the worse.
SHAPES: dict[str, Callable[[int], bytes]] = {
    "attributes of one namespace": lambda n: MESSAGE % (b" xmlns:a='urn:a'" + repeated(b" a:a#=''", n), b""),
    "attributes": lambda n: MESSAGE % (repeated(b" a#=''", n), b""),
    "attributes of a namespace each": lambda n: (
        MESSAGE % (repeated(b" xmlns:a#='urn:#'", n) + repeated(b" a#:x=''", n), b"")
    ),
    "declarations that nobody uses": lambda n: MESSAGE % (repeated(b" xmlns:a#='urn:a'", n), b""),
    "children that inherit them": lambda n: (
        MESSAGE % (repeated(b" xmlns:a#='urn:a#'", n), repeated(b"<a#:x/>", n))
    ),
    "a long namespace of many": lambda n: (
        MESSAGE % (b" xmlns:a='" + b"u" * 20 * n + b"'", repeated(b"<a:x/>", n))
    ),
    "a fitting namespace of many": lambda n: (
        MESSAGE % (b" xmlns:a='" + b"u" * 500 + b"'", repeated(b"<a:x/>", n))
    ),
    "attributes of a fitting namespace": lambda n: (
        MESSAGE % (b" xmlns:a='" + b"u" * 500 + b"'", repeated(b"<x a:a='' a:b='' a:c=''/>", n))
    ),
    "children": lambda n: MESSAGE % (b"", repeated(b"<b/>", n)),
    "children of changing namespaces": lambda n: MESSAGE % (b"", repeated(b"<b xmlns='urn:#'/>", n)),
    "children far down": lambda n: MESSAGE % (b"", b"<a>" * 60 + repeated(b"<b/>", n) + b"</a>" * 60),
    "towers": lambda n: MESSAGE % (b"", (b"<a>" * 60 + b"</a>" * 60) * (n // 60)),
    "text between children": lambda n: MESSAGE % (b"", repeated(b"&lt;<b/>", n)),
    "quotation marks": lambda n: MESSAGE % (b" a='" + b"&quot;" * n + b"'", b"&quot;" * n),
    "one long name": lambda n: MESSAGE % (b"", b"<" + b"n" * 8 * n + b"/>"),
    "blanks in a tag": lambda n: MESSAGE % (b" " * 8 * n, b""),
}


def read_and_written(data: bytes) -> None:
    """What a service does with a stanza, over each transport's parser."""
    with contextlib.suppress(StreamError):
        document(data).xml()
    parser = StreamParser(1 << 30)
    for event in parser.feed(HEADER + data):
        if not isinstance(event, (StreamError, tuple)):
            event.xml()


@pytest.mark.parametrize("shape", SHAPES)
def test_a_stanza_is_read_and_written_in_time_proportional_to_its_size(shape: str) -> None:
    must_be_linear(SHAPES[shape], read_and_written, 1000)


@pytest.mark.parametrize("shape", SHAPES)
def test_a_stanza_never_grows_beyond_bounds_when_it_is_written_again(shape: str) -> None:
    for times in (100, 1000, 10_000):
        with contextlib.suppress(StreamError):
            assert len(document(SHAPES[shape](times)).xml()) <= PARTS_LIMIT * (NAME_LIMIT + 50)


@pytest.mark.parametrize(
    "part", [b" ", b"x='y' ", b"x='" + b"y" * 50 + b"' ", b"<b/>", b"text", b"&lt;", b">"]
)
def test_a_stanza_in_a_segment_for_each_byte_costs_in_proportion(part: bytes) -> None:
    def segments(size: int) -> list[bytes]:
        data = b"<message " + part * (size // len(part))
        return [data[at : at + 1] for at in range(len(data))]

    def feed(pieces: list[bytes]) -> None:
        parser = StreamParser(1 << 30)
        parser.feed(HEADER)
        for piece in pieces:
            parser.feed(piece)

    must_be_linear(segments, feed, 3000)


def masked(payload: bytes, opcode: int, *, final: bool = True) -> bytes:
    """A client's frame, masked with zeros."""
    head = whole_frame(payload, opcode)[: -len(payload) or None]
    return bytes([head[0] if final else head[0] & 0x7F, head[1] | 0x80]) + head[2:] + b"\0\0\0\0" + payload


@pytest.mark.parametrize("segment", [1, 7, 1 << 20])
def test_a_message_in_a_fragment_for_each_byte_costs_in_proportion(segment: int) -> None:
    def fragments(size: int) -> bytes:
        middle = masked(b"x", CONTINUATION, final=False) * size
        return masked(b"x", TEXT, final=False) + middle + masked(b"x", CONTINUATION)

    def feed(data: bytes) -> None:
        reader = FrameReader(1 << 30)
        heard: list[object] = []
        for at in range(0, len(data), segment):
            heard += reader.feed(data[at : at + segment])
        assert [type(message) for message in heard] == [Message]

    must_be_linear(fragments, feed, 500)


@pytest.mark.parametrize(
    "part", [b" ", b" a", b" a=", b" a='", b" a=''", b" a='x' b = \"y\"", b"a", b"'", b":a", b"<", b"&lt;"]
)
def test_a_body_is_read_in_time_proportional_to_its_size(part: bytes) -> None:
    def read(data: bytes) -> None:
        for end in (b"", b"/>", b">", b"></body>", b"></body >x"):
            with pytest.raises(BadBody):
                bosh_body.read(data + end)

    must_be_linear(lambda size: b"<body" + part * (size // len(part)), read, 8000)


COSTLY = {name: make(6000) for name, make in SHAPES.items() if len(make(6000)) < LIMIT}


@pytest.mark.parametrize("kind", [kind for kind in KINDS if "TLS" not in kind])
async def test_the_costliest_stanzas_keep_nobody_waiting(
    service: NotificationService,  # noqa: F811
    certs: Path,  # noqa: F811
    kind: str,
) -> None:
    async with bystander(service) as other:
        for number, data in enumerate(COSTLY.values()):
            async with desktop(service, kind, certs) as client:
                await client.signs_in("evil", f"desk{number}")
                await client.sends(data)
                await other.hears_an_event()
        await other.is_left_alone()
