"""Asking on a gadget's behalf: for what was kept from an earlier request, or else anew."""

from __future__ import annotations

import asyncio
from http import HTTPStatus

from aiohttp import web

from finesse.shindig.fetching.asker import Asker
from finesse.shindig.fetching.fetched import Asked, Fetched
from finesse.shindig.fetching.held import SMALL
from finesse.shindig.fetching.kept_answers import key_of, lifetime
from finesse.shindig.fetching.not_fetched import FetchRefused, NotFetched, TimedOut
from finesse.shindig.keys import FETCHER, HELD, KEPT
from vos.http.refused import Refused

SECONDS = 20.0
ANSWER_BYTES = 5_242_880

WHY = "X-Gadget-Proxy"  # why there is no answer, or that it was kept: clients do not look at it
KEPT_HERE = "kept"


async def ask(
    app: web.Application,
    asked: Asked,
    asker: Asker,
    *,
    refresh: int | None,
    anew: bool,
    follow: bool = True,
    largest: int = ANSWER_BYTES,
) -> tuple[Fetched, bool]:
    """What comes, and whether it was kept; NotFetched. `refresh`: for how many seconds it may be kept."""
    authorised = any(name.lower() == "authorization" for name, _ in asked.headers)
    may_keep = asked.method == "GET" and not anew and refresh != 0
    key, now = key_of(asked.url, asked.headers), asyncio.get_running_loop().time()
    if may_keep and (found := app[KEPT].find(key, now)) is not None:
        return found, True
    answer = await app[FETCHER].fetch(asked, largest=largest, seconds=SECONDS, asker=asker, follow=follow)
    if may_keep and (holds := lifetime(answer, refresh=refresh, authorised=authorised)) > 0:
        app[KEPT].keep(key, answer, now + holds)
    return answer, False


async def sent(request: web.Request, answer: web.Response, asker: Asker) -> web.Response:
    """The answer; a large one is counted until the client has read it, or refused where he has enough."""
    size = len(answer.body) if isinstance(answer.body, bytes) else 0
    if size <= SMALL:
        return answer
    held = request.app[HELD]
    if not held.has_room(asker.whom, size):
        raise Refused(
            HTTPStatus.SERVICE_UNAVAILABLE,
            "too many large answers wait to be read",
            "read those first",
            closes=True,
        )
    with held.holding(asker.whom, size):
        await answer.prepare(request)
        await answer.write_eof()
    return answer


def status_of(error: NotFetched, *, unreachable: int) -> int:
    """The status for what was not fetched; that for a server that does not answer is the caller's."""
    if isinstance(error, FetchRefused):
        return 400 if error.code == "badRequest" else 403
    return 504 if isinstance(error, TimedOut) else unreachable


def in_a_header(text: str) -> str:
    """As a header can say it."""
    return " ".join(text.encode("ascii", "replace").decode().split())[:500]
