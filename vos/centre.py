"""The contact centre's file (TOML): each service reads its own tables of it and nothing else.

A service turns its tables into its own model; this module only reads, and says which table and key is wrong.
A file may be `based_on` another one: a key of its own tables then stands instead of the other's.
"""

from __future__ import annotations

import copy
import functools
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from vos.settings import SettingsError

SAMPLE = Path(__file__).with_name("sample_centre.toml")
PLAIN = Path(__file__).with_name("plain_centre.toml")
BASED_ON = "based_on"
BASES = 8  # files, one based on the other

T = TypeVar("T")


def read(file: Path, table: str) -> Table:
    """The top-level table of one service. SettingsError names the file and the line, or the missing table."""
    values = whole(file).get(table)
    if not isinstance(values, dict):
        raise SettingsError(f"centre: {file} has no table [{table}]")
    return Table(f"{file.name}: {table}", values)


def whole(file: Path) -> dict[str, Any]:
    """The file's tables, over those of the file that it is based on, key by key of each table."""
    chain = [_parsed(file)]
    while (base := chain[-1].pop(BASED_ON, None)) is not None:
        if not isinstance(base, str):
            raise SettingsError(f"centre: {file}: {BASED_ON}: {base!r} is not of type str")
        if len(chain) == BASES:
            raise SettingsError(f"centre: {file}: more than {BASES} files are based on each other")
        file = file.parent / base
        chain.append(_parsed(file))
    merged = chain.pop()
    for tables in reversed(chain):
        for name, values in tables.items():
            below = merged.get(name)
            if isinstance(below, dict) and isinstance(values, dict):
                values = {**below, **values}
            merged[name] = values
    return merged


def _parsed(file: Path) -> dict[str, Any]:
    try:
        return copy.deepcopy(_tables(file.read_text(encoding="utf-8")))
    except OSError as error:
        raise SettingsError(f"centre: cannot read {file}: {error.strerror}") from None
    except (ValueError, RecursionError) as error:  # not TOML, not UTF-8, or no name that a file can have
        raise SettingsError(f"centre: {file} is not valid TOML: {error}") from None


@functools.lru_cache(maxsize=4)
def _tables(text: str) -> dict[str, Any]:
    """What the text says; where services share a process, each asks for the same one, and gets a copy."""
    return tomllib.loads(text)


class Table:
    """A TOML table that knows where it stands, so that a wrong value can be named."""

    def __init__(self, where: str, values: Mapping[str, Any]) -> None:
        self.where = where
        self._values = values

    def get(self, key: str, kind: type[T], default: T | None = None) -> T:
        """The value of `key`; without a default it must be there. SettingsError if it is not a `kind`."""
        value = self._values.get(key, default)
        if value is None:
            raise SettingsError(f"centre: {self.where} has no {key!r}")
        if kind is float and isinstance(value, int):
            value = float(value)
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise SettingsError(f"centre: {self.where}.{key}: {value!r} is not of type {kind.__name__}")
        return value

    def items(self, key: str, kind: type[T]) -> tuple[T, ...]:
        """An array of plain values; none when `key` is absent."""
        values = self.get(key, list, [])
        if not all(isinstance(value, kind) for value in values):
            raise SettingsError(f"centre: {self.where}.{key}: not all of type {kind.__name__}")
        return tuple(values)

    def tables(self, key: str) -> tuple[Table, ...]:
        """An array of tables; none when `key` is absent."""
        rows = self.get(key, list, [])
        if not all(isinstance(row, dict) for row in rows):
            raise SettingsError(f"centre: {self.where}.{key}: not an array of tables")
        return tuple(Table(f"{self.where}.{key}[{at}]", row) for at, row in enumerate(rows))

    def table(self, key: str) -> Table:
        """A table within this one; an empty one when `key` is absent."""
        return Table(f"{self.where}.{key}", self.get(key, dict, {}))

    def mapping(self) -> Mapping[str, Any]:
        """Everything in it, for a table whose keys are data."""
        return self._values
