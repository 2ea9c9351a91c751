"""Phone books. Source: Finesse Web Services guide, PhoneBook."""

from __future__ import annotations

import pytest

from finesse.api.configuration import phone_book
from finesse.model.configuration.phone_book import Contact, PhoneBook
from tests.finesse.api.configuration.bodies import book, create, refusal
from tests.finesse.one_node import Node


def with_two_books(node: Node) -> None:
    contacts = tuple(Contact(number, 9, "", f"c{number}", f"{number}", "") for number in range(1, 4))
    node.switchboard.catalogue.phone_books = (
        PhoneBook(9, "Support", "TEAM", contacts, frozenset({1})),
        PhoneBook(8, "House", "GLOBAL", contacts[:2]),
        PhoneBook(7, "Sales", "TEAM", contacts, frozenset({2})),
    )


async def test_phone_books_are_the_global_ones_and_then_the_teams(node: Node) -> None:
    with_two_books(node)
    books = await node.get("/User/agent1/PhoneBooks")

    assert [(book.findtext("name"), len(book.findall("contacts/Contact"))) for book in books] == [
        ("House", 2),
        ("Support", 3),
    ]


@pytest.mark.parametrize(
    ("wanted", "status", "told", "numbers"),
    [
        ("objects=1-6000", 200, None, ["1", "2", "1", "2", "3"]),
        ("objects=1-5", 200, None, ["1", "2", "1", "2", "3"]),
        ("objects=1-1", 206, "objects 1-1/5", ["1"]),
        ("objects=2-4", 206, "objects 2-4/5", ["2", "1", "2"]),
        ("objects=5-9", 206, "objects 5-5/5", ["3"]),
        ("objects=6-9", 206, "objects */5", []),
    ],
)
async def test_a_range_of_contacts(
    node: Node, wanted: str, status: int, told: str | None, numbers: list[str]
) -> None:
    """Source of the header: RFC 9110 §14.4, §15.3.7."""
    with_two_books(node)
    response = await node.ask("GET", "/TeamResource/1/PhoneBooks", Range=wanted)
    assert response.status == status
    assert response.headers.get("Content-Range") == told
    assert [part.split("<")[0] for part in (await response.text()).split("<phoneNumber>")[1:]] == numbers


@pytest.mark.parametrize(
    "wanted", ["objects=0-5", "objects=5-1", "objects=1-6001", "bytes=0-5", "objects=1-9999999"]
)
async def test_a_range_that_cannot_be(node: Node, wanted: str) -> None:
    response = await node.ask("GET", "/User/agent1/PhoneBooks", Range=wanted)
    assert response.status == 416
    assert "Range must be 1- 6000 objects" in await response.text()


async def test_there_are_only_so_many_phone_books(node: Node, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phone_book, "MOST_GLOBAL", 2)
    monkeypatch.setattr(phone_book, "MOST_OF_TEAMS", 0)
    await create(node, "/PhoneBook", book("Second"))
    for kind in ("GLOBAL", "TEAM"):
        assert (await refusal(node, "POST", "/PhoneBook", book("More", kind)))[:2] == (
            400,
            "Maximum Exceeded",
        )


async def test_a_phone_book_says_to_administrators_where_its_contacts_are(node: Node) -> None:
    found = await node.get("/PhoneBook/1", "administrator")
    assert [(child.tag, child.text) for child in found] == [
        ("uri", "/finesse/api/PhoneBook/1"),
        ("name", "House"),
        ("type", "GLOBAL"),
        ("contacts", "/finesse/api/PhoneBook/1/Contacts"),
    ]
