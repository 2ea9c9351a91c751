"""What the contact center's file says of Finesse: the rows that fill an empty database."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ccx_engine.cti.call_variables import Unfit
from finesse.model import layout_config, phone_book, reason
from finesse.model.media_properties_layout import CUSTOM, DEFAULT, Entry, may_show
from finesse.model.workflow import SYSTEM, SYSTEM_TRIGGERS, Comparison, ConditionSet, TriggerSet, Variable
from finesse.model.workflow_action import ActionVariable, Param
from finesse.store import tables
from finesse.store.system_codes import SYSTEM_CODES, TAKEN
from vos.centre import Table, read
from vos.settings import SettingsError


@dataclass(frozen=True, slots=True)
class Seed:
    """The table [finesse] of the file."""

    table: Table

    @classmethod
    def of(cls, file: Path) -> Seed:
        """SettingsError names what is missing or wrong."""
        seed = cls(read(file, "finesse"))
        list(seed.rows())
        return seed

    def rows(self) -> Iterator[tuple[type[tables.Base], Sequence[tables.Base]]]:
        """Each kind of row, and the rows of that kind."""
        yield tables.ReasonCodeRow, [*self._reason_codes(), *_system_codes()]
        yield tables.WrapUpReasonRow, list(self._wrap_up_reasons())
        yield tables.PhoneBookRow, list(self._phone_books())
        yield tables.MediaPropertiesLayoutRow, list(self._media_properties_layouts())
        actions = {row.name: row for row in self._workflow_actions()}
        yield tables.WorkflowActionRow, list(actions.values())
        yield tables.WorkflowRow, list(self._workflows(actions))
        yield tables.LayoutRow, list(self._layouts())

    def _reason_codes(self) -> Iterator[tables.ReasonCodeRow]:
        """They have the numbers that the system's leave."""
        numbers = (number for number in itertools.count(1) if number not in TAKEN)
        codes = {one.code for one in SYSTEM_CODES}
        labels = {(one.category, one.label) for one in SYSTEM_CODES}
        for row in self.table.tables("reason_codes"):
            category, code, label = row.get("category", str), row.get("code", int), row.get("label", str)
            if category not in reason.CATEGORIES:
                raise SettingsError(
                    f"centre: {row.where}.category: {category!r} is none of {', '.join(reason.CATEGORIES)}"
                )
            if code in codes:
                raise SettingsError(f"centre: {row.where}.code: {code} is the system's; choose another")
            if (category, label) in labels:
                raise SettingsError(f"centre: {row.where}.label: {label!r} is the system's; choose another")
            yield tables.ReasonCodeRow(
                id=next(numbers),
                category=category,
                code=code,
                label=label,
                for_all=row.get("for_all", bool, True),
                system_code=False,
                teams=[tables.ReasonCodeTeamRow(team_id=team) for team in row.items("teams", int)],
            )

    def _wrap_up_reasons(self) -> Iterator[tables.WrapUpReasonRow]:
        for row in self.table.tables("wrap_up_reasons"):
            yield tables.WrapUpReasonRow(
                label=row.get("label", str),
                for_all=row.get("for_all", bool, True),
                teams=[tables.WrapUpReasonTeamRow(team_id=team) for team in row.items("teams", int)],
            )

    def _phone_books(self) -> Iterator[tables.PhoneBookRow]:
        for row in self.table.tables("phone_books"):
            teams = row.items("teams", int)
            yield tables.PhoneBookRow(
                name=row.get("name", str),
                type=phone_book.TEAM if teams else phone_book.GLOBAL,
                contacts=[_contact(contact) for contact in row.tables("contacts")],
                teams=[tables.PhoneBookTeamRow(team_id=team) for team in teams],
            )

    def _media_properties_layouts(self) -> Iterator[tables.MediaPropertiesLayoutRow]:
        """The default one is the first."""
        given = self.table.tables("media_properties_layouts")
        if not given:
            yield tables.MediaPropertiesLayoutRow(
                name="Default Layout",
                description="",
                type=DEFAULT,
                header=[_entry("Variable 1", "callVariable1")],
                columns=[
                    [_entry(f"Variable {number}", f"callVariable{number}") for number in numbers]
                    for numbers in (range(1, 6), range(6, 11))
                ],
            )
        for position, row in enumerate(given):
            yield tables.MediaPropertiesLayoutRow(
                name=row.get("name", str),
                description=row.get("description", str, ""),
                type=CUSTOM if position else DEFAULT,
                header=[_entry_of(row.table("header"))],
                columns=[[_entry_of(entry) for entry in row.tables(side)] for side in ("left", "right")],
                teams=[tables.MediaPropertiesLayoutTeamRow(team_id=team) for team in row.items("teams", int)],
            )

    def _workflow_actions(self) -> Iterator[tables.WorkflowActionRow]:
        for row in self.table.tables("workflow_actions"):
            yield tables.WorkflowActionRow(
                name=row.get("name", str),
                type=row.get("type", str),
                handled_by=row.get("handled_by", str, "FINESSE_DESKTOP"),
                params=[
                    asdict(Param(name, str(value))) for name, value in row.table("params").mapping().items()
                ],
                variables=[
                    asdict(ActionVariable(name, "SYSTEM", "", str(value)))
                    for name, value in row.table("variables").mapping().items()
                ],
            )

    def _workflows(self, actions: Mapping[str, tables.WorkflowActionRow]) -> Iterator[tables.WorkflowRow]:
        for number, row in enumerate(self.table.tables("workflows")):
            named = row.items("actions", str)
            if unknown := [name for name in named if name not in actions]:
                raise SettingsError(f"centre: {row.where}.actions: there is no action {unknown[0]!r}")
            conditions = [
                Comparison(
                    Variable(one.get("variable", str), SYSTEM),
                    one.get("comparator", str),
                    one.get("value", str, ""),
                )
                for one in row.tables("conditions")
            ]
            yield tables.WorkflowRow(
                name=row.get("name", str),
                description=row.get("description", str, ""),
                media=1,
                trigger_set=asdict(TriggerSet(SYSTEM, row.get("trigger", str), triggers=SYSTEM_TRIGGERS)),
                condition_set=asdict(ConditionSet("ALL", tuple(conditions))) if conditions else None,
                actions=[
                    tables.WorkflowStepRow(position=position, action=actions[name])
                    for position, name in enumerate(named)
                ],
                teams=[
                    tables.WorkflowTeamRow(team_id=team, position=number) for team in row.items("teams", int)
                ],
            )

    def _layouts(self) -> Iterator[tables.LayoutRow]:
        yield tables.LayoutRow(id=layout_config.DEFAULT, layout=layout_config.default_layout())


def _entry(display_name: str, media_property: str) -> dict[str, Any]:
    return asdict(Entry(display_name, media_property))


def _entry_of(row: Table) -> dict[str, Any]:
    shown = row.get("media_property", str)
    try:
        may_show(shown)
    except Unfit as unfit:
        raise SettingsError(f"centre: {row.where}.media_property: {unfit}") from None
    return asdict(
        Entry(
            row.get("display_name", str),
            shown,
            row.get("show_in_pop_over", bool, False),
            row.get("ui_editable", bool, False),
        )
    )


def _contact(row: Table) -> tables.ContactRow:
    return tables.ContactRow(
        first_name=row.get("first_name", str, ""),
        last_name=row.get("last_name", str, ""),
        phone_number=row.get("phone_number", str),
        description=row.get("description", str, ""),
    )


def _system_codes() -> Iterator[tables.ReasonCodeRow]:
    for one in SYSTEM_CODES:
        yield tables.ReasonCodeRow(
            id=one.id,
            category=one.category,
            code=int(one.code),
            label=one.label,
            for_all=True,
            system_code=True,
        )
