"""Writes pending changes to the file from a thread, and forgets what nobody used for a day."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import sqlite3
import time
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from notification.changes import PendingChanges
from notification.router import Router
from notification.store import addresses
from notification.store.sqlite_file import SqliteFile

logger = logging.getLogger(__name__)

RETRY_SECONDS = 1.0  # after the file could not be written
SWEEP_SECONDS = 600.0


class BackgroundWriter:
    """One file and its thread. `pending` is what the router tells its changes to."""

    def __init__(self, file: SqliteFile, thread: ThreadPoolExecutor) -> None:
        self._changed = asyncio.Event()
        self.pending = PendingChanges(self._changed.set)
        self._file = file
        self._thread = thread

    @classmethod
    @contextlib.asynccontextmanager
    async def opened(cls, path: Path, domain: str) -> AsyncIterator[BackgroundWriter]:
        """The file of this domain; leaving writes what is left. CannotServe if it cannot be used."""
        loop = asyncio.get_running_loop()
        with ThreadPoolExecutor(1, "store") as thread:
            file = await loop.run_in_executor(thread, SqliteFile, path, domain)
            try:
                writer = cls(file, thread)
                yield writer
                await writer._write()
            finally:
                await loop.run_in_executor(thread, file.close)

    async def restore(self, router: Router) -> None:
        """Give the router what was kept."""
        rows = await asyncio.get_running_loop().run_in_executor(self._thread, self._file.load)
        rows = addresses.prepare(rows, self.pending)
        router.nodes.restore(rows)
        router.contacts.restore(rows)

    async def run(self, router: Router, settle: Callable[[float], None]) -> None:
        """Until cancelled. `settle` sends the answers that waited."""
        loop = asyncio.get_running_loop()
        swept = -SWEEP_SECONDS
        while True:
            if loop.time() - swept >= SWEEP_SECONDS:
                swept = loop.time()
                router.nodes.sweep(time.time(), router.online)
            with contextlib.suppress(TimeoutError):
                # Not wait_for(), which can lose a cancellation that comes together with the change.
                async with asyncio.timeout_at(swept + SWEEP_SECONDS):
                    await self._changed.wait()
            if self._changed.is_set():
                self._changed.clear()
                kept = await self._write()
                settle(loop.time())
                if not kept:
                    await asyncio.sleep(RETRY_SECONDS)
                    self._changed.set()

    async def _write(self) -> bool:
        """Whatever there is; whether it is kept now."""
        batch = self.pending.take()
        kept = False
        try:
            if batch.changes:
                await asyncio.get_running_loop().run_in_executor(
                    self._thread, self._file.write, batch.changes
                )
            kept = True
        except sqlite3.Error as error:
            logger.error("what subscribers wish cannot be kept (tried again in a second): %s", error)
        finally:
            self.pending.done(batch, kept)
        return kept
