"""Numbers about queues and agents."""

from __future__ import annotations

from ccx_engine.cti.layout import (
    INT,
    TIME,
    UINT,
    USHORT,
    String,
)
from ccx_engine.cti.wire import (
    Message,
    fixed,
    floating,
    message,
)


@message(223)
class QueryQueueStatisticsReq(Message):
    """Numbers about one CSQ."""

    invoke_id: int = fixed(UINT, default=0)
    csq_id: int = floating(62, INT)


@message(224)
class QueryQueueStatisticsConf(Message):
    """The agents and calls of the CSQ; priority queue 1 is the lowest.

    From oldest_call_in_queue on, names and order are assumed (unconfirmed).
    """

    invoke_id: int = fixed(UINT)
    logged_in_agents: int = fixed(USHORT, default=0)
    in_session_agents: int = fixed(USHORT, default=0)
    available_agents: int = fixed(USHORT, default=0)
    unavailable_agents: int = fixed(USHORT, default=0)
    in_work_agents: int = fixed(USHORT, default=0)
    selected_agents: int = fixed(USHORT, default=0)
    calls_in_priority_queue_1: int = fixed(UINT, default=0)
    calls_in_priority_queue_2: int = fixed(UINT, default=0)
    calls_in_priority_queue_3: int = fixed(UINT, default=0)
    calls_in_priority_queue_4: int = fixed(UINT, default=0)
    calls_in_priority_queue_5: int = fixed(UINT, default=0)
    calls_in_priority_queue_6: int = fixed(UINT, default=0)
    calls_in_priority_queue_7: int = fixed(UINT, default=0)
    calls_in_priority_queue_8: int = fixed(UINT, default=0)
    calls_in_priority_queue_9: int = fixed(UINT, default=0)
    calls_in_priority_queue_10: int = fixed(UINT, default=0)
    oldest_call_in_queue: int = fixed(UINT, default=0)
    start_time: int = fixed(TIME, default=0)
    total_calls_today: int = fixed(UINT, default=0)
    handled_calls_today: int = fixed(UINT, default=0)
    abandoned_calls_today: int = fixed(UINT, default=0)
    csq_id: int | None = floating(62, INT, default=None)


@message(225)
class QuerySummaryStatisticsReq(Message):
    """Numbers about the whole system."""

    invoke_id: int = fixed(UINT, default=0)


@message(226)
class QuerySummaryStatisticsConf(Message):
    """The agents and calls of all CSQs.

    From oldest_call_in_queue on, names and order are assumed (unconfirmed).
    """

    invoke_id: int = fixed(UINT)
    num_queues: int = fixed(USHORT, default=0)
    logged_in_agents: int = fixed(USHORT, default=0)
    in_session_agents: int = fixed(USHORT, default=0)
    available_agents: int = fixed(USHORT, default=0)
    unavailable_agents: int = fixed(USHORT, default=0)
    in_work_agents: int = fixed(USHORT, default=0)
    selected_agents: int = fixed(USHORT, default=0)
    calls_in_priority_queue_1: int = fixed(UINT, default=0)
    calls_in_priority_queue_2: int = fixed(UINT, default=0)
    calls_in_priority_queue_3: int = fixed(UINT, default=0)
    calls_in_priority_queue_4: int = fixed(UINT, default=0)
    calls_in_priority_queue_5: int = fixed(UINT, default=0)
    calls_in_priority_queue_6: int = fixed(UINT, default=0)
    calls_in_priority_queue_7: int = fixed(UINT, default=0)
    calls_in_priority_queue_8: int = fixed(UINT, default=0)
    calls_in_priority_queue_9: int = fixed(UINT, default=0)
    calls_in_priority_queue_10: int = fixed(UINT, default=0)
    oldest_call_in_queue: int = fixed(UINT, default=0)
    start_time: int = fixed(TIME, default=0)
    total_calls_today: int = fixed(UINT, default=0)
    handled_calls_today: int = fixed(UINT, default=0)
    abandoned_calls_today: int = fixed(UINT, default=0)


@message(239)
class QueryAgentQueueStatisticsReq(Message):
    """Numbers about all CSQs of one agent."""

    invoke_id: int = fixed(UINT, default=0)
    agent_id: str = floating(194, String(129))


@message(240)
class QueryAgentQueueStatisticsConf(Message):
    """Calls waiting for the agent; `oldest_call_in_queue` in seconds (unconfirmed)."""

    invoke_id: int = fixed(UINT)
    calls_in_queue: int = fixed(UINT, default=0)
    oldest_call_in_queue: int = fixed(UINT, default=0)
    agent_id: str = floating(194, String(129))
