"""Queue, and the queues of a user. Source: Finesse Web Services guide, Queue."""

from __future__ import annotations

from finesse.api.answers import Answer, answer
from finesse.api.caller import Caller
from finesse.api.form import Filled
from finesse.api.keys import RestNode
from finesse.api.operation import get
from finesse.api.path import USER, Named
from finesse.api.who import Who
from finesse.model.queue import QUEUE, QUEUES, Queue
from finesse.model.user import User
from finesse.model.value import number


def get_queue(node: RestNode, caller: Caller, form: Filled, queue: Queue) -> Answer:
    """For every user."""
    return answer(QUEUE, queue)


def get_user_queues(node: RestNode, caller: Caller, form: Filled, user: User) -> Answer:
    """A user's queues, for every user; a supervisor has those of all members of his teams as well."""
    members = [member for team in user.supervised.values() for member in team.members.values()]
    wanted = dict.fromkeys(number for one in (user, *members) for number in one.queues)
    queues = node.state.queues
    return answer(QUEUES, [queues[each] for each in wanted if each in queues])


def _queue(node: RestNode, caller: Caller, named: str) -> Queue | None:
    return node.state.queues.get(number(named))


ROUTES = [
    get("/finesse/api/Queue/{id}", get_queue, Who.USERS, QUEUE, [Named(_queue)]),
    get("/finesse/api/User/{id}/Queues", get_user_queues, Who.USERS, QUEUES, [USER]),
]
