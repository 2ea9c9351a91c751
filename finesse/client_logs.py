"""The logs that desktops send, kept as files: one folder per user, the newest few.

Source: Finesse Web Services guide, ClientLog; Administration Guide, collecting desktop logs.
"""

from __future__ import annotations

import asyncio
import itertools
import re
import time
from pathlib import Path

KEPT_PER_USER = 5
CHARACTERS = 1_048_576  # of one log (limit unconfirmed)
_UNSAFE = re.compile(r"[^A-Za-z0-9_@-]")


class ClientLogs:
    """The folder of all of them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = itertools.count(1)

    async def keep_compressed(self, login_id: str, data: bytes) -> None:
        """The same for a log that the desktop has compressed, kept as it came."""
        await self._put(login_id, "zip", data)

    async def keep(self, login_id: str, text: str) -> None:
        """Write one log, and throw away what is too old. OSError if the disk does not take it."""
        await self._put(login_id, "log", text.encode())

    async def _put(self, login_id: str, kind: str, data: bytes) -> None:
        stamp = time.strftime("%Y-%m-%dT%H-%M-%S", time.gmtime())
        name = f"desktop.{stamp}.{next(self._numbers):06d}.{kind}"
        await asyncio.to_thread(_write, self._folder / _UNSAFE.sub("_", login_id), name, data)


def _write(folder: Path, name: str, data: bytes) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)
    for old in sorted(folder.glob("desktop.*"))[:-KEPT_PER_USER]:
        old.unlink(missing_ok=True)
