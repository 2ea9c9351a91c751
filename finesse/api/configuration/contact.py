"""The contacts of a phone book: one by one, all together, and as a file.

Source: Finesse Web Services guide, Contact, and importing contacts. An import is kept before it is answered
with 202; that a whole list is imported by PUT, and that a file is exported, is unconfirmed.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from aiohttp import web

from finesse import contacts_file, uploaded_form
from finesse.api import errors
from finesse.api.answers import OF_A_FILE, accepted, answer, created, done
from finesse.api.body import Body, bounded, read_body
from finesse.api.configuration.kind import (
    REFUSALS,
    at_most,
    catalogue_of,
    reader,
    says_something,
    writer,
)
from finesse.api.configuration.phone_book import KIND as PHONE_BOOK
from finesse.api.form import Raw, any_number, form, may, need
from finesse.api.ids import number
from finesse.api.operation import Operation, Who, command, create, delete, get, update
from finesse.contacts_file import Faults, NoContact, NoContacts
from finesse.model.identity import NEW
from finesse.model.phone_book import CONTACT, CONTACTS, Contact, PhoneBook
from finesse.uploaded_form import NoFile

logger = logging.getLogger(__name__)

MOST = 6000  # of a book
MOST_IN_ALL = 50_000
BYTES = 8 * 1_048_576  # of an import
FILES = (
    "text/csv",
    "text/plain",
    "multipart/form-data",
    "application/octet-stream",
    "application/vnd.ms-excel",
)
BOOK = "/finesse/api/PhoneBook/{id}"


async def get_contacts(request: web.Request) -> web.Response:
    """All contacts of a phone book."""
    await reader(request)
    return answer(CONTACTS, PHONE_BOOK.find(request).contacts)


async def get_contact(request: web.Request) -> web.Response:
    """One of them."""
    await reader(request)
    return answer(CONTACT, _found(request))


async def post_contact(request: web.Request) -> web.Response:
    """One more."""
    await writer(request)
    PHONE_BOOK.find(request)
    body = await read_body(request, "Contact")
    async with catalogue_of(request).changing() as change:
        book = PHONE_BOOK.find(request)
        body.required("phoneNumber")
        new = _read(body, Contact(NEW, book.id, "", "", "", ""))
        at_most(MOST, len(book.contacts), "Contact")
        at_most(MOST_IN_ALL, sum(map(len, _of_books(request))), "Contact")
        saved = await change.save_contact(new)
    return created(request, saved.uri)


async def put_contact(request: web.Request) -> web.Response:
    """Change what the body names."""
    await writer(request)
    _found(request)
    body = await read_body(request, "Contact")
    says_something(body, CHANGED)
    async with catalogue_of(request).changing() as change:
        await change.save_contact(_read(body, _found(request)))
    return done()


async def delete_contact(request: web.Request) -> web.Response:
    """Forget it."""
    await writer(request)
    async with catalogue_of(request).changing() as change:
        await change.remove_contact(_found(request))
    return done()


async def put_contacts(request: web.Request) -> web.Response:
    """These instead of all that were there; what is no contact is left out."""
    await writer(request)
    book = PHONE_BOOK.find(request)
    body = await read_body(request, "Contacts", BYTES)
    return await _import(request, "Contacts", lambda faults: _in_body(body, book, faults))


async def get_contacts_file(request: web.Request) -> web.Response:
    """All contacts as comma-separated values."""
    await reader(request)
    text = contacts_file.written(PHONE_BOOK.find(request).contacts)
    return web.Response(text=text, content_type="text/csv", charset="utf-8", headers=OF_A_FILE)


async def post_contacts_file(request: web.Request) -> web.Response:
    """The contacts of a file instead of all that were there; what is no contact is left out."""
    await writer(request)
    book = PHONE_BOOK.find(request)
    if request.content_type not in FILES:
        raise errors.UnsupportedMediaType(request.content_type)
    data = await bounded(request, BYTES)
    form_type = request.headers["Content-Type"] if request.content_type == "multipart/form-data" else None
    return await _import(request, "csvFileContent", lambda faults: _in_file(data, form_type, book, faults))


async def _import(
    request: web.Request, name: str, reading: Callable[[Faults], list[Contact]]
) -> web.Response:
    """In place of all that were there; who sends them hears of the 202 alone, the rest is in the log."""
    faults = Faults()
    try:
        async with catalogue_of(request).importing:
            new = await asyncio.to_thread(reading, faults)
    except (NoContacts, NoFile) as error:
        raise errors.InvalidInput(str(faults) or name, str(error)) from None
    async with catalogue_of(request).changing() as change:
        book = PHONE_BOOK.find(request)
        others = sum(map(len, _of_books(request))) - len(book.contacts)
        if len(new) > MOST or others + len(new) > MOST_IN_ALL:
            raise errors.MaximumExceeded("Contact")
        await change.replace_contacts(book, new)
    if faults.count:
        logger.warning(
            "%s of %s contacts for %s are left out: %s",
            faults.count,
            faults.count + len(new),
            book.uri,
            faults,
        )
    return accepted()


def _of_books(request: web.Request) -> Iterator[tuple[Contact, ...]]:
    return (book.contacts for book in catalogue_of(request).phone_books)


def _found(request: web.Request) -> Contact:
    named = request.match_info["contact"]
    wanted = number(named)
    for one in PHONE_BOOK.find(request).contacts:
        if one.id == wanted:
            return one
    raise errors.NotFound(named)


# Megabytes are read in a thread, while others are served, and no further than the first contact too many.


def _in_file(data: bytes, form_type: str | None, book: PhoneBook, faults: Faults) -> list[Contact]:
    if form_type is not None:
        data = uploaded_form.file_in(data, form_type)
    return _some(islice(contacts_file.read(data, book.id, faults), MOST + 1))


def _in_body(body: Body, book: PhoneBook, faults: Faults) -> list[Contact]:
    contacts = islice(_valid(body, book, faults), MOST + 1)
    return _some(contacts) if any(body.each("Contact")) else []


def _some(contacts: Iterable[Contact]) -> list[Contact]:
    """All of them. An import in which there is none was meant otherwise (PhoneBook API errors)."""
    found = list(contacts)
    if not found:
        raise NoContacts("nothing in it is a contact")
    return found


def _valid(body: Body, book: PhoneBook, faults: Faults) -> Iterator[Contact]:
    for place, element in enumerate(body.each("Contact"), 1):
        try:
            yield _read(element, Contact(NEW, book.id, "", "", "", ""))
        except errors.InvalidInput as error:
            faults.add(f"contact {place}: {error.error_data}")


def _read(body: Body, old: Contact) -> Contact:
    def said(name: str, before: str) -> str:
        return (body.text(name) or "") if body.has(name) else before

    try:
        return contacts_file.contact(
            old.id,
            old.phone_book,
            said("firstName", old.first_name),
            said("lastName", old.last_name),
            said("phoneNumber", old.phone_number),
            said("description", old.description),
        )
    except NoContact as error:
        raise errors.InvalidInput(str(error)) from None


WORDS = (may("firstName"), may("lastName"), may("description"))
NEW_CONTACT = form("Contact", *WORDS, need("phoneNumber"))
CHANGED = form("Contact", *WORDS, may("phoneNumber"))

ROUTES: list[Operation] = [
    get(f"{BOOK}/Contacts", get_contacts, Who.ADMINISTRATOR, CONTACTS),
    command(
        "PUT",
        f"{BOOK}/Contacts",
        put_contacts,
        Who.ADMINISTRATOR,
        form("Contacts", any_number("Contact", *NEW_CONTACT.fields)),
        refuses=REFUSALS,
    ),
    get(f"{BOOK}/Contacts/csvFileContent", get_contacts_file, Who.ADMINISTRATOR, Raw("text/csv")),
    command(
        "POST",
        f"{BOOK}/Contacts/csvFileContent",
        post_contacts_file,
        Who.ADMINISTRATOR,
        Raw("text/plain"),
        refuses=(*REFUSALS, errors.InvalidInput),
    ),
    create(f"{BOOK}/Contact", post_contact, NEW_CONTACT, refuses=REFUSALS),
    get(f"{BOOK}/Contact/{{contact}}", get_contact, Who.ADMINISTRATOR, CONTACT),
    update(f"{BOOK}/Contact/{{contact}}", put_contact, CHANGED, refuses=REFUSALS),
    delete(f"{BOOK}/Contact/{{contact}}", delete_contact, refuses=(errors.Forbidden,)),
]
