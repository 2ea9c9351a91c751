"""Wrap-up reasons: a user's, a team's, and all.

Source: Finesse Web Services guide, WrapUpReason and TeamResource.
"""

from __future__ import annotations

import dataclasses

from finesse.api.answers import Answer, answer
from finesse.api.caller import Caller
from finesse.api.configuration.kind import Kind, at_most, unique
from finesse.api.form import Filled, changed, new
from finesse.api.keys import RestNode
from finesse.api.operation import get
from finesse.api.path import TEAM, USER, Named
from finesse.api.who import Who
from finesse.catalogue import Catalogue
from finesse.model.configuration.reason import WRAP_UP_REASON, WRAP_UP_REASONS, WrapUpReason
from finesse.model.identity import NEW
from finesse.model.user import Team, User
from finesse.store import mappings

MOST_GLOBAL = 100
MOST_OF_TEAMS = 1500


def get_user_wrap_up_reasons(node: RestNode, caller: Caller, form: Filled, user: User) -> Answer:
    """What the user may choose from."""
    return answer(WRAP_UP_REASONS, _of_user(node.catalogue, user))


def get_user_wrap_up_reason(
    node: RestNode, caller: Caller, form: Filled, user: User, reason: WrapUpReason
) -> Answer:
    """One that the user may choose."""
    return answer(WRAP_UP_REASON, reason)


def get_team_wrap_up_reasons(node: RestNode, caller: Caller, form: Filled, team: Team) -> Answer:
    """What the agents of a team may choose from."""
    return answer(WRAP_UP_REASONS, _offered(node.catalogue, team.id))


def _of_user(catalogue: Catalogue, user: User) -> tuple[WrapUpReason, ...]:
    """With the addresses that they have in a user's list."""
    return tuple(dataclasses.replace(one, root=user.uri) for one in _offered(catalogue, user.team_id))


def _offered(catalogue: Catalogue, team: int | None) -> tuple[WrapUpReason, ...]:
    return tuple(one for one in catalogue.wrap_up_reasons if one.offered_to(team))


def _offered_reason(node: RestNode, caller: Caller, named: str, user: User) -> WrapUpReason | None:
    return next((one for one in _of_user(node.catalogue, user) if str(one.id) == named), None)


def _read(form: Filled, old: WrapUpReason | None, _: Catalogue) -> WrapUpReason:
    if old is None:
        return WrapUpReason(NEW, **form.given)
    changed = dataclasses.replace(old, **form.given)
    return dataclasses.replace(changed, teams=frozenset()) if changed.for_all else changed


def _check(reason: WrapUpReason, others: list[WrapUpReason]) -> None:
    unique(reason.label, others, "label", lambda one: one.label)
    alike = [one for one in others if one.for_all == reason.for_all]
    at_most(MOST_GLOBAL if reason.for_all else MOST_OF_TEAMS, len(alike), "WrapUpReason")


KIND = Kind(
    "WrapUpReason",
    mappings.WRAP_UP_REASONS,
    WRAP_UP_REASON,
    new=new(WRAP_UP_REASON),
    changed=changed(WRAP_UP_REASON),
    read=_read,
    check=_check,
)

ROUTES = [
    get(
        "/finesse/api/User/{id}/WrapUpReasons",
        get_user_wrap_up_reasons,
        Who.OWNER_OR_ADMINISTRATOR,
        WRAP_UP_REASONS,
        [USER],
    ),
    get(
        "/finesse/api/User/{id}/WrapUpReason/{reason}",
        get_user_wrap_up_reason,
        Who.OWNER_OR_ADMINISTRATOR,
        WRAP_UP_REASON,
        [USER, Named(_offered_reason)],
    ),
    get(
        "/finesse/api/TeamResource/{id}/WrapUpReasons",
        get_team_wrap_up_reasons,
        Who.TEAM,
        WRAP_UP_REASONS,
        [TEAM],
    ),
    KIND.listing(WRAP_UP_REASONS),
    KIND.reading(),
    *KIND.writing(),
]
