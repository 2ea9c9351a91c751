"""An operation of the REST API, declared once next to its handler: that is enforced, and described.

In this order, which decides what a request is told that is wrong in several ways: who asks; whether he may at
all; whether this node changes that; what the path names first; whether he may with that; what else the path
names; the parameters after the question mark; the body.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from aiohttp import hdrs, web

from finesse.api import errors
from finesse.api.answers import Answer
from finesse.api.body import bounded, read_body
from finesse.api.caller import REQUEST_ID, Caller
from finesse.api.errors import ApiError
from finesse.api.form import NOTHING, Filled, Form, Raw, Upload
from finesse.api.keys import AUTHENTICATION, NODE, SETTINGS, SITES
from finesse.api.path import Named
from finesse.api.who import Who
from finesse.model.xml import Shape
from vos.http.connection import known

Errors = tuple[type[ApiError], ...]

Handler = Callable[..., Answer | Awaitable[Answer]]
"""Gets the node, the caller (None where anybody may ask), what was filled in, and what the path names."""

RANGE = "Range"
_RANGE = re.compile(r"objects=(\d{1,6})-(\d{1,6})")


class Query(NamedTuple):
    """A parameter after the question mark. One that is not required counts only with one of its values."""

    name: str
    values: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True)
class Operation:
    """A method of a resource.

    `named` says what the path names, part by part. With `ranged` the header Range is read (objects=1-100, at
    most so many). With `creates` the answer names the new object in its header Location. `on_primary` is what
    the secondary node does not do. `instead` gives the form that a certain thing takes in place of `takes`.
    `refuses` are errors besides those that follow from the rest of the declaration.
    """

    method: str
    path: str
    handler: Handler
    who: Who
    takes: Form | Raw | None = None
    gives: Shape[Any] | Raw | None = None
    named: tuple[Named, ...] = ()
    status: int = 200
    refuses: Errors = ()
    query: tuple[Query, ...] = ()
    ranged: int | None = None
    creates: bool = False
    on_primary: bool = False
    instead: Callable[[Any], Form | None] | None = None

    @cached_property
    def parameters(self) -> list[str]:
        """The names in the path."""
        return re.findall(r"{(\w+)", self.path)

    @property
    def errors(self) -> Iterator[type[ApiError]]:
        """Every error that this operation may answer with."""
        if self.who is not Who.ANYBODY:
            yield errors.AuthorizationFailure
            yield from self.who.refusals
            yield errors.ServiceUnavailable
        if self.on_primary:
            yield errors.Forbidden
        for named in self.named:
            yield named.missing
        if self.takes is not None:
            yield errors.BadRequest
            yield errors.UnsupportedMediaType
        if isinstance(self.takes, Form):
            yield errors.ParameterMissing
            yield errors.InvalidInput
        if any(query.required for query in self.query):
            yield errors.ParameterMissing
        if any(query.required and query.values for query in self.query):
            yield errors.InvalidInput
        if self.ranged is not None:
            yield errors.InvalidRange
        yield from self.refuses
        yield errors.InternalServerError

    def add_to(self, router: web.UrlDispatcher) -> None:
        """The route, with and without a slash at its end; what can be read has a HEAD, too."""
        for path in (self.path, f"{self.path}/"):
            router.add_route(self.method, path, self.serve)
            if self.method == hdrs.METH_GET:
                router.add_route(hdrs.METH_HEAD, path, self.serve)

    async def serve(self, request: web.Request) -> web.Response:
        """Check what is declared, in the declared order, and ask the handler."""
        node, who = request.app[NODE], self.who
        if who is Who.ANYBODY:
            return await _answered(self.handler(node, None, NOTHING))
        caller = await caller_of(request)
        if who.alone is not None:
            who.alone(caller)
        if self.on_primary and request.app[SETTINGS].is_secondary:
            raise errors.Forbidden()
        things: list[Any] = []
        for part, named in zip(self.parameters, self.named, strict=False):
            text = request.match_info[part]
            thing = named.find(node, caller, text, *things)
            if thing is None:
                raise named.missing(text)
            if who.of is not None and not things:
                who.of(caller, thing, text)
            things.append(thing)
        filled = await self._filled(request, things)
        answer = await _answered(self.handler(node, caller, filled, *things))
        if self.creates:
            place = f"{request.scheme}://{own_address(request)}"
            answer.headers[hdrs.LOCATION] = place + answer.headers[hdrs.LOCATION]
        return answer

    async def _filled(self, request: web.Request, things: list[Any]) -> Filled | Upload:
        asked: dict[str, Any] = {}
        for query in self.query:
            text = request.query.get(query.name, "")
            if text and (not query.values or text in query.values):
                asked[query.name] = text
            elif query.required:
                raise errors.InvalidInput(query.name) if text else errors.ParameterMissing(query.name)
        if self.ranged is not None:
            asked[RANGE] = _range(request.headers.get(RANGE), self.ranged)
        takes = self.takes
        if self.instead is not None:
            takes = self.instead(things[0]) or takes
        if isinstance(takes, Form):
            return takes.filled(await read_body(request, takes.root, takes.limit), asked)
        if isinstance(takes, Raw):
            if takes.also and request.content_type not in (takes.content_type, *takes.also):
                raise errors.UnsupportedMediaType(request.content_type)
            data = await bounded(request, takes.limit)
            return Upload(data, request.headers.get(hdrs.CONTENT_TYPE, ""))
        return Filled(None, (), asked) if asked else NOTHING


async def caller_of(request: web.Request) -> Caller:
    """Who sends this request; its connection is his from here on."""
    caller = await request.app[AUTHENTICATION].caller(
        request.headers.get(hdrs.AUTHORIZATION), request.remote or "an unknown address"
    )
    known(request, caller.name)
    request_id = request.headers.get(REQUEST_ID)
    return Caller(caller.name, caller.user, caller.password, request_id) if request_id else caller


def own_address(request: web.Request) -> str:
    """Where this node is: the Host that was asked, or its own name where that is none of its names."""
    port = request.get_extra_info("sockname")[1]
    return request.app[SITES].address(request.host, f"{request.app[SETTINGS].host}:{port}")


async def _answered(answer: Answer | Awaitable[Answer]) -> Answer:
    return answer if isinstance(answer, Answer) else await answer


def _range(header: str | None, most: int) -> tuple[int, int]:
    """The first and the last of the objects that are asked for: all of them without the header."""
    if header is None:
        return 1, most
    found = _RANGE.fullmatch(header.strip())
    first, last = (int(found[1]), int(found[2])) if found else (0, 0)
    if not 1 <= first <= last <= most:
        raise errors.InvalidRange(most)
    return first, last


def get(
    path: str,
    handler: Handler,
    who: Who,
    gives: Shape[Any] | Raw,
    named: Iterable[Named] = (),
    *,
    query: Iterable[Query] = (),
    ranged: int | None = None,
) -> Operation:
    """Read something: 200, or 206 where only a part was asked for."""
    return Operation(
        hdrs.METH_GET,
        path,
        handler,
        who,
        gives=gives,
        named=tuple(named),
        query=tuple(query),
        ranged=ranged,
    )


def command(
    method: str,
    path: str,
    handler: Handler,
    who: Who,
    takes: Form | Raw,
    named: Iterable[Named] = (),
    *,
    refuses: Errors = (),
    on_primary: bool = False,
) -> Operation:
    """Ask for something to happen: 202, and what comes of it by notification."""
    return Operation(
        method,
        path,
        handler,
        who,
        takes,
        named=tuple(named),
        status=202,
        refuses=refuses,
        on_primary=on_primary,
    )


def create(
    path: str,
    handler: Handler,
    takes: Form,
    named: Iterable[Named] = (),
    *,
    who: Who = Who.ADMINISTRATOR,
    refuses: Errors = (),
    on_primary: bool = True,
) -> Operation:
    """Make an object: 200 without a body; the header Location says where it is."""
    return Operation(
        hdrs.METH_POST,
        path,
        handler,
        who,
        takes,
        named=tuple(named),
        refuses=refuses,
        creates=True,
        on_primary=on_primary,
    )


def update(
    path: str,
    handler: Handler,
    takes: Form,
    named: Iterable[Named] = (),
    *,
    refuses: Errors = (),
    query: Iterable[Query] = (),
    instead: Callable[[Any], Form | None] | None = None,
) -> Operation:
    """Change what is configured: 200 without a body."""
    return Operation(
        hdrs.METH_PUT,
        path,
        handler,
        Who.ADMINISTRATOR,
        takes,
        named=tuple(named),
        refuses=refuses,
        query=tuple(query),
        on_primary=True,
        instead=instead,
    )


def delete(
    path: str,
    handler: Handler,
    named: Iterable[Named],
    *,
    who: Who = Who.ADMINISTRATOR,
    refuses: Errors = (),
    on_primary: bool = True,
) -> Operation:
    """Remove an object: 200 without a body."""
    return Operation(
        hdrs.METH_DELETE, path, handler, who, named=tuple(named), refuses=refuses, on_primary=on_primary
    )


def elsewhere(method: str, path: str, who: Who) -> Operation:
    """What another deployment has: 501 for who may ask, whatever the path names and the body says."""
    return Operation(method, path, not_implemented, who, gives=errors.API_ERRORS, status=501)


def not_implemented(node: object, caller: Caller, form: Filled) -> Answer:
    """Not with Unified CCX."""
    raise errors.NotOnThisDeployment()
