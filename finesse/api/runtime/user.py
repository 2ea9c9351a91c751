"""User: reading, and the commands sign in, sign out and change state.

Source: Finesse Web Services guide, User.
"""

from __future__ import annotations

import re

from ccx_engine.cti.enums import AgentState, ForcedFlag, ReasonCode
from ccx_engine.cti.messages import SetAgentStateReq
from finesse.api import errors
from finesse.api.answers import Answer, accepted, answer
from finesse.api.caller import Caller
from finesse.api.form import Filled, form, may, need
from finesse.api.keys import RestNode
from finesse.api.operation import command, get
from finesse.api.path import USER as NAMED_USER
from finesse.api.who import Who
from finesse.catalogue import Catalogue
from finesse.core.commands import Asker
from finesse.model.configuration import reason
from finesse.model.user import USER, USERS, User, UserState
from finesse.model.value import choice
from finesse.realtime import words

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


def get_user(node: RestNode, caller: Caller, form: Filled, user: User) -> Answer:
    """By login id or login name, also while signed out."""
    return answer(USER, user)


def get_users(node: RestNode, caller: Caller, form: Filled) -> Answer:
    """Everybody, for the administrator."""
    return answer(USERS, node.state.users)


def put_user(node: RestNode, caller: Caller, form: Filled, user: User) -> Answer:
    """Sign in, sign out, change state: 202, and what comes of it by notification."""
    wanted: UserState = form["state"]
    if caller.user is not user:
        message = _supervised(user, wanted, form)
    elif wanted is UserState.LOGIN:
        message = _sign_in(caller, user, form)
    else:
        message = _change(node.catalogue, user, wanted, form)
    node.switchboard.ask(_asker(caller, user), message)
    return accepted()


def _sign_in(caller: Caller, user: User, form: Filled) -> SetAgentStateReq:
    """Who is signed in there already keeps his state: only his password is looked at."""
    extension: str = form.needed("extension")
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


def _change(catalogue: Catalogue, user: User, wanted: UserState, form: Filled) -> SetAgentStateReq:
    if wanted is UserState.LOGOUT and not user.signed_in:
        raise errors.InvalidState("state")
    return _request(user, wanted, _reason(catalogue, user, wanted, form))


def _supervised(user: User, wanted: UserState, form: Filled) -> SetAgentStateReq:
    """A supervisor changes the state of a member of his team; the reason is the system's."""
    if wanted not in SUPERVISED_MOVES:
        raise errors.NoSuchState()
    if form["reasonCodeId"] is not None and wanted is not UserState.LOGOUT:
        raise errors.ReasonCodeNotAllowed()
    if user.state not in SUPERVISED_MOVES[wanted]:
        raise errors.InvalidState("state")
    forced = ForcedFlag.TRUE if wanted is UserState.LOGOUT else ForcedFlag.FALSE
    return _request(user, wanted, SUPERVISORS_REASON[wanted], forced)


def _reason(catalogue: Catalogue, user: User, wanted: UserState, form: Filled) -> int:
    """CTI's number of the chosen reason; needed where there are any to choose from, refused elsewhere."""
    identity: str | None = form["reasonCodeId"]
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


def _asker(caller: Caller, user: User) -> Asker:
    """The event that follows is the requester's own only if he asked for himself."""
    listener = caller.user or user
    return Asker(
        subject=user.uri,
        request_id=caller.request_id,
        feed=(listener.uri, user.uri),
        caused=((user.uri, user.uri),) if listener is user else (),
        error_event="put",
        agent=user.login_id,
    )


USER_COMMAND = form(
    "User",
    need("state", choice(words.AGENT_STATES), wrong=errors.NoSuchState),
    may("extension"),
    may("reasonCodeId"),
)

ROUTES = [
    get("/finesse/api/Users", get_users, Who.ADMINISTRATOR, USERS),
    get("/finesse/api/User/{id}", get_user, Who.READERS, USER, [NAMED_USER]),
    command(
        "PUT",
        "/finesse/api/User/{id}",
        put_user,
        Who.COMMANDERS,
        USER_COMMAND,
        [NAMED_USER],
        refuses=(errors.InvalidState,),
    ),
]
