"""`/gadgets/metadata`: what gadgets say of themselves, asked for as JSON. Source: public gadgets."""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from typing import Annotated, Any, NamedTuple

import msgspec
from aiohttp import web

from finesse.shindig.asking import sent
from finesse.shindig.errors.not_shown import NotShown
from finesse.shindig.fetching.asker import ASKER, asker_of
from finesse.shindig.gadgets import Gadget, Gadgets
from finesse.shindig.ifr import COUNTRY, LANGUAGE, MODULE, VIEW, value_of
from finesse.shindig.keys import GADGETS
from finesse.shindig.rendering.description import described, frame_address
from finesse.shindig.rendering.room import Room, TooMuch
from vos.http.body import read
from vos.http.refused import Refused

BODY = 262_144  # bytes of a question
SECONDS = 30.0  # until all of it is here
MOST = 50  # gadgets that one question asks for

HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


class Context(msgspec.Struct, frozen=True):
    """For whom a gadget is described."""

    container: str = "default"
    language: str = "en"
    country: str = "US"
    view: str = "default"


class Wanted(msgspec.Struct, frozen=True, rename="camel"):
    """A gadget that is asked for."""

    url: str = ""
    module_id: int | str = 0


class Question(msgspec.Struct, frozen=True):
    """All that are asked for."""

    gadgets: Annotated[tuple[Wanted, ...], msgspec.Meta(max_length=MOST)] = ()
    context: Context = msgspec.field(default_factory=Context)


async def metadata(request: web.Request) -> web.Response:
    """Each gadget described; one that cannot be read has its `errors`."""
    asker = asker_of(request)
    ASKER.set(asker)
    try:
        if request.method == "POST":
            question = _question(await read(request, BODY, SECONDS))
        elif "req" in request.query:
            question = _question(request.query["req"].encode("utf-8", "replace"))
        else:
            question = _question_in(request)
    except Refused as refused:
        return said({"error": str(refused)}, refused.status)
    answer = Answer(request.app[GADGETS], question.context, Room())
    found = await asyncio.gather(*(_one(answer, each) for each in question.gadgets))
    return await sent(request, said({"gadgets": found}), asker)


def said(value: Any, status: int = HTTPStatus.OK) -> web.Response:
    """The answer as JSON, which nobody keeps."""
    return web.Response(
        status=status, body=msgspec.json.encode(value), headers=HEADERS, content_type="application/json"
    )


class Answer(NamedTuple):
    """What one answer tells of gadgets: in the language of its context, and no more than it has room for."""

    gadgets: Gadgets
    context: Context
    room: Room

    async def gadget(self, address: str) -> Gadget:
        """The gadget at that address. NotShown if there is none."""
        language = value_of(LANGUAGE, self.context.language, "en")
        country = value_of(COUNTRY, self.context.country, "")
        return await self.gadgets.read(address, language, country, room=self.room)

    def frame(self, gadget: Gadget, address: str, module: str) -> str:
        """Where a frame with it gets its page."""
        return frame_address(
            address,
            gadget.spec,
            gadget.said,
            language=value_of(LANGUAGE, self.context.language, "en"),
            country=value_of(COUNTRY, self.context.country, "ALL"),
            view=value_of(VIEW, self.context.view, "default"),
            module=module,
        )

    def fitting(self, value: Any, address: str) -> msgspec.Raw:
        """What is told of one gadget, as JSON. NotShown if there is no room for it."""
        told = msgspec.json.encode(value)
        try:
            self.room.take(len(told))
        except TooMuch:
            raise NotShown(
                "tooLarge", address, "all that is asked for is too much: ask for less at once"
            ) from None
        return msgspec.Raw(told)


async def _one(answer: Answer, wanted: Wanted) -> Any:
    module = value_of(MODULE, str(wanted.module_id), "0")
    known = {"url": wanted.url, "moduleId": wanted.module_id}
    try:
        gadget = await answer.gadget(wanted.url)
        told = {
            **known,
            "iframeUrl": answer.frame(gadget, wanted.url, module),
            **described(gadget.spec, gadget.said),
        }
        return answer.fitting(told, wanted.url)
    except NotShown as error:
        return {**known, "errors": [str(error)]}


def _question(data: bytes) -> Question:
    try:
        return msgspec.json.decode(data, type=Question)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Refused(
            HTTPStatus.BAD_REQUEST, f"no question: {error}", 'send {"gadgets":[{"url":"..."}]}'
        ) from None


def _question_in(request: web.Request) -> Question:
    query = request.query
    urls = query.getall("url", [])
    if not 0 < len(urls) <= MOST:
        raise Refused(
            HTTPStatus.BAD_REQUEST, f"asks for {len(urls)} gadgets", "give the parameter url, or req"
        )
    context = Context(
        language=query.get("lang", "en"),
        country=query.get("country", "US"),
        view=query.get("view", "default"),
    )
    return Question(tuple(Wanted(url) for url in urls), context)


ROUTES = [web.get("/gadgets/metadata", metadata), web.post("/gadgets/metadata", metadata)]
