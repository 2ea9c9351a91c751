"""Phone books and their contacts. Source: Finesse Web Services guide, PhoneBook and Contact."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from finesse.model.length import Most
from finesse.model.value import choice, words
from finesse.model.xml import Shape, each, part, text

GLOBAL = "GLOBAL"
TEAM = "TEAM"
TYPES = (GLOBAL, TEAM)
NAME = 64  # characters


@dataclass(frozen=True, slots=True)
class Contact:
    """One line of a phone book."""

    id: int
    phone_book: int
    first_name: Annotated[str, Most(128)] = ""
    last_name: Annotated[str, Most(128)] = ""
    phone_number: Annotated[str, Most(32)] = ""
    description: Annotated[str, Most(128)] = ""

    @property
    def uri(self) -> str:
        return f"/finesse/api/PhoneBook/{self.phone_book}/Contact/{self.id}"


@dataclass(frozen=True, slots=True)
class PhoneBook:
    """A phone book with its contacts; one of type TEAM is for the agents of `teams` only."""

    id: int
    name: Annotated[str, Most(NAME)]
    type: Annotated[str, Most(8)]
    contacts: tuple[Contact, ...] = ()
    teams: frozenset[int] = frozenset()

    @property
    def uri(self) -> str:
        return f"/finesse/api/PhoneBook/{self.id}"

    @property
    def for_all(self) -> bool:
        return self.type == GLOBAL

    @property
    def contacts_uri(self) -> str:
        return f"{self.uri}/Contacts"

    def offered_to(self, team: int | None) -> bool:
        """Whether agents of that team see it."""
        return self.for_all or team in self.teams


CONTACT: Shape[Contact] = Shape(
    "Contact",
    text("description"),
    text("firstName"),
    text("lastName"),
    text("phoneNumber"),
    text("uri"),
)
CONTACTS: Shape[tuple[Contact, ...]] = Shape("Contacts", each(CONTACT))

# As a user reads it: the contacts are inside, in a lower-case element.
PHONE_BOOK: Shape[PhoneBook] = Shape(
    "PhoneBook",
    part("contacts", CONTACTS, always=True),
    text("name"),
    text("type"),
    text("uri"),
)
PHONE_BOOKS: Shape[tuple[PhoneBook, ...]] = Shape("PhoneBooks", each(PHONE_BOOK))

# As an administrator reads it: where the contacts are.
CONFIGURED_PHONE_BOOK: Shape[PhoneBook] = Shape(
    "PhoneBook",
    text("uri"),
    text("name", takes=words(NAME)),
    text("type", takes=choice(TYPES)),
    text("contacts", lambda book: book.contacts_uri),
)
CONFIGURED_PHONE_BOOKS: Shape[tuple[PhoneBook, ...]] = Shape("PhoneBooks", each(CONFIGURED_PHONE_BOOK))
