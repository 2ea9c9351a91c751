"""Numbers about queues and agents, as CTI clients ask for them.

Source: CTI guide, QUERY_QUEUE_STATISTICS_CONF, QUERY_SUMMARY_STATISTICS_CONF,
QUERY_AGENT_QUEUE_STATISTICS_CONF. The guide tells neither the unit of OldestCallInQueue, which is seconds
here, nor the names of what is counted today (unconfirmed).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import AgentState, CcxErrorCode, ControlFailure
from ccx_engine.engine.errors import Impossible
from ccx_engine.engine.model import Agent, Client
from ccx_engine.engine.state import EngineState
from ccx_engine.engine.statistics.counters import QueueRecord

_COUNTED = {
    "in_session_agents": AgentState.TALKING,
    "available_agents": AgentState.READY,
    "unavailable_agents": AgentState.NOT_READY,
    "in_work_agents": AgentState.WORK,
    "selected_agents": AgentState.RESERVED,
}


def query_queue(state: EngineState, client: Client, request: cti.QueryQueueStatisticsReq) -> None:
    """QUERY_QUEUE_STATISTICS_REQ: one CSQ. The one that does not exist is refused as out of range."""
    csq = state.csqs.get(request.csq_id)
    if csq is None:
        raise Impossible(
            ControlFailure.VALUE_OUT_OF_RANGE,
            CcxErrorCode.DEFAULT_ERROR_CODE,
            f"there is no CSQ {request.csq_id}",
        )
    agents = [each for each in state.directory.lines.values() if csq in each.csqs]
    state.statistics.up_to(state.now)
    record = state.statistics.queue(csq)
    state.reply(
        client,
        cti.QueryQueueStatisticsConf(
            invoke_id=request.invoke_id, csq_id=csq.id, **_agents(agents), **_calls(state, record)
        ),
    )


def query_summary(state: EngineState, client: Client, request: cti.QuerySummaryStatisticsReq) -> None:
    """QUERY_SUMMARY_STATISTICS_REQ: the whole system; a contact in several CSQs counts once."""
    state.statistics.up_to(state.now)
    state.reply(
        client,
        cti.QuerySummaryStatisticsConf(
            invoke_id=request.invoke_id,
            num_queues=len(state.csqs),
            **_agents(state.directory.lines.values()),
            **_calls(state, state.statistics.system),
        ),
    )


def query_agent_queues(state: EngineState, client: Client, request: cti.QueryAgentQueueStatisticsReq) -> None:
    """QUERY_AGENT_QUEUE_STATISTICS_REQ: what waits in any of an agent's CSQs."""
    agent = state.agents.get(request.agent_id)
    if agent is None:
        raise Impossible(ControlFailure.INVALID_AGENT_ID_SPECIFIED, CcxErrorCode.AGENT_INVALID)
    records = [state.statistics.queue(csq) for csq in agent.csqs]
    state.reply(
        client,
        cti.QueryAgentQueueStatisticsConf(
            invoke_id=request.invoke_id,
            agent_id=agent.id,
            calls_in_queue=len({contact for record in records for contact in record.waiting}),
            oldest_call_in_queue=int(max((each.oldest(state.now) for each in records), default=0.0)),
        ),
    )


def _agents(agents: Iterable[Agent]) -> dict[str, Any]:
    """How many are signed in, and in which state."""
    states = Counter(each.state for each in agents)
    return {"logged_in_agents": states.total()} | {name: states[each] for name, each in _COUNTED.items()}


def _calls(state: EngineState, record: QueueRecord) -> dict[str, Any]:
    """What waits, at which priority, and what was counted since the start."""
    waiting = Counter(contact.priority for contact in record.waiting)
    counters = record.counters
    return {
        **{f"calls_in_priority_queue_{each}": waiting[each] for each in range(1, 11)},
        "oldest_call_in_queue": int(record.oldest(state.now)),
        "start_time": int(state.epoch + state.statistics.started),
        "total_calls_today": counters.presented,
        "handled_calls_today": counters.handled,
        "abandoned_calls_today": counters.abandoned,
    }
