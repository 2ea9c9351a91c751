"""`/gadgets/proxy`: an image, a style or another thing of a server that gadgets may reach, as it is.

It comes from this node's origin, where the desktop is, so no browser may show it as a page of that: what is
opened is saved instead, what is shown all the same runs no script, and nothing of it becomes a service
worker. What is loaded into a page (images, fonts, styles, scripts) does not mind. Source: Apache Shindig,
ProxyServlet (every answer is an attachment p.txt).
"""

from __future__ import annotations

import re
from http import HTTPStatus

from aiohttp import web

from finesse.shindig.asking import KEPT_HERE, WHY, ask, in_a_header, sent, status_of
from finesse.shindig.fetching.asker import asker_of, must_be_own_page
from finesse.shindig.fetching.fetched import Asked, Fetched
from finesse.shindig.fetching.kept_answers import lifetime
from finesse.shindig.fetching.make_request_form import TRUE, seconds_of
from finesse.shindig.fetching.not_fetched import NotFetched
from vos.http.refused import Refused

HEADERS = {
    "Content-Disposition": "attachment;filename=p.txt",
    "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
}
UNKNOWN = "application/octet-stream"
_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]{0,60}/[a-z0-9][a-z0-9!#$&^_.+-]{0,60}", re.IGNORECASE)
_CHARSET = re.compile(r";\s*charset=([A-Za-z0-9._-]{1,40})")


async def proxy(request: web.Request) -> web.Response:
    """What came, with its status; 4xx or 5xx and a text where it did not."""
    must_be_own_page(request)
    must_be_no_worker(request)
    url = request.query.get("url", "")
    if not url:
        return said(HTTPStatus.BAD_REQUEST, "no parameter url: say what to fetch")
    asker = asker_of(request)
    refresh = seconds_of(request.query.get("refresh", ""))
    anew = request.query.get("nocache", "") in TRUE
    try:
        answer, kept = await ask(request.app, Asked(url), asker, refresh=refresh, anew=anew)
    except NotFetched as error:
        return said(status_of(error, unreachable=HTTPStatus.BAD_GATEWAY), error.text)
    if not 200 <= answer.status < 600 or 300 <= answer.status < 400:
        return said(HTTPStatus.BAD_GATEWAY, f"the server answers with status {answer.status}")
    headers = {**HEADERS, **caching(answer, refresh, anew=anew)}
    headers["Content-Type"] = type_of(answer.header("content-type"), request.query.get("rewriteMime", ""))
    if kept:
        headers[WHY] = KEPT_HERE
    response = web.Response(status=answer.status, body=answer.body, headers=headers)
    return await sent(request, response, asker)


def must_be_no_worker(request: web.Request) -> None:
    """Refused where a browser would let it answer all requests of a page from then on."""
    if "Service-Worker" in request.headers:
        raise Refused(
            HTTPStatus.FORBIDDEN, "what is fetched for gadgets is no service worker", "serve that elsewhere"
        )


def said(status: int, text: str) -> web.Response:
    """Why nothing was fetched."""
    headers = {**HEADERS, "Cache-Control": "no-store", WHY: in_a_header(text)}
    return web.Response(status=status, text=text, headers=headers)


def caching(answer: Fetched, refresh: int | None, *, anew: bool) -> dict[str, str]:
    """How long the browser may keep it, as long as it is kept here."""
    holds = 0.0 if anew else lifetime(answer, refresh=refresh, authorised=False)
    return {"Cache-Control": f"private, max-age={holds:.0f}" if holds > 0 else "no-cache, no-store"}


def type_of(told: str, wanted: str) -> str:
    """The media type, with no parameter but its charset; another one where that is wanted."""
    kind = wanted if _TYPE.fullmatch(wanted) else told.partition(";")[0].strip()
    if not _TYPE.fullmatch(kind):
        return UNKNOWN
    charset = _CHARSET.search(told)
    return f"{kind.lower()};charset={charset[1]}" if charset is not None else kind.lower()


ROUTES = [
    web.get("/gadgets/proxy", proxy),
    web.get("/gadgets/proxy/{filename:.*}", proxy),
]
