"""ConfigInfo, RuntimeConfigInfo, ConnectedUsersInfo, MaintenanceMode, for the administrator.

Source: Finesse Web Services guide, serviceability APIs.
"""

from __future__ import annotations

from finesse.api.answers import Answer, answer
from finesse.api.caller import Caller
from finesse.api.form import Filled
from finesse.api.keys import RestNode
from finesse.api.operation import Handler, get
from finesse.api.who import Who
from finesse.model.serviceability import (
    CONFIG_INFO,
    CONNECTED_USERS_INFO,
    MAINTENANCE_MODE,
    RUNTIME_CONFIG_INFO,
    Figures,
)
from finesse.model.xml import Shape, snake


def reads(shape: Shape[Figures]) -> Handler:
    """The handler that answers with that part of the figures."""

    def handler(node: RestNode, caller: Caller, form: Filled) -> Answer:
        switchboard, state = node.switchboard, node.state
        users = tuple(state.users)
        figures = Figures(
            queues=len(state.queues),
            supervisors=sum(user.supervisor for user in users),
            teams=len(state.teams),
            users=len(users),
            signed_in=sum(user.signed_in for user in users),
            at_desktops=sum(user.signed_in and switchboard.is_at_desktop(user) for user in users),
            dialogs=sum(bool(dialog.listed) for dialog in state.dialogs.values()),
            connected=tuple(user for user in users if switchboard.is_present(user)),
        )
        return answer(shape, figures)

    handler.__name__ = f"get_{snake(shape.name)}"
    handler.__doc__ = "As it is now."
    return handler


ROUTES = [
    get(f"/finesse/api/{shape.name}", reads(shape), who, shape)
    for shape, who in (
        (CONFIG_INFO, Who.ADMINISTRATOR),
        (RUNTIME_CONFIG_INFO, Who.ADMINISTRATOR),
        (CONNECTED_USERS_INFO, Who.ADMINISTRATOR_ELSE_FORBIDDEN),  # ConnectedUsersInfo API Errors
        (MAINTENANCE_MODE, Who.ADMINISTRATOR),
    )
]
