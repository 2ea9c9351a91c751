"""The workbench as it stands: its file, read again whenever it is another."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from pathlib import Path

from finesse.third_party import workbench_file
from finesse.third_party.workbench_file import NOTHING, Gadget, Listed
from vos.http.web_url import WebOrigin

logger = logging.getLogger(__name__)

State = tuple[int, int, int]


class Workbench:
    """What is on the workbench, never older than the file; what the file said last while it is broken."""

    def __init__(self, path: Path, reached: Callable[[frozenset[WebOrigin]], None] | None = None) -> None:
        self.path = path
        self._reached = reached  # is told which servers have gadgets, whenever others do
        self._state: State | None = None
        self._gadgets: tuple[Gadget, ...] = ()
        self._mounts: Mapping[str, Path] = {}

    @property
    def gadgets(self) -> tuple[Gadget, ...]:
        self._look()
        return self._gadgets

    @property
    def mounts(self) -> Mapping[str, Path]:
        """By a gadget's name the folder that has its files."""
        self._look()
        return self._mounts

    def _look(self) -> None:
        try:
            found = self.path.stat()
            state = found.st_ino, found.st_mtime_ns, found.st_size
            if state != self._state:
                self._state = state
                self._take(workbench_file.decoded(self._read()))
        except FileNotFoundError:
            if self._state is not None:
                self._state = None
                self._take(NOTHING)
        except (OSError, ValueError) as error:
            logger.error("%s: %s; the workbench stays as it was", self.path, error)

    def _take(self, listed: Listed) -> None:
        self._gadgets = listed.gadgets
        self._mounts = {each.name: Path(each.folder) for each in listed.gadgets if each.folder}
        if self._reached is not None:
            self._reached(frozenset(each.origin for each in listed.gadgets if each.origin))

    def _read(self) -> bytes:
        with open(self.path, "rb") as file:
            return file.read(workbench_file.BYTES + 1)
