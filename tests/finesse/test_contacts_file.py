"""Contacts as a file. Source: Administration Guide, Import and Export Contacts; OWASP, CSV Injection."""

from __future__ import annotations

import contextlib
import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finesse import contacts_file
from finesse.contacts_file import PHONE_NUMBER, RECORD, RECORDS, WORDS, Faults, NoContacts, read, written
from finesse.model.configuration.phone_book import Contact
from finesse.model.identity import NEW
from tests.linear import must_be_linear

HEADING = b'"First Name","Last Name","Phone Number","Notes"\r\n'
DANGEROUS = "=+-@\t\r\n＝＋－＠"


def words(most: int, least: int = 0) -> st.SearchStrategy[str]:
    """What a request's XML can bring as a contact's field: without blanks around it."""
    some = st.text(st.characters(exclude_categories=["Cs"]), max_size=most) | st.text(
        f"'\",;{DANGEROUS} a", max_size=most
    )
    shown = some.map(lambda text: contacts_file._UNSHOWN.sub("", text).strip())
    return shown.filter(lambda text: len(text) >= least)


CONTACTS = st.builds(
    Contact, st.just(NEW), st.just(1), words(WORDS), words(WORDS), words(PHONE_NUMBER, 1), words(WORDS)
)


@given(st.lists(CONTACTS, max_size=5))
def test_an_import_of_our_own_export_gives_the_same_contacts(contacts: list[Contact]) -> None:
    faults = Faults()
    assert list(read(written(contacts).encode(), 1, faults)) == contacts
    assert faults.count == 0


@given(st.lists(CONTACTS, max_size=5))
def test_no_field_of_an_export_begins_like_a_formula(contacts: list[Contact]) -> None:
    for record in csv.reader(io.StringIO(written(contacts), newline="")):
        for value in record:
            assert not value.startswith(tuple(DANGEROUS))


@pytest.mark.parametrize(
    ("name", "exported"),
    [
        ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
        ("@SUM(1)", "'@SUM(1)"),
        ("'=1", "''=1"),
        ("'t Hooft", "'t Hooft"),
        ("Jean-Luc", "Jean-Luc"),
    ],
)
def test_a_field_like_a_formula_is_exported_as_a_text_with_an_apostrophe_before_it(
    name: str, exported: str
) -> None:
    file = written([Contact(1, 1, name, "", "+15551234", "")])
    assert file.splitlines()[1] == f'"{exported}","","\'+15551234",""'


def test_a_number_with_a_plus_is_imported_with_and_without_the_apostrophe() -> None:
    numbers = [one.phone_number for one in read(HEADING + b",,+1555,\r\n,,'+1555,\r\n", 1, Faults())]
    assert numbers == ["+1555", "+1555"]


def test_the_longest_contact_there_is_can_be_imported() -> None:
    quotes, number = '"' * WORDS, '"' * PHONE_NUMBER
    longest = Contact(NEW, 1, quotes, quotes, number, quotes)
    assert list(read(written([longest]).encode(), 1, Faults())) == [longest]


def test_a_quote_that_nobody_closes_costs_its_own_line_alone() -> None:
    faults = Faults()
    lines = b'"open,b,1,\r\n' + b"".join(b",,%d,\r\n" % number for number in range(500))
    assert len(list(read(HEADING + lines, 1, faults))) == 500
    assert str(faults) == f"line 2: more than {RECORD} characters, or a quote that is not closed"


def test_a_file_full_of_quotes_that_nobody_closes_is_given_up() -> None:
    """What is behind each of them is read again, which megabytes of them would make long."""
    with pytest.raises(NoContacts, match="too many quotes are not closed; the last one is in line"):
        list(read(HEADING + b'a","\n' * 5_000, 1, Faults()))


def test_a_file_of_empty_lines_is_read_so_far_and_no_further() -> None:
    assert len(list(read(HEADING + b"\r\n" * (RECORDS - 1) + b",,1,\r\n", 1, Faults()))) == 1
    with pytest.raises(NoContacts, match=f"more than {RECORDS} lines"):
        list(read(HEADING + b"\n" * (RECORDS + 1), 1, Faults()))


HOSTILE = {
    "a record that never ends": b'a","\n',
    "quotes": b'"',
    "quotes on lines of their own": b'"\n',
    "empty lines": b"\n",
    "commas": b",",
    "one line": b"a",
    "what cannot be shown": b"\x01",
    "Latin": b"\xe9",
    "returns": b"\r",
    "contacts": b'"A","B","1","=1"\r\n',
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_file_is_read_in_linear_time(kind: str) -> None:
    def step(data: bytes) -> None:
        with contextlib.suppress(NoContacts):
            sum(1 for _ in read(data, 1, Faults()))

    must_be_linear(lambda size: HEADING + HOSTILE[kind] * size, step, 1_000)


def test_an_export_is_written_in_linear_time() -> None:
    must_be_linear(lambda size: [Contact(1, 1, "=" * 99, "'", "+1", '"')] * size, written, 500)
