"""Workflows: a user's, a team's, and all. Source: Finesse Web Services guide, Workflow."""

from __future__ import annotations

import dataclasses
from typing import Any

from aiohttp import web

from finesse.api import auth, errors
from finesse.api.answers import answer
from finesse.api.body import Body
from finesse.api.configuration import values
from finesse.api.configuration.kind import Kind, at_most, catalogue_of
from finesse.api.configuration.reason_code import team_of
from finesse.api.form import Field, any_number, form, may, need
from finesse.api.ids import number
from finesse.api.keys import SERVER
from finesse.api.operation import Who, get
from finesse.api.runtime.user import caller_of
from finesse.catalogue import Catalogue
from finesse.model.identity import NEW
from finesse.model.workflow import (
    APPLY_METHODS,
    COMPARATORS,
    MEDIA,
    SYSTEM,
    SYSTEM_TRIGGERS,
    TRIGGER_SETS,
    USER_WORKFLOWS,
    VARIABLE_TYPES,
    WORKFLOW,
    WORKFLOWS,
    Comparison,
    ConditionSet,
    TriggerSet,
    Variable,
    Workflow,
)
from finesse.model.workflow_action import WorkflowAction
from finesse.store import mappings

NAME, DESCRIPTION, VARIABLE, NODE, VALUE = 40, 128, 32, 500, 1000  # characters
TRIGGERS, CONDITIONS, ACTIONS, MOST = 20, 5, 5, 100


async def get_user_workflows(request: web.Request) -> web.Response:
    """Those of the user's team, with their actions, in the order in which they run."""
    caller = await caller_of(request)
    user = auth.found(request.app[SERVER].state, request.match_info["id"])
    if not caller.administrator and caller.user is not user:
        raise errors.Unauthorized()
    return answer(USER_WORKFLOWS, catalogue_of(request).workflows_of(user.team_id))


async def get_team_workflows(request: web.Request) -> web.Response:
    """Those of the team, with their actions, in the order in which they run."""
    team = await team_of(request)
    return answer(USER_WORKFLOWS, catalogue_of(request).workflows_of(team.id))


def _read(body: Body, old: Workflow | None, catalogue: Catalogue) -> Workflow:
    name = values.words(body, "name", NAME, old.name if old else None)
    triggers = body.child("TriggerSet")
    if triggers is None and old is None:
        raise errors.ParameterMissing("TriggerSet")
    changes: dict[str, Any] = {
        "name": name,
        "description": values.any_words(body, "description", DESCRIPTION, old.description if old else ""),
    }
    if triggers is not None:
        changes["trigger_set"] = _triggers(triggers)
    if body.has("media"):
        changes["media"] = _media(body)
    if body.has("ConditionSet"):
        changes["condition_set"] = _conditions(body.child("ConditionSet"))
    if body.has("workflowActions"):
        found = values.several(body.child("workflowActions"), "WorkflowAction", ACTIONS)
        changes["actions"] = tuple(_action(one, catalogue) for one in found)
    return Workflow(NEW, **changes) if old is None else dataclasses.replace(old, **changes)


def _media(body: Body) -> int:
    """`<media><id>1</id></media>`, or as before 12.0 the number alone."""
    inner = body.child("media")
    medium = number((inner.text("id") if inner else None) or body.text("media") or "")
    if medium not in MEDIA:
        raise errors.InvalidInput("media")
    return medium


def _triggers(body: Body) -> TriggerSet:
    kind = values.choice(body, "type", VARIABLE_TYPES)
    name = values.choice(body, "name", TRIGGER_SETS)
    given = tuple(map(_comparison, values.several(body.child("triggers"), "Trigger", TRIGGERS)))
    if kind == SYSTEM and not given:
        given = SYSTEM_TRIGGERS
    return TriggerSet(kind, name, values.truth(body, "allowOverlappingCallWorkflow", False), given)


def _conditions(body: Body | None) -> ConditionSet | None:
    found = values.several(body and body.child("conditions"), "Condition", CONDITIONS)
    if body is None or not (found or body.has("applyMethod")):
        return None
    return ConditionSet(values.choice(body, "applyMethod", APPLY_METHODS), tuple(map(_comparison, found)))


def _comparison(body: Body) -> Comparison:
    variable = body.child("Variable")
    if variable is None:
        raise errors.ParameterMissing("Variable")
    return Comparison(
        Variable(
            values.words(variable, "name", VARIABLE),
            values.choice(variable, "type", VARIABLE_TYPES),
            values.any_words(variable, "node", NODE),
        ),
        values.choice(body, "comparator", COMPARATORS),
        values.any_words(body, "value", VALUE),
    )


def _action(body: Body, catalogue: Catalogue) -> WorkflowAction:
    wanted = values.number_of(body)
    for action in catalogue.workflow_actions:
        if action.id == wanted:
            return action
    raise errors.FinesseApiError("WorkflowAction", "There is no such workflow action")


def _check(workflow: Workflow, others: list[Workflow]) -> None:
    if any(other.name == workflow.name for other in others):
        raise errors.DuplicateWorkflow()
    at_most(MOST, len(others), "Workflow")


_VARIABLE = need("Variable", need("name"), need("type", values=VARIABLE_TYPES), may("node"))
_COMPARISON = (_VARIABLE, need("comparator", values=COMPARATORS), may("value"))
_TRIGGER_SET = (
    need("type", values=VARIABLE_TYPES),
    need("name", values=TRIGGER_SETS),
    may("allowOverlappingCallWorkflow", values=values.TRUTHS),
    may("triggers", any_number("Trigger", *_COMPARISON)),
)


def _fields(name: Field, triggers: Field) -> tuple[Field, ...]:
    return (
        name,
        may("description"),
        may("media", may("id")),
        triggers,
        may(
            "ConditionSet",
            need("applyMethod", values=APPLY_METHODS),
            may("conditions", any_number("Condition", *_COMPARISON)),
        ),
        may("workflowActions", any_number("WorkflowAction", need("uri"))),
    )


KIND = Kind(
    "Workflow",
    mappings.WORKFLOWS,
    WORKFLOW,
    new=form("Workflow", *_fields(need("name"), need("TriggerSet", *_TRIGGER_SET))),
    changed=form("Workflow", *_fields(may("name"), may("TriggerSet", *_TRIGGER_SET))),
    read=_read,
    check=_check,
    refuses=(errors.DuplicateWorkflow,),
)

ROUTES = [
    get("/finesse/api/User/{id}/Workflows", get_user_workflows, Who.OWNER_ELSE_UNAUTHORIZED, USER_WORKFLOWS),
    get("/finesse/api/TeamResource/{id}/Workflows", get_team_workflows, Who.TEAM, USER_WORKFLOWS),
    KIND.listing(WORKFLOWS),
    KIND.reading(),
    *KIND.writing(),
]
