"""Which answers are kept, for whom, and for how long."""

from __future__ import annotations

import pytest

from finesse.shindig.fetching.fetched import Fetched
from finesse.shindig.fetching.kept_answers import (
    BYTES,
    LARGEST,
    LONGEST_SECONDS,
    KeptAnswers,
    key_of,
    lifetime,
)

DATE = "Sat, 28 Nov 2026 10:00:00 GMT"
LATER = "Sat, 28 Nov 2026 10:01:00 GMT"


def answer(*headers: tuple[str, str], status: int = 200, body: bytes = b"x") -> Fetched:
    return Fetched(status, headers, body, "http://x/")


@pytest.mark.parametrize(
    ("found", "refresh", "authorised", "seconds"),
    [
        (answer(), None, False, 3600),
        (answer(), 0, False, 0),
        (answer(), 60, False, 60),
        (answer(), 10**8, False, LONGEST_SECONDS),
        (answer(), None, True, 0),
        (answer(), 60, True, 60),
        (answer(status=404), 60, False, 0),
        (answer(status=206), 60, False, 0),
        (answer(("cache-control", "no-store")), 60, False, 0),
        (answer(("cache-control", "No-Cache, must-revalidate")), 60, False, 0),
        (answer(("pragma", "no-cache")), 60, False, 0),
        (answer(("set-cookie", "a=b")), 60, False, 0),
        (answer(("vary", "*")), 60, False, 0),
        (answer(("cache-control", "max-age=5, public")), None, False, 5),
        (answer(("cache-control", "max-age=5")), 60, False, 60),
        (answer(("expires", LATER), ("date", DATE)), None, False, 60),
        (answer(("expires", DATE), ("date", LATER)), None, False, 0),
        (answer(("expires", "0"), ("date", DATE)), None, False, 0),
        (answer(("expires", LATER)), None, False, 0),
    ],
)
def test_how_long_an_answer_holds(
    found: Fetched, refresh: int | None, authorised: bool, seconds: float
) -> None:
    assert lifetime(found, refresh=refresh, authorised=authorised) == seconds


def test_an_answer_is_found_until_it_holds_no_more() -> None:
    kept, key = KeptAnswers(), key_of("http://x/", [("A", "b")])
    kept.keep(key, answer(), until=10)
    assert kept.find(key_of("http://x/", [("a", "b")]), now=9) == answer()
    assert kept.find(key_of("http://x/", []), now=9) is None
    assert kept.find(key, now=10) is None
    assert kept.bytes == 0


def test_all_of_them_have_a_bound_and_what_was_used_longest_ago_goes() -> None:
    kept = KeptAnswers()
    many = BYTES // LARGEST * 2
    keys = [key_of(f"http://x/{number}", []) for number in range(many)]
    for key in keys:
        kept.keep(key, answer(body=b"x" * (LARGEST - 2_000)), until=10)
        kept.find(keys[0], now=0)
    assert kept.bytes <= BYTES
    assert kept.find(keys[0], now=0) is not None
    assert kept.find(keys[1], now=0) is None
    assert kept.find(keys[-1], now=0) is not None


def test_one_that_is_too_large_is_not_kept() -> None:
    kept, key = KeptAnswers(), key_of("http://x/", [])
    kept.keep(key, answer(body=b"x" * LARGEST), until=10)
    assert kept.find(key, now=0) is None
    assert kept.bytes == 0


def test_many_small_ones_have_the_same_bound() -> None:
    kept = KeptAnswers()
    for number in range(BYTES // 1_000):
        kept.keep(key_of(f"http://x/{number}", []), answer(body=b""), until=10)
    assert kept.bytes <= BYTES
