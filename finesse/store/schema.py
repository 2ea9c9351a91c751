"""Finesse's tables as one schema."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, insert

from finesse.store import mappings as mappings  # they declare tables, too
from finesse.store.tables import VERSION_TABLE, Base, Concern, RevisionRow
from vos.database.schema import Schema

LOCK = 0x46494E45


def _begin(connection: Connection) -> None:
    connection.execute(insert(RevisionRow), [{"concern": each, "number": 0} for each in Concern])


SCHEMA = Schema(Base.metadata, VERSION_TABLE, Path(__file__).with_name("migrations"), LOCK, _begin)
