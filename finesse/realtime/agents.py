"""What became of agents.

Sources: CTI guide, AGENT_STATE_EVENT; Finesse Web Services guide, User notification.
"""

from __future__ import annotations

import logging

from ccx_engine.cti.messages import AgentStateEvent, QueryAgentStateConf
from finesse.model.configuration import reason
from finesse.model.user import User, UserState
from finesse.realtime import words
from finesse.realtime.calls import left_wrap_up
from finesse.realtime.lists import lost_sight
from finesse.realtime.notification import Notification, member_changed, user_changed
from finesse.realtime.state import RealtimeState

logger = logging.getLogger(__name__)

_WRAPPING_UP = (UserState.WORK, UserState.WORK_READY, UserState.TALKING)


def agent_state_changed(state: RealtimeState, event: AgentStateEvent, now: float) -> list[Notification]:
    """An agent is in another state, or has a pending one."""
    user = state.user(event.agent_id)
    if user is None:
        logger.warning("CTI tells the state of agent %s, who is not configured", event.agent_id)
        return []
    before, known = user.state, user.state_change_time
    began = now - event.state_duration
    _put(state, user, event.agent_state, event.agent_extension or event.agent_instrument, began)
    _explain(state, user, event.event_reason_code)
    # CTI counts whole seconds: a state that goes on, with another one pending, has begun when it had begun.
    if user.state is not before or known is None or not began - 1 < known <= began:
        user.state_change_time = began
    user.pending_state = words.PENDING.get(event.next_agent_state or 0, "")
    if user.state is UserState.WORK:
        user.wrap_up_timer = event.duration or 0  # nothing ends it but the agent
    user.media_state_told = user.media_state
    heard = [] if user.state in _WRAPPING_UP else left_wrap_up(state, user, now)
    heard += [user_changed(user), *member_changed(user)]
    if not user.signed_in:
        heard += lost_sight(state, user)
    return heard


def agent_state_told(state: RealtimeState, user: User, answer: QueryAgentStateConf, now: float) -> None:
    """The answer to a query, after the link was lost: there is no reason and no time in it.

    Of who is heard of for the first time it stays unknown since when he is in that state.
    """
    before = user.state
    _put(state, user, answer.agent_state, answer.agent_extension or answer.agent_instrument, now)
    if user.state is not before:
        user.reason = None
        if user.state_change_time is not None:
            user.state_change_time = now
    user.pending_state = ""


def _put(state: RealtimeState, user: User, agent_state: int, extension: str | None, since: float) -> None:
    user.state = words.USER_STATES.get(agent_state, UserState.UNKNOWN)
    if not user.signed_in:
        user.signed_in_since = None
        state.seat(user, "")
        return
    if user.signed_in_since is None:
        user.signed_in_since = since
    if extension:
        state.seat(user, extension)


def _explain(state: RealtimeState, user: User, code: int) -> None:
    """NOT_READY and LOGOUT have what CTI says, READY has no reason, a call's states keep the one before."""
    if user.state is UserState.READY:
        user.reason = None
    elif user.state is UserState.NOT_READY:
        user.reason = state.reason(reason.NOT_READY, code)
    elif user.state is UserState.LOGOUT:
        user.reason = state.reason(reason.LOGOUT, code)
