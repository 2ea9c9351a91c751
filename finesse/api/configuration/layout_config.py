"""The layouts of desktops: the default, a team's, and that of a user's desktop.

Source: Finesse Web Services guide, LayoutConfig and Team. What a user reads is unconfirmed.
"""

from __future__ import annotations

from finesse.api import errors
from finesse.api.answers import Answer, answer, done
from finesse.api.caller import Caller
from finesse.api.form import Filled, form, may, need
from finesse.api.keys import RestNode
from finesse.api.operation import get, update
from finesse.api.path import ASSIGNED_TEAM, USER
from finesse.api.who import Who
from finesse.catalogue import Catalogue
from finesse.model.configuration import layout_config
from finesse.model.configuration.layout_config import DEFAULT, LAYOUT_CONFIG, TEAM_LAYOUT_CONFIG, LayoutConfig
from finesse.model.user import Team, User
from finesse.model.value import TRUTH
from finesse.store import mappings

BYTES = 4 * layout_config.CHARACTERS  # of the body: `<` is written as `&lt;`
OF_A_TEAM = "/finesse/api/Team/{id}/LayoutConfig"
EVERYBODY = "/finesse/api/LayoutConfig/default"


def get_layout_config(node: RestNode, caller: Caller, form: Filled) -> Answer:
    """The layout of every team that has none of its own."""
    return answer(LAYOUT_CONFIG, node.catalogue.layout(None))


async def put_layout_config(node: RestNode, caller: Caller, form: Filled) -> Answer:
    """Another layout, if it is one."""
    await _keep(node.catalogue, LayoutConfig(DEFAULT, _checked(form["layoutxml"])))
    return done()


def get_team_layout_config(node: RestNode, caller: Caller, form: Filled, team: Team) -> Answer:
    """The team's own, or with useDefault the default one."""
    return answer(TEAM_LAYOUT_CONFIG, node.catalogue.layout(team.id))


async def put_team_layout_config(node: RestNode, caller: Caller, form: Filled, team: Team) -> Answer:
    """A layout of the team's own; with useDefault it has none, whatever else is said."""
    if not form["useDefault"]:
        await _keep(node.catalogue, LayoutConfig(team.id, _checked(form.needed("layoutxml"))))
        return done()
    async with node.catalogue.changing() as change:
        await change.remove(mappings.LAYOUTS, team.id)
    return done()


def get_user_layout_config(node: RestNode, caller: Caller, form: Filled, user: User) -> Answer:
    """What the user's desktop looks like: his team's layout, or the default."""
    return answer(LAYOUT_CONFIG, node.catalogue.layout(user.team_id))


def _checked(layout: str) -> str:
    try:
        layout_config.check(layout)
    except layout_config.InvalidLayout as error:
        raise errors.InvalidInput("layoutxml", str(error)) from None
    return layout


async def _keep(catalogue: Catalogue, layout: LayoutConfig) -> None:
    async with catalogue.changing() as change:
        await change.save(mappings.LAYOUTS, layout)


ROUTES = [
    get(EVERYBODY, get_layout_config, Who.ADMINISTRATOR, LAYOUT_CONFIG),
    update(EVERYBODY, put_layout_config, form("LayoutConfig", need("layoutxml"), limit=BYTES)),
    get(OF_A_TEAM, get_team_layout_config, Who.ADMINISTRATOR, TEAM_LAYOUT_CONFIG, [ASSIGNED_TEAM]),
    update(
        OF_A_TEAM,
        put_team_layout_config,
        form("TeamLayoutConfig", need("useDefault", TRUTH), may("layoutxml"), limit=BYTES),
        [ASSIGNED_TEAM],
    ),
    get(
        "/finesse/api/User/{id}/LayoutConfig",
        get_user_layout_config,
        Who.OWNER_OR_ADMINISTRATOR,
        LAYOUT_CONFIG,
        [USER],
    ),
]
