"""Whom a CSQ chooses of the agents who are Ready for it.

Every criterion gives each agent a value by which he is sorted in, once, when he becomes Ready; of equals the
longest available is first, and at last the one with the lower number. Source: CCX Administration guide,
resource selection criteria.
"""

from __future__ import annotations

import math
from bisect import bisect_left, insort
from collections.abc import Callable
from typing import Any

from ccx_engine.cti.enums import AgentState
from ccx_engine.engine.configuration.rmcm import Criterion
from ccx_engine.engine.model import Agent, Csq
from ccx_engine.engine.state import EngineState


def _competences(agent: Agent, csq: Csq) -> tuple[int, ...]:
    return tuple(agent.setup.skills.get(skill, 0) for skill in csq.setup.skills)


def _sum(agent: Agent, csq: Csq) -> int:
    """The agent's competence in the skills of the CSQ alone."""
    has = agent.setup.skills
    return sum(has.get(skill, 0) for skill in csq.setup.skills)


def _weighed(agent: Agent, csq: Csq) -> int:
    has = agent.setup.skills
    return sum(has.get(skill, 0) * need.weight for skill, need in csq.setup.skills.items())


def _average_handle_time(agent: Agent, csq: Csq) -> float:
    """Who has handled nothing yet comes first (unconfirmed)."""
    return agent.handle_seconds / agent.contacts_handled if agent.contacts_handled else 0.0


def _in_group(agent: Agent, csq: Csq) -> float:
    return csq.order.get(agent.id, math.inf)


# What each criterion sorts by, the smallest first.
VALUES: dict[Criterion, Callable[[Agent, Csq], Any]] = {
    Criterion.LONGEST_AVAILABLE: lambda agent, csq: 0,
    Criterion.MOST_HANDLED_CONTACTS: lambda agent, csq: -agent.contacts_handled,
    Criterion.SHORTEST_AVERAGE_HANDLE_TIME: _average_handle_time,
    Criterion.LINEAR: _in_group,
    Criterion.CIRCULAR: _in_group,
    Criterion.MOST_SKILLED: lambda agent, csq: -_sum(agent, csq),
    Criterion.LEAST_SKILLED: _sum,
    Criterion.MOST_SKILLED_BY_WEIGHT: lambda agent, csq: -_weighed(agent, csq),
    Criterion.LEAST_SKILLED_BY_WEIGHT: _weighed,
    Criterion.MOST_SKILLED_BY_ORDER: lambda agent, csq: tuple(-each for each in _competences(agent, csq)),
    Criterion.LEAST_SKILLED_BY_ORDER: _competences,
}


def present(agent: Agent) -> None:
    """The agent is Ready: each of his CSQs may choose him."""
    for csq in agent.csqs:
        _rank(agent, csq)


def withdraw(agent: Agent) -> None:
    """The agent is Ready no longer: none of his CSQs may choose him."""
    for csq in agent.csqs:
        _remove(agent, csq)
    if agent.csqs_due is not None:
        agent.csqs, agent.csqs_due = agent.csqs_due, None


def serve(agent: Agent, csqs: tuple[Csq, ...]) -> None:
    """The agent serves other CSQs from now on."""
    withdraw(agent)
    for csq in agent.csqs:
        if csq not in csqs:
            _outlived(agent, csq)
    agent.csqs = csqs
    if agent.state is AgentState.READY:  # which he may be without any CSQ
        present(agent)


def signed_out(agent: Agent) -> None:
    """He takes part in no choice any more: a changed criterion may begin to act."""
    for csq in agent.csqs:
        _outlived(agent, csq)


def change_criterion(csq: Csq, signed_in: set[Agent]) -> None:
    """A changed criterion needs the agents to sign in again: the old one acts until these have signed out.

    Source: CCX Administration guide, Contact Service Queues; that it acts for all at once is unconfirmed.
    """
    csq.signed_in_before = signed_in
    if not signed_in:
        csq.criterion = csq.setup.criterion
        rank_anew(csq)


def _outlived(agent: Agent, csq: Csq) -> None:
    if agent in csq.signed_in_before:
        change_criterion(csq, csq.signed_in_before - {agent})


def _rank(agent: Agent, csq: Csq) -> None:
    rank = (VALUES[csq.criterion](agent, csq), agent.since, agent.number, agent)
    csq.ready[agent] = rank
    insort(csq.ranked, rank)


def _remove(agent: Agent, csq: Csq) -> None:
    rank = csq.ready.pop(agent, None)
    if rank is not None:
        del csq.ranked[bisect_left(csq.ranked, rank)]


def rank_anew(csq: Csq) -> None:
    """Sort the Ready agents of a CSQ by what is true now."""
    agents, csq.ranked = list(csq.ready), []
    csq.ready.clear()
    for agent in agents:
        _rank(agent, csq)


def agent_for(csq: Csq) -> Agent | None:
    """The Ready agent whom the CSQ's criterion chooses."""
    ranked = csq.ranked
    if not ranked:
        return None
    if csq.criterion is not Criterion.CIRCULAR:
        return ranked[0][3]
    return ranked[bisect_left(ranked, (csq.chosen_last + 1,)) % len(ranked)][3]


def chosen(agent: Agent, csq: Csq) -> None:
    """The CSQ's contact goes to the agent; the Circular criterion goes on behind him."""
    csq.chosen_last = csq.order.get(agent.id, csq.chosen_last)


# --- Settling rule ------------------------------------------------------------------------------------------


def count_anew(state: EngineState) -> bool:
    """What agents have handled counts from midnight, or from when the statistics were reset.

    Source: CCX Administration guide, resource selection criteria: the statistics decide.
    """
    if state.handled_since == state.statistics.started:
        return False
    state.handled_since = state.statistics.started
    for agent in state.agents.values():
        agent.contacts_handled, agent.handle_seconds = 0, 0.0
    for csq in state.csqs.values():
        rank_anew(csq)
    return True
