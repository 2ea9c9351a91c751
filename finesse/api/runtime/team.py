"""Team: its members and what they do. Source: Finesse Web Services guide, Team."""

from __future__ import annotations

from aiohttp import web

from finesse.api import auth
from finesse.api.answers import answer
from finesse.api.configuration.reason_code import team_of
from finesse.api.keys import SERVER
from finesse.api.operation import Query, Who, get
from finesse.api.runtime.user import caller_of
from finesse.model.user import TEAM, TEAMS, Team


async def get_team(request: web.Request) -> web.Response:
    """For its supervisors and the administrator, and (unconfirmed) its agents.

    `includeLoggedOutAgents=false` (form unconfirmed) leaves out who is signed out.
    """
    team = await team_of(request)
    if request.query.get("includeLoggedOutAgents") == "false":
        signed_in = {name: user for name, user in team.members.items() if user.signed_in}
        team = Team(team.id, team.name, signed_in)
    return answer(TEAM, team)


async def get_teams(request: web.Request) -> web.Response:
    """All of them, without members, for the administrator."""
    auth.only_administrator(await caller_of(request))
    return answer(TEAMS, request.app[SERVER].state.teams.values())


ROUTES = [
    get("/finesse/api/Teams", get_teams, Who.ADMINISTRATOR, TEAMS),
    get(
        "/finesse/api/Team/{id}",
        get_team,
        Who.TEAM,
        TEAM,
        query=[Query("includeLoggedOutAgents", ("true", "false"))],
    ),
]
