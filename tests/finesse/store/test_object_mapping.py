"""What a dataclass declares is what its table has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any

import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from finesse.model.identity import NEW
from finesse.model.length import Most
from finesse.store.object_mapping import ObjectMapping
from finesse.store.tables import Base


@dataclass(frozen=True, slots=True)
class Opening:
    """From when to when."""

    starts: int
    ends: int = 24


@dataclass(frozen=True, slots=True)
class Office:
    """An object of every kind of field that needs no declaration of its own."""

    id: int
    name: Annotated[str, Most(7)]
    story: str = ""
    rooms: int = 1
    open: bool = True
    openings: tuple[Opening, ...] = ()
    lunch: Opening | None = None
    teams: frozenset[int] = frozenset()
    colour: str = "shown only"


@pytest.fixture(scope="module")
def offices() -> Iterator[ObjectMapping[Office]]:
    yield ObjectMapping(Office, "office", (("name",),), without=("colour",))
    for name in ("finesse_office_teams", "finesse_offices"):
        Base.metadata.remove(Base.metadata.tables[name])


def described(mapping: ObjectMapping[Any]) -> dict[str, tuple[str, bool]]:
    return {each.name: (str(each.type), each.nullable) for each in mapping.row.__table__.columns}


def test_each_field_is_a_column_of_its_kind(offices: ObjectMapping[Office]) -> None:
    assert described(offices) == {
        "id": ("INTEGER", False),
        "name": ("VARCHAR(7)", False),
        "story": ("TEXT", False),
        "rooms": ("INTEGER", False),
        "open": ("BOOLEAN", False),
        "openings": ("JSON", False),
        "lunch": ("JSON", True),
    }


def test_an_object_comes_back_from_its_rows(offices: ObjectMapping[Office], tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path}/offices.db")
    tables = [Base.metadata.tables[name] for name in ("finesse_offices", "finesse_office_teams")]
    Base.metadata.create_all(engine, tables)
    office = Office(
        NEW, "Main", "old", 3, False, (Opening(8), Opening(1, 2)), Opening(12, 13), frozenset({1, 2})
    )
    with Session(engine) as session:
        row = offices.made(office)
        session.add(row)
        session.commit()
        kept = replace(office, id=row.id)
        assert offices.read(row) == kept
        links = {link.team_id: link for link in row.teams}
        changed = replace(kept, name="Other", openings=(), lunch=None, teams=frozenset({2, 3}))
        offices.write(row, changed)
        session.commit()
        assert offices.read(row) == changed
        assert next(link for link in row.teams if link.team_id == 2) is links[2]
    engine.dispose()
