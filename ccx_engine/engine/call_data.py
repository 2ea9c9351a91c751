"""What travels with a call: call variables 1 to 10, wrap-up data and ECC variables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import MAX_NAMED_BYTES

VARIABLES = tuple(f"call_variable_{number}" for number in range(1, 11))
_FROM_CUCM = {f"callVariable{number}": f"call_variable_{number}" for number in range(1, 11)}

# CTI guide, "Message Field Data Types" and the call variables' tags: bytes of UTF-8 without the terminator.
VARIABLE_BYTES = 40
WRAP_UP_BYTES = 39
ECC_NAME_BYTES = 32
ECC_VALUE_BYTES = 210
NUMBER_BYTES = 39
DNIS_BYTES = 31
ECC_PREFIX = "user."


@dataclass(slots=True)
class CallData:
    """The data of one call. Texts are cut to the protocol's limits when they come in from CUCM."""

    ani: str = ""
    dnis: str = ""
    dialed_number: str = ""
    variables: dict[str, str] = field(default_factory=dict)  # by field name of the messages
    wrap_up: str | None = None
    named: dict[str, str] = field(default_factory=dict)
    arrays: dict[tuple[str, int], str] = field(default_factory=dict)
    changed: set[str | tuple[str, int]] = field(default_factory=set)  # what was set in this very call

    @classmethod
    def of_call(cls, calling: str, called: str, data: Mapping[str, str]) -> CallData:
        """Data of a new call: who dialled what, and what a caller from outside brought along.

        `callVariable1` to `callVariable10` become the call variables, every other name an ECC variable.
        """
        made = cls(cut(calling, NUMBER_BYTES), cut(called, DNIS_BYTES), cut(called, NUMBER_BYTES))
        for name, value in data.items():
            if name in _FROM_CUCM:
                made.variables[_FROM_CUCM[name]] = cut(value, VARIABLE_BYTES)
            else:
                ecc = name if name.startswith(ECC_PREFIX) else ECC_PREFIX + name
                made._name(cut(ecc, ECC_NAME_BYTES), cut(value, ECC_VALUE_BYTES))
        return made

    def _name(self, name: str, value: str) -> None:
        """Add an ECC variable if all of them still fit into one message."""
        if name not in self.named and self.named_bytes() + _bytes(name, value) > MAX_NAMED_BYTES:
            return
        self.named[name] = value

    def value(self, name: str) -> str:
        """A call variable (`callVariable1`) or an ECC variable (`user.name`); empty when it was never set."""
        return self.variables.get(_FROM_CUCM.get(name, ""), "") or self.named.get(name, "")

    def named_bytes(self) -> int:
        """What all ECC variables take in one message."""
        return sum(_bytes(*each) for each in self.named.items()) + sum(
            _bytes(name, value) + 1 for (name, _), value in self.arrays.items()
        )

    def has_room(self, given: cti.CallData) -> bool:
        """Whether the ECC variables still fit into one message when a request's are taken over."""
        named = {**self.named, **{each.name: each.value for each in given.named_variables}}
        arrays = {**self.arrays, **{(each.name, each.index): each.value for each in given.named_arrays}}
        return CallData(named=named, arrays=arrays).named_bytes() <= MAX_NAMED_BYTES

    def change(self, given: cti.CallData) -> dict[str, Any]:
        """Take over what a request gives; returns it as message fields, for CALL_DATA_UPDATE_EVENT."""
        changed: dict[str, Any] = {}
        for name in VARIABLES:
            value = getattr(given, name)
            if value is not None:
                self.variables[name] = changed[name] = value
                self.changed.add(name)
        if given.call_wrapup_data is not None:
            self.wrap_up = changed["call_wrapup_data"] = given.call_wrapup_data
            self.changed.add("call_wrapup_data")
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
        if self.wrap_up is None:
            self.wrap_up = other.wrap_up

    def join(self, other: CallData) -> dict[str, Any]:
        """Take over what was set in a call that becomes part of this one; as message fields."""
        variables = {name: value for name, value in other.variables.items() if name in other.changed}
        named = {name: value for name, value in other.named.items() if name in other.changed}
        arrays = {at: value for at, value in other.arrays.items() if at in other.changed}
        wrap_up = other.wrap_up if "call_wrapup_data" in other.changed else None
        fields = _fields(variables, wrap_up, named, arrays)
        self.variables.update(variables)
        if CallData(named=self.named | named, arrays=self.arrays | arrays).named_bytes() <= MAX_NAMED_BYTES:
            self.named.update(named)
            self.arrays.update(arrays)
        else:
            fields = _fields(variables, wrap_up, {}, {})
        if wrap_up is not None:
            self.wrap_up = wrap_up
        self.changed |= other.changed
        return fields

    def fields(self) -> dict[str, Any]:
        """All of it as message fields."""
        fields: dict[str, Any] = {"ani": self.ani, "dnis": self.dnis, "dialed_number": self.dialed_number}
        fields.update(_fields(self.variables, self.wrap_up, self.named, self.arrays))
        return fields


def _fields(
    variables: Mapping[str, str],
    wrap_up: str | None,
    named: Mapping[str, str],
    arrays: Mapping[tuple[str, int], str],
) -> dict[str, Any]:
    fields: dict[str, Any] = dict(variables)
    if wrap_up is not None:
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


def _bytes(name: str, value: str) -> int:
    """A NAMEDVAR: tag and length left out, both terminators counted."""
    return len(name.encode()) + len(value.encode()) + 2
