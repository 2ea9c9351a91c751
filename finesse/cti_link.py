"""The CTI session: to whichever engine is master, for ever. Source: CTI guide, session and cluster.

The addresses are tried one after the other, round and round; an engine that is not master, is silent, refuses
or goes off-line is left for the next.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Iterator, Sequence
from typing import cast

from ccx_engine.cti import messages as cti
from ccx_engine.cti.codec import Encodable
from ccx_engine.cti.enums import (
    AgentStateMask,
    CallMsgMask,
    CcxStatus,
    ConfigMsgMask,
    ServiceMask,
    StatusCode,
    SystemEventId,
)
from ccx_engine.cti.errors import CtiError, OpenRefused, SessionLost
from ccx_engine.cti.session import MIN_IDLE_TIMEOUT, ClientSession
from ccx_engine.cti.summary import masked, summary
from ccx_engine.cti.wire import Message
from finesse.core.node import CTI_VERSION
from finesse.core.service import CtiState
from finesse.switchboard import Switchboard
from finesse.timers import Timers
from vos import trace
from vos.address import Address
from vos.alarm import Alarm

logger = logging.getLogger(__name__)

CLIENT_ID = "Finesse {host}"  # by its name the engine knows a node that comes back
CONNECT_SECONDS = 5.0
FIRST_PAUSE = 0.1  # seconds; it doubles with each round in vain up to the product's

_SERVICES = (
    ServiceMask.ALL_EVENTS
    | ServiceMask.CALL_DATA_UPDATE
    | ServiceMask.CLIENT_CONTROL
    | ServiceMask.SUPERVISOR
    | ServiceMask.CONFIG_EVENTS
)
_CALLS = CallMsgMask(0x7EFFF)  # every call event of CCX
_AGENTS = AgentStateMask(0x3FFF)  # the guide's value for all of them
_CONFIGURATION = ConfigMsgMask.AGENT | ConfigMsgMask.CSQ | ConfigMsgMask.APPLICATION | ConfigMsgMask.DEVICE

# The other values of CCX status mean that nothing can be asked of this engine.
_USABLE = (CcxStatus.NORMAL, CcxStatus.IN_SERVICE, CcxStatus.PARTIAL_SERVICE)


class CtiLink:
    """Keeps a session open; the switchboard hears what it says and sends by it."""

    def __init__(self, switchboard: Switchboard, addresses: Sequence[Address], seconds: Timers) -> None:
        self._switchboard = switchboard
        self._addresses = addresses
        self._seconds = seconds

    async def run(self) -> None:
        """Connect until cancelled: one address after the other, with a pause after each round in vain."""
        pause = FIRST_PAUSE
        while True:
            useful = False
            for address in self._addresses:
                useful = await self._session(address) or useful
            if useful:
                pause = FIRST_PAUSE
            else:
                await asyncio.sleep(pause)
                pause = min(pause * 2, self._seconds.cti_retry)

    async def _session(self, address: Address) -> bool:
        """One session with one engine, from its first byte to its last; whether it ever was online."""
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(CONNECT_SECONDS):
                transport, link = await loop.create_connection(
                    lambda: CtiConnection(self._switchboard, address, self._seconds.heartbeat), *address
                )
        except (OSError, TimeoutError) as error:
            logger.debug("CTI server %s cannot be reached: %s", address, error)
            self._switchboard.cti_lost(CtiState.UNREACHABLE)
            return False
        try:
            reason = await link.ended
        finally:
            transport.close()
        logger.log(
            logging.WARNING if link.useful else logging.DEBUG, "CTI session with %s: %s", address, reason
        )
        not_master = isinstance(reason, OpenRefused) and reason.status == StatusCode.SERVER_NOT_MASTER
        self._switchboard.cti_lost(CtiState.STANDBY if not_master else CtiState.UNREACHABLE)
        return link.useful


class CtiConnection(asyncio.Protocol):
    """The TCP connection under one CTI session."""

    def __init__(self, switchboard: Switchboard, address: Address, heartbeat: float) -> None:
        loop = asyncio.get_running_loop()
        self.ended: asyncio.Future[Exception] = loop.create_future()
        self.useful = False
        self._switchboard = switchboard
        self._ends = trace.Ends("cti", "finesse", "ccx_engine", str(address))
        self._loop = loop
        self._heartbeat = heartbeat
        self._session = ClientSession(now=loop.time(), heartbeat=heartbeat, watch=self._watched)
        self._alarm = Alarm(loop, self._wake)
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop's own class is none of asyncio's
        self._session.open(
            cti.OpenReq(
                version_number=CTI_VERSION,
                idle_timeout=max(MIN_IDLE_TIMEOUT, round(4 * self._heartbeat)),
                services_requested=_SERVICES,
                call_msg_mask=_CALLS,
                agent_state_mask=_AGENTS,
                config_msg_mask=_CONFIGURATION,
                client_id=CLIENT_ID.format(host=self._switchboard.settings.host),
            )
        )
        self._flush()

    def data_received(self, data: bytes) -> None:
        try:
            for message in self._session.receive_data(data, self._loop.time()):
                if not self.ended.done():
                    self._hear(message)
        except (CtiError, SessionLost) as error:
            self._end(error)
        self._flush()

    def connection_lost(self, error: Exception | None) -> None:
        self._end(error or SessionLost("the server closed the connection"))

    @property
    def invoke_ids(self) -> Iterator[int]:
        """The numbers of this session's requests."""
        return self._session.invoke_ids

    def send(self, message: Message) -> None:
        """Ask something of CTI. SessionLost when the session is over."""
        self._session.send(message)
        self._flush()

    def give_up(self, reason: str) -> None:
        """Close the session: this engine is of no use."""
        self._end(SessionLost(reason))

    def _hear(self, message: object) -> None:
        match message:
            case cti.OpenConf(ccx_online=online):
                if online:
                    self._online()
            case cti.SystemEvent():
                self._system_event(message)
            case _:
                self._switchboard.cti_heard(message)

    def _system_event(self, event: cti.SystemEvent) -> None:
        if event.system_event_id == SystemEventId.CCX_ONLINE and not self.useful:
            self._online()
        elif event.system_event_id == SystemEventId.CCX_OFFLINE or event.ccx_status not in _USABLE:
            self._end(SessionLost(f"CTI went off-line (status {event.ccx_status:#x})"))

    def _online(self) -> None:
        self.useful = True
        self._switchboard.cti_opened(self)

    def _wake(self) -> None:
        try:
            self._session.tick(self._loop.time())
        except SessionLost as error:
            self._end(error)
        self._flush()

    def _flush(self) -> None:
        data = self._session.data_to_send()
        if data and self._transport is not None:
            self._transport.write(data)
        self._alarm.set(None if self.ended.done() else self._session.next_deadline())

    def _end(self, reason: Exception) -> None:
        self._alarm.cancel()
        if not self.ended.done():
            self.ended.set_result(reason)
        if self._transport is not None:
            self._transport.close()

    def _watched(self, incoming: bool, message: Encodable) -> None:
        if incoming and isinstance(message, cti.HeartbeatConf):
            self._switchboard.heartbeat_answered()
        if trace.watched():
            direction, keys = trace.IN if incoming else trace.OUT, summary(message)
            keys["requestId"] = self._switchboard.request_id(getattr(message, "invoke_id", 0))
            encode = self._session.codec.encode
            trace.tell(
                trace.Hop(
                    time.time(), direction, self._ends, message.NAME, keys, lambda: encode(masked(message))
                )
            )
