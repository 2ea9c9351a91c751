"""Devices of an extension. Source: Finesse Web Services guide, Devices; its query's form is unconfirmed."""

from __future__ import annotations

from aiohttp import web

from finesse.api import errors
from finesse.api.answers import answer
from finesse.api.operation import Query, Who, get
from finesse.api.runtime.user import caller_of
from finesse.model.device import DEVICES


async def get_devices(request: web.Request) -> web.Response:
    """None: on Unified CCX an agent signs in at his own extension's phone."""
    await caller_of(request)
    if not request.query.get("extension"):
        raise errors.ParameterMissing("extension")
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
