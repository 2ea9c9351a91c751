"""Reason codes: a user's, a team's, and all.

Source: Finesse Web Services guide, ReasonCode and TeamResource.
"""

from __future__ import annotations

import dataclasses

from aiohttp import web

from finesse.api import auth, errors
from finesse.api.answers import answer
from finesse.api.body import Body
from finesse.api.configuration import values
from finesse.api.configuration.kind import Kind, at_most, reader, unique
from finesse.api.form import form, may, need
from finesse.api.ids import number
from finesse.api.keys import SERVER
from finesse.api.operation import Query, Who, get
from finesse.api.runtime.user import caller_of
from finesse.catalogue import Catalogue
from finesse.model.identity import NEW
from finesse.model.reason import ALL, CATEGORIES, REASON_CODE, REASON_CODES, ReasonCode, ReasonCodes
from finesse.model.user import Team, User
from finesse.store import mappings

CODES = range(1, 1000)  # on Unified CCX
LABEL = 40  # characters
LISTS = (*CATEGORIES, ALL)
MOST = 100  # global ones of a category, and as many of teams


async def get_user_reason_codes(request: web.Request) -> web.Response:
    """What the user may choose from: global codes and those of his team."""
    user = await own(request)
    return _offered(request, user.team_id, category_of(request))


async def get_user_reason_code(request: web.Request) -> web.Response:
    """One of them."""
    user = await own(request)
    found = request.app[SERVER].catalogue.reason_code(request.match_info["code"])
    if found is None or not found.offered_to(user.team_id):
        raise errors.NotFound(request.match_info["code"])
    return answer(REASON_CODE, found)


async def get_team_reason_codes(request: web.Request) -> web.Response:
    """What the agents of a team may choose from; newer desktops ask for ALL."""
    team = await team_of(request)
    return _offered(request, team.id, category_of(request, LISTS))


async def get_reason_codes(request: web.Request) -> web.Response:
    """All configured codes of a category, for the administrator; of ALL, the system's follow them."""
    await reader(request)
    category = category_of(request, LISTS)
    codes = request.app[SERVER].catalogue.reason_codes
    listed = [one for one in codes if category in (ALL, one.category) and not one.system_code]
    if category == ALL:
        listed += sorted((one for one in codes if one.system_code), key=lambda one: -one.code)
    return answer(REASON_CODES, ReasonCodes(category, tuple(listed)))


async def own(request: web.Request) -> User:
    """The user in the path, if he or the administrator asks."""
    caller = await caller_of(request)
    user = auth.found(request.app[SERVER].state, request.match_info["id"])
    auth.himself_or_administrator(caller, user, request.match_info["id"])
    return user


async def team_of(request: web.Request) -> Team:
    """The team in the path, if one of its members or supervisors asks, or the administrator."""
    caller = await caller_of(request)
    team = found_team(request)
    auth.of_the_team(caller, team)
    return team


def found_team(request: web.Request) -> Team:
    """The team in the path."""
    named = request.match_info["id"]
    team = request.app[SERVER].state.teams.get(number(named))
    if team is None:
        raise errors.NotFound(named)
    return team


def _offered(request: web.Request, team: int | None, category: str) -> web.Response:
    catalogue = request.app[SERVER].catalogue
    categories = CATEGORIES if category == ALL else (category,)
    codes = tuple(code for each in categories for code in catalogue.offered_codes(each, team))
    return answer(REASON_CODES, ReasonCodes(category, codes))


def category_of(request: web.Request, categories: tuple[str, ...] = CATEGORIES) -> str:
    """The parameter `category`."""
    category = request.query.get("category", "")
    if not category:
        raise errors.ParameterMissing("category")
    if category not in categories:
        raise errors.InvalidInput("category")
    return category


def _read(body: Body, old: ReasonCode | None, _: Catalogue) -> ReasonCode:
    if old is None:
        return ReasonCode(
            NEW,
            values.choice(body, "category", CATEGORIES),
            values.integer(body, "code", CODES),
            values.words(body, "label", LABEL),
            values.truth(body, "forAll"),
        )
    label = values.words(body, "label", LABEL, old.label)
    if old.system_code:
        return _with_label(old, label, body)
    for_all = values.truth(body, "forAll", old.for_all)
    return dataclasses.replace(
        old,
        code=values.integer(body, "code", CODES, old.code),
        label=label,
        for_all=for_all,
        teams=frozenset() if for_all else old.teams,
    )


def _with_label(old: ReasonCode, label: str, body: Body) -> ReasonCode:
    """Of the system's codes the label alone can be another (Administration Guide, Manage Reasons)."""
    kept = {"code": str(old.code), "forAll": "true", "category": old.category}
    if any(body.text(name) not in (None, value) for name, value in kept.items()):
        _not_the_systems(old)
    return dataclasses.replace(old, label=label)


def _check(code: ReasonCode, others: list[ReasonCode]) -> None:
    """The system's codes take part: what they have is taken, their numbers in both categories."""
    same = [one for one in others if one.category == code.category]
    unique(code.code, [*same, *(one for one in others if one.system_code)], "code", lambda one: one.code)
    unique(code.label, same, "label", lambda one: one.label)
    if not code.system_code:
        alike = [one for one in same if one.for_all == code.for_all and not one.system_code]
        at_most(MOST, len(alike), "ReasonCode")


def _not_the_systems(code: ReasonCode) -> None:
    if code.system_code:
        raise errors.FinesseApiError(str(code.id), "System reason codes cannot be changed")


KIND = Kind(
    "ReasonCode",
    mappings.REASON_CODES,
    REASON_CODE,
    new=form(
        "ReasonCode",
        need("category", values=CATEGORIES),
        need("code"),
        need("label"),
        need("forAll", values=values.TRUTHS),
    ),
    changed=form("ReasonCode", may("code"), may("label"), may("forAll", values=values.TRUTHS)),
    read=_read,
    check=_check,
    removable=_not_the_systems,
)

CATEGORY = (Query("category", CATEGORIES, required=True),)
CATEGORY_OR_ALL = (Query("category", LISTS, required=True),)

ROUTES = [
    get(
        "/finesse/api/User/{id}/ReasonCodes",
        get_user_reason_codes,
        Who.OWNER_OR_ADMINISTRATOR,
        REASON_CODES,
        query=CATEGORY,
    ),
    get(
        "/finesse/api/User/{id}/ReasonCode/{code}",
        get_user_reason_code,
        Who.OWNER_OR_ADMINISTRATOR,
        REASON_CODE,
        refuses=(errors.NotFound,),
    ),
    get(
        "/finesse/api/TeamResource/{id}/ReasonCodes",
        get_team_reason_codes,
        Who.TEAM,
        REASON_CODES,
        query=CATEGORY_OR_ALL,
    ),
    get(
        "/finesse/api/ReasonCodes",
        get_reason_codes,
        Who.ADMINISTRATOR,
        REASON_CODES,
        query=CATEGORY_OR_ALL,
    ),
    KIND.reading(Who.USERS),
    *KIND.writing(),
]
