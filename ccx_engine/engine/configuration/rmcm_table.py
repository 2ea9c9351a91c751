"""Reads the configuration from the [rmcm] table of the centre's file, and says what is wrong there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol, TypeVar

from ccx_engine.engine.configuration.rmcm import (
    MAX_COMPETENCE,
    MAX_SKILLS,
    MAX_WEIGHT,
    MAX_WRAP_UP_SECONDS,
    NAME_BYTES,
    NEEDS_GROUP,
    NEEDS_SKILLS,
    TEAM_NAME_BYTES,
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
from vos.centre import Table
from vos.settings import SettingsError


class _HasId(Protocol):
    @property
    def id(self) -> int | str: ...


T = TypeVar("T", bound=_HasId)


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
