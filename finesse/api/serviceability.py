"""ConfigInfo, RuntimeConfigInfo, ConnectedUsersInfo, MaintenanceMode, for the administrator.

Source: Finesse Web Services guide, serviceability APIs.
"""

from __future__ import annotations

from aiohttp import web

from finesse.api import auth
from finesse.api.answers import Handler, answer
from finesse.api.operation import Who, get
from finesse.api.user import caller_of
from finesse.keys import SERVER
from finesse.model.serviceability import (
    CONFIG_INFO,
    CONNECTED_USERS_INFO,
    MAINTENANCE_MODE,
    RUNTIME_CONFIG_INFO,
    Figures,
)
from finesse.model.xml import Shape


def reads(shape: Shape[Figures]) -> Handler:
    """The handler that answers with that part of the figures."""

    async def handler(request: web.Request) -> web.Response:
        auth.only_administrator(await caller_of(request))
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
    get(f"/finesse/api/{shape.name}", reads(shape), Who.ADMINISTRATOR, shape)
    for shape in (CONFIG_INFO, RUNTIME_CONFIG_INFO, CONNECTED_USERS_INFO, MAINTENANCE_MODE)
]
