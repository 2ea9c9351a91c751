"""Gadgets by their address: the XML read once for each state of the file, and its messages in a language."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, TypeVar, cast
from urllib.parse import urljoin

from finesse.shindig import messages, spec
from finesse.shindig.documents import Document, Documents
from finesse.shindig.errors.not_shown import NotShown, code_of, of_status
from finesse.shindig.fetching.not_fetched import NotFetched
from finesse.shindig.rendering.room import BYTES, Room, TooMuch
from finesse.shindig.rendering.substitution import with_messages
from finesse.shindig.spec import BadSpec, Locale, Spec

T = TypeVar("T")

ADDRESS = 4_096  # characters of a gadget's address
LOCALES = 8  # message bundles of one page
AT_ONCE = 65_536  # of content or XML that is read between two requests; more in a thread
NEVER = re.compile(r"[\x00-\x20\x7f]")  # in an address
NEVER_IN_ONE = re.compile(r"[\x00-\x1f\x7f]")  # as a gadget writes it; a blank in it is sent as %20
REASON = 300  # characters of why a server refuses
THIS_NODE = "http://localhost:8082"  # as gadgets name it


@dataclass(frozen=True)
class Gadget:
    """A gadget's XML with its messages in one language."""

    spec: Spec
    messages: Mapping[str, str]
    locales: tuple[Locale, ...]
    documents: tuple[Document, ...]
    """The XML itself, then the bundles."""

    problems: tuple[str, ...] = ()
    room: Room = field(default_factory=Room)
    """For all that its messages put in."""

    @property
    def url(self) -> str:
        return self.documents[0].url

    @property
    def right_to_left(self) -> bool:
        """Whether the most special of its locales is written so."""
        return any(one.right_to_left for one in self.locales[-1:])

    def said(self, text: str) -> str:
        """A text of the XML, with messages. NotShown when all of them together are too much."""
        try:
            return with_messages(text, self.messages, self.room)
        except TooMuch:
            raise too_much(self.documents[0].address) from None

    def at(self, href: str) -> str:
        """The address that is meant by one in the XML. NotShown if it is none."""
        return joined(self.url, href)

    @cached_property
    def defaults(self) -> Mapping[str, str]:
        """The preferences that it declares."""
        return {one.name: self.said(one.default) for one in self.spec.prefs}


@dataclass(frozen=True)
class Bundle:
    """A message bundle, and what it says."""

    document: Document
    messages: Mapping[str, str]


class Gadgets:
    """All gadgets that are shown here."""

    def __init__(self, documents: Documents) -> None:
        self.documents = documents
        self._reading: dict[tuple[Document, Callable[[bytes], Any]], asyncio.Task[Any]] = {}

    async def read(
        self, address: str, language: str, country: str, *, anew: bool = False, room: Room | None = None
    ) -> Gadget:
        """The gadget at that address. NotShown says why there is none.

        What its messages put in takes from that `room`, which several gadgets may share.
        """
        url = absolute(address)
        try:
            xml = await self.document(url, anew=anew)
        except NotShown as error:
            raise replace(error, address=address) from None
        found = await self._read(xml, spec.read)
        if isinstance(found, BadSpec):
            raise NotShown("malformed", xml.address, found.text, found.fault, found.line)
        chosen = messages.locales_for(found.locales, language, country)[-LOCALES:]
        elsewhere = [one for one in chosen if one.messages]
        bundles = await all_of([self._bundle(xml.url, one.messages, anew) for one in elsewhere])
        by_locale = dict(zip(map(id, elsewhere), bundles, strict=True))
        texts: list[Mapping[str, str]] = []
        documents = [xml]
        for one in chosen:
            bundle = by_locale.get(id(one))
            if isinstance(bundle, Bundle):
                documents.append(bundle.document)
                texts.append(bundle.messages)
            texts.append(dict(one.own))
        problems = tuple(each for each in bundles if isinstance(each, str))
        merged = messages.merged(texts)
        return Gadget(found, merged, tuple(chosen), tuple(documents), problems, room or Room())

    async def document(self, address: str, *, anew: bool) -> Document:
        """What a gadget needs from that address. NotShown says why it is not there."""
        try:
            found = self.documents.known(address) if not anew else None
            if found is None:
                found = await self.documents.get(address, anew=anew)
        except NotFetched as error:
            raise NotShown(code_of(error.code), address, error.text) from None
        if code := of_status(found.status):
            raise NotShown(code, address, _reason(found) or f"status {found.status}")
        return found

    async def _bundle(self, base: str, href: str, anew: bool) -> Bundle | str:
        """The bundle, or why there is none: the gadget is shown all the same."""
        try:
            found = await self.document(joined(base, href), anew=anew)
        except NotShown as error:
            return str(error)
        known = await self._read(found, messages.read)
        return f"malformed: {found.address}: {known}" if isinstance(known, BadSpec) else Bundle(found, known)

    async def _read(self, document: Document, read: Callable[[bytes], T]) -> T | BadSpec:
        """What `read` makes of a document, made once, or what is wrong with it and nothing else of that."""

        def made() -> T | BadSpec:
            try:
                return read(document.body)
            except BadSpec as error:  # which refers to all that was at hand when it was raised
                return BadSpec(error.fault, error.line, error.detail)

        if read not in document.made:
            if len(document.body) <= AT_ONCE:
                document.made[read] = made()
            else:
                key = document, read
                if key not in self._reading:
                    self._reading[key] = task = asyncio.create_task(asyncio.to_thread(made))
                    task.add_done_callback(lambda _task: self._reading.pop(key))
                document.made[read] = await asyncio.shield(self._reading[key])
        return cast(T | BadSpec, document.made[read])


async def all_of(asking: Sequence[Any]) -> list[Any]:
    """What each of them comes to; a single one needs no task."""
    if len(asking) > 1:
        return list(await asyncio.gather(*asking))
    return [await one for one in asking]


def absolute(address: str) -> str:
    """The address with a host; a path is one of this node. NotShown if it is none."""
    address = address.strip()
    if not address:
        raise NotShown("badRequest", "", "the parameter url, a gadget's address, is missing")
    if len(address) > ADDRESS or NEVER.search(address) is not None:
        raise NotShown("badRequest", address[:200], "this is no address of a gadget")
    if address.startswith("/") and not address.startswith("//"):
        address = THIS_NODE + address
    if not address.lower().startswith(("http://", "https://")):
        raise NotShown("badRequest", address[:200], "a gadget's address begins with http://, https:// or /")
    return address.partition("#")[0]


def joined(base: str, href: str) -> str:
    """The address that a gadget there means by that one. NotShown if it is none."""
    try:
        if NEVER_IN_ONE.search(href) is None:
            return urljoin(base, href)
    except ValueError:  # such as http://[
        pass
    raise NotShown("malformed", base, f"{href[:200]!r} is no address")


def too_much(address: str) -> NotShown:
    """Why a gadget is not shown of which there would be more than a page may have."""
    return NotShown("tooLarge", address, f"with all that is put in it would have more than {BYTES} bytes")


def _reason(answer: Document) -> str:
    """What a server says of its refusal, if it does in words."""
    if not answer.header("content-type").lower().startswith("text/plain"):
        return ""
    return " ".join(answer.text[:REASON].split())
