"""The configuration that this node has loaded from the store, and how it follows the changes made there."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import AsyncIterator, Callable

from ccx_engine.engine.configuration.rmcm import Configuration
from ccx_engine.engine.model import Provider
from ccx_engine.engine.telephony import belonging
from ccx_engine.jtapi import messages as jtapi
from ccx_engine.store.rmcm_store import CONFIGURATION, RmcmStore
from vos.address import Address
from vos.database.follower import Follower
from vos.service import CannotServe

logger = logging.getLogger(__name__)


class LoadedConfiguration:
    """`configuration` is the one loaded last."""

    concern = CONFIGURATION

    def __init__(self, store: RmcmStore, revision: int, configuration: Configuration) -> None:
        self.configuration = configuration
        self._store = store
        self._revision = revision
        self._use: Callable[[Configuration], None] = lambda _: None

    def check(self, cucm: Address, provider: Provider, controlled: jtapi.Terminals) -> None:
        """CannotServe when the database was filled from another centre than this Unified CM runs."""
        if why := belonging.foreign(self.configuration, provider, controlled):
            name = self._store.name
            raise CannotServe(
                f"database: {name} was filled from another centre than the Unified CM at {cucm} runs: {why}; "
                "name an empty database (in a lab: finesse-lab up --fresh), or apply this centre's file: "
                f"python -m ccx_engine.store apply FILE.toml --database {name}"
            )

    def follower(self, use: Callable[[Configuration], None], every: float) -> Follower:
        """Looks every so many seconds, and hands on each configuration that is new."""
        self._use = use
        return Follower(self._store.revisions, every, self)

    async def follow(self, revision: int) -> None:
        """Load the configuration of that revision and hand it on, unless it is loaded."""
        if revision != self._revision:
            self._revision, self.configuration = await self._store.load()
            logger.info("revision %d of the configuration is in use", self._revision)
            self._use(self.configuration)


@contextlib.asynccontextmanager
async def opened(database: str, first: Configuration) -> AsyncIterator[LoadedConfiguration]:
    """What the database holds; an empty one is filled with `first`.

    CannotServe names the setting `database` when it cannot be opened; SettingsError when what is in it, or
    `first`, is not in order.
    """
    async with RmcmStore.opened(database) as store:
        filled = await store.fill(first)
        revision, configuration = await store.load()
        if not filled and configuration != first:
            logger.info("the configuration is the database's, not that of the centre's file")
        yield LoadedConfiguration(store, revision, configuration)
