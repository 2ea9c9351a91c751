"""What the contact center's file says of Finesse: the objects that fill an empty database.

A key of the file has the name of the field that it fills, and may be absent where the field has a default.
"""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any, TypeVar, get_args, get_origin, get_type_hints

from ccx_engine.cti.call_variables import Unfit
from finesse.model.configuration import layout_config, phone_book, reason
from finesse.model.configuration.layout_config import LayoutConfig
from finesse.model.configuration.media_properties_layout import (
    CUSTOM,
    DEFAULT,
    Entry,
    MediaPropertiesLayout,
    may_show,
)
from finesse.model.configuration.phone_book import Contact, PhoneBook
from finesse.model.configuration.reason import ReasonCode, WrapUpReason
from finesse.model.configuration.system_codes import SYSTEM_CODES, TAKEN
from finesse.model.configuration.workflow import (
    SYSTEM,
    TRIGGER_SETS,
    Comparison,
    ConditionSet,
    TriggerSet,
    Variable,
    Workflow,
    system_triggers,
)
from finesse.model.configuration.workflow_action import ActionVariable, Param, WorkflowAction
from finesse.model.identity import NEW, Identified
from finesse.store import mappings
from finesse.store.object_mapping import TEAMS, ObjectMapping
from vos.centre import Table, read
from vos.settings import SettingsError

T = TypeVar("T", bound=Identified)


@dataclasses.dataclass(frozen=True, slots=True)
class Seed:
    """The table [finesse] of the file."""

    table: Table

    @classmethod
    def of(cls, file: Path) -> Seed:
        """SettingsError names what is missing or wrong."""
        seed = cls(read(file, "finesse"))
        objects = dict(seed.objects())
        seed.workflows(objects[mappings.WORKFLOW_ACTIONS])
        return seed

    def objects(self) -> Iterator[tuple[ObjectMapping[Any], Sequence[Any]]]:
        """The objects of each kind but workflows."""
        yield mappings.REASON_CODES, [*self._reason_codes(), *_system_codes()]
        yield mappings.WRAP_UP_REASONS, [_object(WrapUpReason, row) for row in self._rows("wrap_up_reasons")]
        yield mappings.PHONE_BOOKS, [_phone_book(row) for row in self._rows("phone_books")]
        yield mappings.MEDIA_PROPERTIES_LAYOUTS, list(self._media_properties_layouts())
        yield mappings.WORKFLOW_ACTIONS, [_workflow_action(row) for row in self._rows("workflow_actions")]
        yield mappings.LAYOUTS, [LayoutConfig(layout_config.DEFAULT, layout_config.default_layout())]

    def workflows(self, kept: Iterable[WorkflowAction]) -> list[Workflow]:
        """The workflows, of the actions that are kept; one that an administrator removed is left out."""
        own = {row.get("name", str) for row in self._rows("workflow_actions")}
        actions = {action.name: action for action in kept}
        return [
            _workflow(row, _actions(row, own, actions), number)
            for number, row in enumerate(self._rows("workflows"))
        ]

    def _rows(self, kind: str) -> Sequence[Table]:
        return self.table.tables(kind)

    def _reason_codes(self) -> Iterator[ReasonCode]:
        """The centre's own codes: they have the numbers that the system's leave."""
        numbers = (number for number in itertools.count(1) if number not in TAKEN)
        codes = {one.code for one in SYSTEM_CODES}
        labels = {(one.category, one.label) for one in SYSTEM_CODES}
        for row in self._rows("reason_codes"):
            one = _object(ReasonCode, row, id=next(numbers), system_code=False)
            if one.category not in reason.CATEGORIES:
                known = ", ".join(reason.CATEGORIES)
                raise SettingsError(f"centre: {row.where}.category: {one.category!r} is none of {known}")
            if one.code in codes:
                raise SettingsError(f"centre: {row.where}.code: {one.code} is the system's; choose another")
            if (one.category, one.label) in labels:
                raise SettingsError(
                    f"centre: {row.where}.label: {one.label!r} is the system's; choose another"
                )
            yield one

    def _media_properties_layouts(self) -> Iterator[MediaPropertiesLayout]:
        """The default one is the first."""
        given = self._rows("media_properties_layouts")
        if not given:
            columns = tuple(
                tuple(Entry(f"Variable {number}", f"callVariable{number}") for number in numbers)
                for numbers in (range(1, 6), range(6, 11))
            )
            header = (Entry("Variable 1", "callVariable1"),)
            yield MediaPropertiesLayout(NEW, "Default Layout", "", DEFAULT, header, columns)
        for position, row in enumerate(given):
            yield _object(
                MediaPropertiesLayout,
                row,
                type=CUSTOM if position else DEFAULT,
                header=(_entry(row.table("header")),),
                columns=tuple(tuple(map(_entry, row.tables(side))) for side in ("left", "right")),
            )


def _object(model: type[T], row: Table, **given: Any) -> T:
    """The object that a table of the file says, but for what is given."""
    return model(**{"id": NEW, **_values(model, row, {"id": NEW, **given})})


def _values(model: Any, row: Table, given: dict[str, Any]) -> dict[str, Any]:
    hints = get_type_hints(model, include_extras=True)
    for field in dataclasses.fields(model):
        if field.name in given:
            continue
        if field.name == TEAMS:
            given[TEAMS] = frozenset(row.items(TEAMS, int))
            continue
        kind = hints[field.name]
        if get_origin(kind) is Annotated:
            kind = get_args(kind)[0]
        if field.default is dataclasses.MISSING or field.name in row.mapping():
            given[field.name] = row.get(field.name, kind)
    return given


def _phone_book(row: Table) -> PhoneBook:
    contacts = tuple(
        _object(Contact, one, phone_book=NEW, phone_number=one.get("phone_number", str))
        for one in row.tables("contacts")
    )
    kind = phone_book.TEAM if row.items(TEAMS, int) else phone_book.GLOBAL
    return _object(PhoneBook, row, type=kind, contacts=contacts)


def _entry(row: Table) -> Entry:
    entry = Entry(**_values(Entry, row, {}))
    try:
        may_show(entry.media_property)
    except Unfit as unfit:
        raise SettingsError(f"centre: {row.where}.media_property: {unfit}") from None
    return entry


def _workflow_action(row: Table) -> WorkflowAction:
    params, variables = (row.table(name).mapping().items() for name in ("params", "variables"))
    return _object(
        WorkflowAction,
        row,
        handled_by=row.get("handled_by", str, "FINESSE_DESKTOP"),
        params=tuple(Param(name, str(value)) for name, value in params),
        action_variables=tuple(ActionVariable(name, "SYSTEM", "", str(value)) for name, value in variables),
    )


def _actions(row: Table, own: set[str], kept: dict[str, WorkflowAction]) -> tuple[WorkflowAction, ...]:
    named = row.items("actions", str)
    if unknown := [name for name in named if name not in own]:
        raise SettingsError(f"centre: {row.where}.actions: there is no action {unknown[0]!r}")
    return tuple(kept[name] for name in named if name in kept)


def _workflow(row: Table, actions: tuple[WorkflowAction, ...], number: int) -> Workflow:
    conditions = tuple(
        Comparison(
            Variable(one.get("variable", str), SYSTEM), one.get("comparator", str), one.get("value", str, "")
        )
        for one in row.tables("conditions")
    )
    trigger = row.get("trigger", str)
    if trigger not in TRIGGER_SETS:
        raise SettingsError(f"centre: {row.where}.trigger: must be one of {', '.join(TRIGGER_SETS)}")
    return _object(
        Workflow,
        row,
        media=1,
        trigger_set=TriggerSet(SYSTEM, trigger, triggers=system_triggers(trigger)),
        condition_set=ConditionSet("ALL", conditions) if conditions else None,
        actions=actions,
        teams=dict.fromkeys(row.items(TEAMS, int), number),
    )


def _system_codes() -> Iterator[ReasonCode]:
    for one in SYSTEM_CODES:
        yield ReasonCode(one.id, one.category, int(one.code), one.label, system_code=True)
