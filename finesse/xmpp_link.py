"""The link to the notification service: publishes, and hears which desktops are there.

Everything is standard XMPP (RFC 6120, XEP-0060 as the nodes' owner), so that any server can take the embedded
service's place. A slow service is waited for up to a bound; beyond it the connection is given up, and after
the next one the desktops get the state that it all led to.
"""

from __future__ import annotations

import asyncio
import functools
import importlib
import itertools
import logging
import ssl
import time
import uuid
from collections import deque
from dataclasses import replace
from typing import Any, Protocol

from finesse.accounts import Accounts
from finesse.model.user import User
from finesse.realtime.notification import Notification
from finesse.realtime.state import RealtimeState
from finesse.settings import FinesseSettings
from finesse.xmpp import stanzas
from finesse.xmpp.connection import AT_ONCE, Login, Lost, Refused, XmppConnection, connected
from finesse.xmpp.provision import Provision
from vos import trace
from vos.xmpp_address import user_of

logger = logging.getLogger(__name__)

RESOURCE = "webservices"
FIRST_PAUSE = 0.1
QUEUE_LIMIT = 50_000  # notifications that wait


class Listener(Protocol):
    """Who hears how the connection stands, and which desktops are there."""

    def notifier_up(self) -> None: ...
    def notifier_down(self) -> None: ...
    def present(self, login_id: str, resource: str, *, available: bool) -> None: ...


class XmppLink:
    """Keeps a connection: `configure` and `publish` may come at any time, `run` connects again and again."""

    def __init__(
        self,
        listener: Listener,
        settings: FinesseSettings,
        accounts: Accounts,
        context: ssl.SSLContext,
    ) -> None:
        self._listener = listener
        self._domain = settings.host
        self._ends = trace.Ends("xmpp", "finesse", "notification", self._domain)
        self._pubsub = f"pubsub.{settings.host}"
        self._seconds = settings.seconds
        self._servers = deque(settings.xmpp)  # the one to connect to is the first
        self._login = Login(
            self._servers[0],
            settings.host,
            accounts.xmpp_user,
            RESOURCE,
            context,
            accounts.xmpp_password,
        )
        self._namespace = settings.notification_namespace
        self._state: RealtimeState | None = None
        self._changed = asyncio.Event()
        self._item = str(uuid.uuid4())
        self._items = itertools.count(1)
        self._connection: XmppConnection | None = None  # while nodes and subscriptions are all there
        self._queue: deque[Notification] = deque()
        self._unanswered = 0
        self._feeds_last = False  # whether the service keeps users from ending what we set up for them
        self._configured = False  # whether there may be new users, teams or queues
        self._there: set[tuple[str, str]] = set()  # whose presence we know: local part and resource
        self._arrived: dict[str, User] = {}  # whose feeds are to be seen to, by login id

    def configure(self, state: RealtimeState) -> None:
        """These users, teams and queues need nodes."""
        self._state = state
        self._configured = True
        self._changed.set()

    def publish(self, notification: Notification) -> None:
        """Send it in its turn. Without a connection it is dropped: nobody could hear it."""
        if self._connection is None:
            return
        if len(self._queue) >= QUEUE_LIMIT:
            self._connection.end(f"{QUEUE_LIMIT} notifications wait for the service to answer")
            return
        self._queue.append(notification)
        self._send_on()

    async def run(self) -> None:
        """Connect until cancelled: one server after the other, with a pause between two connections."""
        # Half a second of imports, off the loop: the web applications serve meanwhile.
        slixmpp = await asyncio.to_thread(importlib.import_module, "slixmpp")
        pause = FIRST_PAUSE
        while True:
            useful = await self._session(slixmpp, replace(self._login, address=self._servers[0]))
            pause = FIRST_PAUSE if useful else min(pause * 2, self._seconds.xmpp_retry)
            await asyncio.sleep(pause)

    async def _session(self, slixmpp: Any, login: Login) -> bool:
        """One connection, from its first byte to its last; whether it ever was open."""
        useful = False
        reason = "closed"
        try:
            async with connected(slixmpp, login, self._present) as connection:
                useful = True
                await self._serve(connection)
        except TimeoutError:
            reason = "no answer in time"
        except (Lost, Refused) as error:
            reason = str(error)
        finally:
            self._connection = None
            self._queue.clear()
            self._unanswered = 0
            self._there = set()
            self._arrived = {}
            self._servers.rotate(-1)
            self._listener.notifier_down()
        level = logging.WARNING if useful else logging.DEBUG
        logger.log(level, "notification service %s: %s", login.address, reason)
        return useful

    async def _serve(self, connection: XmppConnection) -> None:
        """Set up what there is and what is added, and ping in between; raises Lost or TimeoutError."""
        provision = Provision(connection, self._login, self._pubsub)
        connection.write(stanzas.PRESENT)
        self._feeds_last = await provision.makes_feeds_last()
        self._configured = True
        self._changed.set()
        while True:
            if self._changed.is_set():
                self._changed.clear()
                if self._configured and self._state is not None:
                    self._configured = False
                    await provision.provide(self._state)
                    self._is_up(connection)
                arrived, self._arrived = self._arrived, {}
                await provision.renew(arrived.values())
            elif not await self._idle(connection):
                async with asyncio.timeout(self._seconds.xmpp_ping):
                    await connection.ask("get", self._domain, stanzas.PING)

    async def _idle(self, connection: XmppConnection) -> bool:
        """Wait until something is to be set up; False when it is time for a ping. Lost at the end."""
        changed = asyncio.ensure_future(self._changed.wait())
        try:
            await asyncio.wait(
                (changed, connection.ended),
                timeout=self._seconds.xmpp_ping,
                return_when=asyncio.FIRST_COMPLETED,
            )
        finally:
            changed.cancel()
        if connection.ended.done():
            raise Lost(connection.ended.result())
        return self._changed.is_set()

    def _is_up(self, connection: XmppConnection) -> None:
        if self._connection is None:
            self._connection = connection
            self._listener.notifier_up()

    def _present(self, local: str, resource: str, available: bool) -> None:
        if trace.watched():
            name = "presence" if available else "presence unavailable"
            keys = {"agent": user_of(local), "resource": resource}
            trace.tell(trace.Hop(time.time(), trace.IN, self._ends, name, keys))
        self._listener.present(user_of(local), resource, available=available)
        if not available:
            self._there.discard((local, resource))
        elif (local, resource) not in self._there:
            self._there.add((local, resource))
            self._has_come(user_of(local))

    def _has_come(self, login_id: str) -> None:
        """A user's connection came: where he can end his own subscriptions, they are made again."""
        user = self._state.user(login_id) if self._state is not None else None
        if user is not None and not self._feeds_last:
            self._arrived[user.login_id] = user
            self._changed.set()

    def _send_on(self) -> None:
        """Publish from the queue, as long as fewer than AT_ONCE requests wait for an answer."""
        while self._queue and self._unanswered < AT_ONCE and self._connection is not None:
            notification = self._queue.popleft()
            self._unanswered += 1
            item = f"{self._item}{next(self._items)}"
            stanza = stanzas.publish(notification.node, item, self._namespace, notification.document())
            if trace.watched():
                name = f"publish {notification.event} {notification.node}"
                keys = {
                    "call": notification.call,
                    "agent": notification.agent,
                    "requestId": notification.request_id,
                }
                trace.tell(trace.Hop(time.time(), trace.OUT, self._ends, name, keys, stanza.encode))
            self._connection.send(self._pubsub, stanza, functools.partial(self._answered, notification.node))

    def _answered(self, node: str, condition: str | None) -> None:
        self._unanswered -= 1
        if condition is not None:
            logger.warning("the notification service refuses to publish on %s: %s", node, condition)
        self._send_on()
