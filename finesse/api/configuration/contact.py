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
from finesse.api.answers import OF_A_FILE, Answer, accepted, answer, created, done
from finesse.api.body import Body
from finesse.api.caller import Caller
from finesse.api.configuration.kind import REFUSALS, at_most
from finesse.api.configuration.phone_book import KIND as PHONE_BOOK
from finesse.api.form import Filled, Raw, Upload, any_number, changes, form, may, need
from finesse.api.keys import RestNode
from finesse.api.operation import command, create, delete, get, update
from finesse.api.path import Named
from finesse.api.who import Who
from finesse.catalogue import Catalogue
from finesse.contacts_file import Faults, NoContact, NoContacts
from finesse.model.configuration.phone_book import CONTACT, CONTACTS, Contact, PhoneBook
from finesse.model.identity import NEW
from finesse.model.value import number
from finesse.uploaded_form import NoFile

logger = logging.getLogger(__name__)

MOST = 6000  # of a book
MOST_IN_ALL = 50_000
BYTES = 8 * 1_048_576  # of an import
FORM_TYPE = "multipart/form-data"
FILES = (
    "text/csv",
    FORM_TYPE,
    "application/octet-stream",
    "application/vnd.ms-excel",
)
BOOK = "/finesse/api/PhoneBook/{id}"


def get_contacts(node: RestNode, caller: Caller, form: Filled, book: PhoneBook) -> Answer:
    """All contacts of a phone book."""
    return answer(CONTACTS, book.contacts)


def get_contact(node: RestNode, caller: Caller, form: Filled, book: PhoneBook, contact: Contact) -> Answer:
    """One contact of a phone book."""
    return answer(CONTACT, contact)


async def post_contact(node: RestNode, caller: Caller, form: Filled, book: PhoneBook) -> Answer:
    """A new contact in a phone book."""
    async with node.catalogue.changing() as change:
        book = PHONE_BOOK.still(node.catalogue, book)
        new = _read(form.body, Contact(NEW, book.id, "", "", "", ""))
        at_most(MOST, len(book.contacts), "Contact")
        at_most(MOST_IN_ALL, sum(map(len, _of_books(node.catalogue))), "Contact")
        saved = await change.save_contact(new)
    return created(saved.uri)


async def put_contact(
    node: RestNode, caller: Caller, form: Filled, book: PhoneBook, contact: Contact
) -> Answer:
    """Change what the body names of a contact."""
    async with node.catalogue.changing() as change:
        await change.save_contact(_read(form.body, _still(node.catalogue, contact)))
    return done()


async def delete_contact(
    node: RestNode, caller: Caller, form: Filled, book: PhoneBook, contact: Contact
) -> Answer:
    """Remove a contact."""
    async with node.catalogue.changing() as change:
        await change.remove_contact(_still(node.catalogue, contact))
    return done()


async def put_contacts(node: RestNode, caller: Caller, form: Filled, book: PhoneBook) -> Answer:
    """These instead of all that were there; what is no contact is left out."""
    return await _import(node.catalogue, book, "Contacts", lambda faults: _in_body(form.body, book, faults))


def get_contacts_file(node: RestNode, caller: Caller, form: Filled, book: PhoneBook) -> Answer:
    """All contacts as comma-separated values."""
    text = contacts_file.written(book.contacts)
    return web.Response(text=text, content_type="text/csv", charset="utf-8", headers=OF_A_FILE)


async def post_contacts_file(node: RestNode, caller: Caller, form: Upload, book: PhoneBook) -> Answer:
    """The contacts of a file instead of all that were there; what is no contact is left out."""
    return await _import(node.catalogue, book, "csvFileContent", lambda faults: _in_file(form, book, faults))


async def _import(
    catalogue: Catalogue, book: PhoneBook, name: str, reading: Callable[[Faults], list[Contact]]
) -> Answer:
    """In place of all that were there; who sends them hears of the 202 alone, the rest is in the log."""
    faults = Faults()
    try:
        async with catalogue.importing:
            new = await asyncio.to_thread(reading, faults)
    except (NoContacts, NoFile) as error:
        raise errors.InvalidInput(str(faults) or name, str(error)) from None
    async with catalogue.changing() as change:
        book = PHONE_BOOK.still(catalogue, book)
        others = sum(map(len, _of_books(catalogue))) - len(book.contacts)
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


def _of_books(catalogue: Catalogue) -> Iterator[tuple[Contact, ...]]:
    return (book.contacts for book in catalogue.phone_books)


def _named(node: RestNode, caller: Caller, named: str, book: PhoneBook) -> Contact | None:
    wanted = number(named)
    return next((one for one in book.contacts if one.id == wanted), None)


def _still(catalogue: Catalogue, contact: Contact) -> Contact:
    """The contact as it is now that it can be changed. NotFound if it is there no more."""
    for contacts in _of_books(catalogue):
        for one in contacts:
            if one.id == contact.id:
                return one
    raise errors.NotFound(str(contact.id))


# Megabytes are read in a thread, while others are served, and no further than the first contact too many.


def _in_file(sent: Upload, book: PhoneBook, faults: Faults) -> list[Contact]:
    data = sent.data
    if sent.content_type.partition(";")[0].strip().lower() == FORM_TYPE:
        data = uploaded_form.file_in(data, sent.content_type)
    return _some(islice(contacts_file.read(data, book.id, faults), MOST + 1))


def _in_body(body: Body, book: PhoneBook, faults: Faults) -> list[Contact]:
    contacts = islice(_valid(body, book, faults), MOST + 1)
    return _some(contacts) if any(body.each("Contact")) else []


def _some(contacts: Iterable[Contact]) -> list[Contact]:
    """All contacts of an import. One in which there is none was meant otherwise (PhoneBook API errors)."""
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
CHANGED = changes("Contact", *WORDS, may("phoneNumber"))

IN_BOOK = (PHONE_BOOK.named,)
CONTACT_IN_BOOK = (PHONE_BOOK.named, Named(_named))

ROUTES = [
    get(f"{BOOK}/Contacts", get_contacts, Who.ADMINISTRATOR, CONTACTS, IN_BOOK),
    command(
        "PUT",
        f"{BOOK}/Contacts",
        put_contacts,
        Who.ADMINISTRATOR,
        form("Contacts", any_number("Contact", *NEW_CONTACT.fields), limit=BYTES),
        IN_BOOK,
        refuses=REFUSALS,
        on_primary=True,
    ),
    get(f"{BOOK}/Contacts/csvFileContent", get_contacts_file, Who.ADMINISTRATOR, Raw("text/csv"), IN_BOOK),
    command(
        "POST",
        f"{BOOK}/Contacts/csvFileContent",
        post_contacts_file,
        Who.ADMINISTRATOR,
        Raw("text/plain", BYTES, also=FILES),
        IN_BOOK,
        refuses=(*REFUSALS, errors.InvalidInput),
        on_primary=True,
    ),
    create(f"{BOOK}/Contact", post_contact, NEW_CONTACT, IN_BOOK, refuses=REFUSALS),
    get(f"{BOOK}/Contact/{{contact}}", get_contact, Who.ADMINISTRATOR, CONTACT, CONTACT_IN_BOOK),
    update(f"{BOOK}/Contact/{{contact}}", put_contact, CHANGED, CONTACT_IN_BOOK, refuses=REFUSALS),
    delete(f"{BOOK}/Contact/{{contact}}", delete_contact, CONTACT_IN_BOOK),
]
