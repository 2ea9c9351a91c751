"""The notification service at this node's own port: BOSH, WebSocket and the event tunnel, passed on.

Current clients use one port for everything. Source: Finesse Developer Guide, Managing Notifications in
Third-Party Applications (ports 8445 and 7443 alike).
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import ssl
from collections.abc import AsyncIterator

import aiohttp
from aiohttp import web

from finesse.pages.files import GADGETS, TYPES, file_within
from finesse.pages.settings import PAGES
from vos import tls

logger = logging.getLogger(__name__)

LONGEST_WAIT = 330.0  # seconds: a held request, and some
MESSAGE_BYTES = 1 << 20
PASSED_ON = ("Content-Type", "Cache-Control")
SCRIPTS = {".js": TYPES[".js"]}


class Way:
    """Connections to the notification service, made when the first is needed."""

    def __init__(self, app: web.Application) -> None:
        self._settings = app[PAGES]
        self._session: aiohttp.ClientSession | None = None

    @property
    def session(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                timeout=aiohttp.ClientTimeout(total=LONGEST_WAIT), auto_decompress=False
            )
        return self._session

    @property
    def context(self) -> ssl.SSLContext:
        return tls.client_context(self._settings.certs)

    def url(self, path: str) -> str:
        return f"https://{self._settings.notification}{path}"

    @property
    def host(self) -> str:
        """The name that the service's certificate is for."""
        return self._settings.host

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()


WAY = web.AppKey("notification_service", Way)


async def http_bind(request: web.Request) -> web.Response:
    """One exchange of BOSH."""
    way = request.app[WAY]
    try:
        async with way.session.request(
            request.method,
            way.url(request.path_qs),
            data=await request.read(),
            headers={"Content-Type": request.headers.get("Content-Type", "text/xml; charset=utf-8")},
            ssl=way.context,
            server_hostname=way.host,
        ) as answer:
            body = await answer.content.read()
            kept = {
                name: value
                for name, value in answer.headers.items()
                if name in PASSED_ON or name.startswith("Access-Control-")
            }
            return web.Response(status=answer.status, body=body, headers=kept)
    except (aiohttp.ClientError, TimeoutError) as error:
        raise web.HTTPBadGateway(text=_gone(way, error)) from None


async def websocket(request: web.Request) -> web.StreamResponse:
    """A WebSocket, until either side closes it."""
    way = request.app[WAY]
    ours = web.WebSocketResponse(protocols=("xmpp",), max_msg_size=MESSAGE_BYTES)
    if not ours.can_prepare(request).ok:
        raise web.HTTPUpgradeRequired(headers={"Upgrade": "websocket"})
    try:
        theirs = await way.session.ws_connect(
            way.url("/ws/"),
            protocols=("xmpp",),
            max_msg_size=MESSAGE_BYTES,
            ssl=way.context,
            server_hostname=way.host,
        )
    except (aiohttp.ClientError, TimeoutError) as error:
        raise web.HTTPBadGateway(text=_gone(way, error)) from None
    async with theirs:
        await ours.prepare(request)
        pumps = {asyncio.create_task(_pump(ours, theirs)), asyncio.create_task(_pump(theirs, ours))}
        try:
            await asyncio.wait(pumps, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for pump in pumps:
                pump.cancel()
            await asyncio.gather(*pumps, return_exceptions=True)
            with contextlib.suppress(ConnectionError):
                await ours.close()
    return ours


async def tunnel(_request: web.Request) -> web.StreamResponse:
    return file_within(GADGETS / "tunnel", "tunnel.html")


async def tunnel_script(request: web.Request) -> web.StreamResponse:
    return file_within(GADGETS / "tunnel", request.match_info["path"], SCRIPTS)


async def shared_script(request: web.Request) -> web.StreamResponse:
    """What the tunnel's scripts share with the desktop's."""
    return file_within(GADGETS / "desktop", request.match_info["path"], SCRIPTS)


async def opened(app: web.Application) -> AsyncIterator[None]:
    """The connections are there while the application runs."""
    app[WAY] = Way(app)
    yield
    await app[WAY].close()


async def _pump(
    source: web.WebSocketResponse | aiohttp.ClientWebSocketResponse,
    target: web.WebSocketResponse | aiohttp.ClientWebSocketResponse,
) -> None:
    async for message in source:
        if message.type is not aiohttp.WSMsgType.TEXT:
            return
        try:
            await target.send_str(message.data)
        except ConnectionError:
            return


def _gone(way: Way, error: Exception) -> str:
    text = f"the notification service at {way.url('/')} does not answer: {error or type(error).__name__}"
    logger.warning("%s", text)
    return text


ROUTES = [
    *(
        web.route(method, path, http_bind)
        for path in ("/http-bind", "/http-bind/")
        for method in ("POST", "GET", "OPTIONS")
    ),
    web.get("/ws", websocket),
    web.get("/ws/", websocket),
    web.get("/tunnel/", tunnel),
    web.get("/tunnel/{path:[A-Za-z]+\\.js}", tunnel_script),
    web.get("/desktop/{path:(?:xmpp/[a-z_]+|connection|xml)\\.js}", shared_script),
]
