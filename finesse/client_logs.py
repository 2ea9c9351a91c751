"""The logs that desktops send, kept as files: a folder for each user, the newest few, bounded in all.

Source: Finesse Web Services guide, ClientLog; Administration Guide, collecting desktop logs.
"""

from __future__ import annotations

import asyncio
import itertools
import re
import time
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path

from vos import private, visible

KEPT_PER_USER = 5
CHARACTERS = 1_048_576  # of one log (limit unconfirmed)
BYTES_OF_ALL = 256 * 1_048_576
_UNSAFE = re.compile(r"[^A-Za-z0-9_@-]")
_UNFINISHED = "unfinished"  # the name of what is being written; one at a time


@dataclass
class Kept:
    """The logs of one user, the oldest first, with their sizes."""

    folder: Path
    logs: deque[tuple[str, int]] = field(default_factory=deque)

    @property
    def size(self) -> int:
        return sum(size for _, size in self.logs)

    def forget_oldest(self) -> int:
        """Throw a log away; its size."""
        name, size = self.logs.popleft()
        (self.folder / name).unlink(missing_ok=True)
        return size


class ClientLogs:
    """The folder of the logs that desktops sent."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = itertools.count(1)
        self._writing = asyncio.Lock()  # so that a slow disk holds one thread, not all
        self._users: dict[str, Kept] | None = None  # None until the first log asks what there is
        self._size = 0

    async def keep_compressed(self, login_id: str, data: bytes) -> None:
        """Keep a log that the desktop has compressed, as it came."""
        await self._put(login_id, "zip", data)

    async def keep(self, login_id: str, text: str) -> None:
        """Write one log, and throw away what is too old. OSError if the disk does not take it.

        It keeps its lines; other control characters would be carried out by the terminal of who reads it.
        """
        lines = text.replace("\r\n", "\n").split("\n")
        shown = "\n".join([visible.line(each, visible.LONGEST_ESCAPE * CHARACTERS) for each in lines])
        await self._put(login_id, "log", shown.encode())

    async def _put(self, login_id: str, kind: str, data: bytes) -> None:
        async with self._writing:
            stamp = time.strftime("%Y-%m-%dT%H-%M-%S", time.gmtime())
            name = f"desktop.{stamp}.{next(self._numbers):06d}.{kind}"
            await asyncio.to_thread(self._write, _UNSAFE.sub("_", login_id), name, data)

    def _write(self, user: str, name: str, data: bytes) -> None:
        if self._users is None:
            self._users = _found(self._folder)
            self._size = sum(each.size for each in self._users.values())
        kept = self._users.get(user) or Kept(self._folder / user)
        private.folder(kept.folder)
        unfinished = kept.folder / _UNFINISHED
        try:
            with open(unfinished, "wb", opener=private.opener) as file:
                file.write(data)
            unfinished.replace(kept.folder / name)
        except BaseException:
            unfinished.unlink(missing_ok=True)  # of a full disk nothing is left behind
            raise
        self._users[user] = kept
        kept.logs.append((name, len(data)))
        self._size += len(data)
        while len(kept.logs) > KEPT_PER_USER:
            self._size -= kept.forget_oldest()
        while self._size > BYTES_OF_ALL:  # who has most gives first
            self._size -= max(self._users.values(), key=lambda each: each.size).forget_oldest()


def _found(folder: Path) -> dict[str, Kept]:
    """What an earlier start has kept."""
    users: dict[str, Kept] = {}
    for each in sorted(folder.glob("*/desktop.*")):
        kept = users.setdefault(each.parent.name, Kept(each.parent))
        kept.logs.append((each.name, each.stat().st_size))
    return users
