"""The lab's JSON API and its page: what runs, callers, phones, gadgets, reset. For this machine only."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

from aiohttp import hdrs, web

from ccx_engine.jtapi.model import WITHHELD
from lab.console import strict_json
from lab.console.client import SERVER
from lab.console.page import policy, render
from lab.deployment import Deployment
from lab.failure import LabError
from lab.telephony.callers import Callers
from lab.telephony.calls import HeardCall
from lab.workbench.workbench import shown as gadget_shown
from vos import pages
from vos.http.body import read
from vos.http.connection import known
from vos.http.door import door
from vos.http.refused import Refused
from vos.http.sites import Sites

OWN = Sites(())  # loopback's names alone
BODY_BYTES = 65_536
BODY_SECONDS = 30.0
WHAT_TO = {"dial": "to", "digits": "digits"}  # what a phone's verb needs, by its name in the body

DEPLOYMENT = web.AppKey("deployment", Deployment)
STOP = web.AppKey("stop", asyncio.Event)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def application(deployment: Deployment, stop: asyncio.Event) -> web.Application:
    """The console over a deployment; `stop` is set when somebody asks the lab to go down."""
    before = door(OWN, worded)
    app = web.Application(middlewares=[before, errors_as_json, from_this_machine])
    app[DEPLOYMENT] = deployment
    app[STOP] = stop
    app.add_routes(ROUTES)
    app.on_response_prepare.append(signed)
    return app


async def signed(_: web.Request, response: web.StreamResponse) -> None:
    """Say whose answer it is, so that the command line knows a lab from whatever else listens there."""
    response.headers["Server"] = SERVER


@web.middleware
async def errors_as_json(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Every error is `{"error", "cure"}`."""
    try:
        return await handler(request)
    except LabError as error:
        return refused(error.status, error.cause, error.cure)
    except web.HTTPException as error:
        cures = {
            404: "see docs/lab.md for what there is",
            405: f"use {error.headers.get('Allow', 'another method')}",
        }
        said = refused(error.status, error.reason, cures.get(error.status, "send less, or something else"))
        if isinstance(error, web.HTTPMethodNotAllowed):
            said.headers[hdrs.ALLOW] = error.headers[hdrs.ALLOW]
        return said


@web.middleware
async def from_this_machine(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse what a foreign page makes a local browser send: under a name that is not ours, or as its own."""
    cure = "call http://127.0.0.1 or http://localhost with the port"
    if not OWN.know(request.host):
        raise LabError(403, "Host is not this machine", cure)
    if not all(OWN.own(origin, request.host) for origin in request.headers.getall(hdrs.ORIGIN, [])):
        raise LabError(403, "Origin is not this console", cure)
    known(request, "this machine")
    return await handler(request)


async def get_page(request: web.Request) -> web.Response:
    deployment = request.app[DEPLOYMENT]
    calls = [shown(call, deployment.callers) for call in deployment.callers.book]
    nonce = secrets.token_urlsafe(16)
    page = render(await deployment.status(), calls, nonce)
    headers = {**pages.HEADERS, "Content-Security-Policy": policy(nonce)}
    return web.Response(text=page, content_type="text/html", headers=headers)


async def get_status(request: web.Request) -> web.Response:
    return web.json_response(await request.app[DEPLOYMENT].status())


async def get_calls(request: web.Request) -> web.Response:
    callers = request.app[DEPLOYMENT].callers
    return web.json_response({"calls": [shown(call, callers) for call in callers.book]})


async def post_call(request: web.Request) -> web.Response:
    body = await read_body(request, {"from", "to", "variables"})
    variables = body.get("variables", {})
    if not isinstance(variables, dict) or not all(isinstance(value, str) for value in variables.values()):
        raise LabError(400, "variables: not an object of texts", 'give {"callVariable1": "text"}')
    callers = request.app[DEPLOYMENT].callers
    call = await callers.call(text(body, "from"), text(body, "to"), variables)
    where = {"Location": f"/lab/v1/calls/{call.id}"}
    return web.json_response(shown(call, callers), status=201, headers=where)


async def get_call(request: web.Request) -> web.Response:
    callers = request.app[DEPLOYMENT].callers
    return web.json_response(shown(callers.find(request.match_info["id"]), callers))


async def delete_call(request: web.Request) -> web.Response:
    callers = request.app[DEPLOYMENT].callers
    return web.json_response(shown(await callers.hang_up(request.match_info["id"]), callers))


async def post_digits(request: web.Request) -> web.Response:
    body = await read_body(request, {"digits"})
    callers = request.app[DEPLOYMENT].callers
    call = await callers.press(request.match_info["id"], text(body, "digits"))
    return web.json_response(shown(call, callers))


async def post_phone(request: web.Request) -> web.Response:
    verb, extension = request.match_info["verb"], request.match_info["extension"]
    body = await read_body(request, {"to", "digits"})
    to = text(body, WHAT_TO[verb]) if verb in WHAT_TO else ""
    callers = request.app[DEPLOYMENT].callers
    call = await callers.phone(extension, verb, to)
    return web.json_response(shown(call, callers) if call is not None else {})


async def post_service(request: web.Request) -> web.Response:
    name, verb = request.match_info["name"], request.match_info["verb"]
    return web.json_response(await request.app[DEPLOYMENT].change(name, verb))


async def get_properties(request: web.Request) -> web.Response:
    return web.json_response(await request.app[DEPLOYMENT].properties())


async def put_properties(request: web.Request) -> web.Response:
    body = await read_body(request, {"values"})
    wanted = body.get("values")
    if not isinstance(wanted, dict) or not all(isinstance(one, str | None) for one in wanted.values()):
        raise LabError(400, "values: not an object of texts", 'give {"values": {"forceWrapUp": "false"}}')
    return web.json_response(await request.app[DEPLOYMENT].properties(wanted))


async def get_gadgets(request: web.Request) -> web.Response:
    gadgets = request.app[DEPLOYMENT].workbench.gadgets
    return web.json_response({"gadgets": await asyncio.to_thread(lambda: [*map(gadget_shown, gadgets)])})


async def post_gadget(request: web.Request) -> web.Response:
    body = await read_body(request, {"gadget", "role", "tab"})
    workbench, said = request.app[DEPLOYMENT].workbench, text(body, "gadget")
    role, tab = (text(body, key) if key in body else "" for key in ("role", "tab"))
    gadget = workbench.add(said, role, tab)
    where = {"Location": f"/lab/v1/gadgets/{gadget.name}"}
    return web.json_response(await asyncio.to_thread(gadget_shown, gadget), status=201, headers=where)


async def delete_gadget(request: web.Request) -> web.Response:
    gadget = request.app[DEPLOYMENT].workbench.remove(request.match_info["name"])
    return web.json_response(await asyncio.to_thread(gadget_shown, gadget))


async def post_reset(request: web.Request) -> web.Response:
    await request.app[DEPLOYMENT].reset()
    return web.json_response({})


async def post_down(request: web.Request) -> web.Response:
    request.app[STOP].set()
    return web.json_response({}, status=202)


def worded(refusal: Refused) -> web.Response:
    """What is refused before the console is asked, as it says errors."""
    said = refused(refusal.status, refusal.cause, refusal.cure)
    said.headers[hdrs.SERVER] = SERVER
    return said


def refused(status: int, cause: str, cure: str) -> web.Response:
    """An error as the console says it."""
    return web.json_response({"error": cause, "cure": cure}, status=status)


def shown(call: HeardCall, callers: Callers) -> dict[str, Any]:
    """A call as JSON; the id is the packed call id as text, times are UTC.

    A call by which a CTI port reaches an agent is `made_for` the caller's.
    """
    told = callers.summary(call)
    known_as = callers.book.known_as(call, callers.numbers.ports)
    return {
        "id": str(call.id),
        "made_for": str(known_as.id) if known_as is not call else None,
        "phase": told.phase.value,
        "summary": told.words,
        "from": number(call.calling),
        "to": call.called,
        "state": call.state,
        "cause": call.cause.name if call.ended is not None else "",
        "variables": call.variables,
        "parties": [
            {
                "address": number(party.address),
                "terminal": party.terminal,
                "connection": party.connection.name,
                "state": party.state.name,
            }
            for party in call.parties.values()
        ],
        "began": moment(call.began),
        "rang": moment(call.rang),
        "answered": moment(call.answered),
        "ended": moment(call.ended),
    }


def number(address: str) -> str:
    """An address as the console says it: a caller who withholds his number has none."""
    return "" if address == WITHHELD else address


def moment(at: float | None) -> str | None:
    """UTC with milliseconds, as in the logs."""
    if at is None:
        return None
    return datetime.fromtimestamp(at, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


async def read_body(request: web.Request, known: set[str]) -> dict[str, Any]:
    """The request's JSON object; an empty body is an empty one. LabError says what is wrong."""
    raw = await read(request, BODY_BYTES, BODY_SECONDS)
    try:
        body = strict_json.read(raw) if raw.strip() else {}
    except ValueError as error:
        raise LabError(400, f"the body is not JSON: {error}", "send a JSON object") from None
    if not isinstance(body, dict):
        raise LabError(400, "the body is not a JSON object", "send {…}")
    if unknown := sorted(body.keys() - known):
        raise LabError(400, f"{unknown[0]!r} is unknown", f"use {', '.join(sorted(known))}")
    return body


def text(body: dict[str, Any], key: str) -> str:
    """A value that must be there and be a text. LabError names it."""
    value = body.get(key)
    if not isinstance(value, str):
        raise LabError(400, f"{key}: missing, or not a text", f'give "{key}": "number"')
    return value


ROUTES = [
    web.get("/", get_page),
    web.get("/lab/v1/status", get_status),
    web.get("/lab/v1/calls", get_calls),
    web.post("/lab/v1/calls", post_call),
    web.get("/lab/v1/calls/{id}", get_call),
    web.delete("/lab/v1/calls/{id}", delete_call),
    web.post("/lab/v1/calls/{id}/digits", post_digits),
    web.post("/lab/v1/phones/{extension}/{verb}", post_phone),
    web.post("/lab/v1/services/{name}/{verb}", post_service),
    web.get("/lab/v1/properties", get_properties),
    web.put("/lab/v1/properties", put_properties),
    web.get("/lab/v1/gadgets", get_gadgets),
    web.post("/lab/v1/gadgets", post_gadget),
    web.delete("/lab/v1/gadgets/{name}", delete_gadget),
    web.post("/lab/v1/reset", post_reset),
    web.post("/lab/v1/down", post_down),
]
