"""Which file of a folder of gadgets a path means, and whether it may be served.

Source: Finesse Administration Guide, Manage Third-Party Gadgets: .xml gadgets, no .jsp; mode 644 at least.
"""

from __future__ import annotations

import stat
from collections.abc import Mapping
from pathlib import Path

READABLE = 0o444  # for all, as in 644
NEVER = frozenset({".jsp", ".jspx", ".jspf"})
NEVER_IN = frozenset({"web-inf", "meta-inf"})
LONGEST = 1_024  # characters of a path

TYPES: Mapping[str, str] = {
    ".avif": "image/avif",
    ".bmp": "image/bmp",
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".eot": "application/vnd.ms-fontobject",
    ".gif": "image/gif",
    ".htm": "text/html; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".map": "application/json; charset=utf-8",
    ".md": "text/plain; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
    ".ogg": "audio/ogg",
    ".otf": "font/otf",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".properties": "text/plain; charset=utf-8",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".wav": "audio/wav",
    ".webm": "video/webm",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".xml": "application/xml; charset=utf-8",
}
OTHER = "application/octet-stream"

# What gets shorter when it is compressed; the other types are compressed already.
TEXTS = frozenset(
    {".bmp", ".css", ".csv", ".eot", ".htm", ".html", ".ico", ".js", ".json", ".map", ".md", ".mjs", ".otf"}
    | {".properties", ".svg", ".ttf", ".txt", ".wasm", ".xml"}
)


class NotServed(Exception):
    """There is no such file, or none that is served; the text says why, for who wrote it."""


def found(root: Path, name: str) -> Path:
    """The file that `name` means in the folder. NotServed if it lies elsewhere, is hidden or not for all."""
    parts = name.split("/")
    if (
        len(name) > LONGEST
        or "\0" in name
        or "\\" in name
        or any(part == "" or part.startswith(".") or part.lower() in NEVER_IN for part in parts)
    ):
        raise NotServed("no such file")
    try:
        root = root.resolve()
        file = (root / name).resolve()
        mode = file.stat().st_mode if file.is_relative_to(root) else 0
    except (OSError, ValueError, RuntimeError):  # a name that no file can have, a link to itself
        raise NotServed("no such file") from None
    if not stat.S_ISREG(mode):
        raise NotServed("no such file")
    if any(each.suffix.lower() in NEVER for each in (file, Path(parts[-1]))):
        raise NotServed(
            f"{parts[-1]} is a JSP page; gadgets are .xml files, and the server runs no code of them"
        )
    if mode & READABLE != READABLE:
        raise NotServed(
            f"{parts[-1]} has the mode {stat.S_IMODE(mode):o}, and only what all may read is served: "
            f"chmod 644 {parts[-1]}"
        )
    return file


def content_type(file: Path) -> str:
    """By its ending."""
    return TYPES.get(file.suffix.lower(), OTHER)
