"""What the contact center is configured with: agents, queues and teams.

Source: CTI guide, Configuration (keyed upload, CONFIG_AGENT_EVENT, CONFIG_CSQ_EVENT, TEAM_CONFIG_EVENT).
"""

from __future__ import annotations

import logging

from ccx_engine.cti.enums import (
    AgentFlags,
    AgentType,
    ConfigEndStatus,
    ConfigType,
    ConfigurationMask,
    MemberType,
    RecordType,
    TeamOperation,
)
from ccx_engine.cti.messages import (
    AgentRecord,
    ConfigAgentEvent,
    ConfigBeginEvent,
    ConfigCsqEvent,
    ConfigEndEvent,
    TeamConfigConf,
    TeamConfigEvent,
    TeamMember,
)
from finesse.model.queue import Queue
from finesse.model.user import Team, User
from finesse.realtime.notification import (
    Notification,
    member_changed,
    team_changed,
    user_changed,
    user_removed,
)
from finesse.realtime.state import RealtimeState, Upload

logger = logging.getLogger(__name__)

_SUPERVISES = AgentFlags.PRIMARY_SUPERVISOR | AgentFlags.SUPERVISOR


def upload_begun(state: RealtimeState, event: ConfigBeginEvent, now: float) -> list[Notification]:
    """Records follow: in a first upload all there are, so that what is not among them is gone."""
    state.upload = Upload(event.configuration_mask) if event.config_type == ConfigType.INITIAL else None
    return []


def agents_configured(state: RealtimeState, event: ConfigAgentEvent, now: float) -> list[Notification]:
    """Agents were added, changed or deleted."""
    heard = []
    for record in event.records:
        if record.record_type == RecordType.DELETE:
            user = state.user(record.login_id)
            if user is not None:
                heard += _removed(state, user)
        else:
            heard += _configured(state, record)
    return heard


def queues_configured(state: RealtimeState, event: ConfigCsqEvent, now: float) -> list[Notification]:
    """Queues were added, changed or deleted."""
    for record in event.records:
        if record.record_type == RecordType.DELETE:
            state.queues.pop(record.csq_id, None)
        else:
            state.queues[record.csq_id] = Queue(record.csq_id, record.csq_name, record.auto_work)
            if state.upload is not None:
                state.upload.queues.add(record.csq_id)
    for user in state.users:
        _wrap_up(state, user)
    return []


def upload_ended(state: RealtimeState, event: ConfigEndEvent, now: float) -> list[Notification]:
    """The records are complete; after a failed upload the old ones stay."""
    upload, state.upload = state.upload, None
    if upload is None or event.status not in (ConfigEndStatus.SUCCESS, ConfigEndStatus.EMPTY):
        return []
    if upload.mask & ConfigurationMask.CSQ:
        for gone in [number for number in state.queues if number not in upload.queues]:
            del state.queues[gone]
    heard = []
    if upload.mask & ConfigurationMask.AGENT:
        for user in [one for one in state.users if one.login_id not in upload.users]:
            heard += _removed(state, user)
    return heard


def team_configured(state: RealtimeState, event: TeamConfigEvent, now: float) -> list[Notification]:
    """A team was added (with all its members), changed (with what changed of them), or removed."""
    if event.operation == TeamOperation.REMOVE:
        gone = state.teams.pop(event.team_id, None)
        if gone is not None:
            _emptied(gone)
        return []
    team = state.teams.setdefault(event.team_id, Team(event.team_id, event.team_name))
    team.name = event.team_name
    if state.teams_told is not None:
        state.teams_told.add(team.id)
    if event.operation == TeamOperation.ADD:
        _emptied(team)
    for member in event.members:
        if member.member_type == MemberType.AGENT_OR_SUPERVISOR:
            _joined_or_left(state, team, member)
    return [team_changed(team)]


def teams_told(state: RealtimeState, event: TeamConfigConf, now: float) -> list[Notification]:
    """The upload of the teams is complete: those that are not in it are gone."""
    told, state.teams_told = state.teams_told, None
    if told is not None:
        for number in [one for one in state.teams if one not in told]:
            _emptied(state.teams.pop(number))
    return []


def _configured(state: RealtimeState, record: AgentRecord) -> list[Notification]:
    known = state.user(record.login_id)
    user = known or User(record.login_id)
    if known is None:
        state.add(user)
    before = (user.first_name, user.last_name, user.supervisor)
    user.first_name = record.first_name or ""
    user.last_name = record.last_name or ""
    user.supervisor = record.agent_type == AgentType.SUPERVISOR
    user.own_extension = record.extension or ""
    user.queues = tuple(csq.csq_id for csq in record.csqs)
    _wrap_up(state, user)
    if state.upload is not None:
        state.upload.users.add(user.login_id)
    if known is None or before == (user.first_name, user.last_name, user.supervisor):
        return []
    return [user_changed(user), *member_changed(user)]


def _removed(state: RealtimeState, user: User) -> list[Notification]:
    state.remove(user)
    return [user_removed(user), *([] if user.team is None else [team_changed(user.team)])]


def _wrap_up(state: RealtimeState, user: User) -> None:
    """Wrap-up is required when a queue of the user has automatic work (by queue: unconfirmed)."""
    queues = (state.queues.get(number) for number in user.queues)
    user.wrap_up_required = any(queue is not None and queue.auto_work for queue in queues)


def _joined_or_left(state: RealtimeState, team: Team, member: TeamMember) -> None:
    user = state.user(member.agent_id)
    if user is None and member.record_type == RecordType.DELETE:  # he was deleted, and left all teams
        return
    if user is None:
        logger.warning("team %s has the member %s, who is not configured", team.name, member.agent_id)
        return
    supervises = bool(member.agent_flags & _SUPERVISES)
    if member.record_type == RecordType.DELETE:
        if supervises:
            team.supervisors.pop(user.login_id, None)
            user.supervised.pop(team.id, None)
        elif user.team is team:
            team.members.pop(user.login_id, None)
            user.team = None
        return
    if supervises:
        user.supervisor = True
        team.supervisors[user.login_id] = user
        user.supervised[team.id] = team
    if not supervises or user.team is None:
        _belongs(user, team)


def _belongs(user: User, team: Team) -> None:
    """Every user belongs to one team; a supervisor who was told as nothing else, to one he supervises."""
    if user.team is not None:
        user.team.members.pop(user.login_id, None)
    user.team = team
    team.members[user.login_id] = user


def _emptied(team: Team) -> None:
    for user in team.members.values():
        user.team = None
    for user in team.supervisors.values():
        user.supervised.pop(team.id, None)
    team.members.clear()
    team.supervisors.clear()
