"""Files of a folder, and of nowhere else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from aiohttp import web

from finesse.pages.content import HEADERS, Contents

GADGETS = Path(__file__).resolve().parents[2] / "gadgets"

# Browsers refuse a module or a style sheet of a wrong type, and what a system's own table says differs.
TYPES: Mapping[str, str] = {
    ".css": "text/css; charset=utf-8",
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
    ".txt": "text/plain; charset=utf-8",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".xml": "application/xml; charset=utf-8",
}

# What gets shorter when it is compressed; the other types are compressed already.
TEXTS = frozenset({".css", ".html", ".ico", ".js", ".json", ".mjs", ".properties", ".svg", ".txt", ".xml"})
CONTENTS = web.AppKey("contents", Contents)


async def file_within(
    request: web.Request, folder: Path, name: str, types: Mapping[str, str] = TYPES
) -> web.StreamResponse:
    """The file `name` of `folder`. HTTPNotFound if it is not one of `types`, is hidden, or lies elsewhere."""
    file = _found(folder, name, types)
    content_type = types[file.suffix]
    headers = {**HEADERS, "Content-Type": content_type}
    try:
        if file.suffix in TEXTS and (content := request.app[CONTENTS].of([file], content_type)) is not None:
            return await content.answer(request)
        if _of_another_state(request.headers.get("If-Range", ""), file):
            whole = web.Response(body=_opened(file), headers=headers)
            whole.etag = _tag(file)
            return whole
    except OSError:  # gone in this moment, or not to be read
        raise web.HTTPNotFound from None
    return web.FileResponse(file, headers=headers)


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


def _opened(file: Path) -> BinaryIO:
    return file.open("rb")


def _of_another_state(if_range: str, file: Path) -> bool:
    """Whether a range of another state is asked for (RFC 9110 §13.1.5); aiohttp looks at dates alone."""
    return '"' in if_range and if_range != f'"{_tag(file)}"'


def _tag(file: Path) -> str:
    """As aiohttp's answers have it."""
    state = file.stat()
    return f"{state.st_mtime_ns:x}-{state.st_size:x}"


async def files_together(request: web.Request, files: Sequence[Path]) -> web.StreamResponse:
    """Files of one type, one behind the other."""
    content = request.app[CONTENTS].of(files, TYPES[files[0].suffix])
    assert content is not None, "files of ours that are too large"
    return await content.answer(request)
