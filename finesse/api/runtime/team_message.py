"""TeamMessage: what a supervisor tells teams. Source: Finesse Web Services guide, TeamMessage.

That an administrator lists all messages, and everybody else those of his teams, is unconfirmed.
"""

from __future__ import annotations

import time
import uuid

from aiohttp import web

from finesse.api import auth, errors
from finesse.api.answers import answer, created, done
from finesse.api.auth import Caller
from finesse.api.body import Body, read_body
from finesse.api.configuration.reason_code import team_of
from finesse.api.form import any_number, form, need
from finesse.api.ids import number
from finesse.api.keys import SERVER, TEAM_MESSAGES
from finesse.api.operation import Who, create, delete, get
from finesse.api.runtime.user import caller_of
from finesse.model.team_message import TEAM_MESSAGE, Creator, TeamMessage
from finesse.model.team_message import TEAM_MESSAGES as LIST
from finesse.team_messages import TooMany

CHARACTERS = 255  # of the content (unconfirmed)
SECONDS = 24 * 3600  # the longest duration that the desktop offers


async def post_team_message(request: web.Request) -> web.Response:
    """A new message, told to the desktops of its teams at once."""
    caller = await caller_of(request)
    auth.supervisor(caller)
    message = _message(request, caller, await read_body(request, "TeamMessage"))
    try:
        await request.app[TEAM_MESSAGES].add(message)
    except TooMany:
        raise errors.TooManyTeamMessages() from None
    return created(request, message.uri)


async def get_team_message(request: web.Request) -> web.Response:
    """One that is active, for everybody."""
    await caller_of(request)
    return answer(TEAM_MESSAGE, _found(request))


async def get_team_messages(request: web.Request) -> web.Response:
    """Those that are active for the caller."""
    user = (await caller_of(request)).user
    teams = None if user is None else {*user.supervised, *((user.team.id,) if user.team else ())}
    return answer(LIST, request.app[TEAM_MESSAGES].active(teams))


async def get_messages_of_team(request: web.Request) -> web.Response:
    """Those that are active for a team."""
    team = await team_of(request)
    return answer(LIST, request.app[TEAM_MESSAGES].active([team.id]))


async def delete_team_message(request: web.Request) -> web.Response:
    """Its creator or the administrator takes it back."""
    caller = await caller_of(request)
    message = _found(request)
    if caller.name != message.created_by.id:
        auth.only_administrator(caller)
    await request.app[TEAM_MESSAGES].remove(message)
    return done()


def _message(request: web.Request, caller: Caller, body: Body) -> TeamMessage:
    content = body.required("content")
    if len(content) > CHARACTERS:
        raise errors.InvalidInput("content")
    duration = number(body.required("duration"))
    if not 0 < duration <= SECONDS:
        raise errors.InvalidInput("duration")
    user = caller.user
    creator = Creator(caller.name, *((user.first_name, user.last_name) if user else ()))
    teams = _teams(request, caller, body)
    return TeamMessage(str(uuid.uuid4()), creator, time.time(), duration, content, teams)


def _teams(request: web.Request, caller: Caller, body: Body) -> tuple[int, ...]:
    """Teams that there are; a supervisor names only his own."""
    named = body.child("teams")
    if named is None:
        raise errors.ParameterMissing("teams")
    known = request.app[SERVER].state.teams
    own = known if caller.user is None else caller.user.supervised
    teams = tuple(dict.fromkeys(number(each.value) for each in named.each("team")))
    if not teams:
        raise errors.ParameterMissing("teams")
    if any(team not in own for team in teams):
        raise errors.InvalidInput("teams")
    return teams


def _found(request: web.Request) -> TeamMessage:
    message = request.app[TEAM_MESSAGES].find(request.match_info["id"])
    if message is None:
        raise errors.NotFound(request.match_info["id"])
    return message


NEW = form("TeamMessage", need("duration"), need("content"), need("teams", any_number("team")))

ROUTES = [
    *(
        create(path, post_team_message, NEW, who=Who.SUPERVISORS, refuses=(errors.TooManyTeamMessages,))
        for path in ("/finesse/api/TeamMessage", "/finesse/api/TeamMessages")
    ),
    get("/finesse/api/TeamMessages", get_team_messages, Who.USERS, LIST),
    get("/finesse/api/TeamMessage/{id}", get_team_message, Who.USERS, TEAM_MESSAGE),
    delete("/finesse/api/TeamMessage/{id}", delete_team_message, who=Who.SUPERVISORS),
    get("/finesse/api/Team/{id}/TeamMessages", get_messages_of_team, Who.TEAM, LIST),
]
