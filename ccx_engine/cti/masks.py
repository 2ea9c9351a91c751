"""Which unsolicited messages a session has asked for, and which requests it may send.

Source: CTI guide, "How the Client Selects the Types of Messages Wanted" and the pages of the masks.
"""

from __future__ import annotations

from dataclasses import dataclass

from ccx_engine.cti import messages as m
from ccx_engine.cti.enums import (
    AgentState,
    AgentStateMask,
    CallMsgMask,
    ConfigMsgMask,
    ConfigurationMask,
    ServiceMask,
)
from ccx_engine.cti.wire import Message, UnknownMessage

EVENTS = ServiceMask.CLIENT_EVENTS | ServiceMask.ALL_EVENTS

CALL_EVENTS: dict[type[Message], CallMsgMask] = {
    m.CallDeliveredEvent: CallMsgMask.CALL_DELIVERED,
    m.CallQueuedEvent: CallMsgMask.CALL_QUEUED,
    m.CallEstablishedEvent: CallMsgMask.CALL_ESTABLISHED,
    m.CallHeldEvent: CallMsgMask.CALL_HELD,
    m.CallRetrievedEvent: CallMsgMask.CALL_RETRIEVED,
    m.CallClearedEvent: CallMsgMask.CALL_CLEARED,
    m.CallConnectionClearedEvent: CallMsgMask.CALL_CONNECTION_CLEARED,
    m.CallOriginatedEvent: CallMsgMask.CALL_ORIGINATED,
    m.CallConferencedEvent: CallMsgMask.CALL_CONFERENCED,
    m.CallTransferredEvent: CallMsgMask.CALL_TRANSFERRED,
    m.CallDivertedEvent: CallMsgMask.CALL_DIVERTED,
    m.CallServiceInitiatedEvent: CallMsgMask.CALL_SERVICE_INITIATED,
    m.BeginCallEvent: CallMsgMask.BEGIN_CALL,
    m.EndCallEvent: CallMsgMask.END_CALL,
    m.CallDataUpdateEvent: CallMsgMask.CALL_DATA_UPDATE,
    m.CallFailedEvent: CallMsgMask.CALL_FAILED,
    m.CallDequeuedEvent: CallMsgMask.CALL_DEQUEUED,
    m.RtpStartedEvent: CallMsgMask.RTP_STARTED,
    m.RtpStoppedEvent: CallMsgMask.RTP_STOPPED,
}

AGENT_STATES: dict[int, AgentStateMask] = {
    AgentState.LOGIN: AgentStateMask.LOGIN,
    AgentState.LOGOUT: AgentStateMask.LOGOUT,
    AgentState.NOT_READY: AgentStateMask.NOT_READY,
    AgentState.READY: AgentStateMask.AVAILABLE,
    AgentState.TALKING: AgentStateMask.TALKING,
    AgentState.WORK: AgentStateMask.WORK,
    AgentState.WORK_READY: AgentStateMask.WORK,
    AgentState.RESERVED: AgentStateMask.RESERVED,
}
PENDING_STATES: dict[int, AgentStateMask] = {  # NextAgentState of an agent who is still talking
    AgentState.WORK: AgentStateMask.TALKING_PENDING_WORK,
    AgentState.NOT_READY: AgentStateMask.TALKING_PENDING_NOT_READY,
}

CONFIG_EVENTS: dict[type[Message], ConfigMsgMask] = {
    m.ConfigApplicationEvent: ConfigMsgMask.APPLICATION,
    m.ConfigCsqEvent: ConfigMsgMask.CSQ,
    m.ConfigAgentEvent: ConfigMsgMask.AGENT,
    m.ConfigDeviceEvent: ConfigMsgMask.DEVICE,
    m.ConfigTerminalEvent: ConfigMsgMask.TERMINAL,
}
TERMINALS_SINCE = 18  # the version whose tags CONFIG_TERMINAL_EVENT needs
CONFIGURATION = {  # the two masks of configuration number their bits differently
    ConfigurationMask.APPLICATION: ConfigMsgMask.APPLICATION,
    ConfigurationMask.CSQ: ConfigMsgMask.CSQ,
    ConfigurationMask.AGENT: ConfigMsgMask.AGENT,
    ConfigurationMask.DEVICE: ConfigMsgMask.DEVICE,
    ConfigurationMask.TERMINAL: ConfigMsgMask.TERMINAL,
}

# The services a request needs, any one of them. The guide does not say so for each request (unconfirmed).
NEEDS: dict[type[Message], ServiceMask] = {
    **dict.fromkeys(
        (
            m.AlternateCallReq,
            m.AnswerCallReq,
            m.ClearCallReq,
            m.ClearConnectionReq,
            m.ConferenceCallReq,
            m.ConsultCallReq,
            m.HoldCallReq,
            m.MakeCallReq,
            m.ReconnectCallReq,
            m.RetrieveCallReq,
            m.TransferCallReq,
            m.SendDtmfSignalReq,
        ),
        ServiceMask.CLIENT_CONTROL,
    ),
    m.SetAgentStateReq: ServiceMask.CLIENT_CONTROL | ServiceMask.AGENT_STATE_CONTROL_ONLY,
    m.SetCallDataReq: ServiceMask.CALL_DATA_UPDATE,
    m.SuperviseCallReq: ServiceMask.SUPERVISOR,
    m.TeamConfigReq: ServiceMask.SUPERVISOR,
    m.ConfigRequestKeyEvent: ServiceMask.CONFIG_EVENTS,
    m.ConfigRequestEvent: ServiceMask.CONFIG_EVENTS,
}


@dataclass(frozen=True, slots=True)
class Masks:
    """What a session was granted: its services, and the four masks of its OPEN_REQ."""

    services: int
    calls: int
    agent_states: int
    config: int

    @classmethod
    def of(cls, request: m.OpenReq, services_granted: int) -> Masks:
        """The masks of an OPEN_REQ with the services that OPEN_CONF grants; terminals are told since 18."""
        config = request.config_msg_mask
        if request.version_number < TERMINALS_SINCE:
            config &= ~ConfigMsgMask.TERMINAL
        return cls(services_granted, request.call_msg_mask, request.agent_state_mask, config)

    def configuration(self, wanted: int) -> ConfigurationMask:
        """Of the ConfigurationMask bits `wanted`, those that config_msg_mask allows."""
        allowed = (bit for bit, config in CONFIGURATION.items() if wanted & bit and self.config & config)
        return sum(allowed, start=ConfigurationMask(0))


def wants(masks: Masks, message: Message | UnknownMessage) -> bool:
    """Whether a session with these masks is to get the message, if it concerns the session at all.

    Confirmations, FAILURE_EVENT and SYSTEM_EVENT pass always: they go to whom they are meant for.
    """
    kind = type(message)
    if call := CALL_EVENTS.get(kind):  # type: ignore[arg-type]
        return bool(masks.services & EVENTS and masks.calls & call)
    if isinstance(message, m.AgentStateEvent):
        return bool(masks.services & EVENTS and masks.agent_states & _state_bit(message))
    if config := CONFIG_EVENTS.get(kind):  # type: ignore[arg-type]
        return bool(masks.services & ServiceMask.CONFIG_EVENTS and masks.config & config)
    if isinstance(message, m.ConfigBeginEvent):
        allowed = masks.configuration(message.configuration_mask)
        return bool(masks.services & ServiceMask.CONFIG_EVENTS and allowed)
    if isinstance(message, m.ConfigKeyEvent | m.ConfigEndEvent):
        return bool(masks.services & ServiceMask.CONFIG_EVENTS)
    if isinstance(message, m.TeamConfigEvent):
        return bool(masks.services & ServiceMask.SUPERVISOR)
    if isinstance(message, m.SupervisorAssistEvent | m.EmergencyCallEvent):
        return bool(masks.services & (ServiceMask.ALL_EVENTS | ServiceMask.SUPERVISOR))
    return True


def may_send(masks: Masks, request: Message | UnknownMessage) -> bool:
    """Whether the session was granted a service that the request needs."""
    needed = NEEDS.get(type(request))  # type: ignore[arg-type]
    return needed is None or bool(masks.services & needed)


def _state_bit(event: m.AgentStateEvent) -> int:
    """The bit of the new state; a pending state chosen while talking has a bit of its own."""
    if event.agent_state == AgentState.TALKING and event.next_agent_state in PENDING_STATES:
        return PENDING_STATES[event.next_agent_state]
    return AGENT_STATES.get(event.agent_state, 0)
