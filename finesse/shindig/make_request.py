"""`/gadgets/makeRequest`: a gadget's request, sent from here, and its answer as JSON.

Source: Apache Shindig, features core.io and MakeRequestHandler, FetchResponseUtils.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator
from http import HTTPStatus

import msgspec
from aiohttp import hdrs, web

from finesse.shindig.asking import KEPT_HERE, WHY, ask, in_a_header, sent, status_of
from finesse.shindig.fetching.asker import asker_of, must_be_own_page
from finesse.shindig.fetching.charset import text_of
from finesse.shindig.fetching.feed import feed_of
from finesse.shindig.fetching.fetched import Asked, Fetched
from finesse.shindig.fetching.held import SMALL, Held
from finesse.shindig.fetching.kept_answers import KeptAnswers
from finesse.shindig.fetching.make_request_form import FORM, BadForm, MakeRequestForm
from finesse.shindig.fetching.not_fetched import FetchRefused, NotFetched
from finesse.shindig.fetching.shares import Shares
from finesse.shindig.keys import FORMS, HELD, KEPT
from vos.http.body import read
from vos.http.refused import Refused
from vos.http.sites import essence
from vos.turns import GaveWay

PREFIX = b"throw 1; < don't be evil' >"
FORM_BYTES = 5_242_880
FORM_SECONDS = 30.0
LARGE_FORMS = 8  # that are there at once
LARGE_FORMS_OF_ONE = 2
LARGE_FORMS_WAITING = 200
LARGE_FORMS_WAITING_OF_ONE = 50

ALWAYS_TOLD = frozenset({"set-cookie", "location"})
HEADERS = {
    "Content-Type": "application/json;charset=UTF-8",
    "Content-Disposition": "attachment;filename=p.txt",
    "Cache-Control": "no-cache, no-store, must-revalidate",
    "Pragma": "no-cache",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}

logger = logging.getLogger(__name__)


async def make_request(request: web.Request) -> web.Response:
    """200 and what came, whatever that is; 400 for what asks for nothing."""
    must_be_own_page(request)
    async with _room(request):
        form = await _form(request)
        asker = asker_of(request, form.authorization)
        began = time.perf_counter()
        headers = dict(HEADERS)
        try:
            answer, kept = await ask(
                request.app,
                Asked(form.url, form.method, form.headers, form.body),
                asker,
                refresh=form.refresh,
                anew=form.no_cache,
                follow=form.follow,
            )
            if form.authorization is not None and not asker.is_named:
                asker = asker_of(request, form.authorization)  # which has shown meanwhile that it is right
        except NotFetched as error:
            logger.info("a gadget's request to %s failed: %s", form.url[:200], error.text)
            headers[WHY] = in_a_header(error.text)
            status = status_of(error, unreachable=500)
            text = error.text if isinstance(error, FetchRefused) else ""
            answer, kept = Fetched(status, (), text.encode(), form.url), False
        if kept:
            headers[WHY] = KEPT_HERE
        headers["Server-Timing"] = f"upstream;dur={1000 * (time.perf_counter() - began):.2f}"
        if len(answer.body) > SMALL:
            body = await asyncio.to_thread(told, form, answer)
        else:
            body = told(form, answer)
        return await sent(request, web.Response(body=body, headers=headers), asker)


def told(form: MakeRequestForm, answer: Fetched) -> bytes:
    """An answer as gadgets.io reads it."""
    headers: dict[str, list[str]] = {}
    for name, value in answer.headers:
        if form.full_headers or name in ALWAYS_TOLD:
            headers.setdefault(name, []).append(value)
    text = text_of(answer.body, answer.header("content-type"))
    if form.content_type == "FEED" and answer.status == HTTPStatus.OK:
        feed = feed_of(answer.body, form.url, form.entries, summaries=form.summaries)
        text = text if feed is None else msgspec.json.encode(feed).decode()
    return PREFIX + msgspec.json.encode({form.url: {"rc": answer.status, "body": text, "headers": headers}})


async def _form(request: web.Request) -> MakeRequestForm:
    query = request.rel_url.raw_query_string
    body = b""
    if request.method == hdrs.METH_POST and essence(request.headers.get(hdrs.CONTENT_TYPE)) == FORM:
        body = await read(request, FORM_BYTES, FORM_SECONDS)
    try:
        if len(body) > SMALL:
            form = await asyncio.to_thread(MakeRequestForm.parse, query, body)
        else:
            form = MakeRequestForm.parse(query, body)
        if request.method != hdrs.METH_POST and form.method not in ("GET", "HEAD"):
            raise BadForm(f"httpMethod {form.method}: send that as a form, by POST")
    except BadForm as wrong:
        raise web.HTTPBadRequest(text=f"makeRequest: {wrong}", headers=_PLAIN) from None
    return form


_PLAIN = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


@contextlib.asynccontextmanager
async def _room(request: web.Request) -> AsyncIterator[None]:
    """A large form is read when there is room for it, and has that until it is answered."""
    length = request.content_length
    if request.method != hdrs.METH_POST or (length is not None and length <= SMALL):
        yield
        return
    try:
        async with request.app[FORMS].share(asker_of(request).whom):
            yield
    except GaveWay:
        raise Refused(
            HTTPStatus.SERVICE_UNAVAILABLE,
            "too many large forms wait to be read",
            "send it again",
            closes=True,
        ) from None


def setup(app: web.Application) -> None:
    """What it keeps between requests."""
    app[KEPT] = KeptAnswers()
    app[HELD] = Held()
    app[FORMS] = Shares(LARGE_FORMS, LARGE_FORMS_OF_ONE, LARGE_FORMS_WAITING, LARGE_FORMS_WAITING_OF_ONE)


ROUTES = [
    web.get("/gadgets/makeRequest", make_request, allow_head=False),
    web.post("/gadgets/makeRequest", make_request),
]
