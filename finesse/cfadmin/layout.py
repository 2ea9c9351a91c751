"""`/cfadmin/api/layout`: what is wrong in a layout before it is kept, and the layout of a new deployment."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from aiohttp import web

from finesse.api.configuration.layout_config import BYTES
from finesse.cfadmin.resource import BODY_SECONDS, ROOT, raw, reads, said
from finesse.model.configuration.layout.doubts import doubts_of
from finesse.model.configuration.layout.grammar import problems_of
from finesse.model.configuration.layout.located import Located, NotRead
from finesse.model.configuration.layout.problem import Problem
from finesse.model.configuration.layout_config import default_layout
from finesse.pages.desktop import COMPONENTS
from finesse.pages.settings import PAGES, PageSettings
from finesse.third_party.folder import NotServed, found
from finesse.third_party.workbench_file import FILES

PATH = f"{ROOT}layout"


@reads
async def post_check(request: web.Request) -> web.Response:
    """What is wrong in the layout that is the body, and what will not work; nothing is kept."""
    data = await raw(request, BYTES, BODY_SECONDS)
    text = data.decode("utf-8", "replace")
    is_there = file_of(request.app[PAGES])
    told = await asyncio.to_thread(checked, text, is_there)
    return said({"problems": [_shown(each) for each in told]})


@reads
async def get_standard(request: web.Request) -> web.Response:
    """The layout of a new deployment, which the default layout may be set back to."""
    return said({"layoutxml": default_layout()})


def checked(text: str, is_there: Callable[[str], bool | None]) -> list[Problem]:
    """All that is wrong; in a layout that is one, what will not work."""
    try:
        located = Located(text)
    except NotRead as error:
        return [error.problem]
    return problems_of(located) or doubts_of(located, frozenset(COMPONENTS), is_there)


def file_of(settings: PageSettings) -> Callable[[str], bool | None]:
    """Whether there is the file that an address means; None for what is on no folder of this node."""

    def is_there(url: str) -> bool | None:
        path = url.partition("?")[0].partition("#")[0]
        if not path.startswith(FILES):
            return None
        name = unquote(path.removeprefix(FILES))
        root = settings.third_party
        first, slash, rest = name.partition("/")
        if settings.workbench is not None and slash and (mounted := settings.workbench.mounts.get(first)):
            root, name = mounted, rest
        if root is None:
            return False
        try:
            found(root, name)
        except NotServed:
            return False
        return True

    return is_there


def _shown(problem: Problem) -> dict[str, Any]:
    return {
        "line": problem.line,
        "column": problem.column,
        "code": problem.code,
        "values": dict(problem.values),
        "warning": problem.warning,
        "message": problem.message,
    }


ROUTES = [web.post(f"{PATH}/check", post_check), web.get(f"{PATH}/standard", get_standard)]
