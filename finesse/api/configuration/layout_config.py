"""The layouts of desktops: the default, a team's, and that of a user's desktop.

Source: Finesse Web Services guide, LayoutConfig and Team. What a user reads is unconfirmed.
"""

from __future__ import annotations

from aiohttp import web

from finesse.api import errors
from finesse.api.answers import answer, done
from finesse.api.body import read_body
from finesse.api.configuration import values
from finesse.api.configuration.kind import catalogue_of, reader, writer
from finesse.api.configuration.reason_code import own
from finesse.api.configuration.team_assignment import assigned_team
from finesse.api.form import form, may, need
from finesse.api.operation import Who, get, update
from finesse.model import layout_config
from finesse.model.layout_config import DEFAULT, LAYOUT_CONFIG, TEAM_LAYOUT_CONFIG, LayoutConfig
from finesse.store import mappings

BYTES = 4 * layout_config.CHARACTERS  # of the body: `<` is written as `&lt;`
TEAM = "/finesse/api/Team/{id}/LayoutConfig"
EVERYBODY = "/finesse/api/LayoutConfig/default"


async def get_layout_config(request: web.Request) -> web.Response:
    """The layout of every team that has none of its own."""
    await reader(request)
    return answer(LAYOUT_CONFIG, catalogue_of(request).layout(None))


async def put_layout_config(request: web.Request) -> web.Response:
    """Another layout, if it is one."""
    await writer(request)
    body = await read_body(request, "LayoutConfig", BYTES)
    await _keep(request, LayoutConfig(DEFAULT, _checked(body.required("layoutxml"))))
    return done()


async def get_team_layout_config(request: web.Request) -> web.Response:
    """The team's own, or with useDefault the default one."""
    await reader(request)
    return answer(TEAM_LAYOUT_CONFIG, catalogue_of(request).layout(assigned_team(request).id))


async def put_team_layout_config(request: web.Request) -> web.Response:
    """A layout of the team's own; with useDefault it has none, whatever else is said."""
    await writer(request)
    team = assigned_team(request)
    body = await read_body(request, "TeamLayoutConfig", BYTES)
    if not values.truth(body, "useDefault"):
        await _keep(request, LayoutConfig(team.id, _checked(body.required("layoutxml"))))
        return done()
    async with catalogue_of(request).changing() as change:
        await change.remove(mappings.LAYOUTS, team.id)
    return done()


async def get_user_layout_config(request: web.Request) -> web.Response:
    """What the user's desktop looks like: his team's layout, or the default."""
    user = await own(request)
    return answer(LAYOUT_CONFIG, catalogue_of(request).layout(user.team_id))


def _checked(layout: str) -> str:
    try:
        layout_config.check(layout)
    except layout_config.InvalidLayout as error:
        raise errors.InvalidInput("layoutxml", str(error)) from None
    return layout


async def _keep(request: web.Request, layout: LayoutConfig) -> None:
    async with catalogue_of(request).changing() as change:
        await change.save(mappings.LAYOUTS, layout)


ROUTES = [
    get(EVERYBODY, get_layout_config, Who.ADMINISTRATOR, LAYOUT_CONFIG),
    update(
        EVERYBODY,
        put_layout_config,
        form("LayoutConfig", need("layoutxml")),
        refuses=(errors.Forbidden,),
    ),
    get(TEAM, get_team_layout_config, Who.ADMINISTRATOR, TEAM_LAYOUT_CONFIG, refuses=(errors.NoSuchTeam,)),
    update(
        TEAM,
        put_team_layout_config,
        form("TeamLayoutConfig", need("useDefault", values=values.TRUTHS), may("layoutxml")),
        refuses=(errors.Forbidden, errors.NoSuchTeam),
    ),
    get(
        "/finesse/api/User/{id}/LayoutConfig",
        get_user_layout_config,
        Who.OWNER_OR_ADMINISTRATOR,
        LAYOUT_CONFIG,
    ),
]
