"""A CTI client of the tests that knows nothing but the codec."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from typing import Any, TypeVar

from ccx_engine.cti import messages as cti
from ccx_engine.cti.codec import FrameReader, codec_for
from ccx_engine.cti.enums import AgentState
from ccx_engine.cti.wire import Message
from vos.address import Address

M = TypeVar("M", bound=Message)
SECONDS = 30.0
BRIDGE = 0x40096
AGENT = 0x7


class CtiClient:
    """What was heard is kept in order until it is taken."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, version: int) -> None:
        self.reader = reader
        self.writer = writer
        self.version = version
        self.codec = codec_for(version)
        self.frames = FrameReader()
        self.heard: list[Message] = []
        self.invoke_id = 0

    def send(self, kind: type[Message], **fields: Any) -> int:
        """Send a message; its invoke id."""
        self.invoke_id += 1
        if "invoke_id" in getattr(kind, "__dataclass_fields__", {}):
            fields.setdefault("invoke_id", self.invoke_id)
        self.writer.write(self.codec.encode(kind(**fields)))
        return self.invoke_id

    async def next(self) -> Message:
        """The next message; fails the test when the connection ends or nothing comes."""
        async with asyncio.timeout(SECONDS):
            while True:
                frame = self.frames.next_frame()
                if frame is not None:
                    message = self.codec.decode(*frame)
                    assert isinstance(message, Message)
                    self.heard.append(message)
                    return message
                data = await self.reader.read(65536)
                assert data, f"the server closed the connection after {self.heard[-3:]}"
                self.frames.feed(data)

    async def until(self, kind: type[M], fits: Callable[[M], bool] = lambda message: True) -> M:
        """The next message of a kind that fits; others before it are left in `heard`."""
        while True:
            message = await self.next()
            if isinstance(message, kind) and fits(message):
                return message

    async def closed(self) -> list[Message]:
        """Read to the end of the connection; what came before it."""
        rest: list[Message] = []
        async with asyncio.timeout(SECONDS):
            with contextlib.suppress(ConnectionError):
                while data := await self.reader.read(65536):
                    self.frames.feed(data)
        while (frame := self.frames.next_frame()) is not None:
            message = self.codec.decode(*frame)
            assert isinstance(message, Message)
            rest.append(message)
        return rest

    async def open(self, name: str = "finesse1", services: int = BRIDGE, **fields: Any) -> Message:
        """OPEN_REQ and its answer."""
        fields = {
            "version_number": self.version,
            "idle_timeout": 60,
            "services_requested": services,
            "call_msg_mask": 0x7EFFFF,
            "agent_state_mask": 0x3FFF,
            "config_msg_mask": 0xF,
            "client_id": name,
            **fields,
        }
        self.send(cti.OpenReq, **fields)
        return await self.next()

    async def set_state(self, agent: str, extension: str, state: AgentState) -> cti.AgentStateEvent:
        """Ask for a state; the event that tells it."""
        self.send(cti.SetAgentStateReq, agent_state=state, agent_id=agent, agent_instrument=extension)
        await self.until(cti.SetAgentStateConf)
        return await self.until(cti.AgentStateEvent, lambda event: event.agent_id == agent)


@contextlib.asynccontextmanager
async def connected(
    address: Address, version: int = 14, from_host: str | None = None
) -> AsyncIterator[CtiClient]:
    """A connection to the CTI server, without a session yet."""
    here = (from_host, 0) if from_host else None
    reader, writer = await asyncio.open_connection(*address, local_addr=here)
    try:
        yield CtiClient(reader, writer, version)
    finally:
        writer.close()
        with contextlib.suppress(ConnectionError):
            await writer.wait_closed()
