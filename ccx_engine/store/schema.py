"""RmCm's tables as one schema."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, insert

from ccx_engine.store.tables import VERSION_TABLE, Base, RevisionRow
from vos.database.schema import Schema

LOCK = 0x524D434D


def _begin(connection: Connection) -> None:
    connection.execute(insert(RevisionRow).values(id=1, number=0))


SCHEMA = Schema(Base.metadata, VERSION_TABLE, Path(__file__).with_name("migrations"), LOCK, _begin)
