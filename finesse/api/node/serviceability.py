"""ConfigInfo, RuntimeConfigInfo, ConnectedUsersInfo, MaintenanceMode, for the administrator.

Source: Finesse Web Services guide, serviceability APIs.
"""

from __future__ import annotations

from aiohttp import web

from finesse.api import auth, errors
from finesse.api.answers import Handler, answer
from finesse.api.keys import SERVER
from finesse.api.operation import Who, get
from finesse.api.runtime.user import caller_of
from finesse.model.serviceability import (
    CONFIG_INFO,
    CONNECTED_USERS_INFO,
    MAINTENANCE_MODE,
    RUNTIME_CONFIG_INFO,
    Figures,
)
from finesse.model.xml import Shape


def reads(shape: Shape[Figures], who: Who) -> Handler:
    """The handler that answers with that part of the figures."""

    async def handler(request: web.Request) -> web.Response:
        caller = await caller_of(request)
        if who is Who.ADMINISTRATOR_ELSE_FORBIDDEN and not caller.administrator:
            raise errors.Forbidden(caller.name)
        auth.only_administrator(caller)
        server = request.app[SERVER]
        users = tuple(server.state.users)
        figures = Figures(
            queues=len(server.state.queues),
            supervisors=sum(user.supervisor for user in users),
            teams=len(server.state.teams),
            users=len(users),
            signed_in=sum(user.signed_in for user in users),
            at_desktops=sum(user.signed_in and server.is_at_desktop(user) for user in users),
            dialogs=sum(bool(dialog.listed) for dialog in server.state.dialogs.values()),
            connected=tuple(user for user in users if server.is_present(user)),
        )
        return answer(shape, figures)

    return handler


ROUTES = [
    get(f"/finesse/api/{shape.name}", reads(shape, who), who, shape)
    for shape, who in (
        (CONFIG_INFO, Who.ADMINISTRATOR),
        (RUNTIME_CONFIG_INFO, Who.ADMINISTRATOR),
        (CONNECTED_USERS_INFO, Who.ADMINISTRATOR_ELSE_FORBIDDEN),  # ConnectedUsersInfo API Errors
        (MAINTENANCE_MODE, Who.ADMINISTRATOR),
    )
]
