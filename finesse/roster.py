"""Teams and users: kept in the database as CTI told them, and known from there until CTI tells them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable

from finesse.realtime.state import RealtimeState
from finesse.store.finesse_store import FinesseStore
from finesse.store.tables import Concern
from vos.database.connections import DatabaseLost
from vos.service import CannotServe

logger = logging.getLogger(__name__)

DATABASE_PAUSE = 5.0  # before the next try
NAMED = 3  # of many, in a message


class Roster:
    """Who there is in `state`. Once CTI speaks to this node, it alone changes the state."""

    concern = Concern.ROSTER

    def __init__(
        self,
        store: FinesseStore,
        state: RealtimeState,
        cti_speaks: Callable[[], bool],
        changed: Callable[[RealtimeState], None] = lambda _: None,
    ) -> None:
        self._store = store
        self._state = state
        self._cti_speaks = cti_speaks
        self._changed = changed
        self._revision = -1
        self._recalled: frozenset[str] = frozenset()

    async def recall(self) -> None:
        """Have in the state who is kept, and nobody else. DatabaseLost; then it stays as it is."""
        revisions = await self._store.revisions()  # before the rest: what changes meanwhile is read again
        kept = RealtimeState()
        await self._store.recall(kept)
        self._revision = revisions[self.concern]
        if self._cti_speaks():
            return
        for user in list(self._state.users):
            self._state.remove(user)
        self._state.teams.clear()
        self._state.teams.update(kept.teams)
        for user in kept.users:
            self._state.add(user)
        self._recalled = frozenset(user.login_id for user in kept.users)

    async def follow(self, revision: int) -> None:
        """Recall what another node was told, if this one's CTI does not speak. DatabaseLost as `recall`."""
        if revision != self._revision and not self._cti_speaks():
            await self.recall()
            self._changed(self._state)

    async def keep(self, learnt: asyncio.Event) -> None:
        """Persist teams and users each time they were learnt; again and again while the database cannot.

        CannotServe when none of the users that were recalled is among the first that are told.
        """
        await learnt.wait()
        told = {user.login_id for user in self._state.users}
        if self._recalled and told and not self._recalled & told:
            kept = f"none of the users that it keeps ({_some(self._recalled)})"
            raise CannotServe(
                f"database: {self._store.name} was filled from another centre than the engine's: {kept} is an"
                f" agent there ({_some(told)}); name an empty database (in a lab: finesse-lab up --fresh), or"
                " in cti the engine that it belongs to"
            )
        while True:
            await learnt.wait()
            learnt.clear()
            try:
                await self._store.learn(self._state)
            except DatabaseLost as error:
                logger.error("teams and users are not kept: %s", error)
                await asyncio.sleep(DATABASE_PAUSE)
                learnt.set()


def _some(logins: Iterable[str]) -> str:
    first = sorted(logins)
    return ", ".join(first[:NAMED] + (["…"] if len(first) > NAMED else []))
