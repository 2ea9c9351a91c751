"""How a node notices what other nodes of its cluster changed in the database that they share.

A store counts changes by concern: each transaction that changes something of a concern counts up the
concern's revision. Whoever has loaded something asks for all revisions again and again, in one query, and
loads anew what is no longer of the revision that he has.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Protocol

from vos.database.connections import DatabaseLost
from vos.settings import SettingsError

logger = logging.getLogger(__name__)

Revisions = Mapping[str, int]  # of a store, by concern


class Followed(Protocol):
    """What is loaded of one concern of a store."""

    @property
    def concern(self) -> str: ...

    async def follow(self, revision: int) -> None:
        """Load anew unless that revision is loaded. DatabaseLost or SettingsError when it cannot be."""


class Follower:
    """Looks again and again which revisions a store has; `complaint` is what the last look failed of."""

    def __init__(
        self, revisions: Callable[[], Awaitable[Revisions]], every: float, *followed: Followed
    ) -> None:
        self._revisions = revisions
        self._every = every
        self._followed = followed
        self.complaint = ""

    async def run(self) -> None:
        """Until cancelled. While the database cannot be read, what is loaded stays as it is."""
        while True:
            await asyncio.sleep(self._every)
            try:
                await self.look()
            except (DatabaseLost, SettingsError) as error:
                if str(error) != self.complaint:
                    self.complaint = str(error)
                    logger.warning("what is configured stays as it is: %s", error)
            else:
                self.complaint = ""

    async def look(self) -> None:
        """Have everything loaded anew that was changed. DatabaseLost or SettingsError when it cannot be."""
        revisions = await self._revisions()
        for each in self._followed:
            await each.follow(revisions[each.concern])
