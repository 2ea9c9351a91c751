"""The lab's own end of the JTAPI link: signs in to CTI Manager, asks, hears, and comes back after a break."""

from __future__ import annotations

import asyncio
import itertools
import logging
import time
from collections.abc import Callable

from ccx_engine.jtapi.messages import Done, Message, OpenProvider, Refused, Request
from ccx_engine.jtapi.session import LinkLost, Session
from ccx_engine.jtapi.summary import masked, summary
from ccx_engine.jtapi.wire import FormatError, encode
from lab.failure import LabError
from lab.telephony.session_connection import SessionConnection, stay_connected
from vos import trace
from vos.address import Address

logger = logging.getLogger(__name__)

ANSWER_SECONDS = 10.0
APPLICATION = "finesse-lab"


class CtiManagerLink:
    """Requests go out by `ask`; everything that is not an answer goes to `hear`."""

    def __init__(self, address: Address, login: str, password: str, hear: Callable[[Message], None]) -> None:
        self._address = address
        self._ends = trace.Ends("jtapi", APPLICATION, "cucm", f"cucm@{address}")
        self._open = OpenProvider(login, password, APPLICATION)
        self._hear = hear
        self._ids = itertools.count(1)
        self._asked: dict[int, asyncio.Future[Done | Refused]] = {}
        self._session: Session
        self._connection: SessionConnection | None = None  # once it is signed in
        self.lost: Callable[[], None] = lambda: None

    async def ask(self, request: Request) -> Done | Refused:
        """Send a request and wait for its answer. LabError if CUCM is away or says nothing."""
        if self._connection is None:
            raise LabError(503, "CUCM's CTI Manager is not reachable", "see whether cucm runs, and its log")
        return await self._answer(self._connection, request)

    async def stay_connected(self) -> None:
        """Connect and sign in, again after every break, until cancelled."""
        await stay_connected(self._address, self._made, self._serve, self._broken)

    def _made(self) -> SessionConnection:
        self._session = Session(asyncio.get_running_loop().time())
        connection = SessionConnection(self._session, self._take, (FormatError, LinkLost))
        connection.ended.add_done_callback(lambda _: self._leave_unanswered())
        return connection

    async def _serve(self, connection: SessionConnection) -> Exception:
        """Sign in; what ended the connection, or kept the lab out."""
        try:
            answer = await self._answer(connection, self._open)
            if isinstance(answer, Refused):
                logger.error("CTI Manager refuses the lab's user %s: %s", self._open.login, answer.text)
                return LabError(403, answer.text, "see cucm's log")
            self._connection = connection
            return await connection.ended
        except LabError as error:
            return error
        finally:
            if self._connection is not None:
                self._connection = None
                self.lost()

    def _broken(self, error: Exception) -> None:
        level = logging.ERROR if isinstance(error, (FormatError, LinkLost)) else logging.DEBUG
        logger.log(level, "no JTAPI link to %s: %s", self._address, error)

    async def _answer(self, connection: SessionConnection, request: Request) -> Done | Refused:
        loop = asyncio.get_running_loop()
        numbered = request.numbered(next(self._ids))
        answer: asyncio.Future[Done | Refused] = loop.create_future()
        self._asked[numbered.request_id] = answer
        self._watch(trace.OUT, numbered)
        self._session.send(numbered, loop.time())
        connection.flush()
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                return await answer
        except TimeoutError:
            raise LabError(
                504, f"CTI Manager did not answer {type(request).__name__}", "see cucm's log"
            ) from None
        finally:
            self._asked.pop(numbered.request_id, None)

    def _leave_unanswered(self) -> None:
        for answer in self._asked.values():
            if not answer.done():
                answer.set_exception(LabError(503, "the JTAPI link to CUCM broke", "see cucm's log"))

    def _take(self, message: Message) -> None:
        self._watch(trace.IN, message)
        if not isinstance(message, (Done, Refused)):
            self._hear(message)
        elif (answer := self._asked.get(message.request_id)) is not None and not answer.done():
            answer.set_result(message)

    def _watch(self, direction: str, message: Message) -> None:
        if trace.watched():
            name, keys = type(message).__name__, summary(message)
            trace.tell(
                trace.Hop(time.time(), direction, self._ends, name, keys, lambda: encode(masked(message)))
            )
