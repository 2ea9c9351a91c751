"""TeamMessage: what a supervisor tells teams. Source: Finesse Web Services guide, TeamMessage.

That an administrator lists all messages, and everybody else those of his teams, is unconfirmed.
"""

from __future__ import annotations

import time
import uuid

from finesse.api import errors
from finesse.api.answers import Answer, answer, created, done
from finesse.api.caller import Caller
from finesse.api.form import Filled, any_number, form, need, need_group
from finesse.api.keys import RestNode
from finesse.api.operation import create, delete, get
from finesse.api.path import TEAM, Named
from finesse.api.who import Who
from finesse.model.team_message import TEAM_MESSAGE, TEAM_MESSAGES, Creator, TeamMessage
from finesse.model.user import Team
from finesse.model.value import number, whole_number, words
from finesse.team_messages import TooMany

CHARACTERS = 255  # of the content (unconfirmed)
SECONDS = 24 * 3600  # the longest duration that the desktop offers


async def post_team_message(node: RestNode, caller: Caller, form: Filled) -> Answer:
    """A new message, told to the desktops of its teams at once."""
    message = _message(node, caller, form)
    try:
        await node.team_messages.add(message)
    except TooMany:
        raise errors.TooManyTeamMessages() from None
    return created(message.uri)


def get_team_message(node: RestNode, caller: Caller, form: Filled, message: TeamMessage) -> Answer:
    """One that is active, for everybody."""
    return answer(TEAM_MESSAGE, message)


def get_team_messages(node: RestNode, caller: Caller, form: Filled) -> Answer:
    """Those that are active for the caller."""
    user = caller.user
    teams = None if user is None else {*user.supervised, *((user.team.id,) if user.team else ())}
    return answer(TEAM_MESSAGES, node.team_messages.active(teams))


def get_messages_of_team(node: RestNode, caller: Caller, form: Filled, team: Team) -> Answer:
    """Those that are active for a team."""
    return answer(TEAM_MESSAGES, node.team_messages.active([team.id]))


async def delete_team_message(node: RestNode, caller: Caller, form: Filled, message: TeamMessage) -> Answer:
    """The message's creator or the administrator takes it back."""
    await node.team_messages.remove(message)
    return done()


def _message(node: RestNode, caller: Caller, form: Filled) -> TeamMessage:
    user = caller.user
    creator = Creator(caller.name, *((user.first_name, user.last_name) if user else ()))
    return TeamMessage(
        str(uuid.uuid4()), creator, time.time(), form["duration"], form["content"], _teams(node, caller, form)
    )


def _teams(node: RestNode, caller: Caller, form: Filled) -> tuple[int, ...]:
    """Teams that there are; a supervisor names only his own."""
    named = form.group("teams")
    assert named is not None  # the form needs it
    own = node.state.teams if caller.user is None else caller.user.supervised
    teams = tuple(dict.fromkeys(number(each.value) for each in named.body.each("team")))
    if not teams:
        raise errors.ParameterMissing("teams")
    if any(team not in own for team in teams):
        raise errors.InvalidInput("teams")
    return teams


def _active(node: RestNode, caller: Caller, named: str) -> TeamMessage | None:
    return node.team_messages.find(named)


NEW = form(
    "TeamMessage",
    need("content", words(CHARACTERS)),
    need("duration", whole_number(range(1, SECONDS + 1))),
    need_group("teams", any_number("team")),
)
MESSAGE = Named(_active)

ROUTES = [
    *(
        create(
            path,
            post_team_message,
            NEW,
            who=Who.SUPERVISORS,
            refuses=(errors.TooManyTeamMessages,),
            on_primary=False,
        )
        for path in ("/finesse/api/TeamMessage", "/finesse/api/TeamMessages")
    ),
    get("/finesse/api/TeamMessages", get_team_messages, Who.USERS, TEAM_MESSAGES),
    get("/finesse/api/TeamMessage/{id}", get_team_message, Who.USERS, TEAM_MESSAGE, [MESSAGE]),
    delete(
        "/finesse/api/TeamMessage/{id}", delete_team_message, [MESSAGE], who=Who.CREATOR, on_primary=False
    ),
    get("/finesse/api/Team/{id}/TeamMessages", get_messages_of_team, Who.TEAM, TEAM_MESSAGES, [TEAM]),
]
