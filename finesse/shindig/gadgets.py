"""Gadgets by their address: read, put together from what they name, and made into pages once for each view.

What depends on nobody's preferences is made once: the XML read, messages put in, addresses rewritten, the
page cut at its places for values. A page that is asked for again is these bytes and the values between them.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar
from urllib.parse import quote, urlencode, urljoin, urlsplit

from finesse.shindig import messages
from finesse.shindig.documents import Document, Documents
from finesse.shindig.errors.not_shown import NotShown, code_of, of_status
from finesse.shindig.features import ALWAYS, Library
from finesse.shindig.fetching.not_fetched import NotFetched
from finesse.shindig.rendering import document, substitution
from finesse.shindig.rendering.decoding import text_of
from finesse.shindig.rendering.room import BYTES as ROOM
from finesse.shindig.rendering.room import Room, TooMuch
from finesse.shindig.rendering.script_json import script_json
from finesse.shindig.rendering.substitution import Page, escaped, pieces, pref, with_messages
from finesse.shindig.spec import BadSpec, Content, Locale, Preload, Spec, read
from vos.http.recent import Recent
from vos.http.web_url import CHARACTERS

logger = logging.getLogger(__name__)

T = TypeVar("T")

ADDRESS = 4_096  # characters of a gadget's address
PAGES = 256  # pages kept, of all gadgets and views; the one asked for longest ago goes
BYTES = 32 << 20  # of these, and of what they were made of
LOCALES = 8  # message bundles of one page
HREFS = 8  # contents of one view that are elsewhere
PRELOADS = 16  # of one page
AT_ONCE = 65_536  # of content or XML that is read between two requests; more in a thread
UNKNOWN = 10  # features that are nowhere, as the log names them
NEVER = re.compile(r"[\x00-\x20\x7f]")  # in an address
NEVER_IN_ONE = re.compile(r"[\x00-\x1f\x7f]")  # as a gadget writes it; a blank in it is sent as %20
REASON = 300  # characters of why a server refuses
INSPECTION = "inspection"  # the feature that no gadget asks for
OURS = "http://localhost:8082"  # how gadgets name this node


@dataclass(frozen=True)
class Asked:
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
class Read:
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

    def said(self, text: str) -> str:
        """A text of the XML, with messages. NotShown when all of them together are too much."""
        try:
            return with_messages(text, self.messages, self.room)
        except TooMuch:
            raise _too_much(self.documents[0].address) from None

    def at(self, href: str) -> str:
        """The address that is meant by one in the XML. NotShown if it is none."""
        return joined(self.url, href)

    def defaults(self) -> dict[str, str]:
        """The preferences that it declares."""
        return {one.name: self.said(one.default) for one in self.spec.prefs}


class Gadgets:
    """All gadgets that are shown here."""

    def __init__(self, documents: Documents, library: Library, own_path: Callable[[str], str | None]) -> None:
        """`own_path` says of an address of this node what its path is here."""
        self.documents = documents
        self.feature_library = library
        self._own_path = own_path
        self._pages: Recent[tuple[object, ...], Page] = Recent(PAGES, BYTES, _size)
        self._making: dict[tuple[object, ...], asyncio.Task[Page]] = {}
        self._reading: dict[tuple[Document, str], asyncio.Task[Any]] = {}

    async def read(
        self, address: str, language: str, country: str, *, anew: bool = False, room: Room | None = None
    ) -> Read:
        """The gadget at that address. NotShown says why there is none.

        What its messages put in takes from that `room`, which several gadgets may share.
        """
        url = absolute(address)
        try:
            xml = await self._document(url, anew=anew)
        except NotShown as error:
            raise replace(error, address=address) from None
        spec = await self._spec(xml)
        chosen = messages.locales_for(spec.locales, language, country)[-LOCALES:]
        elsewhere = [one for one in chosen if one.messages]
        found = await self._all([self._bundle(xml.url, one.messages, anew) for one in elsewhere])
        problems = tuple(each for each in found if isinstance(each, str))
        bundles = dict(zip(map(id, elsewhere), found, strict=True))
        texts: list[Mapping[str, str]] = []
        documents = [xml]
        for one in chosen:
            bundle = bundles.get(id(one))
            if isinstance(bundle, Document):
                documents.append(bundle)
                texts.append(bundle.made["messages"])  # type: ignore[arg-type]
            texts.append(dict(one.own))
        return Read(
            spec,
            messages.merged(texts),
            tuple(chosen),
            tuple(documents),
            problems,
            Room() if room is None else room,
        )

    async def show(self, asked: Asked) -> Shown:
        """What a frame gets for what it asks. NotShown says why it gets nothing."""
        gadget = await self.read(asked.address, asked.language, asked.country, anew=asked.anew)
        contents = gadget.spec.shown_in(asked.view)
        if not contents:
            raise NotShown("noContent", asked.address, f"there is no <Content> for the view {asked.view}")
        defaults = gadget.defaults()
        prefs = {name: asked.prefs.get(name, value) for name, value in defaults.items()}
        right_to_left = any(one.right_to_left for one in gadget.locales[-1:])

        def in_address(text: str) -> str:
            return _filled(gadget.said(text), prefs, asked.module, right_to_left)

        if contents[0].kind == "url":
            return self._elsewhere(gadget, asked, in_address(contents[0].href), prefs)
        hrefs = await self._contents(contents, gadget, in_address, asked.anew)
        preloads = [one for one in gadget.spec.preloads if not one.views or asked.view in one.views]
        page = await self._page(gadget, contents, hrefs, bool(preloads), right_to_left, asked)
        values = {pref(name): escaped(value) for name, value in prefs.items()}
        values[substitution.MODULE] = escaped(asked.module)
        values[substitution.LANGUAGE] = escaped(asked.language)
        values[substitution.SECURITY] = script_json(asked.token)
        if preloads:
            found = await self._preloads(preloads[:PRELOADS], gadget, in_address, asked.anew)
            values[substitution.PRELOADS] = script_json(found)
        try:
            body = page.filled(values)
        except TooMuch:
            raise _too_much(asked.address) from None
        left = min(map(self.documents.seconds_left, (*gadget.documents, *hrefs)))
        return Shown(body, good_for=0.0 if preloads else left)

    async def _document(self, address: str, *, anew: bool) -> Document:
        try:
            found = self.documents.known(address) if not anew else None
            if found is None:
                found = await self.documents.get(address, anew=anew)
        except NotFetched as error:
            raise NotShown(code_of(error.code), address, error.text) from None
        if code := of_status(found.status):
            raise NotShown(code, address, _reason(found) or f"status {found.status}")
        return found

    async def _all(self, asking: Sequence[Any]) -> list[Any]:
        if len(asking) > 1:
            return list(await asyncio.gather(*asking))
        return [await one for one in asking]

    async def _bundle(self, base: str, href: str, anew: bool) -> Document | str:
        """The bundle with its messages, or why there are none: the gadget is shown all the same."""
        try:
            found = await self._document(joined(base, href), anew=anew)
        except NotShown as error:
            return str(error)
        known = await self._made_of(found, "messages", messages.read)
        return f"malformed: {found.address}: {known}" if isinstance(known, BadSpec) else found

    async def _spec(self, xml: Document) -> Spec:
        found = await self._made_of(xml, "spec", read)
        if isinstance(found, BadSpec):
            detail = str(found)
            where = f"line {found.line}: " if found.line else ""
            raise NotShown("malformed", xml.address, detail.removeprefix(where), found.fault, found.line)
        return found

    async def _made_of(self, document: Document, what: str, make: Callable[[bytes], T]) -> T | BadSpec:
        """What is read of a document once, or what is wrong with it: nothing else of the reading is kept."""

        def made() -> T | BadSpec:
            try:
                return make(document.body)
            except BadSpec as error:  # which refers to all that was at hand when it was raised
                return BadSpec(error.fault, error.line, error.detail)

        if what not in document.made:
            if len(document.body) <= AT_ONCE:
                document.made[what] = made()
            else:
                reading = self._reading.get((document, what))
                if reading is None:
                    reading = asyncio.create_task(asyncio.to_thread(made))
                    self._reading[document, what] = reading
                    reading.add_done_callback(lambda _task: self._reading.pop((document, what)))
                document.made[what] = await asyncio.shield(reading)
        found: T | BadSpec = document.made[what]  # type: ignore[assignment]
        return found

    async def _contents(
        self, contents: Sequence[Content], gadget: Read, in_address: Callable[[str], str], anew: bool
    ) -> list[Document]:
        hrefs = [one.href for one in contents if one.href]
        if len(hrefs) > HREFS:
            raise _too_much(gadget.url)
        asking = [self._document(gadget.at(in_address(one)), anew=anew) for one in hrefs]
        return await self._all(asking)

    async def _preloads(
        self, preloads: Sequence[Preload], gadget: Read, in_address: Callable[[str], str], anew: bool
    ) -> list[dict[str, object]]:
        async def one(preload: Preload) -> dict[str, object]:
            href = in_address(preload.href)
            if preload.authorization != "none":
                return {"id": href, "rc": 403, "body": "", "headers": {}}
            try:
                found = await self.documents.get(gadget.at(href), anew=anew)
            except NotShown:
                return {"id": href, "rc": 400, "body": "", "headers": {}}
            except NotFetched as error:
                return {"id": href, "rc": 504 if error.code == "timeout" else 500, "body": "", "headers": {}}
            headers = {"location": [found.header("location")]} if found.header("location") else {}
            return {"id": href, "rc": found.status, "body": text_of(found), "headers": headers}

        return await self._all([one(each) for each in preloads])

    async def _page(
        self,
        gadget: Read,
        contents: Sequence[Content],
        hrefs: Sequence[Document],
        preloads: bool,
        right_to_left: bool,
        asked: Asked,
    ) -> Page:
        base = hrefs[0].url if hrefs else gadget.url
        path = self._own_path(base)
        ours = asked.origin if path is None else ""
        more = (INSPECTION,) if asked.inspected else ()
        made_of = (*gadget.documents, *map(id, contents), *hrefs, *map(id, gadget.locales))
        key = (*made_of, ours, preloads, more)
        if (known := self._pages.known(key)) is not None:
            return known
        if sum(len(one.text) for one in contents) + sum(len(one.body) for one in hrefs) > AT_ONCE:
            if key not in self._making:
                making = asyncio.to_thread(
                    self._made, gadget, contents, hrefs, preloads, right_to_left, path or base, ours, more
                )
                self._making[key] = task = asyncio.create_task(making)
                task.add_done_callback(lambda _task: self._making.pop(key))
            made = await asyncio.shield(self._making[key])
        else:
            made = self._made(gadget, contents, hrefs, preloads, right_to_left, path or base, ours, more)
        return self._pages.keep(key, made)

    def _made(
        self,
        gadget: Read,
        contents: Sequence[Content],
        hrefs: Sequence[Document],
        preloads: bool,
        right_to_left: bool,
        base: str,
        ours: str,
        more: Sequence[str],
    ) -> Page:
        texts = iter(map(text_of, hrefs))
        content = "\n".join(next(texts) if one.href else one.text for one in contents)
        features, unknown = self._features(gadget.spec)
        script = self.feature_library.script([*features, *more], container=False)
        for problem in gadget.problems:
            logger.warning("the messages of %s are missing: %s", gadget.url, problem)
        if unknown:
            named = ", ".join(unknown[:UNKNOWN]) + (", ..." if len(unknown) > UNKNOWN else "")
            logger.warning("%s requires features that are not there: %s", gadget.url, named)
        try:
            return document.page(
                document.Gadget(
                    content=content,
                    base=base,
                    script=ours + script_address(script.names, script.version),
                    title=gadget.spec.title,
                    messages=gadget.messages,
                    prefs=gadget.defaults(),
                    features=features,
                    unknown=tuple(unknown),
                    problems=gadget.problems,
                    scrolling=gadget.spec.scrolling,
                    height=gadget.spec.height,
                    right_to_left=right_to_left,
                    preloads=preloads,
                    ours=ours,
                )
            )
        except TooMuch:
            raise _too_much(gadget.url) from None

    def _features(self, spec: Spec) -> tuple[dict[str, dict[str, Any]], list[str]]:
        """Those asked for with their parameters, and those required that are nowhere."""
        found: dict[str, dict[str, list[str]]] = {}
        unknown: dict[str, None] = {}
        for one in spec.features:
            if one.name in ALWAYS or one.name in self.feature_library.features:
                params = found.setdefault(one.name, {})
                for name, value in one.params:
                    params.setdefault(name, []).append(value)
            elif one.required:
                unknown[one.name] = None
        told = {
            feature: {name: values if len(values) > 1 else values[0] for name, values in params.items()}
            for feature, params in found.items()
        }
        return told, [*unknown]

    def _elsewhere(self, gadget: Read, asked: Asked, href: str, prefs: Mapping[str, str]) -> Shown:
        """The address of a gadget that is a page of its own, with the preferences that it declares."""
        url = gadget.at(href)
        at = urlsplit(url)
        if at.scheme not in ("http", "https") or not at.netloc:
            raise NotShown("malformed", asked.address, f"{href[:200]} is no address of a page")
        script = self.feature_library.script(self._features(gadget.spec)[0], container=False)
        query = urlencode(
            {
                "lang": asked.language,
                "country": asked.country,
                "view": asked.view,
                "mid": asked.module,
                "libs": asked.origin + script_address(script.names, script.version),
                **{f"up_{name}": value for name, value in prefs.items()},
            }
        )
        path = self._own_path(url)
        start = url.partition("#")[0].partition("?")[0] if path is None else path
        elsewhere = f"{start}?{'&'.join(each for each in (at.query, query) if each)}"
        if len(elsewhere) > CHARACTERS:
            raise NotShown(
                "tooLarge", asked.address, f"{elsewhere[:200]} has more than {CHARACTERS} characters"
            )
        return Shown(elsewhere=elsewhere)


def absolute(address: str) -> str:
    """The address with a host; a path is one of this node. NotShown if it is none."""
    address = address.strip()
    if not address:
        raise NotShown("badRequest", "", "the parameter url, a gadget's address, is missing")
    if len(address) > ADDRESS or NEVER.search(address) is not None:
        raise NotShown("badRequest", address[:200], "this is no address of a gadget")
    if address.startswith("/") and not address.startswith("//"):
        address = OURS + address
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


def script_address(names: Sequence[str], version: str, *, container: bool = False) -> str:
    """Where the script of these features is, in this version for ever."""
    listed = ":".join(map(quote, names or ("core",)))
    return f"/gadgets/js/{listed}.js?v={version}&container=default&c={int(container)}"


def _reason(answer: Document) -> str:
    """What a server says of its refusal, if it does in words."""
    if not answer.header("content-type").lower().startswith("text/plain"):
        return ""
    return " ".join(text_of(answer)[:REASON].split())


def _filled(text: str, prefs: Mapping[str, str], module: str, right_to_left: bool) -> str:
    """An address with its variables' values as they are."""
    values = {pref(name): value for name, value in prefs.items()} | {substitution.MODULE: module}
    parts = pieces(text, prefs, right_to_left=right_to_left)
    filled = ""
    for part in parts:
        filled += (part if isinstance(part, str) else values[part.name])[:ADDRESS]
        if len(filled) > ADDRESS:
            break
    return filled[:ADDRESS]


def _size(key: tuple[object, ...], page: Page) -> int:
    return len(page) + sum(each.size for each in key if isinstance(each, Document))


def _too_much(address: str) -> NotShown:
    return NotShown("tooLarge", address, f"with all that is put in it would have more than {ROOM} bytes")
