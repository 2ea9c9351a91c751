"""Workflows: a user's, a team's, and all. Source: Finesse Web Services guide, Workflow."""

from __future__ import annotations

import dataclasses
from typing import Any

from finesse.api import errors
from finesse.api.answers import Answer, answer
from finesse.api.caller import Caller
from finesse.api.configuration.kind import Kind, at_most
from finesse.api.form import Field, Filled, any_number, changes, form, may, may_group, need, need_group
from finesse.api.keys import RestNode
from finesse.api.operation import get
from finesse.api.path import TEAM, USER
from finesse.api.who import Who
from finesse.catalogue import Catalogue
from finesse.model.configuration.workflow import (
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
    system_triggers,
)
from finesse.model.configuration.workflow_action import WorkflowAction
from finesse.model.identity import NEW
from finesse.model.user import Team, User
from finesse.model.value import TRUTH, any_words, choice, last_number, words
from finesse.store import mappings

NAME, DESCRIPTION, VARIABLE, NODE, VALUE = 40, 128, 32, 500, 1000  # characters
TRIGGERS, CONDITIONS, ACTIONS, MOST = 20, 5, 5, 100


def get_user_workflows(node: RestNode, caller: Caller, form: Filled, user: User) -> Answer:
    """Those of the user's team, with their actions, in the order in which they run."""
    return answer(USER_WORKFLOWS, node.catalogue.workflows_of(user.team_id))


def get_team_workflows(node: RestNode, caller: Caller, form: Filled, team: Team) -> Answer:
    """Those of the team, with their actions, in the order in which they run."""
    return answer(USER_WORKFLOWS, node.catalogue.workflows_of(team.id))


def _read(form: Filled, old: Workflow | None, catalogue: Catalogue) -> Workflow:
    said: dict[str, Any] = dict(form.given)
    if (triggers := form.group("TriggerSet")) is not None:
        said["trigger_set"] = _triggers(triggers)
    if (medium := form.group("media")) is not None:
        said["media"] = _medium(medium)
    if (conditions := form.group("ConditionSet")) is not None:
        said["condition_set"] = _conditions(conditions)
    if (actions := form.group("workflowActions")) is not None:
        said["actions"] = tuple(_action(one, catalogue) for one in actions.each("WorkflowAction"))
    return _with_triggers(Workflow(NEW, **said) if old is None else dataclasses.replace(old, **said))


def _with_triggers(workflow: Workflow) -> Workflow:
    """A set of the system's without triggers of its own gets those of its name and the medium."""
    told = workflow.trigger_set
    if told.type != SYSTEM or (told.triggers and told.triggers not in SYSTEM_TRIGGERS):
        return workflow
    own = system_triggers(told.name, workflow.media)
    return dataclasses.replace(workflow, trigger_set=dataclasses.replace(told, triggers=own))


def _medium(form: Filled) -> int:
    """`<media><id>1</id></media>`, or as before 12.0 the id alone."""
    wanted = form["id"] or form.body.value
    for kept, medium in MEDIA.items():
        if medium.id == wanted:
            return kept
    raise errors.InvalidInput("media")


def _triggers(form: Filled) -> TriggerSet:
    listed = form.group("triggers")
    triggers = () if listed is None else tuple(map(_comparison, listed.each("Trigger")))
    return TriggerSet(**form.given, triggers=triggers)


def _conditions(form: Filled) -> ConditionSet | None:
    listed = form.group("conditions")
    conditions = [] if listed is None else list(listed.each("Condition"))
    if not (conditions or form.has("applyMethod")):
        return None
    return ConditionSet(form.needed("applyMethod"), tuple(map(_comparison, conditions)))


def _comparison(form: Filled) -> Comparison:
    variable = form.group("Variable")
    assert variable is not None  # the form needs it
    return Comparison(Variable(**variable.given), **form.given)


def _action(form: Filled, catalogue: Catalogue) -> WorkflowAction:
    wanted = last_number(form["uri"])
    for action in catalogue.workflow_actions:
        if action.id == wanted:
            return action
    raise errors.FinesseApiError("WorkflowAction", "There is no such workflow action")


def _check(workflow: Workflow, others: list[Workflow]) -> None:
    if any(other.name == workflow.name for other in others):
        raise errors.DuplicateWorkflow()
    at_most(MOST, len(others), "Workflow")


_VARIABLE = need_group(
    "Variable",
    need("name", words(VARIABLE)),
    need("type", choice(VARIABLE_TYPES)),
    may("node", any_words(NODE)),
)
_COMPARISON = (_VARIABLE, need("comparator", choice(COMPARATORS)), may("value", any_words(VALUE)))
_TRIGGER_SET = (
    need("type", choice(VARIABLE_TYPES)),
    need("name", choice(TRIGGER_SETS)),
    may("allowOverlappingCallWorkflow", TRUTH),
    may_group("triggers", any_number("Trigger", *_COMPARISON, most=TRIGGERS)),
)


def _fields(name: Field, triggers: Field) -> tuple[Field, ...]:
    return (
        name,
        triggers,
        may("description", any_words(DESCRIPTION)),
        may_group("media", may("id")),
        may_group(
            "ConditionSet",
            may("applyMethod", choice(APPLY_METHODS)),
            may_group("conditions", any_number("Condition", *_COMPARISON, most=CONDITIONS)),
        ),
        may_group("workflowActions", any_number("WorkflowAction", need("uri"), most=ACTIONS)),
    )


KIND = Kind(
    "Workflow",
    mappings.WORKFLOWS,
    WORKFLOW,
    new=form("Workflow", *_fields(need("name", words(NAME)), need_group("TriggerSet", *_TRIGGER_SET))),
    changed=changes("Workflow", *_fields(may("name", words(NAME)), may_group("TriggerSet", *_TRIGGER_SET))),
    read=_read,
    check=_check,
    refuses=(errors.DuplicateWorkflow,),
)

ROUTES = [
    get(
        "/finesse/api/User/{id}/Workflows",
        get_user_workflows,
        Who.OWNER_ELSE_UNAUTHORIZED,
        USER_WORKFLOWS,
        [USER],
    ),
    get("/finesse/api/TeamResource/{id}/Workflows", get_team_workflows, Who.TEAM, USER_WORKFLOWS, [TEAM]),
    KIND.listing(WORKFLOWS),
    KIND.reading(),
    *KIND.writing(),
]
