"""Reason codes and wrap-up reasons. Source: Finesse Web Services guide, ReasonCode and WrapUpReason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from ccx_engine.cti.call_variables import WRAP_UP_BYTES
from finesse.model.length import Most
from finesse.model.value import TRUTH, choice, whole_number, words
from finesse.model.xml import Shape, each, text

NOT_READY = "NOT_READY"
LOGOUT = "LOGOUT"
CATEGORIES = (NOT_READY, LOGOUT)
ALL = "ALL"  # of a list: both, and the system's codes
CODES = range(1, 1000)  # on Unified CCX
LABEL = 40  # characters


@dataclass(frozen=True, slots=True)
class ReasonCode:
    """Why an agent is not ready or signed out. `code` is CTI's number, `id` the database's."""

    id: int
    category: Annotated[str, Most(16)]
    code: int
    label: Annotated[str, Most(LABEL)]
    for_all: bool = True
    system_code: bool = False
    teams: frozenset[int] = frozenset()

    @property
    def uri(self) -> str:
        return f"/finesse/api/ReasonCode/{self.id}"

    def offered_to(self, team: int | None) -> bool:
        """Whether agents of that team may choose it: system codes never, global ones always."""
        return not self.system_code and (self.for_all or team in self.teams)


@dataclass(frozen=True, slots=True)
class ReasonCodes:
    """A list as it is answered: of one category, or of ALL."""

    category: str
    codes: tuple[ReasonCode, ...]


@dataclass(frozen=True, slots=True)
class WrapUpReason:
    """What a call was about. `uri` depends on where it is read (the user's list or the administrator's)."""

    id: int
    label: Annotated[str, Most(WRAP_UP_BYTES)]
    for_all: bool = True
    teams: frozenset[int] = frozenset()
    root: str = "/finesse/api"

    @property
    def uri(self) -> str:
        return f"{self.root}/WrapUpReason/{self.id}"

    def offered_to(self, team: int | None) -> bool:
        """Whether agents of that team may choose it."""
        return self.for_all or team in self.teams


# In this order as captured from Unified CCX 12.5. What clients may write is checked in this order, too.
REASON_CODE: Shape[ReasonCode] = Shape(
    "ReasonCode",
    text("uri"),
    text("id"),
    text("category", takes=choice(CATEGORIES), fixed=True),
    text("code", takes=whole_number(CODES)),
    text("label", takes=words(LABEL)),
    text("forAll", takes=TRUTH),
    text("systemCode"),
)

REASON_CODES: Shape[ReasonCodes] = Shape(
    "ReasonCodes",
    each(REASON_CODE, lambda answer: answer.codes),
    attribute=("category", lambda answer: answer.category),
)

# The reason inside a User: lower-case on the wire, as captured from a 12.5 server.
USER_REASON: Shape[ReasonCode] = Shape(
    "reasonCode",
    text("category"),
    text("code"),
    text("forAll"),
    text("id"),
    text("label"),
    text("systemCode"),  # since 11.5, as captured from Unified CCX in 2021
    text("uri"),
)

# The reason inside a member of a Team.
MEMBER_REASON: Shape[ReasonCode] = Shape(
    "reasonCode",
    text("category"),
    text("code"),
    text("id"),
    text("label"),
    text("uri"),
)

WRAP_UP_REASON: Shape[WrapUpReason] = Shape(
    "WrapUpReason",
    text("uri"),
    text("label", takes=words(WRAP_UP_BYTES, size=lambda label: len(label.encode()))),
    text("forAll", takes=TRUTH),
)
WRAP_UP_REASONS: Shape[tuple[WrapUpReason, ...]] = Shape("WrapUpReasons", each(WRAP_UP_REASON))
