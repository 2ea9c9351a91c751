"""How fast CTI messages are decoded and encoded on one core: the best of several rounds leaves noise out."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import partial

from benchmarks.row import Row
from ccx_engine.cti import messages as m
from ccx_engine.cti.codec import HEADER, FrameReader, codec_for
from ccx_engine.cti.enums import AgentState, DeviceType, EventCause, LocalConnectionState

TIMES = 5_000
ROUNDS = 15
HOW = f"best of {ROUNDS} rounds of {TIMES:,}"

STATE = m.AgentStateEvent(
    csq_state=AgentState.TALKING,
    agent_state=AgentState.TALKING,
    agent_extension="1001",
    agent_id="agent1",
    next_agent_state=AgentState.NOT_APPLICABLE,
)
DELIVERED = m.CallDeliveredEvent(
    call_id=16777507,
    connection_device_id="1001",
    application_id=1,
    csq_id=1,
    alerting_device_type=DeviceType.AGENT_DEVICE,
    calling_device_type=DeviceType.DEVICE_IDENTIFIER,
    called_device_type=DeviceType.ROUTE_POINT,
    last_redirect_device_type=DeviceType.CTI_PORT,
    local_connection_state=LocalConnectionState.ALERTING,
    event_cause=EventCause.NEW_CALL,
    alerting_device_id="1001",
    calling_device_id="915551234",
    called_device_id="6001",
    last_redirect_device_id="7001",
    secondary_connection_call_id=16777508,
    ani="915551234",
    dnis="6001",
    dialed_number="6001",
    call_variable_1="gold",
    call_variable_2="4711",
    named_variables=(m.NamedVariable("user.layout", "Default"),),
)


def rate(work: Callable[[], object]) -> float:
    """How often a second the work can be done."""
    best = float("inf")
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        for _ in range(TIMES):
            work()
        best = min(best, time.perf_counter() - begun)
    return TIMES / best


def rows() -> Iterator[Row]:
    """The two messages that are sent most: one small, one with the data of a call."""
    codec = codec_for(14)
    for message, decode_aim, encode_aim in ((STATE, "≥ 100,000", ""), (DELIVERED, "", "≥ 60,000")):
        frame = codec.encode(message)
        number, body = message.NUMBER, frame[HEADER.size :]
        yield Row(
            f"CTI: decode {message.NAME} ({len(frame)} bytes)",
            rate(partial(codec.decode, number, body)),
            "messages/s",
            decode_aim,
            HOW,
        )
        yield Row(
            f"CTI: encode {message.NAME} ({len(frame)} bytes)",
            rate(partial(codec.encode, message)),
            "messages/s",
            encode_aim,
            HOW,
        )
    reader, frame = FrameReader(), codec.encode(STATE)

    def through_the_stream() -> None:
        reader.feed(frame)
        found = reader.next_frame()
        assert found is not None
        codec.decode(*found)

    yield Row("CTI: one AGENT_STATE_EVENT out of the stream", rate(through_the_stream), "messages/s", "", HOW)


if __name__ == "__main__":
    for row in rows():
        print(f"{row.what:55} {row.value:12,.0f} {row.unit}  {row.aim}")
