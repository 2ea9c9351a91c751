"""Files of a folder, and of nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from aiohttp import web

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

# Files are asked for again each time, and answered with 304 while they are the same: updates show on reload.
HEADERS = {"Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}


def file_within(folder: Path, name: str, types: Mapping[str, str] = TYPES) -> web.FileResponse:
    """The file `name` of `folder`. HTTPNotFound if it is not one of `types`, is hidden, or lies elsewhere."""
    root = folder.resolve()
    try:
        file = (root / name).resolve()
        found = file.is_relative_to(root) and file.is_file()
    except (OSError, ValueError):  # a name that no file can have
        found = False
    if not found or file.suffix not in types or any(part.startswith(".") for part in Path(name).parts):
        raise web.HTTPNotFound
    return web.FileResponse(file, headers={**HEADERS, "Content-Type": types[file.suffix]})
