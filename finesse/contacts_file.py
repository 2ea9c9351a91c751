"""Contacts as a file of comma-separated values, as administrators import and export them.

Source: Administration Guide, Import and Export Contacts: the first line names the four columns; Latin or
UTF-8; characters that cannot be shown become question marks; an export puts every field in quotes.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from email.parser import BytesParser

from finesse.model.phone_book import Contact
from finesse.store.kept import NEW

COLUMNS = ("First Name", "Last Name", "Phone Number", "Notes")
WORDS = 128  # characters of a name or note
PHONE_NUMBER = 32  # characters
_UNSHOWN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


class NoContacts(ValueError):
    """The file is none, or a line of it no contact; the text says which."""


def contact(
    number: int, book: int, first_name: str, last_name: str, phone_number: str, notes: str
) -> Contact:
    """One line of a phone book. NoContacts names what cannot be."""
    for name, value in (("firstName", first_name), ("lastName", last_name), ("description", notes)):
        if len(value) > WORDS:
            raise NoContacts(name)
    if not 1 <= len(phone_number) <= PHONE_NUMBER:
        raise NoContacts("phoneNumber")
    return Contact(number, book, first_name, last_name, phone_number, notes)


def read(data: bytes, book: int) -> Iterator[Contact]:
    """The contacts in a file."""
    lines = csv.reader(io.StringIO(_UNSHOWN.sub("?", _text(data)), newline=""), strict=True)
    try:
        heading = next(lines, [])
        if tuple(name.strip().lower() for name in heading) != tuple(name.lower() for name in COLUMNS):
            raise NoContacts(f"the first line must be {','.join(COLUMNS)}")
        for line in lines:
            if not line:
                continue
            if len(line) != len(COLUMNS):
                raise NoContacts(f"line {lines.line_num}: {len(line)} fields")
            try:
                yield contact(NEW, book, *(value.strip() for value in line))
            except NoContacts as error:
                raise NoContacts(f"line {lines.line_num}: {error}") from None
    except csv.Error as error:
        raise NoContacts(f"line {lines.line_num}: {error}") from None


def written(contacts: Iterable[Contact]) -> str:
    """The file."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for one in contacts:
        writer.writerow((one.first_name, one.last_name, one.phone_number, one.description))
    return out.getvalue()


def of_form(data: bytes, content_type: str) -> bytes:
    """The file in a multipart/form-data body; NoContacts if there is none."""
    message = BytesParser().parsebytes(b"Content-Type: " + content_type.encode() + b"\r\n\r\n" + data)
    for part in message.walk():
        content = None if part.is_multipart() else part.get_payload(decode=True)
        if isinstance(content, bytes) and part is not message:
            return content
    raise NoContacts("there is no file in the form")


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("latin-1")
