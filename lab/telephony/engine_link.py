"""The lab's own CTI session with the engine: is it in service, and in which queues do calls wait.

It asks for no more than that: the names of the CSQs, and the events of calls that are queued.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from typing import cast

from ccx_engine.cti import messages as cti
from ccx_engine.cti.codec import Encodable
from ccx_engine.cti.enums import (
    CallMsgMask,
    CcxStatus,
    ConfigMsgMask,
    ConfigurationMask,
    RecordType,
    ServiceMask,
    SystemEventId,
)
from ccx_engine.cti.errors import CtiError, SessionLost
from ccx_engine.cti.session import MIN_IDLE_TIMEOUT, ClientSession
from ccx_engine.cti.summary import masked, summary
from vos import trace
from vos.address import Address
from vos.alarm import Alarm

logger = logging.getLogger(__name__)

CLIENT_ID = "finesse-lab"
VERSION = 14
RETRY_SECONDS = 0.25
USABLE = frozenset({CcxStatus.NORMAL, CcxStatus.IN_SERVICE, CcxStatus.PARTIAL_SERVICE})

Queued = Callable[[int, tuple[str, ...]], None]
"""Called with a call and the names of the CSQs that it waits in now; none when it waits no more."""


class EngineLink:
    """Keeps the session up. `out_of_service` says what is in the way, and is empty when nothing is."""

    def __init__(self, address: Address, queued: Queued) -> None:
        self.out_of_service = "its CTI server does not answer"
        self._address = address
        self._queued = queued
        self._csqs: dict[int, str] = {}

    async def stay_connected(self) -> None:
        """Connect and open a session, again after every break, until cancelled."""
        loop = asyncio.get_running_loop()
        while True:
            session: _Session | None = None
            try:
                _, session = await loop.create_connection(
                    lambda: _Session(loop, self._address, self._hear), *self._address
                )
                self._lost(await session.ended)
            except OSError as error:
                self._lost(error)
            finally:
                if session is not None:
                    session.close()
            await asyncio.sleep(RETRY_SECONDS)

    def _lost(self, error: Exception) -> None:
        logger.debug("no CTI session with %s: %s", self._address, error)
        refused = isinstance(error, CtiError)
        self.out_of_service = (
            f"its CTI server refuses: {error}" if refused else "its CTI server does not answer"
        )
        self._csqs.clear()

    def _hear(self, message: object) -> None:
        match message:
            case cti.OpenConf():
                self._online(message.ccx_online)
            case cti.SystemEvent(system_event_id=SystemEventId.CCX_ONLINE):
                self._online(True)
            case cti.SystemEvent():
                offline = message.system_event_id == SystemEventId.CCX_OFFLINE
                if offline or message.ccx_status not in USABLE:
                    self._online(False)
            case cti.ConfigCsqEvent():
                for record in message.records:
                    if record.record_type == RecordType.DELETE:
                        self._csqs.pop(record.csq_id, None)
                    else:
                        self._csqs[record.csq_id] = record.csq_name
            case cti.CallQueuedEvent() | cti.CallDequeuedEvent():
                waits = isinstance(message, cti.CallQueuedEvent)
                names = (self._csqs.get(each.csq_id, f"CSQ {each.csq_id}") for each in message.csqs)
                self._queued(message.call_id, tuple(names) if waits else ())

    def _online(self, online: bool) -> None:
        self.out_of_service = "" if online else "it is not signed in at CUCM"


class _Session(asyncio.Protocol):
    """One TCP connection and the session on it."""

    def __init__(
        self, loop: asyncio.AbstractEventLoop, address: Address, hear: Callable[[object], None]
    ) -> None:
        self.ended: asyncio.Future[Exception] = loop.create_future()
        self._loop = loop
        self._ends = trace.Ends("cti", CLIENT_ID, "ccx_engine", f"ccx_engine@{address}")
        self._hear = hear
        self._session = ClientSession(now=loop.time(), watch=self._watch)
        self._alarm = Alarm(loop, self._wake)
        self._transport: asyncio.Transport | None = None

    def close(self) -> None:
        self._alarm.cancel()
        if self._transport is not None:
            self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop's own class is none of asyncio's
        self._session.open(
            cti.OpenReq(
                version_number=VERSION,
                idle_timeout=MIN_IDLE_TIMEOUT,
                services_requested=ServiceMask.ALL_EVENTS | ServiceMask.CONFIG_EVENTS,
                call_msg_mask=CallMsgMask.CALL_QUEUED | CallMsgMask.CALL_DEQUEUED,
                config_msg_mask=ConfigMsgMask.CSQ,
                client_id=CLIENT_ID,
            )
        )
        self._flush()

    def data_received(self, data: bytes) -> None:
        try:
            for message in self._session.receive_data(data, self._loop.time()):
                if isinstance(message, cti.OpenConf):
                    self._session.send(cti.ConfigRequestEvent(configuration_mask=int(ConfigurationMask.CSQ)))
                self._hear(message)
        except (CtiError, SessionLost) as error:
            self._end(error)
            return
        self._flush()

    def connection_lost(self, error: Exception | None) -> None:
        self._transport = None
        self._end(error or SessionLost("the server closed the connection"))

    def _wake(self) -> None:
        try:
            self._session.tick(self._loop.time())
        except SessionLost as error:
            self._end(error)
            return
        self._flush()

    def _flush(self) -> None:
        if self._transport is not None and not self.ended.done():
            self._transport.write(self._session.data_to_send())
            self._alarm.set(self._session.next_deadline())

    def _end(self, reason: Exception) -> None:
        self._alarm.cancel()
        if not self.ended.done():
            self.ended.set_result(reason)

    def _watch(self, incoming: bool, message: Encodable) -> None:
        if trace.watched():
            direction, keys = trace.IN if incoming else trace.OUT, summary(message)
            encode = self._session.codec.encode
            trace.tell(
                trace.Hop(
                    time.time(), direction, self._ends, message.NAME, keys, lambda: encode(masked(message))
                )
            )
