"""Reading a request's XML: the one place where bytes from clients become values.

Source: Finesse Web Services guide, Cisco Finesse APIs (requests): element order is free, unknown elements are
ignored, of duplicates the last one counts, names are case-sensitive.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from http import HTTPStatus
from itertools import chain, islice

from aiohttp import web
from lxml import etree

from finesse.api import tap
from finesse.api.errors import BadRequest, ParameterMissing, UnsupportedMediaType
from vos import xml
from vos.http.body import read
from vos.http.refused import Refused

SECONDS = 60.0  # until the whole body is here
LIMIT = 64 * 1024  # bytes; no command or configuration object comes near it
MARKUP = 200_000  # tags and attributes of a longer one; all contacts that are read of an import have 160,000
ENCODINGS = frozenset(
    {b"UTF-8", b"UTF-16", b"US-ASCII", b"ISO-8859-1"}
)  # in which a tag's first byte is a `<`
_ENCODING = re.compile(rb"""[^<]*<\?xml[^>]{0,80}encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})""")
_EBCDIC = re.compile(rb"\x4c\x6f\xa7\x94")
_MARKUP = re.compile(rb"""<|=\s*["']""")
XML_TYPES = frozenset({"application/xml", "text/xml"})


class Body:
    """An element of a request."""

    def __init__(self, element: etree._Element) -> None:
        self._element = element
        self._children: dict[object, etree._Element] | None = (
            None  # by name the last one, once it is asked for
        )

    def text(self, name: str) -> str | None:
        """The text of a child, without blanks around it; None when it is absent or empty."""
        found = self._last(name)
        value = "" if found is None else (found.text or "").strip()
        return value or None

    def required(self, name: str) -> str:
        """The text of a child that has to be there. ParameterMissing names it."""
        value = self.text(name)
        if value is None:
            raise ParameterMissing(name)
        return value

    def has(self, name: str) -> bool:
        """Whether there is such a child, be it empty."""
        return self._last(name) is not None

    def child(self, name: str) -> Body | None:
        """A child that has children of its own."""
        found = self._last(name)
        return None if found is None else Body(found)

    def each(self, name: str) -> Iterator[Body]:
        """All children of that name."""
        return map(Body, self._element.iterchildren(name))

    @property
    def value(self) -> str:
        """The element's own text."""
        return (self._element.text or "").strip()

    def _last(self, name: str) -> etree._Element | None:
        if self._children is None:
            self._children = {child.tag: child for child in self._element}
        return self._children.get(name)


async def read_body(request: web.Request, root: str, limit: int = LIMIT) -> Body:
    """The body of a request, whose root must be `root`. BadRequest for whatever is none.

    No entity is expanded, no DTD read, nothing fetched; more than `limit` bytes are not even read.
    """
    if "Content-Type" in request.headers and request.content_type not in XML_TYPES:
        raise UnsupportedMediaType(request.content_type)
    data = await bounded(request, limit)
    if len(data) <= LIMIT:
        return parse(data, root)
    return await asyncio.to_thread(parse_much, data, root)  # others are served meanwhile


def parse_much(data: bytes, root: str) -> Body:
    """`parse`, for megabytes: a million elements are no body, and would be in the way of others for long."""
    said = _ENCODING.match(data)
    if _EBCDIC.match(data) or (said is not None and said[1].upper() not in ENCODINGS):
        raise BadRequest()
    slices = (data[start : start + LIMIT] for start in range(0, len(data), LIMIT))
    found = chain.from_iterable(map(_MARKUP.finditer, slices))
    if next(islice(found, MARKUP, None), None) is not None:
        raise BadRequest()
    return parse(data, root)


def parse(data: bytes, root: str) -> Body:
    """The body that those bytes are. BadRequest for whatever is none."""
    if b"<!DOCTYPE" in data:
        raise BadRequest()
    try:
        element = xml.read(data)
    except xml.BadXml:
        raise BadRequest() from None
    if element.tag != root:
        raise BadRequest()
    return Body(element)


async def bounded(request: web.Request, limit: int) -> bytes:
    """The bytes of a body. BadRequest when there are more than `limit`, or they do not come."""
    try:
        data = await read(request, limit, SECONDS)
    except Refused as refused:
        if refused.status == HTTPStatus.UNSUPPORTED_MEDIA_TYPE:
            raise UnsupportedMediaType(request.headers["Content-Encoding"]) from None
        raise BadRequest() from None
    tap.kept(request, data)
    return data
