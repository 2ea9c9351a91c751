"""What administrators configured, at hand for every request: read from the database, changed only there."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, field
from typing import Any, ClassVar, TypeVar

from finesse.model.configuration.chat_config import ChatConfig
from finesse.model.configuration.desktop_property import DesktopProperties, DesktopSetting
from finesse.model.configuration.layout_config import DEFAULT, LayoutConfig
from finesse.model.configuration.media_properties_layout import MediaPropertiesLayout
from finesse.model.configuration.phone_book import Contact, PhoneBook
from finesse.model.configuration.reason import CATEGORIES, ReasonCode, WrapUpReason
from finesse.model.configuration.workflow import Workflow
from finesse.model.configuration.workflow_action import WorkflowAction
from finesse.model.drop_rights import DropRights
from finesse.model.identity import Identified
from finesse.store import mappings
from finesse.store.finesse_store import FinesseStore
from finesse.store.object_mapping import ObjectMapping
from finesse.store.tables import Concern

T = TypeVar("T", bound=Identified)

KINDS: dict[str, ObjectMapping[Any]] = {
    "reason_codes": mappings.REASON_CODES,
    "wrap_up_reasons": mappings.WRAP_UP_REASONS,
    "phone_books": mappings.PHONE_BOOKS,
    "media_properties_layouts": mappings.MEDIA_PROPERTIES_LAYOUTS,
    "workflow_actions": mappings.WORKFLOW_ACTIONS,
    "workflows": mappings.WORKFLOWS,
    "layouts": mappings.LAYOUTS,
    "chat_configs": mappings.CHAT_CONFIGS,
    "desktop_settings": mappings.DESKTOP_SETTINGS,
}
NAMES = {kind: name for name, kind in KINDS.items()}


@dataclass(slots=True)
class Catalogue:
    """All of each kind, in the order in which they were made."""

    concern: ClassVar[str] = Concern.CONFIGURATION

    reason_codes: tuple[ReasonCode, ...] = ()
    wrap_up_reasons: tuple[WrapUpReason, ...] = ()
    phone_books: tuple[PhoneBook, ...] = ()
    media_properties_layouts: tuple[MediaPropertiesLayout, ...] = ()
    workflow_actions: tuple[WorkflowAction, ...] = ()
    workflows: tuple[Workflow, ...] = ()
    layouts: tuple[LayoutConfig, ...] = ()
    chat_configs: tuple[ChatConfig, ...] = ()
    desktop_settings: tuple[DesktopSetting, ...] = ()
    by_number: dict[tuple[str, int], ReasonCode] = field(default_factory=dict)
    drop_rights: DropRights = field(default_factory=DropRights)
    importing: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held while an import is read: one at a time, however many are sent."""

    _store: FinesseStore | None = None
    _revision: int = -1
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def load(self, store: FinesseStore) -> None:
        """Read everything anew."""
        self._store = store
        revisions = await store.revisions()  # before the rest: what changes meanwhile is read again
        self._revision = revisions[self.concern]
        found = {name: await store.all(kind) for name, kind in KINDS.items()}
        for name, things in found.items():
            setattr(self, name, things)
        self._take_over()

    async def follow(self, revision: int) -> None:
        """Read everything anew unless it is of that revision. DatabaseLost when it cannot."""
        async with self._turn:
            if revision != self._revision:
                await self.load(self._kept_in)

    @contextlib.asynccontextmanager
    async def changing(self) -> AsyncIterator[Change]:
        """The turn to change something: what is checked inside is still so when it is kept."""
        async with self._turn:
            yield Change(self)

    def all(self, kind: ObjectMapping[T]) -> tuple[T, ...]:
        """All of a kind."""
        found: tuple[T, ...] = getattr(self, NAMES[kind])
        return found

    def reason_code(self, identity: str) -> ReasonCode | None:
        """The reason code with that database id, as it stands in a request."""
        return next((one for one in self.reason_codes if str(one.id) == identity), None)

    def offered_codes(self, category: str, team: int | None) -> tuple[ReasonCode, ...]:
        """What agents of a team may choose from."""
        return tuple(one for one in self.reason_codes if one.category == category and one.offered_to(team))

    def layout(self, team: int | None) -> LayoutConfig:
        """The layout of a team's desktops: its own, or the default."""
        by_team = {one.id: one for one in self.layouts}
        return by_team.get(DEFAULT if team is None else team) or by_team[DEFAULT]

    @property
    def properties(self) -> DesktopProperties:
        """The desktop's properties."""
        return DesktopProperties(self.desktop_settings)

    def workflows_of(self, team: int | None) -> tuple[Workflow, ...]:
        """The workflows of a team, in the order in which they run."""
        if team is None:
            return ()
        assigned = [one for one in self.workflows if team in one.teams]
        return tuple(sorted(assigned, key=lambda one: one.teams[team]))

    @property
    def _kept_in(self) -> FinesseStore:
        assert self._store is not None, "the catalogue is not loaded"
        return self._store

    def _take_over(self) -> None:
        """What others hold of the catalogue says what it says now.

        The system gives some of its codes in the other category, too: its numbers are in both.
        """
        self.drop_rights.enable_drop_participant_for = self.properties["enableDropParticipantFor"]
        self.drop_rights.drop_participant = self.properties["dropParticipant"]
        self.by_number.clear()
        for one in self.reason_codes:
            for category in CATEGORIES if one.system_code else (one.category,):
                self.by_number[category, one.code] = one


class Change:
    """Writes to the database, and then to the catalogue. DatabaseLost when nothing could be written."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._store = catalogue._kept_in

    async def save(self, kind: ObjectMapping[T], *things: T) -> tuple[T, ...]:
        """Keep new things and changed ones; all or none. Gives them with their numbers."""
        saved, revision = await self._store.save(kind, *things)
        self._take(kind, saved, revision)
        await self._actions_of_workflows(kind)
        return saved

    async def remove(self, kind: ObjectMapping[T], *numbers: int) -> None:
        """Forget those things, and whatever belongs to them."""
        revision = await self._store.remove(kind, *numbers)
        rest = tuple(one for one in self._catalogue.all(kind) if one.id not in numbers)
        self._put(kind, rest, revision)
        await self._actions_of_workflows(kind)

    async def save_contact(self, contact: Contact) -> Contact:
        """Keep a new contact or a changed one."""
        (saved,), revision = await self._store.save(mappings.CONTACTS, contact)
        book = self._book(saved.phone_book)
        others = {one.id: one for one in book.contacts} | {saved.id: saved}
        self._take(mappings.PHONE_BOOKS, [_with_contacts(book, others.values())], revision)
        return saved

    async def remove_contact(self, contact: Contact) -> None:
        """Forget a contact."""
        revision = await self._store.remove(mappings.CONTACTS, contact.id)
        book = self._book(contact.phone_book)
        rest = [one for one in book.contacts if one.id != contact.id]
        self._take(mappings.PHONE_BOOKS, [_with_contacts(book, rest)], revision)

    async def replace_contacts(self, book: PhoneBook, contacts: Iterable[Contact]) -> None:
        """Give a phone book these contacts in place of all that it had."""
        saved, revision = await self._store.replace_contacts(book.id, contacts)
        self._take(mappings.PHONE_BOOKS, [_with_contacts(book, saved)], revision)

    async def _actions_of_workflows(self, changed: ObjectMapping[Any]) -> None:
        """Read workflows anew when actions changed, which they hold."""
        if changed is mappings.WORKFLOW_ACTIONS:
            self._catalogue.workflows = await self._store.all(mappings.WORKFLOWS)

    def _book(self, number: int) -> PhoneBook:
        return next(one for one in self._catalogue.phone_books if one.id == number)

    def _take(self, kind: ObjectMapping[T], changed: Iterable[T], revision: int) -> None:
        rest = {one.id: one for one in self._catalogue.all(kind)}
        self._put(kind, tuple((rest | {one.id: one for one in changed}).values()), revision)

    def _put(self, kind: ObjectMapping[T], things: tuple[T, ...], revision: int) -> None:
        catalogue = self._catalogue
        setattr(catalogue, NAMES[kind], things)
        catalogue._take_over()
        if catalogue._revision == revision - 1:  # else the other node was here, too: `follow` reads it all
            catalogue._revision = revision


def _with_contacts(book: PhoneBook, contacts: Iterable[Contact]) -> PhoneBook:
    return dataclasses.replace(book, contacts=tuple(contacts))
