"""`/gadgets/concat`: several scripts or styles in one answer, as one text or as the texts of an object.

Source: Apache Shindig, ConcatProxyServlet: parameters 1, 2, ... are the URLs, rewriteMime is the answer's
type, json (later split) the variable that gets the object; one that fails leaves a comment in its place.
"""

from __future__ import annotations

import asyncio
import json
import re
from http import HTTPStatus
from itertools import count, takewhile

from aiohttp import web

from finesse.shindig.asking import ANSWER_BYTES, SECONDS, ask, sent
from finesse.shindig.fetching.asker import Asker, asker_of, must_be_own_page
from finesse.shindig.fetching.charset import text_of
from finesse.shindig.fetching.fetched import Asked
from finesse.shindig.fetching.make_request_form import TRUE, seconds_of
from finesse.shindig.fetching.not_fetched import NotFetched
from finesse.shindig.proxy import HEADERS, must_be_no_worker, said

URLS = 32
TYPES = {"js": "text/javascript", "css": "text/css"}
_VARIABLE = re.compile(r"[A-Za-z_$][A-Za-z0-9_$]{0,63}")


async def concat(request: web.Request) -> web.Response:
    """200, whatever came of each; 400 where it is not clear what is asked for."""
    must_be_own_page(request)
    must_be_no_worker(request)
    query = request.query
    numbered = (query.get(str(number), "") for number in count(1))
    urls = [*takewhile(bool, (next(numbered) for _ in range(URLS + 1)))]
    kind = query.get("rewriteMime", "") or TYPES.get(query.get("type", ""), "")
    variable = query.get("json", "") or query.get("split", "")
    if not urls or len(urls) > URLS:
        return said(HTTPStatus.BAD_REQUEST, f"parameters 1, 2, ... name up to {URLS} URLs")
    if kind not in TYPES.values():
        return said(HTTPStatus.BAD_REQUEST, f"rewriteMime is one of {', '.join(TYPES.values())}")
    if variable and not _VARIABLE.fullmatch(variable):
        return said(HTTPStatus.BAD_REQUEST, "json is the name of a variable")
    refresh, anew = seconds_of(query.get("refresh", "")), query.get("nocache", "") in TRUE
    asker = asker_of(request)
    left, found = ANSWER_BYTES, []
    try:
        async with asyncio.timeout(SECONDS):
            for url in urls:
                text, why = await _text(request.app, url, asker, left, refresh, anew=anew)
                if (left := left - len(text)) < 0:
                    return said(HTTPStatus.BAD_GATEWAY, f"together more than {ANSWER_BYTES} characters")
                found.append((text, why))
    except TimeoutError:
        return said(HTTPStatus.GATEWAY_TIMEOUT, f"not all of it came in {SECONDS:g} s")
    each = zip(urls, found, strict=True)
    if variable:
        lines = [_member(url, text, why) for url, (text, why) in each]
        text = f"{variable}={{\r\n{''.join(lines)}}};\r\n"
    else:
        text = "".join(_part(url, text, why) for url, (text, why) in each)
    headers = {**HEADERS, "Content-Type": f"{kind};charset=utf-8", "Cache-Control": "no-cache"}
    return await sent(request, web.Response(body=text.encode("utf-8", "replace"), headers=headers), asker)


async def _text(
    app: web.Application, url: str, asker: Asker, largest: int, refresh: int | None, *, anew: bool
) -> tuple[str, str]:
    """What came, or why it did not."""
    try:
        answer, _ = await ask(app, Asked(url), asker, refresh=refresh, anew=anew, largest=max(largest, 0))
    except NotFetched as error:
        return "", error.text
    if answer.status != HTTPStatus.OK:
        return "", str(answer.status)
    return text_of(answer.body, answer.header("content-type")), ""


def _part(url: str, text: str, why: str) -> str:
    if why:
        return _comment(f"Error {why} ({url})")
    return f"{_comment(f'Start {url}')}{text}\r\n{_comment(f'End {url}')}"


def _member(url: str, text: str, why: str) -> str:
    if why:
        return _comment(f"Error {why} ({url})")
    return f"{_string(url)}:{_string(text)},\r\n"


def _comment(text: str) -> str:
    """A comment of one line, which nothing within it ends."""
    return f"/* ---- {' '.join(text.replace('*/', '*%2F').split())} ---- */\r\n"


def _string(text: str) -> str:
    """As a script has it, wherever that script stands."""
    return json.dumps(text).replace("<", "\\u003c").replace(">", "\\u003e")


ROUTES = [web.get("/gadgets/concat", concat)]
