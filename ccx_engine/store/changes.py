"""What a change of the configuration does: to rows for the database, to objects for people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ccx_engine.store.rows import Row, Rows, owner_of
from ccx_engine.store.tables import KEPT, ObjectRow, RowClass

Id = int | str


@dataclass(frozen=True)
class KindChanges:
    """The ids of one kind of object that are new, have another content, or are gone."""

    added: tuple[Id, ...] = ()
    changed: tuple[Id, ...] = ()
    removed: tuple[Id, ...] = ()


@dataclass(frozen=True)
class Changes:
    """What changed, by the kinds of the centre's file; a kind without changes is not in it."""

    revision: int  # of the configuration as it is now
    kinds: dict[str, KindChanges]

    def lines(self) -> Iterator[str]:
        """A line per kind: `csqs: added 3; changed 1, 2`."""
        for kind, changes in self.kinds.items():
            parts = [f"{verb} {', '.join(map(str, ids))}" for verb, ids in vars(changes).items() if ids]
            yield f"{kind}: {'; '.join(parts)}"


@dataclass(frozen=True)
class Difference:
    """The rows to insert, to update and to delete."""

    inserts: dict[RowClass, list[Row]]
    updates: dict[RowClass, list[Row]]
    deletes: dict[RowClass, list[Row]]

    @classmethod
    def between(cls, old: Rows, new: Rows) -> Difference:
        """What makes the new rows of the old ones."""
        return cls(
            {each: [row for key, row in new[each].items() if key not in old[each]] for each in KEPT},
            {
                each: [row for key, row in new[each].items() if old[each].get(key, row) != row]
                for each in KEPT
            },
            {each: [row for key, row in old[each].items() if key not in new[each]] for each in KEPT},
        )

    def kinds(self) -> dict[str, KindChanges]:
        """The objects that are added, changed and removed, by kind."""
        kinds: dict[str, KindChanges] = {}
        for kind in dict.fromkeys(each.KIND for each in KEPT):
            added = self._objects(kind, self.inserts)
            removed = self._objects(kind, self.deletes)
            touched = {
                owner_of(each, row)
                for rows in (self.inserts, self.updates, self.deletes)
                for each in KEPT
                if kind == each.KIND
                for row in rows[each]
            }
            changed = touched - added - removed
            if touched:
                kinds[kind] = KindChanges(*(tuple(sorted(ids)) for ids in (added, changed, removed)))
        return kinds

    @staticmethod
    def _objects(kind: str, rows: dict[RowClass, list[Row]]) -> set[Any]:
        return {
            row["id"]
            for each in KEPT
            if kind == each.KIND and issubclass(each, ObjectRow)
            for row in rows[each]
        }
