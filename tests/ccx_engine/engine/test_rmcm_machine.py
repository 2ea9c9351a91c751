"""Random agents, callers and clocks with several CSQs each, priorities, every criterion, and new skills."""

from __future__ import annotations

import dataclasses

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from ccx_engine.engine.agents import selection
from ccx_engine.engine.configuration.rmcm import (
    NEEDS_GROUP,
    Configuration,
    Criterion,
    CsqSetup,
    ResourceGroupSetup,
    SkillNeed,
)
from ccx_engine.engine.contacts import queueing
from ccx_engine.engine.scripts import script
from tests.ccx_engine.engine.test_machine import AGENTS, DESK, ContactCentre
from tests.ccx_engine.engine.world import SAMPLE, World, agent_client

GROUPED = {7: Criterion.LINEAR, 8: Criterion.CIRCULAR}
SKILLED = dict(enumerate((each for each in Criterion if each not in NEEDS_GROUP), start=11))
WHERE = {  # the CSQs that a trigger's callers wait in, and at which priority
    "6001": ((1, 7, 11, 13, 17), 3),
    "6002": ((2, 8, 12, 18), 8),
}
competences = st.sampled_from([0, 1, 5, 10])


def varied() -> Configuration:
    """The sample with a CSQ of every criterion, and triggers that queue to several."""
    needs = {1: SkillNeed(1, 3), 2: SkillNeed(5, 2)}
    csqs = dict(SAMPLE.csqs)
    for number, criterion in GROUPED.items():
        csqs[number] = CsqSetup(number, criterion.value, resource_group=1, criterion=criterion)
    for number, criterion in SKILLED.items():
        one = {1 + number % 2: SkillNeed()}
        csqs[number] = CsqSetup(number, criterion.value, needs if number > 16 else one, criterion=criterion)
    resources = dict(SAMPLE.resources)
    for at, agent in enumerate(AGENTS):
        resources[agent] = dataclasses.replace(resources[agent], skills={1: 3 + 3 * at, 2: 9 - 2 * at})
    applications = {}
    for number, application in SAMPLE.applications.items():
        waits_in, priority = WHERE.get(application.trigger, ((1, 2), 1))
        steps = (script.Queue(csqs=waits_in, priority=priority),)
        applications[number] = dataclasses.replace(application, steps=steps)
    groups = {1: ResourceGroupSetup(1, "Round", (AGENTS[1], AGENTS[0]))}
    return dataclasses.replace(
        SAMPLE, csqs=csqs, resources=resources, applications=applications, resource_groups=groups
    )


VARIED = varied()


class Routing(ContactCentre):
    """All that may happen in the contact centre, among many CSQs."""

    def __init__(self) -> None:
        super().__init__()
        self.world = World(centre=VARIED)
        self.world.open_client(agent_client(DESK, "agent1"))
        self.world.told.clear()
        self.world.eager = False

    @rule(data=st.data(), priority=st.integers(1, 10))
    def a_script_changes_a_priority(self, data: st.DataObject, priority: int) -> None:
        state = self.world.engine.state
        waiting = [each.contact for each in state.calls.values() if each.contact and each.contact.offerable]
        if waiting:
            queueing.set_priority(state, data.draw(st.sampled_from(waiting)), priority)

    @rule(agent=st.sampled_from(AGENTS), first=competences, second=competences)
    def an_agent_is_given_other_skills(self, agent: str, first: int, second: int) -> None:
        centre = self.world.centre
        skills = {skill: value for skill, value in ((1, first), (2, second)) if value}
        setup = dataclasses.replace(centre.resources[agent], skills=skills)
        self.reconfigure(dataclasses.replace(centre, resources={**centre.resources, agent: setup}))

    @rule(number=st.sampled_from(sorted(SKILLED)), criterion=st.sampled_from(sorted(SKILLED)))
    def a_queue_is_given_another_criterion(self, number: int, criterion: int) -> None:
        centre = self.world.centre
        setup = dataclasses.replace(centre.csqs[number], criterion=SKILLED[criterion])
        self.reconfigure(dataclasses.replace(centre, csqs={**centre.csqs, number: setup}))

    def reconfigure(self, centre: Configuration) -> None:
        self.world.centre = centre
        self.world._take(self.world.engine.reconfigure(centre, self.world.now))
        self.world.run()

    @invariant()
    def each_queue_ranks_exactly_those_who_are_ready_for_it(self) -> None:
        state = self.world.engine.state
        for csq in state.csqs.values():
            assert csq.ranked == sorted(csq.ready.values(), key=lambda rank: rank[:3])
            assert set(csq.ready) == {
                agent for agent in state.agents.values() if agent.state.name == "READY" and csq in agent.csqs
            }
            assert (selection.agent_for(csq) is None) == (not csq.ready)

    @invariant()
    def who_waits_keeps_his_places_in_order(self) -> None:
        for call in self.world.engine.state.calls.values():
            contact = call.contact
            if contact is not None and contact.offerable:
                assert set(contact.places) == set(contact.entered)
                for csq, place in contact.places.items():
                    assert place == (-contact.priority, contact.entered[csq], contact.number)


TestRouting = Routing.TestCase
TestRouting.settings = settings(
    max_examples=100, stateful_step_count=50, deadline=None, suppress_health_check=list(HealthCheck)
)
