"""Files of a folder, and of nowhere else."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path

from aiohttp import hdrs, web
from aiohttp.abc import AbstractStreamWriter

from finesse.pages.content import HEADERS, PACKED, Content, Contents
from vos.http.browser_modules import Folders
from vos.http.edition import FOR_EVER, Editions

# Browsers refuse a module or a style sheet of a wrong type, and what a system's own table says differs.
TYPES: Mapping[str, str] = {
    ".css": "text/css; charset=utf-8",
    ".eot": "application/vnd.ms-fontobject",
    ".gif": "image/gif",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".properties": "text/plain; charset=utf-8",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
    ".txt": "text/plain; charset=utf-8",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".xml": "application/xml; charset=utf-8",
}

MODULES = {".js": TYPES[".js"]}

# What gets shorter when it is compressed; the other types are compressed already.
TEXTS = frozenset({".css", ".html", ".ico", ".js", ".json", ".mjs", ".properties", ".svg", ".txt", ".xml"})
RANGE = re.compile(r"bytes=(?:([0-9]{1,18})-([0-9]{0,18})|-0{0,9}[1-9][0-9]{0,17})", re.IGNORECASE)
CONTENTS = web.AppKey("contents", Contents)


async def file_within(
    request: web.Request, folder: Path, name: str, types: Mapping[str, str] = TYPES
) -> web.StreamResponse:
    """The file `name` of `folder`. HTTPNotFound if it is not one of `types`, is hidden, or lies elsewhere."""
    file = _found(folder, name, types)
    try:
        return await served(request, file, types[file.suffix], compress=file.suffix in TEXTS)
    except OSError:  # gone in this moment, or not to be read
        raise web.HTTPNotFound from None


async def served(
    request: web.Request, file: Path, content_type: str, *, compress: bool
) -> web.StreamResponse:
    """The answer to a GET or HEAD for a file that may be served. OSError if it cannot be read."""
    if compress and (content := request.app[CONTENTS].of([file], content_type)) is not None:
        return await content.answer(request)
    in_parts = _is_range(request) and not _of_another_state(request.headers.get("If-Range", ""), file)
    headers = {**HEADERS, "Content-Type": content_type}
    return (web.FileResponse if in_parts else _Whole)(file, headers=headers)


def module_routes(folders: Folders) -> list[web.RouteDef]:
    """One for each folder, at its path."""
    return [web.get(f"{path}{{name:.+\\.js}}", _module_of(folder)) for path, folder in folders.items()]


def _module_of(folder: Path) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def module(request: web.Request) -> web.StreamResponse:
        return await file_within(request, folder, request.match_info["name"], MODULES)

    return module


def edition_route(editions: Editions) -> web.RouteDef:
    """The modules at their edition's addresses. What has changed since comes as it is now, not to be kept."""

    async def module(request: web.Request) -> web.StreamResponse:
        version, name = request.match_info["version"], request.match_info["module"]
        found = editions.place(name)
        if found is None:
            raise web.HTTPNotFound
        answer = await file_within(request, *found, MODULES)
        tag = answer.etag.value.removesuffix(PACKED) if answer.etag is not None else ""
        if editions.has(version, name, tag):
            answer.headers[hdrs.CACHE_CONTROL] = FOR_EVER
        return answer

    return web.get(editions.path, module)


class _Whole(web.FileResponse):
    """A file of which no part is asked for that there could be."""

    async def prepare(self, request: web.BaseRequest) -> AbstractStreamWriter | None:
        headers = request.headers.copy()
        headers.popall(hdrs.RANGE, None)
        return await super().prepare(request.clone(headers=headers))


def _found(folder: Path, name: str, types: Mapping[str, str]) -> Path:
    root = folder.resolve()
    try:
        file = (root / name).resolve()
        found = file.is_relative_to(root) and file.is_file()
    except (OSError, ValueError):  # a name that no file can have
        found = False
    if not found or file.suffix not in types or any(part.startswith(".") for part in Path(name).parts):
        raise web.HTTPNotFound
    return file


def _is_range(request: web.Request) -> bool:
    """Whether one part of bytes is asked for. Anything else there is no need to heed (RFC 9110 §14.2)."""
    asked = request.headers.getall(hdrs.RANGE, [])
    found = RANGE.fullmatch(asked[0]) if len(asked) == 1 and request.method == hdrs.METH_GET else None
    return found is not None and (not found[1] or not found[2] or int(found[1]) <= int(found[2]))


def _of_another_state(if_range: str, file: Path) -> bool:
    """Whether a range of another state is asked for (RFC 9110 §13.1.5); aiohttp looks at dates alone."""
    return '"' in if_range and if_range != f'"{_tag(file)}"'


def _tag(file: Path) -> str:
    """As aiohttp's answers have it."""
    state = file.stat()
    return f"{state.st_mtime_ns:x}-{state.st_size:x}"


async def files_together(request: web.Request, files: Sequence[Path]) -> web.StreamResponse:
    """Files of one type, one behind the other."""
    return await together(request.app[CONTENTS], files).answer(request)


def together(contents: Contents, files: Sequence[Path]) -> Content:
    """What `files_together` answers with."""
    content = contents.of(files, TYPES[files[0].suffix])
    assert content is not None, "files of ours that are too large"
    return content
