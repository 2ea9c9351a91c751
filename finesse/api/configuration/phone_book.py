"""Phone books: a user's and a team's, with their contacts; and all, for the administrator.

Source: Finesse Web Services guide, PhoneBook.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from aiohttp import hdrs

from finesse.api import errors
from finesse.api.answers import Answer, answer
from finesse.api.caller import Caller
from finesse.api.configuration.kind import Kind, at_most, unique
from finesse.api.form import Filled, changed, new
from finesse.api.keys import RestNode
from finesse.api.operation import RANGE, get
from finesse.api.path import TEAM, USER
from finesse.api.who import Who
from finesse.catalogue import Catalogue
from finesse.model.configuration.phone_book import (
    CONFIGURED_PHONE_BOOK,
    CONFIGURED_PHONE_BOOKS,
    GLOBAL,
    PHONE_BOOKS,
    PhoneBook,
)
from finesse.model.identity import NEW
from finesse.model.user import Team, User
from finesse.store import mappings

MOST = 6000  # contacts of an agent
MOST_GLOBAL, MOST_OF_TEAMS = 10, 300


def get_user_phone_books(node: RestNode, caller: Caller, form: Filled, user: User) -> Answer:
    """Global books first, then those of the user's team."""
    return _books(node.catalogue, user.team_id, form)


def get_team_phone_books(node: RestNode, caller: Caller, form: Filled, team: Team) -> Answer:
    """Global books first, then those of the team."""
    return _books(node.catalogue, team.id, form)


def _books(catalogue: Catalogue, team: int | None, form: Filled) -> Answer:
    """All contacts, or with `Range: objects=1-100` those; 206 when there are more than were asked for."""
    offered = [one for one in catalogue.phone_books if one.offered_to(team)]
    offered.sort(key=lambda book: book.type != GLOBAL)
    first, last = form[RANGE]
    part = tuple(_part(offered, first, last))
    there, given = (sum(len(book.contacts) for book in books) for books in (offered, part))
    if given == there:
        return answer(PHONE_BOOKS, part)
    response = answer(PHONE_BOOKS, part, 206)
    told = f"{first}-{first + given - 1}" if given else "*"
    response.headers[hdrs.CONTENT_RANGE] = f"objects {told}/{there}"
    return response


def _part(books: list[PhoneBook], first: int, last: int) -> Iterator[PhoneBook]:
    """The books with the contacts numbered so through all of them."""
    before = 0
    for book in books:
        chosen = book.contacts[max(first - before - 1, 0) : max(last - before, 0)]
        before += len(book.contacts)
        yield dataclasses.replace(book, contacts=chosen)


def _read(form: Filled, old: PhoneBook | None, _: Catalogue) -> PhoneBook:
    if old is None:
        return PhoneBook(NEW, **form.given)
    changed = dataclasses.replace(old, **form.given)
    if changed.type == GLOBAL:
        _not_in_use(old)
    return changed


def _not_in_use(book: PhoneBook) -> None:
    """A team's book is taken from its teams before it goes or becomes everybody's (PhoneBook API errors)."""
    if book.teams:
        raise errors.InUse(str(book.id), "The phone book is assigned to a team")


def _check(book: PhoneBook, others: list[PhoneBook]) -> None:
    unique(book.name, others, "name", lambda one: one.name)
    alike = [one for one in others if one.type == book.type]
    at_most(MOST_GLOBAL if book.for_all else MOST_OF_TEAMS, len(alike), "PhoneBook")


KIND = Kind(
    "PhoneBook",
    mappings.PHONE_BOOKS,
    CONFIGURED_PHONE_BOOK,
    new=new(CONFIGURED_PHONE_BOOK),
    changed=changed(CONFIGURED_PHONE_BOOK),
    read=_read,
    check=_check,
    removable=_not_in_use,
    refuses=(errors.InUse,),
)

ROUTES = [
    get(
        "/finesse/api/User/{id}/PhoneBooks",
        get_user_phone_books,
        Who.OWNER_OR_ADMINISTRATOR,
        PHONE_BOOKS,
        [USER],
        ranged=MOST,
    ),
    get(
        "/finesse/api/TeamResource/{id}/PhoneBooks",
        get_team_phone_books,
        Who.TEAM,
        PHONE_BOOKS,
        [TEAM],
        ranged=MOST,
    ),
    KIND.listing(CONFIGURED_PHONE_BOOKS),
    KIND.reading(),
    *KIND.writing(),
]
