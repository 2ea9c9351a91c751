"""What the variables of a call are called and how much they hold: one rule for all who give them.

Nothing is cut: what does not fit is refused, with its name, its length and the limit. Sources: CTI guide, the
tags of the call variables, NAMEDVAR, NAMEDARRAY and the default ECC variables; Unified CCX administration,
Post Call Treatment. Which characters a name may have is unconfirmed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ccx_engine.cti.enums import MAX_NAMED_BYTES
from ccx_engine.cti.layout import MAX_NAMED

CALL_VARIABLES = tuple(f"callVariable{number}" for number in range(1, 11))

# Bytes of UTF-8, without the terminator.
CALL_VARIABLE_BYTES = 40
WRAP_UP_BYTES = 39
ECC_NAME_BYTES = 32
ECC_VALUE_BYTES = 210

ECC_PREFIX = "user."
POST_CALL_TREATMENT = "PostCallTreatment"  # the engine's own, in this spelling alone
LAYOUT = "user.layout"  # the name of the layout that desktops show the call with; lower case counts

# The ECC variables that every system has, and what they hold.
_DEFAULTS = {
    "user.task.id": 19,
    "user.media.id": 14,
    "user.last.redirected.address": 40,
    "user.connect.type": 17,
    "user.session.handled": 5,
    "user.connect.script.name": 40,
    "user.connect.script.config": 40,
    LAYOUT: 40,
}
_ECC = re.compile(r"user\.[A-Za-z0-9_.]+")
_ELEMENT = re.compile(r"(.*)\[([0-9]{1,3})\]")
_MOST_INDEX = 255
_NAMES = (
    f"use callVariable1 to callVariable10, {POST_CALL_TREATMENT}, or {ECC_PREFIX} and"
    f" up to {ECC_NAME_BYTES - len(ECC_PREFIX)} letters, digits, _ and ."
)


class Unfit(ValueError):
    """A name or a text that no call carries: what is wrong with it, and what to do."""

    def __init__(self, problem: str, cure: str) -> None:
        super().__init__(f"{problem}: {cure}")
        self.problem = problem
        self.cure = cure


@dataclass(frozen=True, slots=True)
class Variable:
    """A call variable by its number, or an ECC variable by its name, perhaps an element of an array."""

    name: str
    number: int = 0
    index: int | None = None

    @property
    def written(self) -> str:
        """The variable's name as people write it."""
        return self.name if self.index is None else f"{self.name}[{self.index}]"

    @property
    def most(self) -> int:
        """How many bytes it holds."""
        return CALL_VARIABLE_BYTES if self.number else _DEFAULTS.get(self.name, ECC_VALUE_BYTES)


_KNOWN = {name: Variable(name, number=number) for number, name in enumerate(CALL_VARIABLES, 1)} | {
    POST_CALL_TREATMENT: Variable(POST_CALL_TREATMENT)
}


def variable(written: str) -> Variable:
    """The variable with that name; Unfit if there can be none."""
    if (known := _KNOWN.get(written)) is not None:
        return known
    found = ecc(written)
    if not _ECC.fullmatch(found.name) or (found.index or 0) > _MOST_INDEX:
        raise Unfit(f"{written!r} is no call variable", _NAMES)
    if len(found.name) > ECC_NAME_BYTES:
        raise Unfit(f"the name {found.name} has {len(found.name)} bytes", f"{ECC_NAME_BYTES} are the most")
    return found


def ecc(written: str) -> Variable:
    """The ECC variable that another has named so, unchecked."""
    element = _ELEMENT.fullmatch(written)
    return Variable(element[1], index=int(element[2])) if element else Variable(written)


def fitting(written: str, value: str) -> Variable:
    """The variable with that name, if it can hold the value; else Unfit."""
    found = variable(written)
    holds(written, value, found.most)
    return found


def wrap_up(label: str, written: str = "wrapUpReason") -> str:
    """The label, if it can be a call's wrap-up reason, `written` so; else Unfit."""
    holds(written, label, WRAP_UP_BYTES)
    return label


def holds(written: str, value: str, most: int) -> None:
    """Unfit unless the value is a text of so many bytes."""
    try:
        size = len(value.encode())
    except UnicodeEncodeError:
        raise Unfit(f"the value of {written} is no text", "it has half of a character") from None
    if "\0" in value:
        raise Unfit(f"the value of {written} is no text", "it has a character 0")
    if size > most:
        raise Unfit(f"the value of {written} has {size} bytes", f"{most} are the most")


def ecc_bytes(named: Iterable[tuple[Variable, str]]) -> int:
    """What ECC variables take in a message: names, values, their terminators, and the index in an array."""
    return sum(
        len(each.name) + len(value.encode()) + (2 if each.index is None else 3) for each, value in named
    )


def together(named: Iterable[tuple[Variable, str]]) -> None:
    """Unfit unless one call can carry all these ECC variables."""
    each = list(named)
    if len(each) > MAX_NAMED:
        raise Unfit(f"{len(each)} ECC variables in one call", f"{MAX_NAMED} are the most")
    size = ecc_bytes(each)
    if size > MAX_NAMED_BYTES:
        raise Unfit(
            f"the ECC variables of one call have {size} bytes, their names counted",
            f"{MAX_NAMED_BYTES} are the most",
        )
