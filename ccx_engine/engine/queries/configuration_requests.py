"""What clients ask of the configuration: keys, the upload, and the teams.

Source: CTI guide, "Share Configuration Data" and "Share Agent Team Configuration Data".
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import (
    MAX_AGENTS,
    AgentFlags,
    ConfigEndStatus,
    ConfigurationMask,
    MemberType,
    RecordType,
    TeamConfigParam,
    TeamOperation,
)
from ccx_engine.engine.call_data import cut
from ccx_engine.engine.configuration.rmcm import TEAM_NAME_BYTES, Configuration, TeamSetup
from ccx_engine.engine.configuration.upload import Upload, portions
from ccx_engine.engine.model import Client
from ccx_engine.engine.queries import terminals
from ccx_engine.engine.state import EngineState


def request_keys(state: EngineState, client: Client, request: cti.ConfigRequestKeyEvent) -> None:
    """CONFIG_REQUEST_KEY_EVENT: which keys has the configuration now?"""
    state.reply(client, cti.ConfigKeyEvent(**state.upload.keys()))


def request_configuration(state: EngineState, client: Client, request: cti.ConfigRequestEvent) -> None:
    """CONFIG_REQUEST_EVENT: upload what is wanted and OPEN_REQ.ConfigMsgMask lets through.

    The mask 0 asks for changes only.
    """
    client.config_updates = True
    wanted = client.masks.configuration(request.configuration_mask)
    for message in state.upload.brackets(wanted):
        state.reply(client, message)
    if wanted & ConfigurationMask.TERMINAL:
        for message in terminals.bracket(state):
            state.reply(client, message)
    if request.configuration_mask and not wanted:
        state.reply(client, cti.ConfigEndEvent(status=ConfigEndStatus.UNKNOWN_DATA))


def request_teams(state: EngineState, client: Client, request: cti.TeamConfigReq) -> None:
    """TEAM_CONFIG_REQ: every team, then the confirmation that ends the upload."""
    client.team_updates = True
    if request.config_param == TeamConfigParam.INITIAL_AND_UPDATES:
        for team in state.configuration.teams.values():
            for message in _added(state.configuration, team):
                state.reply(client, message)
    state.reply(client, cti.TeamConfigConf(invoke_id=request.invoke_id))


def _added(centre: Configuration, team: TeamSetup) -> Iterator[cti.TeamConfigEvent]:
    """A team as one ADD; members beyond what one message holds follow as CHANGE."""
    for at, some in enumerate(portions(_members(centre, team), MAX_AGENTS) or [()]):
        yield cti.TeamConfigEvent(
            team_id=team.id,
            operation=TeamOperation.CHANGE if at else TeamOperation.ADD,
            team_name=cut(team.name, TEAM_NAME_BYTES),
            members=some,
        )


def _members(centre: Configuration, team: TeamSetup) -> list[cti.TeamMember]:
    """Who belongs to a team: its supervisors, the primary one first, its agents, and its CSQs."""
    members = [
        cti.TeamMember(
            agent_id=supervisor, agent_flags=AgentFlags.SUPERVISOR if at else AgentFlags.PRIMARY_SUPERVISOR
        )
        for at, supervisor in enumerate(team.supervisors)
    ]
    members += (cti.TeamMember(agent_id=each.id) for each in centre.members_of(team))
    members += (cti.TeamMember(agent_id=str(csq), member_type=MemberType.CSQ) for csq in team.csqs)
    return members


# --- Changes ------------------------------------------------------------------------------------------------


def tell_changes(state: EngineState, old: Configuration, before: Upload) -> None:
    """Each client that has asked for the configuration hears what is another now."""
    brackets = list(state.upload.changes_from(before))
    teams = list(_team_changes(old, state.configuration))
    for client in state.clients.values():
        if client.config_updates:
            for mask, messages in brackets:
                if client.masks.configuration(mask):
                    for message in messages:
                        state.reply(client, message)
        if client.team_updates:
            for event in teams:
                state.reply(client, event)


def _team_changes(old: Configuration, new: Configuration) -> Iterator[cti.TeamConfigEvent]:
    """Teams that are gone, new, or changed; of a changed one its name, and who left and who joined."""
    for gone in old.teams.values():
        if gone.id not in new.teams:
            yield cti.TeamConfigEvent(
                team_id=gone.id,
                operation=TeamOperation.REMOVE,
                team_name=cut(gone.name, TEAM_NAME_BYTES),
            )
    for team in new.teams.values():
        before = old.teams.get(team.id)
        if before is None:
            yield from _added(new, team)
            continue
        was, now = _members(old, before), _members(new, team)
        changed = [
            dataclasses.replace(each, record_type=RecordType.DELETE) for each in was if each not in now
        ]
        changed += [each for each in now if each not in was]
        if changed or before.name != team.name:
            for some in portions(changed, MAX_AGENTS) or [()]:
                yield cti.TeamConfigEvent(
                    team_id=team.id,
                    operation=TeamOperation.CHANGE,
                    team_name=cut(team.name, TEAM_NAME_BYTES),
                    members=some,
                )
