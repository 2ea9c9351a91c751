"""What RmCm is configured with: resources, groups, skills, CSQs, teams, applications, CTI ports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property

from ccx_engine.engine.scripts.script import Step

MAX_WRAP_UP_SECONDS = 7200
MAX_COMPETENCE = 10
MAX_WEIGHT = 1000
MAX_SKILLS = 50  # of a resource, and of a CSQ
NAME_BYTES = 50  # of a CSQ and of a skill (CCX Administration guide)
TEAM_NAME_BYTES = 49


class Criterion(Enum):
    """Whom a CSQ chooses of its Ready agents (CCX Administration guide, resource selection criteria)."""

    LONGEST_AVAILABLE = "Longest Available"
    MOST_HANDLED_CONTACTS = "Most Handled Contacts"
    SHORTEST_AVERAGE_HANDLE_TIME = "Shortest Average Handle Time"
    LINEAR = "Linear"
    CIRCULAR = "Circular"
    MOST_SKILLED = "Most Skilled"
    LEAST_SKILLED = "Least Skilled"
    MOST_SKILLED_BY_WEIGHT = "Most Skilled by Weight"
    LEAST_SKILLED_BY_WEIGHT = "Least Skilled by Weight"
    MOST_SKILLED_BY_ORDER = "Most Skilled by Order"
    LEAST_SKILLED_BY_ORDER = "Least Skilled by Order"


# What a pool of agents must be for a criterion that is not for both kinds.
NEEDS_GROUP = frozenset({Criterion.LINEAR, Criterion.CIRCULAR})
NEEDS_SKILLS = frozenset(each for each in Criterion if "Skilled" in each.value)


@dataclass(frozen=True)
class SkillSetup:
    id: int
    name: str


@dataclass(frozen=True)
class SkillNeed:
    """The least competence that an agent of a CSQ needs in a skill, and what the skill weighs."""

    minimum: int = 1
    weight: int = 1


@dataclass(frozen=True)
class ResourceGroupSetup:
    """A resource group; the order of its agents is that of the Linear and the Circular criterion."""

    id: int
    name: str
    agents: tuple[str, ...] = ()


@dataclass(frozen=True)
class CsqSetup:
    """A contact service queue. Its agents are those with all of `skills`, or those of the resource group.

    `skills` are by their ids, in the order that the criteria by order go by.
    """

    id: int
    name: str
    skills: Mapping[int, SkillNeed] = field(default_factory=dict)
    resource_group: int | None = None
    criterion: Criterion = Criterion.LONGEST_AVAILABLE
    automatic_work: bool = False
    wrap_up_seconds: float = 0.0  # 0: work lasts until the agent ends it
    service_level_seconds: float = 5.0
    service_level_percentage: int = 70
    description: str = ""


@dataclass(frozen=True)
class ResourceSetup:
    """An agent or supervisor; `skills` are skill ids with his competence."""

    id: str
    first_name: str
    last_name: str
    extension: str
    team: int
    supervisor: bool = False
    automatic_available: bool = True
    skills: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class TeamSetup:
    """A team; its first supervisor is the primary one."""

    id: int
    name: str
    supervisors: tuple[str, ...] = ()
    csqs: tuple[int, ...] = ()
    not_ready_when_other_line_busy: bool = False


@dataclass(frozen=True)
class GroupSetup:
    """A call control group: CTI ports with consecutive numbers."""

    id: int
    ports: tuple[str, ...]


@dataclass(frozen=True)
class ApplicationSetup:
    """An application: the trigger that starts it, and what it does with a call."""

    id: int
    name: str
    trigger: str
    group: int
    steps: tuple[Step, ...]
    max_sessions: int = 10
    description: str = ""


_Numbered = tuple[int, CsqSetup]


@dataclass(frozen=True)
class Configuration:
    """Everything RmCm knows before anybody signs in, each kind by its id."""

    skills: Mapping[int, SkillSetup]
    csqs: Mapping[int, CsqSetup]
    resources: Mapping[str, ResourceSetup]
    teams: Mapping[int, TeamSetup]
    groups: Mapping[int, GroupSetup]
    applications: Mapping[int, ApplicationSetup]
    resource_groups: Mapping[int, ResourceGroupSetup] = field(default_factory=dict)

    def csqs_of(self, resource: ResourceSetup) -> tuple[int, ...]:
        """The CSQs that the resource is an agent of."""
        by_group, by_skill = self._may_serve
        found = list(by_group.get(resource.id, ()))
        has = resource.skills
        for first in has:
            for at, csq in by_skill.get(first, ()):
                if all(has.get(skill, 0) >= need.minimum for skill, need in csq.skills.items()):
                    found.append((at, csq))
        return tuple(csq.id for _, csq in sorted(found, key=lambda each: each[0]))

    @cached_property
    def _may_serve(self) -> tuple[dict[str, list[_Numbered]], dict[int, list[_Numbered]]]:
        """CSQs and their places in the order of all: by the agents of their groups, by their first skill."""
        by_group: dict[str, list[_Numbered]] = {}
        by_skill: dict[int, list[_Numbered]] = {}
        for at, csq in enumerate(self.csqs.values()):
            for agent in self.order_of(csq):
                by_group.setdefault(agent, []).append((at, csq))
            for skill in [*csq.skills][:1]:
                by_skill.setdefault(skill, []).append((at, csq))
        return by_group, by_skill

    def order_of(self, csq: CsqSetup) -> dict[str, int]:
        """Where each agent stands in the CSQ's resource group; nothing when it has none."""
        if csq.resource_group is None:
            return {}
        return {agent: at for at, agent in enumerate(self.resource_groups[csq.resource_group].agents)}

    def members_of(self, team: TeamSetup) -> tuple[ResourceSetup, ...]:
        """The agents of a team; its supervisors are listed by the team itself."""
        return tuple(
            each
            for each in self.resources.values()
            if each.team == team.id and each.id not in team.supervisors
        )
