"""What the paths of the REST API name: each is found once, before an operation is asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from finesse.api.caller import Caller
from finesse.api.errors import ApiError, NoSuchTeam, NotFound, UserNotFound
from finesse.api.keys import RestNode
from finesse.model.user import Team, User
from finesse.model.value import number

ROOT = "/finesse/api/"


@dataclass(frozen=True, slots=True)
class Named:
    """What a part of a path names, and what is answered where there is no such thing.

    `find` gets the node, the caller, the part of the path, and the things that parts before it name.
    """

    find: Callable[..., Any]
    missing: type[ApiError] = NotFound


def _user(node: RestNode, caller: Caller, named: str) -> User | None:
    """By login id or login name."""
    return node.state.user(named)


def _phone_owner(node: RestNode, caller: Caller, named: str) -> User | None:
    """The caller by his own extension, too: so it stands in old samples."""
    if caller.user is not None and caller.user.extension == named:
        return caller.user
    return node.state.user(named)


def _team(node: RestNode, caller: Caller, named: str) -> Team | None:
    return node.state.teams.get(number(named))


USER = Named(_user, UserNotFound)
PHONE_OWNER = Named(_phone_owner, UserNotFound)
TEAM = Named(_team)
ASSIGNED_TEAM = Named(_team, NoSuchTeam)
