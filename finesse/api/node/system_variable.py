"""SystemVariables: what workflows may look at. Source: Finesse Web Services guide, SystemVariable."""

from __future__ import annotations

from aiohttp import web

from finesse.api.answers import answer
from finesse.api.configuration.kind import reader
from finesse.api.operation import Who, get
from finesse.model.system_variable import SYSTEM_VARIABLES, VARIABLES


async def get_system_variables(request: web.Request) -> web.Response:
    """All of them; they cannot be changed."""
    await reader(request)
    return answer(SYSTEM_VARIABLES, VARIABLES)


ROUTES = [get("/finesse/api/SystemVariables", get_system_variables, Who.ADMINISTRATOR, SYSTEM_VARIABLES)]
