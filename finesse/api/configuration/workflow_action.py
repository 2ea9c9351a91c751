"""What workflows do. Source: Finesse Web Services guide, WorkflowAction."""

from __future__ import annotations

import dataclasses
from typing import Any

from finesse.api import errors
from finesse.api.configuration.kind import Kind, at_most, unique
from finesse.api.form import Filled, any_number, changed, may, may_group, need, new
from finesse.catalogue import Catalogue
from finesse.model.configuration.system_variable import VARIABLES as VARIABLES_OF_THE_SYSTEM
from finesse.model.configuration.workflow_action import (
    CUSTOM,
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
PARAM = 32_768  # no such limit is known of the others; the body has one
PARAMS, VARIABLES, MOST = 20, 5, 100
# Known of some. Sources: DevNet, WorkflowAction API Parameters; administration guide, Manage Workflows.
KNOWN_PARAMS = {
    "windowName": any_words(40),
    "method": choice(("PUT", "POST")),
    "location": choice(("FINESSE", "OTHER")),
    "contentType": any_words(500),
    "body": any_words(2000),
}
SYSTEM_NAMES = frozenset(variable.name for variable in VARIABLES_OF_THE_SYSTEM)


def _read(form: Filled, old: WorkflowAction | None, _: Catalogue) -> WorkflowAction:
    said: dict[str, Any] = dict(form.given)
    if (params := form.group("params")) is not None:
        said["params"] = tuple(_param(**one.given) for one in params.each("Param"))
    if (variables := form.group("actionVariables")) is not None:
        said["action_variables"] = tuple(
            _variable(ActionVariable(**one.given)) for one in variables.each("ActionVariable")
        )
    return WorkflowAction(NEW, **said) if old is None else dataclasses.replace(old, **said)


def _param(name: str, value: str = "") -> Param:
    known = KNOWN_PARAMS.get(name)
    try:
        if known is not None:
            known.read(value)
    except ValueError:
        raise errors.InvalidInput(name) from None
    return Param(name, value)


def _variable(variable: ActionVariable) -> ActionVariable:
    """A custom one says where it is found, and is called as none of the system's."""
    if variable.type == CUSTOM:
        if not variable.node:
            raise errors.ParameterMissing("node")
        if variable.name in SYSTEM_NAMES:
            raise errors.InvalidInput("name")
    return variable


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
