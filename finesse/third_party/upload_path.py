"""Where an uploaded file may lie: a path below the folder of gadgets from which it would be served. Pure."""

from __future__ import annotations

from typing import Literal

from finesse.third_party.folder import NEVER, NEVER_IN
from finesse.third_party.sftp.quota import DEPTH, NAME_BYTES, PATH_BYTES

Fault = Literal["empty", "parts", "characters", "hidden", "code", "long", "deep"]

WHY: dict[Fault, str] = {
    "empty": "it has no name",
    "parts": "a path has no part . or .. and none that is empty or begins or ends with a blank",
    "characters": "names have no control characters, no backslash and no colon",
    "hidden": "what begins with a dot is never served",
    "code": "JSP pages, WEB-INF and META-INF are never served",
    "long": f"a name may have {NAME_BYTES} bytes, a path {PATH_BYTES:,}",
    "deep": f"folders may be {DEPTH - 1} deep",
}


class BadPath(ValueError):
    """A path at which no file may be put; `fault` says why, and the text says it in English."""

    def __init__(self, path: str, fault: Fault) -> None:
        shown = "".join(each if each.isprintable() else "?" for each in path[:80])
        super().__init__(f"{shown}: {WHY[fault]}")
        self.fault: Fault = fault


def checked(path: str) -> str:
    """The path, its parts between slashes. BadPath if nothing may be put there."""
    if not path.strip("/ "):
        raise BadPath(path, "empty")
    if not path.isprintable() or "\\" in path or ":" in path:
        raise BadPath(path, "characters")
    parts = path.split("/")
    if any(part in ("", ".", "..") or part != part.strip() for part in parts):
        raise BadPath(path, "parts")
    if any(part.startswith(".") for part in parts):
        raise BadPath(path, "hidden")
    if any(part.lower() in NEVER_IN for part in parts) or parts[-1].lower().endswith(tuple(NEVER)):
        raise BadPath(path, "code")
    try:
        sizes = [len(part.encode()) for part in parts]
    except UnicodeEncodeError:  # half of a surrogate pair
        raise BadPath("a name that is no text", "characters") from None
    if max(sizes) > NAME_BYTES or sum(sizes) + len(parts) + len("/files/") > PATH_BYTES:
        raise BadPath(path, "long")
    if len(parts) >= DEPTH:  # /files is one of them
        raise BadPath(path, "deep")
    return path


def is_left_out(path: str) -> bool:
    """Whether a file of an archive is what systems and editors leave: nobody means it to be served."""
    parts = path.split("/")
    return parts[0] == "__MACOSX" or any(part.startswith(".") and part not in (".", "..") for part in parts)
