"""The workbench as it stands: its file, read again whenever it is another."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path

from finesse.third_party import workbench_file
from finesse.third_party.workbench_file import NOTHING, Gadget, Workbench
from vos.http.web_url import WebOrigin

logger = logging.getLogger(__name__)

State = tuple[int, int, int]


class Bench:
    """What is on the workbench, never older than the file; what the file said last while it is broken."""

    def __init__(self, path: Path, reached: Callable[[frozenset[WebOrigin]], None] | None = None) -> None:
        self.path = path
        self._reached = reached  # is told which servers have gadgets, whenever others do
        self._state: State | None = None
        self._shown = Shown(NOTHING)

    @property
    def gadgets(self) -> tuple[Gadget, ...]:
        return self._now().workbench.gadgets

    @property
    def mounts(self) -> Mapping[str, Path]:
        """By a gadget's name the folder that has its files."""
        return self._now().mounts

    def _now(self) -> Shown:
        try:
            found = self.path.stat()
            state = found.st_ino, found.st_mtime_ns, found.st_size
            if state != self._state:
                self._state = state
                self._show(workbench_file.decoded(self._read()))
        except FileNotFoundError:
            if self._state is not None:
                self._state = None
                self._show(NOTHING)
        except (OSError, ValueError) as error:
            logger.error("%s: %s; the workbench stays as it was", self.path, error)
        return self._shown

    def _show(self, workbench: Workbench) -> None:
        self._shown = Shown(workbench)
        if self._reached is not None:
            self._reached(frozenset(each.origin for each in workbench.gadgets if each.origin))

    def _read(self) -> bytes:
        with open(self.path, "rb") as file:
            return file.read(workbench_file.BYTES + 1)


class Shown:
    """What one state of the file means."""

    def __init__(self, workbench: Workbench) -> None:
        self.workbench = workbench

    @cached_property
    def mounts(self) -> Mapping[str, Path]:
        return {each.name: Path(each.folder) for each in self.workbench.gadgets if each.folder}
