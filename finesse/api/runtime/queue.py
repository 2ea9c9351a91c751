"""Queue, and the queues of a user. Source: Finesse Web Services guide, Queue."""

from __future__ import annotations

from aiohttp import web

from finesse.api import auth, errors
from finesse.api.answers import answer
from finesse.api.ids import number
from finesse.api.keys import SERVER
from finesse.api.operation import Who, get
from finesse.api.runtime.user import caller_of
from finesse.model.queue import QUEUE, QUEUES


async def get_queue(request: web.Request) -> web.Response:
    """For every user."""
    await caller_of(request)
    named = request.match_info["id"]
    queue = request.app[SERVER].state.queues.get(number(named))
    if queue is None:
        raise errors.NotFound(named)
    return answer(QUEUE, queue)


async def get_user_queues(request: web.Request) -> web.Response:
    """A user's queues, for every user; a supervisor has those of all members of his teams as well."""
    await caller_of(request)
    state = request.app[SERVER].state
    user = auth.found(state, request.match_info["id"])
    members = [member for team in user.supervised.values() for member in team.members.values()]
    wanted = dict.fromkeys(number for one in (user, *members) for number in one.queues)
    return answer(QUEUES, [state.queues[each] for each in wanted if each in state.queues])


ROUTES = [
    get("/finesse/api/Queue/{id}", get_queue, Who.USERS, QUEUE),
    get("/finesse/api/User/{id}/Queues", get_user_queues, Who.USERS, QUEUES),
]
