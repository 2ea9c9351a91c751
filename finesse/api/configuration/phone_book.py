"""Phone books: a user's and a team's, with their contacts; and all, for the administrator.

Source: Finesse Web Services guide, PhoneBook.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator

from aiohttp import hdrs, web

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
from finesse.model.phone_book import (
    CONFIGURED_PHONE_BOOK,
    CONFIGURED_PHONE_BOOKS,
    GLOBAL,
    PHONE_BOOKS,
    TYPES,
    PhoneBook,
)
from finesse.store import mappings

MOST = 6000  # contacts of an agent
NAME = 64  # characters
MOST_GLOBAL, MOST_OF_TEAMS = 10, 300
_RANGE = re.compile(r"objects=(\d{1,6})-(\d{1,6})")


async def get_user_phone_books(request: web.Request) -> web.Response:
    """Global books first, then those of the user's team."""
    user = await own(request)
    return _books(request, user.team_id)


async def get_team_phone_books(request: web.Request) -> web.Response:
    """The same for a team."""
    team = await team_of(request)
    return _books(request, team.id)


def _books(request: web.Request, team: int | None) -> web.Response:
    """All contacts, or with `Range: objects=1-100` those; 206 when there are more than were asked for."""
    offered = [one for one in request.app[SERVER].catalogue.phone_books if one.offered_to(team)]
    offered.sort(key=lambda book: book.type != GLOBAL)
    first, last = _range(request.headers.get("Range"))
    part = tuple(_part(offered, first, last))
    there, given = (sum(len(book.contacts) for book in books) for books in (offered, part))
    if given == there:
        return answer(PHONE_BOOKS, part)
    response = answer(PHONE_BOOKS, part, 206)
    told = f"{first}-{first + given - 1}" if given else "*"
    response.headers[hdrs.CONTENT_RANGE] = f"objects {told}/{there}"
    return response


def _range(header: str | None) -> tuple[int, int]:
    if header is None:
        return 1, MOST
    found = _RANGE.fullmatch(header.strip())
    first, last = (int(found[1]), int(found[2])) if found else (0, 0)
    if not 1 <= first <= last <= MOST:
        raise errors.InvalidRange(MOST)
    return first, last


def _part(books: list[PhoneBook], first: int, last: int) -> Iterator[PhoneBook]:
    """The books with the contacts numbered so through all of them."""
    before = 0
    for book in books:
        chosen = book.contacts[max(first - before - 1, 0) : max(last - before, 0)]
        before += len(book.contacts)
        yield dataclasses.replace(book, contacts=chosen)


def _read_book(body: Body, old: PhoneBook | None, _: Catalogue) -> PhoneBook:
    name = values.words(body, "name", NAME, old.name if old else None)
    kind = values.choice(body, "type", TYPES, old.type if old else None)
    if old is None:
        return PhoneBook(NEW, name, kind, ())
    if kind == GLOBAL:
        _not_in_use(old)
    return dataclasses.replace(old, name=name, type=kind)


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
    new=form("PhoneBook", need("name"), need("type", values=TYPES)),
    changed=form("PhoneBook", may("name"), may("type", values=TYPES)),
    read=_read_book,
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
        ranged=True,
    ),
    get(
        "/finesse/api/TeamResource/{id}/PhoneBooks", get_team_phone_books, Who.TEAM, PHONE_BOOKS, ranged=True
    ),
    KIND.listing(CONFIGURED_PHONE_BOOKS),
    KIND.reading(),
    *KIND.writing(),
]
