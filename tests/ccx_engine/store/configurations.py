"""Configurations to keep: the sample centre's, and any that hypothesis can think of."""

from __future__ import annotations

import dataclasses
from typing import Any

from hypothesis import strategies as st

from ccx_engine.engine.configuration import rmcm, rmcm_table
from ccx_engine.engine.configuration.rmcm import (
    NEEDS_GROUP,
    NEEDS_SKILLS,
    ApplicationSetup,
    Configuration,
    Criterion,
    CsqSetup,
    GroupSetup,
    ResourceGroupSetup,
    ResourceSetup,
    SkillNeed,
    SkillSetup,
    TeamSetup,
)
from ccx_engine.engine.scripts import script
from ccx_engine.engine.scripts.script import Step
from vos import centre

SAMPLE = rmcm_table.read(centre.read(centre.SAMPLE, "rmcm"))
EMPTY = Configuration(skills={}, csqs={}, resources={}, teams={}, groups={}, applications={})

IDS = st.integers(1, 9)
NAMES = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=50)


def _names_of(most: int) -> st.SearchStrategy[str]:
    """Names of at most so many bytes."""
    return NAMES.map(lambda name: name.encode()[:most].decode(errors="ignore"))


NAMES_IN_BYTES = _names_of(rmcm.NAME_BYTES)
TEAM_NAMES = _names_of(rmcm.TEAM_NAME_BYTES)
USER_IDS = st.sampled_from(["agent1", "agent2", "agent10", "supervisor1", "Zoë", "o'hara"])
SECONDS = st.floats(0, 7200, allow_nan=False)
COMPETENCES = st.integers(1, 10)
SHORT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=10)


def _by_id(ids: set[Any], strategy: Any) -> st.SearchStrategy[dict[Any, Any]]:
    return st.fixed_dictionaries({each: strategy(each) for each in sorted(ids)})


def scripts(csqs: list[int]) -> st.SearchStrategy[tuple[Step, ...]]:
    """Steps that `script.read` may give, of every kind; the first has the label that others go to."""
    labels = st.sampled_from(["", "first"])
    some = st.lists(st.sampled_from(csqs), min_size=1, unique=True).map(tuple)
    variables = st.dictionaries(st.sampled_from(["callVariable1", "user.colour"]), SHORT, min_size=1)
    kinds = (
        st.builds(script.Greet, seconds=SECONDS),
        st.builds(script.Collect, into=st.just("callVariable10"), length=COMPETENCES, otherwise=labels),
        st.builds(script.Set, variables=variables),
        st.builds(script.Queue, csqs=some, priority=COMPETENCES),
        st.builds(script.Dequeue, csqs=some),
        st.builds(script.SetPriority, priority=COMPETENCES),
        st.builds(script.Wait, seconds=st.floats(1, 60), overflow=labels),
        st.builds(
            script.Branch,
            variable=st.just("user.colour"),
            cases=st.dictionaries(SHORT, st.just("first"), min_size=1),
            otherwise=labels,
        ),
        st.builds(script.Go, to=st.just("first")),
        st.builds(script.Transfer, number=st.sampled_from(["95551000", "+49*1#"])),
        st.builds(script.HangUp),
    )
    first = st.one_of(*kinds).map(lambda step: dataclasses.replace(step, label="first"))
    return st.tuples(first, st.lists(st.one_of(*kinds), max_size=3)).map(lambda each: (each[0], *each[1]))


def _csq(number: int, skills: set[int], groups: set[int]) -> st.SearchStrategy[CsqSetup]:
    """A CSQ of a resource group, whose ids are those of the call control groups, or of skills."""
    needs = st.builds(SkillNeed, COMPETENCES, st.integers(1, 1000))
    group = st.sampled_from(sorted(groups)) if groups else st.none()
    return st.one_of(st.none(), group).flatmap(
        lambda named: st.builds(
            CsqSetup,
            id=st.just(number),
            name=NAMES_IN_BYTES,
            skills=st.dictionaries(st.sampled_from(sorted(skills)), needs)
            if skills and named is None
            else st.just({}),
            resource_group=st.just(named),
            criterion=st.sampled_from(
                [each for each in Criterion if each not in (NEEDS_GROUP if named is None else NEEDS_SKILLS)]
            ),
            automatic_work=st.booleans(),
            wrap_up_seconds=SECONDS,
            service_level_seconds=SECONDS,
            service_level_percentage=st.integers(1, 100),
            description=NAMES,
        )
    )


@st.composite
def configurations(draw: st.DrawFn) -> Configuration:
    """A configuration that `rmcm_table.read` may give."""
    skills, teams, csqs, groups = (draw(st.sets(IDS, max_size=4)) for _ in range(4))
    people = draw(st.sets(USER_IDS)) if teams else set()
    competences = st.dictionaries(st.sampled_from(sorted(skills)), COMPETENCES) if skills else st.just({})
    resources = _by_id(
        people,
        lambda each: st.builds(
            ResourceSetup,
            id=st.just(each),
            first_name=NAMES,
            last_name=NAMES,
            extension=st.sampled_from(["1001", "1002"]),
            team=st.sampled_from(sorted(teams)),
            supervisor=st.booleans(),
            automatic_available=st.booleans(),
            skills=competences,
        ),
    )
    applications = draw(st.permutations(range(1, 4))) if csqs and groups else []
    return Configuration(
        skills=draw(_by_id(skills, lambda each: st.builds(SkillSetup, st.just(each), NAMES_IN_BYTES))),
        csqs=draw(_by_id(csqs, lambda each: _csq(each, skills, groups))),
        resources=draw(resources),
        teams=draw(
            _by_id(
                teams,
                lambda each: st.builds(
                    TeamSetup,
                    st.just(each),
                    TEAM_NAMES,
                    st.lists(st.sampled_from(sorted(people)), max_size=3).map(tuple)
                    if people
                    else st.just(()),
                    st.lists(st.sampled_from(sorted(csqs)), max_size=3).map(tuple) if csqs else st.just(()),
                    st.booleans(),
                ),
            )
        ),
        groups={each: GroupSetup(each, ("007009", "007010")) for each in sorted(groups)},
        resource_groups={
            each: ResourceGroupSetup(each, draw(NAMES), tuple(sorted(people)) if not at else ())
            for at, each in enumerate(sorted(groups))
        },
        applications={
            each: draw(
                st.builds(
                    ApplicationSetup,
                    id=st.just(each),
                    name=NAMES,
                    trigger=st.just(f"600{at}"),
                    group=st.sampled_from(sorted(groups)),
                    steps=scripts(sorted(csqs)),
                    max_sessions=st.integers(0, 100),
                    description=NAMES,
                )
            )
            for at, each in enumerate(applications)
        },
    )
