"""Who may ask for what: each rule once, with the words that describe it.

Source: Finesse Web Services guide, roles.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Any

from finesse.api import errors
from finesse.api.caller import Caller
from finesse.model.dialog import Dialog
from finesse.model.team_message import TeamMessage
from finesse.model.user import Team, User

Refusals = tuple[type[errors.ApiError], ...]


def himself(caller: Caller, user: User, named: str) -> None:
    """Only the user."""
    if caller.user is not user:
        raise errors.InvalidAuthorizationUser(named)


def himself_or_administrator(caller: Caller, user: User, named: str) -> None:
    """The user, or the administrator."""
    if not caller.administrator:
        himself(caller, user, named)


def himself_else_unauthorized(caller: Caller, user: User, named: str) -> None:
    """The user, or the administrator; everybody else is answered without the name in the path."""
    if not caller.administrator and caller.user is not user:
        raise errors.Unauthorized()


def reader(caller: Caller, user: User, named: str) -> None:
    """The user, the administrator, or a supervisor of his team."""
    if not caller.supervises(user):
        himself_or_administrator(caller, user, named)


def commander(caller: Caller, user: User, named: str) -> None:
    """The user, or a supervisor of his team."""
    if caller.user is user or caller.supervises(user):
        return
    if caller.user is not None and caller.user.supervisor:
        raise errors.InvalidSupervisor(named)
    raise errors.InvalidAuthorizationUser(named)


def participant(caller: Caller, dialog: Dialog, named: str) -> None:
    """An agent on the call."""
    caller.part_in(dialog)


def onlooker(caller: Caller, dialog: Dialog, named: str) -> None:
    """The agents on the call, supervisors of their teams, and the administrator."""
    if caller.administrator:
        return
    if not any(caller.user is user or caller.supervises(user) for user in dialog.listed.values()):
        raise errors.InvalidAuthorizationUser(str(dialog.id))


def of_the_team(caller: Caller, team: Team, named: str) -> None:
    """Members and supervisors of the team, and the administrator."""
    if caller.user is not None and caller.user.team is not team and team.id not in caller.user.supervised:
        raise errors.AuthorizationFailure(caller.name)


def creator(caller: Caller, message: TeamMessage, named: str) -> None:
    """Who made it, and the administrator."""
    if caller.name != message.created_by.id:
        administrator(caller)


def phone_user(caller: Caller) -> None:
    """Anybody but the administrator."""
    caller.phone_user()


def supervisor(caller: Caller) -> None:
    """Supervisors, and the administrator."""
    if caller.user is not None and not caller.user.supervisor:
        raise errors.AuthorizationFailure(caller.name)


def administrator(caller: Caller) -> None:
    """Configuration."""
    if not caller.administrator:
        raise errors.AuthorizationFailure(caller.name)


def administrator_else_forbidden(caller: Caller) -> None:
    """Who is connected."""
    if not caller.administrator:
        raise errors.Forbidden(caller.name)


class Who(Enum):
    """Who may ask, and what everybody else is told.

    `alone` looks at the caller alone, before it is known whether there is what the path names; `of` at what
    the path names first, and gets its name there.
    """

    ANYBODY = ("anybody, also without credentials", ())
    USERS = ("every user, and the administrator", ())
    OWNER = ("the user himself", (errors.InvalidAuthorizationUser,), None, himself)
    PHONE_OWNER = ("the user himself", (errors.InvalidAuthorizationUser,), phone_user, himself)
    OWNER_OR_ADMINISTRATOR = (
        "the user himself, and the administrator",
        (errors.InvalidAuthorizationUser,),
        None,
        himself_or_administrator,
    )
    OWNER_ELSE_UNAUTHORIZED = (
        "the user himself, and the administrator",
        (errors.Unauthorized,),
        None,
        himself_else_unauthorized,
    )
    READERS = (
        "the user himself, supervisors of his team, and the administrator",
        (errors.InvalidAuthorizationUser,),
        None,
        reader,
    )
    COMMANDERS = (
        "the user himself, and supervisors of his team",
        (errors.InvalidAuthorizationUser, errors.InvalidSupervisor),
        None,
        commander,
    )
    PARTICIPANTS = ("the agents on the call", (errors.InvalidAuthorizationUser,), None, participant)
    ONLOOKERS = (
        "the agents on the call, supervisors of their teams, and the administrator",
        (errors.InvalidAuthorizationUser,),
        None,
        onlooker,
    )
    TEAM = ("members and supervisors of the team, and the administrator", (), None, of_the_team)
    SUPERVISORS = ("supervisors, and the administrator", (), supervisor)
    CREATOR = ("who made it, and the administrator", (), None, creator)
    ADMINISTRATOR = ("the administrator", (), administrator)
    ADMINISTRATOR_ELSE_FORBIDDEN = ("the administrator", (errors.Forbidden,), administrator_else_forbidden)

    def __init__(
        self,
        words: str,
        refusals: Refusals,
        alone: Callable[[Caller], None] | None = None,
        of: Callable[[Caller, Any, str], None] | None = None,
    ) -> None:
        self.words = words
        self.refusals = refusals
        self.alone = alone
        self.of = of
