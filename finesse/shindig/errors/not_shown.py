"""Why a gadget is not shown. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Code = Literal[
    "notFound",
    "unreachable",
    "timeout",
    "tooLarge",
    "forbidden",
    "malformed",
    "noContent",
    "badRequest",
]

STATUS: dict[Code, int] = {
    "notFound": 404,
    "unreachable": 502,
    "timeout": 504,
    "tooLarge": 502,
    "forbidden": 403,
    "malformed": 502,
    "noContent": 404,
    "badRequest": 400,
}


@dataclass(eq=False)
class NotShown(Exception):
    """`code` is the kind, `address` what was wanted; the rest says more where there is more to say."""

    code: Code
    address: str = ""
    detail: str = ""
    """In English, in one line."""

    fault: str = ""
    """Of a malformed gadget: which of `spec.FAULTS`."""

    line: int = 0

    def __str__(self) -> str:
        where = f"line {self.line}: " if self.line else ""
        return f"{self.code}: {self.address}: {where}{self.detail}"

    @property
    def status(self) -> int:
        return STATUS[self.code]


def code_of(word: str) -> Code:
    """The kind of which that is the word; whatever else it is, nobody was reached."""
    return word if word in STATUS else "unreachable"


def of_status(status: int) -> Code | None:
    """What an answer of that status means; None if it is what was wanted."""
    if 200 <= status < 300:
        return None
    if status in (404, 410):
        return "notFound"
    if status in (401, 403, 407):
        return "forbidden"
    return "timeout" if status in (408, 504) else "unreachable"
