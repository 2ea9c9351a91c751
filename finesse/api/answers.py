"""What operations answer: an object, that something is done or accepted, or why it is refused.

Source: Finesse Web Services guide, responses and error responses.
"""

from __future__ import annotations

from typing import TypeVar

from aiohttp import web

from finesse.api import errors
from finesse.model.xml import Shape
from vos.http.refused import Refused

T = TypeVar("T")
Answer = web.Response

REALM = 'Basic realm="Cisco Finesse"'

# Empty answers have the type, too: clients of 9.1 to 10.6 take a typed empty 202 for the success that it is.
HEADERS = {
    "Content-Type": "application/xml;charset=UTF-8",
    "Cache-Control": "no-cache, no-store, must-revalidate",
    "Pragma": "no-cache",
    "X-Content-Type-Options": "nosniff",
}
OF_A_FILE = {name: value for name, value in HEADERS.items() if name != "Content-Type"}


def answer(shape: Shape[T], thing: T, status: int = 200) -> Answer:
    """That object."""
    return Answer(status=status, body=shape.xml(thing).encode(), headers=HEADERS)


def accepted() -> Answer:
    """202 and nothing more: what comes of it is told by a notification."""
    return Answer(status=202, headers=HEADERS)


def created(uri: str) -> Answer:
    """200 and the URI of the new object; an operation that creates says on which node that is."""
    return Answer(headers={**HEADERS, "Location": uri})


def done() -> Answer:
    """200 and nothing more."""
    return Answer(headers=HEADERS)


def refusal(error: errors.ApiError) -> Answer:
    """The document of an error."""
    headers = {**HEADERS, "WWW-Authenticate": REALM} if error.status == 401 else HEADERS
    return Answer(status=error.status, body=errors.body(error).encode(), headers=headers)


def refused(refused: Refused) -> Answer:
    """The document of what is refused before any operation is asked."""
    known: dict[int, type[errors.ApiError]] = {
        403: errors.Forbidden,
        415: errors.UnsupportedMediaType,
        500: errors.InternalServerError,
    }
    response = refusal(known.get(refused.status, errors.BadRequest)(message=str(refused)))
    response.set_status(refused.status)
    return response
