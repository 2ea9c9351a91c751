"""The team messages that are active: kept in the database, told to desktops, gone when their time is over.

Each node of a cluster tells its own desktops, once, whichever node a message was written or taken back on.

Source: Finesse Web Services guide, TeamMessage. That the end of a message's time is told is unconfirmed.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Iterable
from typing import Protocol

from finesse.model.team_message import PUBLISHED, TeamMessage
from finesse.realtime.notification import DELETE, POST, Notification
from finesse.store.tables import Concern
from vos.database.connections import DatabaseLost

logger = logging.getLogger(__name__)

LIMIT = 100  # active at once (unconfirmed)


class Shelf(Protocol):
    """Where messages are kept."""

    async def team_messages(self) -> list[TeamMessage]: ...
    async def keep_team_message(self, message: TeamMessage) -> int: ...
    async def drop_team_message(self, identity: str) -> int | None: ...
    async def drop_team_messages_until(self, now: float) -> int | None: ...


class TooMany(Exception):
    """There are as many active messages as may be."""


class TeamMessages:
    """The active messages by their id, the oldest first."""

    concern = Concern.TEAM_MESSAGES

    def __init__(
        self,
        shelf: Shelf,
        publish: Callable[[Notification], None],
        clock: Callable[[], float] = time.time,
        kept: Iterable[TeamMessage] = (),
    ) -> None:
        self._shelf = shelf
        self._publish = publish
        self._clock = clock
        self._active = {message.id: message for message in kept}
        self._changed = asyncio.Event()
        self._revision = -1  # of what is in the database: not known yet
        self._turn = asyncio.Lock()  # held while the database is read or changed

    async def add(self, message: TeamMessage) -> None:
        """Keep it and tell its teams. TooMany, or DatabaseLost; then nobody is told."""
        async with self._turn:
            if len(self.active()) >= LIMIT:
                raise TooMany
            self._made(await self._shelf.keep_team_message(message))
            self._active[message.id] = message
            self._changed.set()
            self._tell(POST, message)

    async def remove(self, message: TeamMessage) -> None:
        """It is over before its time. DatabaseLost; then nothing has changed."""
        async with self._turn:
            self._made(await self._shelf.drop_team_message(message.id))
            if self._active.pop(message.id, None) is not None:
                self._tell(DELETE, message)

    async def follow(self, revision: int) -> None:
        """Take over what the other node has added and taken back. DatabaseLost; then nothing has changed."""
        async with self._turn:
            if revision == self._revision:
                return
            kept = await self._shelf.team_messages()
            self._revision = revision
            now = self._clock()
            before, self._active = self._active, {one.id: one for one in kept if one.ends_at > now}
            self._changed.set()
            for message in before.values():
                if message.id not in self._active:
                    self._tell(DELETE, message)
            for message in self._active.values():
                if message.id not in before:
                    self._tell(POST, message)

    def find(self, identity: str) -> TeamMessage | None:
        """An active message."""
        found = self._active.get(identity)
        return found if found is not None and found.ends_at > self._clock() else None

    def active(self, teams: Iterable[int] | None = None) -> list[TeamMessage]:
        """All of them, or those of these teams."""
        now = self._clock()
        wanted = None if teams is None else frozenset(teams)
        return [
            message
            for message in self._active.values()
            if message.ends_at > now and (wanted is None or wanted.intersection(message.teams))
        ]

    async def expire(self) -> None:
        """Until cancelled: end each message when its time is over."""
        while True:
            self._changed.clear()
            ends = min((message.ends_at for message in self._active.values()), default=None)
            try:
                async with asyncio.timeout(None if ends is None else max(0.0, ends - self._clock())):
                    await self._changed.wait()
            except TimeoutError:
                await self._end_those_over()

    async def _end_those_over(self) -> None:
        now = self._clock()
        for message in [one for one in self._active.values() if one.ends_at <= now]:
            del self._active[message.id]
            self._tell(DELETE, message)
        try:
            async with self._turn:
                self._made(await self._shelf.drop_team_messages_until(now))
        except DatabaseLost as error:
            logger.error("team messages whose time is over are dropped with the next ones: %s", error)

    def _made(self, revision: int | None) -> None:
        """This node made a revision; when others came before it, `follow` reads them."""
        if revision is not None and self._revision == revision - 1:
            self._revision = revision

    def _tell(self, event: str, message: TeamMessage) -> None:
        data = PUBLISHED.indented(message, "TeamMessage", 2)
        for team in message.teams:
            node = f"/finesse/api/Team/{team}/TeamMessages"
            self._publish(Notification(node, node, event, data))
