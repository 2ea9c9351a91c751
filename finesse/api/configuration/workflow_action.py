"""What workflows do. Source: Finesse Web Services guide, WorkflowAction."""

from __future__ import annotations

import dataclasses

from finesse.api.body import Body
from finesse.api.configuration import values
from finesse.api.configuration.kind import Kind, at_most, unique
from finesse.api.form import any_number, form, may, need
from finesse.catalogue import Catalogue
from finesse.model.identity import NEW
from finesse.model.workflow_action import (
    HANDLERS,
    TYPES,
    VARIABLE_TYPES,
    WORKFLOW_ACTION,
    WORKFLOW_ACTIONS,
    ActionVariable,
    Param,
    WorkflowAction,
)
from finesse.store import mappings

NAME, VARIABLE, NODE, TEST_VALUE = 64, 32, 500, 128  # characters
PARAM = 32_768  # no such limit is known; the body has one
PARAMS, VARIABLES, MOST = 20, 5, 100


def _read(body: Body, old: WorkflowAction | None, _: Catalogue) -> WorkflowAction:
    action = WorkflowAction(
        old.id if old else NEW,
        values.words(body, "name", NAME, old.name if old else None),
        values.choice(body, "type", TYPES, old.type if old else None),
        values.choice(body, "handledBy", HANDLERS, old.handled_by if old else None),
        old.params if old else (),
        old.action_variables if old else (),
    )
    if body.has("params"):
        params = values.several(body.child("params"), "Param", PARAMS)
        action = dataclasses.replace(action, params=tuple(map(_param, params)))
    if body.has("actionVariables"):
        variables = values.several(body.child("actionVariables"), "ActionVariable", VARIABLES)
        action = dataclasses.replace(action, action_variables=tuple(map(_variable, variables)))
    return action


def _param(body: Body) -> Param:
    return Param(values.words(body, "name", NAME), values.any_words(body, "value", PARAM))


def _variable(body: Body) -> ActionVariable:
    return ActionVariable(
        values.words(body, "name", VARIABLE),
        values.choice(body, "type", VARIABLE_TYPES),
        values.any_words(body, "node", NODE),
        values.any_words(body, "testValue", TEST_VALUE),
    )


def _check(action: WorkflowAction, others: list[WorkflowAction]) -> None:
    unique(action.name, others, "name", lambda one: one.name)
    at_most(MOST, len(others), "WorkflowAction")


INNER = (
    may("params", any_number("Param", need("name"), may("value"))),
    may(
        "actionVariables",
        any_number(
            "ActionVariable",
            need("name"),
            need("type", values=VARIABLE_TYPES),
            may("node"),
            may("testValue"),
        ),
    ),
)


KIND = Kind(
    "WorkflowAction",
    mappings.WORKFLOW_ACTIONS,
    WORKFLOW_ACTION,
    new=form(
        "WorkflowAction",
        need("name"),
        need("type", values=TYPES),
        need("handledBy", values=HANDLERS),
        *INNER,
    ),
    changed=form(
        "WorkflowAction", may("name"), may("type", values=TYPES), may("handledBy", values=HANDLERS), *INNER
    ),
    read=_read,
    check=_check,
)

ROUTES = [KIND.listing(WORKFLOW_ACTIONS), KIND.reading(), *KIND.writing()]
