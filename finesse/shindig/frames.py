"""Gadgets' frames: what one gets for what it asks, its page made once for each view and language.

What depends on nobody's preferences is made once: messages put in, addresses rewritten, the page cut at its
places for values. A page that is asked for again is these bytes and the values between them.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

from finesse.shindig.documents import Document
from finesse.shindig.errors.not_shown import NotShown
from finesse.shindig.features import ALWAYS, Library
from finesse.shindig.fetching.not_fetched import NotFetched
from finesse.shindig.gadgets import ADDRESS, AT_ONCE, Gadget, Gadgets, all_of, too_much
from finesse.shindig.rendering import document, substitution
from finesse.shindig.rendering.room import TooMuch
from finesse.shindig.rendering.script_json import script_json
from finesse.shindig.rendering.substitution import Page, escaped, pieces, pref
from finesse.shindig.spec import Content, Preload, Spec
from vos.http.recent import Recent
from vos.http.web_url import CHARACTERS

logger = logging.getLogger(__name__)

PAGES = 256  # pages kept, of all gadgets and views; the one asked for longest ago goes
BYTES = 32 << 20  # of these, and of what they were made of
HREFS = 8  # contents of one view that are elsewhere
PRELOADS = 16  # of one page
UNKNOWN = 10  # features that are nowhere, as the log names them
INSPECTION = "inspection"  # the feature that no gadget asks for

Key = tuple[object, ...]


@dataclass(frozen=True)
class Frame:
    """One gadget's frame, as it is asked for."""

    address: str
    view: str = "default"
    language: str = "en"
    country: str = "US"
    module: str = "0"
    token: str = ""
    prefs: Mapping[str, str] = field(default_factory=dict)
    anew: bool = False
    """Whether nothing may be taken that was kept."""

    origin: str = ""
    """This server's, as the browser knows it."""

    inspected: bool = False
    """Whether the page tells an inspector what happens in it."""


@dataclass(frozen=True)
class Shown:
    """What the frame gets: a page, or another address that it goes to."""

    body: bytes = b""
    elsewhere: str = ""
    good_for: float = 0.0
    """Seconds in which nothing of it changes."""


@dataclass(frozen=True)
class Sources:
    """What the page of a gadget's view is made from, whoever looks at it."""

    gadget: Gadget
    contents: Sequence[Content]
    files: Sequence[Document]
    """Those of the contents that are files of their own."""

    base: str
    """Where the content is: a path of this server, or an address of another."""

    origin: str
    """This server's origin, where the content is on another one."""

    preloads: bool
    inspected: bool

    @property
    def key(self) -> Key:
        """What identifies the page: documents, parts of the XML and what is said around them."""
        parts = (*self.gadget.documents, *self.files)
        return (
            *parts,
            *map(id, (*self.contents, *self.gadget.locales)),
            self.origin,
            self.preloads,
            self.inspected,
        )

    @property
    def characters(self) -> int:
        return sum(len(one.text) for one in self.contents) + sum(len(one.body) for one in self.files)


@dataclass(frozen=True)
class Asking:
    """A gadget, the frame that asks for it, and the values of its preferences there."""

    gadget: Gadget
    frame: Frame
    prefs: Mapping[str, str]

    def filled(self, text: str) -> str:
        """An address with its variables' values as they are."""
        values = {pref(name): value for name, value in self.prefs.items()}
        values[substitution.MODULE] = self.frame.module
        parts = pieces(self.gadget.said(text), self.prefs, right_to_left=self.gadget.right_to_left)
        filled = ""
        for part in parts:
            filled += (part if isinstance(part, str) else values[part.name])[:ADDRESS]
            if len(filled) > ADDRESS:
                break
        return filled[:ADDRESS]


class Frames:
    """All frames with gadgets."""

    def __init__(self, gadgets: Gadgets, library: Library, own_path: Callable[[str], str | None]) -> None:
        """`own_path` says of an address of this node what its path is here."""
        self._gadgets = gadgets
        self._library = library
        self._own_path = own_path
        self._pages: Recent[Key, Page] = Recent(PAGES, BYTES, _size)
        self._making: dict[Key, asyncio.Task[Page]] = {}

    async def show(self, frame: Frame) -> Shown:
        """What a frame gets for what it asks. NotShown says why it gets nothing."""
        gadget = await self._gadgets.read(frame.address, frame.language, frame.country, anew=frame.anew)
        contents = gadget.spec.shown_in(frame.view)
        if not contents:
            raise NotShown("noContent", frame.address, f"there is no <Content> for the view {frame.view}")
        prefs = {name: frame.prefs.get(name, value) for name, value in gadget.defaults.items()}
        asking = Asking(gadget, frame, prefs)
        if contents[0].kind == "url":
            return self._elsewhere(asking, contents[0].href)
        files = await self._files(asking, contents)
        preloads = [one for one in gadget.spec.preloads if not one.views or frame.view in one.views]
        page = await self._page(self._sources(asking, contents, files, bool(preloads)))
        values = {pref(name): escaped(value) for name, value in prefs.items()}
        values[substitution.MODULE] = escaped(frame.module)
        values[substitution.LANGUAGE] = escaped(frame.language)
        values[substitution.SECURITY] = script_json(frame.token)
        if preloads:
            found = await all_of([self._preloaded(asking, one) for one in preloads[:PRELOADS]])
            values[substitution.PRELOADS] = script_json(found)
        try:
            body = page.filled(values)
        except TooMuch:
            raise too_much(frame.address) from None
        left = min(map(self._gadgets.documents.seconds_left, (*gadget.documents, *files)))
        return Shown(body, good_for=0.0 if preloads else left)

    async def _files(self, asking: Asking, contents: Sequence[Content]) -> list[Document]:
        gadget, anew = asking.gadget, asking.frame.anew
        hrefs = [one.href for one in contents if one.href]
        if len(hrefs) > HREFS:
            raise too_much(gadget.url)
        addresses = [gadget.at(asking.filled(one)) for one in hrefs]
        return await all_of([self._gadgets.document(one, anew=anew) for one in addresses])

    async def _preloaded(self, asking: Asking, preload: Preload) -> dict[str, object]:
        href = asking.filled(preload.href)
        failed = {"id": href, "body": "", "headers": {}}
        if preload.authorization != "none":
            return {**failed, "rc": 403}
        try:
            found = await self._gadgets.documents.get(asking.gadget.at(href), anew=asking.frame.anew)
        except NotShown:
            return {**failed, "rc": 400}
        except NotFetched as error:
            return {**failed, "rc": 504 if error.code == "timeout" else 500}
        headers = {"location": [found.header("location")]} if found.header("location") else {}
        return {"id": href, "rc": found.status, "body": found.text, "headers": headers}

    def _sources(
        self, asking: Asking, contents: Sequence[Content], files: Sequence[Document], preloads: bool
    ) -> Sources:
        url = files[0].url if files else asking.gadget.url
        path = self._own_path(url)
        return Sources(
            asking.gadget,
            contents,
            files,
            base=path or url,
            origin=asking.frame.origin if path is None else "",
            preloads=preloads,
            inspected=asking.frame.inspected,
        )

    async def _page(self, sources: Sources) -> Page:
        key = sources.key
        if (known := self._pages.known(key)) is not None:
            return known
        if sources.characters <= AT_ONCE:
            made = self._made(sources)
        else:
            if key not in self._making:
                self._making[key] = task = asyncio.create_task(asyncio.to_thread(self._made, sources))
                task.add_done_callback(lambda _task: self._making.pop(key))
            made = await asyncio.shield(self._making[key])
        return self._pages.keep(key, made)

    def _made(self, sources: Sources) -> Page:
        gadget = sources.gadget
        texts = iter([one.text for one in sources.files])
        content = "\n".join(next(texts) if one.href else one.text for one in sources.contents)
        features, unknown, optional = self._features(gadget.spec)
        more = (INSPECTION,) if sources.inspected else ()
        script = self._library.script([*features, *more], container=False)
        for problem in gadget.problems:
            logger.warning("the messages of %s are missing: %s", gadget.url, problem)
        if unknown:
            named = ", ".join(unknown[:UNKNOWN]) + (", ..." if len(unknown) > UNKNOWN else "")
            logger.warning("%s requires features that are not there: %s", gadget.url, named)
        try:
            return document.page(
                document.View(
                    content=content,
                    base=sources.base,
                    script=sources.origin + script.address,
                    title=gadget.spec.title,
                    messages=gadget.messages,
                    prefs=gadget.defaults,
                    features=features,
                    unknown=tuple(unknown),
                    unknown_optional=tuple(optional),
                    problems=gadget.problems,
                    scrolling=gadget.spec.scrolling,
                    height=gadget.spec.height,
                    right_to_left=gadget.right_to_left,
                    preloads=sources.preloads,
                    origin=sources.origin,
                )
            )
        except TooMuch:
            raise too_much(gadget.url) from None

    def _features(self, spec: Spec) -> tuple[dict[str, dict[str, Any]], list[str], list[str]]:
        """Those asked for with their parameters; of those that are nowhere the required, and the optional."""
        found: dict[str, dict[str, list[str]]] = {}
        unknown: dict[str, None] = {}
        optional: dict[str, None] = {}
        for one in spec.features:
            if one.name in ALWAYS or one.name in self._library.features:
                params = found.setdefault(one.name, {})
                for name, value in one.params:
                    params.setdefault(name, []).append(value)
            else:
                (unknown if one.required else optional)[one.name] = None
        told = {
            feature: {name: values if len(values) > 1 else values[0] for name, values in params.items()}
            for feature, params in found.items()
        }
        return told, [*unknown], [*optional]

    def _elsewhere(self, asking: Asking, href: str) -> Shown:
        """The address of a gadget that is a page of its own, with the preferences that it declares."""
        frame, href = asking.frame, asking.filled(href)
        url = asking.gadget.at(href)
        at = urlsplit(url)
        if at.scheme not in ("http", "https") or not at.netloc:
            raise NotShown("malformed", frame.address, f"{href[:200]} is no address of a page")
        features, *_ = self._features(asking.gadget.spec)
        script = self._library.script(features, container=False)
        query = urlencode(
            {
                "lang": frame.language,
                "country": frame.country,
                "view": frame.view,
                "mid": frame.module,
                "libs": frame.origin + script.address,
                **{f"up_{name}": value for name, value in asking.prefs.items()},
            }
        )
        path = self._own_path(url)
        start = url.partition("#")[0].partition("?")[0] if path is None else path
        elsewhere = f"{start}?{'&'.join(each for each in (at.query, query) if each)}"
        if len(elsewhere) > CHARACTERS:
            raise NotShown(
                "tooLarge", frame.address, f"{elsewhere[:200]} has more than {CHARACTERS} characters"
            )
        return Shown(elsewhere=elsewhere)


def _size(key: Key, page: Page) -> int:
    return len(page) + sum(each.size for each in key if isinstance(each, Document))
