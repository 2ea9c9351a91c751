"""Who serves which CSQ, by skills or by resource group, and who belongs to a team."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from ccx_engine.engine.configuration.rmcm import (
    CsqSetup,
    ResourceGroupSetup,
    ResourceSetup,
    SkillNeed,
    TeamSetup,
)
from tests.ccx_engine.engine.world import SAMPLE

ann = ResourceSetup("ann", "Ann", "Ash", "3001", 1, skills={1: 5, 2: 3})


def test_an_agent_serves_a_csq_when_he_has_all_its_skills_as_well_as_asked() -> None:
    csqs = {
        1: CsqSetup(1, "both", skills={1: SkillNeed(5), 2: SkillNeed(3)}),
        2: CsqSetup(2, "better", skills={1: SkillNeed(6)}),
        3: CsqSetup(3, "another", skills={1: SkillNeed(1), 9: SkillNeed(1)}),
        4: CsqSetup(4, "one", skills={2: SkillNeed(1)}),
    }
    assert replace(SAMPLE, csqs=csqs).csqs_of(ann) == (1, 4)


def test_of_a_csq_with_a_group_only_the_group_counts_and_its_order() -> None:
    csq = CsqSetup(1, "round", resource_group=7)
    groups = {7: ResourceGroupSetup(7, "Round", ("bob", "ann"))}
    centre = replace(SAMPLE, csqs={1: csq}, resource_groups=groups)
    assert centre.csqs_of(ann) == (1,)
    assert centre.csqs_of(replace(ann, id="eve", skills={1: 10})) == ()
    assert centre.order_of(csq) == {"bob": 0, "ann": 1}


def test_the_members_of_a_team_are_its_agents_without_its_supervisors() -> None:
    sue = ResourceSetup("sue", "", "", "3002", 1, supervisor=True)
    zoe = ResourceSetup("zoe", "", "", "3003", 2)
    team = TeamSetup(1, "Support", supervisors=("sue",))
    centre = replace(SAMPLE, resources={each.id: each for each in (sue, ann, zoe)}, teams={1: team})
    assert centre.members_of(team) == (ann,)


competences = st.dictionaries(st.integers(1, 4), st.integers(1, 10), max_size=4)


@given(
    needs=st.lists(st.dictionaries(st.integers(1, 4), st.integers(1, 10), min_size=1), max_size=6),
    has=competences,
)
def test_the_csqs_found_are_those_that_each_rule_gives_one_by_one(
    needs: list[dict[int, int]], has: dict[int, int]
) -> None:
    csqs = {
        number: CsqSetup(
            number, str(number), skills={skill: SkillNeed(least) for skill, least in need.items()}
        )
        for number, need in enumerate(needs, start=1)
    }
    expected = tuple(
        number
        for number, need in enumerate(needs, start=1)
        if all(has.get(skill, 0) >= least for skill, least in need.items())
    )
    assert replace(SAMPLE, csqs=csqs).csqs_of(replace(ann, skills=has)) == expected
