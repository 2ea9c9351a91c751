"""What an administrator reads of a node: its size, who is connected, whether it is being emptied.

Sources: Finesse Web Services guide, ConfigInfo, MaintenanceMode API parameters; the elements of the two
others are unconfirmed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from finesse.model.user import User
from finesse.model.xml import Shape, each, inside, part, text


@dataclass(frozen=True, slots=True)
class Figures:
    """How many there are, configured and at this moment."""

    queues: int
    supervisors: int
    teams: int
    users: int
    signed_in: int
    at_desktops: int  # of those who are signed in
    dialogs: int
    connected: tuple[User, ...]


CONFIG_INFO: Shape[Figures] = Shape(
    "ConfigInfo",
    text("totalSkillGroups", lambda figures: figures.queues),
    text("totalSupervisors", lambda figures: figures.supervisors),
    text("totalTeams", lambda figures: figures.teams),
    text("totalUsers", lambda figures: figures.users),
    text("uri", lambda figures: "/finesse/api/ConfigInfo"),
    text("versionInfo", lambda figures: "12.5.1"),
)
RUNTIME_CONFIG_INFO: Shape[Figures] = Shape(
    "RuntimeConfigInfo",
    text("connectedUsers", lambda figures: len(figures.connected)),
    text("totalDialogs", lambda figures: figures.dialogs),
    text("totalLoggedInUsers", lambda figures: figures.signed_in),
    text("uri", lambda figures: "/finesse/api/RuntimeConfigInfo"),
)
_CONNECTED: Shape[Iterable[User]] = Shape(
    "users", each(Shape("User", text("loginId"), text("extension"), text("state"), text("uri")))
)
CONNECTED_USERS_INFO: Shape[Figures] = Shape(
    "ConnectedUsersInfo",
    text("totalUsers", lambda figures: len(figures.connected)),
    text("uri", lambda figures: "/finesse/api/ConnectedUsersInfo"),
    part("users", _CONNECTED, lambda figures: figures.connected, always=True),
)
# Nothing is under way on a single node: there is none to take its users. IP phone agents are not told apart.
MAINTENANCE_MODE: Shape[Figures] = Shape(
    "MaintenanceMode",
    text("status", lambda figures: ""),
    inside(
        "usersLoggedIn",
        text("desktop", lambda figures: figures.at_desktops),
        text("fippa", lambda figures: 0),
        text("thirdpartyclients", lambda figures: figures.signed_in - figures.at_desktops),
    ),
    text("pendingUserDisconnections", lambda figures: 0),
    text("estimatedCompletionTime", lambda figures: 0),
)
