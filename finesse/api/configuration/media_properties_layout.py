"""Which call variables desktops show: a user's, a team's, and all layouts.

Source: Finesse Web Services guide, MediaPropertiesLayout. Some of the limits are unconfirmed.
"""

from __future__ import annotations

import dataclasses

from aiohttp import web

from ccx_engine.cti.call_variables import Unfit
from finesse.api import errors
from finesse.api.answers import answer
from finesse.api.body import Body
from finesse.api.configuration import values
from finesse.api.configuration.kind import Kind, at_most, catalogue_of, unique
from finesse.api.configuration.reason_code import own, team_of
from finesse.api.form import Field, form, may, need
from finesse.api.operation import Who, get
from finesse.catalogue import Catalogue
from finesse.model.identity import NEW
from finesse.model.media_properties_layout import (
    CUSTOM,
    DEFAULT,
    MEDIA_PROPERTIES_LAYOUT,
    MEDIA_PROPERTIES_LAYOUTS,
    TYPES,
    Entries,
    Entry,
    MediaPropertiesLayout,
    may_show,
)
from finesse.store import mappings

NAME, DESCRIPTION, DISPLAY_NAME, PROPERTY = 40, 128, 50, 50  # characters; what a call carries is shorter
COLUMNS, ROWS, MOST = 2, 10, 200  # of all layouts one is the default


async def get_user_media_properties_layout(request: web.Request) -> web.Response:
    """The default one, as the desktops of before 12.0 ask for it."""
    await own(request)
    return answer(MEDIA_PROPERTIES_LAYOUT, default(catalogue_of(request)))


async def get_user_media_properties_layouts(request: web.Request) -> web.Response:
    """The default one, and those of the user's team."""
    user = await own(request)
    return _offered(request, user.team_id)


async def get_team_media_properties_layouts(request: web.Request) -> web.Response:
    """The default one, and those of the team."""
    team = await team_of(request)
    return _offered(request, team.id)


def default(catalogue: Catalogue) -> MediaPropertiesLayout:
    """The one that is always there."""
    return next(one for one in catalogue.media_properties_layouts if one.type == DEFAULT)


def _offered(request: web.Request, team: int | None) -> web.Response:
    offered = [one for one in catalogue_of(request).media_properties_layouts if one.offered_to(team)]
    return answer(MEDIA_PROPERTIES_LAYOUTS, tuple(sorted(offered, key=lambda one: one.type != DEFAULT)))


def _read(body: Body, old: MediaPropertiesLayout | None, _: Catalogue) -> MediaPropertiesLayout:
    start = old or MediaPropertiesLayout(NEW, "")
    if values.choice(body, "type", TYPES, start.type) != start.type:
        raise errors.InvalidInput("type")  # there is one default, and it stays the default
    layout = dataclasses.replace(
        start,
        name=values.words(body, "name", NAME, old.name if old else None),
        description=values.any_words(body, "description", DESCRIPTION, start.description),
    )
    if body.has("header") or old is None:
        layout = dataclasses.replace(layout, header=_entries(body.child("header"), 1))
    if body.has("column") or old is None:
        columns = values.several(body, "column", COLUMNS)
        layout = dataclasses.replace(layout, columns=tuple(_entries(column, ROWS) for column in columns))
    return layout


def _entries(column: Body | None, most: int) -> Entries:
    return tuple(_entry(entry) for entry in values.several(column, "entry", most))


def _entry(entry: Body) -> Entry:
    variable = values.words(entry, "mediaProperty", PROPERTY)
    try:
        may_show(variable)
    except Unfit as unfit:
        raise errors.InvalidInput("mediaProperty", str(unfit)) from None
    return Entry(
        values.any_words(entry, "displayName", DISPLAY_NAME),
        variable,
        values.truth(entry, "showInPopOver", False),
        values.truth(entry, "uiEditable", False),
    )


def _check(layout: MediaPropertiesLayout, others: list[MediaPropertiesLayout]) -> None:
    if not layout.header:
        raise errors.ParameterMissing("header")  # libraries of desktops cannot do without
    unique(layout.name, others, "name", lambda one: one.name)
    at_most(MOST, len(others), "MediaPropertiesLayout")


def _removable(layout: MediaPropertiesLayout) -> None:
    if layout.type == DEFAULT:
        raise errors.FinesseApiError(str(layout.id), "The default layout cannot be deleted")


def _form(header: Field, name: Field) -> tuple[Field, ...]:
    return (name, may("description"), may("type", values=(CUSTOM, DEFAULT)), header, COLUMN)


ENTRY = (need("displayName"), need("mediaProperty"), may("showInPopOver"), may("uiEditable"))
COLUMN = dataclasses.replace(may("column", Field("entry", fields=ENTRY, many=True)), many=True)
HEADER = Field("entry", fields=ENTRY)

KIND = Kind(
    "MediaPropertiesLayout",
    mappings.MEDIA_PROPERTIES_LAYOUTS,
    MEDIA_PROPERTIES_LAYOUT,
    new=form("MediaPropertiesLayout", *_form(need("header", HEADER), need("name"))),
    changed=form("MediaPropertiesLayout", *_form(may("header", HEADER), may("name"))),
    read=_read,
    check=_check,
    removable=_removable,
    called=lambda layout: "default" if layout.type == DEFAULT else "",
)

ROUTES = [
    get(
        "/finesse/api/User/{id}/MediaPropertiesLayout",
        get_user_media_properties_layout,
        Who.OWNER_OR_ADMINISTRATOR,
        MEDIA_PROPERTIES_LAYOUT,
    ),
    get(
        "/finesse/api/User/{id}/MediaPropertiesLayouts",
        get_user_media_properties_layouts,
        Who.OWNER_OR_ADMINISTRATOR,
        MEDIA_PROPERTIES_LAYOUTS,
    ),
    get(
        "/finesse/api/TeamResource/{id}/MediaPropertiesLayouts",
        get_team_media_properties_layouts,
        Who.TEAM,
        MEDIA_PROPERTIES_LAYOUTS,
    ),
    KIND.listing(MEDIA_PROPERTIES_LAYOUTS),
    KIND.reading(),
    *KIND.writing(),
]
