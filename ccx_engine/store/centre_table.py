"""A configuration as the centre's [rmcm] table, values or TOML: the way back from `rmcm_table.read`."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterator
from typing import Any

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

BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")

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
    return "\n".join(_lines(written(configuration))) + "\n"


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


def _lines(table: CentreTable) -> Iterator[str]:
    yield "[rmcm]"
    for kind, objects in table.items():
        for each in objects:
            yield f"\n[[rmcm.{kind}]]"
            for key, value in each.items():
                yield f"{key} = {_value(value)}"


def _key(key: str) -> str:
    """A key of a table; one that is data, such as a variable's name, in quotes."""
    return key if BARE_KEY.fullmatch(key) else _value(key)


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_key(key)} = {_value(each)}" for key, each in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):  # TOML's basic strings are those of JSON, where DEL is escaped too
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return repr(value)
