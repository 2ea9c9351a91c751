"""A queue as Unified CCX shows it: its name, and statistics that are not there (each number -1).

Source: Finesse Web Services guide, Queue; statistics are Unified CCE's alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from finesse.model.xml import Shape, each, inside, text

UNKNOWN = -1


@dataclass(slots=True)
class Queue:
    """A contact service queue; with `auto_work` its calls are followed by wrap-up."""

    id: int
    name: str
    auto_work: bool = False


QUEUE: Shape[Queue] = Shape(
    "Queue",
    text("uri", lambda queue: f"/finesse/api/Queue/{queue.id}"),
    text("name"),
    inside(
        "statistics",
        text("callsInQueue", lambda queue: UNKNOWN),
        text("startTimeOfLongestCallInQueue", lambda queue: None),
        *(
            text(name, lambda queue: UNKNOWN)
            for name in (
                "agentsReady",
                "agentsNotReady",
                "agentsBusyOther",
                "agentsLoggedOn",
                "agentsTalkingInbound",
                "agentsTalkingOutbound",
                "agentsTalkingInternal",
                "agentsWrapUpNotReady",
                "agentsWrapUpReady",
            )
        ),
    ),
)
QUEUES: Shape[Iterable[Queue]] = Shape("Queues", each(QUEUE))
