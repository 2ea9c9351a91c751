"""The lab's own end of the JTAPI link: signs in to CTI Manager, asks, hears, and comes back after a break."""

from __future__ import annotations

import asyncio
import itertools
import logging
import time
from collections.abc import Callable
from typing import cast

from ccx_engine.jtapi.messages import Done, Message, OpenProvider, Refused, Request
from ccx_engine.jtapi.session import LinkLost, Session
from ccx_engine.jtapi.summary import masked, summary
from ccx_engine.jtapi.wire import FormatError, encode
from lab.failure import LabError
from vos import trace
from vos.address import Address
from vos.alarm import Alarm

logger = logging.getLogger(__name__)

ANSWER_SECONDS = 10.0
RETRY_SECONDS = 0.25
APPLICATION = "finesse-lab"


class CtiManagerLink:
    """Requests go out by `ask`; everything that is not an answer goes to `hear`."""

    def __init__(self, address: Address, login: str, password: str, hear: Callable[[Message], None]) -> None:
        self._address = address
        self._open = OpenProvider(login, password, APPLICATION)
        self._hear = hear
        self._ids = itertools.count(1)
        self._wire: _Wire | None = None
        self.lost: Callable[[], None] = lambda: None

    async def ask(self, request: Request) -> Done | Refused:
        """Send a request and wait for its answer. LabError if CUCM is away or says nothing."""
        if self._wire is None:
            raise LabError(503, "CUCM's CTI Manager is not reachable", "see whether cucm runs, and its log")
        return await self._wire.ask(request.numbered(next(self._ids)))

    async def stay_connected(self) -> None:
        """Connect and sign in, again after every break, until cancelled."""
        loop = asyncio.get_running_loop()
        while True:
            wire: _Wire | None = None
            try:
                _, wire = await loop.create_connection(
                    lambda: _Wire(loop, self._address, self._hear), self._address.host, self._address.port
                )
                answer = await wire.ask(self._open.numbered(next(self._ids)))
                if isinstance(answer, Refused):
                    logger.error("CTI Manager refuses the lab's user %s: %s", self._open.login, answer.text)
                else:
                    self._wire = wire
                    await wire.closed
            except (OSError, LabError) as error:
                logger.debug("no JTAPI link to %s yet: %s", self._address, error)
            finally:
                if wire is not None:
                    wire.close()
                if self._wire is not None:
                    self._wire = None
                    self.lost()
            await asyncio.sleep(RETRY_SECONDS)


class _Wire(asyncio.Protocol):
    """One TCP connection of the link."""

    def __init__(
        self, loop: asyncio.AbstractEventLoop, address: Address, hear: Callable[[Message], None]
    ) -> None:
        self._loop = loop
        self._ends = trace.Ends("jtapi", APPLICATION, "cucm", f"cucm@{address}")
        self._hear = hear
        self._session = Session(loop.time())
        self._alarm = Alarm(loop, self._wake)
        self._asked: dict[int, asyncio.Future[Done | Refused]] = {}
        self._transport: asyncio.Transport | None = None
        self.closed: asyncio.Future[None] = loop.create_future()

    async def ask(self, request: Request) -> Done | Refused:
        answer: asyncio.Future[Done | Refused] = self._loop.create_future()
        self._asked[request.request_id] = answer
        self._watch(trace.OUT, request)
        self._session.send(request, self._loop.time())
        self._flush()
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                return await answer
        except TimeoutError:
            raise LabError(
                504, f"CTI Manager did not answer {type(request).__name__}", "see cucm's log"
            ) from None
        finally:
            self._asked.pop(request.request_id, None)

    def close(self) -> None:
        self._alarm.cancel()
        if self._transport is not None:
            self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop's own class is none of asyncio's
        self._alarm.set(self._session.next_deadline())

    def data_received(self, data: bytes) -> None:
        try:
            for message in self._session.receive_data(data, self._loop.time()):
                self._watch(trace.IN, message)
                self._take(message)
        except FormatError as error:
            logger.error("the JTAPI link breaks: %s", error)
            self.close()
            return
        self._flush()

    def connection_lost(self, error: Exception | None) -> None:
        self._alarm.cancel()
        self._transport = None
        for answer in self._asked.values():
            if not answer.done():
                answer.set_exception(LabError(503, "the JTAPI link to CUCM broke", "see cucm's log"))
        if not self.closed.done():
            self.closed.set_result(None)

    def _take(self, message: Message) -> None:
        if not isinstance(message, (Done, Refused)):
            self._hear(message)
        elif (answer := self._asked.get(message.request_id)) is not None and not answer.done():
            answer.set_result(message)

    def _wake(self) -> None:
        try:
            self._session.tick(self._loop.time())
        except LinkLost as error:
            logger.error("the JTAPI link to CUCM is dead: %s", error)
            self.close()
            return
        self._flush()

    def _flush(self) -> None:
        if self._transport is not None:
            self._transport.write(self._session.data_to_send())
            self._alarm.set(self._session.next_deadline())

    def _watch(self, direction: str, message: Message) -> None:
        if trace.watched():
            name, keys = type(message).__name__, summary(message)
            trace.tell(
                trace.Hop(time.time(), direction, self._ends, name, keys, lambda: encode(masked(message)))
            )
