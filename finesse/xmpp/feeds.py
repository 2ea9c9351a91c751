"""Which nodes there are at the notification service, and who hears of which without asking.

Source: Finesse Developer Guide, Cisco Finesse Notifications: a node's name is the REST path of its subject.
"""

from __future__ import annotations

from collections.abc import Iterator

from finesse.model.system_info import URI as SYSTEM_INFO
from finesse.model.user import User
from finesse.realtime.state import RealtimeState

QUEUES = "/finesse/api/Queue/"


def shared(state: RealtimeState) -> Iterator[str]:
    """The nodes that belong to nobody: clients subscribe to them, all but SystemInfo."""
    yield SYSTEM_INFO
    for team in state.teams.values():
        yield f"{team.uri}/Users"
        yield f"{team.uri}/TeamMessages"
    for queue in state.queues:
        yield f"{QUEUES}{queue}"


def heard_by(user: User) -> Iterator[str]:
    """The user's own nodes that he hears without subscribing, beside SystemInfo."""
    yield user.uri
    yield user.dialogs_uri
    yield f"{user.uri}/Media"
    yield f"{user.dialogs_uri}/Media"


def open_to(user: User) -> Iterator[str]:
    """The user's own nodes that his desktop subscribes to by itself."""
    yield f"{user.uri}/Queues"
    yield f"{user.uri}/ClientLog"


def for_everybody(node: str) -> bool:
    """Whether every user may subscribe to it."""
    return node == SYSTEM_INFO or node.startswith(QUEUES)


def admitted(state: RealtimeState) -> Iterator[tuple[str, list[User]]]:
    """Every other node, and who may subscribe to it: as REST lets him read (unconfirmed).

    A user his own, his supervisors his as well; a team's supervisors its members' states, the whole team its
    messages.
    """
    for team in state.teams.values():
        supervisors = list(team.supervisors.values())
        yield f"{team.uri}/Users", supervisors
        yield f"{team.uri}/TeamMessages", [*supervisors, *team.members.values()]
    for user in state.users:
        over = user.team.supervisors.values() if user.team is not None else ()
        for node in (*heard_by(user), *open_to(user)):
            yield node, [user, *over]
