"""What administrators configure, as rows and back: a declaration per kind."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from finesse.model.chat_config import ChatConfig
from finesse.model.identity import Identified
from finesse.model.layout_config import LayoutConfig
from finesse.model.media_properties_layout import Entry, MediaPropertiesLayout
from finesse.model.phone_book import Contact, PhoneBook
from finesse.model.reason import ReasonCode, WrapUpReason
from finesse.model.workflow import Comparison, ConditionSet, TriggerSet, Variable, Workflow
from finesse.model.workflow_action import ActionVariable, Param, WorkflowAction
from finesse.store import tables

T = TypeVar("T", bound=Identified)


@dataclass(frozen=True)
class ObjectMapping(Generic[T]):
    """How one kind is kept: its rows, what a row says, and how a row is written.

    A kind that can be assigned to teams has `team_row`; every other column is in `values`.
    """

    row: type[Any]
    read: Callable[[Any], T]
    values: Callable[[T], Mapping[str, Any]]
    team_row: type[Any] | None = None

    def write(self, row: Any, thing: T) -> None:
        """Make the row say what the thing is. Links that stay are left as they are."""
        for name, value in self.values(thing).items():
            setattr(row, name, value)
        if self.team_row is None:
            return
        wanted: Any = getattr(thing, "teams")  # noqa: B009
        row.teams = [link for link in row.teams if link.team_id in wanted]
        there = {link.team_id: link for link in row.teams}
        for team in wanted:
            link = there.get(team)
            if link is None:
                link = self.team_row(team_id=team)
                row.teams.append(link)
            if isinstance(wanted, Mapping):
                link.position = wanted[team]


def _teams(row: Any) -> frozenset[int]:
    return frozenset(link.team_id for link in row.teams)


def _reason_code(row: tables.ReasonCodeRow) -> ReasonCode:
    return ReasonCode(row.id, row.category, row.code, row.label, row.for_all, row.system_code, _teams(row))


def _contact(row: tables.ContactRow) -> Contact:
    return Contact(
        row.id, row.phone_book_id, row.first_name, row.last_name, row.phone_number, row.description
    )


def _phone_book(row: tables.PhoneBookRow) -> PhoneBook:
    return PhoneBook(row.id, row.name, row.type, tuple(map(_contact, row.contacts)), _teams(row))


def _media_properties_layout(row: tables.MediaPropertiesLayoutRow) -> MediaPropertiesLayout:
    return MediaPropertiesLayout(
        row.id,
        row.name,
        row.description,
        row.type,
        _entries(row.header),
        tuple(_entries(column) for column in row.columns),
        _teams(row),
    )


def _entries(rows: list[Any]) -> tuple[Entry, ...]:
    return tuple(Entry(**entry) for entry in rows)


def _workflow_action(row: tables.WorkflowActionRow) -> WorkflowAction:
    return WorkflowAction(
        row.id,
        row.name,
        row.type,
        row.handled_by,
        tuple(Param(**param) for param in row.params),
        tuple(ActionVariable(**variable) for variable in row.variables),
    )


def _workflow(row: tables.WorkflowRow) -> Workflow:
    triggers, conditions = row.trigger_set, row.condition_set
    return Workflow(
        row.id,
        row.name,
        TriggerSet(**{**triggers, "triggers": _comparisons(triggers["triggers"])}),
        row.description,
        row.media,
        None
        if conditions is None
        else ConditionSet(**{**conditions, "conditions": _comparisons(conditions["conditions"])}),
        tuple(_workflow_action(step.action) for step in row.actions),
        {link.team_id: link.position for link in row.teams},
    )


def _comparisons(rows: list[Any]) -> tuple[Comparison, ...]:
    return tuple(Comparison(**{**row, "variable": Variable(**row["variable"])}) for row in rows)


def _workflow_values(workflow: Workflow) -> Mapping[str, Any]:
    conditions = workflow.condition_set
    return {
        "name": workflow.name,
        "description": workflow.description,
        "media": workflow.media,
        "trigger_set": dataclasses.asdict(workflow.trigger_set),
        "condition_set": conditions and dataclasses.asdict(conditions),
        "actions": [
            tables.WorkflowStepRow(position=position, action_id=action.id)
            for position, action in enumerate(workflow.actions)
        ],
    }


def _lists(things: tuple[Any, ...]) -> list[Any]:
    return [dataclasses.asdict(thing) for thing in things]


REASON_CODES = ObjectMapping(
    tables.ReasonCodeRow,
    _reason_code,
    lambda one: {
        "category": one.category,
        "code": one.code,
        "label": one.label,
        "for_all": one.for_all,
        "system_code": one.system_code,
    },
    tables.ReasonCodeTeamRow,
)
WRAP_UP_REASONS = ObjectMapping(
    tables.WrapUpReasonRow,
    lambda row: WrapUpReason(row.id, row.label, row.for_all, _teams(row)),
    lambda one: {"label": one.label, "for_all": one.for_all},
    tables.WrapUpReasonTeamRow,
)
PHONE_BOOKS = ObjectMapping(
    tables.PhoneBookRow,
    _phone_book,
    lambda one: {"name": one.name, "type": one.type},  # its contacts are a kind of their own
    tables.PhoneBookTeamRow,
)
CONTACTS = ObjectMapping(
    tables.ContactRow,
    _contact,
    lambda one: {
        "phone_book_id": one.phone_book,
        "first_name": one.first_name,
        "last_name": one.last_name,
        "phone_number": one.phone_number,
        "description": one.description,
    },
)
MEDIA_PROPERTIES_LAYOUTS = ObjectMapping(
    tables.MediaPropertiesLayoutRow,
    _media_properties_layout,
    lambda one: {
        "name": one.name,
        "description": one.description,
        "type": one.type,
        "header": _lists(one.header),
        "columns": [_lists(column) for column in one.columns],
    },
    tables.MediaPropertiesLayoutTeamRow,
)
WORKFLOW_ACTIONS = ObjectMapping(
    tables.WorkflowActionRow,
    _workflow_action,
    lambda one: {
        "name": one.name,
        "type": one.type,
        "handled_by": one.handled_by,
        "params": _lists(one.params),
        "variables": _lists(one.action_variables),
    },
)
WORKFLOWS = ObjectMapping(tables.WorkflowRow, _workflow, _workflow_values, tables.WorkflowTeamRow)
LAYOUTS = ObjectMapping(
    tables.LayoutRow, lambda row: LayoutConfig(row.id, row.layout), lambda one: {"layout": one.layoutxml}
)
CHAT_CONFIGS = ObjectMapping(
    tables.ChatConfigRow,
    lambda row: ChatConfig(row.primary_url, row.secondary_url, row.id),
    lambda one: {"primary_url": one.primary, "secondary_url": one.secondary},
)
