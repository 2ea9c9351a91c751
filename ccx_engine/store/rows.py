"""What is in the centre's [rmcm] table as rows, and back."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from sqlalchemy import Integer, String

from ccx_engine.store.centre_table import CentreTable
from ccx_engine.store.tables import KEPT, ItemRow, ObjectRow, RowClass
from vos.settings import SettingsError

Row = dict[str, Any]  # the values of all columns by their names
Key = tuple[Any, ...]
Rows = dict[RowClass, dict[Key, Row]]  # the rows of each class by their primary keys

MAX_INTEGER = 2**31 - 1


def rows_of(table: CentreTable) -> Rows:
    """The rows that keep a table. SettingsError for a value that does not fit its column."""
    return {row_class: by_key(row_class, _checked(row_class, table)) for row_class in KEPT}


def table_of(rows: Rows) -> CentreTable:
    """The table that is kept in rows: objects in the order of their ids, elements in their own."""
    table: CentreTable = {row_class.KIND: [] for row_class in KEPT}
    objects: dict[tuple[str, Any], dict[str, Any]] = {}
    for row_class in KEPT:
        for _, row in sorted(rows[row_class].items()):
            if issubclass(row_class, ObjectRow):
                made = {name: value for name, value in row.items() if value is not None}
                objects[row_class.KIND, row["id"]] = made
                table[row_class.KIND].append(made)
            else:
                owner = objects[row_class.KIND, row[row_class.OWNER]]
                owner.setdefault(row_class.LIST, []).append(_element(row_class, row))
    return table


@cache
def key_names(row_class: RowClass) -> tuple[str, ...]:
    """The columns of the primary key."""
    return tuple(row_class.__table__.primary_key.columns.keys())


def by_key(row_class: RowClass, rows: Iterable[Row]) -> dict[Key, Row]:
    """Rows by their primary keys."""
    names = key_names(row_class)
    return {tuple([row[name] for name in names]): row for row in rows}


def owner_of(row_class: RowClass, row: Row) -> Any:
    """The id of the object that a row belongs to."""
    return row["id"] if issubclass(row_class, ObjectRow) else row[row_class.OWNER]


def _rows_of(row_class: RowClass, table: CentreTable) -> Iterator[Row]:
    columns = row_class.__table__.columns.keys()
    for each in table[row_class.KIND]:
        if issubclass(row_class, ObjectRow):
            yield {column: each.get(column) for column in columns}
        else:
            for position, element in enumerate(each.get(row_class.LIST, ())):
                values = dict(element) if isinstance(element, dict) else {"id": element}
                values |= {row_class.OWNER: each["id"], "position": position, row_class.ITEM: values["id"]}
                yield {column: values[column] for column in columns}


def _element(row_class: type[ItemRow], row: Row) -> Any:
    values = {name: value for name, value in row.items() if name not in (row_class.OWNER, "position")}
    item = values.pop(row_class.ITEM)
    return {"id": item, **values} if values else item


def _checked(row_class: RowClass, table: CentreTable) -> Iterator[Row]:
    columns = [(column.name, column.type) for column in row_class.__table__.columns]
    for row in _rows_of(row_class, table):
        for name, kind in columns:
            if wrong := _wrong(kind, row[name]):
                who = f"centre: rmcm.{row_class.KIND}: {owner_of(row_class, row)!r}"
                raise SettingsError(f"{who}: {name} {wrong}")
        yield row


def _wrong(kind: object, value: Any) -> str | None:
    """What is wrong with a value, whatever the database would say or not say."""
    if value is None:
        return None
    if isinstance(value, str):
        limit = kind.length if isinstance(kind, String) else None
        if limit is not None and len(value) > limit:
            return f"is longer than {limit} characters"
        if "\0" in value:
            return "has a zero character"
    elif isinstance(value, float) and not math.isfinite(value):
        return f"is {value}, no number of seconds"
    elif isinstance(kind, Integer) and not -MAX_INTEGER <= value <= MAX_INTEGER:
        return f"is {value}, beyond {MAX_INTEGER}"
    return None
