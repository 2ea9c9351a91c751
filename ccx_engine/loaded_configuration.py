"""The configuration that this node has loaded from the store, and how it follows what others change there."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable

from ccx_engine.engine.configuration.rmcm import Configuration
from ccx_engine.engine.model import Provider
from ccx_engine.engine.telephony import belonging
from ccx_engine.jtapi import messages as jtapi
from ccx_engine.store.rmcm_store import RmcmStore
from vos.address import Address
from vos.database import DatabaseLost
from vos.service import CannotServe
from vos.settings import SettingsError

logger = logging.getLogger(__name__)


class LoadedConfiguration:
    """`configuration` is the one loaded last, `complaint` what is wrong with the database since then."""

    def __init__(self, store: RmcmStore, revision: int, configuration: Configuration) -> None:
        self.configuration = configuration
        self._store = store
        self._revision = revision
        self.complaint = ""

    def check(self, cucm: Address, provider: Provider, controlled: jtapi.Terminals) -> None:
        """CannotServe when the database was filled from another centre than this Unified CM runs."""
        if why := belonging.foreign(self.configuration, provider, controlled):
            name = self._store.name
            raise CannotServe(
                f"database: {name} was filled from another centre than the Unified CM at {cucm} runs: {why}; "
                "name an empty database (in a lab: finesse-lab up --fresh), or apply this centre's file: "
                f"python -m ccx_engine.store apply FILE.toml --database {name}"
            )

    async def follow(self, use: Callable[[Configuration], None], every: float) -> None:
        """Look again and again, and hand on each configuration that is new. Ends when it is cancelled.

        While the database does not answer, or holds what cannot be read, the last configuration stays.
        """
        while True:
            await asyncio.sleep(every)
            try:
                if await self._store.revision() == self._revision:
                    self.complaint = ""
                    continue
                self._revision, self.configuration = await self._store.load()
            except (DatabaseLost, SettingsError) as error:
                if str(error) != self.complaint:
                    self.complaint = str(error)
                    logger.warning("the configuration stays as it is: %s", error)
                continue
            logger.info("revision %d of the configuration is in use", self._revision)
            use(self.configuration)


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
