"""Contacts as a file of comma-separated values, as administrators import and export them.

Source: Administration Guide, Import and Export Contacts: the first line names the four columns; Latin or
UTF-8; characters that cannot be shown become question marks; an export puts every field in quotes.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from email.parser import BytesParser

from finesse.model.phone_book import Contact
from finesse.store.kept import NEW

COLUMNS = ("First Name", "Last Name", "Phone Number", "Notes")
WORDS = 128  # characters of a name or note
PHONE_NUMBER = 32  # characters
FORM_PART = "datafile"  # of the guide's form
MOST_FAULTS, TOLD = 10_000, 10  # contacts of an import that are none
_UNSHOWN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


class NoContacts(ValueError):
    """There is no file of contacts; the text says why."""


class NoContact(ValueError):
    """What cannot be a contact; the text names the element."""


@dataclass(slots=True)
class Faults:
    """What of an import is left out: how much of it, and of the first few what was wrong."""

    count: int = 0
    first: list[str] = field(default_factory=list)

    def add(self, words: str) -> None:
        """One more. NoContacts when there are so many that nobody meant it to be read."""
        self.count += 1
        if self.count > MOST_FAULTS:
            raise NoContacts(f"more than {MOST_FAULTS} of its contacts are none")
        if len(self.first) < TOLD:
            self.first.append(words)

    def __str__(self) -> str:
        more = f" and {self.count - len(self.first)} more" if self.count > len(self.first) else ""
        return "; ".join(self.first) + more


def contact(
    number: int, book: int, first_name: str, last_name: str, phone_number: str, notes: str
) -> Contact:
    """One line of a phone book. NoContact names what cannot be."""
    for name, value in (("firstName", first_name), ("lastName", last_name), ("description", notes)):
        if len(value) > WORDS:
            raise NoContact(name)
    if not 1 <= len(phone_number) <= PHONE_NUMBER:
        raise NoContact("phoneNumber")
    return Contact(number, book, first_name, last_name, phone_number, notes)


def read(data: bytes, book: int, faults: Faults) -> Iterator[Contact]:
    """The contacts in a file; lines that are none go to `faults`. NoContacts if the heading is not there."""
    records = _records(list(io.StringIO(_UNSHOWN.sub("?", _text(data)), newline="")))
    _, heading, _ = next(records, (1, [], ""))
    if tuple(name.strip().lower() for name in heading) != tuple(name.lower() for name in COLUMNS):
        raise NoContacts(f"the first line must be {','.join(COLUMNS)}")
    for number, fields, wrong in records:
        if not wrong and fields and len(fields) != len(COLUMNS):
            wrong = f"{len(fields)} fields"
        if not wrong and fields:
            try:
                yield contact(NEW, book, *(value.strip() for value in fields))
            except NoContact as error:
                wrong = str(error)
        if wrong:
            faults.add(f"line {number}: {wrong}")


def _records(lines: list[str]) -> Iterator[tuple[int, list[str], str]]:
    """The number of its first line, the fields, and what is wrong with it; one wrong line spoils no other.

    A quote that is not closed is looked for to the file's end once at most: the next one closes it.
    """
    start = 0
    while start < len(lines):
        reader = csv.reader(map(lines.__getitem__, range(start, len(lines))), strict=True)
        begun = start
        try:
            for fields in reader:
                yield begun + 1, fields, ""
                begun = start + reader.line_num
            return
        except csv.Error as error:
            yield begun + 1, [], str(error)
            start = begun + 1


def written(contacts: Iterable[Contact]) -> str:
    """The file."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for one in contacts:
        writer.writerow((one.first_name, one.last_name, one.phone_number, one.description))
    return out.getvalue()


def of_form(data: bytes, content_type: str) -> bytes:
    """The file in a multipart/form-data body, whose part is called datafile; NoContacts if there is none.

    Browsers send an empty part before it (Finesse Web Services guide, PhoneBook - Import Contact List (CSV)).
    """
    message = BytesParser().parsebytes(b"Content-Type: " + content_type.encode() + b"\r\n\r\n" + data)
    parts = [part for part in message.walk() if not part.is_multipart() and part is not message]
    called = [part for part in parts if part.get_param("name", header="Content-Disposition") == FORM_PART]
    for part in called or [part for part in parts if part.get_filename()]:
        content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            return content
    raise NoContacts(f"there is no file in the form: its part is called {FORM_PART}")


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("latin-1")
