"""A small contact center as CTI tells it, and what the desktops then hear."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import (
    AgentFlags,
    AgentState,
    AgentType,
    CallType,
    ConfigType,
    ConfigurationMask,
    DeviceType,
    EventCause,
    TeamOperation,
)
from ccx_engine.cti.wire import Message
from finesse.model.configuration.reason import ReasonCode
from finesse.realtime.handlers import told
from finesse.realtime.notification import Notification
from finesse.realtime.state import RealtimeState
from lab.testing.repeats import Repeats

AGENT = DeviceType.AGENT_DEVICE
OUTSIDE = DeviceType.NON_ACD_DEVICE_IDENTIFIER
CALL = 16777507
CONSULT = 16777535

LUNCH = ReasonCode(2, "NOT_READY", 4, "Lunch")
RING_NO_ANSWER = ReasonCode(31, "NOT_READY", 32763, "Call Not Answered", system_code=True)


class ContactCenter:
    """agent1 (1001), agent2 (1002) and supervisor1 (1101) in team Support; queue 1 with automatic work."""

    def __init__(self, *, automatic_work: bool = False) -> None:
        self.now = 1_700_000_000.0
        self.state = RealtimeState()
        self._repeats = Repeats()
        self.state.reasons = {(one.category, one.code): one for one in (LUNCH, RING_NO_ANSWER)}
        for message in configuration(automatic_work):
            self.tell(message)

    def tell(self, message: Message) -> list[Notification]:
        """What the desktops hear of it, of users and calls nothing twice unchanged. A second passes."""
        self.now += 1
        heard = told(self.state, message, self.now)
        for each in (one for one in heard if "/Team/" not in one.node):
            self._repeats.hear(each.node, etree.fromstring(each.document()))
        assert not self._repeats.found
        return heard

    def sign_in(self, *agents: str) -> None:
        for agent in agents:
            self.tell(agent_state(agent, AgentState.NOT_READY, reason=32760))

    def ring(self, extension: str = "1001", caller: str = "9555", csq: int = 1) -> list[Notification]:
        """A call from outside reaches the route point, its application, the queue, and then an agent."""
        heard = self.tell(begin(CALL, CallType.CCX_IN, "6001", ani=caller, dnis="6001"))
        heard += self.tell(delivered(CALL, "6001", DeviceType.ROUTE_POINT, caller, OUTSIDE))
        heard += self.tell(established(CALL, "7001", DeviceType.CTI_PORT, caller, OUTSIDE))
        heard += self.tell(cti.CallQueuedEvent(call_id=CALL, connection_device_id="7001"))
        return heard + self.tell(delivered(CALL, extension, AGENT, caller, OUTSIDE, csq=csq))

    def answer(self, extension: str = "1001", caller: str = "9555", csq: int = 1) -> list[Notification]:
        heard = self.tell(established(CALL, extension, AGENT, caller, OUTSIDE, csq=csq))
        agent = self.state.at(extension)
        assert agent is not None
        return heard + self.tell(agent_state(agent.login_id, AgentState.TALKING))


def configuration(automatic_work: bool = False) -> Iterator[Message]:
    yield cti.ConfigBeginEvent(config_type=ConfigType.INITIAL, configuration_mask=ConfigurationMask.CSQ)
    yield cti.ConfigCsqEvent(
        records=(cti.CsqRecord(csq_id=1, csq_name="Support_CSQ", auto_work=automatic_work),)
    )
    yield cti.ConfigEndEvent()
    yield cti.ConfigBeginEvent(config_type=ConfigType.INITIAL, configuration_mask=ConfigurationMask.AGENT)
    yield cti.ConfigAgentEvent(
        records=(
            an_agent("agent1", "1001"),
            an_agent("agent2", "1002"),
            an_agent("supervisor1", "1101", AgentType.SUPERVISOR),
        )
    )
    yield cti.ConfigEndEvent()
    yield cti.TeamConfigEvent(
        team_id=1,
        operation=TeamOperation.ADD,
        team_name="Support",
        members=(
            cti.TeamMember(agent_id="agent1"),
            cti.TeamMember(agent_id="agent2"),
            cti.TeamMember(agent_id="supervisor1", agent_flags=AgentFlags.PRIMARY_SUPERVISOR),
        ),
    )
    yield cti.TeamConfigConf(invoke_id=1)


def an_agent(login_id: str, extension: str, kind: AgentType = AgentType.AGENT) -> cti.AgentRecord:
    return cti.AgentRecord(
        agent_type=kind,
        login_id=login_id,
        first_name=login_id.title(),
        last_name="Test",
        extension=extension,
        csqs=(cti.AgentCsq(csq_id=1),),
    )


EXTENSIONS = {"agent1": "1001", "agent2": "1002", "supervisor1": "1101"}


def agent_state(
    agent: str, state: AgentState, *, reason: int = 0, pending: AgentState = AgentState.NOT_APPLICABLE
) -> cti.AgentStateEvent:
    return cti.AgentStateEvent(
        csq_state=state,
        agent_state=state,
        event_reason_code=reason,
        agent_id=agent,
        agent_extension=EXTENSIONS[agent],
        next_agent_state=pending,
    )


def begin(call: int, call_type: CallType, device: str, **data: str) -> cti.BeginCallEvent:
    return cti.BeginCallEvent(call_type=call_type, call_id=call, connection_device_id=device, **data)  # type: ignore[arg-type]


def delivered(
    call: int, to: str, kind: DeviceType, caller: str, caller_kind: DeviceType, csq: int = 0xFFFFFFFF
) -> cti.CallDeliveredEvent:
    return cti.CallDeliveredEvent(
        call_id=call,
        csq_id=csq,
        alerting_device_type=kind,
        alerting_device_id=to,
        calling_device_type=caller_kind,
        calling_device_id=caller,
        called_device_id=to,
        connection_device_id=to,
    )


def established(
    call: int, by: str, kind: DeviceType, caller: str, caller_kind: DeviceType, csq: int = 0xFFFFFFFF
) -> cti.CallEstablishedEvent:
    return cti.CallEstablishedEvent(
        call_id=call,
        csq_id=csq,
        answering_device_type=kind,
        answering_device_id=by,
        calling_device_type=caller_kind,
        calling_device_id=caller,
        connection_device_id=by,
    )


def off_hook(call: int, extension: str) -> cti.CallServiceInitiatedEvent:
    return cti.CallServiceInitiatedEvent(
        call_id=call,
        calling_device_type=AGENT,
        calling_device_id=extension,
        connection_device_id=extension,
    )


def dialled(call: int, extension: str, to: str, kind: DeviceType = AGENT) -> cti.CallOriginatedEvent:
    return cti.CallOriginatedEvent(
        call_id=call,
        calling_device_type=AGENT,
        called_device_type=kind,
        connection_device_id=extension,
        calling_device_id=extension,
        called_device_id=to,
    )


def hung_up(call: int, extension: str, kind: DeviceType = AGENT) -> cti.CallConnectionClearedEvent:
    return cti.CallConnectionClearedEvent(
        call_id=call,
        releasing_device_type=kind,
        event_cause=EventCause.NONE,
        connection_device_id=extension,
        releasing_device_id=extension,
    )


def over(call: int, device: str) -> tuple[cti.CallClearedEvent, cti.EndCallEvent]:
    return (
        cti.CallClearedEvent(call_id=call, connection_device_id=device),
        cti.EndCallEvent(call_id=call, connection_device_id=device),
    )


def held(call: int, extension: str) -> cti.CallHeldEvent:
    return cti.CallHeldEvent(
        call_id=call, holding_device_type=AGENT, holding_device_id=extension, connection_device_id=extension
    )


def retrieved(call: int, extension: str) -> cti.CallRetrievedEvent:
    return cti.CallRetrievedEvent(
        call_id=call,
        retrieving_device_type=AGENT,
        retrieving_device_id=extension,
        connection_device_id=extension,
    )


def parties(call: int, *addresses: str) -> tuple[cti.ConnectedParty, ...]:
    return tuple(
        cti.ConnectedParty(
            connected_party_call_id=call,
            connected_party_device_type=AGENT if address in EXTENSIONS.values() else OUTSIDE,
            connected_party_device_id=address,
        )
        for address in addresses
    )


def summary(notification: Notification) -> str:
    """Who hears what, in a line: `agent1 POST 16777507 ALERTING 1001=ALERTING 9555=INITIATED`."""
    update = etree.fromstring(notification.document())
    found = update.find("data/dialog")
    dialog = update.find("data/dialogs/Dialog") if found is None else found
    if dialog is None:
        user = update.find("data/user")
        state = "" if user is None else f" {user.findtext('state')}"
        where = notification.node.removeprefix("/finesse/api/")
        return f"{where} {notification.event}{state}"
    legs = " ".join(
        f"{leg.findtext('mediaAddress')}={leg.findtext('state')}"
        for leg in dialog.iterfind("participants/Participant")
    )
    return (
        f"{notification.agent} {notification.event} {dialog.findtext('id')} {dialog.findtext('state')} {legs}"
    )


def summaries(notifications: list[Notification]) -> list[str]:
    return [summary(notification) for notification in notifications]


def offered(notification: Notification, extension: str) -> list[str]:
    """The actions that participant has."""
    for leg in etree.fromstring(notification.document()).iter("Participant"):
        if leg.findtext("mediaAddress") == extension:
            return [action.text or "" for action in leg.iterfind("actions/action")]
    return []


def field(notification: Notification, path: str) -> str:
    """The text of an element of the document."""
    found = etree.fromstring(notification.document()).find(f".//{path}")
    assert found is not None, f"no {path} in {notification.document()}"
    return found.text or ""
