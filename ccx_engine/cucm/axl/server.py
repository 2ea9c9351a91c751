"""The AXL service's HTTP side. Source: AXL Developer Guide, authentication, versioning, throttling."""

from __future__ import annotations

import asyncio
import base64
import binascii
import contextlib
import functools
import logging
import re
import ssl
import time
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace

from aiohttp import web

from ccx_engine.cucm.axl import soap
from ccx_engine.cucm.axl.changes import ChangeLog
from ccx_engine.cucm.axl.objects import Answer
from ccx_engine.cucm.axl.operations import DESCRIBED, OPERATIONS
from ccx_engine.cucm.axl.schema import VERSIONS, Shape, wsdl, xsd
from ccx_engine.cucm.axl.service import Service, Telephony
from ccx_engine.cucm.axl.sessions import COOKIE, Sessions
from ccx_engine.cucm.axl.sql.database import Database
from ccx_engine.cucm.configuration.administration import Administration
from ccx_engine.cucm.configuration.cluster import User
from ccx_engine.cucm.credentials.accounts import Accounts, Origin
from vos import pages, trace, xml
from vos.address import Address
from vos.http.body import read
from vos.http.connection import Connection, known, without_our_name
from vos.http.connection import serving as serving_at
from vos.http.door import door
from vos.http.refused import Refused
from vos.http.sites import XML, Sites
from vos.service import CannotServe
from vos.turns import GaveWay

logger = logging.getLogger(__name__)

BODY = 1_048_576  # bytes of a request
BODY_SECONDS = 30.0
AT_ONCE = 1_000  # requests in work; more get 503, as AXL's write queue does
AT_ONCE_OF_A_USER = 400  # of them
MANY = 50  # rows of an answer
INCORRECT_VERSION = 599
ACTION = re.compile(r'"?CUCM:DB ver=(?P<version>[0-9.]+)(?: (?P<operation>\w+))?"?')
TEXT_XML = "text/xml"


class Axl:
    """One AXL service."""

    def __init__(
        self,
        administration: Administration,
        accounts: Accounts,
        telephony: Telephony,
        names: Sequence[str],
    ) -> None:
        """`names` are those by which clients reach it; its description names the first."""
        cluster = administration.cluster
        version = ".".join(cluster.version.split(".")[:2])
        if version not in VERSIONS:
            known = " or ".join(VERSIONS)
            raise CannotServe(f"centre: cucm.version {cluster.version!r} must begin with {known}")
        self.version = version
        changes = ChangeLog()
        administration.hearers.append(changes.hear)
        self._service = Service(administration, accounts, telephony, changes, Database(administration))
        self._sessions = Sessions()
        self._working: Counter[str] = Counter()  # requests, by who asks
        self._name = names[0]
        self._sites = Sites(names)

    def close(self) -> None:
        """What was begun for requests ends."""
        self._service.database.close()

    def application(self) -> web.Application:
        application = web.Application(middlewares=[door(self._sites, refused, takes=XML)])
        application.on_response_prepare.append(without_our_name)
        application.add_routes(
            [
                web.get("/axl/", self.get_page),
                web.post("/axl/", self.post_request),
                web.get("/axl/AXLAPI.wsdl", self.get_wsdl),
                web.get("/axl/AXLSoap.xsd", self.get_schema),
            ]
        )
        return application

    async def get_page(self, request: web.Request) -> web.Response:
        """What clients ask to see whether the service is there, and (with ?wsdl) how it is described."""
        if request.query_string.lower() == "wsdl":
            return await self.get_wsdl(request)
        try:
            _, cookie = await self._authenticate(request)
        except GaveWay:
            return _page(503, "Service Unavailable")
        return self._with_cookie(_page(200, "Cisco AXL Web Service: working. POST requests here."), cookie)

    async def get_wsdl(self, request: web.Request) -> web.Response:
        port = request.get_extra_info("sockname")[1]
        address = self._sites.address(request.host, f"{self._name}:{port}")
        text = wsdl(self.version, DESCRIBED, f"https://{address}/axl/")
        return web.Response(text=text, content_type=TEXT_XML)

    async def get_schema(self, request: web.Request) -> web.Response:
        return web.Response(text=xsd(self.version, DESCRIBED), content_type=TEXT_XML)

    async def post_request(self, request: web.Request) -> web.Response:
        """One operation: 200 with its reply, or 500 with a fault."""
        try:
            user, cookie = await self._authenticate(request)
        except GaveWay:
            return _page(503, "Service Unavailable")
        if self._working.total() >= AT_ONCE or self._working[user.userid] >= AT_ONCE_OF_A_USER:
            return _page(503, "Service Unavailable")
        self._working[user.userid] += 1
        try:
            return self._with_cookie(await self._answer(request, user), cookie)
        except GaveWay:
            return _page(503, "Service Unavailable")
        finally:
            self._working[user.userid] -= 1
            if not self._working[user.userid]:
                del self._working[user.userid]

    async def _answer(self, request: web.Request, user: User) -> web.Response:
        operation = "unknown"
        call: soap.Call | None = None
        ends = trace.Ends("axl", "cucm", f"client {_address(request)}", user.userid)
        try:
            question = await read(request, BODY, BODY_SECONDS)
            call = replace(soap.parse(question), who=user.userid, address=_address(request))
            operation = call.operation
            if refusal := self._refuse_version(request, call):
                return refusal
            _tell(trace.IN, ends, operation, call, question)
            declared = OPERATIONS.get(operation)
            if declared is None:
                raise soap.Fault(soap.MALFORMED, f"{operation} is not an operation of this service", "Client")
            if declared.writes and not user.may_write_axl():
                raise _refusal(401, "Unauthorized")  # what AXL answers to who may only read
            value = await declared.handle(self._service, call)
            answer = await self._reply(call, declared.shape, value)
        except soap.Fault as fault:
            answer = soap.fault_reply(operation, fault)
            _tell(trace.OUT, ends, f"fault {fault.code} {operation}", call, answer)
            return _xml(500, answer)
        _tell(trace.OUT, ends, f"{operation}Response", call, answer)
        return _xml(200, answer)

    async def _reply(self, call: soap.Call, shape: Shape, value: Answer) -> bytes:
        """The envelope; that of many rows is written where it keeps nobody waiting."""
        if any(isinstance(found, list) and len(found) > MANY for found in value.values()):
            return await asyncio.to_thread(soap.reply, call, shape, value, self.version)
        return soap.reply(call, shape, value, self.version)

    def _refuse_version(self, request: web.Request, call: soap.Call) -> web.Response | None:
        """Namespace and SOAPAction must name one version, and one that is supported."""
        action = ACTION.fullmatch(request.headers.get("SOAPAction", "").strip())
        oldest = action is None and call.version == "1.0"
        agree = action is None or action["version"] == call.version
        if oldest or (agree and call.version in VERSIONS[self.version]):
            return None
        supported = ",".join(VERSIONS[self.version])
        text = f"Incorrect axl version. Supported axl versions: {supported}"
        return web.Response(status=INCORRECT_VERSION, reason="Incorrect axl version", text=text)

    async def _authenticate(self, request: web.Request) -> tuple[User, str | None]:
        """Who asks, and the cookie they get if they have none; raises what HTTP answers to everybody else."""
        now = time.monotonic()
        token = request.cookies.get(COOKIE)
        signed_in = self._sessions.user(token, now) if token else None
        credentials = _basic(request.headers.get("Authorization", ""))
        cookie = None
        if credentials is not None:
            origin = Origin("AXL", _address(request))
            user = await self._service.accounts.check(*credentials, origin)
            if user is not None and user.userid != signed_in:
                cookie = self._sessions.begin(user.userid, now)
        elif token and signed_in is None:
            raise _refusal(404, "Not Found")  # what AXL answers to an expired cookie
        else:
            user = self._service.cluster.user(signed_in or "")
        if user is None:
            raise _refusal(401, "Unauthorized")
        if not user.may_use_axl():
            raise _refusal(403, "Forbidden")
        known(request, user.userid)
        return user, cookie

    @staticmethod
    def _with_cookie(response: web.Response, cookie: str | None) -> web.Response:
        if cookie is not None:
            response.set_cookie(COOKIE, cookie, path="/", secure=True, httponly=True, samesite="Strict")
        return response


@contextlib.asynccontextmanager
async def serving(axl: Axl, address: Address, context: ssl.SSLContext) -> AsyncIterator[Address]:
    """Inside, AXL is served over HTTPS; yields the address in use."""
    try:
        wanted = {"axl": (address, context)}
        async with serving_at(axl.application(), functools.partial(Connection, refused), wanted) as own:
            yield own["axl"]
    finally:
        axl.close()


def _tell(direction: str, ends: trace.Ends, name: str, call: soap.Call | None, envelope: bytes) -> None:
    if trace.watched():
        keys = {"agent": call.text("userid") if call is not None else None}
        trace.tell(trace.Hop(time.time(), direction, ends, name, keys, lambda: xml.masked(envelope)))


def _address(request: web.Request) -> str:
    return request.remote or "an unknown address"


def _basic(header: str) -> tuple[str, str] | None:
    scheme, _, value = header.partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        userid, colon, password = base64.b64decode(value.strip(), validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None
    return (userid, password) if colon else None


def _xml(status: int, body: bytes) -> web.Response:
    return web.Response(status=status, body=body, content_type=TEXT_XML, charset="UTF-8")


def refused(refusal: Refused) -> web.Response:
    """The page of what is refused before anybody is asked for."""
    return _page(refusal.status, f"HTTP Status {refusal.status} - {refusal.status.phrase}: {refusal}")


def _page(status: int, text: str) -> web.Response:
    page = pages.render("vos/page.html", title=text)
    return web.Response(status=status, text=page, content_type="text/html", headers=pages.HEADERS)


def _refusal(status: int, text: str) -> web.HTTPException:
    """Clients look for the words `HTTP Status 401` in the page."""
    kinds: dict[int, type[web.HTTPException]] = {
        401: web.HTTPUnauthorized,
        403: web.HTTPForbidden,
        404: web.HTTPNotFound,
    }
    challenge = {"WWW-Authenticate": 'Basic realm="Cisco Web Services Realm"'} if status == 401 else {}
    headers = {**pages.HEADERS, **challenge}
    page = pages.render("vos/page.html", title=f"HTTP Status {status} - {text}")
    return kinds[status](text=page, content_type="text/html", headers=headers)
