"""Turns: nobody hears another's thousand requests to the end first."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import cast

import pytest

from notification.transports.turn import FULL_BYTES, Share, Turn


class Loop:
    """A loop whose clock goes on by a millisecond with every look."""

    def __init__(self) -> None:
        self.now = 0.0
        self.later: list[tuple[float, object]] = []

    def time(self) -> float:
        self.now += 0.001
        return self.now

    def call_later(self, seconds: float, callback: object) -> Loop:
        self.later.append((seconds, callback))
        return self

    def cancel(self) -> None:
        self.later.clear()

    def round(self) -> None:
        (_, callback), *self.later = self.later
        callback()  # type: ignore[operator]


class Wire:
    """A transport that says whether it is read."""

    reads = True

    def is_closing(self) -> bool:
        return False

    def pause_reading(self) -> None:
        self.reads = False


class Reader:
    """A connection that notes what it hears, a byte in each step."""

    def __init__(self, share: Share) -> None:
        self.loop = Loop()
        self.wire = Wire()
        self.transport: asyncio.Transport | None = cast(asyncio.Transport, self.wire)
        self.share = share
        self.took = b""
        self.settled = 0
        self.turn = Turn(cast(asyncio.AbstractEventLoop, self.loop), self)

    def take(self, data: bytes) -> Iterator[None]:
        for at in range(len(data)):
            self.took += data[at : at + 1]
            yield

    def heard(self) -> None:
        self.settled += 1

    def read_on(self) -> None:
        self.wire.reads = True


def test_a_little_is_heard_at_once() -> None:
    reader = Reader(Share.HALF)
    reader.turn.receive(b"ab")
    assert (reader.took, reader.settled, reader.turn.over, reader.wire.reads) == (b"ab", 1, False, True)


@pytest.mark.parametrize(("share", "rest"), [(Share.LEAST, 0), (Share.HALF, 0.004), (Share.ALL, 0)])
def test_much_is_heard_in_turns_in_order_and_nothing_more_is_read_meanwhile(
    share: Share, rest: float
) -> None:
    reader = Reader(share)
    reader.turn.receive(b"x" * 20)
    assert 0 < len(reader.took) < 20
    assert (reader.settled, reader.turn.over, reader.wire.reads) == (1, True, False)
    reader.turn.receive(b"y" * 5)
    assert b"y" not in reader.took
    while reader.turn.over:
        assert reader.loop.later[0][0] == rest
        reader.loop.round()
    assert reader.took == b"x" * 20 + b"y" * 5
    assert reader.wire.reads
    reader.turn.receive(b"z")
    assert reader.took.endswith(b"z")


@pytest.mark.parametrize(
    ("share", "reads_on"), [(Share.LEAST, False), (Share.HALF, False), (Share.ALL, True)]
)
def test_a_long_read_is_a_whole_turn_however_quickly_it_was_heard(share: Share, reads_on: bool) -> None:
    reader = Reader(share)
    reader.take = lambda data: iter(())  # type: ignore[method-assign]
    reader.turn.receive(b"x" * (FULL_BYTES - 1))
    assert not reader.turn.over
    reader.turn.receive(b"x" * FULL_BYTES)
    assert (reader.turn.over, reader.wire.reads) == (not reads_on, reads_on)
    if reader.turn.over:
        reader.loop.round()
    assert (reader.turn.over, reader.wire.reads) == (False, True)


def test_when_the_connection_is_gone_nothing_more_is_heard() -> None:
    reader = Reader(Share.HALF)
    reader.turn.receive(b"x" * 20)
    heard = reader.took
    reader.turn.end()
    assert (reader.took, reader.loop.later, reader.turn.over) == (heard, [], False)
