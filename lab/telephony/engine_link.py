"""The lab's own CTI session with the engine: is it in service, and in which queues do calls wait.

It asks for no more than that: the names of the CSQs, and the events of calls that are queued.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable

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
from lab.telephony.session_connection import SessionConnection, stay_connected
from vos import trace
from vos.address import Address

logger = logging.getLogger(__name__)

CLIENT_ID = "finesse-lab"
VERSION = 14
OPEN = cti.OpenReq(
    version_number=VERSION,
    idle_timeout=MIN_IDLE_TIMEOUT,
    services_requested=ServiceMask.ALL_EVENTS | ServiceMask.CONFIG_EVENTS,
    call_msg_mask=CallMsgMask.CALL_QUEUED | CallMsgMask.CALL_DEQUEUED,
    config_msg_mask=ConfigMsgMask.CSQ,
    client_id=CLIENT_ID,
)
USABLE = frozenset({CcxStatus.NORMAL, CcxStatus.IN_SERVICE, CcxStatus.PARTIAL_SERVICE})

Queued = Callable[[int, tuple[str, ...]], None]
"""Called with a call and the names of the CSQs that it waits in now; none when it waits no more."""


class EngineLink:
    """Keeps the session up. `out_of_service` says what is in the way, and is empty when nothing is."""

    def __init__(self, address: Address, queued: Queued) -> None:
        self.out_of_service = "its CTI server does not answer"
        self._address = address
        self._ends = trace.Ends("cti", CLIENT_ID, "ccx_engine", f"ccx_engine@{address}")
        self._session: ClientSession
        self._queued = queued
        self._csqs: dict[int, str] = {}

    async def stay_connected(self) -> None:
        """Connect and open a session, again after every break, until cancelled."""
        await stay_connected(self._address, self._made, self._serve, self._lost)

    def _made(self) -> SessionConnection:
        self._session = ClientSession(now=asyncio.get_running_loop().time(), watch=self._watch)
        self._session.open(OPEN)
        return SessionConnection(self._session, self._hear, (CtiError, SessionLost))

    async def _serve(self, connection: SessionConnection) -> Exception:
        return await connection.ended

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
                self._session.send(cti.ConfigRequestEvent(configuration_mask=int(ConfigurationMask.CSQ)))
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

    def _watch(self, incoming: bool, message: Encodable) -> None:
        if trace.watched():
            direction, keys = trace.IN if incoming else trace.OUT, summary(message)
            encode = self._session.codec.encode
            trace.tell(
                trace.Hop(
                    time.time(), direction, self._ends, message.NAME, keys, lambda: encode(masked(message))
                )
            )
