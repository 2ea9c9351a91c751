"""What travels with a call: call variables 1 to 10, wrap-up data and ECC variables."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ccx_engine.cti import messages as cti
from ccx_engine.cti.call_variables import Unfit, Variable, fitting, together
from ccx_engine.jtapi.model import WITHHELD

logger = logging.getLogger(__name__)

VARIABLES = tuple(f"call_variable_{number}" for number in range(1, 11))

# What SET_CALL_DATA_REQ and the requests that make calls may give besides; the call carries the first two.
_CARRIED = ("user_to_user_info", "caller_entered_digits")
_TOLD = ("ani", "customer_phone_number", "customer_account_number")

# CTI guide, "Message Field Data Types": bytes of UTF-8 without the terminator.
NUMBER_BYTES = 39
DNIS_BYTES = 31


@dataclass(slots=True)
class CallData:
    """The data of one call. Numbers are cut to the protocol's limits when they come in from CUCM."""

    ani: str = ""
    dnis: str = ""
    dialed_number: str = ""  # of a call that an agent makes: only when he has dialled
    variables: dict[str, str] = field(default_factory=dict)  # by field name of the messages
    wrap_up: tuple[str, ...] = ()  # as CTI has it: the empty text alone where the reasons were taken away
    named: dict[str, str] = field(default_factory=dict)
    arrays: dict[tuple[str, int], str] = field(default_factory=dict)
    also: dict[str, Any] = field(default_factory=dict)  # what else it carries, by field name
    changed: set[str | tuple[str, int]] = field(default_factory=set)  # what was set in this very call

    @classmethod
    def of_call(cls, calling: str, called: str, data: Mapping[str, str]) -> CallData:
        """Data of a new call: who dialled what, and what a caller from outside brought along.

        A variable that no call can carry is left out, and the log says which and why.
        """
        ani = "" if calling == WITHHELD else cut(calling, NUMBER_BYTES)
        made = cls(ani, cut(called, DNIS_BYTES), cut(called, NUMBER_BYTES))
        for name, value in data.items():
            try:
                made._take(fitting(name, value), value)
            except Unfit as unfit:
                logger.warning("what %s brings is left out: %s", calling, unfit)
        return made

    def _take(self, variable: Variable, value: str) -> None:
        if variable.number:
            self.variables[VARIABLES[variable.number - 1]] = value
            return
        together([*self._ecc(), (variable, value)])
        if variable.index is None:
            self.named[variable.name] = value
        else:
            self.arrays[variable.name, variable.index] = value

    @classmethod
    def of_agents_call(cls, extension: str) -> CallData:
        """Data of a call that an agent makes: no DNIS ever (CTI guide; so seen through Finesse, CCE 11.x)."""
        return cls(cut(extension, NUMBER_BYTES))

    def dial(self, number: str) -> None:
        """The agent has dialled the number."""
        self.dialed_number = cut(number, NUMBER_BYTES)

    def value(self, name: str) -> str:
        """A call variable (`callVariable1`) or an ECC variable (`user.name`); empty when it was never set."""
        if name in self.named:
            return self.named[name]
        return self.variables.get(name.replace("callVariable", "call_variable_"), "")

    def _ecc(self) -> Iterator[tuple[Variable, str]]:
        for name, value in self.named.items():
            yield Variable(name), value
        for (name, index), value in self.arrays.items():
            yield Variable(name, index=index), value

    def check(self, given: cti.CallData) -> None:
        """Unfit unless the call can carry what a request gives, with what it carries already."""
        if not given.named_variables and not given.named_arrays:
            return
        for scalar in given.named_variables:
            fitting(scalar.name, scalar.value)
        for element in given.named_arrays:
            fitting(f"{element.name}[{element.index}]", element.value)
        named = {**self.named, **{each.name: each.value for each in given.named_variables}}
        arrays = {**self.arrays, **{(each.name, each.index): each.value for each in given.named_arrays}}
        together(CallData(named=named, arrays=arrays)._ecc())

    def change(self, given: cti.CallData) -> dict[str, Any]:
        """Take over what a request gives; returns it as message fields, for CALL_DATA_UPDATE_EVENT."""
        changed: dict[str, Any] = {}
        for name in VARIABLES:
            value = getattr(given, name)
            if value is not None:
                self.variables[name] = changed[name] = value
                self.changed.add(name)
        if given.call_wrapup_data:
            self.wrap_up = changed["call_wrapup_data"] = given.call_wrapup_data
            self.changed.add("call_wrapup_data")
        for name in _CARRIED + _TOLD:
            if (value := getattr(given, name, None)) is not None:
                changed[name] = value
        self.ani = changed.get("ani", self.ani)
        self.also.update((name, changed[name]) for name in _CARRIED if name in changed)
        if given.named_variables:
            self.named.update((each.name, each.value) for each in given.named_variables)
            self.changed.update(each.name for each in given.named_variables)
            changed["named_variables"] = given.named_variables
        if given.named_arrays:
            self.arrays.update(((each.name, each.index), each.value) for each in given.named_arrays)
            self.changed.update((each.name, each.index) for each in given.named_arrays)
            changed["named_arrays"] = given.named_arrays
        return changed

    def inherit(self, other: CallData) -> None:
        """Take over what another call carries, as far as nothing was set here."""
        self.variables = {**other.variables, **self.variables}
        self.named = {**other.named, **self.named}
        self.arrays = {**other.arrays, **self.arrays}
        self.also = {**other.also, **self.also}
        self.wrap_up = self.wrap_up or other.wrap_up

    def join(self, other: CallData) -> dict[str, Any]:
        """Take over what was set in a call that becomes part of this one; as message fields."""
        variables = {name: value for name, value in other.variables.items() if name in other.changed}
        named = {name: value for name, value in other.named.items() if name in other.changed}
        arrays = {at: value for at, value in other.arrays.items() if at in other.changed}
        wrap_up = other.wrap_up if "call_wrapup_data" in other.changed else ()
        fields = _fields(variables, wrap_up, named, arrays)
        self.variables.update(variables)
        try:
            together(CallData(named=self.named | named, arrays=self.arrays | arrays)._ecc())
        except Unfit as unfit:
            logger.warning("what was set in a consultation is left out where its call goes on: %s", unfit)
            fields = _fields(variables, wrap_up, {}, {})
        else:
            self.named.update(named)
            self.arrays.update(arrays)
        self.wrap_up = wrap_up or self.wrap_up
        self.changed |= other.changed
        return fields

    def fields(self) -> dict[str, Any]:
        """All that the call carries, as message fields."""
        fields: dict[str, Any] = {
            "ani": self.ani or None,
            "dnis": self.dnis or None,
            "dialed_number": self.dialed_number or None,
        }
        fields.update(_fields(self.variables, self.wrap_up, self.named, self.arrays))
        return fields | self.also


def as_given(values: Mapping[str, str], data: CallData) -> cti.SetCallDataReq:
    """Variables by their names as a request gives them; Unfit if the call cannot carry them."""
    found = [(fitting(name, value), value) for name, value in values.items()]
    plain: dict[str, Any] = {f"call_variable_{each.number}": value for each, value in found if each.number}
    given = cti.SetCallDataReq(
        call_id=0,
        connection_device_id="",
        **plain,
        named_variables=tuple(
            cti.NamedVariable(each.name, value)
            for each, value in found
            if not each.number and each.index is None
        ),
        named_arrays=tuple(
            cti.NamedArray(each.index, each.name, value) for each, value in found if each.index is not None
        ),
    )
    data.check(given)
    return given


def _fields(
    variables: Mapping[str, str],
    wrap_up: tuple[str, ...],
    named: Mapping[str, str],
    arrays: Mapping[tuple[str, int], str],
) -> dict[str, Any]:
    fields: dict[str, Any] = dict(variables)
    if wrap_up:
        fields["call_wrapup_data"] = wrap_up
    if named:
        fields["named_variables"] = tuple(cti.NamedVariable(*each) for each in named.items())
    if arrays:
        fields["named_arrays"] = tuple(
            cti.NamedArray(index, name, value) for (name, index), value in arrays.items()
        )
    return fields


def cut(text: str, limit: int) -> str:
    """As much of a text as `limit` bytes of UTF-8 hold, cut between characters and without zeros."""
    if text.isascii() and len(text) <= limit and "\0" not in text:
        return text
    return text.replace("\0", "").encode("utf-8", "replace")[:limit].decode("utf-8", "ignore")
