"""What administrators configure survives as it was, on both databases."""

from __future__ import annotations

import asyncio
import dataclasses
from typing import Any

import pytest

from finesse.catalogue import Catalogue
from finesse.model.chat_config import ChatConfig
from finesse.model.identity import NEW
from finesse.model.layout_config import LayoutConfig
from finesse.model.media_properties_layout import Entry, MediaPropertiesLayout
from finesse.model.phone_book import Contact, PhoneBook
from finesse.model.reason import ReasonCode, WrapUpReason
from finesse.model.workflow import (
    SYSTEM_TRIGGERS,
    Comparison,
    ConditionSet,
    TriggerSet,
    Variable,
    Workflow,
)
from finesse.model.workflow_action import ActionVariable, Param, WorkflowAction
from finesse.store import mappings
from finesse.store.finesse_store import FinesseStore, opened
from finesse.store.object_mapping import ObjectMapping
from finesse.store.tables import Concern
from vos.database import DatabaseLost

ENTRY = Entry("Customer <&>", "callVariable1", True, True)
ACTION = WorkflowAction(
    NEW, "Pop", "BROWSER_POP", "OTHER", (Param("path", "${x}"),), (ActionVariable("x", "CUSTOM", "//x", "1"),)
)
TRIGGERS = TriggerSet("SYSTEM", "CALL_ARRIVES", True, SYSTEM_TRIGGERS)
CONDITIONS = ConditionSet("ANY", (Comparison(Variable("x", "SYSTEM"), "IS_EMPTY"),))
TEAMS = frozenset({1, 2})

THINGS: list[tuple[ObjectMapping[Any], Any, dict[str, Any]]] = [
    (
        mappings.REASON_CODES,
        ReasonCode(NEW, "LOGOUT", 7, "Zoë", False, False, TEAMS),
        {"label": "y", "teams": frozenset({2, 3})},
    ),
    (mappings.WRAP_UP_REASONS, WrapUpReason(NEW, "x", False, TEAMS), {"for_all": True, "teams": frozenset()}),
    (mappings.PHONE_BOOKS, PhoneBook(NEW, "x", "TEAM", (), TEAMS), {"name": "y"}),
    (
        mappings.MEDIA_PROPERTIES_LAYOUTS,
        MediaPropertiesLayout(NEW, "x", "d", "CUSTOM", (ENTRY,), ((ENTRY, ENTRY), ()), TEAMS),
        {"columns": (), "teams": frozenset({1})},
    ),
    (mappings.WORKFLOW_ACTIONS, ACTION, {"params": ()}),
    (
        mappings.WORKFLOWS,
        Workflow(NEW, "x", TRIGGERS, "d", 1, CONDITIONS, (), {1: 0, 2: 4}),
        {"condition_set": None, "teams": {2: 1}},
    ),
    (mappings.LAYOUTS, LayoutConfig(0, "<x/>"), {"layoutxml": "<y/>"}),
    (mappings.CHAT_CONFIGS, ChatConfig("https://a", ""), {"secondary": "https://b"}),
]


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
