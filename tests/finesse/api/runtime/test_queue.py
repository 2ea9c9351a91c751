"""Queues. Source: Finesse Web Services guide, Queue."""

from __future__ import annotations

from finesse.model.queue import QUEUE, QUEUES, Queue
from tests.finesse.one_node import Node

STATISTICS = (
    "<callsInQueue>-1</callsInQueue><startTimeOfLongestCallInQueue></startTimeOfLongestCallInQueue>"
    "<agentsReady>-1</agentsReady><agentsNotReady>-1</agentsNotReady><agentsBusyOther>-1</agentsBusyOther>"
    "<agentsLoggedOn>-1</agentsLoggedOn><agentsTalkingInbound>-1</agentsTalkingInbound>"
    "<agentsTalkingOutbound>-1</agentsTalkingOutbound><agentsTalkingInternal>-1</agentsTalkingInternal>"
    "<agentsWrapUpNotReady>-1</agentsWrapUpNotReady><agentsWrapUpReady>-1</agentsWrapUpReady>"
)


# source: Finesse Web Services guide, Queue; on Unified CCX each number is -1
ONE = (
    "<Queue><uri>/finesse/api/Queue/1</uri><name>Support_CSQ</name>"
    f"<statistics>{STATISTICS}</statistics></Queue>"
)


def test_a_queue_has_statistics_that_unified_ccx_does_not_know() -> None:
    queue = Queue(1, "Support_CSQ")
    assert QUEUE.xml(queue) == ONE
    assert QUEUES.xml([queue]) == f"<Queues>{ONE}</Queues>"
    assert QUEUES.xml([]) == "<Queues></Queues>"


async def test_every_user_reads_queues(node: Node) -> None:
    assert await (await node.ask("GET", "/Queue/1")).text() == ONE
    assert (await node.ask("GET", "/Queue/9")).status == 404
    for user in ("agent1", "supervisor1"):
        queues = await node.get(f"/User/{user}/Queues", "agent2")
        assert [each.findtext("name") for each in queues] == ["Support_CSQ"] * len(queues)
