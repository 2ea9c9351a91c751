"""Statistics as CTI clients ask for them.

# source: CTI guide, QUERY_QUEUE_STATISTICS_CONF
"""

from __future__ import annotations

import dataclasses

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import AgentState
from tests.ccx_engine.engine.world import World


def queued(world: World, caller: str = "5551", number: str = "6001") -> int:
    call = world.call(caller, number)
    world.advance(0.25)  # the greeting
    return call


def test_a_queue_s_statistics_are_answered(world: World) -> None:
    world.sign_in("agent1", "agent2")
    world.sign_in("agent3", state=AgentState.NOT_READY)
    queued(world, "5551")
    world.pick_up("1001")
    queued(world, "5552")  # rings at agent2
    queued(world, "5553")
    world.advance(5.0)
    answer = world.ask(cti.QueryQueueStatisticsReq(invoke_id=3, csq_id=1), cti.QueryQueueStatisticsConf)
    assert dataclasses.asdict(answer) | {"start_time": 0} == dataclasses.asdict(
        cti.QueryQueueStatisticsConf(
            invoke_id=3,
            csq_id=1,
            logged_in_agents=3,
            in_session_agents=1,
            unavailable_agents=1,
            selected_agents=1,
            calls_in_priority_queue_1=2,
            oldest_call_in_queue=5,
            total_calls_today=3,
            handled_calls_today=1,
        )
    )
    assert answer.start_time == 1_700_001_000


def test_the_summary_counts_a_contact_of_two_queues_once(world: World) -> None:
    queued(world, number="6002")
    world.advance(61.0)
    answer = world.ask(cti.QuerySummaryStatisticsReq(invoke_id=4), cti.QuerySummaryStatisticsConf)
    assert (answer.num_queues, answer.logged_in_agents) == (2, 0)
    assert (answer.calls_in_priority_queue_1, answer.total_calls_today) == (1, 1)
    assert answer.oldest_call_in_queue == 61


def test_urgent_contacts_are_counted_in_their_priority_queue(world: World) -> None:
    queued(world)
    world.advance(120.0)
    answer = world.ask(cti.QueryQueueStatisticsReq(invoke_id=3, csq_id=1), cti.QueryQueueStatisticsConf)
    assert (answer.calls_in_priority_queue_1, answer.calls_in_priority_queue_10) == (0, 1)


def test_an_agent_s_queues_are_told_together(world: World) -> None:
    queued(world)
    world.advance(2.0)
    queued(world, "5552", "6002")
    request = cti.QueryAgentQueueStatisticsReq(invoke_id=5, agent_id="agent1")
    answer = world.ask(request, cti.QueryAgentQueueStatisticsConf)
    assert (answer.agent_id, answer.calls_in_queue, answer.oldest_call_in_queue) == ("agent1", 1, 2)


def test_statistics_of_what_does_not_exist_are_refused(world: World) -> None:
    assert world.refused(cti.QueryQueueStatisticsReq(invoke_id=3, csq_id=99))[0] == 3
    assert world.refused(cti.QueryAgentQueueStatisticsReq(invoke_id=3, agent_id="nobody"))[1] == 88009
