"""Which function hears which message of CTI."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ccx_engine.cti import messages as cti
from ccx_engine.cti.wire import Message
from finesse.realtime import agents, calls, configuration, merges
from finesse.realtime.notification import Notification
from finesse.realtime.state import RealtimeState

Handler = Callable[[RealtimeState, Any, float], list[Notification]]

HANDLERS: Mapping[type[Message], Handler] = {
    cti.AgentStateEvent: agents.agent_state_changed,
    cti.BeginCallEvent: calls.call_begun,
    cti.CallServiceInitiatedEvent: calls.call_service_initiated,
    cti.CallOriginatedEvent: calls.call_originated,
    cti.CallDeliveredEvent: calls.call_delivered,
    cti.CallEstablishedEvent: calls.call_established,
    cti.CallHeldEvent: calls.call_held,
    cti.CallRetrievedEvent: calls.call_retrieved,
    cti.CallDivertedEvent: calls.call_diverted,
    cti.CallFailedEvent: calls.call_failed,
    cti.CallConnectionClearedEvent: calls.call_connection_cleared,
    cti.CallClearedEvent: calls.call_cleared,
    cti.EndCallEvent: calls.call_ended,
    cti.CallDataUpdateEvent: calls.call_data_updated,
    cti.CallTransferredEvent: merges.call_transferred,
    cti.CallConferencedEvent: merges.call_conferenced,
    cti.ConfigBeginEvent: configuration.upload_begun,
    cti.ConfigAgentEvent: configuration.agents_configured,
    cti.ConfigCsqEvent: configuration.queues_configured,
    cti.ConfigEndEvent: configuration.upload_ended,
    cti.TeamConfigEvent: configuration.team_configured,
    cti.TeamConfigConf: configuration.teams_told,
}


def told(state: RealtimeState, message: object, now: float) -> list[Notification]:
    """Take over what a message says; gives what the desktops must hear, in order."""
    handler = HANDLERS.get(type(message))  # type: ignore[arg-type]
    return [] if handler is None else handler(state, message, now)
