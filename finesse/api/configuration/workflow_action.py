"""What workflows do. Source: Finesse Web Services guide, WorkflowAction."""

from __future__ import annotations

import dataclasses
from typing import Any

from finesse.api.configuration.kind import Kind, at_most, unique
from finesse.api.form import Filled, any_number, changed, may, may_group, need, new
from finesse.catalogue import Catalogue
from finesse.model.configuration.workflow_action import (
    NAME,
    VARIABLE_TYPES,
    WORKFLOW_ACTION,
    WORKFLOW_ACTIONS,
    ActionVariable,
    Param,
    WorkflowAction,
)
from finesse.model.identity import NEW
from finesse.model.value import any_words, choice, words
from finesse.store import mappings

VARIABLE, NODE, TEST_VALUE = 32, 500, 128  # characters
PARAM = 32_768  # no such limit is known; the body has one
PARAMS, VARIABLES, MOST = 20, 5, 100


def _read(form: Filled, old: WorkflowAction | None, _: Catalogue) -> WorkflowAction:
    said: dict[str, Any] = dict(form.given)
    if (params := form.group("params")) is not None:
        said["params"] = tuple(Param(**one.given) for one in params.each("Param"))
    if (variables := form.group("actionVariables")) is not None:
        said["action_variables"] = tuple(
            ActionVariable(**one.given) for one in variables.each("ActionVariable")
        )
    return WorkflowAction(NEW, **said) if old is None else dataclasses.replace(old, **said)


def _check(action: WorkflowAction, others: list[WorkflowAction]) -> None:
    unique(action.name, others, "name", lambda one: one.name)
    at_most(MOST, len(others), "WorkflowAction")


INNER = (
    may_group(
        "params",
        any_number("Param", need("name", words(NAME)), may("value", any_words(PARAM)), most=PARAMS),
    ),
    may_group(
        "actionVariables",
        any_number(
            "ActionVariable",
            need("name", words(VARIABLE)),
            need("type", choice(VARIABLE_TYPES)),
            may("node", any_words(NODE)),
            may("testValue", any_words(TEST_VALUE)),
            most=VARIABLES,
        ),
    ),
)

KIND = Kind(
    "WorkflowAction",
    mappings.WORKFLOW_ACTIONS,
    WORKFLOW_ACTION,
    new=new(WORKFLOW_ACTION, *INNER),
    changed=changed(WORKFLOW_ACTION, *INNER),
    read=_read,
    check=_check,
)

ROUTES = [KIND.listing(WORKFLOW_ACTIONS), KIND.reading(), *KIND.writing()]
