"""How objects are kept in tables: what a dataclass declares is what its table has.

A text of at most so many characters, any text, a number and a truth are a column of the field's name. A
dataclass, or a tuple of them, is a column as well, of JSON. The field `teams` is a table of links, with a
position where a team has the objects in an order. Objects that are kept by themselves have their own table:
they go with their owner, or are the steps of who uses them, in an order.

So a field more is a column more: nothing is to be said here of it, only a migration is to be written.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import NoneType
from typing import Annotated, Any, Generic, TypeVar, get_args, get_origin, get_type_hints

import msgspec
from sqlalchemy import JSON, Boolean, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import mapped_column, relationship
from sqlalchemy.types import TypeEngine

from finesse.model.identity import NEW, Identified
from finesse.model.length import Most
from finesse.store.tables import Base

TEAMS = "teams"

T = TypeVar("T", bound=Identified)


class ObjectMapping(Generic[T]):
    """How one kind of object is kept: `row` is the class of its rows.

    `noun` names its tables, and `unique` the fields that no two objects have alike. `others` are the fields
    that hold objects kept by themselves, `owner` the field that names whom an object goes with. Objects that
    are not `numbered` come with their number. Fields `without` a column are only shown.
    """

    def __init__(
        self,
        model: type[T],
        noun: str,
        unique: tuple[tuple[str, ...], ...] = (),
        others: Mapping[str, ObjectMapping[Any]] | None = None,
        owner: str = "",
        numbered: bool = True,
        without: tuple[str, ...] = (),
    ) -> None:
        self.noun = noun
        self._model = model
        self._owner = owner
        others = others or {}
        self._members = {name: other for name, other in others.items() if other._owner == noun}
        self._steps = {name: other for name, other in others.items() if name not in self._members}
        self._columns: dict[str, str] = {"id": "id"}  # field → its column, of plain values
        self._documents: dict[str, Any] = {}  # field → its type
        self._team_row: type[Any] | None = None
        self._in_order = False  # whether a team has the objects in an order
        made: dict[str, Any] = {"__tablename__": f"finesse_{noun}s"}
        made["__table_args__"] = tuple(UniqueConstraint(*names) for names in unique)
        made["id"] = mapped_column(Integer, primary_key=True, autoincrement="auto" if numbered else False)
        for name, declared in get_type_hints(model, include_extras=True).items():
            if name == TEAMS:
                self._in_order = get_origin(declared) is not frozenset
                self._team_row = self._links()
                made[name] = _owned(self._team_row)
            elif name in self._members:
                made[name] = _owned(others[name].row, "id")
            elif name in self._steps:
                made[name] = _owned(self._step_row(name), "position")
            elif name == owner:
                self._columns[name] = f"{name}_id"
                made[self._columns[name]] = mapped_column(_naming(owner), index=True, nullable=False)
            elif name not in ("id", *without):
                kind = _kind(declared)
                made[name] = mapped_column(kind, nullable=NoneType in get_args(declared))
                if isinstance(kind, JSON):
                    self._documents[name] = declared
                else:
                    self._columns[name] = name
        self.row: type[Any] = _row_class(made)

    def read(self, row: Any) -> T:
        """The object that a row keeps."""
        values = {name: getattr(row, column) for name, column in self._columns.items()}
        for name, declared in self._documents.items():
            values[name] = msgspec.convert(getattr(row, name), declared)
        for name, other in self._members.items():
            values[name] = tuple(map(other.read, getattr(row, name)))
        for name, other in self._steps.items():
            values[name] = tuple(other.read(step.other) for step in getattr(row, name))
        if self._in_order:
            values[TEAMS] = {link.team_id: link.position for link in row.teams}
        elif self._team_row is not None:
            values[TEAMS] = frozenset(link.team_id for link in row.teams)
        return self._model(**values)

    def made(self, thing: T) -> Any:
        """A new row for an object, and for those that go with it."""
        row = self.row()
        self.write(row, thing)
        for name, other in self._members.items():
            setattr(row, name, [other.made(member) for member in getattr(thing, name)])
        return row

    def write(self, row: Any, thing: T) -> None:
        """Make a row say what the object is. Links that stay are left as they are."""
        for name, column in self._columns.items():
            if name != "id" or thing.id != NEW:
                setattr(row, column, getattr(thing, name))
        for name in self._documents:
            setattr(row, name, msgspec.to_builtins(getattr(thing, name)))
        for name in self._steps:
            step_row = getattr(self.row, name).property.entity.class_
            used = enumerate(getattr(thing, name))
            setattr(row, name, [step_row(position=at, other_id=one.id) for at, one in used])
        if self._team_row is not None:
            self._link(row, getattr(thing, TEAMS), self._team_row)

    def give_up_steps(self, row: Any) -> None:
        """A row has no steps any more: others may take over their positions."""
        for name in self._steps:
            setattr(row, name, [])

    def _link(self, row: Any, teams: Any, team_row: type[Any]) -> None:
        row.teams = [link for link in row.teams if link.team_id in teams]
        there = {link.team_id: link for link in row.teams}
        for team in teams:
            link = there.get(team)
            if link is None:
                link = team_row(team_id=team)
                row.teams.append(link)
            if self._in_order:
                link.position = teams[team]

    def _links(self) -> type[Any]:
        """The class of the links from an object to its teams, with its position among a team's."""
        made = {
            "__tablename__": f"finesse_{self.noun}_teams",
            f"{self.noun}_id": mapped_column(_naming(self.noun), primary_key=True),
            "team_id": mapped_column(Integer, primary_key=True, autoincrement=False),
        }
        if self._in_order:
            made["position"] = mapped_column(Integer, nullable=False)
        return _row_class(made)

    def _step_row(self, name: str) -> type[Any]:
        """The class of the links from an object to those that it uses, in their order."""
        other = self._steps[name]
        used = mapped_column(f"{name.removesuffix('s')}_id", _naming(other.noun), index=True, nullable=False)
        return _row_class(
            {
                "__tablename__": f"finesse_{self.noun}_steps",
                f"{self.noun}_id": mapped_column(_naming(self.noun), primary_key=True),
                "position": mapped_column(Integer, primary_key=True, autoincrement=False),
                "other_id": used,
                "other": relationship(other.row, lazy="selectin"),
            }
        )


def _kind(declared: Any) -> TypeEngine[Any]:
    """The type of a column for what a field is declared to be."""
    most = None
    if get_origin(declared) is Annotated:
        declared, *said = get_args(declared)
        most = next((each.characters for each in said if isinstance(each, Most)), None)
    if declared is str:
        return Text() if most is None else String(most)
    plain: dict[Any, TypeEngine[Any]] = {int: Integer(), bool: Boolean()}
    return plain.get(declared) or JSON(none_as_null=True)


def _naming(noun: str) -> ForeignKey:
    return ForeignKey(f"finesse_{noun}s.id", ondelete="CASCADE")


def _owned(row: type[Any], order: str = "") -> Any:
    """The rows that go with a row, in an order if there is one."""
    order_by: Any = getattr(row, order) if order else False
    return relationship(row, lazy="selectin", cascade="all, delete-orphan", order_by=order_by)


def _row_class(made: dict[str, Any]) -> type[Any]:
    name = "".join(map(str.title, made["__tablename__"].split("_"))) + "Row"
    return type(name, (Base,), made)
