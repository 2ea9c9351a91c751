"""The calls of a user: reading them, and making one.

Source: Finesse Web Services guide, Dialogs, Make a call.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ccx_engine.cti.messages import MakeCallReq
from ccx_engine.cti.wire import Message
from finesse.api import errors
from finesse.api.answers import Answer, accepted, answer
from finesse.api.caller import Caller
from finesse.api.form import Filled, form, may, need
from finesse.api.keys import RestNode
from finesse.api.operation import command, get
from finesse.api.path import PHONE_OWNER, USER
from finesse.api.runtime.dialled_number import dialled_number
from finesse.api.runtime.supervision import BARGE_CALL, SILENT_MONITOR, barging_in, monitoring
from finesse.api.who import Who
from finesse.core.commands import Asker
from finesse.model.dialog import DIALOGS, Action, dialogs_of
from finesse.model.user import User
from finesse.model.value import choice
from finesse.realtime.notification import PUT


def get_dialogs(node: RestNode, caller: Caller, form: Filled, user: User) -> Answer:
    """Ringing, active and held calls, and those that the user wraps up."""
    return answer(DIALOGS, [dialog.view(user) for dialog in dialogs_of(user).values()])


def post_dialogs(node: RestNode, caller: Caller, form: Filled, user: User) -> Answer:
    """Make a call from the user's own phone; a supervisor's may be to listen to an agent's, or to join it."""
    message = ACTIONS[form["requestedAction"]](node, caller, form)
    asker = Asker(
        subject=user.dialogs_uri,
        request_id=caller.request_id,
        feed=(user.dialogs_uri, user.dialogs_uri),
        caused=((user.dialogs_uri, user.dialogs_uri),),
        error_event=PUT,
        agent=user.login_id,
    )
    node.switchboard.ask(asker, message)
    return accepted()


def _making(node: RestNode, caller: Caller, form: Filled) -> MakeCallReq:
    user = caller.phone_user()
    origin, destination = form["fromAddress"], dialled_number(form)
    if form.has("mediaProperties"):
        raise errors.InvalidInput("mediaProperties")
    if not user.extension or origin != user.extension:
        raise errors.InvalidInput("fromAddress")
    if destination == origin:
        raise errors.InvalidDestination("toAddress")
    return MakeCallReq(agent_instrument=user.extension, dialed_number=destination)


ACTIONS: Mapping[str, Callable[[RestNode, Caller, Filled], Message]] = {
    Action.MAKE_CALL: _making,
    SILENT_MONITOR: monitoring,
    BARGE_CALL: barging_in,
}

NEW_DIALOG = form(
    "Dialog",
    need("requestedAction", choice(ACTIONS), wrong=errors.InvalidAction),
    need("fromAddress"),
    need("toAddress"),
    may("associatedDialogUri"),
)

ROUTES = [
    get("/finesse/api/User/{id}/Dialogs", get_dialogs, Who.READERS, DIALOGS, [USER]),
    command(
        "POST",
        "/finesse/api/User/{id}/Dialogs",
        post_dialogs,
        Who.PHONE_OWNER,
        NEW_DIALOG,
        [PHONE_OWNER],
        refuses=(errors.InvalidDestination, errors.InvalidState, errors.InvalidSupervisor),
    ),
]
