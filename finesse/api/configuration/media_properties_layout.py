"""Which call variables desktops show: a user's, a team's, and all layouts.

Source: Finesse Web Services guide, MediaPropertiesLayout. Some of the limits are unconfirmed.
"""

from __future__ import annotations

import dataclasses
from typing import Any

from ccx_engine.cti.call_variables import Unfit
from finesse.api import errors
from finesse.api.answers import Answer, answer
from finesse.api.caller import Caller
from finesse.api.configuration.kind import Kind, at_most, unique
from finesse.api.form import Field, Filled, any_number, changes, form, may, may_group, need, need_group
from finesse.api.keys import RestNode
from finesse.api.operation import get
from finesse.api.path import TEAM, USER
from finesse.api.who import Who
from finesse.catalogue import Catalogue
from finesse.model.configuration.media_properties_layout import (
    CUSTOM,
    DEFAULT,
    MEDIA_PROPERTIES_LAYOUT,
    MEDIA_PROPERTIES_LAYOUTS,
    Entries,
    Entry,
    MediaPropertiesLayout,
    may_show,
)
from finesse.model.identity import NEW
from finesse.model.user import Team, User
from finesse.model.value import TRUTH, any_words, choice, words
from finesse.store import mappings

NAME, DESCRIPTION, DISPLAY_NAME, PROPERTY = 40, 128, 50, 50  # characters; what a call carries is shorter
COLUMNS, ROWS, MOST = 2, 10, 200  # of all layouts one is the default


def get_user_media_properties_layout(node: RestNode, caller: Caller, form: Filled, user: User) -> Answer:
    """The default one, as the desktops of before 12.0 ask for it."""
    layouts = node.catalogue.media_properties_layouts
    return answer(MEDIA_PROPERTIES_LAYOUT, next(one for one in layouts if one.type == DEFAULT))


def get_user_media_properties_layouts(node: RestNode, caller: Caller, form: Filled, user: User) -> Answer:
    """The default one, and those of the user's team."""
    return _offered(node.catalogue, user.team_id)


def get_team_media_properties_layouts(node: RestNode, caller: Caller, form: Filled, team: Team) -> Answer:
    """The default one, and those of the team."""
    return _offered(node.catalogue, team.id)


def _offered(catalogue: Catalogue, team: int | None) -> Answer:
    offered = [one for one in catalogue.media_properties_layouts if one.offered_to(team)]
    return answer(MEDIA_PROPERTIES_LAYOUTS, tuple(sorted(offered, key=lambda one: one.type != DEFAULT)))


def _read(form: Filled, old: MediaPropertiesLayout | None, _: Catalogue) -> MediaPropertiesLayout:
    start = old or MediaPropertiesLayout(NEW, "")
    if form["type"] not in (None, start.type):
        raise errors.InvalidInput("type")  # there is one default, and it stays the default
    said: dict[str, Any] = dict(form.given)
    if form.has("header"):
        said["header"] = _entries(form.group("header"))
    if form.has("column"):
        said["columns"] = tuple(map(_entries, form.each("column")))
    return dataclasses.replace(start, **said)


def _entries(column: Filled | None) -> Entries:
    return () if column is None else tuple(map(_entry, column.each("entry")))


def _entry(form: Filled) -> Entry:
    try:
        may_show(form["mediaProperty"])
    except Unfit as unfit:
        raise errors.InvalidInput("mediaProperty", str(unfit)) from None
    return Entry(**({"display_name": ""} | form.given))


def _check(layout: MediaPropertiesLayout, others: list[MediaPropertiesLayout]) -> None:
    if not layout.header:
        raise errors.ParameterMissing("header")  # libraries of desktops cannot do without
    unique(layout.name, others, "name", lambda one: one.name)
    at_most(MOST, len(others), "MediaPropertiesLayout")


def _removable(layout: MediaPropertiesLayout) -> None:
    if layout.type == DEFAULT:
        raise errors.FinesseApiError(str(layout.id), "The default layout cannot be deleted")


ENTRY = (
    may("displayName", any_words(DISPLAY_NAME)),
    need("mediaProperty", words(PROPERTY)),
    may("showInPopOver", TRUTH),
    may("uiEditable", TRUTH),
)
HEADER = any_number("entry", *ENTRY, most=1)
COLUMN = any_number("column", any_number("entry", *ENTRY, most=ROWS), most=COLUMNS)


def _fields(name: Field, header: Field) -> tuple[Field, ...]:
    return (
        may("type", choice((CUSTOM, DEFAULT))),
        name,
        may("description", any_words(DESCRIPTION)),
        header,
        COLUMN,
    )


KIND = Kind(
    "MediaPropertiesLayout",
    mappings.MEDIA_PROPERTIES_LAYOUTS,
    MEDIA_PROPERTIES_LAYOUT,
    new=form("MediaPropertiesLayout", *_fields(need("name", words(NAME)), need_group("header", HEADER))),
    changed=changes("MediaPropertiesLayout", *_fields(may("name", words(NAME)), may_group("header", HEADER))),
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
        [USER],
    ),
    get(
        "/finesse/api/User/{id}/MediaPropertiesLayouts",
        get_user_media_properties_layouts,
        Who.OWNER_OR_ADMINISTRATOR,
        MEDIA_PROPERTIES_LAYOUTS,
        [USER],
    ),
    get(
        "/finesse/api/TeamResource/{id}/MediaPropertiesLayouts",
        get_team_media_properties_layouts,
        Who.TEAM,
        MEDIA_PROPERTIES_LAYOUTS,
        [TEAM],
    ),
    KIND.listing(MEDIA_PROPERTIES_LAYOUTS),
    KIND.reading(),
    *KIND.writing(),
]
