"""Watches the workbench's file and its gadgets' folders, and tells what changed once it is written.

In a thread of its own, since what the system tells is waited for there.
"""

from __future__ import annotations

import asyncio
import logging
import os
import platform
import threading
from collections.abc import Callable, Mapping
from pathlib import Path

from watchfiles import Change
from watchfiles._rust_notify import (
    RustNotify,
)  # what awatch is made of: here two overlap

from finesse.third_party.watched import FOLDERS_IN_ALL, Watched, folders_of, owners
from finesse.third_party.workbench import Workbench

logger = logging.getLogger(__name__)

QUIET_MS = 50  # without a further change, before one is told: a file that is being written is not read half
LONGEST_MS = 400  # that a change waits while others follow it
LOOK_MS = 60_000
POLL_MS = 300  # between two looks, where the system tells nothing
POLLING = "WATCHFILES_FORCE_POLLING"  # the variable by which other users of the library say so, too
AGAIN_SECONDS = 1.0  # after which it is tried again where folders cannot be watched

Heard = set[tuple[int, str]]
Roots = Mapping[str, Path]


class Watch:
    """Tells which gadgets' folders changed, by their names, and that the workbench itself is another.

    Of the uploaded gadgets, it tells which of their folders changed, as `owners` names them.
    """

    def __init__(
        self,
        file: Path,
        uploaded: Path | None,
        changed: Callable[[list[str]], None],
        listed: Callable[[], None],
    ) -> None:
        self.notes: Mapping[str, str] = {}  # by name, why not all of a folder is watched
        self._workbench = Workbench(file.absolute())
        self._uploaded = uploaded
        self._changed = changed
        self._listed = listed
        self._loop = asyncio.get_running_loop()
        self._stop = threading.Event()
        self._ready = asyncio.Event()
        self._thread = threading.Thread(target=self._work, name="gadgets' folders", daemon=True)

    async def begin(self) -> None:
        """Return once what is there is watched."""
        self._thread.start()
        await self._ready.wait()

    async def end(self) -> None:
        """Return once nothing is told any more."""
        self._stop.set()
        await asyncio.to_thread(self._thread.join)

    def _work(self) -> None:
        while not self._stop.is_set():
            try:
                self._watch()
            except Exception as error:
                logger.error("gadgets' folders cannot be watched: %s", error)
                self._tell(self._ready.set)
                self._stop.wait(AGAIN_SECONDS)

    def _watch(self) -> None:
        roots, notify = self._notify()
        self._tell(self._ready.set)
        while not self._stop.is_set():
            heard = self._heard(notify, LONGEST_MS, QUIET_MS, LOOK_MS)
            before = roots
            if self._asks_anew(
                heard, roots
            ):  # the next one listens before this one ends: nothing falls between
                roots, follower = self._notify()
                heard |= self._heard(notify, 1, 1, 1)
                notify.close()
                notify = follower
            if any(Path(path) == self._workbench.path for _, path in heard):
                self._tell(self._listed)
            stayed = [(name, root) for name, root in roots.items() if before.get(name) == root]
            if names := {name for _, path in heard for name in owners(Path(path), stayed)}:
                self._tell(self._changed, sorted(names))
        notify.close()

    def _notify(self) -> tuple[Roots, RustNotify]:
        """What is watched now, and by what."""
        roots = {name: folder.resolve() for name, folder in self._workbench.mounts.items()}
        if self._uploaded is not None:
            roots[""] = self._uploaded.resolve()
        found = {name: folders_of(root) for name, root in roots.items()}
        folders = {self._workbench.path.parent: None}
        for root in roots.values():  # one that is removed and made again is told by the folder that it is in
            folders[root.parent] = None
        for watched in found.values():
            folders.update(dict.fromkeys(watched.folders[: max(0, FOLDERS_IN_ALL - len(folders))]))
        self._tell(self._note, found)
        wanted = [str(folder) for folder in folders if folder.is_dir()]
        return roots, RustNotify(wanted, False, polls(os.environ, platform.release()), POLL_MS, False, True)

    def _heard(self, notify: RustNotify, longest: int, quiet: int, look: int) -> Heard:
        heard = notify.watch(longest, quiet, look, self._stop)
        return heard if isinstance(heard, set) else set()

    def _asks_anew(self, heard: Heard, roots: Roots) -> bool:
        """Whether other folders than those that are watched are to be."""
        for change, name in heard:
            path = Path(name)
            if path == self._workbench.path or path in roots.values():
                return True
            if change == Change.added and path.is_dir() and owners(path, roots.items()):
                return True
        return False

    def _note(self, found: Mapping[str, Watched]) -> None:
        notes = {name: watched.note for name, watched in found.items() if watched.note}
        for note in notes.values():
            if note not in self.notes.values():
                logger.warning("%s", note)
        self.notes = notes

    def _tell(self, what: Callable[..., None], *about: object) -> None:
        if not self._stop.is_set() and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(what, *about)


def polls(environ: Mapping[str, str], release: str) -> bool:
    """Whether files are looked at again and again: some mounts, and those of WSL 2, tell no changes."""
    said = environ.get(POLLING, "").lower()
    return said not in ("0", "false", "disable", "disabled") if said else "microsoft-standard" in release
