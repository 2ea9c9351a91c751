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
    CONNECTED_USERS_DETAILS,
    CONNECTED_USERS_INFO,
    DESKTOP,
    MAINTENANCE_MODE,
    RUNTIME_CONFIG_INFO,
    THIRD_PARTY,
    ConnectedUser,
    Figures,
)
from finesse.model.user import User
from finesse.model.xml import Shape, snake


def reads(shape: Shape[Figures], name: str) -> Handler:
    """The handler that answers with that part of the figures."""

    def handler(node: RestNode, caller: Caller, form: Filled) -> Answer:
        switchboard, state = node.switchboard, node.state
        users = tuple(state.users)
        figures = Figures(
            queues=len(state.queues),
            supervisors=sum(user.supervisor for user in users),
            teams=len(state.teams),
            users=len(users),
            dialogs=sum(bool(dialog.listed) for dialog in state.dialogs.values()),
            present=sum(switchboard.is_present(user) for user in users),
            connected=tuple(_connected(node, user) for user in users if user.signed_in),
        )
        return answer(shape, figures)

    handler.__name__ = f"get_{name}"
    handler.__doc__ = "As it is now."
    return handler


def _connected(node: RestNode, user: User) -> ConnectedUser:
    info = node.switchboard.system_info()
    since = info.now if user.signed_in_since is None else user.signed_in_since
    return ConnectedUser(
        user,
        user_type=DESKTOP if node.switchboard.is_at_desktop(user) else THIRD_PARTY,
        jid=node.switchboard.address(user),
        seconds=max(0, round(info.now - since)),
        host=info.host,
    )


ROUTES = [
    get(f"/finesse/api/{path}", reads(shape, snake(path.replace("/", ""))), who, shape)
    for path, shape, who in (
        ("ConfigInfo", CONFIG_INFO, Who.ADMINISTRATOR),
        ("RuntimeConfigInfo", RUNTIME_CONFIG_INFO, Who.ADMINISTRATOR),
        # ConnectedUsersInfo API Errors
        ("ConnectedUsersInfo", CONNECTED_USERS_INFO, Who.ADMINISTRATOR_ELSE_FORBIDDEN),
        ("ConnectedUsersInfo/Details", CONNECTED_USERS_DETAILS, Who.ADMINISTRATOR_ELSE_FORBIDDEN),
        ("MaintenanceMode", MAINTENANCE_MODE, Who.ADMINISTRATOR),
    )
]
