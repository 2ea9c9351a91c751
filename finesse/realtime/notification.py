"""A notification: the node it is published on, and its document. It does not know who listens.

Source: Finesse Web Services guide, Cisco Finesse Notifications; the form of the document as captured (12.5):
children in alphabetical order, indented by two blanks, empty elements with both tags.
"""

from __future__ import annotations

from dataclasses import dataclass

from finesse.model.dialog import DIALOG, Dialog, DialogView, State
from finesse.model.system_info import SYSTEM_INFO, SystemInfo
from finesse.model.system_info import URI as SYSTEM_INFO_URI
from finesse.model.user import MEMBER, TEAM, USER, Team, User
from finesse.model.xml import Shape, each, text
from vos.xml import plain_text

PUT = "PUT"
POST = "POST"
DELETE = "DELETE"

_DEPTH = 2  # <Update>, <data>, then the object


@dataclass(frozen=True, slots=True)
class Notification:
    """One document for one node. `data` is what stands inside `<data>`; agent and call are for the trace.

    An `answer` is to somebody's request and said as often as he asks; anything else only when it is news.
    """

    node: str
    source: str
    event: str
    data: str
    agent: str = ""
    call: int | None = None
    request_id: str = ""
    answer: bool = False

    def document(self) -> str:
        """The Update as it is published."""
        data = f"<data>{self.data}\n  </data>" if self.data else "<data></data>"
        return (
            f"<Update>\n  {data}"
            f"\n  <event>{self.event}</event>"
            f"\n  <requestId>{plain_text(self.request_id)}</requestId>"
            f"\n  <source>{plain_text(self.source)}</source>\n</Update>"
        )


@dataclass(frozen=True, slots=True)
class Failure:
    """Why CTI refused a request, in the words of an asynchronous error."""

    error_type: str
    error_message: str
    error_data: int


API_ERRORS: Shape[Failure] = Shape(
    "apiErrors",
    each(
        Shape("apiError", text("errorType"), text("errorMessage"), text("errorData")),
        lambda failure: (failure,),
    ),
)


def user_changed(user: User) -> Notification:
    """To the user himself."""
    return Notification(user.uri, user.uri, PUT, USER.indented(user, "user", _DEPTH), agent=user.login_id)


def user_removed(user: User) -> Notification:
    """The user is no longer configured; such an event has no data."""
    return Notification(user.uri, user.uri, DELETE, "", agent=user.login_id)


def member_changed(user: User) -> list[Notification]:
    """To who watches the user's team; nothing when he has none."""
    if user.team is None:
        return []
    data = MEMBER.indented(user, "user", _DEPTH)
    return [Notification(f"{user.team.uri}/Users", user.uri, PUT, data, agent=user.login_id)]


def team_changed(team: Team) -> Notification:
    """Members came or went (the whole-team form, unconfirmed)."""
    return Notification(f"{team.uri}/Users", team.uri, PUT, TEAM.indented(team, "team", _DEPTH))


def dialog_changed(dialog: Dialog, user: User) -> Notification:
    """Something about a call in the user's list."""
    data = DIALOG.indented(dialog.view(user), "dialog", _DEPTH)
    return Notification(user.dialogs_uri, dialog.uri, PUT, data, user.login_id, dialog.id)


def dialog_added(dialog: Dialog, user: User) -> Notification:
    """A call entered the user's list."""
    return _listed(dialog, user, POST, dialog.view(user))


def dialog_removed(
    dialog: Dialog, user: User, before: State | None = None, *, alone: bool = False
) -> Notification:
    """A call left the user's list, as it stood; `before` is its state before he dropped."""
    return _listed(dialog, user, DELETE, dialog.parting(user, before or dialog.state, alone=alone))


def _listed(dialog: Dialog, user: User, event: str, view: DialogView) -> Notification:
    data = _DIALOGS.indented(view, "dialogs", _DEPTH)
    return Notification(user.dialogs_uri, user.dialogs_uri, event, data, user.login_id, dialog.id)


_DIALOGS: Shape[DialogView] = Shape("dialogs", each(DIALOG, lambda view: (view,)))


def request_failed(
    node: str, source: str, failure: Failure, request_id: str, *, agent: str, call: int | None, event: str
) -> Notification:
    """An asynchronous error. `event` is lower-case for a User's, upper-case for a Dialog's, as captured."""
    data = API_ERRORS.indented(failure, "apiErrors", _DEPTH)
    return Notification(node, source, event, data, agent, call, request_id, answer=True)


def client_log_taken(user: User, request_id: str) -> Notification:
    """The log of the user's desktop is kept: it may clear its own copy."""
    node = f"{user.uri}/ClientLog"
    data = "\n    <clientLog></clientLog>"
    return Notification(node, node, POST, data, user.login_id, None, request_id, answer=True)


def system_info_changed(info: SystemInfo) -> Notification:
    """To everyone on this node (child name unconfirmed)."""
    data = SYSTEM_INFO.indented(info, "systemInfo", _DEPTH)
    return Notification(SYSTEM_INFO_URI, SYSTEM_INFO_URI, PUT, data)
