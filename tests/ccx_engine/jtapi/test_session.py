"""The JTAPI link's session: frames and heartbeats, time passed in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccx_engine.jtapi.messages import Answer, Done, Heartbeat
from ccx_engine.jtapi.session import LinkLost, Session
from ccx_engine.jtapi.wire import FormatError

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
