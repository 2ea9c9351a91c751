"""Wrap-up reasons: a user's, a team's, and all.

Source: Finesse Web Services guide, WrapUpReason and TeamResource.
"""

from __future__ import annotations

import dataclasses

from aiohttp import web

from ccx_engine.cti.call_variables import WRAP_UP_BYTES
from finesse.api import errors
from finesse.api.answers import answer
from finesse.api.body import Body
from finesse.api.configuration import values
from finesse.api.configuration.kind import Kind, at_most, unique
from finesse.api.configuration.reason_code import own, team_of
from finesse.api.form import form, may, need
from finesse.api.keys import SERVER
from finesse.api.operation import Who, get
from finesse.catalogue import Catalogue
from finesse.model.identity import NEW
from finesse.model.reason import WRAP_UP_REASON, WRAP_UP_REASONS, WrapUpReason
from finesse.model.user import User
from finesse.store import mappings

MOST_GLOBAL = 100
MOST_OF_TEAMS = 1500


async def get_user_wrap_up_reasons(request: web.Request) -> web.Response:
    """What the user may choose from."""
    user = await own(request)
    return answer(WRAP_UP_REASONS, _of_user(request, user))


async def get_user_wrap_up_reason(request: web.Request) -> web.Response:
    """One of them."""
    user = await own(request)
    number = request.match_info["reason"]
    for one in _of_user(request, user):
        if str(one.id) == number:
            return answer(WRAP_UP_REASON, one)
    raise errors.NotFound(number)


async def get_team_wrap_up_reasons(request: web.Request) -> web.Response:
    """What the agents of a team may choose from."""
    team = await team_of(request)
    return answer(WRAP_UP_REASONS, _offered(request, team.id))


def _of_user(request: web.Request, user: User) -> tuple[WrapUpReason, ...]:
    """With the addresses that they have in a user's list."""
    return tuple(dataclasses.replace(one, root=user.uri) for one in _offered(request, user.team_id))


def _offered(request: web.Request, team: int | None) -> tuple[WrapUpReason, ...]:
    return tuple(one for one in request.app[SERVER].catalogue.wrap_up_reasons if one.offered_to(team))


def _read(body: Body, old: WrapUpReason | None, _: Catalogue) -> WrapUpReason:
    label = values.words(body, "label", WRAP_UP_BYTES, old.label if old else None)
    if len(label.encode()) > WRAP_UP_BYTES:
        raise errors.InvalidInput("label")
    for_all = values.truth(body, "forAll", old.for_all if old else None)
    if old is None:
        return WrapUpReason(NEW, label, for_all)
    return dataclasses.replace(old, label=label, for_all=for_all, teams=frozenset() if for_all else old.teams)


def _check(reason: WrapUpReason, others: list[WrapUpReason]) -> None:
    unique(reason.label, others, "label", lambda one: one.label)
    alike = [one for one in others if one.for_all == reason.for_all]
    at_most(MOST_GLOBAL if reason.for_all else MOST_OF_TEAMS, len(alike), "WrapUpReason")


KIND = Kind(
    "WrapUpReason",
    mappings.WRAP_UP_REASONS,
    WRAP_UP_REASON,
    new=form("WrapUpReason", need("label"), need("forAll", values=values.TRUTHS)),
    changed=form("WrapUpReason", may("label"), may("forAll", values=values.TRUTHS)),
    read=_read,
    check=_check,
)

ROUTES = [
    get(
        "/finesse/api/User/{id}/WrapUpReasons",
        get_user_wrap_up_reasons,
        Who.OWNER_OR_ADMINISTRATOR,
        WRAP_UP_REASONS,
    ),
    get(
        "/finesse/api/User/{id}/WrapUpReason/{reason}",
        get_user_wrap_up_reason,
        Who.OWNER_OR_ADMINISTRATOR,
        WRAP_UP_REASON,
        refuses=(errors.NotFound,),
    ),
    get("/finesse/api/TeamResource/{id}/WrapUpReasons", get_team_wrap_up_reasons, Who.TEAM, WRAP_UP_REASONS),
    KIND.listing(WRAP_UP_REASONS),
    KIND.reading(),
    *KIND.writing(),
]
