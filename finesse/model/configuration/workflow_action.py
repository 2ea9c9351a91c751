"""What a workflow does: opens a page, or sends a request.

Source: Finesse Web Services guide, WorkflowAction.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from finesse.model.length import Most
from finesse.model.value import choice, words
from finesse.model.xml import Shape, each, part, text

TYPES = ("BROWSER_POP", "HTTP_REQUEST")
HANDLERS = ("FINESSE_DESKTOP", "OTHER")
SYSTEM, CUSTOM = "SYSTEM", "CUSTOM"
VARIABLE_TYPES = (SYSTEM, CUSTOM)
NAME = 64  # characters


@dataclass(frozen=True, slots=True)
class Param:
    """A setting of the action: windowName and path, or method, location, contentType, path and body."""

    name: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class ActionVariable:
    """A variable that stands in a param as ${name}; `node` is where a custom one is found in the dialog."""

    name: str
    type: str
    node: str = ""
    test_value: str = ""


@dataclass(frozen=True, slots=True)
class WorkflowAction:
    """One action."""

    id: int
    name: Annotated[str, Most(NAME)]
    type: Annotated[str, Most(16)]
    handled_by: Annotated[str, Most(16)]
    params: tuple[Param, ...] = ()
    action_variables: tuple[ActionVariable, ...] = ()

    @property
    def uri(self) -> str:
        return f"/finesse/api/WorkflowAction/{self.id}"


WORKFLOW_ACTION: Shape[WorkflowAction] = Shape(
    "WorkflowAction",
    text("uri"),
    text("name", takes=words(NAME)),
    text("type", takes=choice(TYPES)),
    text("handledBy", takes=choice(HANDLERS)),
    part("params", Shape("params", each(Shape("Param", text("name"), text("value")))), always=True),
    part(
        "actionVariables",
        Shape(
            "actionVariables",
            each(Shape("ActionVariable", text("name"), text("type"), text("node"), text("testValue"))),
        ),
        always=True,
    ),
)
WORKFLOW_ACTIONS: Shape[tuple[WorkflowAction, ...]] = Shape("WorkflowActions", each(WORKFLOW_ACTION))
