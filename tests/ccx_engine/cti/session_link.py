"""A client and a server, the wire between them, and the messages that tests send over it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

from ccx_engine.cti import messages as m
from ccx_engine.cti.codec import HEADER, Encodable, codec_for
from ccx_engine.cti.enums import (
    AgentState,
)
from ccx_engine.cti.session import ClientSession, ServerSession

BRIDGE = m.OpenReq(  # CTI guide, flow "bridge start-up"
    version_number=14,
    idle_timeout=20,
    services_requested=0x40096,
    call_msg_mask=0x7EFFF,
    agent_state_mask=0x3FFF,
    config_msg_mask=0xF,
    client_id="finesse1",
)


AGENT = dataclasses.replace(
    BRIDGE, services_requested=0x7, client_id="desk1", agent_instrument="1001", agent_id="agent1"
)


ANSWER = m.AnswerCallReq(call_id=16777217, connection_device_id="1001")


READY = m.AgentStateEvent(csq_state=AgentState.READY, agent_state=AgentState.READY, agent_id="agent1")


@dataclasses.dataclass
class Link:
    """A client and a server, and the wire between them."""

    client: ClientSession
    server: ServerSession
    now: float = 0.0

    def to_server(self) -> list[Encodable]:
        return list(self.server.receive_data(self.client.data_to_send(), self.now))

    def to_client(self) -> list[Encodable]:
        return list(self.client.receive_data(self.server.data_to_send(), self.now))


def opened(request: m.OpenReq = BRIDGE, **granted: Any) -> Link:
    """A link with an open session; nothing is on the wire."""
    link = Link(ClientSession(now=0.0), ServerSession(now=0.0))
    link.client.open(request)
    for message in link.to_server():
        assert isinstance(message, m.OpenReq)
        link.server.grant(**{"ccx_online": True, **granted})
    link.to_client()
    assert link.client.is_open
    return link


def sent(server: ServerSession, version: int = 14) -> list[Encodable]:
    """What the server has written."""
    data = server.data_to_send()
    return list(frames(data, version))


def frames(data: bytes, version: int = 14) -> Iterator[Encodable]:
    while data:
        length, number = HEADER.unpack_from(data)
        yield codec_for(version).decode(number, data[HEADER.size : HEADER.size + length])
        data = data[HEADER.size + length :]


def frame(message: Encodable, version: int = 14) -> bytes:
    return codec_for(version).encode(message)


def read(server: ServerSession, data: bytes, now: float = 0.0) -> list[Encodable]:
    return list(server.receive_data(data, now))
