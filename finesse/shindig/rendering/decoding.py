"""The characters of what was fetched, as its first bytes, its server or the document itself say. Pure."""

from __future__ import annotations

import codecs
import re
from typing import Protocol

from finesse.shindig.fetching.charset import codec_of

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9._:-]{1,40})", re.IGNORECASE)
_META = re.compile(rb"<meta\s[^>]{0,200}?charset\s*=\s*[\"']?([A-Za-z0-9._:-]{1,40})", re.IGNORECASE)
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
LOOKED_AT = 1_024  # bytes in which an HTML document says how it is written


class Answer(Protocol):
    """What was fetched."""

    @property
    def body(self) -> bytes: ...
    def header(self, name: str) -> str: ...


def text_of(answer: Answer) -> str:
    """The text; what is no character of it becomes U+FFFD."""
    body = answer.body
    for mark, name in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    said = _CHARSET.search(answer.header("content-type"))
    inside = _META.search(body[:LOOKED_AT])
    name = said[1] if said else inside[1].decode() if inside else "utf-8"
    return body.decode(codec_of(name) or "utf-8", "replace")
