"""Finesse's tables as one schema."""

from __future__ import annotations

from pathlib import Path

from finesse.store.tables import HEAD, VERSION_TABLE, Base
from vos.schema import Schema

LOCK = 0x46494E45

SCHEMA = Schema(
    Base.metadata, HEAD, VERSION_TABLE, Path(__file__).with_name("migrations") / "alembic.ini", LOCK
)
