"""The calls of a user: reading them, and making one.

Source: Finesse Web Services guide, Dialogs, Make a call.
"""

from __future__ import annotations

from aiohttp import web

from ccx_engine.cti.messages import MakeCallReq
from ccx_engine.cti.wire import Message
from finesse.api import auth, errors
from finesse.api.answers import REQUEST_ID, accepted, answer
from finesse.api.body import Body, read_body
from finesse.api.form import form, may, need
from finesse.api.keys import SERVER
from finesse.api.operation import Who, command, get
from finesse.api.runtime.supervision import BARGE_CALL, SILENT_MONITOR, barging_in, monitoring
from finesse.api.runtime.user import caller_of, reading
from finesse.core.commands import Asker
from finesse.model.dialog import DIALOGS, Action
from finesse.model.user import User
from finesse.realtime.notification import PUT

SUPERVISORS_ACTIONS = {SILENT_MONITOR: monitoring, BARGE_CALL: barging_in}
NUMBER_BYTES = 39  # what CTI's DialedNumber holds


async def get_dialogs(request: web.Request) -> web.Response:
    """Ringing, active and held calls, and those that the user wraps up."""
    _, user = await reading(request)
    return answer(DIALOGS, [dialog.view(user) for dialog in user.dialogs.values()])


async def post_dialogs(request: web.Request) -> web.Response:
    """Make a call from the user's own phone; a supervisor's may be to listen to an agent's, or to join it."""
    server = request.app[SERVER]
    caller = await caller_of(request)
    user = _maker(request, caller)
    body = await read_body(request, "Dialog")
    action = body.required("requestedAction")
    supervise = SUPERVISORS_ACTIONS.get(action)
    message: Message
    if supervise is not None:
        message = supervise(request, user, body)
    elif action == Action.MAKE_CALL:
        message = MakeCallReq(agent_instrument=user.extension, dialed_number=_destination(user, body))
    else:
        raise errors.InvalidAction()
    asker = Asker(
        subject=user.dialogs_uri,
        request_id=request.headers.get(REQUEST_ID, ""),
        feed=(user.dialogs_uri, user.dialogs_uri),
        caused=((user.dialogs_uri, user.dialogs_uri),),
        error_event=PUT,
        agent=user.login_id,
    )
    server.ask(asker, message)
    return accepted()


def _maker(request: web.Request, caller: auth.Caller) -> User:
    """The user in the path; old samples put their extension there."""
    named = request.match_info["id"]
    user = auth.phone_user(caller)
    if user.extension != named:
        auth.himself(caller, auth.found(request.app[SERVER].state, named), named)
    return user


def _destination(user: User, body: Body) -> str:
    """The number to dial, as it is given: letters are not mapped, punctuation is not stripped."""
    origin = body.required("fromAddress")
    destination = dialled(body)
    if body.has("mediaProperties"):
        raise errors.InvalidInput("mediaProperties")
    if not user.extension or origin != user.extension:
        raise errors.InvalidInput("fromAddress")
    if destination == origin:
        raise errors.InvalidDestination("toAddress")
    return destination


def dialled(body: Body) -> str:
    """The element toAddress: any ASCII that CTI can carry."""
    destination = body.required("toAddress")
    if not destination.isascii() or not destination.isprintable() or len(destination) > NUMBER_BYTES:
        raise errors.InvalidInput("toAddress")
    return destination


NEW_DIALOG = form(
    "Dialog",
    need("requestedAction", values=(Action.MAKE_CALL, *SUPERVISORS_ACTIONS)),
    need("fromAddress"),
    need("toAddress"),
    may("associatedDialogUri"),
)

ROUTES = [
    get("/finesse/api/User/{id}/Dialogs", get_dialogs, Who.READERS, DIALOGS),
    command(
        "POST",
        "/finesse/api/User/{id}/Dialogs",
        post_dialogs,
        Who.OWNER,
        NEW_DIALOG,
        refuses=(errors.InvalidDestination, errors.InvalidState, errors.InvalidSupervisor),
    ),
]
