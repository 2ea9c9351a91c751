"""What is configured, at hand on each node."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
from collections.abc import AsyncIterator
from typing import Any

import pytest

from finesse.catalogue import Catalogue
from finesse.model.configuration.phone_book import Contact, PhoneBook
from finesse.model.configuration.reason import WrapUpReason
from finesse.model.identity import NEW
from finesse.store import mappings
from finesse.store.finesse_store import FinesseStore, opened
from finesse.store.object_mapping import ObjectMapping
from finesse.store.tables import Concern
from tests.finesse.store.things import THINGS
from vos.database.follower import Follower


@contextlib.asynccontextmanager
async def following(database_url: str) -> AsyncIterator[tuple[Catalogue, Follower]]:
    """A node's catalogue, and what looks after the changes of others."""
    async with opened(database_url) as store:
        catalogue = Catalogue()
        await catalogue.load(store)
        yield catalogue, Follower(store.revisions, 1.0, catalogue)


@pytest.mark.parametrize(("kind", "thing", "changes"), THINGS, ids=lambda one: type(one).__name__)
async def test_whatever_one_node_configures_the_other_follows(
    database_url: str, kind: ObjectMapping[Any], thing: Any, changes: dict[str, Any]
) -> None:
    async with following(database_url) as (one, _), following(database_url) as (other, follower):
        async with one.changing() as change:
            (saved,) = await change.save(kind, thing)
        await follower.look()
        assert other.all(kind) == one.all(kind) == (saved,)
        async with one.changing() as change:
            await change.save(kind, dataclasses.replace(saved, **changes))
        await follower.look()
        assert other.all(kind) == one.all(kind) == (dataclasses.replace(saved, **changes),)
        async with one.changing() as change:
            await change.remove(kind, saved.id)
        await follower.look()
        assert other.all(kind) == one.all(kind) == ()


async def test_the_contacts_of_a_book_are_followed(database_url: str) -> None:
    async with following(database_url) as (one, _), following(database_url) as (other, follower):
        async with one.changing() as change:
            (book,) = await change.save(mappings.PHONE_BOOKS, PhoneBook(NEW, "x", "GLOBAL", ()))
            contact = await change.save_contact(Contact(NEW, book.id, "Ada", "", "1", ""))
        await follower.look()
        assert other.phone_books[0].contacts == (contact,)
        async with one.changing() as change:
            await change.remove_contact(contact)
        await follower.look()
        assert other.phone_books == one.phone_books == (book,)


async def test_who_changes_something_while_the_other_node_did_reads_both(database_url: str) -> None:
    async with following(database_url) as (one, _), following(database_url) as (other, follower):
        for catalogue, label in ((one, "first"), (other, "second")):
            async with catalogue.changing() as change:
                await change.save(mappings.WRAP_UP_REASONS, WrapUpReason(NEW, label))
        assert [reason.label for reason in other.wrap_up_reasons] == ["second"]
        await follower.look()
        assert [reason.label for reason in other.wrap_up_reasons] == ["first", "second"]


async def test_changes_at_the_same_time_take_turns(database_url: str) -> None:
    async with opened(database_url) as store:
        catalogue = Catalogue()
        await catalogue.load(store)

        async def add(number: int) -> None:
            async with catalogue.changing() as change:
                label = f"{len(catalogue.wrap_up_reasons)}"
                await change.save(mappings.WRAP_UP_REASONS, WrapUpReason(NEW, label))

        await asyncio.gather(*map(add, range(10)))
        assert sorted(one.label for one in catalogue.wrap_up_reasons) == [str(one) for one in range(10)]
        assert await store.all(mappings.WRAP_UP_REASONS) == catalogue.wrap_up_reasons
        assert catalogue._revision == await revision_of(store)


async def revision_of(store: FinesseStore) -> int:
    return (await store.revisions())[Concern.CONFIGURATION]
