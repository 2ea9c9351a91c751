"""An operation of the REST API, declared once next to its handler: its route and its description follow.

What is said here of who may ask, and of errors, is description: `auth.py` and the handlers decide, and the
tests hold each to the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any, NamedTuple

from aiohttp import web

from finesse.api import errors
from finesse.api.answers import Handler
from finesse.api.errors import ApiError
from finesse.api.form import Form, Raw
from finesse.model.xml import Shape

Errors = tuple[type[ApiError], ...]


class Who(Enum):
    """Who may ask, and what everybody else is told."""

    ANYBODY = ("anybody, also without credentials", ())
    USERS = ("every user, and the administrator", ())
    OWNER = ("the user himself", (errors.InvalidAuthorizationUser,))
    OWNER_OR_ADMINISTRATOR = ("the user himself, and the administrator", (errors.InvalidAuthorizationUser,))
    OWNER_ELSE_UNAUTHORIZED = ("the user himself, and the administrator", (errors.Unauthorized,))
    READERS = (
        "the user himself, supervisors of his team, and the administrator",
        (errors.InvalidAuthorizationUser,),
    )
    COMMANDERS = (
        "the user himself, and supervisors of his team",
        (errors.InvalidAuthorizationUser, errors.InvalidSupervisor),
    )
    PARTICIPANTS = ("the agents on the call", (errors.InvalidAuthorizationUser,))
    ONLOOKERS = (
        "the agents on the call, supervisors of their teams, and the administrator",
        (errors.InvalidAuthorizationUser,),
    )
    TEAM = ("members and supervisors of the team, and the administrator", ())
    SUPERVISORS = ("supervisors, and the administrator", ())
    ADMINISTRATOR = ("the administrator", ())
    ADMINISTRATOR_ELSE_FORBIDDEN = ("the administrator", (errors.Forbidden,))

    def __init__(self, words: str, refusals: Errors) -> None:
        self.words = words
        self.refusals = refusals


class Query(NamedTuple):
    """A parameter after the question mark; others are ignored."""

    name: str
    values: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True, slots=True)
class Operation:
    """A method of a resource."""

    method: str
    path: str
    handler: Handler
    who: Who
    takes: Form | Raw | None = None
    gives: Shape[Any] | Raw | None = None
    status: int = 200
    refuses: Errors = ()  # besides those that follow from the rest of the declaration
    query: tuple[Query, ...] = ()
    creates: bool = False  # the answer names the new object in its header Location
    ranged: bool = False  # reads the header Range: objects=1-100

    @property
    def parameters(self) -> list[str]:
        """The names in the path."""
        return re.findall(r"{(\w+)", self.path)

    @property
    def errors(self) -> Iterator[type[ApiError]]:
        """Every error that this operation may answer with."""
        if self.who is not Who.ANYBODY:
            yield errors.AuthorizationFailure
            yield from self.who.refusals
            yield errors.ServiceUnavailable
        if self.status == errors.NotOnThisDeployment.status:
            pass  # looks at nothing in the path
        elif "/User/{" in self.path:
            yield errors.UserNotFound
        elif self.parameters and errors.DialogNotFound not in self.refuses:
            yield errors.NotFound
        if self.takes is not None:
            yield errors.BadRequest
            yield errors.UnsupportedMediaType
        if isinstance(self.takes, Form):
            yield errors.ParameterMissing
            yield errors.InvalidInput
        if any(query.required for query in self.query):
            yield errors.ParameterMissing
        if any(query.values for query in self.query):
            yield errors.InvalidInput
        if self.ranged:
            yield errors.InvalidRange
        yield from self.refuses
        yield errors.InternalServerError

    def add_to(self, router: web.UrlDispatcher) -> None:
        """The route, with and without a slash at its end; what can be read has a HEAD, too."""
        for path in (self.path, f"{self.path}/"):
            router.add_route(self.method, path, self.handler)
            if self.method == "GET":
                router.add_route("HEAD", path, self.handler)


def get(
    path: str,
    handler: Handler,
    who: Who,
    gives: Shape[Any] | Raw,
    *,
    query: Iterable[Query] = (),
    refuses: Errors = (),
    ranged: bool = False,
) -> Operation:
    """Read something: 200, or 206 where only a part was asked for."""
    return Operation(
        "GET", path, handler, who, gives=gives, query=tuple(query), refuses=refuses, ranged=ranged
    )


def command(
    method: str, path: str, handler: Handler, who: Who, takes: Form | Raw, *, refuses: Errors = ()
) -> Operation:
    """Ask for something to happen: 202, and what comes of it by notification."""
    return Operation(method, path, handler, who, takes, status=202, refuses=refuses)


def create(
    path: str, handler: Handler, takes: Form, *, who: Who = Who.ADMINISTRATOR, refuses: Errors = ()
) -> Operation:
    """Make an object: 200 without a body; the header Location says where it is."""
    return Operation("POST", path, handler, who, takes, refuses=refuses, creates=True)


def update(
    path: str, handler: Handler, takes: Form, *, who: Who = Who.ADMINISTRATOR, refuses: Errors = ()
) -> Operation:
    """Change an object: 200 without a body."""
    return Operation("PUT", path, handler, who, takes, refuses=refuses)


def delete(path: str, handler: Handler, *, who: Who = Who.ADMINISTRATOR, refuses: Errors = ()) -> Operation:
    """Remove an object: 200 without a body."""
    return Operation("DELETE", path, handler, who, refuses=refuses)


def elsewhere(method: str, path: str, handler: Handler, who: Who) -> Operation:
    """What another deployment has: 501, whatever the body."""
    return Operation(method, path, handler, who, gives=errors.API_ERRORS, status=501)
