"""What is served to browsers as it is: bytes with their validators, and the same compressed once.

Files alone, the same for everybody: nothing here depends on who asks or for what, so that the length of what
is compressed tells nobody a secret. Sources: RFC 9110 §8.8.3 (a representation has an entity tag of its own),
§12.5.3 (Accept-Encoding), §13.2.2 (the order of preconditions).
"""

from __future__ import annotations

import asyncio
import gzip
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from aiohttp import ETag, web

from vos.http.edition import FOR_EVER, digest
from vos.http.recent import Recent

# Asked for again each time, and answered with 304 while it is the same: updates show on reload.
HEADERS = {"Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}
VERSION = "v"  # in a query: the tag of what is meant
LARGEST = 1_048_576  # bytes of a file that is kept; a larger one is read from the disk each time, as it is
KEPT = 16 * 1_048_576  # bytes of all that is kept
PACKED = "-gzip"  # behind the tag of the compressed form
SMALL = 256  # bytes, below which compressing saves no packet
AT_ONCE = 16_384  # bytes that are compressed between two requests; more in a thread
GZIP = re.compile(
    r"\s*(gzip|x-gzip|\*|identity)\s*(?:;\s*q\s*=\s*([01](?:\.[0-9]{0,3})?)\s*)?", re.IGNORECASE
)


@dataclass(frozen=True)
class Content:
    """One representation, and what it is compressed to."""

    body: bytes
    content_type: str
    modified: float | None = None  # seconds; None for what is made of several files

    @cached_property
    def tag(self) -> str:
        return digest(self.body)

    @cached_property
    def packed(self) -> bytes | None:
        """None where it would be no shorter."""
        if len(self.body) < SMALL:
            return None
        packed = gzip.compress(self.body, 9, mtime=0)
        return packed if len(packed) < len(self.body) else None

    async def answer(self, request: web.Request) -> web.Response:
        """The answer to a GET or HEAD: 200, 304 or 412."""
        headers = {**HEADERS, "Content-Type": self.content_type, "Vary": "Accept-Encoding"}
        packed = None
        if takes_gzip(request.headers.getall("Accept-Encoding", [])):
            if len(self.body) > AT_ONCE and "packed" not in self.__dict__:
                await asyncio.to_thread(lambda: self.packed)
            packed = self.packed
        tag = f"{self.tag}{PACKED}" if packed is not None else self.tag
        status = self._status(request, tag)
        body = (self.body if packed is None else packed) if status == 200 else b""
        if packed is not None and status == 200:
            headers["Content-Encoding"] = "gzip"
        if request.query.get(VERSION) == self.tag:
            headers["Cache-Control"] = FOR_EVER
        answer = web.Response(status=status, body=body, headers=headers)
        answer.etag = tag
        if self.modified is not None:
            answer.last_modified = self.modified
        return answer

    def _status(self, request: web.Request, tag: str) -> int:
        """What the request's conditions lead to. Whole seconds count, as HTTP's dates have no others."""
        modified = None if self.modified is None else datetime.fromtimestamp(int(self.modified), UTC)
        if (wanted := request.if_match) is not None:
            if not _among(tag, wanted, weak=False):
                return 412
        elif (since := request.if_unmodified_since) is not None and modified is not None and modified > since:
            return 412
        if (known := request.if_none_match) is not None:
            return 304 if _among(tag, known, weak=True) else 200
        since = request.if_modified_since
        return 304 if since is not None and modified is not None and modified <= since else 200


def _among(tag: str, tags: Sequence[ETag], *, weak: bool) -> bool:
    return any(one.value in ("*", tag) and (weak or not one.is_weak) for one in tags)


def takes_gzip(fields: Sequence[str]) -> bool:
    """Whether an answer may be compressed, and is not wanted more as it is."""
    wanted: dict[str, float] = {}
    for coding in ",".join(fields).split(","):
        if found := GZIP.fullmatch(coding):
            name = found[1].lower().removeprefix("x-")
            wanted[name] = float(found[2] or 1)
    weight = wanted.get("gzip", wanted.get("*", 0.0))
    return weight > 0 and weight >= wanted.get("identity", 0.0)


State = list[tuple[int, int]]  # of each file, when it was written and its length


class Contents:
    """Files read once, as long as they are the same; of too many, those asked for longest ago go."""

    def __init__(self) -> None:
        self._kept: Recent[tuple[Path, ...], tuple[State, Content]] = Recent(None, KEPT, _size)

    def of(self, files: Sequence[Path], content_type: str) -> Content | None:
        """The files one behind the other. None if they are too large to be kept, OSError if one is gone."""
        key = tuple(files)
        found = [file.stat() for file in files]
        state = [(one.st_mtime_ns, one.st_size) for one in found]
        known = self._kept.known(key)
        if known is not None and known[0] == state:
            return known[1]
        self._kept.drop(key)
        if sum(one.st_size for one in found) > LARGEST:
            return None
        body = b"".join(file.read_bytes() for file in files)
        content = Content(body, content_type, found[0].st_mtime if len(found) == 1 else None)
        self._kept.keep(key, (state, content))
        return content


def _size(_files: tuple[Path, ...], kept: tuple[State, Content]) -> int:
    """Twice the content's bytes: compressed it is no longer than that."""
    return 2 * len(kept[1].body)
