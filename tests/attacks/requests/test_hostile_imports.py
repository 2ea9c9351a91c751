"""Files and forms made to cost Finesse dear: refused with the cause, while others are served."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from finesse import contacts_file
from finesse.contacts_file import Faults
from finesse.model.configuration.phone_book import Contact
from tests.finesse.api.answers import triplet
from tests.finesse.one_node import Node, a_node

FILE = "/PhoneBook/1/Contacts/csvFileContent"
HEADING = b'"First Name","Last Name","Phone Number","Notes"\r\n'
FORM = "multipart/form-data; boundary=b0"
PART = b'--b0\r\nContent-Disposition: form-data; name="datafile"; filename="c.csv"\r\n'
MEGABYTES = 8 * 1_048_576 - 1024


def nested(depth: int) -> bytes:
    """Forms within forms."""
    return b"".join(
        b"--b%d\r\nContent-Type: multipart/mixed; boundary=b%d\r\n\r\n" % (at, at + 1) for at in range(depth)
    )


def filled(begin: bytes, again: bytes, end: bytes = b"") -> bytes:
    """As many as may be sent."""
    return begin + again * ((MEGABYTES - len(begin) - len(end)) // len(again)) + end


ATTACKS = {
    # Each line closes the quote of the one before and opens another: each was read to the file's end.
    "a record that never ends": ("POST", FILE, "text/csv", filled(HEADING, b'a","\n'), "not closed"),
    "empty lines": ("POST", FILE, "text/csv", filled(HEADING, b"\n"), "lines"),
    "records that end wrong": (
        "POST",
        FILE,
        "text/csv",
        filled(HEADING, b'a","\n' * 200 + b'"x\n'),
        "not closed",
    ),
    "one line": ("POST", FILE, "text/csv", filled(HEADING, b"a,"), "nothing in it is a contact"),
    "forms within forms": ("POST", FILE, FORM, nested(100_000), "Content-Disposition"),
    "parts without end": ("POST", FILE, FORM, filled(b"", PART + b"\r\n\r\n"), "at most 16 parts"),
    "headers without end": ("POST", FILE, FORM, filled(PART, b"a: b\r\n"), "8 headers"),
    "one header without end": ("POST", FILE, FORM, filled(PART, b"a"), "1024 bytes"),
    "a form that does not end": ("POST", FILE, FORM, filled(PART + b"\r\n", b"\r\n--b"), "Unexpected end"),
    "a million elements": (
        "PUT",
        "/PhoneBook/1/Contacts",
        "text/xml",
        filled(b"<Contacts>", b"<a/>", b"</Contacts>"),
        "",
    ),
    "a million attributes": (
        "PUT",
        "/PhoneBook/1/Contacts",
        "text/xml",
        b"<Contacts " + b" ".join(b"a%x=''" % at for at in range(700_000)) + b"/>",
        "",
    ),
}


@pytest.fixture
async def node(tmp_path: Path) -> AsyncIterator[Node]:
    """A node in service."""
    async with a_node(tmp_path) as node:
        yield node


@pytest.mark.parametrize("kind", ATTACKS)
async def test_a_hostile_import_is_refused_with_its_cause_while_others_are_served(
    node: Node, kind: str
) -> None:
    method, path, content_type, data, cause = ATTACKS[kind]
    before = len(await node.get("/PhoneBook/1/Contacts", "administrator"))
    attack = asyncio.create_task(
        node.ask(method, path, data, user="administrator", Content_Type=content_type)
    )
    while not attack.done():
        assert (await node.get("/User/agent1")).findtext("loginId") == "agent1"
    response = await attack
    assert response.status == 400
    assert cause in (await triplet(response))[1]
    assert len(await node.get("/PhoneBook/1/Contacts", "administrator")) == before


async def test_an_agents_log_made_of_elements_is_refused_while_others_are_served(node: Node) -> None:
    data = filled(b"<ClientLog>", b"<logData/>", b"</ClientLog>")
    attack = asyncio.create_task(
        node.ask("POST", "/User/agent1/ClientLog", data, Content_Type="application/xml")
    )
    while not attack.done():
        assert (await node.get("/User/agent2", "agent2")).findtext("loginId") == "agent2"
    assert (await attack).status == 400


async def test_many_imports_at_once_are_read_one_after_the_other(
    node: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, read, at_once = filled(HEADING, b'a","\n'), contacts_file.read, []
    reading = 0

    def counted(data: bytes, book: int, faults: Faults) -> Iterator[Contact]:
        nonlocal reading
        reading += 1
        at_once.append(reading)
        try:
            yield from read(data, book, faults)
        finally:
            reading -= 1

    monkeypatch.setattr(contacts_file, "read", counted)
    async with asyncio.TaskGroup() as tasks:
        attacks = [
            tasks.create_task(node.ask("POST", FILE, data, user="administrator", Content_Type="text/csv"))
            for _ in range(4)
        ]
        while not all(attack.done() for attack in attacks):
            await node.get("/User/agent1")
    assert {attack.result().status for attack in attacks} == {400}
    assert at_once == [1] * 4
