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
import uuid
from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Protocol

from finesse.accounts import Accounts
from finesse.model.system_info import URI as SYSTEM_INFO
from finesse.model.user import User
from finesse.realtime.notification import Notification
from finesse.realtime.state import RealtimeState
from finesse.settings import FinesseSettings
from finesse.xmpp import feeds, stanzas
from finesse.xmpp.connection import AT_ONCE, Login, Lost, Refused, XmppConnection, connected
from vos import trace
from vos.xmpp_address import has_address, local_part, user_of

logger = logging.getLogger(__name__)

RESOURCE = "webservices"
FIRST_PAUSE = 0.1
SET_UP_SECONDS = 30.0  # and a little more for each user
SET_UP_SECONDS_PER_USER = 0.05
QUEUE_LIMIT = 50_000  # notifications that wait
TOGETHER = 100  # subscriptions in one request


class Listener(Protocol):
    """Who hears how the connection stands, and which desktops are there."""

    def notifier_up(self) -> None: ...
    def notifier_down(self) -> None: ...
    def present(self, login_id: str, resource: str, *, available: bool) -> None: ...


class XmppLink:
    """Keeps a connection."""

    def __init__(
        self,
        listener: Listener,
        settings: FinesseSettings,
        accounts: Accounts,
        context: ssl.SSLContext,
    ) -> None:
        self._listener = listener
        self._domain = settings.host
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
        self._members: dict[str, frozenset[str]] = {}  # of each node, in this connection
        self._set_up: set[str] = set()  # users, by address, who have all that they need
        self._feeds_last = False  # whether the service keeps users from ending what we set up for them
        self._configured = False  # whether there may be new users, teams or queues
        self._there: set[tuple[str, str]] = set()  # whose presence we know: local part and resource
        self._arrived: dict[str, User] = {}  # whose feeds are to be seen to, by address

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
        """Until cancelled."""
        # Half a second of imports, off the loop: the web applications serve meanwhile.
        slixmpp = await asyncio.to_thread(importlib.import_module, "slixmpp")
        pause = FIRST_PAUSE
        while True:
            useful = await self._session(slixmpp, replace(self._login, address=self._servers[0]))
            pause = FIRST_PAUSE if useful else min(pause * 2, self._seconds.xmpp_retry)
            await asyncio.sleep(pause)

    async def _session(self, slixmpp: Any, login: Login) -> bool:
        """One connection, from its first byte to its last; whether it was of any use."""
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
            self._set_up = set()
            self._there = set()
            self._arrived = {}
            self._members = {}
            self._servers.rotate(-1)
            self._listener.notifier_down()
        level = logging.WARNING if useful else logging.DEBUG
        logger.log(level, "notification service %s: %s", login.address, reason)
        return useful

    async def _serve(self, connection: XmppConnection) -> None:
        """Set up what there is and what is added, and ping in between; raises Lost or TimeoutError."""
        connection.write(stanzas.PRESENT)
        self._feeds_last = await self._makes_feeds_last(connection)
        self._configured = True
        self._changed.set()
        while True:
            if self._changed.is_set():
                self._changed.clear()
                if self._configured and self._state is not None:
                    self._configured = False
                    await self._provide(connection, self._state)
                    self._is_up(connection)
                await self._see_to_feeds(connection)
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

    async def _provide(self, connection: XmppConnection, state: RealtimeState) -> None:
        """Nodes for everything, the users subscribed to theirs, and their presence to us.

        Who has all that he needs is noted at the service as a member of SystemInfo, which everybody may hear
        anyway. Only we make members, so nobody else can lengthen that list; whom we made one in an earlier
        connection need not be set up again.
        """
        users = [user for user in state.users if has_address(user.login_id)]  # of the others nobody signs in
        async with asyncio.timeout(SET_UP_SECONDS + SET_UP_SECONDS_PER_USER * len(users)):
            await self._create(connection, list(feeds.shared(state)))
            if not self._set_up:
                await self._learn_members(connection, [SYSTEM_INFO])
                self._set_up = set(self._members.pop(SYSTEM_INFO))
            watched = await self._watched(connection)
            for user in users:
                if self._address(user) not in watched:
                    connection.write(stanzas.watch(self._address(user)))
            new = [user for user in users if self._address(user) not in self._set_up]
            await self._create(
                connection, [node for user in new for node in (*feeds.heard_by(user), *feeds.open_to(user))]
            )
            await self._admit(connection, state)
            await self._subscribe(connection, new)
            addresses = [self._address(user) for user in new]
            await connection.ask_all(
                self._pubsub,
                [
                    stanzas.affiliate(SYSTEM_INFO, [(address, "member") for address in some])
                    for some in _together(addresses)
                ],
            )
            self._set_up.update(addresses)

    async def _makes_feeds_last(self, connection: XmppConnection) -> bool:
        """Whether a user's unsubscribing leaves what we set up for him: the embedded service says so."""
        try:
            info = await connection.ask("get", self._pubsub, stanzas.FEATURES)
        except Refused:
            return False
        return any(
            entry.get("var") == stanzas.LASTING_FEEDS for entry in info.iter(f"{{{stanzas.INFO}}}feature")
        )

    async def _see_to_feeds(self, connection: XmppConnection) -> None:
        """Subscribe anew who has just come, and may have ended it himself while we were not there to hear."""
        arrived, self._arrived = self._arrived, {}
        async with asyncio.timeout(SET_UP_SECONDS + SET_UP_SECONDS_PER_USER * len(arrived)):
            await self._subscribe(
                connection, [user for address, user in arrived.items() if address in self._set_up]
            )

    async def _subscribe(self, connection: XmppConnection, users: list[User]) -> None:
        """To their own feeds and to SystemInfo; doing it again changes nothing."""
        await connection.ask_all(
            self._pubsub,
            [
                *(
                    stanzas.subscribe(node, [self._address(user)])
                    for user in users
                    for node in feeds.heard_by(user)
                ),
                *(
                    stanzas.subscribe(SYSTEM_INFO, some)
                    for some in _together([self._address(user) for user in users])
                ),
            ],
        )

    async def _create(self, connection: XmppConnection, nodes: list[str]) -> None:
        """Make them; those that are there already stay as they are."""
        access = {True: stanzas.OPEN, False: stanzas.WHITELIST}
        created = (stanzas.create(node, access[feeds.for_everybody(node)]) for node in nodes)
        await connection.ask_all(self._pubsub, created, tolerate="conflict")

    async def _admit(self, connection: XmppConnection, state: RealtimeState) -> None:
        """Let those subscribe who may, and nobody else any more."""
        wanted = {
            node: frozenset(self._address(user) for user in users if has_address(user.login_id))
            for node, users in feeds.admitted(state)
        }
        await self._learn_members(connection, [node for node in wanted if node not in self._members])
        changes = {
            node: [
                *((address, "member") for address in sorted(addresses - self._members[node])),
                *((address, "none") for address in sorted(self._members[node] - addresses)),
            ]
            for node, addresses in wanted.items()
            if addresses != self._members[node]
        }
        await connection.ask_all(self._pubsub, [stanzas.affiliate(*change) for change in changes.items()])
        self._members = wanted

    async def _learn_members(self, connection: XmppConnection, nodes: list[str]) -> None:
        """Who was let in by an earlier connection."""
        for start in range(0, len(nodes), AT_ONCE):
            some = nodes[start : start + AT_ONCE]
            asked = [connection.ask("get", self._pubsub, stanzas.members(node)) for node in some]
            for node, answer in zip(some, await asyncio.gather(*asked), strict=True):
                entries = answer.iter(f"{{{stanzas.OWNER}}}affiliation")
                self._members[node] = frozenset(
                    entry.get("jid", "") for entry in entries if entry.get("affiliation") == "member"
                )

    async def _watched(self, connection: XmppConnection) -> set[str]:
        """Whose presence comes to us already."""
        roster = await connection.ask("get", self._login.account, stanzas.ROSTER)
        return {
            item.get("jid", "")
            for item in roster.iter("{jabber:iq:roster}item")
            if item.get("subscription") in ("to", "both")
        }

    def _address(self, user: User) -> str:
        return f"{local_part(user.login_id)}@{self._domain}"

    def _present(self, local: str, resource: str, available: bool) -> None:
        if trace.enabled():
            kind = "presence" if available else "presence unavailable"
            trace.hop(trace.IN, "xmpp", self._domain, kind, {"agent": user_of(local), "resource": resource})
        self._listener.present(user_of(local), resource, available=available)
        if not available:
            self._there.discard((local, resource))
        elif (local, resource) not in self._there:
            self._there.add((local, resource))
            self._has_come(user_of(local))

    def _has_come(self, login_id: str) -> None:
        """A desktop signed in: what was set up for its user is seen to, where it could be gone."""
        user = self._state.user(login_id) if self._state is not None else None
        if user is not None and not self._feeds_last:
            self._arrived[self._address(user)] = user
            self._changed.set()

    def _send_on(self) -> None:
        """Publish as many as may be without an answer."""
        while self._queue and self._unanswered < AT_ONCE and self._connection is not None:
            notification = self._queue.popleft()
            self._unanswered += 1
            item = f"{self._item}{next(self._items)}"
            document = notification.document()
            if trace.enabled():
                trace.hop(
                    trace.OUT,
                    "xmpp",
                    self._domain,
                    f"publish {notification.event} {notification.node}",
                    {
                        "call": notification.call,
                        "agent": notification.agent,
                        "requestId": notification.request_id,
                    },
                )
            self._connection.send(
                self._pubsub,
                stanzas.publish(notification.node, item, self._namespace, document),
                functools.partial(self._answered, notification.node),
            )

    def _answered(self, node: str, condition: str | None) -> None:
        self._unanswered -= 1
        if condition is not None:
            logger.warning("the notification service refuses to publish on %s: %s", node, condition)
        self._send_on()


def _together(addresses: list[str]) -> Iterator[list[str]]:
    """As many at once as one request carries."""
    for start in range(0, len(addresses), TOGETHER):
        yield addresses[start : start + TOGETHER]
