"""Devices of an extension. Source: Finesse Web Services guide, Devices; its query's form is unconfirmed."""

from __future__ import annotations

from finesse.api.answers import Answer, answer
from finesse.api.caller import Caller
from finesse.api.form import Filled
from finesse.api.keys import RestNode
from finesse.api.operation import Query, get
from finesse.api.who import Who
from finesse.model.device import DEVICES


def get_devices(node: RestNode, caller: Caller, form: Filled) -> Answer:
    """None: on Unified CCX an agent signs in at his own extension's phone."""
    return answer(DEVICES, ())


ROUTES = [
    get(
        "/finesse/api/Devices",
        get_devices,
        Who.USERS,
        DEVICES,
        query=[Query("extension", required=True)],
    )
]
