"""What has changed and is not kept yet, and who waits to hear that it is. No file, no task, no clock."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple, Protocol

Key = tuple[str, ...]  # a table's name, then what is unique in it
Row = tuple[str | float, ...]  # the rest of that row
Told = Callable[[bool], None]  # called once, with whether it is kept

WAITING_LIMIT = 10_000  # answers that wait for the file; beyond it they are refused


class Batch(NamedTuple):
    """What is to be written together: rows, those without a value are deleted; and who waits for it."""

    changes: Mapping[Key, Row | None]
    waiting: list[Told]


class Changes(Protocol):
    """Where changes are told."""

    def note(self, key: Key, row: Row | None) -> None:
        """This row is new or changed, or gone."""

    def when_kept(self, told: Told) -> None:
        """Call it once everything noted before would outlive a crash, or cannot be made to."""


class Forgetful:
    """Where nothing is kept, nothing needs to be waited for."""

    def note(self, key: Key, row: Row | None) -> None:
        """It is not kept."""

    def when_kept(self, told: Told) -> None:
        told(True)


FORGETFUL = Forgetful()


class PendingChanges:
    """Collects changes; of one row only the last counts, so it is never longer than what it is about."""

    def __init__(self, wake: Callable[[], None]) -> None:
        """`wake` is called when there is something to write."""
        self._wake = wake
        self._changes: dict[Key, Row | None] = {}
        self._waiting: list[Told] = []
        self._writing = 0  # batches under way

    def __len__(self) -> int:
        return len(self._changes)

    def note(self, key: Key, row: Row | None) -> None:
        self._changes[key] = row
        self._wake()

    def when_kept(self, told: Told) -> None:
        if not self._changes and not self._writing:
            told(True)
        elif len(self._waiting) >= WAITING_LIMIT:
            told(False)
        else:
            self._waiting.append(told)
            self._wake()

    def take(self) -> Batch:
        """All that is to be written now. Tell the outcome to `done`."""
        batch = Batch(self._changes, self._waiting)
        self._changes, self._waiting = {}, []
        self._writing += 1
        return batch

    def done(self, batch: Batch, kept: bool) -> None:
        """It is written; or it is not, and is to be written with what comes next."""
        self._writing -= 1
        if not kept:
            self._changes = {**batch.changes, **self._changes}
        for told in batch.waiting:
            told(kept)
