"""WebSocket frames: RFC 6455's own examples, any cutting of the bytes, and what must be refused."""

import itertools
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vos import frames
from vos.frames import FrameError, FrameReader, Message

LIMIT = 100_000


def masked(
    payload: bytes, opcode: int = frames.TEXT, *, final: bool = True, key: bytes = b"\x37\xfa\x21\x3d"
) -> bytes:
    """A client's frame."""
    whole = frames.frame(payload, opcode)
    head = whole[: len(whole) - len(payload)]
    first = head[0] if final else head[0] & 0x7F
    body = bytes(byte ^ key[at % 4] for at, byte in enumerate(payload))
    return bytes([first, head[1] | 0x80]) + head[2:] + key + body


def read(*chunks: bytes, limit: int = LIMIT) -> list[Message | int]:
    reader = FrameReader(limit)
    heard = [message for chunk in chunks for message in reader.feed(chunk)]
    return [message.code if isinstance(message, FrameError) else message for message in heard]


# source: RFC 6455 §5.7
def test_the_standards_examples() -> None:
    assert frames.frame(b"Hello") == bytes.fromhex("810548656c6c6f")
    assert read(bytes.fromhex("818537fa213d7f9f4d5158")) == [(frames.TEXT, b"Hello")]
    assert read(bytes.fromhex("898537fa213d7f9f4d5158")) == [(frames.PING, b"Hello")]
    assert frames.frame(b"Hello", frames.PONG) == bytes.fromhex("8a0548656c6c6f")
    assert frames.frame(b"x" * 256, frames.BINARY)[:4] == bytes.fromhex("827e0100")
    assert frames.frame(b"x" * 65536, frames.BINARY)[:10] == bytes.fromhex("827f0000000000010000")


# source: RFC 6455 §1.3
def test_the_standards_handshake() -> None:
    assert frames.accept_key(b"dGhlIHNhbXBsZSBub25jZQ==") == b"s3pPLMBiTxaQ9kYGzzhZRbK+xOo="


@given(st.text(max_size=20_000), st.binary(min_size=4, max_size=4))
def test_what_a_client_masks_is_read(text: str, key: bytes) -> None:
    assert read(masked(text.encode(), key=key)) == [(frames.TEXT, text.encode())]


# source: RFC 6455 §8.1; a character may be cut by fragments
@given(st.binary(max_size=40), st.integers(0, 40))
def test_a_text_is_utf_8_as_a_whole(payload: bytes, cut: int) -> None:
    parts = masked(payload[:cut], final=False) + masked(payload[cut:], frames.CONTINUATION)
    try:
        payload.decode()
    except UnicodeDecodeError:
        assert read(masked(payload)) == read(parts) == [frames.NOT_UTF8]
    else:
        assert read(masked(payload)) == read(parts) == [(frames.TEXT, payload)]


# source: RFC 6455 §4.1
@pytest.mark.parametrize(
    ("key", "good"),
    [
        (b"dGhlIHNhbXBsZSBub25jZQ==", True),
        (b"dGhlIHNhbXBsZSBub25jZQ", False),
        (b"dGhlIHNhbXBsZSBub25jZSE=", False),  # 17 bytes
        (b"!!!!!!!!!!!!!!!!!!!!!!==", False),
        (b"AAAAAAAAAAAAAAAAAAAAAA=!", False),
        ("ÄAAAAAAAAAAAAAAAAAAAA==".encode(), False),
        (b"", False),
    ],
)
def test_a_handshakes_key_is_sixteen_bytes_in_base64(key: bytes, good: bool) -> None:
    assert frames.is_key(key) is good


STREAM = (
    masked(b"one")
    + masked(b"t", final=False)
    + masked(b"w", frames.CONTINUATION, final=False)
    + masked(b"are you there", frames.PING)
    + masked(b"o", frames.CONTINUATION)
    + masked(os.urandom(300).hex().encode())
    + masked(b"\x03\xe8bye", frames.CLOSE)
)


@given(st.lists(st.integers(0, len(STREAM)), max_size=30))
def test_any_cutting_of_the_bytes_gives_the_same_messages(cuts: list[int]) -> None:
    edges = [0, *sorted(cuts), len(STREAM)]
    heard = read(*(STREAM[start:end] for start, end in itertools.pairwise(edges)))
    assert heard == read(STREAM)
    assert heard[:3] == [(frames.TEXT, b"one"), (frames.PING, b"are you there"), (frames.TEXT, b"two")]
    assert heard[-1] == (frames.CLOSE, b"\x03\xe8bye")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (frames.frame(b"not masked"), frames.PROTOCOL_ERROR),
        (b"\xc1" + masked(b"compressed")[1:], frames.PROTOCOL_ERROR),
        (masked(b"x", 0x3), frames.PROTOCOL_ERROR),
        (masked(b"x", frames.BINARY), frames.UNSUPPORTED),
        (masked(b"x", frames.CONTINUATION), frames.PROTOCOL_ERROR),
        (masked(b"x", final=False) + masked(b"y"), frames.PROTOCOL_ERROR),
        (masked(b"x", frames.PING, final=False), frames.PROTOCOL_ERROR),
        (masked(b"x" * 126, frames.PING), frames.PROTOCOL_ERROR),
        (masked(b"x" * (LIMIT + 1)), frames.TOO_BIG),
        (masked(b"x" * (LIMIT + 1))[:14], frames.TOO_BIG),
        (masked(b"x" * LIMIT, final=False) + masked(b"y", frames.CONTINUATION), frames.TOO_BIG),
        (masked(b"", final=False) + masked(b"", frames.CONTINUATION, final=False) * 10_000, frames.TOO_BIG),
        (masked(b"\x03", frames.CLOSE), frames.PROTOCOL_ERROR),
        (masked(b"\x00\x01", frames.CLOSE), frames.PROTOCOL_ERROR),
        (masked(b"\x03\xe8\xff", frames.CLOSE), frames.NOT_UTF8),
    ],
)
def test_what_breaks_the_protocol_has_its_own_close_code(data: bytes, code: int) -> None:
    assert read(data)[-1] == code


def test_messages_before_an_error_are_heard() -> None:
    assert read(masked(b"good") + frames.frame(b"bad")) == [(frames.TEXT, b"good"), frames.PROTOCOL_ERROR]


@given(st.binary(max_size=300))
def test_rubbish_is_never_more_than_an_error(rubbish: bytes) -> None:
    assert not [each for each in read(rubbish)[:-1] if isinstance(each, int)]
