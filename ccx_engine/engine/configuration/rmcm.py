"""What the engine is configured with: resources, groups, skills, CSQs, teams, applications, CTI ports."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from typing import Any, Protocol, TypeVar

from ccx_engine.engine.scripts import script
from ccx_engine.engine.scripts.script import Step
from vos.centre import Table
from vos.settings import SettingsError

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


class _HasId(Protocol):
    @property
    def id(self) -> int | str: ...


T = TypeVar("T", bound=_HasId)


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


def read(table: Table) -> Configuration:
    """The configuration in the centre's [rmcm] table. SettingsError names what is wrong."""
    configuration = Configuration(
        skills=_by_id(
            table.tables("skills"), lambda row: SkillSetup(row.get("id", int), _name(row, NAME_BYTES))
        ),
        csqs=_by_id(table.tables("csqs"), _csq),
        resources=_by_id(table.tables("resources"), _resource),
        teams=_by_id(table.tables("teams"), _team),
        groups=_by_id(table.tables("call_control_groups"), _group),
        applications=_by_id(table.tables("applications"), _application),
        resource_groups=_by_id(table.tables("resource_groups"), _resource_group),
    )
    _check(table.where, configuration)
    return configuration


def _csq(row: Table) -> CsqSetup:
    wrap_up = row.get("wrap_up_seconds", float, 0.0)
    if not 0 <= wrap_up <= MAX_WRAP_UP_SECONDS:
        raise SettingsError(
            f"centre: {row.where}.wrap_up_seconds: {wrap_up} is not 0 to {MAX_WRAP_UP_SECONDS}"
        )
    needs = _competences(row, "minimum")
    weights = {each.get("id", int): _within(each, "weight", MAX_WEIGHT, 1) for each in row.tables("skills")}
    return CsqSetup(
        id=row.get("id", int),
        name=_name(row, NAME_BYTES),
        skills={skill: SkillNeed(least, weights[skill]) for skill, least in needs.items()},
        resource_group=row.get("resource_group", int) if "resource_group" in row.mapping() else None,
        criterion=_criterion(row),
        automatic_work=row.get("automatic_work", bool, False),
        wrap_up_seconds=wrap_up,
        service_level_seconds=row.get("service_level_seconds", float, 5.0),
        service_level_percentage=_within(row, "service_level_percentage", 100, 70),
        description=row.get("description", str, ""),
    )


def _criterion(row: Table) -> Criterion:
    """The criterion, which must suit the pool."""
    named = row.get("criterion", str, Criterion.LONGEST_AVAILABLE.value)
    try:
        criterion = Criterion(named)
    except ValueError:
        known = ", ".join(each.value for each in Criterion)
        raise SettingsError(f"centre: {row.where}.criterion: {named!r} is none of {known}") from None
    grouped = "resource_group" in row.mapping()
    if grouped and row.tables("skills"):
        raise SettingsError(f"centre: {row.where}: a CSQ has either skills or a resource_group")
    if criterion in (NEEDS_SKILLS if grouped else NEEDS_GROUP):
        raise SettingsError(
            f"centre: {row.where}.criterion: {named!r} needs "
            f"{'skills' if grouped else 'a resource_group'} for its agents"
        )
    return criterion


def _resource_group(row: Table) -> ResourceGroupSetup:
    return ResourceGroupSetup(row.get("id", int), row.get("name", str), row.items("agents", str))


def _resource(row: Table) -> ResourceSetup:
    kind = row.get("type", str, "agent")
    if kind not in ("agent", "supervisor"):
        raise SettingsError(f"centre: {row.where}.type: {kind!r} is neither agent nor supervisor")
    return ResourceSetup(
        id=row.get("id", str),
        first_name=row.get("first_name", str, ""),
        last_name=row.get("last_name", str, ""),
        extension=row.get("extension", str),
        team=row.get("team", int),
        supervisor=kind == "supervisor",
        automatic_available=row.get("automatic_available", bool, True),
        skills=_competences(row, "competence"),
    )


def _team(row: Table) -> TeamSetup:
    return TeamSetup(
        row.get("id", int),
        _name(row, TEAM_NAME_BYTES),
        row.items("supervisors", str),
        row.items("csqs", int),
        row.get("not_ready_when_other_line_busy", bool, False),
    )


def _group(row: Table) -> GroupSetup:
    first, count = row.get("first_port", str), row.get("ports", int)
    if not first.isdigit() or count < 1:
        raise SettingsError(f"centre: {row.where}: first_port must be digits, and ports at least 1")
    ports = tuple(str(int(first) + at).zfill(len(first)) for at in range(count))
    return GroupSetup(row.get("id", int), ports)


def _application(row: Table) -> ApplicationSetup:
    return ApplicationSetup(
        id=row.get("id", int),
        name=row.get("name", str),
        trigger=row.get("trigger", str),
        group=row.get("call_control_group", int),
        steps=script.read(row, "steps"),
        max_sessions=row.get("max_sessions", int, 10),
        description=row.get("description", str, ""),
    )


def _competences(row: Table, key: str) -> dict[int, int]:
    skills = row.tables("skills")
    if len(skills) > MAX_SKILLS:
        raise SettingsError(f"centre: {row.where}.skills: {len(skills)} are more than {MAX_SKILLS}")
    return {skill.get("id", int): _within(skill, key, MAX_COMPETENCE) for skill in skills}


def _name(row: Table, most: int) -> str:
    name = row.get("name", str)
    if len(name.encode()) > most:
        raise SettingsError(
            f"centre: {row.where}.name: {name!r} has {len(name.encode())} bytes; {most} are the most"
        )
    return name


def _within(row: Table, key: str, most: int, default: int | None = None) -> int:
    value = row.get(key, int, default)
    if not 1 <= value <= most:
        raise SettingsError(f"centre: {row.where}.{key}: {value} is not 1 to {most}")
    return value


def _by_id(rows: Iterable[Table], make: Callable[[Table], T]) -> dict[Any, T]:
    made: dict[Any, T] = {}
    for row in rows:
        each = make(row)
        if each.id in made:
            raise SettingsError(f"centre: {row.where}.id: {each.id!r} is there twice")
        made[each.id] = each
    return made


def _check(where: str, centre: Configuration) -> None:
    """What one kind says of another must exist."""
    for resource in centre.resources.values():
        _known(where, f"resource {resource.id}", "team", (resource.team,), centre.teams)
        _known(where, f"resource {resource.id}", "skill", resource.skills, centre.skills)
    grouped: set[str] = set()
    for group in centre.resource_groups.values():
        name = f"resource group {group.id}"
        _known(where, name, "agent", group.agents, centre.resources)
        for agent in group.agents:
            if agent in grouped:
                raise SettingsError(f"centre: {where}: {name}: {agent} is in a group already")
            grouped.add(agent)
    for csq in centre.csqs.values():
        _known(where, f"csq {csq.id}", "skill", csq.skills, centre.skills)
        if csq.resource_group is not None:
            named = (csq.resource_group,)
            _known(where, f"csq {csq.id}", "resource group", named, centre.resource_groups)
    for team in centre.teams.values():
        _known(where, f"team {team.id}", "supervisor", team.supervisors, centre.resources)
        _known(where, f"team {team.id}", "csq", team.csqs, centre.csqs)
    triggers: set[str] = set()
    for application in centre.applications.values():
        name = f"application {application.id}"
        for number, step in enumerate(application.steps):
            csqs = step.csqs if isinstance(step, script.Queue | script.Dequeue) else ()
            _known(where, f"{name}: steps[{number}] ({step.DO})", "csq", csqs, centre.csqs)
        _known(where, name, "call_control_group", (application.group,), centre.groups)
        if application.trigger in triggers:
            raise SettingsError(f"centre: {where}: {name}: trigger {application.trigger} is taken already")
        triggers.add(application.trigger)


def _known(where: str, who: str, what: str, named: Iterable[object], known: Mapping[Any, object]) -> None:
    for each in named:
        if each not in known:
            raise SettingsError(f"centre: {where}: {who} names {what} {each!r}, which does not exist")
