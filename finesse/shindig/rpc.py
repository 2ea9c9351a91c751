"""`/rpc`: JSON-RPC as Shindig has it, for one call or several. Source: JSON-RPC 2.0; public gadgets

A call names its gadgets in `ids`; the result has one member for each.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any

import msgspec
from aiohttp import web

from finesse.shindig.asking import sent
from finesse.shindig.errors.not_shown import NotShown
from finesse.shindig.fetching.asker import ASKER, asker_of
from finesse.shindig.keys import GADGETS
from finesse.shindig.metadata import BODY, MOST, SECONDS, Answer, Context, said
from finesse.shindig.rendering.description import described, features
from finesse.shindig.rendering.room import Room
from finesse.shindig.tokens import INSECURE
from vos.http.body import read
from vos.http.refused import Refused

CALLS = 20  # in one request

PARSE_ERROR = -32700
INVALID_REQUEST = -32600
METHOD_NOT_FOUND = -32601
INVALID_PARAMS = -32602


class RpcError(Exception):
    """What is wrong with a call, in the protocol's numbers."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message

    def said(self, identity: object = None) -> dict[str, Any]:
        return {"jsonrpc": "2.0", "id": identity, "error": {"code": self.code, "message": self.message}}


async def rpc(request: web.Request) -> web.Response:
    """The result of a call, or its error; of several calls, all of them in order."""
    asker, room = asker_of(request), Room()
    ASKER.set(asker)
    try:
        calls = await _calls(request)
    except RpcError as error:
        return said(error.said(), HTTPStatus.BAD_REQUEST)
    if not isinstance(calls, list):
        return await sent(request, said(await _answer(request, calls, room)), asker)
    if not 0 < len(calls) <= CALLS:
        return said(
            RpcError(INVALID_REQUEST, f"{len(calls)} calls: send 1 to {CALLS}").said(), HTTPStatus.BAD_REQUEST
        )
    return await sent(request, said([await _answer(request, each, room) for each in calls]), asker)


async def _calls(request: web.Request) -> object:
    if request.method == "GET":
        params: dict[str, object] = dict(request.query)
        call = {"id": params.pop("id", None), "method": params.pop("method", None), "params": params}
        if isinstance(ids := params.get("ids"), str):
            params["ids"] = ids.split(",")
        return call
    try:
        return msgspec.json.decode(await read(request, BODY, SECONDS))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise RpcError(PARSE_ERROR, f"no JSON: {error}") from None
    except Refused as refused:
        raise RpcError(INVALID_REQUEST, str(refused)) from None


async def _answer(request: web.Request, call: object, room: Room) -> dict[str, Any]:
    if not isinstance(call, dict):
        return RpcError(INVALID_REQUEST, "a call is an object with a method").said()
    identity = call.get("id")
    if identity is not None and not isinstance(identity, str | int | float):
        return RpcError(INVALID_REQUEST, "an id is a text or a number").said()
    try:
        name, params = call.get("method"), call.get("params", {})
        if not isinstance(name, str) or not isinstance(params, dict | list):
            raise RpcError(INVALID_REQUEST, "a call is an object with a method")
        method = METHODS.get(name)
        if method is None:
            raise RpcError(
                METHOD_NOT_FOUND,
                f"there is no method {name[:80]!r}: system.listMethods tells which there are",
            )
        if isinstance(params, list):
            if params:
                raise RpcError(INVALID_PARAMS, "parameters have names here")
            params = {}
        return {"jsonrpc": "2.0", "id": identity, "result": await method(request, params, room)}
    except RpcError as error:
        return error.said(identity)


async def list_methods(_request: web.Request, _params: dict[str, Any], _room: Room) -> list[str]:
    """All methods there are."""
    return sorted(METHODS)


async def metadata(request: web.Request, params: dict[str, Any], room: Room) -> dict[str, Any]:
    """Each gadget described, by its address."""
    answer, addresses = Answer(request.app[GADGETS], _context(params), room), _ids(params)
    found = await asyncio.gather(*(_described(answer, each) for each in addresses))
    return dict(zip(addresses, found, strict=True))


async def create_token(_request: web.Request, params: dict[str, Any], _room: Room) -> dict[str, Any]:
    """A token for each gadget: the one that everybody gets."""
    return {address: {"url": address, "token": INSECURE} for address in _ids(params)}


async def _described(answer: Answer, address: str) -> Any:
    try:
        gadget = await answer.gadget(address)
        found = described(gadget.spec, gadget.said)
        prefs, views, links = found.pop("userPrefs"), found.pop("views"), found.pop("links")
        told = {
            "url": address,
            "iframeUrl": answer.frame(gadget, address, "0"),
            "needsTokenRefresh": False,
            "modulePrefs": {**found, "features": features(gadget.spec), "links": links},
            "userPrefs": {name: {"name": name, **each} for name, each in prefs.items()},
            "views": views,
        }
        return answer.fitting(told, address)
    except NotShown as error:
        return {"url": address, "error": {"code": error.status, "message": str(error)}}


def _ids(params: dict[str, Any]) -> list[str]:
    ids = params.get("ids")
    if isinstance(ids, str):
        ids = [ids]
    if not isinstance(ids, list) or not 0 < len(ids) <= MOST or not all(isinstance(one, str) for one in ids):
        raise RpcError(INVALID_PARAMS, f"ids is a list of 1 to {MOST} addresses of gadgets")
    return list(dict.fromkeys(ids))


def _context(params: dict[str, Any]) -> Context:
    return Context(
        language=str(params.get("language", "en")),
        country=str(params.get("country", "US")),
        view=str(params.get("view", "default")),
    )


Method = Callable[[web.Request, dict[str, Any], Room], Awaitable[Any]]

METHODS: dict[str, Method] = {
    "system.listMethods": list_methods,
    "gadgets.metadata": metadata,
    "gadgets.token": create_token,
    "gadgets.tokenCreate": create_token,
}

ROUTES = [web.get("/rpc", rpc), web.post("/rpc", rpc)]
