"""The framing cases of the Autobahn test suite (its numbers in brackets) that concern who takes text alone.

Its cases of binary messages end with 1003 here (RFC 7395 §3.2), those of compression (12, 13) with 1002: no
extension is agreed to.
"""

from __future__ import annotations

import itertools

import pytest

from vos import frames
from vos.frames import (
    BINARY,
    CLOSE,
    CONTINUATION,
    NOT_UTF8,
    PING,
    PONG,
    PROTOCOL_ERROR,
    TEXT,
    UNSUPPORTED,
    FrameError,
    FrameReader,
)  # fmt: skip

LIMIT = 1 << 18
EURO = "κόσμε€".encode()


def sent(opcode: int, payload: bytes = b"", *, final: bool = True, reserved: int = 0) -> bytes:
    """A client's frame."""
    size = len(payload)
    whole = frames.frame(payload, opcode)
    head = bytes([(0x80 if final else 0) | reserved << 4 | opcode, whole[1] | 0x80])
    return head + whole[2 : len(whole) - size] + b"\0\0\0\0" + payload


def heard(*parts: bytes, chop: int = 0) -> list[tuple[int, bytes] | int]:
    """Messages as (opcode, payload), and the code of what ended it."""
    data, reader = b"".join(parts), FrameReader(LIMIT)
    step = chop or len(data)
    found: list[tuple[int, bytes] | int] = []
    for at in range(0, len(data), step):
        for message in reader.feed(data[at : at + step]):
            if isinstance(message, FrameError):
                return [*found, message.code]
            found.append((message.opcode, message.payload))
    return found


@pytest.mark.parametrize("size", [0, 125, 126, 127, 128, 65_535, 65_536, 131_072])
@pytest.mark.parametrize("chop", [0, 997])
def test_texts_of_all_sizes_are_heard(size: int, chop: int) -> None:
    """[1.1, 9.1, 10.1]"""
    assert heard(sent(TEXT, b"*" * size), chop=chop) == [(TEXT, b"*" * size)]


def test_binary_messages_are_not_taken() -> None:
    """[1.2]"""
    assert heard(sent(BINARY, b"x")) == [UNSUPPORTED]


def test_pings_of_up_to_125_bytes_are_heard_in_order_and_pongs_that_nobody_asked_for_too() -> None:
    """[2.1 to 2.11]"""
    payloads = [b"", b"hello", b"\0\xff\xfe\xfd", b"\xfe" * 125, *(b"%d" % number for number in range(10))]
    assert heard(*(sent(PING, each) for each in payloads), chop=1) == [(PING, each) for each in payloads]
    assert heard(sent(PONG, b"x"), sent(PING, b"y")) == [(PONG, b"x"), (PING, b"y")]
    assert heard(sent(PING, b"\xfe" * 126)) == [PROTOCOL_ERROR]


@pytest.mark.parametrize("reserved", range(1, 8))
@pytest.mark.parametrize("opcode", [TEXT, BINARY, PING, CLOSE])
def test_reserved_bits_end_it_after_what_came_before(reserved: int, opcode: int) -> None:
    """[3.1 to 3.7]"""
    before = sent(TEXT, b"before")
    broken = sent(opcode, b"\x03\xe8", reserved=reserved)
    assert heard(before, broken, sent(PING)) == [(TEXT, b"before"), PROTOCOL_ERROR]


@pytest.mark.parametrize("opcode", [3, 4, 5, 6, 7, 11, 12, 13, 14, 15])
def test_reserved_opcodes_end_it(opcode: int) -> None:
    """[4.1, 4.2]"""
    assert heard(sent(TEXT, b"x"), sent(opcode, b"y"), sent(PING)) == [(TEXT, b"x"), PROTOCOL_ERROR]


@pytest.mark.parametrize("opcode", [PING, PONG, CLOSE])
def test_control_frames_have_no_fragments(opcode: int) -> None:
    """[5.1, 5.2]"""
    assert heard(sent(opcode, b"\x03\xe8", final=False), sent(CONTINUATION, b"x")) == [PROTOCOL_ERROR]


@pytest.mark.parametrize("chop", [0, 1, 3])
def test_fragments_are_one_message_and_control_frames_go_between(chop: int) -> None:
    """[5.3 to 5.8, 5.19]"""
    parts = [
        sent(TEXT, b"one ", final=False),
        sent(PING, b"1"),
        sent(CONTINUATION, b"two ", final=False),
        sent(PONG, b"2"),
        sent(CONTINUATION, b"three"),
    ]
    assert heard(*parts, chop=chop) == [(PING, b"1"), (PONG, b"2"), (TEXT, b"one two three")]


@pytest.mark.parametrize(
    "parts",
    [
        [sent(CONTINUATION, b"x")],  # [5.9, 5.10, 5.11]
        [sent(CONTINUATION, b"x", final=False)],  # [5.12 to 5.14]
        [sent(TEXT, b"x", final=False), sent(TEXT, b"y")],  # [5.18]
        [sent(TEXT, b"x", final=False), sent(CONTINUATION, b"y"), sent(CONTINUATION, b"z")],  # [5.15, 5.17]
    ],
)
def test_fragments_out_of_order_end_it(parts: list[bytes]) -> None:
    assert heard(*parts)[-1] == PROTOCOL_ERROR
    assert heard(*parts, chop=1)[-1] == PROTOCOL_ERROR


@pytest.mark.parametrize("cut", range(len(EURO) + 1))
def test_a_character_may_lie_in_two_fragments(cut: int) -> None:
    """[6.2]"""
    assert heard(sent(TEXT, EURO[:cut], final=False), sent(CONTINUATION, EURO[cut:])) == [(TEXT, EURO)]


NO_UTF8 = [
    b"\xce\xba\xe1\xbd\xb9\xcf\x83\xce\xbc\xce\xb5\xed\xa0\x80edited",  # [6.3]
    b"\xf4\x90\x80\x80",  # [6.4]
    b"\xce", b"\xe1\xbd", b"\xf0\x90\x80",  # [6.6]: cut off
    b"\xf8\x88\x80\x80\x80", b"\xfc\x84\x80\x80\x80\x80", b"\xf7\xbf\xbf\xbf",  # [6.8, 6.10, 6.12]
    b"\x80", b"\xbf", b"\x80\xbf\x80", b"\xc0 \xc1 ", b"\xfe", b"\xff",  # [6.12 to 6.16]
    b"\xc0\xaf", b"\xe0\x80\xaf", b"\xf0\x80\x80\xaf", b"\xc1\xbf", b"\xe0\x9f\xbf", b"\xc0\x80",  # [6.17]
    b"\xed\xa0\x80", b"\xed\xaf\xbf", b"\xed\xbf\xbf", b"\xed\xa0\x80\xed\xb0\x80",  # [6.20, 6.21]
]  # fmt: skip


@pytest.mark.parametrize("text", NO_UTF8)
def test_text_that_is_no_utf_8_ends_it_with_1007(text: bytes) -> None:
    assert heard(sent(TEXT, b"ok"), sent(TEXT, text)) == [(TEXT, b"ok"), NOT_UTF8]
    for cut in range(len(text) + 1):
        parts = sent(TEXT, text[:cut], final=False), sent(CONTINUATION, text[cut:])
        assert heard(*parts, chop=1) == [NOT_UTF8]


@pytest.mark.parametrize(
    "text", ["\ud7ff", "\ue000", "\ufffd", "\U0010ffff", "\ufffe", "\uffff", "\U0001fffe", "\x00"]
)
def test_every_character_may_be_sent(text: str) -> None:
    """[6.5, 6.7, 6.9, 6.11, 6.22, 6.23]"""
    assert heard(sent(TEXT, text.encode())) == [(TEXT, text.encode())]


GOOD_CODES = [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999]
BAD_CODES = [0, 999, 1004, 1005, 1006, 1016, 1100, 2000, 2999, 5000, 65535]


def closing(code: int, reason: bytes = b"") -> bytes:
    return sent(CLOSE, code.to_bytes(2, "big") + reason)


@pytest.mark.parametrize("code", GOOD_CODES)
def test_close_codes_that_may_be_sent_are_heard(code: int) -> None:
    """[7.1.1, 7.3.1 to 7.3.5, 7.7]"""
    assert heard(closing(code, b"x" * 123)) == [(CLOSE, code.to_bytes(2, "big") + b"x" * 123)]
    assert heard(sent(CLOSE)) == [(CLOSE, b"")]


@pytest.mark.parametrize("code", BAD_CODES)
def test_close_codes_that_may_not_be_sent_are_a_breach(code: int) -> None:
    """[7.9, 7.13]"""
    assert heard(closing(code)) == [PROTOCOL_ERROR]


def test_a_close_frame_of_one_byte_of_too_many_or_with_no_utf_8_is_a_breach() -> None:
    """[7.3.2, 7.3.6, 7.5.1]"""
    assert heard(sent(CLOSE, b"\x03")) == [PROTOCOL_ERROR]
    assert heard(closing(1000, b"x" * 124)) == [PROTOCOL_ERROR]
    for text, cut in itertools.product(NO_UTF8, (1, 7)):
        assert heard(closing(1000, text), chop=cut) == [NOT_UTF8]
