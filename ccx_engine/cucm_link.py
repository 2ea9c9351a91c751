"""The JTAPI link: one provider signed in to CTI Manager, again after every break."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from typing import cast

from ccx_engine.engine.model import Provider
from ccx_engine.engine.state import NO_OCCASION, Occasion
from ccx_engine.jtapi import messages as jtapi
from ccx_engine.jtapi.session import LinkLost, Session
from ccx_engine.jtapi.summary import masked, summary
from ccx_engine.jtapi.wire import FormatError, encode
from ccx_engine.switchboard import Switchboard
from vos import trace
from vos.address import Address
from vos.alarm import Alarm
from vos.service import CannotServe

logger = logging.getLogger(__name__)

APPLICATION = "ccx_engine"
SIGN_IN = 0  # the request id of OpenProvider; the engine's own begin at 1
FIRST_PAUSE, LONGEST_PAUSE = 0.1, 5.0  # seconds between attempts
CONNECT_SECONDS = 5.0
SIGN_IN_SECONDS = 15.0
BACKLOG = 4_000_000  # bytes that CTI Manager has not read


class CucmLink:
    """Keeps one provider signed in. What CTI Manager says goes to the switchboard."""

    def __init__(
        self,
        provider: Provider,
        address: Address,
        login: str,
        password: str,
        switchboard: Switchboard,
        accept: Callable[[Provider, jtapi.Terminals], None] = lambda *_: None,
    ) -> None:
        """`accept` is shown what the provider is given at its first sign-in; what it raises ends `run`."""
        self.provider = provider
        self.address = address
        self.switchboard = switchboard
        self.sign_in = jtapi.OpenProvider(login, password, APPLICATION, request_id=SIGN_IN)
        self._accept = accept
        self._accepted = False
        self._connection: JtapiConnection | None = None

    async def run(self) -> None:
        """Until cancelled: connect, sign in, stay; after a break try again, more slowly while it fails."""
        pause = FIRST_PAUSE
        while True:
            if await self._stay():
                pause = FIRST_PAUSE
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    def send(self, request: jtapi.Request, occasion: Occasion = NO_OCCASION) -> None:
        """Ask CTI Manager. Without a link the request is gone; its loss is told when the link is lost."""
        if self._connection is not None:
            self._connection.send(request, occasion)

    def flush(self) -> None:
        """Let go out what was sent."""
        if self._connection is not None:
            self._connection.flush()

    def connected(self, connection: JtapiConnection) -> None:
        """Requests go out there from now on: what CTI Manager says first may already cause some."""
        self._connection = connection

    def given(self, controlled: jtapi.Terminals) -> None:
        """CTI Manager tells what the provider controls."""
        if not self._accepted:
            self._accept(self.provider, controlled)
            self._accepted = True

    async def _stay(self) -> bool:
        """One connection from its first byte to its last; whether it signed in."""
        loop = asyncio.get_running_loop()
        connection = JtapiConnection(self, loop)
        try:
            async with asyncio.timeout(CONNECT_SECONDS):
                await loop.create_connection(lambda: connection, *self.address)
            why = await connection.closed
        except (OSError, TimeoutError) as error:
            logger.info("%s: no JTAPI link to %s: %s", self.provider.value, self.address, error or "time-out")
            return False
        finally:
            self._connection = None
            connection.close("the engine stops")
            if connection.signed_in:
                self.switchboard.provider_lost(self.provider)
        logger.warning("%s: the JTAPI link to %s is lost: %s", self.provider.value, self.address, why)
        return connection.signed_in


class JtapiConnection(asyncio.Protocol):
    """One TCP connection of the link."""

    def __init__(self, link: CucmLink, loop: asyncio.AbstractEventLoop) -> None:
        self.closed: asyncio.Future[str] = loop.create_future()
        self.signed_in = False
        self._link = link
        self._loop = loop
        self._session = Session(loop.time())
        self._alarm = Alarm(loop, self._wake)
        self._sign_in_by = loop.time() + SIGN_IN_SECONDS
        self._transport: asyncio.Transport | None = None
        self._ends = trace.Ends("jtapi", "ccx_engine", "cucm", f"cucm@{link.address}")

    def send(self, request: jtapi.Request, occasion: Occasion = NO_OCCASION) -> None:
        self._watch(trace.OUT, request, occasion)
        self._session.send(request, self._loop.time())

    def flush(self) -> None:
        transport = self._transport
        if transport is None or transport.is_closing():
            return
        if data := self._session.data_to_send():
            transport.write(data)
        if transport.get_write_buffer_size() > BACKLOG:
            self.close("CTI Manager does not read")
            return
        deadline = self._session.next_deadline()
        self._alarm.set(deadline if self.signed_in else min(deadline, self._sign_in_by))

    def close(self, why: str) -> None:
        """Break the connection; `closed` tells why."""
        self._alarm.cancel()
        if self._transport is not None:
            self._transport.abort()
        if not self.closed.done():
            self.closed.set_result(why)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop's own class is none of asyncio's
        self._link.connected(self)
        self.send(self._link.sign_in)
        self.flush()

    def data_received(self, data: bytes) -> None:
        try:
            for message in self._session.receive_data(data, self._loop.time()):
                if self.closed.done():
                    return
                self._hear(message)
        except FormatError as error:
            self.close(str(error))
        self.flush()

    def connection_lost(self, error: Exception | None) -> None:
        self._transport = None
        self.close(str(error) if error else "CTI Manager closed it")

    def _hear(self, message: jtapi.Message) -> None:
        self._watch(trace.IN, message)
        if isinstance(message, jtapi.Refused) and message.request_id == SIGN_IN:
            user = self._link.sign_in.login
            logger.error("CTI Manager refuses the user %s: %s; check [rmcm] and [cucm]", user, message.text)
            self.close("sign-in refused")
        elif isinstance(message, jtapi.Done) and message.request_id == SIGN_IN:
            self.signed_in = True
        elif not isinstance(message, jtapi.Terminals) or self._is_accepted(message):
            self._link.switchboard.hear(self._link.provider, message)

    def _is_accepted(self, controlled: jtapi.Terminals) -> bool:
        try:
            self._link.given(controlled)
        except CannotServe as refusal:
            self.closed.set_exception(refusal)
            self.close("refused")
            return False
        return True

    def _wake(self) -> None:
        now = self._loop.time()
        try:
            self._session.tick(now)
        except LinkLost as error:
            self.close(str(error))
            return
        if not self.signed_in and now >= self._sign_in_by:
            self.close("CTI Manager did not answer the sign-in")
            return
        self.flush()

    def _watch(self, direction: str, message: jtapi.Message, occasion: Occasion = NO_OCCASION) -> None:
        if trace.watched():
            name, keys = type(message).__name__, summary(message)
            if occasion.invoke:  # so that both requests are found together, and by the call's number in CTI
                keys["invoke"] = occasion.invoke
                keys["for"] = occasion.call or None
            trace.tell(
                trace.Hop(time.time(), direction, self._ends, name, keys, lambda: encode(masked(message)))
            )
