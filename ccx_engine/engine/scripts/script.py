"""What an application does with a call: the steps of its script, as the centre's file has them.

A step is declared once: its keys, what they may hold, and which other steps it may go on with. The steps are
those of the product's script editor that a contact centre cannot do without (Unified CCX Scripting and
Development guide: Get Digit String, Select Resource, Dequeue, Set Priority, Set Enterprise Call Info, Call
Redirect, Terminate).
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from ccx_engine.cti.call_variables import Unfit, fitting, together, variable
from ccx_engine.cti.digits import KEY
from vos.centre import Table
from vos.settings import SettingsError

MAX_STEPS = 100
MAX_SECONDS = 7200.0
MAX_DIGITS = 40  # what a call variable holds
MAX_CSQS = 20  # a contact's (CTI guide, CALL_QUEUED_EVENT)
LEAST_PRIORITY, MOST_PRIORITY = 1, 10
SHORTEST_ROUND = 1.0  # seconds of a prompt and the delay after it

_LABEL = re.compile(r"[A-Za-z][A-Za-z0-9_ -]{0,39}")
_NUMBER = re.compile(r"\+?[0-9*#]{1,32}")
_KEYS = re.compile(rf"(?:{KEY.pattern})?")

Read = Callable[[Table, str], Any]


def _wrong(row: Table, key: str, value: object, cure: str) -> SettingsError:
    return SettingsError(f"centre: {row.where}.{key}: {value!r} is not {cure}")


def _key(read: Read, default: Any = dataclasses.MISSING) -> Any:
    """A key of a step; without a default it must be there."""
    return field(default=default, metadata={"read": read})


def _between(kind: type[int] | type[float], least: float, most: float) -> Read:
    def read(row: Table, key: str) -> Any:
        value = row.get(key, kind)
        if not least <= value <= most:
            raise _wrong(row, key, value, f"{least:g} to {most:g}")
        return value

    return read


def _text(pattern: re.Pattern[str], what: str) -> Read:
    def read(row: Table, key: str) -> str:
        value = row.get(key, str)
        if not pattern.fullmatch(value):
            raise _wrong(row, key, value, what)
        return value

    return read


_label = _text(_LABEL, "a label: letters, digits, spaces, - and _, at most 40")
_number = _text(_NUMBER, "a number to dial")
_seconds = _between(float, 0.0, MAX_SECONDS)


def _variable(row: Table, key: str) -> str:
    written = row.get(key, str)
    try:
        return variable(written).written
    except Unfit as unfit:
        raise _unfit(row, key, unfit) from None


def _unfit(row: Table, key: str, unfit: Unfit) -> SettingsError:
    return SettingsError(f"centre: {row.where}.{key}: {unfit}")


def _csqs(row: Table, key: str) -> tuple[int, ...]:
    csqs = row.items(key, int)
    if not 1 <= len(set(csqs)) == len(csqs) <= MAX_CSQS:
        raise _wrong(row, key, list(csqs), f"1 to {MAX_CSQS} different ids of CSQs")
    return csqs


def _texts(row: Table, key: str) -> Mapping[str, str]:
    texts = row.table(key).mapping()
    if not texts or not all(isinstance(each, str) for each in texts.values()):
        raise _wrong(row, key, dict(texts), "a table of texts")
    return texts


def _values(row: Table, key: str) -> Mapping[str, str]:
    values = _texts(row, key)
    try:
        found = [(fitting(name, value), value) for name, value in values.items()]
        together((each, value) for each, value in found if not each.number)
    except Unfit as unfit:
        raise _unfit(row, key, unfit) from None
    return values


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step. `label` is what other steps call it."""

    DO: ClassVar[str]
    label: str = _key(_label, "")

    def goes_to(self) -> Iterator[str]:
        """The labels that the step names."""
        for name in ("to", "otherwise", "overflow"):
            if label := getattr(self, name, ""):
                yield label


@dataclass(frozen=True, kw_only=True)
class Greet(Step):
    """The caller hears a prompt of so many seconds."""

    DO = "greet"
    seconds: float = _key(_seconds)


@dataclass(frozen=True, kw_only=True)
class Collect(Step):
    """The caller's digits become a call variable: `length` of them, or fewer and the terminator.

    Without a key for `timeout_seconds` what was typed is thrown away, and he may try again `retries` times.
    """

    DO = "collect"
    into: str = _key(_variable)
    length: int = _key(_between(int, 1, MAX_DIGITS))
    terminator: str = _key(_text(_KEYS, "one key of a phone, or empty"), "#")
    timeout_seconds: float = _key(_between(float, 0.5, 60.0), 5.0)
    retries: int = _key(_between(int, 0, 10), 2)
    otherwise: str = _key(_label, "")


@dataclass(frozen=True, kw_only=True)
class Set(Step):
    """Gives call variables and ECC variables."""

    DO = "set"
    variables: Mapping[str, str] = _key(_values)


@dataclass(frozen=True, kw_only=True)
class Queue(Step):
    """The contact waits in these CSQs, besides those in which it waits already.

    It has one priority in all of them; 0 leaves it as it is, which is 1 at first.
    """

    DO = "queue"
    csqs: tuple[int, ...] = _key(_csqs)
    priority: int = _key(_between(int, LEAST_PRIORITY, MOST_PRIORITY), 0)


@dataclass(frozen=True, kw_only=True)
class Dequeue(Step):
    """The contact waits no longer in these CSQs, or in any."""

    DO = "dequeue"
    csqs: tuple[int, ...] = _key(_csqs, ())


@dataclass(frozen=True, kw_only=True)
class SetPriority(Step):
    """The contact's priority in all its CSQs from now on."""

    DO = "set_priority"
    priority: int = _key(_between(int, LEAST_PRIORITY, MOST_PRIORITY))


@dataclass(frozen=True, kw_only=True)
class Wait(Step):
    """A prompt and a delay, again and again, until an agent has the call.

    After `seconds`, or when a round begins while the contact is further back than `position` (1 is first), it
    goes on at `overflow`, or else with the next step. 0 is never.
    """

    DO = "wait"
    prompt_seconds: float = _key(_seconds, 5.0)
    delay_seconds: float = _key(_seconds, 30.0)
    seconds: float = _key(_seconds, 0.0)
    position: int = _key(_between(int, 0, 100_000), 0)
    overflow: str = _key(_label, "")


@dataclass(frozen=True, kw_only=True)
class Branch(Step):
    """Goes where the variable's value says; a case may end in * and mean all that begin so."""

    DO = "branch"
    variable: str = _key(_variable)
    cases: Mapping[str, str] = _key(_texts)
    otherwise: str = _key(_label, "")

    def goes_to(self) -> Iterator[str]:
        yield from self.cases.values()
        yield from super().goes_to()

    def case(self, value: str) -> str:
        """The label that a value leads to; whole values count before beginnings, long ones before short."""
        if value in self.cases:
            return self.cases[value]
        fitting = [case for case in self.cases if case.endswith("*") and value.startswith(case[:-1])]
        return self.cases[max(fitting, key=len)] if fitting else self.otherwise


@dataclass(frozen=True, kw_only=True)
class Go(Step):
    """Goes on at a label."""

    DO = "go"
    to: str = _key(_label)


@dataclass(frozen=True, kw_only=True)
class Transfer(Step):
    """Sends the call to another number; the application is done with it, unless it cannot be reached."""

    DO = "transfer"
    number: str = _key(_number)
    otherwise: str = _key(_label, "")


@dataclass(frozen=True, kw_only=True)
class HangUp(Step):
    """Ends the call."""

    DO = "hang_up"


KINDS: dict[str, type[Step]] = {
    each.DO: each
    for each in (
        Greet,
        Collect,
        Set,
        Queue,
        Dequeue,
        SetPriority,
        Wait,
        Branch,
        Go,
        Transfer,
        HangUp,
    )
}


def read(row: Table, key: str) -> tuple[Step, ...]:
    """The steps in an array of tables. SettingsError names the step, its key and what is wrong."""
    rows = row.tables(key)
    if not 1 <= len(rows) <= MAX_STEPS:
        raise SettingsError(f"centre: {row.where}.{key}: {len(rows)} steps; a script has 1 to {MAX_STEPS}")
    steps = tuple(_step(each) for each in rows)
    labels = [step.label for step in steps if step.label]
    for at, step in zip(rows, steps, strict=True):
        if step.label and labels.count(step.label) > 1:
            raise _wrong(at, "label", step.label, "the label of one step alone")
        for label in step.goes_to():
            if label not in labels:
                raise SettingsError(
                    f"centre: {at.where} ({step.DO}) goes to {label!r}; no step has this label"
                )
    return steps


def _step(row: Table) -> Step:
    do = row.get("do", str)
    kind = KINDS.get(do)
    if kind is None:
        raise _wrong(row, "do", do, f"a step: {', '.join(KINDS)}")
    fields = {each.name: each for each in dataclasses.fields(kind)}
    given = row.mapping().keys() - {"do"}
    if unknown := sorted(given - fields.keys()):
        raise SettingsError(
            f"centre: {row.where} ({do}) knows no {unknown[0]!r}; its keys are {', '.join(sorted(fields))}"
        )
    needed = {name for name, each in fields.items() if each.default is dataclasses.MISSING}
    step = kind(
        **{name: fields[name].metadata["read"](row, name) for name in fields if name in given | needed}
    )
    if isinstance(step, Wait):
        _check_wait(row, step)
    if isinstance(step, Collect):
        _check_collect(row, step)
    return step


def _check_collect(row: Table, step: Collect) -> None:
    try:
        fitting(step.into, "0" * step.length)
    except Unfit as unfit:
        raise _unfit(row, "length", unfit) from None


def _check_wait(row: Table, step: Wait) -> None:
    if step.prompt_seconds + step.delay_seconds < SHORTEST_ROUND:
        raise SettingsError(
            f"centre: {row.where} (wait): prompt_seconds and delay_seconds"
            f" are less than {SHORTEST_ROUND:g} together"
        )
    if step.overflow and not step.seconds and not step.position:
        raise SettingsError(f"centre: {row.where} (wait): overflow needs seconds or position")


def written(steps: tuple[Step, ...]) -> list[dict[str, Any]]:
    """What `read` makes these steps of."""
    return [
        {"do": step.DO}
        | {
            each.name: _plain(getattr(step, each.name))
            for each in dataclasses.fields(step)
            if getattr(step, each.name) != each.default
        }
        for step in steps
    ]


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return dict(value) if isinstance(value, Mapping) else value
