"""What an administrator reads of a node: its size, who is connected, whether it is being emptied.

Sources: Finesse Web Services guide, ConfigInfo, MaintenanceMode and ConnectedUsersInfo API parameters; the
elements of RuntimeConfigInfo, and at which address the details of connected users are, are unconfirmed.
"""

from __future__ import annotations

from dataclasses import dataclass

from finesse.model.user import User
from finesse.model.xml import Shape, each, inside, part, text

DESKTOP, THIRD_PARTY = "DESKTOP", "THIRDPARTY"  # FIPPA is not told apart


@dataclass(frozen=True, slots=True)
class ConnectedUser:
    """Who is signed in: with what, on which connection, for how many seconds, at which node."""

    user: User
    user_type: str
    jid: str
    seconds: int
    host: str


@dataclass(frozen=True, slots=True)
class Figures:
    """How many there are, configured and at this moment."""

    queues: int
    supervisors: int
    teams: int
    users: int
    dialogs: int
    present: int  # have a connection to the notification service
    connected: tuple[ConnectedUser, ...]  # are signed in
    proxied: int = 0  # of those, through a reverse proxy

    @property
    def signed_in(self) -> int:
        return len(self.connected)

    @property
    def at_desktops(self) -> int:
        return sum(one.user_type == DESKTOP for one in self.connected)

    @property
    def third_parties(self) -> int:
        return self.signed_in - self.at_desktops


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
    text("connectedUsers", lambda figures: figures.present),
    text("totalDialogs", lambda figures: figures.dialogs),
    text("totalLoggedInUsers", lambda figures: figures.signed_in),
    text("uri", lambda figures: "/finesse/api/RuntimeConfigInfo"),
)
_SUMMARY = inside(
    "userSummary",
    text("desktopUsers", lambda figures: figures.at_desktops),
    text("fippaUsers", lambda figures: 0),
    text("thirdPartyUsers", lambda figures: figures.third_parties),
    text("totalConnectedUsers", lambda figures: figures.signed_in),
    text("totalConnectedUsersViaProxy", lambda figures: figures.proxied),
)
_DETAIL: Shape[ConnectedUser] = Shape(
    "userDetail",
    text("loginId", lambda one: one.user.login_id),
    text("userType"),
    text("xmppJID", lambda one: one.jid),
    text("teamName", lambda one: one.user.team_name),
    text("extension", lambda one: one.user.extension),
    text("firstName", lambda one: one.user.first_name),
    text("lastName", lambda one: one.user.last_name),
    text("connectedDuration", lambda one: one.seconds),
    text("connectedHostName", lambda one: one.host),
)
_URI = text("uri", lambda figures: "/finesse/api/ConnectedUsersInfo")
CONNECTED_USERS_INFO: Shape[Figures] = Shape("ConnectedUsersInfo", _SUMMARY, _URI)
CONNECTED_USERS_DETAILS: Shape[Figures] = Shape(
    "ConnectedUsersInfo",
    _SUMMARY,
    part("userDetails", Shape("userDetails", each(_DETAIL)), lambda figures: figures.connected, always=True),
    _URI,
)
# Nothing is under way on a single node: there is none to take its users. IP phone agents are not told apart.
MAINTENANCE_MODE: Shape[Figures] = Shape(
    "MaintenanceMode",
    text("status", lambda figures: ""),
    inside(
        "usersLoggedIn",
        text("desktop", lambda figures: figures.at_desktops),
        text("fippa", lambda figures: 0),
        text("thirdpartyclients", lambda figures: figures.third_parties),
    ),
    text("pendingUserDisconnections", lambda figures: 0),
    text("estimatedCompletionTime", lambda figures: 0),
)
