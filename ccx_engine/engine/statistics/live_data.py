"""What live reports show, as records that a publisher takes: all of them at first, then those that changed.

Field names are those of the product's live data streams; durations are in milliseconds. A field whose name
ends in LowThreshold or Window1 is of the short term, in HighThreshold or Window2 of the long term.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ccx_engine.cti.enums import AgentState
from ccx_engine.engine.model import Agent, Csq
from ccx_engine.engine.statistics.counters import AgentRecord, QueueRecord, Statistics, share
from ccx_engine.engine.statistics.recent import LONG_TERM_SECONDS, SHORT_TERM_SECONDS

_TERMS = {"Low": SHORT_TERM_SECONDS, "High": LONG_TERM_SECONDS}
_WINDOWS = {"1": SHORT_TERM_SECONDS, "2": LONG_TERM_SECONDS}
_STATE_WORDS = {
    AgentState.NOT_READY: "Not Ready",
    AgentState.READY: "Ready",
    AgentState.RESERVED: "Reserved",
    AgentState.TALKING: "Talking",
    AgentState.WORK: "Work",
}


@dataclass(frozen=True, slots=True)
class Record:
    """One record of a stream; without values it is gone."""

    stream: str
    id: str
    values: dict[str, Any] | None

    def envelope(self) -> dict[str, Any]:
        """The record as it is published."""
        if self.values is None:
            return {"id": self.id, "operation": "DELETE"}
        return {"id": self.id, "operation": "UPDATE", self.stream: self.values}


class LiveData:
    """One reader's view. Records carry running durations as they are when they are read."""

    def __init__(
        self, statistics: Statistics, csqs: Mapping[int, Csq], signed_in: Mapping[str, Agent]
    ) -> None:
        """`csqs` by their ids and the agents who are signed in, as the engine keeps them up to date."""
        self._statistics = statistics
        self._csqs = csqs
        self._signed_in = signed_in
        self._seen = 0

    def snapshot(self, now: float) -> list[Record]:
        """Every record there is; `changes` goes on from here."""
        self._statistics.up_to(now)
        self._seen, _ = self._statistics.changed_since(self._seen)
        records = [record for csq in self._csqs.values() for record in self._of_csq(csq, now)]
        for agent in self._signed_in.values():
            records += self._of_agent(agent, now)
        return records

    def changes(self, now: float) -> list[Record]:
        """The records of what has changed since the last reading, in the order of the last changes."""
        self._statistics.up_to(now)
        self._seen, changed = self._statistics.changed_since(self._seen)
        records: list[Record] = []
        for subject in changed:
            records += (
                self._of_csq(subject, now) if isinstance(subject, Csq) else self._of_agent(subject, now)
            )
        return records

    # --- CSQs -----------------------------------------------------------------------------------------------

    def _of_csq(self, csq: Csq, now: float) -> Iterator[Record]:
        if self._csqs.get(csq.id) is not csq:
            yield Record("VoiceIAQStats", csq.setup.name, None)
            yield Record("AgentCSQStats", csq.setup.name, None)
            return
        record = self._statistics.queue(csq)
        agents = [each for each in self._signed_in.values() if csq in each.csqs]
        name = csq.setup.name
        yield Record("VoiceIAQStats", name, _voice_csq(csq, record, agents, now))
        yield Record(
            "AgentCSQStats",
            name,
            {
                "csqName": name,
                "currentWaitingCalls": len(record.waiting),
                "currentOldest": _ms(record.oldest(now)),
                "AgentIds": [{"agentId": each.id} for each in agents],
            },
        )

    # --- Agents ---------------------------------------------------------------------------------------------

    def _of_agent(self, agent: Agent, now: float) -> Iterator[Record]:
        record = self._statistics.agents.get(agent.id)
        if record is None:
            yield Record("ResourceIAQStats", agent.id, None)
            yield Record("VoiceCSQDetailsStats", agent.id, None)
            return
        yield Record("ResourceIAQStats", agent.id, _resource(agent, record, now))
        words = _STATE_WORDS[agent.state]
        if agent.state is AgentState.TALKING and record.csq is not None:
            words = f"Talking ( from CSQ: {record.csq.setup.name} )"
        yield Record(
            "VoiceCSQDetailsStats",
            agent.id,
            {
                "agentId": agent.id,
                "agentName": _name(agent),
                "agentState": words,
                "skillGroup": record.csq.setup.name if record.csq is not None else "",
                "agentStateDuration": _ms(now - record.entered),
                "reason": str(agent.reason),
                "AgentVoiceCSQNames": [{"agentVoiceCSQName": csq.setup.name} for csq in agent.csqs],
            },
        )


def _voice_csq(csq: Csq, record: QueueRecord, agents: list[Agent], now: float) -> dict[str, Any]:
    counters = record.counters
    states = Counter(each.state for each in agents)
    reasons = Counter(str(each.reason) for each in agents if each.state is AgentState.NOT_READY)
    values: dict[str, Any] = {
        "id": csq.id,
        "esdId": csq.id,
        "esdName": csq.setup.name,
        "nResourcesLoggedIn": len(agents),
        "nTotalContacts": counters.presented,
        "nHandledContacts": counters.handled,
        "nAbandonedContacts": counters.abandoned,
        "nDequeuedContacts": counters.dequeued,
        "avgTalkDuration": _ms(counters.talks.average),
        "longestTalkDuration": _ms(counters.talks.longest),
        "avgWaitDuration": _ms(counters.average_wait),
        "longestWaitDuration": _ms(counters.waits.longest),
        "longestCurrentlyWaitingDuration": _ms(record.oldest(now)),
        "nAvailResources": states[AgentState.READY],
        "nInSessionResources": states[AgentState.TALKING],
        "previewOBInSessionCount": 0,
        "previewOBReserveStateCount": 0,
        "nUnavailResources": states[AgentState.NOT_READY],
        "nUnavailResReasonsMap": dict(reasons),
        "nWorkResources": states[AgentState.WORK],
        "nSelectedResources": states[AgentState.RESERVED],
        "nWaitingContacts": len(record.waiting),
    }
    for term, seconds in _TERMS.items():
        values |= {f"{name}{term}Threshold": each for name, each in _term(record, now, seconds).items()}
    return values


def _term(record: QueueRecord, now: float, seconds: float) -> dict[str, int]:
    """The numbers of the last so many seconds.

    When nothing was handled in them the service level stays what it was when the last contact left them.
    """
    recent = record.recent
    handled = recent.values(now, seconds, "handled")
    met = recent.values(now, seconds, "met")
    level = len(met) / len(handled) if handled else float(record.last_met)
    return {
        "nAverageHandlingTime": _ms(share(sum(recent.values(now, seconds, "handle")), len(handled))),
        "nAverageWaitingTime": _ms(share(sum(handled), len(handled))),
        "nAbandonedCalls": len(recent.values(now, seconds, "abandoned")),
        "nDequeuedCalls": len(recent.values(now, seconds, "dequeued")),
        "nSLAPercentage": round(100 * level),
    }


def _resource(agent: Agent, record: AgentRecord, now: float) -> dict[str, Any]:
    counters = record.counters
    ready, not_ready, work, reserved = (
        counters.in_state(each)
        for each in (AgentState.READY, AgentState.NOT_READY, AgentState.WORK, AgentState.RESERVED)
    )
    in_state = _ms(now - record.entered)
    values: dict[str, Any] = {
        "resourceId": agent.id,
        "resourceName": _name(agent),
        "resourceState": int(agent.state),
        "strResourceState": _STATE_WORDS[agent.state],
        "durationInStateMillis": in_state,
        "timeChangedStateMillis": in_state,
        "nHandledContacts": counters.handled,
        "nPresentedContacts": counters.presented,
        "avgTalkDuration": _ms(counters.talks.average),
        "longestTalkDuration": _ms(counters.talks.longest),
        "avgHoldDuration": _ms(share(counters.holds.total, counters.handled)),
        "longestHoldDuration": _ms(counters.holds.longest),
        "avgHandleDuration": _ms(counters.average_handle_time),
        "avgWorkDuration": _ms(counters.average_work),
        "totalTalkTime": _ms(counters.talks.total),
        "totalHoldTime": _ms(counters.holds.total),
        "maxReadyTime": _ms(ready.longest),
        "avgReadyTime": _ms(ready.average),
        "totalReadyTime": _ms(ready.total),
        "maxNotReadyTime": _ms(not_ready.longest),
        "avgNotReadyTime": _ms(not_ready.average),
        "totalNotReadyTime": _ms(not_ready.total),
        "maxWorkTime": _ms(work.longest),
        "totalWorkTime": _ms(work.total),
        "logonDuration": _ms(now - counters.since),
        "totalReservedTime": _ms(reserved.total),
        "otherTime": 0,
        "avgSpeedOfAnswer": _ms(counters.speed_of_answer),
        "rsrcCurrentStateReasonCode": agent.reason,
        "rsrcCurrentStateReason": "",
    }
    for window, seconds in _WINDOWS.items():
        talks = counters.recent.values(now, seconds, "talk")
        holds = counters.recent.values(now, seconds, "hold")
        values[f"avgTalkingWindow{window}"] = _ms(share(sum(talks), len(talks)))
        values[f"avgHoldWindow{window}"] = _ms(share(sum(holds), len(talks)))
    return values


def _name(agent: Agent) -> str:
    return f"{agent.setup.first_name} {agent.setup.last_name}".strip()


def _ms(seconds: float) -> int:
    return round(seconds * 1000)
