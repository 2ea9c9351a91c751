"""Reason codes: a user's, a team's, and all.

Source: Finesse Web Services guide, ReasonCode and TeamResource.
"""

from __future__ import annotations

import dataclasses

from finesse.api import errors
from finesse.api.answers import Answer, answer
from finesse.api.caller import Caller
from finesse.api.configuration.kind import Kind, at_most, unique
from finesse.api.form import Filled, Form, changed, changes, may, new
from finesse.api.keys import RestNode
from finesse.api.operation import Query, get
from finesse.api.path import TEAM, USER, Named
from finesse.api.who import Who
from finesse.catalogue import Catalogue
from finesse.model.configuration.reason import (
    ALL,
    CATEGORIES,
    LABEL,
    REASON_CODE,
    REASON_CODES,
    ReasonCode,
    ReasonCodes,
)
from finesse.model.identity import NEW
from finesse.model.user import Team, User
from finesse.model.value import words
from finesse.store import mappings

LISTS = (*CATEGORIES, ALL)
MOST = 100  # global ones of a category, and as many of teams


def get_user_reason_codes(node: RestNode, caller: Caller, form: Filled, user: User) -> Answer:
    """What the user may choose from: global codes and those of his team."""
    return _offered(node.catalogue, user.team_id, form["category"])


def get_user_reason_code(
    node: RestNode, caller: Caller, form: Filled, user: User, code: ReasonCode
) -> Answer:
    """One that the user may choose."""
    return answer(REASON_CODE, code)


def get_team_reason_codes(node: RestNode, caller: Caller, form: Filled, team: Team) -> Answer:
    """What the agents of a team may choose from; newer desktops ask for ALL."""
    return _offered(node.catalogue, team.id, form["category"])


def get_reason_codes(node: RestNode, caller: Caller, form: Filled) -> Answer:
    """All configured codes of a category, for the administrator; of ALL, the system's follow them."""
    category, codes = form["category"], node.catalogue.reason_codes
    listed = [one for one in codes if category in (ALL, one.category) and not one.system_code]
    if category == ALL:
        listed += sorted((one for one in codes if one.system_code), key=lambda one: -one.code)
    return answer(REASON_CODES, ReasonCodes(category, tuple(listed)))


def _offered(catalogue: Catalogue, team: int | None, category: str) -> Answer:
    categories = CATEGORIES if category == ALL else (category,)
    codes = tuple(code for each in categories for code in catalogue.offered_codes(each, team))
    return answer(REASON_CODES, ReasonCodes(category, codes))


def _offered_code(node: RestNode, caller: Caller, named: str, user: User) -> ReasonCode | None:
    found = node.catalogue.reason_code(named)
    return found if found is not None and found.offered_to(user.team_id) else None


def _read(form: Filled, old: ReasonCode | None, _: Catalogue) -> ReasonCode:
    if old is None:
        return ReasonCode(NEW, **form.given)
    if old.system_code:
        return _with_label(form, old)
    changed = dataclasses.replace(old, **form.given)
    return dataclasses.replace(changed, teams=frozenset()) if changed.for_all else changed


def _with_label(form: Filled, old: ReasonCode) -> ReasonCode:
    """Of the system's codes the label alone can be another (Administration Guide, Manage Reasons)."""
    kept = {"code": str(old.code), "forAll": "true", "category": old.category}
    if any(form[name] not in (None, value) for name, value in kept.items()):
        _not_the_systems(old)
    return dataclasses.replace(old, label=form["label"] or old.label)


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


def _of_the_system(code: ReasonCode) -> Form | None:
    return SYSTEM_CODE if code.system_code else None


SYSTEM_CODE = changes("ReasonCode", may("label", words(LABEL)), may("code"), may("forAll"), may("category"))

KIND = Kind(
    "ReasonCode",
    mappings.REASON_CODES,
    REASON_CODE,
    new=new(REASON_CODE),
    changed=changed(REASON_CODE),
    read=_read,
    check=_check,
    removable=_not_the_systems,
    instead=_of_the_system,
)

CATEGORY = (Query("category", CATEGORIES, required=True),)
CATEGORY_OR_ALL = (Query("category", LISTS, required=True),)

ROUTES = [
    get(
        "/finesse/api/User/{id}/ReasonCodes",
        get_user_reason_codes,
        Who.OWNER_OR_ADMINISTRATOR,
        REASON_CODES,
        [USER],
        query=CATEGORY,
    ),
    get(
        "/finesse/api/User/{id}/ReasonCode/{code}",
        get_user_reason_code,
        Who.OWNER_OR_ADMINISTRATOR,
        REASON_CODE,
        [USER, Named(_offered_code)],
    ),
    get(
        "/finesse/api/TeamResource/{id}/ReasonCodes",
        get_team_reason_codes,
        Who.TEAM,
        REASON_CODES,
        [TEAM],
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
