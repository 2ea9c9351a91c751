"""What administrators configure survives as it was, on both databases."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from finesse.model.configuration.phone_book import Contact, PhoneBook
from finesse.model.configuration.reason import WrapUpReason
from finesse.model.configuration.workflow import (
    Workflow,
)
from finesse.model.identity import NEW
from finesse.store import mappings
from finesse.store.finesse_store import FinesseStore, opened
from finesse.store.object_mapping import ObjectMapping
from finesse.store.tables import Concern
from tests.finesse.store.things import ACTION, THINGS, TRIGGERS
from vos.database.connections import DatabaseLost


@pytest.mark.parametrize(("kind", "thing", "changes"), THINGS, ids=lambda one: type(one).__name__)
async def test_a_thing_is_kept_changed_and_forgotten(
    database_url: str, kind: ObjectMapping[Any], thing: Any, changes: dict[str, Any]
) -> None:
    async with opened(database_url) as store:
        (saved,), revision = await store.save(kind, thing)
        assert saved == dataclasses.replace(thing, id=saved.id)
        changed = dataclasses.replace(saved, **changes)
        assert await store.save(kind, changed) == ((changed,), revision + 1)
    async with opened(database_url) as store:
        assert await store.all(kind) == (changed,)
        assert await revision_of(store) == revision + 1
        await store.remove(kind, saved.id)
        assert await store.all(kind) == ()


async def test_a_workflows_actions_keep_their_order(database_url: str) -> None:
    async with opened(database_url) as store:
        actions = [dataclasses.replace(ACTION, name=name) for name in ("first", "second")]
        (first, second), _ = await store.save(mappings.WORKFLOW_ACTIONS, *actions)
        (saved,), _ = await store.save(
            mappings.WORKFLOWS, Workflow(NEW, "x", TRIGGERS, actions=(second, first, second))
        )
        assert saved.actions == (second, first, second)
        (saved,), _ = await store.save(
            mappings.WORKFLOWS, dataclasses.replace(saved, actions=(first, second))
        )
        assert saved.actions == (first, second)
        await store.remove(mappings.WORKFLOW_ACTIONS, first.id)
        assert (await store.all(mappings.WORKFLOWS))[0].actions == (second,)


async def test_contacts_go_with_their_book(database_url: str) -> None:
    async with opened(database_url) as store:
        (book,), _ = await store.save(mappings.PHONE_BOOKS, PhoneBook(NEW, "x", "GLOBAL", ()))
        contacts = [Contact(NEW, book.id, f"{number}", "", "1", "") for number in range(1000)]
        saved, _ = await store.replace_contacts(book.id, contacts)
        assert [contact.first_name for contact in saved] == [f"{number}" for number in range(1000)]
        (renamed,), _ = await store.save(mappings.PHONE_BOOKS, dataclasses.replace(book, name="y"))
        assert renamed.contacts == saved
        await store.remove(mappings.PHONE_BOOKS, book.id)
        assert await store.all(mappings.CONTACTS) == ()


async def test_of_several_things_all_are_kept_or_none(database_url: str) -> None:
    async with opened(database_url) as store:
        same = WrapUpReason(NEW, "x")
        with pytest.raises(DatabaseLost):
            await store.save(mappings.WRAP_UP_REASONS, same, same)
        assert await store.all(mappings.WRAP_UP_REASONS) == ()
        assert await revision_of(store) == 0


async def revision_of(store: FinesseStore) -> int:
    return (await store.revisions())[Concern.CONFIGURATION]
