"""What a desktop does by itself when something happens to a call.

Source: Finesse Web Services guide, Workflow.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated

from finesse.model.configuration.workflow_action import WORKFLOW_ACTION, WorkflowAction
from finesse.model.length import Most
from finesse.model.xml import Shape, each, inside, part, text

SYSTEM = "SYSTEM"
CUSTOM = "CUSTOM"
VARIABLE_TYPES = (SYSTEM, CUSTOM)
# Of the names of trigger sets only CALL_ARRIVES is confirmed, of the comparators IS_EQUAL and IS_IN_LIST.
TRIGGER_SETS = ("CALL_ARRIVES", "CALL_ANSWERED", "CALL_ENDS", "CALL_MADE", "CALL_PREVIEWED")
COMPARATORS = (
    "IS_EQUAL",
    "IS_NOT_EQUAL",
    "IS_IN_LIST",
    "IS_NOT_IN_LIST",
    "IS_LIKE",
    "BEGINS_WITH",
    "ENDS_WITH",
    "CONTAINS",
    "IS_EMPTY",
    "IS_NOT_EMPTY",
)
APPLY_METHODS = ("ALL", "ANY")
_INCOMING = (
    "ACD_IN,PREROUTE_ACD_IN,PREROUTE_DIRECT_AGENT,TRANSFER,OVERFLOW_IN,OTHER_IN,AGENT_OUT,AGENT_INSIDE,OFFERED,"
    "CONSULT,CONSULT_OFFERED,CONSULT_CONFERENCE,CONFERENCE,TASK_ROUTED_BY_ICM,TASK_ROUTED_BY_APPLICATION"
)
_PREVIEWED = "OUTBOUND_PREVIEW,OUTBOUND_DIRECT_PREVIEW,OUTBOUND_CALLBACK,OUTBOUND_PERSONAL_CALLBACK"
_CAMPAIGNS = f"OUTBOUND,{_PREVIEWED}"
_MADE = "OUT,AUTO_OUT,AGENT_INSIDE"


@dataclass(frozen=True, slots=True)
class Medium:
    """A media channel, by the id that the API knows it by."""

    id: str
    name: str


# By the number that is kept. Source: DevNet, Workflow API Parameters: the channels of Unified CCX.
MEDIA = {1: Medium("1", "Voice"), 2: Medium("Chat", "Chat"), 3: Medium("Email", "Email")}


@dataclass(frozen=True, slots=True)
class Variable:
    """What is looked at; a custom one says where in the dialog it stands."""

    name: str
    type: str
    node: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A variable, and what it is held against: a trigger, or a condition."""

    variable: Variable
    comparator: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class TriggerSet:
    """When the workflow runs."""

    type: str
    name: str
    allow_overlapping_call_workflow: bool = False
    triggers: tuple[Comparison, ...] = ()


@dataclass(frozen=True, slots=True)
class ConditionSet:
    """Whether the workflow does anything: `apply_method` says if all conditions have to hold."""

    apply_method: str
    conditions: tuple[Comparison, ...] = ()


@dataclass(frozen=True, slots=True)
class Workflow:
    """One workflow. `teams` says to which teams it is assigned, and as which of theirs it runs."""

    id: int
    name: Annotated[str, Most(40)]
    trigger_set: TriggerSet
    description: Annotated[str, Most(128)] = ""
    media: int = 1
    condition_set: ConditionSet | None = None
    actions: tuple[WorkflowAction, ...] = ()
    teams: Mapping[int, int] = field(default_factory=dict)

    @property
    def uri(self) -> str:
        return f"/finesse/api/Workflow/{self.id}"

    @property
    def medium(self) -> Medium:
        return MEDIA[self.media]

    @property
    def for_all(self) -> bool:
        return False


def _of_medium(name: str) -> Comparison:
    return Comparison(Variable("mediaType", CUSTOM, "//Dialog/mediaType"), "IS_EQUAL", name)


# The calls of each trigger set, where a client only names one; those of CALL_ARRIVES alone are confirmed.
_CALL_TYPES = {
    "CALL_ARRIVES": _INCOMING,
    "CALL_ANSWERED": f"{_INCOMING},{_CAMPAIGNS}",
    "CALL_ENDS": f"{_INCOMING},{_CAMPAIGNS},OUT,AUTO_OUT",
    "CALL_MADE": f"{_MADE},{_CAMPAIGNS}",
    "CALL_PREVIEWED": _CAMPAIGNS,
}


def system_triggers(name: str, medium: int = 1) -> tuple[Comparison, ...]:
    """What the product's own trigger set of that name holds; those of other media are unconfirmed."""
    if medium != 1:
        return (_of_medium(MEDIA[medium].name),)
    call_type = Variable("callType", CUSTOM, "//Dialog/mediaProperties/callType")
    return (_of_medium("Voice"), Comparison(call_type, "IS_IN_LIST", _CALL_TYPES[name]))


SYSTEM_TRIGGERS = frozenset(system_triggers(name, medium) for name in TRIGGER_SETS for medium in MEDIA)


def _comparison(name: str) -> Shape[Comparison]:
    variable: Shape[Variable] = Shape(
        "Variable", text("name"), text("node", when=lambda one: one.node != ""), text("type")
    )
    return Shape(name, part("Variable", variable, always=True), text("comparator"), text("value"))


def _workflow(action: Shape[WorkflowAction]) -> Shape[Workflow]:
    triggers: Shape[TriggerSet] = Shape(
        "TriggerSet",
        text("type"),
        text("name"),
        text("allowOverlappingCallWorkflow"),
        part("triggers", Shape("triggers", each(_comparison("Trigger"))), always=True),
    )
    conditions: Shape[ConditionSet] = Shape(
        "ConditionSet",
        text("applyMethod"),
        part("conditions", Shape("conditions", each(_comparison("Condition"))), always=True),
    )
    return Shape(
        "Workflow",
        text("uri"),
        text("name"),
        text("description"),
        inside("media", text("id", lambda one: one.medium.id), text("name", lambda one: one.medium.name)),
        part("TriggerSet", triggers, lambda one: one.trigger_set, always=True),
        part("ConditionSet", conditions, lambda one: one.condition_set),
        part("workflowActions", Shape("workflowActions", each(action)), lambda one: one.actions, always=True),
    )


# A desktop gets the actions whole, an administrator what they are called and where they are.
USER_WORKFLOW = _workflow(WORKFLOW_ACTION)
USER_WORKFLOWS: Shape[tuple[Workflow, ...]] = Shape("Workflows", each(USER_WORKFLOW))
WORKFLOW = _workflow(Shape("WorkflowAction", text("name"), text("type"), text("uri")))
WORKFLOWS: Shape[tuple[Workflow, ...]] = Shape("Workflows", each(WORKFLOW))
