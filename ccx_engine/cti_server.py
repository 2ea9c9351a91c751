"""The CTI server: a session per client, and who of them gets which event.

What a client does not read is kept for it up to a bound; then that client is cut and the others have noticed
nothing. An event is encoded once for all sessions of a protocol version.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import logging
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from typing import cast

from ccx_engine.cti import messages as cti
from ccx_engine.cti.codec import Codec, Encodable
from ccx_engine.cti.enums import AgentState, CcxStatus, ServiceMask, StatusCode, SystemEventId
from ccx_engine.cti.errors import Malformed, SessionLost
from ccx_engine.cti.session import ServerSession
from ccx_engine.cti.summary import masked, summary
from ccx_engine.cti.wire import Message
from ccx_engine.engine.model import Agent, Client
from ccx_engine.engine.state import Told
from ccx_engine.switchboard import Switchboard
from vos import trace
from vos.address import Address
from vos.alarm import Alarm
from vos.doors import open_files
from vos.doors.places import Places
from vos.service import listening

logger = logging.getLogger(__name__)

BACKLOG = 4_000_000  # bytes that wait for one client,
BACKLOG_OF_ALL = 256_000_000  # or its share of these, if that is less
CONNECTIONS = 2_500  # with sessions, of all clients
# Of them. Whoever takes more leaves the rest to others. One machine has Finesse and whatever else there is:
# a thousand of a program gone wild are served beside it rather than keep Finesse from coming back.
FROM_ONE_ADDRESS = 2_000
STRANGERS, STRANGERS_OF_AN_ADDRESS = 1_000, 500  # connections without a session
SPARE_FILES = 100  # open files that are no clients
SERVICES = {"Finesse": "finesse"}  # who they are that call themselves so in OPEN_REQ


class OpenRefused(Exception):
    """OPEN_REQ cannot be granted."""

    def __init__(self, status: StatusCode, text: str) -> None:
        super().__init__(text)
        self.status = status


class CtiServer:
    """All connections, and the open sessions by whom they concern."""

    def __init__(
        self,
        switchboard: Switchboard,
        backlog: int = BACKLOG,
        connections: int = CONNECTIONS,
        from_one_address: int = FROM_ONE_ADDRESS,
    ) -> None:
        self.switchboard = switchboard
        self.backlog = backlog
        self.connections = connections
        self.from_one_address = from_one_address
        self.standby: Callable[[], bool] = lambda: False
        self.loop = asyncio.get_running_loop()
        self._numbers = itertools.count(1)
        self._connections: set[CtiConnection] = set()
        self._strangers: Places[CtiConnection] = Places(STRANGERS, STRANGERS_OF_AN_ADDRESS)
        self._hosts: Counter[str] = Counter()  # sessions by the client's address
        self._turned_away: set[str] = set()  # addresses of which that has been logged
        self._open: dict[int, CtiConnection] = {}
        self._bridges: dict[int, CtiConnection] = {}
        self._desks: dict[str, dict[int, CtiConnection]] = {}
        self._to_flush: dict[CtiConnection, None] = {}

    @contextlib.asynccontextmanager
    async def serving(self, address: Address) -> AsyncIterator[Address]:
        """Inside, clients are served; yields the address in use."""
        open_files.allow(self.connections + STRANGERS + SPARE_FILES)
        async with listening("cti", address):
            server = await self.loop.create_server(lambda: CtiConnection(self), *address)
        try:
            host, port = server.sockets[0].getsockname()[:2]
            yield Address(host, port)
        finally:
            server.close()
            self._stop()

    def _stop(self) -> None:
        """The agents are told first, that they are signed out; then every client, that the engine stops."""
        self.switchboard.engine_stops()
        now = self.switchboard.engine.state.unix_time()
        self.tell(
            Told(
                cti.SystemEvent(
                    ccx_status=CcxStatus.SHUTTING_DOWN,
                    ccx_time=now,
                    system_event_id=SystemEventId.CCX_OFFLINE,
                ),
                None,
            )
        )
        for connection in list(self._connections):
            connection.close("the engine stops")

    # --- Connections --------------------------------------------------------------------------------------

    def came(self, connection: CtiConnection, host: str) -> bool:
        """A client connected; False when there are too many sessions already.

        Those without a session are not counted among them: when there are too many, the oldest gives way.
        """
        if not self._has_room(host):
            return False
        if (leaver := self._strangers.take(connection, host)) is not None:
            leaver.abort()
        self._connections.add(connection)
        return True

    def _has_room(self, host: str) -> bool:
        """Whether an address may have another session."""
        here, all_of_them = self._hosts.get(host, 0), self._hosts.total()
        if all_of_them < self.connections and here < self.from_one_address:
            self._turned_away.discard(host)
            return True
        if host not in self._turned_away:
            text = "CTI clients at %s are turned away: %d sessions from there, %d in all"
            logger.warning(text, host, here, all_of_them)
            self._turned_away.add(host)
        return False

    def unread_at_most(self) -> int:
        """How many bytes may wait for one client now."""
        return min(self.backlog, BACKLOG_OF_ALL // max(1, len(self._connections)))

    def went(self, connection: CtiConnection) -> None:
        """A connection is gone, and its session with it."""
        if connection not in self._connections:
            return
        self._connections.remove(connection)
        self._strangers.leave(connection)
        self._to_flush.pop(connection, None)
        client = connection.client
        if client is None:
            return
        self._hosts[connection.host] -= 1
        if not self._hosts[connection.host]:
            del self._hosts[connection.host]
        self._open.pop(client.number, None)
        self._bridges.pop(client.number, None)
        if client.agent_id is not None:
            desks = self._desks.get(client.agent_id, {})
            desks.pop(client.number, None)
            if not desks:
                self._desks.pop(client.agent_id, None)
        self.switchboard.client_closed(client.number)

    def hear(self, connection: CtiConnection, message: Encodable) -> None:
        """A message that its session let through."""
        if isinstance(message, cti.OpenReq):
            try:
                self._grant(connection, message)
            except OpenRefused as refused:
                logger.info("session of %s refused: %s", message.client_id, refused)
                connection.session.refuse(message, refused.status, str(refused))
        elif connection.client is not None:
            self.switchboard.request(connection.client.number, message)

    # --- Opening ------------------------------------------------------------------------------------------

    def _grant(self, connection: CtiConnection, request: cti.OpenReq) -> None:
        """OPEN_REQ: only the master has sessions; a client that opens anew loses its old session."""
        engine = self.switchboard.engine
        if self.standby():
            raise OpenRefused(StatusCode.SERVER_NOT_MASTER, "not master")
        agent: Agent | None = None
        if request.services_requested & ServiceMask.CLIENT_EVENTS:
            agent = self._agent(request)
        for other in list(self._open.values()):
            if other.client is not None and other.client.name == request.client_id:
                other.session.end(StatusCode.NEW_SESSION_OPENED, "the client opened a new session")
                other.close("the client opened a new session")
        if not self._has_room(connection.host):
            raise OpenRefused(StatusCode.UNSPECIFIED_FAILURE, "there are too many sessions")
        session = connection.session
        signed_in = agent is not None and agent.state is not AgentState.LOGOUT
        session.grant(
            ccx_online=engine.in_service,
            agent_state=agent.state if agent else AgentState.UNKNOWN,
            agent_extension=agent.extension if agent and signed_in else request.agent_extension,
            agent_instrument=request.agent_instrument,
            agent_id=agent.id if agent else None,
        )
        assert session.masks is not None
        client = Client(next(self._numbers), request.client_id, session.masks, agent.id if agent else None)
        connection.client = client
        self._strangers.leave(connection)
        self._hosts[connection.host] += 1
        self._open[client.number] = connection
        if session.masks.services & ServiceMask.ALL_EVENTS:
            self._bridges[client.number] = connection
        elif agent is not None:
            self._desks.setdefault(agent.id, {})[client.number] = connection
        logger.info("session of %s opened with services %#x", client.name, session.masks.services)
        self.switchboard.client_opened(client)

    def _agent(self, request: cti.OpenReq) -> Agent:
        """Whose client it is in agent mode; the identifiers given must not contradict each other."""
        engine = self.switchboard.engine
        given = (
            engine.agent(request.agent_id, None) if request.agent_id else None,
            engine.agent(None, request.agent_extension) if request.agent_extension else None,
            engine.agent(None, request.agent_instrument) if request.agent_instrument else None,
        )
        found = {each for each in given if each is not None}
        if len(found) > 1:
            raise OpenRefused(StatusCode.INCONSISTENT_AGENT_DATA, "the identifiers name different agents")
        if not found:
            raise OpenRefused(StatusCode.INVALID_AGENT_DATA, "no such agent")
        (agent,) = found
        for other in self._desks.get(agent.id, {}).values():
            if other.client is not None and other.client.name != request.client_id:
                raise OpenRefused(StatusCode.DEVICE_IN_USE, f"{other.client.name} has that phone")
        return agent

    # --- Sending ------------------------------------------------------------------------------------------

    def reply(self, number: int, message: Message) -> None:
        """A message for one session."""
        connection = self._open.get(number)
        if connection is not None:
            connection.session.send(message)
            self._to_flush[connection] = None

    def tell(self, told: Told) -> None:
        """An event for every session that it concerns and that has asked for such."""
        frames: dict[Codec, bytes] = {}
        message = told.message
        for connection in self._concerned(told):
            session = connection.session
            if not session.wants(message):
                continue
            frame = frames.get(session.codec)
            if frame is None:
                frame = frames[session.codec] = session.codec.encode(message)
            session.send_encoded(message, frame)
            self._to_flush[connection] = None

    def _concerned(self, told: Told) -> list[CtiConnection]:
        if told.agents is None:
            return list(self._open.values())
        concerned = list(self._bridges.values()) if told.bridge else []
        if self._desks:
            for agent in told.agents:
                concerned += self._desks.get(agent, {}).values()
        return concerned

    def flush(self) -> None:
        """Let go out what sessions were sent."""
        while self._to_flush:
            self._to_flush.popitem()[0].flush()


class CtiConnection(asyncio.Protocol):
    """One client's TCP connection, with the session on it once it is open."""

    def __init__(self, server: CtiServer) -> None:
        self.client: Client | None = None
        self.session = ServerSession(now=server.loop.time(), watch=self._watch)
        self._server = server
        self._alarm = Alarm(server.loop, self._wake)
        self._transport: asyncio.Transport | None = None
        self._peer = ""
        self.host = ""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop's own class is none of asyncio's
        host, port = (transport.get_extra_info("peername") or ("?", 0))[:2]
        self._peer, self.host = f"{host}:{port}", host
        if not self._server.came(self, host):
            self._transport.abort()
            return
        self._alarm.set(self.session.next_deadline())

    def data_received(self, data: bytes) -> None:
        try:
            for message in self.session.receive_data(data, self._server.loop.time()):
                self._server.hear(self, message)
                if self._transport is None or self._transport.is_closing():
                    return  # cut for what it left unread: the rest of its requests is not worth the work
        except Malformed as error:
            self.close(str(error))
            return
        if self.session.ended is not None:
            self.close(str(self.session.ended))
        else:
            self.flush()

    def connection_lost(self, error: Exception | None) -> None:
        self._alarm.cancel()
        self._transport = None
        if self.client is not None:
            logger.info("session of %s ended: %s", self.client.name, self.session.ended or error or "hung up")
        self._server.went(self)

    def flush(self) -> None:
        """Write what waits, unless the client has left too much unread."""
        transport = self._transport
        if transport is None or transport.is_closing():
            return
        if data := self.session.data_to_send():
            transport.write(data)
        if transport.get_write_buffer_size() > self._server.unread_at_most():
            name = self.client.name if self.client else self._peer
            logger.warning("CTI client %s is cut: it does not read", name)
            transport.abort()
            return
        self._alarm.set(self.session.next_deadline())

    def abort(self) -> None:
        """Close at once; there is no session to tell of it."""
        if self._transport is not None:
            self._transport.abort()

    def close(self, why: str) -> None:
        """Send what waits, then close."""
        transport = self._transport
        if transport is None or transport.is_closing():
            return
        level = logging.INFO if self.client else logging.DEBUG
        logger.log(level, "CTI client %s: %s", self.client.name if self.client else self._peer, why)
        if data := self.session.data_to_send():
            transport.write(data)
        self._alarm.cancel()
        transport.close()

    def _wake(self) -> None:
        try:
            self.session.tick(self._server.loop.time())
        except SessionLost as error:
            self.close(str(error))
            return
        self.flush()

    def _watch(self, incoming: bool, message: Encodable) -> None:
        if trace.watched():
            direction, keys = trace.IN if incoming else trace.OUT, summary(message)
            encode = self.session.codec.encode
            trace.tell(
                trace.Hop(
                    time.time(), direction, self._ends(), message.NAME, keys, lambda: encode(masked(message))
                )
            )

    def _ends(self) -> trace.Ends:
        """This connection, as it is told of what travels on it."""
        if self.client is None:
            return trace.Ends("cti", "ccx_engine", f"client {self._peer}", self._peer)
        name = self.client.name
        return trace.Ends("cti", "ccx_engine", SERVICES.get(name.partition(" ")[0], name), name)
