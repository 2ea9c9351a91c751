"""`/gadgets/ifr`: a gadget in its frame. Source: public gadgets."""

from __future__ import annotations

import hashlib
import logging
import re

from aiohttp import web

from finesse.api.keys import SETTINGS, SITES
from finesse.shindig.asking import sent
from finesse.shindig.documents import LEAST
from finesse.shindig.errors.not_shown import NotShown
from finesse.shindig.errors.page import error_page
from finesse.shindig.fetching.asker import ASKER, asker_of
from finesse.shindig.frames import Frame
from finesse.shindig.keys import FRAMES
from finesse.shindig.tokens import token_of

logger = logging.getLogger(__name__)

LANGUAGE = re.compile(r"[A-Za-z]{2,8}")
COUNTRY = re.compile(r"[A-Za-z]{2}|[0-9]{3}")
VIEW = re.compile(r"[\w.-]{1,64}", re.ASCII)
MODULE = re.compile(r"[\w.-]{1,32}", re.ASCII)
OFF = frozenset({"0", "false"})

HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
}


async def ifr(request: web.Request) -> web.StreamResponse:
    """The gadget's page, or one that says why there is none."""
    asker = asker_of(request)
    ASKER.set(asker)
    query = request.query
    language = query.get("lang", "en")
    ancestors = request.app[SETTINGS].frame_ancestors
    try:
        frame = asked_by(request)
        shown = await request.app[FRAMES].show(frame)
    except NotShown as error:
        logger.warning("a gadget is not shown: %s", error)
        return error_page(error, language, ancestors)
    if shown.elsewhere:
        return web.Response(status=302, headers={"Location": shown.elsewhere, "Cache-Control": "no-store"})
    kept = _kept(frame, query.get("refresh"), shown.good_for)
    answer = web.Response(headers={**HEADERS, "Cache-Control": kept})
    # Gadgets run what they like in their frame, but in no page of strangers.
    answer.headers["Content-Security-Policy"] = f"frame-ancestors {ancestors}"
    answer.etag = tag = hashlib.blake2b(shown.body, digest_size=12).hexdigest()
    known = request.if_none_match
    if known is not None and any(each.value in (tag, "*") for each in known):
        answer.set_status(304)
    else:
        answer.body = shown.body
    return await sent(request, answer, asker)


def asked_by(request: web.Request) -> Frame:
    """What a frame asks for. What is no value of its parameter counts as not given."""
    query = request.query
    prefs: dict[str, str] = {}
    for name, value in query.items():
        if name.startswith("up_"):
            prefs.setdefault(name[3:], value)
    sites = request.app[SITES]
    host = sites.address(request.host, request.app[SETTINGS].host)
    return Frame(
        address=query.get("url", ""),
        view=value_of(VIEW, query.get("view"), "default"),
        language=value_of(LANGUAGE, query.get("lang"), "en"),
        country=value_of(COUNTRY, query.get("country"), ""),
        module=value_of(MODULE, query.get("mid"), "0"),
        token=token_of(query.get("st")),
        prefs=prefs,
        anew=query.get("nocache", "0") not in OFF or query.get("bypassServerCache", "0") not in OFF,
        origin=f"{request.scheme}://{host}",
        inspected=query.get("inspect") == "1",
    )


def value_of(form: re.Pattern[str], given: str | None, otherwise: str) -> str:
    """What is given, where it has that form."""
    return given if given is not None and form.fullmatch(given) else otherwise


def _kept(frame: Frame, refresh: str | None, good_for: float) -> str:
    """How long a browser may show the page without asking: as long as wished, while nothing of it changes."""
    wished = int(refresh) if refresh is not None and refresh.isdecimal() and len(refresh) < 9 else 0
    seconds = int(min(wished, good_for))
    return "no-cache" if frame.anew or seconds <= LEAST else f"private, max-age={seconds}"


ROUTES = [web.get("/gadgets/ifr", ifr)]
