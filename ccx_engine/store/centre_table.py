"""A configuration as the centre's [rmcm] table, values or TOML: the way back from `rmcm_table.read`."""

from __future__ import annotations

import dataclasses
from typing import Any

import tomli_w

from ccx_engine.engine.configuration.rmcm import (
    ApplicationSetup,
    Configuration,
    CsqSetup,
    GroupSetup,
    ResourceGroupSetup,
    ResourceSetup,
    TeamSetup,
)
from ccx_engine.engine.scripts import script

CentreTable = dict[str, list[dict[str, Any]]]  # kind → its objects, with the keys of the file


def written(configuration: Configuration) -> CentreTable:
    """What `rmcm_table.read` makes this configuration of."""
    return {
        "skills": [_plain(each) for each in configuration.skills.values()],
        "csqs": [_csq(each) for each in configuration.csqs.values()],
        "teams": [_team(each) for each in configuration.teams.values()],
        "resources": [_resource(each) for each in configuration.resources.values()],
        "resource_groups": [_resource_group(each) for each in configuration.resource_groups.values()],
        "call_control_groups": [_group(each) for each in configuration.groups.values()],
        "applications": [_application(each) for each in configuration.applications.values()],
    }


def toml(configuration: Configuration) -> str:
    """The configuration as a file that can be applied again."""
    return tomli_w.dumps({"rmcm": written(configuration)})


def _plain(setup: Any) -> dict[str, Any]:
    """The fields whose key and value are in the file as they are in the model."""
    fields = {field.name: getattr(setup, field.name) for field in dataclasses.fields(setup)}
    return {name: value for name, value in fields.items() if isinstance(value, str | int | float)}


def _csq(csq: CsqSetup) -> dict[str, Any]:
    values = _plain(csq) | {"criterion": csq.criterion.value}
    if csq.resource_group is None:
        values["skills"] = [{"id": skill, **vars(need)} for skill, need in csq.skills.items()]
    return values


def _resource(resource: ResourceSetup) -> dict[str, Any]:
    skills = [{"id": skill, "competence": competence} for skill, competence in resource.skills.items()]
    values = _plain(resource) | {"skills": skills}
    values["type"] = "supervisor" if values.pop("supervisor") else "agent"
    return values


def _resource_group(group: ResourceGroupSetup) -> dict[str, Any]:
    return _plain(group) | {"agents": list(group.agents)}


def _team(team: TeamSetup) -> dict[str, Any]:
    return _plain(team) | {"supervisors": list(team.supervisors), "csqs": list(team.csqs)}


def _group(group: GroupSetup) -> dict[str, Any]:
    return _plain(group) | {"first_port": "".join(group.ports[:1]), "ports": len(group.ports)}


def _application(application: ApplicationSetup) -> dict[str, Any]:
    values = _plain(application)
    values["call_control_group"] = values.pop("group")
    values["steps"] = script.written(application.steps)
    return values
