"""Team: its members and what they do. Source: Finesse Web Services guide, Team."""

from __future__ import annotations

from finesse.api.answers import Answer, answer
from finesse.api.caller import Caller
from finesse.api.form import Filled
from finesse.api.keys import RestNode
from finesse.api.operation import Query, get
from finesse.api.path import TEAM as NAMED_TEAM
from finesse.api.who import Who
from finesse.model.user import TEAM, TEAMS, Team


def get_team(node: RestNode, caller: Caller, form: Filled, team: Team) -> Answer:
    """For its supervisors and the administrator, and (unconfirmed) its agents.

    `includeLoggedOutAgents=false` (form unconfirmed) leaves out who is signed out.
    """
    if form["includeLoggedOutAgents"] == "false":
        signed_in = {name: user for name, user in team.members.items() if user.signed_in}
        team = Team(team.id, team.name, signed_in)
    return answer(TEAM, team)


def get_teams(node: RestNode, caller: Caller, form: Filled) -> Answer:
    """Every team, without members, for the administrator."""
    return answer(TEAMS, node.state.teams.values())


ROUTES = [
    get("/finesse/api/Teams", get_teams, Who.ADMINISTRATOR, TEAMS),
    get(
        "/finesse/api/Team/{id}",
        get_team,
        Who.TEAM,
        TEAM,
        [NAMED_TEAM],
        query=[Query("includeLoggedOutAgents", ("true", "false"))],
    ),
]
