"""User: reading, and the commands sign in, sign out and change state.

Source: Finesse Web Services guide, User.
"""

from __future__ import annotations

import re

from aiohttp import web

from ccx_engine.cti.enums import AgentState, ForcedFlag, ReasonCode
from ccx_engine.cti.messages import SetAgentStateReq
from finesse.api import auth, errors
from finesse.api.answers import REQUEST_ID, accepted, answer
from finesse.api.body import Body, read_body
from finesse.api.form import form, may, need
from finesse.api.keys import AUTHENTICATION, SERVER
from finesse.api.operation import Who, command, get
from finesse.catalogue import Catalogue
from finesse.core.commands import Asker
from finesse.model import reason
from finesse.model.user import USER, USERS, User, UserState
from finesse.realtime import words
from vos.http.connection import known

# E.164 has up to fifteen characters, the plus sign counted.
EXTENSION = re.compile(r"(?=.{1,15}$)\+?[0-9]+")

NEEDS_REASON = {UserState.NOT_READY: reason.NOT_READY, UserState.LOGOUT: reason.LOGOUT}
SUPERVISORS_REASON = {
    UserState.NOT_READY: ReasonCode.SUP_AGT_TO_NOT_READY,
    UserState.READY: ReasonCode.SUP_AGT_TO_NOT_READY,
    UserState.LOGOUT: ReasonCode.SUP_AGT_TO_LOGOUT,
}
# From where a supervisor may send an agent where.
SUPERVISED_MOVES = {
    UserState.NOT_READY: {UserState.READY, UserState.WORK, UserState.WORK_READY},
    UserState.READY: {UserState.NOT_READY, UserState.WORK, UserState.WORK_READY},
    UserState.LOGOUT: {
        UserState.READY,
        UserState.NOT_READY,
        UserState.RESERVED,
        UserState.TALKING,
        UserState.WORK,
        UserState.WORK_READY,
    },
}


async def get_user(request: web.Request) -> web.Response:
    """By login id or login name, also while signed out."""
    _, user = await reading(request)
    return answer(USER, user)


async def get_users(request: web.Request) -> web.Response:
    """Everybody, for the administrator."""
    auth.only_administrator(await caller_of(request))
    return answer(USERS, request.app[SERVER].state.users)


async def put_user(request: web.Request) -> web.Response:
    """Sign in, sign out, change state: 202, and what comes of it by notification."""
    server = request.app[SERVER]
    caller = await caller_of(request)
    user = auth.found(server.state, request.match_info["id"])
    supervisor = auth.commander(caller, user, request.match_info["id"])
    body = await read_body(request, "User")
    wanted = _wanted(body)
    if supervisor:
        message = _supervised(user, wanted, body)
    elif wanted is UserState.LOGIN:
        message = _sign_in(caller, user, body)
    else:
        message = _change(server.catalogue, user, wanted, body)
    server.ask(_asker(request, caller, user), message)
    return accepted()


async def caller_of(request: web.Request) -> auth.Caller:
    """Who sends this request; its connection is his from here on."""
    caller = await request.app[AUTHENTICATION].caller(
        request.headers.get("Authorization"), request.remote or "an unknown address"
    )
    known(request, caller.name)
    return caller


async def reading(request: web.Request) -> tuple[auth.Caller, User]:
    """Who reads, and of whom; the user himself, his supervisors and the administrator may."""
    caller = await caller_of(request)
    user = auth.found(request.app[SERVER].state, request.match_info["id"])
    auth.reader(caller, user, request.match_info["id"])
    return caller, user


def _wanted(body: Body) -> UserState:
    text = body.required("state")
    wanted = next((state for state in words.AGENT_STATES if state == text), None)
    if wanted is None:
        raise errors.InvalidInput("state", "Invalid State specified for user")
    return wanted


def _sign_in(caller: auth.Caller, user: User, body: Body) -> SetAgentStateReq:
    """Who is signed in there already keeps his state: only his password is looked at."""
    extension = body.required("extension")
    if not EXTENSION.fullmatch(extension):
        raise errors.BadRequest("extension")
    again = user.signed_in and user.extension == extension
    return SetAgentStateReq(
        agent_state=AgentState.LOGIN,
        forced_flag=ForcedFlag.AUTHENTICATE_ONLY if again else ForcedFlag.FALSE,
        agent_instrument=extension,
        agent_password=caller.password,
        agent_id=user.login_id,
    )


def _change(catalogue: Catalogue, user: User, wanted: UserState, body: Body) -> SetAgentStateReq:
    if wanted is UserState.LOGOUT and not user.signed_in:
        raise errors.InvalidState("state")
    return _request(user, wanted, _reason(catalogue, user, wanted, body))


def _supervised(user: User, wanted: UserState, body: Body) -> SetAgentStateReq:
    """A supervisor changes the state of a member of his team; the reason is the system's."""
    if wanted not in SUPERVISED_MOVES:
        raise errors.InvalidInput("state", "Invalid State specified for user")
    if body.text("reasonCodeId") is not None and wanted is not UserState.LOGOUT:
        raise errors.ReasonCodeNotAllowed()
    if user.state not in SUPERVISED_MOVES[wanted]:
        raise errors.InvalidState("state")
    forced = ForcedFlag.TRUE if wanted is UserState.LOGOUT else ForcedFlag.FALSE
    return _request(user, wanted, SUPERVISORS_REASON[wanted], forced)


def _reason(catalogue: Catalogue, user: User, wanted: UserState, body: Body) -> int:
    """CTI's number of the chosen reason; needed where there are any to choose from, refused elsewhere."""
    identity = body.text("reasonCodeId")
    category = NEEDS_REASON.get(wanted)
    if category is None:
        if identity is not None:
            raise errors.ReasonCodeNotAllowed()
        return ReasonCode.NONE
    offered = catalogue.offered_codes(category, user.team_id)
    if identity is None:
        if offered:
            raise errors.ReasonCodeRequired()
        return ReasonCode.NONE
    chosen = next((one for one in offered if str(one.id) == identity), None)
    if chosen is None:
        raise errors.ReasonCodeNotValid()
    return chosen.code


def _request(
    user: User, wanted: UserState, code: int, forced: ForcedFlag = ForcedFlag.FALSE
) -> SetAgentStateReq:
    return SetAgentStateReq(
        agent_state=words.AGENT_STATES[wanted],
        event_reason_code=code,
        forced_flag=forced,
        agent_instrument=user.extension or user.own_extension,
        agent_id=user.login_id,
    )


def _asker(request: web.Request, caller: auth.Caller, user: User) -> Asker:
    """The event that follows is the requester's own only if he asked for himself."""
    listener = caller.user or user
    return Asker(
        subject=user.uri,
        request_id=request.headers.get(REQUEST_ID, ""),
        feed=(listener.uri, user.uri),
        caused=((user.uri, user.uri),) if listener is user else (),
        error_event="put",
        agent=user.login_id,
    )


USER_COMMAND = form("User", need("state", values=words.AGENT_STATES), may("extension"), may("reasonCodeId"))

ROUTES = [
    get("/finesse/api/Users", get_users, Who.ADMINISTRATOR, USERS),
    get("/finesse/api/User/{id}", get_user, Who.READERS, USER),
    command(
        "PUT",
        "/finesse/api/User/{id}",
        put_user,
        Who.COMMANDERS,
        USER_COMMAND,
        refuses=(errors.InvalidState,),
    ),
]
