"""In whose list a call is, and what they are told of it: added, changed, removed.

Source: Finesse Web Services guide, Dialogs notification.
"""

from __future__ import annotations

from collections.abc import Collection

from finesse.model.dialog import Dialog, Participant, State, dialogs_of
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


def shown(dialog: Dialog, arrived: Collection[User] = (), *, wrapping_up: bool = True) -> list[Notification]:
    """The call to everyone in whose list it is (new in that of `arrived`), and what else changed by it.

    Who wraps it up hears no more of who leaves it: `wrapping_up` False.
    """
    actions.refresh(dialog)
    others = actions.refresh_others(dialog)
    heard = []
    for user in dialog.listed.values():
        if user in arrived:
            heard.append(dialog_added(dialog, user))
        elif wrapping_up or not _wraps_up(dialog, user):
            heard.append(dialog_changed(dialog, user))
    heard += [dialog_changed(other, user) for other in others for user in other.listed.values()]
    for user in dialog.listed.values():
        heard += engaged(user)
    return heard


def removed(state: RealtimeState, dialog: Dialog, now: float) -> list[Notification]:
    """The call is over: it leaves every list, save that of who wraps it up."""
    heard, users = ended(state, dialog, now)
    for user in users:
        heard += relieved(user)
    return heard


def ended(state: RealtimeState, dialog: Dialog, now: float) -> tuple[list[Notification], list[User]]:
    """The call leaves every list, and nobody's other calls are looked at; gives also who had it."""
    for participant in dialog.live():
        participant.become(State.DROPPED, now)
    actions.refresh(dialog)
    users = [user for user in dialog.listed.values() if not _wraps_up(dialog, user)]
    heard = []
    for user in users:
        heard.append(dialog_removed(dialog, user))
        take_from_list(dialog, user)
    if not dialog.listed:
        state.dialogs.pop(dialog.id, None)
    return heard, users


def drop(dialog: Dialog, left: Participant, now: float) -> list[Notification]:
    """A party drops: he hears one DELETE, of the call as it stood before. The others' events are `shown`'s.

    Sources: captures, CCE 10.5, CCE 11.x and CCX 11.0.
    """
    before, wrapped_up, user = dialog.state, left.state is State.WRAP_UP, left.user
    left.become(State.DROPPED, now)
    if user is None or user.login_id not in dialog.listed:
        return []
    heard = dialog_removed(dialog, user, State.DROPPED if wrapped_up else before, alone=wrapped_up)
    take_from_list(dialog, user)
    return [heard]


def forget(dialog: Dialog, left: Participant) -> None:
    """A party that dropped is shown no longer."""
    dialog.participants.pop(left.address, None)
    dialog.left.add(left.address)
    dialog.types.pop(left.address, None)


def lost_sight(state: RealtimeState, user: User) -> list[Notification]:
    """The agent signed out: CTI tells no more of his calls, though they may go on."""
    heard = []
    for dialog in list(dialogs_of(user).values()):
        heard.append(dialog_removed(dialog, user))
        take_from_list(dialog, user)
        for participant in dialog.participants.values():
            if participant.user is user:
                participant.user = None
        if not dialog.listed and dialog.queue_id is None:
            state.dialogs.pop(dialog.id, None)
    return heard


def listing(dialog: Dialog, participant: Participant) -> tuple[User, ...]:
    """Put the call into the list of the user at that participant; who got it just now."""
    user = participant.user
    if user is None or user.login_id in dialog.listed:
        return ()
    put_in_list(dialog, user)
    return (user,)


def engaged(user: User) -> list[Notification]:
    """Tell the team when the agent's media state changed by a call that is none of the contact center's."""
    if user.media_state == user.media_state_told:
        return []
    user.media_state_told = user.media_state
    return member_changed(user)


def _wraps_up(dialog: Dialog, user: User) -> bool:
    own = dialog.of(user)
    return own is not None and own.state is State.WRAP_UP


def relieved(user: User | None) -> list[Notification]:
    """A call left the user's list: what he may do with his others, and how busy he is."""
    if user is None:
        return []
    heard = []
    for other in dialogs_of(user).values():
        if actions.refresh(other):
            heard += [dialog_changed(other, listener) for listener in other.listed.values()]
    return heard + engaged(user)


def put_in_list(dialog: Dialog, user: User) -> None:
    """The user sees the call from now on."""
    dialog.listed[user.login_id] = user
    user.dialogs[dialog.id] = dialog


def take_from_list(dialog: Dialog, user: User) -> None:
    """The user does not see the call any more."""
    dialog.listed.pop(user.login_id, None)
    user.dialogs.pop(dialog.id, None)
