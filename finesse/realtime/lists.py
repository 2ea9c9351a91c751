"""In whose list a call is, and what they are told of it: added, changed, removed.

Source: Finesse Web Services guide, Dialogs notification.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from finesse.model.dialog import Dialog, Participant, State
from finesse.model.user import User
from finesse.realtime import actions
from finesse.realtime.notification import (
    Notification,
    dialog_added,
    dialog_changed,
    dialog_removed,
    member_changed,
)
from finesse.realtime.state import RealtimeState


def shown(dialog: Dialog, arrived: Collection[User] = ()) -> Iterator[Notification]:
    """The call to everyone in whose list it is (new in that of `arrived`), and what else changed by it."""
    actions.refresh(dialog)
    changed = list(actions.others(dialog))
    for user in dialog.listed.values():
        yield dialog_added(dialog, user) if user in arrived else dialog_changed(dialog, user)
    for other in changed:
        for user in other.listed.values():
            yield dialog_changed(other, user)
    for user in dialog.listed.values():
        yield from engaged(user)


def removed(state: RealtimeState, dialog: Dialog) -> Iterator[Notification]:
    """The call is over: it leaves every list, save that of who wraps it up."""
    for user in list(dialog.listed.values()):
        own = dialog.of(user)
        if own is None or own.state is not State.WRAP_UP:
            yield dialog_removed(dialog, user)
            take_from_list(dialog, user)
            yield from _relieved(user)
    if not dialog.listed:
        state.dialogs.pop(dialog.id, None)


def leave(dialog: Dialog, left: Participant) -> Iterator[Notification]:
    """A party that dropped leaves for good, while the call may go on for the others."""
    actions.refresh(dialog)
    user = left.user
    if user is not None and user.login_id in dialog.listed:
        yield dialog_removed(dialog, user)
        take_from_list(dialog, user)
        yield from _relieved(user)
    dialog.participants.pop(left.address, None)
    dialog.types.pop(left.address, None)


def lost_sight(state: RealtimeState, user: User) -> Iterator[Notification]:
    """The agent signed out: CTI tells no more of his calls, though they may go on."""
    for dialog in list(user.dialogs.values()):
        yield dialog_removed(dialog, user)
        take_from_list(dialog, user)
        for participant in dialog.participants.values():
            if participant.user is user:
                participant.user = None
        if not dialog.listed and dialog.queue_id is None:
            state.dialogs.pop(dialog.id, None)


def listing(dialog: Dialog, participant: Participant) -> tuple[User, ...]:
    """Put the call into the list of the user at that participant; who got it just now."""
    user = participant.user
    if user is None or user.login_id in dialog.listed:
        return ()
    put_in_list(dialog, user)
    return (user,)


def engaged(user: User) -> Iterator[Notification]:
    """Tell the team when the agent's media state changed by a call that is none of the contact center's."""
    if user.media_state != user.media_state_told:
        user.media_state_told = user.media_state
        yield from member_changed(user)


def _relieved(user: User) -> Iterator[Notification]:
    """A call left the user's list: what he may do with his others, and how busy he is."""
    for other in user.dialogs.values():
        if actions.refresh(other):
            for listener in other.listed.values():
                yield dialog_changed(other, listener)
    yield from engaged(user)


def put_in_list(dialog: Dialog, user: User) -> None:
    """The user sees the call from now on."""
    dialog.listed[user.login_id] = user
    user.dialogs[dialog.id] = dialog


def take_from_list(dialog: Dialog, user: User) -> None:
    """The user does not see the call any more."""
    dialog.listed.pop(user.login_id, None)
    user.dialogs.pop(dialog.id, None)
