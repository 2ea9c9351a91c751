"""Whatever bytes come, the codec and the sessions of CTI raise their documented errors and nothing else.

An input is: what to do, the protocol version, options, how to make a stream of the rest - and the rest.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

from ccx_engine.cti import compiled
from ccx_engine.cti import messages as m
from ccx_engine.cti.codec import HEADER, Codec, Encodable, FrameReader, codec_for
from ccx_engine.cti.enums import AgentState, ServiceMask
from ccx_engine.cti.errors import CtiError, Malformed, SessionLost, Unencodable
from ccx_engine.cti.layout import MAX_BODY, MAX_VERSION, MIN_VERSION, Form
from ccx_engine.cti.reading import fixed_size, read
from ccx_engine.cti.session import ClientSession, ServerSession
from ccx_engine.cti.summary import summary
from ccx_engine.cti.wire import REGISTRY

VERSIONS = range(MIN_VERSION, MAX_VERSION + 1)
NUMBERS = sorted(REGISTRY)
EVERYTHING = sum(ServiceMask, start=ServiceMask(0))
BRIDGE = int(EVERYTHING & ~ServiceMask.CLIENT_EVENTS)
AGENT = int(EVERYTHING & ~ServiceMask.ALL_EVENTS)
HEAD = 4  # bytes that say what to do
LONG = 3 * MAX_BODY  # bytes of a stream

Frame = tuple[int, bytes]  # the number of a message and its body


def instrument(function: Callable[[Any], Any]) -> None:
    """Show the fuzzer the functions that are made of declarations, too."""
    made = compiled._Source.function
    compiled._Source.function = lambda source: function(made(source))  # type: ignore[method-assign]


def check(data: bytes) -> None:
    """Raise where the code does what is documented nowhere."""
    if len(data) < HEAD:
        return
    what, version, options, how = data[:HEAD]
    codec = codec_for(VERSIONS[version % len(VERSIONS)], None, 2 if what & 0x80 else 1)
    stream = STREAMS[how % len(STREAMS)](codec.form, data[HEAD:])
    DEEDS[(what & 0x7F) % len(DEEDS)](codec, options, stream)


# What is done


def _codec(codec: Codec, options: int, stream: bytes) -> None:
    """What was decoded, by the fast way or not, encodes to the same, and may go on in another form."""
    other = codec_for(VERSIONS[options % len(VERSIONS)], None, 1 + (options >> 7))
    for number, body in _cut(stream, len(stream))[0]:
        with contextlib.suppress(CtiError):
            codec.decode(number, body, strict=True)
        try:
            message = codec.decode(number, body)
        except Malformed:
            continue
        assert codec.encode(message) == HEADER.pack(len(body), number) + body
        assert number not in REGISTRY or read(REGISTRY[number], codec.form, body) == message
        assert repr(message)
        summary(message)
        _passed_on(other, message)


def _passed_on(codec: Codec, message: Encodable) -> None:
    try:
        frame = codec.encode(message)
    except Unencodable:
        return
    assert len(frame) <= HEADER.size + MAX_BODY
    assert codec.encode(codec.decode_frame(frame)) == frame


def _connection(codec: Codec, options: int, stream: bytes) -> None:
    """A server's connection on which anything comes."""
    server = ServerSession(now=0.0, watch=_watch)
    _serve(server, options, stream)
    reader = FrameReader()
    reader.feed(server.data_to_send())
    while frame := reader.next_frame():
        server.codec.decode(*frame)


def _session(codec: Codec, options: int, stream: bytes) -> None:
    """An open session on which anything comes, in bridge or agent mode; its client is never confused."""
    client = _client(codec, options)
    server = ServerSession(now=0.0, strict=bool(options & 2), watch=_watch)
    _serve(server, 0, client.data_to_send())
    _serve(server, options, stream)
    with contextlib.suppress(SessionLost):
        list(client.receive_data(server.data_to_send(), 0.0))
    assert client.is_open
    assert not isinstance(client.ended, Malformed)


def _serve(server: ServerSession, options: int, stream: bytes) -> None:
    for now, chunk in enumerate(_chunks(stream, options >> 3)):
        with contextlib.suppress(Malformed):
            for message in server.receive_data(chunk, float(now)):
                _answer(server, message)
        with contextlib.suppress(SessionLost):
            server.tick(float(now))
        assert server.ended or server.masks or server.next_deadline() is not None


def _answer(server: ServerSession, message: Encodable) -> None:
    """As the engine may: open the session, or send the same to whoever wants it."""
    if isinstance(message, m.OpenReq):
        server.grant(ccx_online=True, agent_extension=message.agent_extension, agent_id=message.agent_id)
    elif server.wants(message):
        server.send(message)


def _listener(codec: Codec, options: int, stream: bytes) -> None:
    """A client that opens, and a server that answers anything."""
    client = _client(codec, options)
    client.data_to_send()
    if options & 2:
        opened = m.OpenConf(
            invoke_id=1, services_granted=BRIDGE, ccx_online=True, agent_state=AgentState.UNKNOWN
        )
        list(client.receive_data(codec_for(codec.form.version).encode(opened), 0.0))
    for now, chunk in enumerate(_chunks(stream, options >> 3)):
        with contextlib.suppress(Malformed, SessionLost):
            list(client.receive_data(chunk, float(now)))
        with contextlib.suppress(SessionLost):
            client.tick(float(now))
    assert (client.ended is None) == (client.next_deadline() is not None)


def _client(codec: Codec, options: int) -> ClientSession:
    """A client that has sent OPEN_REQ."""
    client = ClientSession(now=0.0, watch=_watch)
    client.open(
        m.OpenReq(
            version_number=codec.form.version,
            idle_timeout=20,
            services_requested=AGENT if options & 1 else BRIDGE,
            call_msg_mask=0xFFFFFFFF,
            agent_state_mask=0xFFFFFFFF,
            config_msg_mask=0xFFFFFFFF,
            client_id="fuzz",
            agent_id="agent1" if options & 1 else None,
        )
    )
    return client


def _frames(codec: Codec, options: int, stream: bytes) -> None:
    """The same stream gives the same frames and the same end, however it is split."""
    assert _cut(stream, len(stream)) == _cut(stream, 1 + options)


DEEDS: tuple[Callable[[Codec, int, bytes], None], ...] = (_codec, _connection, _session, _listener, _frames)


def _watch(incoming: bool, message: Encodable) -> None:
    summary(message)


def _chunks(stream: bytes, size: int) -> Iterator[bytes]:
    """The stream in pieces; whole for the size 0."""
    size = size or len(stream) or 1
    for at in range(0, len(stream), size):
        yield stream[at : at + size]


def _cut(stream: bytes, size: int) -> tuple[list[Frame], str]:
    """The frames, and why there are no more."""
    reader = FrameReader()
    frames: list[Frame] = []
    for chunk in _chunks(stream, size):
        reader.feed(chunk)
        try:
            while frame := reader.next_frame():
                frames.append(frame)
        except Malformed as error:
            return frames, str(error)
    return frames, ""


# How a stream is made: mutated bytes get far into the code where lengths are right by themselves


def _raw(form: Form, data: bytes) -> bytes:
    return data


def _bodies(form: Form, data: bytes) -> bytes:
    """Frames: number (2 bytes), length, body."""
    stream, at = b"", 0
    while at + 2 < len(data) and len(stream) < LONG:
        number = int.from_bytes(data[at : at + 2], "big")
        body, at = _sized(data, at + 2)
        stream += HEADER.pack(len(body), number) + body
    return stream


def _fields(form: Form, data: bytes) -> bytes:
    """Frames of declared messages: which, how many fields; the fixed part; each field's tag, length, data."""
    stream, at = b"", 0
    while at + 1 < len(data) and len(stream) < LONG:
        cls, count = REGISTRY[NUMBERS[data[at] % len(NUMBERS)]], data[at + 1]
        size = fixed_size(form, cls.LAYOUT)
        body = data[at + 2 : at + 2 + size].ljust(size, b"\0")
        at += 2 + size
        for _ in range(count):
            if at + 1 >= len(data) or len(body) > MAX_BODY:
                break
            tag = data[at]
            value, at = _sized(data, at + 1)
            if form.holds(tag, value):
                body += form.field(tag, value)
        stream += HEADER.pack(len(body), cls.NUMBER) + body
    return stream


def _sized(data: bytes, at: int) -> tuple[bytes, int]:
    """Length (1 byte; 255 says that 2 more follow) and so many bytes, padded with zeros; where they end."""
    size, at = data[at], at + 1
    if size == 255:
        size, at = int.from_bytes(data[at : at + 2], "big"), at + 2
    return data[at : at + size].ljust(size, b"\0"), at + size


STREAMS: tuple[Callable[[Form, bytes], bytes], ...] = (_raw, _bodies, _fields)
