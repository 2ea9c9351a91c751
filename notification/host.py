"""What every connection needs from its surroundings: the router, the clock, deadlines, password checks."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import ssl
from collections.abc import Coroutine
from operator import methodcaller
from typing import Any, Protocol

from notification.accounts import CannotTell, Origin, Passwords
from notification.deadlines import Deadlines, Timed
from notification.router import Router
from notification.xmpp.sasl import Credentials
from notification.xmpp.session import Session
from vos.alarm import Alarm
from vos.doors.places import Places
from vos.turns import GaveWay, Turns

logger = logging.getLogger(__name__)

CHECKS_AT_ONCE = 16
CHECKS_WAITING = 1_000
FAREWELL_SECONDS = 1.0
OUTCOME = {True: "good", False: "refused", None: "could not be checked"}


class XmppConnection(Timed, Protocol):
    """Anything with a socket."""

    def __hash__(self) -> int: ...
    @property
    def transport(self) -> asyncio.Transport | None: ...
    def stop(self) -> None:
        """The service stops: have the session here, bound or not, tell its client."""

    def give_way(self) -> None:
        """Close at once: the place among strangers is somebody else's now."""


class Host:
    """One running service. After anything happened to sessions, `settle()` carries out what came of it."""

    def __init__(
        self,
        router: Router,
        passwords: Passwords,
        tls: ssl.SSLContext,
        tasks: asyncio.TaskGroup,
        connections_limit: int,
        strangers: int,
        strangers_of_address: int,
    ) -> None:
        """`strangers`: connections of those who have not signed in, and how many of one address."""
        self.router = router
        self.passwords = passwords
        self.tls = tls
        self.loop = asyncio.get_running_loop()
        self.deadlines = Deadlines()
        self.connections: set[XmppConnection] = set()
        self.strangers: Places[XmppConnection] = Places(strangers, strangers_of_address)
        self.arriving: dict[object, XmppConnection] = {}  # who has the place of one that is being made
        self._alarm = Alarm(self.loop, self._ring)
        self._tasks = tasks
        self._running: set[asyncio.Task[None]] = set()
        self._checks = Turns(CHECKS_AT_ONCE, CHECKS_WAITING)
        self._connections_limit = connections_limit
        self._empty = asyncio.Event()  # rings, while stopping, when the last connection is gone

    def settle(self, now: float) -> None:
        """Let each stirred session's link send what it has to say, until nothing stirs."""
        router = self.router
        while router.stirred:
            stirred, router.stirred = router.stirred, []
            for session in stirred:
                session.stirred = False
                if session.check is not None:
                    self._check(session)
                session.link.flush(now)
        self._alarm.set(self.deadlines.next_deadline())

    def admit(self, connection: XmppConnection, address: str) -> bool:
        """Note a new connection, a stranger's. False, and it is to be closed, if there are too many."""
        before = self.arriving.pop(connection, None)
        if before is not None:
            self.connections.discard(before)
            self.strangers.leave(before)
        self.connections.add(connection)
        if len(self.connections) > self._connections_limit:
            return False
        self.strange(connection, address)
        return True

    def strange(self, connection: XmppConnection, address: str) -> None:
        """That connection is of nobody who is known."""
        if connection not in self.strangers:
            leaver = self.strangers.take(connection, address)
            if leaver is not None:
                leaver.give_way()

    def known(self, connection: XmppConnection) -> None:
        """That connection is of somebody who has signed in."""
        self.strangers.leave(connection)

    def dismiss(self, connection: XmppConnection) -> None:
        """A connection is gone."""
        self.connections.discard(connection)
        self.strangers.leave(connection)
        self.deadlines.forget(connection)
        if not self.connections:
            self._empty.set()

    async def say_farewell(self) -> None:
        """Tell every client that the service stops, and give the words a moment to be read."""
        for connection in list(self.connections):
            connection.stop()
        for session in list(self.router.sessions()):  # those of BOSH that nobody asks for just now
            session.fail("system-shutdown")
        self.settle(self.loop.time())
        for end in (methodcaller("close"), methodcaller("abort")):
            for connection in list(self.connections):
                if connection.transport is not None:
                    end(connection.transport)
            self._empty.clear()
            if self.connections:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._empty.wait(), FAREWELL_SECONDS)

    def run(self, coroutine: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """A task that lives no longer than the service."""
        task = self._tasks.create_task(coroutine)
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return task

    def close(self) -> None:
        """Ring no more, and end what runs."""
        self._alarm.cancel()
        for task in self._running:
            task.cancel()

    def _ring(self) -> None:
        now = self.loop.time()
        self.deadlines.tick(now)
        self.settle(now)

    def _check(self, session: Session) -> None:
        credentials, session.check = session.check, None
        if credentials is None:
            return
        if self.passwords.known(credentials.user, credentials.password):
            self._checked(session, True)
        else:
            self.run(self._ask(session, credentials))

    async def _ask(self, session: Session, credentials: Credentials) -> None:
        good: bool | None = None
        origin = Origin(session.framing.name, session.link.peer.rpartition(":")[0])
        try:
            async with self._checks.turn((origin.address, credentials.user)):
                good = await self.passwords.check(credentials.user, credentials.password, origin)
        except GaveWay:
            logger.info("too many sign-ins wait for Unified CM; %s must try later", origin)
        except CannotTell as error:
            logger.warning("cannot check the password of %s: %s", credentials.user, error)
        self._checked(session, good)
        self.settle(self.loop.time())

    def _checked(self, session: Session, good: bool | None) -> None:
        logger.info(
            "sign-in of %s over %s from %s: %s",
            session.claimed,
            session.framing.name,
            session.link.peer,
            OUTCOME[good],
        )
        session.checked(good)
        if good is False and session.ending is not None:
            logger.warning(
                "%s is sent away after %d failed sign-ins over %s from %s",
                session.claimed,
                session.attempts,
                session.framing.name,
                session.link.peer,
            )
