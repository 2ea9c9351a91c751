"""The JTAPI link's session: frames and heartbeats, time passed in."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccx_engine.jtapi import wire
from ccx_engine.jtapi.messages import Answer, Connect, Done, Heartbeat, Observe
from ccx_engine.jtapi.session import LinkLost, Session
from ccx_engine.jtapi.wire import FormatError
from tests.linear import must_be_linear

MESSAGES = [Answer(1, "SEP1", request_id=1), Done(1, 5), Answer(2, "SEP2", request_id=2)]


@given(st.lists(st.integers(1, 200), max_size=30))
def test_messages_arrive_whole_however_the_bytes_are_cut(cuts: list[int]) -> None:
    sender, receiver = Session(now=0.0), Session(now=0.0)
    for message in MESSAGES:
        sender.send(message, now=0.0)
    data = sender.data_to_send()
    heard = []
    for cut in [*cuts, len(data)]:
        heard += receiver.receive_data(data[:cut], now=0.0)
        data = data[cut:]
    assert heard == MESSAGES


def test_a_silent_side_sends_a_heartbeat_that_the_other_does_not_report() -> None:
    side, other = Session(now=0.0), Session(now=0.0)
    assert side.next_deadline() == 30.0
    side.tick(now=30.0)
    data = side.data_to_send()
    assert data
    assert list(other.receive_data(data, now=30.0)) == []


def test_two_silent_intervals_lose_the_link() -> None:
    session = Session(now=0.0)
    session.tick(now=30.0)
    assert session.next_deadline() == 60.0
    with pytest.raises(LinkLost, match="60 s"):
        session.tick(now=60.0)


def test_any_byte_counts_as_life() -> None:
    session, other = Session(now=0.0), Session(now=0.0)
    other.send(Heartbeat(), now=59.0)
    list(session.receive_data(other.data_to_send(), now=59.0))
    session.tick(now=60.0)
    assert session.next_deadline() == 90.0


def test_an_absurd_length_ends_the_link_at_once() -> None:
    with pytest.raises(FormatError, match="limit"):
        list(Session(now=0.0).receive_data(b"\x7f\xff\xff\xff", now=0.0))


LINKS = {
    "many small messages": lambda size: wire.encode(Done(1)) * (size // 20),
    "a long text": lambda size: wire.encode(Observe("x" * size)),
    "a text of escapes": lambda size: wire.encode(Observe("\n" * size)),
    "many call variables": lambda size: wire.encode(
        Connect("PSTN", "1", "2", {str(number): "x" for number in range(size // 10)})
    ),
    "depth": lambda size: framed(b"[" * min(size, 900)),
    "digits": lambda size: framed(b"1" * size),
    "a number of digits": lambda size: framed(b'{"is":"Done","request_id":' + b"1" * min(size, 4_000) + b"}"),
}


def framed(body: bytes) -> bytes:
    return wire.HEADER.pack(len(body)) + body


def heard(data: bytes) -> None:
    """As the link reads: some bytes at a time, until it has heard enough."""
    session = Session(now=0.0)
    with contextlib.suppress(FormatError):
        for at in range(0, len(data), 1_024):
            for _ in session.receive_data(data[at : at + 1_024], now=0.0):
                continue


@pytest.mark.parametrize("make", LINKS.values(), ids=LINKS)
def test_what_a_link_sends_is_read_in_proportion_to_its_size(make: Callable[[int], bytes]) -> None:
    must_be_linear(make, heard, 20_000)
