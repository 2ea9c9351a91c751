"""Whom a CSQ chooses, by each criterion."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

import pytest

from ccx_engine.cti.enums import AgentState
from ccx_engine.engine.agents import selection
from ccx_engine.engine.configuration.rmcm import (
    Criterion,
    CsqSetup,
    ResourceGroupSetup,
    ResourceSetup,
    SkillNeed,
)
from ccx_engine.engine.model import Agent, Csq
from tests.ccx_engine.engine.world import SAMPLE, World

Skills = dict[int, int]


def queue(criterion: Criterion, needs: Mapping[int, SkillNeed] | None = None, group: str = "") -> Csq:
    setup = CsqSetup(1, "Q", needs or {1: SkillNeed()}, criterion=criterion)
    return Csq(setup, criterion, {agent: at for at, agent in enumerate(group)})


def ready(csq: Csq, names: str, skills: Mapping[str, Skills] | None = None) -> dict[str, Agent]:
    """Agents with one-letter names become Ready one after the other; A has the lowest number."""
    agents = {}
    for at, name in enumerate(names):
        setup = ResourceSetup(name, "", "", "", 1, skills=(skills or {}).get(name, {1: 5}))
        agents[name] = Agent(setup, (csq,), ord(name), AgentState.READY, since=float(at))
        selection.present(agents[name])
    return agents


def chosen(csq: Csq, count: int) -> str:
    """Who is chosen one after the other when nobody comes back."""
    names = ""
    for _ in range(count):
        agent = selection.agent_for(csq)
        assert agent is not None
        selection.chosen(agent, csq)
        selection.withdraw(agent)
        names += agent.id
    assert selection.agent_for(csq) is None
    return names


# source: CCX Administration guide, resource selection criteria: the worked examples
ONE_SKILL = {"A": {1: 10}, "B": {1: 10}, "C": {1: 5}}
TWO_SKILLS = {"A": {1: 10, 2: 5}, "B": {1: 5, 2: 10}, "C": {1: 5, 2: 1}}


@pytest.mark.parametrize(
    ("criterion", "became_ready", "order"),
    [
        (Criterion.MOST_SKILLED, "ABC", "ABC"),
        (Criterion.MOST_SKILLED, "CAB", "ABC"),
        (Criterion.MOST_SKILLED, "ACB", "ABC"),
        (Criterion.MOST_SKILLED, "CBA", "BAC"),
        (Criterion.LEAST_SKILLED, "ABC", "CAB"),
        (Criterion.LEAST_SKILLED, "CAB", "CAB"),
        (Criterion.LEAST_SKILLED, "ACB", "CAB"),
        (Criterion.LEAST_SKILLED, "CBA", "CBA"),
        (Criterion.LONGEST_AVAILABLE, "CBA", "CBA"),
    ],
)
def test_the_examples_of_one_skill(criterion: Criterion, became_ready: str, order: str) -> None:
    csq = queue(criterion)
    ready(csq, became_ready, ONE_SKILL)
    assert chosen(csq, 3) == order


def test_the_example_of_two_skills() -> None:
    csq = queue(Criterion.MOST_SKILLED, {1: SkillNeed(), 2: SkillNeed()})
    ready(csq, "CAB", TWO_SKILLS)
    assert chosen(csq, 3) == "ABC"


@pytest.mark.parametrize(("skills", "total"), [((1, 3), 12), ((1,), 5)])
def test_only_the_skills_of_the_queue_count(skills: tuple[int, ...], total: int) -> None:
    csq = queue(Criterion.MOST_SKILLED, {skill: SkillNeed() for skill in skills})
    ready(csq, "A", {"A": {1: 5, 2: 6, 3: 7}})
    assert csq.ranked[0][0] == -total


@pytest.mark.parametrize(
    ("criterion", "order"),
    [
        (Criterion.MOST_SKILLED_BY_WEIGHT, "BAC"),  # 10 + 3·10, 10 + 3·5 …
        (Criterion.LEAST_SKILLED_BY_WEIGHT, "CAB"),
        (Criterion.MOST_SKILLED_BY_ORDER, "ABC"),  # A by the first skill, B before C by the second
        (Criterion.LEAST_SKILLED_BY_ORDER, "CBA"),
    ],
)
def test_weights_and_the_order_of_skills(criterion: Criterion, order: str) -> None:
    csq = queue(criterion, {1: SkillNeed(weight=1), 2: SkillNeed(weight=3)})
    ready(csq, "CAB", TWO_SKILLS)
    assert chosen(csq, 3) == order


def test_linear_begins_at_the_top_every_time_and_circular_behind_the_last() -> None:
    for criterion, order in ((Criterion.LINEAR, "AAAA"), (Criterion.CIRCULAR, "ABCA")):
        csq = queue(criterion, group="ABC")
        ready(csq, "CBA")
        taken = ""
        for _ in range(4):
            agent = selection.agent_for(csq)
            assert agent is not None
            selection.chosen(agent, csq)
            taken += agent.id
        assert taken == order


def test_circular_passes_over_who_is_not_ready() -> None:
    csq = queue(Criterion.CIRCULAR, group="ABCD")
    agents = ready(csq, "ACD")
    selection.chosen(agents["A"], csq)
    selection.withdraw(agents["A"])
    assert chosen(csq, 2) == "CD"


@pytest.mark.parametrize(
    ("criterion", "order"),
    [(Criterion.MOST_HANDLED_CONTACTS, "BCA"), (Criterion.SHORTEST_AVERAGE_HANDLE_TIME, "ACB")],
)
def test_who_has_handled_what_counts(criterion: Criterion, order: str) -> None:
    csq = queue(criterion)
    for name, agent in ready(csq, "ABC").items():
        agent.contacts_handled, agent.handle_seconds = {"A": (0, 0.0), "B": (9, 900.0), "C": (3, 60.0)}[name]
    selection.rank_anew(csq)
    assert chosen(csq, 3) == order


@pytest.mark.parametrize("criterion", Criterion)
def test_of_equals_the_longest_available_is_first_then_the_lower_number(criterion: Criterion) -> None:
    csq = queue(criterion)
    agents = ready(csq, "CBA")
    agents["A"].since = agents["B"].since
    selection.rank_anew(csq)
    assert chosen(csq, 3) == "CAB"


def test_talking_and_working_count_as_handling(world: World) -> None:
    world.sign_in("agent1")
    world.call("5551", "6001")
    world.advance(1.0)
    world.pick_up("1001")
    world.advance(20.0)
    world.hang_up("1001")
    world.advance(30.0)
    agent = world.agent("agent1")
    assert agent.contacts_handled == 1
    assert agent.handle_seconds == pytest.approx(50.0)


def test_what_was_handled_yesterday_does_not_count_today(world: World) -> None:
    # source: CCX Administration guide, resource selection criteria; counters begin anew at midnight
    world.sign_in("agent1", "agent2")
    csq = world.engine.state.csqs[1]
    csq.criterion = Criterion.MOST_HANDLED_CONTACTS
    agent1, agent2 = world.agent("agent1"), world.agent("agent2")
    agent2.contacts_handled, agent2.handle_seconds = 5, 100.0
    selection.rank_anew(csq)
    assert selection.agent_for(csq) is agent2
    world.advance(world.engine.state.statistics._midnight - world.now + 1.0)
    world.sign_in("agent3")  # anything that happens on the new day
    assert (agent2.contacts_handled, agent2.handle_seconds) == (0, 0.0)
    assert selection.agent_for(csq) is agent1


def test_a_group_serves_its_queue_in_turn() -> None:
    """Support's callers go round the group, whatever their skills."""
    csq = dataclasses.replace(
        SAMPLE.csqs[1],
        skills={},
        resource_group=7,
        criterion=Criterion.CIRCULAR,
        automatic_work=False,
    )
    group = ResourceGroupSetup(7, "Round", ("agent5", "agent1", "agent2"))
    world = World(
        centre=dataclasses.replace(SAMPLE, csqs={**SAMPLE.csqs, 1: csq}, resource_groups={7: group})
    )
    world.sign_in("agent1", "agent2", "agent3", "agent5")
    taken = []
    for number in range(4):
        world.call(f"555{number}", "6001")
        world.advance(1.0)
        (agent,) = [each for each in world.engine.state.agents.values() if each.delivery]
        taken.append(agent.id)
        world.pick_up(agent.extension)
        world.hang_up(agent.extension)
        world.advance(1.0)
    assert taken == ["agent5", "agent1", "agent2", "agent5"]
    assert world.state("agent3") == (AgentState.READY, 0)
