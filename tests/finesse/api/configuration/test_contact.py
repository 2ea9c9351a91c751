"""Contacts, one by one and as files. Source: Finesse Web Services guide, Contact."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator

import pytest
import requests
from aiohttp import FormData

from finesse import contacts_file
from finesse.api.configuration import contact
from finesse.contacts_file import Faults
from finesse.model.configuration.phone_book import Contact
from tests.finesse.api.answers import triplet
from tests.finesse.api.configuration.bodies import ask, create, refusal
from tests.finesse.api.test_auth import basic
from tests.finesse.one_node import PASSWORD, Node

PATIENCE = 20.0  # seconds, until a file that nobody lets go on is a failure
FORM = "multipart/form-data; boundary=y"
HEADING = '"First Name","Last Name","Phone Number","Notes"\r\n'
FILE = "/PhoneBook/1/Contacts/csvFileContent"


async def numbers(node: Node) -> list[str | None]:
    return [one.findtext("phoneNumber") for one in await node.get("/PhoneBook/1/Contacts", "administrator")]


async def send(node: Node, data: bytes | str, content_type: str = "text/csv") -> int:
    response = await node.ask("POST", FILE, data, user="administrator", Content_Type=content_type)
    return response.status


async def test_a_contact_needs_only_a_number(node: Node) -> None:
    path = await create(node, "/PhoneBook/1/Contact", "<Contact><phoneNumber>5551234</phoneNumber></Contact>")
    found = await node.get(path, "administrator")
    assert [child.tag for child in found] == ["description", "firstName", "lastName", "phoneNumber", "uri"]
    assert found.findtext("uri") == f"/finesse/api{path}"
    books = await node.get("/User/agent1/PhoneBooks")
    assert "5551234" in [one.text for one in books.iter("phoneNumber")]


@pytest.mark.parametrize(
    ("field", "value"), [("phoneNumber", "1" * 33), ("firstName", "x" * 129), ("description", "x" * 129)]
)
async def test_a_contact_that_cannot_be(node: Node, field: str, value: str) -> None:
    body = f"<Contact><phoneNumber>1</phoneNumber><{field}>{value}</{field}></Contact>"
    assert (await refusal(node, "POST", "/PhoneBook/1/Contact", body))[:2] == (400, "Invalid Input")


async def test_a_phone_book_holds_only_so_many_contacts(node: Node, monkeypatch: pytest.MonkeyPatch) -> None:
    before = await numbers(node)
    monkeypatch.setattr(contact, "MOST", 2)
    body = "<Contact><phoneNumber>1</phoneNumber></Contact>"
    assert (await refusal(node, "POST", "/PhoneBook/1/Contact", body))[:2] == (400, "Maximum Exceeded")
    too_many = HEADING + ",,1,\r\n" * 3
    for file in (too_many, too_many + "what follows is not read\r\n"):
        response = await node.ask("POST", FILE, file, user="administrator", Content_Type="text/csv")
        assert (response.status, (await triplet(response))[0]) == (400, "Maximum Exceeded")
    contacts = f"<Contacts>{body * 3}</Contacts>"
    assert (await refusal(node, "PUT", "/PhoneBook/1/Contacts", contacts))[:2] == (400, "Maximum Exceeded")
    assert await numbers(node) == before != []


async def test_others_are_served_while_a_file_is_read(node: Node, monkeypatch: pytest.MonkeyPatch) -> None:
    read, served = contacts_file.read, threading.Event()

    def slowly(data: bytes, book: int, faults: Faults) -> Iterator[Contact]:
        assert served.wait(PATIENCE)
        return read(data, book, faults)

    monkeypatch.setattr(contacts_file, "read", slowly)
    async with asyncio.TaskGroup() as tasks:
        sent = tasks.create_task(send(node, HEADING + ",,123,\r\n"))
        await node.get("/PhoneBook/1/Contacts", "administrator")
        served.set()
    assert sent.result() == 202


async def test_a_file_takes_the_place_of_all_contacts(node: Node) -> None:
    for content_type in ("text/csv", "text/plain; charset=utf-8"):
        assert (
            await send(node, HEADING + '"A","B ""x""","123","note, long"\r\n\r\n,,456,\r\n', content_type)
            == 202
        )
        assert await numbers(node) == ["123", "456"]
    exported = await ask(node, "GET", FILE)
    assert exported.content_type == "text/csv"
    assert (await exported.text()).splitlines() == [
        '"First Name","Last Name","Phone Number","Notes"',
        '"A","B ""x""","123","note, long"',
        '"","","456",""',
    ]
    assert await send(node, await exported.read()) == 202


async def test_a_file_in_a_form(node: Node) -> None:
    """As a browser sends the guide's form: an empty part first, then the file with the type of Windows."""
    for name, number in (("datafile", "789"), ("file", "790")):
        form = FormData()
        form.add_field("phonebook", "")
        file = (HEADING + f"A,B,{number},\r\n").encode()
        form.add_field(name, file, filename="c.csv", content_type="application/vnd.ms-excel")
        async with node.client.post(
            f"/finesse/api{FILE}", data=form, headers={"Authorization": basic("administrator", PASSWORD)}
        ) as response:
            assert response.status == 202
        assert await numbers(node) == [number]


async def test_a_file_in_a_form_that_another_library_writes(node: Node) -> None:
    file = ("c.csv", HEADING + ",,791,\r\n", "application/vnd.ms-excel")
    parts = {"phonebook": (None, ""), "datafile": file}
    url = str(node.client.make_url(f"/finesse/api{FILE}"))
    response = await asyncio.to_thread(
        requests.post, url, files=parts, auth=("administrator", PASSWORD), timeout=PATIENCE
    )
    assert (response.status_code, response.content) == (202, b"")
    assert await numbers(node) == ["791"]


@pytest.mark.parametrize(
    ("data", "content_type"),
    [
        (b"", "text/csv"),
        (b"a,b,c,d\r\n", "text/csv"),
        (HEADING.encode(), "text/csv"),
        (HEADING.encode() + b"a,b\r\n", "text/csv"),
        (b"x", "multipart/form-data; boundary=y"),
        (b"--y\r\n\r\n--y--", "multipart/form-data; boundary=y"),
        (b"x", "multipart/form-data"),
        (b'--y\r\nContent-Disposition: form-data; name="phonebook"\r\n\r\n\r\n--y--', FORM),
    ],
)
async def test_what_is_no_file_changes_nothing(node: Node, data: bytes, content_type: str) -> None:
    before = await numbers(node)
    response = await node.ask("POST", FILE, data, user="administrator", Content_Type=content_type)
    assert (response.status, (await triplet(response))[0]) == (400, "Invalid Input")
    assert await numbers(node) == before


async def test_a_file_too_large_or_of_another_type_is_refused(node: Node) -> None:
    assert await send(node, b"x" * (contact.BYTES + 1)) == 400
    assert await send(node, HEADING, "application/json") == 415


async def test_a_list_takes_the_place_of_all_contacts_and_what_is_none_is_left_out(node: Node) -> None:
    one = "<Contact><firstName>A</firstName><phoneNumber>{0}</phoneNumber></Contact>"
    body = f"<Contacts>{one.format('1')}{one.format('')}{one.format('9' * 33)}{one.format('2')}</Contacts>"
    assert (await ask(node, "PUT", "/PhoneBook/1/Contacts", body)).status == 202
    assert await numbers(node) == ["1", "2"]


async def test_a_phone_book_goes_with_its_contacts(node: Node) -> None:
    assert (await ask(node, "DELETE", "/PhoneBook/1")).status == 200
    assert (await refusal(node, "GET", "/PhoneBook/1/Contacts"))[:2] == (404, "Not Found")
    books = await node.get("/User/agent1/PhoneBooks")
    assert [book.findtext("name") for book in books] == ["Repairs"]


def test_a_file_with_a_byte_order_mark_as_spreadsheets_write_it() -> None:
    text = ("\ufeff" + HEADING + '"Zoë","a; b","1",\r\n').encode()
    (read,) = contacts_file.read(text, 1, Faults())
    assert (read.first_name, read.last_name, read.phone_number) == ("Zoë", "a; b", "1")


def test_a_latin_file_and_characters_that_cannot_be_shown() -> None:
    text = HEADING.encode() + "Zoë,\x01,1,a\x85b\r\n".encode("latin-1")
    (read,) = contacts_file.read(text, 1, Faults())
    assert (read.first_name, read.last_name, read.description) == ("Zoë", "?", "a\x85b")


LINES = [  # what is wrong in each, if something is
    (",,1,", ""),
    ("a,b", "2 fields"),
    ("a,b,,c", "phoneNumber"),
    (",,2,", ""),
    (f"{'x' * 129},,3,", "firstName"),
    (f"{'x' * 200_000},,4,", "more than 1024 characters"),
    ('"not closed,b,5,', "expected after"),
    (',,6,"two\r\nlines"', ""),
    ("", ""),
    ('a,"b"c,7,', "expected after"),
    (",,8,", ""),
    ('"never closed,b,9,', "unexpected end of data"),
    (",,10,", ""),
]


@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_a_wrong_line_is_left_out_and_told_with_its_number_and_the_others_are_taken(end: str) -> None:
    faults = Faults()
    text = end.join((HEADING.strip(), *(line.replace("\r\n", end) for line, _ in LINES)))
    taken = [one.phone_number for one in contacts_file.read(text.encode(), 1, faults)]

    assert taken == ["1", "2", "6", "8", "10"]
    told = [one.partition(": ") for one in faults.first]
    assert [number for number, _, _ in told] == [f"line {at}" for at in (3, 4, 6, 7, 8, 12, 14)]
    for (_, _, words), wrong in zip(told, filter(None, (wrong for _, wrong in LINES)), strict=True):
        assert wrong in words


def test_of_many_wrong_lines_the_first_are_told_and_the_others_counted() -> None:
    faults = Faults()
    assert list(contacts_file.read((HEADING + ",,,\r\n" * 12).encode(), 1, faults)) == []
    assert faults.count == 12
    assert str(faults).startswith("line 2: phoneNumber; line 3: phoneNumber; ")
    assert str(faults).endswith("line 11: phoneNumber and 2 more")


async def test_an_import_without_any_contact_is_refused_with_its_lines(node: Node) -> None:
    before = await numbers(node)
    """Source: DevNet, PhoneBook API Errors: the data names the lines, if there are any."""
    response = await node.ask(
        "POST", FILE, HEADING + "a,b\r\n,,,\r\n", user="administrator", Content_Type="text/csv"
    )
    told = "line 2: 2 fields; line 3: phoneNumber"
    assert (response.status, await triplet(response)) == (
        400,
        ("Invalid Input", "nothing in it is a contact", told),
    )
    assert (await refusal(node, "PUT", "/PhoneBook/1/Contacts", "<Contacts><Contact/></Contacts>")) == (
        400,
        "Invalid Input",
        "nothing in it is a contact",
        "contact 1: phoneNumber",
    )
    assert await numbers(node) == before != []
    assert (await ask(node, "PUT", "/PhoneBook/1/Contacts", "<Contacts/>")).status == 202
    assert await numbers(node) == []


async def test_a_phone_book_that_a_team_has_stays_as_it_is_until_it_is_taken_from_it(node: Node) -> None:
    """Source: DevNet, PhoneBook API Errors."""
    everybodys = "<PhoneBook><type>GLOBAL</type></PhoneBook>"
    for method, body in (("DELETE", None), ("PUT", everybodys)):
        assert (await refusal(node, method, "/PhoneBook/2", body))[:2] == (400, "In Use")
    assert (
        await ask(node, "PUT", "/PhoneBook/2", "<PhoneBook><name>Mending</name></PhoneBook>")
    ).status == 200
    assert (await ask(node, "PUT", "/Team/1/PhoneBooks", "<PhoneBooks/>")).status == 200
    assert (await ask(node, "PUT", "/PhoneBook/2", everybodys)).status == 200
    assert (await ask(node, "DELETE", "/PhoneBook/2")).status == 200


async def test_an_import_in_which_next_to_nothing_is_a_contact_is_refused(
    node: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Megabytes of it would be read for nothing."""
    monkeypatch.setattr(contacts_file, "MOST_FAULTS", 2)
    before = await numbers(node)
    assert await send(node, HEADING + ",,,\r\n" * 3) == 400
    contacts = f"<Contacts>{'<Contact/>' * 3}</Contacts>"
    assert (await refusal(node, "PUT", "/PhoneBook/1/Contacts", contacts))[:2] == (400, "Invalid Input")
    assert await numbers(node) == before


async def test_what_is_left_out_of_an_import_is_told_in_the_log(
    node: Node, caplog: pytest.LogCaptureFixture
) -> None:
    assert await send(node, HEADING + ",,1,\r\n,,,\r\n") == 202
    told = "1 of 2 contacts for /finesse/api/PhoneBook/1 are left out: line 3: phoneNumber"
    assert caplog.messages[-1] == told
    body = "<Contacts><Contact><phoneNumber>1</phoneNumber></Contact><Contact/></Contacts>"
    assert (await ask(node, "PUT", "/PhoneBook/1/Contacts", body)).status == 202
    assert caplog.messages[-1].endswith("are left out: contact 2: phoneNumber")
