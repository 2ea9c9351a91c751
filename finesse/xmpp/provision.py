"""What users need at the notification service: nodes, who may subscribe to which, and who is subscribed."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterator

from finesse.model.system_info import URI as SYSTEM_INFO
from finesse.model.user import User
from finesse.realtime.state import RealtimeState
from finesse.xmpp import feeds, stanzas
from finesse.xmpp.connection import AT_ONCE, Login, Refused, XmppConnection
from vos.xmpp_address import has_address, local_part

SET_UP_SECONDS = 30.0  # and a little more for each user
SET_UP_SECONDS_PER_USER = 0.05
TOGETHER = 100  # subscriptions in one request


class Provision:
    """Makes nodes and subscriptions over one connection. Raises Lost, Refused or TimeoutError."""

    def __init__(self, connection: XmppConnection, login: Login, pubsub: str) -> None:
        self._connection = connection
        self._domain = login.domain
        self._account = login.account
        self._pubsub = pubsub
        self._members: dict[str, frozenset[str]] = {}  # of each node, by address
        self._set_up: set[str] = set()  # users, by address, who have all that they need

    async def provide(self, state: RealtimeState) -> None:
        """Nodes for everything, the users subscribed to theirs, and their presence to us.

        Who has all that he needs is noted at the service as a member of SystemInfo, which everybody may hear
        anyway. Only we make members, so nobody else can lengthen that list; whom we made one in an earlier
        connection need not be set up again.
        """
        users = [user for user in state.users if has_address(user.login_id)]  # of the others nobody signs in
        async with asyncio.timeout(SET_UP_SECONDS + SET_UP_SECONDS_PER_USER * len(users)):
            await self._create(list(feeds.shared(state)))
            if not self._set_up:
                await self._learn_members([SYSTEM_INFO])
                self._set_up = set(self._members.pop(SYSTEM_INFO))
            watched = await self._watched()
            for user in users:
                if self._address(user) not in watched:
                    self._connection.write(stanzas.watch(self._address(user)))
            new = [user for user in users if self._address(user) not in self._set_up]
            await self._create(
                [node for user in new for node in (*feeds.heard_by(user), *feeds.open_to(user))]
            )
            await self._admit(state)
            await self._subscribe(new)
            addresses = [self._address(user) for user in new]
            await self._connection.ask_all(
                self._pubsub,
                [
                    stanzas.affiliate(SYSTEM_INFO, [(address, "member") for address in some])
                    for some in _together(addresses)
                ],
            )
            self._set_up.update(addresses)

    async def makes_feeds_last(self) -> bool:
        """Whether a user's unsubscribing leaves what we set up for him: the embedded service says so."""
        try:
            info = await self._connection.ask("get", self._pubsub, stanzas.FEATURES)
        except Refused:
            return False
        return any(
            entry.get("var") == stanzas.LASTING_FEEDS for entry in info.iter(f"{{{stanzas.INFO}}}feature")
        )

    async def renew(self, arrived: Collection[User]) -> None:
        """Subscribe anew who has just come, and may have ended it himself while nobody was there to hear."""
        async with asyncio.timeout(SET_UP_SECONDS + SET_UP_SECONDS_PER_USER * len(arrived)):
            await self._subscribe([user for user in arrived if self._address(user) in self._set_up])

    async def _subscribe(self, users: list[User]) -> None:
        """Subscribe users to their own nodes and to SystemInfo; doing it again changes nothing."""
        await self._connection.ask_all(
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

    async def _create(self, nodes: list[str]) -> None:
        """Make these nodes; those that are there already stay as they are."""
        access = {True: stanzas.OPEN, False: stanzas.WHITELIST}
        created = (stanzas.create(node, access[feeds.for_everybody(node)]) for node in nodes)
        await self._connection.ask_all(self._pubsub, created, tolerate="conflict")

    async def _admit(self, state: RealtimeState) -> None:
        """Let those subscribe who may, and nobody else any more."""
        wanted = {
            node: frozenset(self._address(user) for user in users if has_address(user.login_id))
            for node, users in feeds.admitted(state)
        }
        await self._learn_members([node for node in wanted if node not in self._members])
        changes = {
            node: [
                *((address, "member") for address in sorted(addresses - self._members[node])),
                *((address, "none") for address in sorted(self._members[node] - addresses)),
            ]
            for node, addresses in wanted.items()
            if addresses != self._members[node]
        }
        await self._connection.ask_all(
            self._pubsub, [stanzas.affiliate(*change) for change in changes.items()]
        )
        self._members = wanted

    async def _learn_members(self, nodes: list[str]) -> None:
        """Who was let in by an earlier connection."""
        for start in range(0, len(nodes), AT_ONCE):
            some = nodes[start : start + AT_ONCE]
            asked = [self._connection.ask("get", self._pubsub, stanzas.members(node)) for node in some]
            for node, answer in zip(some, await asyncio.gather(*asked), strict=True):
                entries = answer.iter(f"{{{stanzas.OWNER}}}affiliation")
                self._members[node] = frozenset(
                    entry.get("jid", "") for entry in entries if entry.get("affiliation") == "member"
                )

    async def _watched(self) -> set[str]:
        """Whose presence comes to us already."""
        roster = await self._connection.ask("get", self._account, stanzas.ROSTER)
        return {
            item.get("jid", "")
            for item in roster.iter("{jabber:iq:roster}item")
            if item.get("subscription") in ("to", "both")
        }

    def _address(self, user: User) -> str:
        return f"{local_part(user.login_id)}@{self._domain}"


def _together(addresses: list[str]) -> Iterator[list[str]]:
    """The addresses in groups, as many in each as one request carries."""
    for start in range(0, len(addresses), TOGETHER):
        yield addresses[start : start + TOGETHER]
