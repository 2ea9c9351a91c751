"""Answers that are kept for who asks for the same again, as long as they hold. Pure: the time is given.

Source: Apache Shindig, AbstractHttpCache and HttpResponse: an answer that forbids it is never kept, what it
says of its age counts, an asked refresh counts more, and an hour where nobody says anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from email.utils import parsedate_to_datetime

from finesse.shindig.fetching.fetched import Fetched
from vos.http.recent import Recent

DEFAULT_SECONDS = 3600
LONGEST_SECONDS = 86_400
BYTES = 16 << 20  # of all
LARGEST = 1 << 20  # of one
_OVERHEAD = 1_024  # bytes of one besides its body
_NEVER = re.compile(r"\bno-(?:cache|store)\b", re.IGNORECASE)
_AGE = re.compile(r"\bmax-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)

Key = tuple[str, frozenset[tuple[str, str]]]
Kept = tuple[Fetched, float]  # and until when it holds


def key_of(url: str, headers: Iterable[tuple[str, str]]) -> Key:
    """Whose answer it is: what of the request may have changed it, credentials above all."""
    return url, frozenset((name.lower(), value) for name, value in headers)


def lifetime(answer: Fetched, *, refresh: int | None, authorised: bool) -> float:
    """For how many seconds it holds; 0 for an answer that is not kept."""
    control = answer.header("cache-control")
    if answer.status != 200 or _NEVER.search(control) or _NEVER.search(answer.header("pragma")):
        return 0
    if answer.header("set-cookie") or answer.header("vary").strip() == "*":
        return 0
    if refresh is not None:
        return min(refresh, LONGEST_SECONDS)
    if authorised:
        return 0
    if (age := _AGE.search(control)) is not None:
        return min(int(age[1]), LONGEST_SECONDS)
    if expires := answer.header("expires"):
        try:
            left = parsedate_to_datetime(expires) - parsedate_to_datetime(answer.header("date"))
        except (TypeError, ValueError):
            return 0
        return max(0.0, min(left.total_seconds(), LONGEST_SECONDS))
    return DEFAULT_SECONDS


class KeptAnswers:
    """What was used longest ago goes when there is too much."""

    def __init__(self) -> None:
        self._kept: Recent[Key, Kept] = Recent(None, BYTES, _size)

    @property
    def bytes(self) -> int:
        """Of all of them."""
        return self._kept.bytes

    def find(self, key: Key, now: float) -> Fetched | None:
        """The answer, if it still holds."""
        found = self._kept.known(key)
        if found is None:
            return None
        answer, until = found
        if until <= now:
            self._kept.drop(key)
            return None
        return answer

    def keep(self, key: Key, answer: Fetched, until: float) -> None:
        """In place of an earlier one."""
        kept = answer, until
        if _size(key, kept) > LARGEST:
            self._kept.drop(key)
        else:
            self._kept.keep(key, kept)


def _size(key: Key, kept: Kept) -> int:
    answer, _ = kept
    headers = sum(len(name) + len(value) for each in (key[1], answer.headers) for name, value in each)
    return len(answer.body) + len(key[0]) + headers + _OVERHEAD
