"""The states of agents."""

from __future__ import annotations

from ccx_engine.cti.enums import MAX_CSQ_COUNT, NULL_CSQ, AgentState, ForcedFlag, ReasonCode
from ccx_engine.cti.layout import (
    INT,
    UCHAR,
    UINT,
    USHORT,
    String,
)
from ccx_engine.cti.wire import (
    Message,
    counter,
    fixed,
    floating,
    group,
    message,
    record,
)


@record
class CsqState:
    """An agent's state in one CSQ."""

    csq_id: int = floating(62, UINT)
    flt_skill_group_id: int = floating(63, UINT, default=0)
    flt_skill_group_priority: int = floating(64, USHORT, default=0)
    csq_state: int = floating(65, USHORT.of(AgentState))


@message(30)
class AgentStateEvent(Message):
    """An agent is in another state. With CSQs given, the state in each of them is told as well."""

    monitor_id: int = fixed(UINT, default=0)
    peripheral_id: int = fixed(UINT, default=1)
    session_id: int = fixed(UINT, default=0)
    peripheral_type: int = fixed(USHORT, default=21)
    csq_state: int = fixed(USHORT.of(AgentState))
    state_duration: int = fixed(UINT, default=0)
    csq_id: int = fixed(UINT, default=NULL_CSQ)
    skill_group_id: int = fixed(UINT, default=0xFFFFFFFF)
    skill_group_priority: int = fixed(USHORT, default=0)
    agent_state: int = fixed(USHORT.of(AgentState))
    event_reason_code: int = fixed(USHORT.of(ReasonCode), default=ReasonCode.NONE)
    mrd_id: int = fixed(INT, default=1)
    num_tasks: int = fixed(UINT, default=0)
    agent_mode: int = fixed(USHORT, default=0)
    max_task_limit: int = fixed(UINT, default=0)
    icm_agent_id: int = fixed(INT, default=0)
    agent_availability_status: int = fixed(INT, default=1)
    num_csqs = counter("csqs")
    cti_client_signature: str | None = floating(23, String(64), default=None)
    client_signature: str | None = floating(3, String(64), default=None)
    short_agent_id: str | None = floating(5, String(12), default=None)
    agent_extension: str | None = floating(4, String(16), default=None)
    active_terminal: str | None = floating(303, String(64), default=None, since=18)
    agent_instrument: str | None = floating(6, String(64), default=None)
    agent_id: str = floating(194, String(129))
    duration: int | None = floating(150, UINT, default=None)
    next_agent_state: int | None = floating(123, USHORT.of(AgentState), default=None)
    csqs: tuple[CsqState, ...] = group(CsqState, most=MAX_CSQ_COUNT, default=())


@message(38)
class SetAgentStateReq(Message):
    """Put the agent into a state. LOGIN needs password and agent id, LOGOUT the agent id."""

    invoke_id: int = fixed(UINT, default=0)
    peripheral_id: int = fixed(UINT, default=1)
    agent_state: int = fixed(USHORT.of(AgentState))
    agent_work_mode: int = fixed(USHORT, default=0)
    num_skill_groups: int = fixed(USHORT, default=0)
    event_reason_code: int = fixed(USHORT.of(ReasonCode), default=ReasonCode.NONE)
    forced_flag: int = fixed(UCHAR.of(ForcedFlag), default=ForcedFlag.FALSE)
    agent_capacity: int = fixed(UINT, default=0, since=12)
    agent_instrument: str = floating(6, String(64))
    agent_password: str | None = floating(49, String(64), default=None, secret=True)
    agent_id: str | None = floating(194, String(129), default=None)
    active_terminal: str | None = floating(303, String(64), default=None, since=18)


@message(39)
class SetAgentStateConf(Message):
    """Accepted; what becomes of it is told by AGENT_STATE_EVENT."""

    invoke_id: int = fixed(UINT)
