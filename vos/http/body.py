"""The body of a request: read as far as it may go, then decoded as far as that.

aiohttp would decode by itself (`auto_decompress`), but takes a text that breaks off for a whole one, and what
is none reaches the log with a traceback. Sources: RFC 9110 §8.4 (codings; 415 for others), RFC 1952 §2.2.
"""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import Iterable
from http import HTTPStatus

from aiohttp import web

from vos.http.refused import Refused

AT_ONCE = 65_536  # bytes that are decoded between two other things
CODINGS = {"gzip": 31, "x-gzip": 31, "deflate": 15}  # zlib's word for each
_NONE = frozenset({"", "identity"})


async def read(request: web.Request, limit: int, seconds: float) -> bytes:
    """The bytes of a body, decoded. Refused when there are more than `limit`, or they do not come."""
    if (request.content_length or 0) > limit:
        raise _too_much(limit)
    coding = coding_of(request.headers.getall("Content-Encoding", []))
    data = bytearray()
    try:
        async with asyncio.timeout(seconds):
            async for chunk in request.content.iter_any():
                data += chunk
                if len(data) > limit:
                    raise _too_much(limit)
    except TimeoutError:
        raise Refused(
            HTTPStatus.REQUEST_TIMEOUT,
            f"no body in {seconds:g} s",
            "send it at once",
            closes=True,
        ) from None
    except (web.RequestPayloadError, ConnectionError):  # or the client is gone
        raise _broken("the body is not what its headers say") from None
    if coding is None:
        return bytes(data)
    if limit > AT_ONCE:
        return await asyncio.to_thread(decoded, bytes(data), coding, limit)  # others are served meanwhile
    return decoded(bytes(data), coding, limit)


def coding_of(said: Iterable[str]) -> str | None:
    """The coding that the headers Content-Encoding tell; None for none. Refused when it is not known here."""
    coding = ",".join(said).strip().lower()
    if coding in _NONE:
        return None
    if coding in CODINGS:
        return coding
    raise Refused(
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        "a Content-Encoding that is not known here",
        "send gzip, deflate or none",
        headers={"Accept-Encoding": "gzip, deflate"},
    )


def decoded(data: bytes, coding: str, limit: int) -> bytes:
    """What was coded so. Refused when it is more than `limit`, breaks off, or is something else.

    A gzip of several members is refused: nobody sends one, and of tiny ones each would cost as much as all.
    """
    if not data:
        return b""
    reader = zlib.decompressobj(CODINGS[coding])
    try:
        whole = reader.decompress(data, limit + 1)
    except zlib.error:
        raise _broken("the body is not in its Content-Encoding") from None
    if len(whole) > limit:
        raise _too_much(limit)
    if not reader.eof:
        raise _broken("the body breaks off before its Content-Encoding ends")
    if reader.unused_data:
        raise _broken("something follows what the Content-Encoding ends with")
    return whole


def _broken(cause: str) -> Refused:
    return Refused(HTTPStatus.BAD_REQUEST, cause, "send the body as its headers say")


def _too_much(limit: int) -> Refused:
    return Refused(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        f"a body of more than {limit} bytes",
        "send less",
        closes=True,
    )
