"""Changing the variables and the wrap-up reasons of a call.

Source: Finesse Web Services guide, Update call data.
"""

from __future__ import annotations

from typing import Any

from ccx_engine.cti import call_variables
from ccx_engine.cti.call_variables import CALL_VARIABLES, Unfit, Variable
from ccx_engine.cti.layout import MAX_WRAP_UPS
from ccx_engine.cti.messages import NamedArray, NamedVariable, SetCallDataReq
from finesse.api import errors
from finesse.api.form import Filled
from finesse.model.dialog import Dialog, Participant


def changed_data(dialog: Dialog, own: Participant, form: Filled) -> SetCallDataReq:
    """The request for what the form changes; what it does not name stays.

    InvalidInput for unknown, repeated or too long variables, and for those of the outbound dialer;
    MaximumExceeded for more wrap-up reasons than a call carries.
    """
    properties = form.group("mediaProperties")
    if properties is None:
        raise errors.ParameterMissing("mediaProperties")
    given: dict[str, Any] = {}
    if properties.has("wrapUpReason") or properties.has("wrapUpItems"):
        given["call_wrapup_data"] = _wrap_ups(properties)
    changed = _variables(properties.group("callvariables"))
    _fit_together(dialog, changed)
    for variable, value in changed.items():
        if variable.number:
            given[f"call_variable_{variable.number}"] = value
    return SetCallDataReq(
        call_id=dialog.id,
        connection_device_id=own.address,
        named_variables=tuple(
            NamedVariable(each.name, value)
            for each, value in changed.items()
            if each.index is None and not each.number
        ),
        named_arrays=tuple(
            NamedArray(each.index, each.name, value)
            for each, value in changed.items()
            if each.index is not None
        ),
        **given,
    )


def _variables(listed: Filled | None) -> dict[Variable, str]:
    found: dict[Variable, str] = {}
    for each in listed.each("CallVariable") if listed is not None else ():
        name, value = each["name"], each["value"] or ""
        try:
            variable = call_variables.fitting(name, value)
        except Unfit as unfit:
            raise errors.InvalidInput(name, str(unfit)) from None
        if variable in found:
            raise errors.InvalidInput(name, f"{name} is given twice")
        found[variable] = value
    return found


def _fit_together(dialog: Dialog, changed: dict[Variable, str]) -> None:
    """The call carries the others, too."""
    carried = {
        call_variables.ecc(name): value
        for name, value in dialog.variables.items()
        if name not in CALL_VARIABLES
    }
    carried |= {each: value for each, value in changed.items() if not each.number}
    try:
        call_variables.together(carried.items())
    except Unfit as unfit:
        raise errors.InvalidInput("callvariables", str(unfit)) from None


def _wrap_ups(properties: Filled) -> tuple[str, ...]:
    """The reasons as CTI has them: the single one first, then the list; the empty text alone for none.

    Both may be given, and one given twice counts once (unconfirmed).
    """
    listed = properties.group("wrapUpItems")
    items = [] if listed is None else [each.body.value for each in listed.each("wrapUpItem")]
    named = [("wrapUpReason", properties["wrapUpReason"] or ""), *(("wrapUpItem", item) for item in items)]
    reasons = tuple(dict.fromkeys(_wrap_up(field, label) for field, label in named if label))
    if len(reasons) > MAX_WRAP_UPS:
        raise errors.MaximumExceeded("wrapUpItem")
    return reasons or ("",)


def _wrap_up(field: str, label: str) -> str:
    try:
        return call_variables.wrap_up(label, field)
    except Unfit as unfit:
        raise errors.InvalidInput(field, str(unfit)) from None
