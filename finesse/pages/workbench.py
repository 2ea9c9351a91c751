"""`/desktop/workbench`: what desktops must know of the gadgets being written, and when they change."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

from aiohttp import hdrs, web

from finesse.pages.content import HEADERS
from finesse.pages.settings import PAGES
from finesse.third_party.keys import FORGET
from finesse.third_party.news import Full, News
from finesse.third_party.watch import Watch
from finesse.third_party.workbench import Workbench
from finesse.third_party.workbench_file import FILES

LAST_EVENT_ID = "Last-Event-ID"
LONGEST_ID = 40  # characters of one of ours
UPLOADED = 100  # folders of uploaded gadgets in one event; where more have changed, all are told
EVERY = "*"

NEWS = web.AppKey("workbench news", News)
WATCH = web.AppKey("workbench watch", Watch)


async def gadgets(request: web.Request) -> web.Response:
    """What is on the workbench: name, address, role and tab of each, and what its developer should know."""
    return web.json_response(listed(request.app), headers=HEADERS)


async def events(request: web.Request) -> web.StreamResponse:
    """As they happen: `gadgets`, the list; `reload`, those whose files changed.

    These are `urls`, addresses of gadgets on the workbench, and `uploaded`, folders of others: `/clock/` with
    all below it, `/` for gadgets that lie in no folder of their own, `*` for all.
    """
    app = request.app
    _workbench(app)
    last = request.headers.get(LAST_EVENT_ID, "")[:LONGEST_ID]
    heard = app[NEWS].heard(last, lambda: ("gadgets", listed(app)))
    try:
        first = await anext(heard)
    except Full:
        return web.Response(
            status=503, text="503: too many desktops listen", headers={**HEADERS, hdrs.RETRY_AFTER: "15"}
        )
    response = web.StreamResponse(headers={**HEADERS, "Content-Type": "text/event-stream; charset=utf-8"})
    try:
        await response.prepare(request)
        await response.write(first)
        async for said in heard:
            await response.write(said)
    except ConnectionError:
        pass  # it has left
    finally:
        await heard.aclose()
    return response


def listed(app: web.Application) -> dict[str, Any]:
    """The list as JSON."""
    notes = app[WATCH].notes if WATCH in app else {}
    return {
        "gadgets": [
            {"name": each.name, "url": each.address, "role": each.role, "tab": each.tab}
            | ({"note": notes[each.name]} if each.name in notes else {})
            for each in _workbench(app).gadgets
        ]
    }


def _workbench(app: web.Application) -> Workbench:
    if (workbench := app[PAGES].workbench) is None:
        raise web.HTTPNotFound
    return workbench


def setup(app: web.Application) -> None:
    """Where there is a workbench, watch it as long as the application serves."""
    app[FORGET] = []
    app[NEWS] = News()
    if app[PAGES].workbench is not None:
        app.cleanup_ctx.append(_watching)
        app.on_shutdown.append(_close)


async def _watching(app: web.Application) -> AsyncIterator[None]:
    settings = app[PAGES]
    workbench = settings.workbench
    assert workbench is not None
    _ = workbench.gadgets  # read, so that the proxy knows whom it may reach before it is asked

    def changed(names: list[str]) -> None:
        ours = [each for each in workbench.gadgets if each.name in names]
        uploaded = [name for name in names if name.startswith("/")]
        for prefix in (*(each.prefix for each in ours), *([FILES] if uploaded else [])):
            for forget in app[FORGET]:
                forget(prefix)
        if len(uploaded) > UPLOADED:
            uploaded = [EVERY]
        if ours or uploaded:
            app[NEWS].tell("reload", {"urls": [each.address for each in ours], "uploaded": uploaded})

    watch = Watch(
        workbench.path, settings.third_party, changed, lambda: app[NEWS].tell("gadgets", listed(app))
    )
    await watch.begin()
    app[WATCH] = watch
    yield
    await watch.end()


async def _close(app: web.Application) -> None:
    app[NEWS].close()


ROUTES = [
    web.get("/desktop/workbench/gadgets", gadgets),
    web.get("/desktop/workbench/events", events),
]
