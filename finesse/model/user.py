"""Users and their teams. Source: Finesse Web Services guide, User and Team; order as captured (12.5)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from finesse.model.configuration.reason import MEMBER_REASON, USER_REASON, ReasonCode
from finesse.model.xml import Shape, each, inside, moment, part, text, words


class UserState(StrEnum):
    """The states a User is shown in; LOGIN is only ever asked for."""

    LOGIN = "LOGIN"
    LOGOUT = "LOGOUT"
    NOT_READY = "NOT_READY"
    READY = "READY"
    RESERVED = "RESERVED"
    TALKING = "TALKING"
    WORK = "WORK"
    WORK_READY = "WORK_READY"
    UNKNOWN = "UNKNOWN"


_EXPLAINED = frozenset({UserState.NOT_READY, UserState.LOGOUT, UserState.UNKNOWN})

AGENT = "Agent"
SUPERVISOR = "Supervisor"

# The value captured from a server that was left as installed; CTI does not tell how long wrap-up lasts.
WRAP_UP_SECONDS = 7200


class Engagement(Protocol):
    """What a user has to know of a call in his list; the whole of it is a Dialog."""

    def engages(self, user: User) -> bool: ...


@dataclass(slots=True, eq=False)
class Team:
    """A team: who belongs to it, and who supervises it."""

    id: int
    name: str
    members: dict[str, User] = field(default_factory=dict)
    supervisors: dict[str, User] = field(default_factory=dict)

    @property
    def uri(self) -> str:
        return f"/finesse/api/Team/{self.id}"

    @property
    def users(self) -> Iterable[User]:
        return self.members.values()


@dataclass(slots=True, eq=False)
class User:
    """An agent or supervisor, with what CTI last said about him. Times are seconds since 1970."""

    login_id: str
    first_name: str = ""
    last_name: str = ""
    supervisor: bool = False
    own_extension: str = ""  # as configured; shown only while signed in
    queues: tuple[int, ...] = ()
    team: Team | None = None
    supervised: dict[int, Team] = field(default_factory=dict)

    state: UserState = UserState.LOGOUT
    pending_state: str = ""
    extension: str = ""
    reason: ReasonCode | None = None
    state_change_time: float | None = None
    signed_in_since: float | None = None  # or since this node has known of it
    wrap_up_required: bool = False
    wrap_up_timer: int = WRAP_UP_SECONDS
    dialogs: dict[int, Engagement] = field(default_factory=dict)  # by call id; as Dialogs: `dialogs_of`
    media_state_told: str = "IDLE"

    @property
    def login_name(self) -> str:
        return self.login_id  # one and the same on Unified CCX

    @property
    def uri(self) -> str:
        return f"/finesse/api/User/{self.login_id}"

    @property
    def dialogs_uri(self) -> str:
        return f"/finesse/api/User/{self.login_id}/Dialogs"

    @property
    def signed_in(self) -> bool:
        return self.state not in (UserState.LOGOUT, UserState.UNKNOWN)

    @property
    def roles(self) -> tuple[str, ...]:
        return (AGENT, SUPERVISOR) if self.supervisor else (AGENT,)

    @property
    def team_id(self) -> int | None:
        return None if self.team is None else self.team.id

    @property
    def team_name(self) -> str:
        return "" if self.team is None else self.team.name

    @property
    def teams(self) -> tuple[Team, ...] | None:
        """The teams he supervises; None for who is no supervisor."""
        return tuple(self.supervised.values()) if self.supervisor else None

    @property
    def reason_code(self) -> ReasonCode | None:
        """Why he is not ready or signed out; a call's states keep the id of that alone."""
        return self.reason if self.state in _EXPLAINED else None

    @property
    def reason_code_id(self) -> int:
        return -1 if self.reason is None else self.reason.id

    @property
    def has_reason_code_id(self) -> bool:
        """Not in READY, nor on a call to which he came from there: captured on CCE 10.5, 11.x and 12.5."""
        return self.state in _EXPLAINED or self.reason is not None

    @property
    def wrap_up_on_incoming(self) -> str:
        """OPTIONAL where he need not: any agent may ask for wrap-up during a routed call (unconfirmed)."""
        return "REQUIRED" if self.wrap_up_required else "OPTIONAL"

    @property
    def media_state(self) -> str:
        """BUSY during a call that is none of the contact center's, while CTI keeps him NOT_READY."""
        on_call = any(call.engages(self) for call in self.dialogs.values())
        return "BUSY" if on_call and self.state is UserState.NOT_READY else "IDLE"


TEAM_SUMMARY: Shape[Team] = Shape("Team", text("id"), text("name"), text("uri"))

USER: Shape[User] = Shape(
    "User",
    text("dialogs", lambda user: user.dialogs_uri),
    text("extension"),
    text("firstName"),
    text("lastName"),
    text("loginId"),
    text("loginName"),
    text("mediaType", lambda user: 1),
    text("pendingState"),
    part("reasonCode", USER_REASON),
    text("reasonCodeId", when=lambda user: user.has_reason_code_id),
    words("roles", "role"),
    # Calls that an agent makes are none of the contact center's, and have no wrap-up on Unified CCX.
    inside("settings", text("wrapUpOnIncoming"), text("wrapUpOnOutgoing", lambda user: "NOT_ALLOWED")),
    text("state"),
    moment("stateChangeTime"),
    text("teamId"),
    text("teamName"),
    part("teams", Shape("teams", each(TEAM_SUMMARY))),
    text("uri"),
    text("wrapUpTimer"),
)

# A member of a team: no roles, settings, login name or teams; mediaState on Unified CCX only.
MEMBER: Shape[User] = Shape(
    "User",
    text("dialogs", lambda user: user.dialogs_uri),
    text("extension"),
    text("firstName"),
    text("lastName"),
    text("loginId"),
    text("pendingState"),
    part("reasonCode", MEMBER_REASON),
    text("state"),
    moment("stateChangeTime"),
    text("uri"),
    text("mediaState"),
)

USERS: Shape[Iterable[User]] = Shape("Users", each(USER))

TEAM: Shape[Team] = Shape(
    "Team",
    text("id"),
    text("name"),
    text("uri"),
    part("users", Shape("users", each(MEMBER)), always=True),
)
TEAMS: Shape[Iterable[Team]] = Shape("Teams", each(Shape("Team", text("uri"), text("id"), text("name"))))
