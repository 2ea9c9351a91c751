"""A CTI server that plays a contact center as it is told, made of nothing but the contract's session."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any, TypeVar, cast

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import AgentState, ConfigEndStatus, ConfigurationMask, StatusCode
from ccx_engine.cti.errors import CtiError, SessionLost
from ccx_engine.cti.session import ServerSession
from ccx_engine.cti.wire import Message
from tests.finesse.realtime.contact_center import EXTENSIONS, agent_state, configuration
from vos.address import Address

KEY = bytes(7) + b"\x01"
PATIENCE = 30.0

M = TypeVar("M", bound=Message)


class ScriptedEngine:
    """Grants sessions, uploads the configuration, confirms requests, and changes states as asked."""

    def __init__(self) -> None:
        self.heard: list[Message] = []
        self.states: dict[str, AgentState] = {}
        self.refusals: dict[type[Message], int] = {}  # control failure code for requests of that type
        self.silent: set[type[Message]] = set()
        self.master = True
        self.online = True
        self.upload = list(configuration())
        self.connections: list[_Connection] = []
        self._news = asyncio.Condition()

    @contextlib.asynccontextmanager
    async def serving(self, port: int = 0) -> AsyncIterator[Address]:
        server = await asyncio.get_running_loop().create_server(lambda: _Connection(self), "127.0.0.1", port)
        try:
            yield Address("127.0.0.1", server.sockets[0].getsockname()[1])
        finally:
            server.close()
            self.drop()

    def tell(self, *messages: Message) -> None:
        """Send events to everybody who has a session."""
        for connection in self.connections:
            for message in messages:
                connection.send(message)

    def drop(self) -> None:
        """Close all connections."""
        for connection in list(self.connections):
            connection.close()

    async def hears(self, kind: type[M], wanted: Callable[[M], bool] = lambda _: True) -> M:
        """The first request of that type that is wanted, waited for."""

        def found() -> M | None:
            return next((one for one in self.heard if isinstance(one, kind) and wanted(one)), None)

        async with asyncio.timeout(PATIENCE), self._news:
            await self._news.wait_for(lambda: found() is not None)
        result = found()
        assert result is not None
        return result

    def count(self, kind: type[Message]) -> int:
        return sum(isinstance(message, kind) for message in self.heard)

    async def note(self, message: Message) -> None:
        async with self._news:
            self.heard.append(message)
            self._news.notify_all()

    def answers(self, message: Any) -> Iterator[Message]:
        """What follows from a request."""
        if type(message) in self.silent:
            return
        if type(message) in self.refusals:
            yield cti.ControlFailureConf(
                invoke_id=message.invoke_id, failure_code=self.refusals[type(message)]
            )
            return
        match message:
            case cti.ConfigRequestKeyEvent():
                yield cti.ConfigKeyEvent(csq_config_key=KEY, agent_config_key=KEY)
            case cti.ConfigRequestEvent(configuration_mask=mask):
                yield from self._upload(mask)
            case cti.TeamConfigReq(invoke_id=number):
                yield self.upload[-2]
                yield cti.TeamConfigConf(invoke_id=number)
            case cti.QueryAgentStateReq(invoke_id=number, agent_id=agent):
                state = self.states.get(agent or "", AgentState.LOGOUT)
                yield cti.QueryAgentStateConf(
                    invoke_id=number,
                    agent_state=state,
                    agent_id=agent,
                    agent_extension=None if state is AgentState.LOGOUT else EXTENSIONS[agent or ""],
                )
            case cti.SnapshotDeviceReq(invoke_id=number):
                yield cti.SnapshotDeviceConf(invoke_id=number)
            case cti.SnapshotCallReq(invoke_id=number):
                yield cti.ControlFailureConf(invoke_id=number, failure_code=11)
            case cti.SetAgentStateReq():
                yield from self._agent_state(message)
            case cti.MakeCallReq(invoke_id=number):
                yield cti.MakeCallConf(invoke_id=number, new_call_id=7, new_connection_device_id="1001")
            case _:
                confirmation = getattr(cti, type(message).__name__.replace("Req", "Conf"), None)
                if confirmation is not None and confirmation in _PLAIN:
                    yield confirmation(invoke_id=message.invoke_id)

    def _agent_state(self, request: cti.SetAgentStateReq) -> Iterator[Message]:
        yield cti.SetAgentStateConf(invoke_id=request.invoke_id)
        agent = request.agent_id or ""
        if request.forced_flag == 2:
            return
        login = request.agent_state == AgentState.LOGIN
        state = AgentState.NOT_READY if login else AgentState(request.agent_state)
        self.states[agent] = state
        yield agent_state(agent, state, reason=32760 if login else request.event_reason_code)

    def _upload(self, mask: int) -> Iterator[Message]:
        brackets = {ConfigurationMask.CSQ: self.upload[0:3], ConfigurationMask.AGENT: self.upload[3:6]}
        for kind in (1, 2, 4, 8):
            if mask & kind:
                bracket = brackets.get(ConfigurationMask(kind))
                yield cti.ConfigBeginEvent(
                    config_type=1, configuration_mask=kind, csq_config_key=KEY, agent_config_key=KEY
                )
                yield from bracket[1:] if bracket else (cti.ConfigEndEvent(status=ConfigEndStatus.EMPTY),)


_PLAIN = {
    cti.AnswerCallConf,
    cti.ClearConnectionConf,
    cti.HoldCallConf,
    cti.RetrieveCallConf,
    cti.SendDtmfSignalConf,
    cti.SetCallDataConf,
}


class _Connection(asyncio.Protocol):
    def __init__(self, engine: ScriptedEngine) -> None:
        self._engine = engine
        self._loop = asyncio.get_running_loop()
        self._session = ServerSession(now=self._loop.time())
        self._transport: asyncio.Transport | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop's is one in all but name

    def data_received(self, data: bytes) -> None:
        with contextlib.suppress(CtiError, SessionLost):
            for message in self._session.receive_data(data, self._loop.time()):
                assert isinstance(message, Message)
                self._hear(message)
        self._flush()

    def connection_lost(self, error: Exception | None) -> None:
        if self in self._engine.connections:
            self._engine.connections.remove(self)

    def send(self, message: Message) -> None:
        self._session.send(message)
        self._flush()

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()
        self.connection_lost(None)

    def _hear(self, message: Message) -> None:
        task = self._loop.create_task(self._engine.note(message))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        if not isinstance(message, cti.OpenReq):
            for answer in self._engine.answers(message):
                self._session.send(answer)
        elif self._engine.master:
            self._session.grant(ccx_online=self._engine.online)
            self._engine.connections.append(self)
        else:
            self._session.refuse(message, StatusCode.SERVER_NOT_MASTER)

    def _flush(self) -> None:
        data = self._session.data_to_send()
        if data and self._transport is not None:
            self._transport.write(data)
