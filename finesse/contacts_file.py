"""Contacts as a file of comma-separated values, as administrators import and export them.

Source: Administration Guide, Import and Export Contacts: the first line names the four columns; Latin or
UTF-8; characters that cannot be shown become question marks; an export puts every field in quotes.

A spreadsheet runs a field that begins with one of `FORMULA`. In an export such a field begins with an
apostrophe, by which spreadsheets know a text (OWASP, CSV Injection); an import takes it away.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from finesse.model.configuration.phone_book import Contact
from finesse.model.identity import NEW

COLUMNS = ("First Name", "Last Name", "Phone Number", "Notes")
WORDS = 128  # characters of a name or note
PHONE_NUMBER = 32  # characters
RECORD = 1024  # characters of a record as it is written; with four fields full of quotes a contact has 846
READ_AGAIN = 262_144  # characters of a file, behind quotes that are not closed
RECORDS = 50_000  # of a file, empty ones included
SLICE = 65_536  # bytes decoded at once, between which other threads go on
MOST_FAULTS, TOLD = 10_000, 10  # contacts of an import that are none
FORMULA = "=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20"  # the last four are wide ones
_UNSHOWN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_SOME_OF_LINE = re.compile(f"[^\r\n]{{0,{RECORD + 1}}}(?:\r\n|\r|\n)?")
_FORMULA = re.compile(f"'*[{FORMULA}]")
_QUOTED_FORMULA = re.compile(f"'+[{FORMULA}]")


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
        """Count what is no contact. NoContacts when there are so many that nobody meant it to be read."""
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
    """The contacts in a file; what is none goes to `faults`. NoContacts if the heading is not there."""
    records = _records(_text(data))
    _, heading, _ = next(records, (1, [], ""))
    if tuple(name.strip().lower() for name in heading) != tuple(name.lower() for name in COLUMNS):
        raise NoContacts(f"the first line must be {','.join(COLUMNS)}")
    for count, (number, fields, wrong) in enumerate(records, 1):
        if count > RECORDS:
            raise NoContacts(f"it has more than {RECORDS} lines")
        if not wrong and fields and len(fields) != len(COLUMNS):
            wrong = f"{len(fields)} fields"
        if not wrong and fields:
            try:
                yield contact(NEW, book, *(_said(value) for value in fields))
            except NoContact as error:
                wrong = str(error)
        if wrong:
            faults.add(f"line {number}: {wrong}")


class _TooLong(Exception):
    """A record goes on and on: its line has a quote that is not closed, or is no contact anyhow."""


class _Lines:
    """The lines of a text, of one record after the other; _TooLong when a record does not end.

    So a wrong record costs no more than `RECORD` characters, wherever the quote is that closes it.
    """

    def __init__(self, text: str, start: int, number: int) -> None:
        self._text = text
        self._at = self._begun = start
        self._next_number = self.number = number  # of the record's first line

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        found = _SOME_OF_LINE.match(self._text, self._at)
        if found is None or found.end() == self._at:
            raise StopIteration
        if found.end() - self._begun > RECORD:
            raise _TooLong
        self._at = found.end()
        self._next_number += 1
        return _UNSHOWN.sub("?", found[0])

    def ended(self) -> None:
        """What has been read is a record; what comes is the next one."""
        self._begun, self.number = self._at, self._next_number

    @property
    def length(self) -> int:
        """Characters of the record as far as it has been read."""
        return self._at - self._begun

    def behind_first_line(self) -> int:
        """Where the record's second line begins."""
        at = self._begun
        while (found := _SOME_OF_LINE.match(self._text, at)) is not None and found.end() > at:
            at = found.end()
            if found[0][-1] in "\r\n":
                break
        return at


def _records(text: str) -> Iterator[tuple[int, list[str], str]]:
    """The number of its first line, the fields, and what is wrong with it; one wrong line spoils no other."""
    lines = _Lines(text, 0, 1)
    read_again = 0
    while True:
        try:
            for fields in csv.reader(lines, strict=True):
                yield lines.number, fields, ""
                lines.ended()
            return
        except csv.Error as error:
            wrong = str(error)
        except _TooLong:
            wrong = f"more than {RECORD} characters, or a quote that is not closed"
        read_again += lines.length
        if read_again > READ_AGAIN:
            raise NoContacts(f"too many quotes are not closed; the last one is in line {lines.number}")
        yield lines.number, [], wrong
        lines = _Lines(text, lines.behind_first_line(), lines.number + 1)


def written(contacts: Iterable[Contact]) -> str:
    """The file."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for one in contacts:
        fields = (one.first_name, one.last_name, one.phone_number, one.description)
        writer.writerow([f"'{value}" if _FORMULA.match(value) else value for value in fields])
    return out.getvalue()


def _said(value: str) -> str:
    value = value.strip()
    return value[1:] if _QUOTED_FORMULA.match(value) else value


def _text(data: bytes) -> str:
    try:
        return _decoded(data, "utf-8-sig")
    except UnicodeDecodeError:
        return _decoded(data, "latin-1")


def _decoded(data: bytes, encoding: str) -> str:
    slices = (data[start : start + SLICE] for start in range(0, len(data), SLICE))
    return "".join(codecs.iterdecode(slices, encoding))
