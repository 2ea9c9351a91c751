"""Changing the variables and the wrap-up reason of a call.

Source: Finesse Web Services guide, Update call data.
"""

from __future__ import annotations

import re
from typing import Any

from ccx_engine.cti.messages import NamedArray, NamedVariable, SetCallDataReq
from finesse.api import errors
from finesse.api.body import Body
from finesse.model.dialog import CALL_VARIABLES, Dialog, Participant

VARIABLE_BYTES = 40
WRAP_UP_BYTES = 39
NAMED_BYTES = 2000  # all ECC names, values and indexes of a call together
NAMED_VALUE_BYTES = 210

_NAMED = re.compile(r"(user\.[A-Za-z0-9_.]{1,27})(?:\[(\d{1,3})\])?")


def changed_data(dialog: Dialog, own: Participant, body: Body) -> SetCallDataReq:
    """The request for what the body changes; what it does not name stays.

    InvalidInput for unknown, repeated or too long variables, and for those of the outbound dialer.
    """
    properties = body.child("mediaProperties")
    if properties is None:
        raise errors.ParameterMissing("mediaProperties")
    given: dict[str, Any] = {}
    if properties.has("wrapUpReason"):
        given["call_wrapup_data"] = _wrap_up(properties.text("wrapUpReason") or "")
    plain, named, arrays = _variables(properties.child("callvariables"))
    return SetCallDataReq(
        call_id=dialog.id,
        connection_device_id=own.address,
        named_variables=tuple(named),
        named_arrays=tuple(arrays),
        **plain,
        **given,
    )


def _variables(
    listed: Body | None,
) -> tuple[dict[str, Any], list[NamedVariable], list[NamedArray]]:
    plain: dict[str, Any] = {}
    named: list[NamedVariable] = []
    arrays: list[NamedArray] = []
    seen: set[str] = set()
    for variable in listed.each("CallVariable") if listed is not None else ():
        name = variable.required("name")
        value = variable.text("value") or ""
        if name in seen:
            raise errors.InvalidInput(name)
        seen.add(name)
        if name in CALL_VARIABLES:
            plain[f"call_variable_{CALL_VARIABLES.index(name) + 1}"] = _at_most(VARIABLE_BYTES, name, value)
            continue
        found = _NAMED.fullmatch(name)
        if found is None or int(found[2] or 0) > 255:
            raise errors.InvalidInput(name)
        _at_most(NAMED_VALUE_BYTES, name, value)
        if found[2] is None:
            named.append(NamedVariable(found[1], value))
        else:
            arrays.append(NamedArray(int(found[2]), found[1], value))
    size = sum(len(one.name.encode()) + len(one.value.encode()) for one in named)
    size += sum(len(one.name.encode()) + len(one.value.encode()) + 1 for one in arrays)
    if size > NAMED_BYTES:
        raise errors.InvalidInput("callvariables")
    return plain, named, arrays


def _wrap_up(label: str) -> str:
    return _at_most(WRAP_UP_BYTES, "wrapUpReason", label)


def _at_most(limit: int, name: str, value: str) -> str:
    if len(value.encode()) > limit:
        raise errors.InvalidInput(name)
    return value
