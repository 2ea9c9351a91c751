"""What workflows may look at without saying where it is. Source: Finesse Web Services guide, SystemVariable.

Which there are, and how their nodes are written, is unconfirmed.
"""

from __future__ import annotations

from dataclasses import dataclass

from ccx_engine.cti.call_variables import CALL_VARIABLES
from finesse.model.xml import Shape, each, text

_BARE = ("DNIS", "callType", "dialedNumber", "queueName", "queueNumber", "wrapUpReason")
_OUTBOUND = (
    "BAAccountNumber",
    "BABuddyName",
    "BACampaign",
    "BACustomerNumber",
    "BADialedListID",
    "BAResponse",
    "BAStatus",
    "BATimeZone",
)
_OF_THE_AGENT = ("loginId", "firstName", "lastName", "extension", "teamId", "teamName")


@dataclass(frozen=True, slots=True)
class SystemVariable:
    """A variable's name, and the XPath of its value in what the desktop knows."""

    name: str
    node: str


def _of_a_call(name: str) -> SystemVariable:
    return SystemVariable(name, f"//Dialog/mediaProperties/callvariables/CallVariable[name='{name}']/value")


VARIABLES: tuple[SystemVariable, ...] = (
    *(_of_a_call(name) for name in CALL_VARIABLES),
    *(_of_a_call(name) for name in _OUTBOUND),
    *(SystemVariable(name, f"//Dialog/mediaProperties/{name}") for name in _BARE),
    *(SystemVariable(name, f"//Dialog/{name}") for name in ("fromAddress", "toAddress")),
    *(SystemVariable(name, f"//User/{name}") for name in _OF_THE_AGENT),
)
SYSTEM_VARIABLES: Shape[tuple[SystemVariable, ...]] = Shape(
    "SystemVariables", each(Shape("SystemVariable", text("name"), text("node")))
)
