"""What gadgets are made of - XML, message bundles, contents, preloads - asked for once and kept for a while.

Many who ask for one address at once wait for one answer. An answer is good for as long as its server says, at
least for a moment and at most for a day; then the server is asked whether it is the same still. What failed
is kept for a moment, too: a broken gadget on every desktop asks for nothing more often than that.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from finesse.shindig.fetcher import Asked, Fetched, Fetcher
from finesse.shindig.fetching.charset import text_of
from finesse.shindig.fetching.not_fetched import NotFetched
from finesse.shindig.spec import ELEMENTS
from vos.http.recent import Recent

LARGEST = 2 << 20  # bytes of one document
SECONDS = 10.0  # until it is here
ENTRIES = 500  # addresses whose answers are kept
BYTES = 32 << 20  # of all answers kept; who was asked for longest ago goes
LEAST = 2.0  # s for which every answer is good: the frames of one desktop do not ask for it each
MOMENT = 1.0  # s for which a failure is
UNSAID = 300.0  # s for which an answer is good that says nothing of it, as for Shindig
DAY = 86_400.0
OVERHEAD = 1_000  # bytes of one besides its body
LETTER = 4  # that a character takes where one of the text is none of the first 65,536
ELEMENT = 250  # that takes what is made of an element

_MAX_AGE = re.compile(r"(?:^|[\s,])(?:s-maxage|max-age)\s*=\s*\"?(\d{1,9})", re.IGNORECASE)
_ASK_AGAIN = re.compile(r"\b(?:no-cache|no-store|must-revalidate)\b", re.IGNORECASE)


@dataclass(eq=False)
class Document:
    """One state of what is at an address. The same as long as nothing changes there."""

    address: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    url: str
    """Where it was in the end, after redirects."""

    good_until: float = 0.0
    failed: NotFetched | None = None
    made: dict[Callable[[bytes], object], object] = field(default_factory=dict)
    """What was made of the bytes, by what made it."""

    def header(self, name: str) -> str:
        """The first value of the header of that name; empty if there is none."""
        return next((value for key, value in self.headers if key.lower() == name), "")

    @property
    def text(self) -> str:
        """In whatever letters it was written; of whose server says no type, a page's."""
        return text_of(self.body, self.header("content-type") or "text/html")

    @property
    def size(self) -> int:
        """The bytes that it takes, also as text and as what is made of the text."""
        return OVERHEAD + (1 + LETTER) * len(self.body) + ELEMENT * min(self.body.count(b"<"), ELEMENTS)


@dataclass
class _Flight:
    """A request under way, and the one after it that takes nothing of what came before."""

    task: asyncio.Task[Document]
    following: asyncio.Task[Document] | None = None


class Documents:
    """The answers kept, by address."""

    def __init__(self, fetcher: Fetcher, now: Callable[[], float]) -> None:
        self._fetcher = fetcher
        self._now = now
        self._kept: Recent[str, Document] = Recent(ENTRIES, BYTES, lambda _address, one: one.size)
        self._flights: dict[str, _Flight] = {}

    def known(self, address: str) -> Document | None:
        """What is at that address, if it need not be asked for."""
        found = self._kept.known(address)
        good = found is not None and found.failed is None and self._now() < found.good_until
        return found if good else None

    def seconds_left(self, document: Document) -> float:
        """For how long it is good."""
        return document.good_until - self._now()

    async def get(self, address: str, *, anew: bool = False) -> Document:
        """What is at that address, whatever its status. NotFetched if there is no answer.

        `anew` takes nothing that was asked for before.
        """
        found = self._kept.known(address)
        if found is None or anew or self._now() >= found.good_until:
            found = await asyncio.shield(self._flight(address, anew))
        if found.failed is not None:
            raise NotFetched(found.failed.code, found.failed.text)
        return found

    def forget(self) -> None:
        """Keep nothing."""
        self._kept.clear()

    async def close(self) -> None:
        """Nobody waits any more."""
        tasks = [
            task
            for flight in self._flights.values()
            for task in (flight.task, flight.following)
            if task is not None
        ]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _flight(self, address: str, anew: bool) -> asyncio.Task[Document]:
        flight = self._flights.get(address)
        if flight is None:
            return self._start(address, self._ask(address, anew))
        if not anew:
            return flight.task
        if flight.following is None:
            flight.following = asyncio.create_task(self._after(flight, address))
        return flight.following

    def _start(self, address: str, asking: Awaitable[Document]) -> asyncio.Task[Document]:
        task = asyncio.ensure_future(asking)
        assert isinstance(task, asyncio.Task)
        self._flights[address] = flight = _Flight(task)

        def done(_task: asyncio.Task[Document]) -> None:
            if self._flights.get(address) is flight and flight.following is None:
                del self._flights[address]

        task.add_done_callback(done)
        return task

    async def _after(self, flight: _Flight, address: str) -> Document:
        await asyncio.wait([flight.task])
        return await self._start(address, self._ask(address, True))

    async def _ask(self, address: str, anew: bool) -> Document:
        before = self._kept.known(address)
        if before is not None and before.failed is not None:
            before = None
        headers = [("Accept", "*/*")]
        if anew:
            headers.append(("Cache-Control", "no-cache"))
        elif before is not None and before.status == 200 and (tag := before.header("etag")):
            headers.append(("If-None-Match", tag))
        try:
            found = await self._fetcher.fetch(
                Asked(address, headers=tuple(headers)), largest=LARGEST, seconds=SECONDS
            )
        except NotFetched as error:
            failed = NotFetched(
                error.code, error.text
            )  # that one refers to the connection and what came by it
            return self._keep(Document(address, 0, (), b"", address, self._now() + MOMENT, failed))
        good = self._now() + good_for(found)
        if before is not None and is_same(before, found):
            before.good_until = good
            return self._keep(before)
        return self._keep(Document(address, found.status, found.headers, found.body, found.url, good))

    def _keep(self, document: Document) -> Document:
        return self._kept.keep(document.address, document)


def is_same(before: Document, found: Fetched) -> bool:
    """Whether an answer says that nothing has changed."""
    if found.status == 304:
        return True
    return (before.status, before.body, before.url) == (found.status, found.body, found.url)


def good_for(found: Fetched) -> float:
    """The seconds for which an answer is good."""
    if found.status not in (200, 304):
        return MOMENT
    said = ",".join(value for name, value in found.headers if name.lower() == "cache-control")
    if _ASK_AGAIN.search(said):
        return LEAST
    age = _MAX_AGE.search(said)
    return min(max(float(age[1]), LEAST), DAY) if age else UNSAID
