from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from finesse.shindig import documents
from finesse.shindig.documents import DAY, LEAST, MOMENT, UNSAID, Document, Documents, good_for
from finesse.shindig.fetcher import Asked, Fetched, Fetcher
from finesse.shindig.fetching.asker import ASKER, Asker
from finesse.shindig.fetching.not_fetched import NotFetched, Unreachable


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Web(Fetcher):
    """Answers what it is told to, when it is told to."""

    def __init__(self, answer: Callable[[Asked], Fetched] | None = None) -> None:
        self.asked: list[Asked] = []
        self.answer = answer or (lambda asked: Fetched(200, (), b"text", asked.url))
        self.goes_on = asyncio.Event()
        self.goes_on.set()

    async def fetch(self, asked: Asked, *, largest: int, seconds: float, **_rest: object) -> Fetched:  # type: ignore[override]
        self.asked.append(asked)
        await self.goes_on.wait()
        return self.answer(asked)


def said(body: bytes = b"text", status: int = 200, **headers: str) -> Callable[[Asked], Fetched]:
    fields = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return lambda asked: Fetched(status, fields, body, asked.url)


@pytest.fixture
def clock() -> Clock:
    return Clock()


async def test_many_who_ask_at_once_wait_for_one_answer(clock: Clock) -> None:
    web = Web()
    kept = Documents(web, clock)
    found = await asyncio.gather(*(kept.get("http://a/x") for _ in range(50)))
    assert len(web.asked) == 1
    assert len(set(map(id, found))) == 1


async def test_one_who_leaves_takes_the_answer_from_nobody(clock: Clock) -> None:
    web = Web()
    web.goes_on.clear()
    kept = Documents(web, clock)
    first, second = (asyncio.create_task(kept.get("http://a/x")) for _ in range(2))
    await asyncio.sleep(0)
    first.cancel()
    web.goes_on.set()
    assert (await second).body == b"text"
    assert len(web.asked) == 1


async def test_who_asks_anew_gets_nothing_that_was_asked_for_before(clock: Clock) -> None:
    bodies = iter([b"old", b"new"])
    web = Web(lambda asked: Fetched(200, (), next(bodies), asked.url))
    web.goes_on.clear()
    kept = Documents(web, clock)
    old = asyncio.create_task(kept.get("http://a/x"))
    await asyncio.sleep(0)
    anew = [asyncio.create_task(kept.get("http://a/x", anew=True)) for _ in range(5)]
    await asyncio.sleep(0)
    web.goes_on.set()
    assert (await old).body == b"old"
    assert [each.body for each in await asyncio.gather(*anew)] == [b"new"] * 5
    assert len(web.asked) == 2
    assert (await kept.get("http://a/x")).body == b"new"


async def test_an_answer_is_kept_as_long_as_it_is_good(clock: Clock) -> None:
    web = Web(said(cache_control="max-age=60"))
    kept = Documents(web, clock)
    await kept.get("http://a/x")
    clock.now = 59
    await kept.get("http://a/x")
    assert len(web.asked) == 1
    clock.now = 60
    await kept.get("http://a/x")
    assert len(web.asked) == 2


async def test_what_is_the_same_still_is_the_same_document(clock: Clock) -> None:
    web = Web(said(etag='"1"', cache_control="no-cache"))
    kept = Documents(web, clock)
    first = await kept.get("http://a/x")
    clock.now = 2
    web.answer = said(b"", 304, etag='"1"', cache_control="no-cache")
    assert await kept.get("http://a/x") is first
    assert ("If-None-Match", '"1"') in web.asked[1].headers
    clock.now = 4
    web.answer = said(b"other", etag='"2"')
    assert (await kept.get("http://a/x")).body == b"other"


async def test_a_failure_is_kept_for_a_moment(clock: Clock) -> None:
    def fails(asked: Asked) -> Fetched:
        raise Unreachable("nobody there")

    web = Web(fails)
    kept = Documents(web, clock)
    for _ in range(5):
        with pytest.raises(NotFetched, match="nobody there"):
            await kept.get("http://a/x")
    assert len(web.asked) == 1
    clock.now = MOMENT
    web.answer = said()
    assert (await kept.get("http://a/x")).body == b"text"


async def test_no_more_bytes_are_kept_than_the_limit(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "BYTES", 100_000)
    web = Web(said(b"x" * 8_000))
    kept = Documents(web, clock)
    for number in range(10):
        await kept.get(f"http://a/{number}")
    assert kept.known("http://a/9") is not None
    assert kept.known("http://a/0") is None
    assert kept._kept.bytes <= 100_000


async def test_no_more_addresses_are_kept_than_the_limit(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "ENTRIES", 4)
    kept = Documents(Web(), clock)
    for number in range(10):
        await kept.get(f"http://a/{number}")
    assert [number for number in range(10) if kept.known(f"http://a/{number}")] == [6, 7, 8, 9]


async def test_what_several_wait_for_is_fetched_for_who_asked_first(clock: Clock) -> None:
    askers: list[Asker] = []

    class Heard(Web):
        async def fetch(self, *args: object, **more: object) -> Fetched:
            askers.append(ASKER.get())
            return await super().fetch(*args, **more)  # type: ignore[arg-type]

    web = Heard()
    web.goes_on.clear()
    kept = Documents(web, clock)
    asking = []
    for name in ("one", "two"):
        ASKER.set(Asker(name, ""))
        asking.append(asyncio.create_task(kept.get("http://a/x")))
    await asyncio.sleep(0)
    web.goes_on.set()
    await asyncio.gather(*asking)
    assert [each.whom for each in askers] == ["one"]


async def test_who_waits_when_the_server_stops_waits_no_more(clock: Clock) -> None:
    web = Web()
    web.goes_on.clear()
    kept = Documents(web, clock)
    asking = asyncio.create_task(kept.get("http://a/x"))
    await asyncio.sleep(0)
    await kept.close()
    with pytest.raises(asyncio.CancelledError):
        await asking


@pytest.mark.parametrize(
    ("status", "cache_control", "seconds"),
    [
        (200, "", UNSAID),
        (200, "max-age=60", 60),
        (200, "public, max-age=0", LEAST),
        (200, "no-cache", LEAST),
        (200, "no-store, max-age=9", LEAST),
        (200, "max-age=999999999", DAY),
        (200, "max-age=x", UNSAID),
        (404, "max-age=60", MOMENT),
    ],
)
def test_a_server_says_how_long_its_answer_is_good(status: int, cache_control: str, seconds: float) -> None:
    assert good_for(Fetched(status, (("cache-control", cache_control),), b"", "")) == seconds


def test_a_header_is_found_whatever_its_case() -> None:
    document = Document("http://a/x", 200, (("ETag", "1"), ("etag", "2")), b"", "http://a/x")
    assert (document.header("etag"), document.header("date")) == ("1", "")


async def test_of_a_failure_nothing_is_kept_but_its_words(clock: Clock) -> None:
    def fail(_asked: Asked) -> Fetched:
        raise Unreachable("nobody is there")

    kept = Documents(Web(fail), clock)
    with pytest.raises(NotFetched, match="nobody is there"):
        await kept.get("http://a/x")
    found = kept._kept.known("http://a/x")
    assert found is not None
    assert found.failed is not None
    assert (found.failed.code, found.failed.__traceback__, found.failed.__context__) == (
        "unreachable",
        None,
        None,
    )


def test_what_a_document_may_become_counts_to_what_it_takes() -> None:
    large = Document("http://a/x", 200, (), b"<Locale/>" * 4_000, "http://a/x")
    assert large.size > 1_000_000
    assert Document("http://a/x", 200, (), b"x" * 1_000, "http://a/x").size < 7_000
