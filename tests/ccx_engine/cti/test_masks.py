"""Who gets which message: every unsolicited message of the guide against its bits."""

from __future__ import annotations

import pytest

from ccx_engine.cti import messages as m
from ccx_engine.cti import reading
from ccx_engine.cti.enums import (
    AgentState,
    AgentStateMask,
    CallMsgMask,
    ConfigMsgMask,
    ConfigurationMask,
    ServiceMask,
)
from ccx_engine.cti.layout import Form
from ccx_engine.cti.masks import CALL_EVENTS, CONFIG_EVENTS, NEEDS, Masks, may_send, wants
from ccx_engine.cti.wire import REGISTRY, Message, UnknownMessage

NOTHING = Masks(services=0, calls=0, agent_states=0, config=0)
ALL = 0xFFFFFFFF


def some(cls: type[Message]) -> Message:
    """A message of a class with nothing in it."""
    form = Form.of(18)
    return reading.read(cls, form, bytes(reading.fixed_size(form, cls.LAYOUT)))


def state(agent_state: int, next_agent_state: int = AgentState.NOT_APPLICABLE) -> m.AgentStateEvent:
    return m.AgentStateEvent(
        csq_state=agent_state, agent_state=agent_state, next_agent_state=next_agent_state, agent_id="agent1"
    )


BEGIN = m.BeginCallEvent(call_type=1, call_id=1, connection_device_id="1001")


def test_every_call_event_has_a_bit_of_its_own() -> None:
    events = {cls for cls in REGISTRY.values() if "monitor_id" in cls.__dataclass_fields__}
    assert set(CALL_EVENTS) == events - {m.AgentStateEvent, m.OpenConf}
    assert len(set(CALL_EVENTS.values())) == len(CALL_EVENTS)


@pytest.mark.parametrize("service", [ServiceMask.ALL_EVENTS, ServiceMask.CLIENT_EVENTS])
def test_a_call_event_needs_a_service_of_events_and_its_bit(service: ServiceMask) -> None:
    assert wants(Masks(service, CallMsgMask.BEGIN_CALL, 0, 0), BEGIN)
    assert not wants(Masks(service, ALL & ~CallMsgMask.BEGIN_CALL, ALL, ALL), BEGIN)
    assert not wants(Masks(ALL & ~(ServiceMask.ALL_EVENTS | ServiceMask.CLIENT_EVENTS), ALL, ALL, ALL), BEGIN)


@pytest.mark.parametrize(
    ("event", "bit"),
    [
        (state(AgentState.LOGIN), AgentStateMask.LOGIN),
        (state(AgentState.LOGOUT), AgentStateMask.LOGOUT),
        (state(AgentState.NOT_READY), AgentStateMask.NOT_READY),
        (state(AgentState.READY), AgentStateMask.AVAILABLE),
        (state(AgentState.TALKING), AgentStateMask.TALKING),
        (state(AgentState.TALKING, AgentState.READY), AgentStateMask.TALKING),
        (state(AgentState.TALKING, AgentState.WORK), AgentStateMask.TALKING_PENDING_WORK),
        (state(AgentState.TALKING, AgentState.NOT_READY), AgentStateMask.TALKING_PENDING_NOT_READY),
        (state(AgentState.WORK), AgentStateMask.WORK),
        (state(AgentState.RESERVED), AgentStateMask.RESERVED),
    ],
)
def test_an_agent_state_is_filtered_by_the_new_state(event: m.AgentStateEvent, bit: AgentStateMask) -> None:
    assert wants(Masks(ServiceMask.ALL_EVENTS, 0, bit, 0), event)
    assert not wants(Masks(ServiceMask.ALL_EVENTS, ALL, 0x3FFF & ~bit, ALL), event)
    assert not wants(Masks(0, ALL, ALL, ALL), event)


@pytest.mark.parametrize(
    ("event", "bit"),
    [
        (m.ConfigAgentEvent(), ConfigMsgMask.AGENT),
        (m.ConfigCsqEvent(), ConfigMsgMask.CSQ),
        (m.ConfigApplicationEvent(), ConfigMsgMask.APPLICATION),
        (m.ConfigDeviceEvent(), ConfigMsgMask.DEVICE),
        (m.ConfigTerminalEvent(), ConfigMsgMask.TERMINAL),
        (m.ConfigBeginEvent(config_type=1, configuration_mask=4), ConfigMsgMask.AGENT),
        (m.ConfigBeginEvent(config_type=1, configuration_mask=1), ConfigMsgMask.APPLICATION),
    ],
)
def test_configuration_needs_its_service_and_its_bit(event: Message, bit: ConfigMsgMask) -> None:
    assert wants(Masks(ServiceMask.CONFIG_EVENTS, 0, 0, bit), event)
    assert not wants(Masks(ServiceMask.CONFIG_EVENTS, ALL, ALL, 0x1F & ~bit), event)
    assert not wants(Masks(ALL & ~ServiceMask.CONFIG_EVENTS, ALL, ALL, ALL), event)


def test_every_configuration_record_has_a_bit() -> None:
    with_records = {cls for cls in REGISTRY.values() if "records" in cls.__dataclass_fields__}
    assert set(CONFIG_EVENTS) == with_records


def test_the_two_masks_of_configuration_are_translated() -> None:
    masks = Masks(0, 0, 0, ConfigMsgMask.AGENT | ConfigMsgMask.DEVICE)
    assert masks.configuration(ALL) == ConfigurationMask.AGENT | ConfigurationMask.DEVICE
    assert masks.configuration(ConfigurationMask.CSQ) == 0


@pytest.mark.parametrize(
    ("event", "services"),
    [
        (m.ConfigKeyEvent(), [ServiceMask.CONFIG_EVENTS]),
        (m.ConfigEndEvent(), [ServiceMask.CONFIG_EVENTS]),
        (m.TeamConfigEvent(team_id=1, operation=1, team_name="Support"), [ServiceMask.SUPERVISOR]),
        (
            m.SupervisorAssistEvent(call_id=1, connection_device_id="1001", client_id="desk"),
            [ServiceMask.ALL_EVENTS, ServiceMask.SUPERVISOR],
        ),
        (
            m.EmergencyCallEvent(call_id=1, connection_device_id="1001", client_id="desk"),
            [ServiceMask.ALL_EVENTS, ServiceMask.SUPERVISOR],
        ),
    ],
)
def test_some_events_need_a_service_only(event: Message, services: list[ServiceMask]) -> None:
    for service in services:
        assert wants(Masks(service, 0, 0, 0), event)
    assert not wants(Masks(ALL & ~sum(services), ALL, ALL, ALL), event)


@pytest.mark.parametrize(
    "message",
    [
        m.AnswerCallConf(invoke_id=1),
        m.ControlFailureConf(invoke_id=1, failure_code=22),
        m.FailureEvent(status=96),
        m.SystemEvent(ccx_status=0x400, ccx_time=0, system_event_id=3),
        m.TeamConfigConf(invoke_id=1),
        UnknownMessage(254, b""),
    ],
)
def test_answers_and_what_concerns_everyone_pass_always(message: Message | UnknownMessage) -> None:
    assert wants(NOTHING, message)


def test_masks_come_from_open_req_and_what_was_granted() -> None:
    request = m.OpenReq(
        version_number=14,
        idle_timeout=20,
        services_requested=ALL,
        call_msg_mask=1,
        agent_state_mask=2,
        config_msg_mask=3,
        client_id="desk",
    )
    assert Masks.of(request, 4) == Masks(services=4, calls=1, agent_states=2, config=3)


@pytest.mark.parametrize("cls", NEEDS, ids=lambda cls: cls.NAME)
def test_a_request_needs_its_service(cls: type[Message]) -> None:
    request = some(cls)
    assert may_send(Masks(NEEDS[cls], 0, 0, 0), request)
    assert not may_send(Masks(ALL & ~NEEDS[cls], ALL, ALL, ALL), request)


def test_queries_need_no_service() -> None:
    assert may_send(NOTHING, m.QueryAgentStateReq(agent_id="agent1"))
