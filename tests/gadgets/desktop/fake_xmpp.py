"""The notification service's side of the wire, as little as a desktop meets: tunnel, WebSocket and BOSH.

Shapes as in RFC 7395, XEP-0124, XEP-0206 and the Finesse Web Services guide, Notifications.
"""

from __future__ import annotations

import asyncio
import base64
import itertools
from xml.sax.saxutils import escape, quoteattr

from aiohttp import WSMsgType, web
from lxml import etree

from vos.http.browser_modules import GADGETS, TUNNEL, modules

STREAMS = "http://etherx.jabber.org/streams"
HTTP_BIND = "http://jabber.org/protocol/httpbind"
PUBSUB = "http://jabber.org/protocol/pubsub"
BIND = "urn:ietf:params:xml:ns:xmpp-bind"
BEFORE = (
    f'<stream:features xmlns:stream="{STREAMS}"><mechanisms xmlns="urn:ietf:params:xml:ns:xmpp-sasl">'
    "<mechanism>PLAIN</mechanism></mechanisms></stream:features>"
)
AFTER = (
    f'<stream:features xmlns:stream="{STREAMS}"><bind xmlns="{BIND}"/>'
    '<session xmlns="urn:ietf:params:xml:ns:xmpp-session"><optional/></session></stream:features>'
)
CONFLICT = (
    f'<stream:error xmlns:stream="{STREAMS}">'
    '<conflict xmlns="urn:ietf:params:xml:ns:xmpp-streams"/></stream:error>'
)
PATIENCE = 30
PARSER = etree.XMLParser(resolve_entities=False, no_network=True)


TUNNEL_FILES = modules(TUNNEL)


class Conversation:
    """What is said in one stream once the framing is off: stanzas in, stanzas out."""

    def __init__(self, domain: str, passwords: dict[str, str]) -> None:
        self.domain = domain
        self.passwords = passwords
        self.user: str | None = None
        self.resource = ""
        self.available = False
        self.pings = 0
        self.pinged = asyncio.Event()
        self.asked: list[str] = []  # of nodes: what was asked, and of which

    def hear(self, stanza: etree._Element) -> list[str]:
        name = etree.QName(stanza).localname
        if name == "auth":
            _, user, password = base64.b64decode(stanza.text or "").decode().split("\0")
            if self.passwords.get(user) != password:
                return ['<failure xmlns="urn:ietf:params:xml:ns:xmpp-sasl"><not-authorized/></failure>']
            self.user = user
            return ['<success xmlns="urn:ietf:params:xml:ns:xmpp-sasl"/>']
        if name == "iq":
            return self.hear_iq(stanza)
        if name == "presence" and stanza.get("type") is None:
            self.available = True
            return [self.presence_of_finesse(available=True)]
        return []

    def hear_iq(self, iq: etree._Element) -> list[str]:
        head = f'<iq xmlns="jabber:client" type="result" id={quoteattr(iq.get("id") or "")}'
        if (bind := iq.find(f"{{{BIND}}}bind")) is not None:
            self.resource = bind.findtext(f"{{{BIND}}}resource") or "any"
            jid = f"{self.user}@{self.domain}/{self.resource}"
            return [f'{head}><bind xmlns="{BIND}"><jid>{jid}</jid></bind></iq>']
        pubsub = iq.find(f"{{{PUBSUB}}}pubsub")
        if pubsub is not None:
            self.asked += [f"{etree.QName(one).localname} {one.get('node')}" for one in pubsub]
            return [f'{head} from="pubsub.{self.domain}"/>']
        self.pings += 1
        self.pinged.set()
        self.pinged.clear()
        return [f'{head} from="{self.domain}"/>']

    def presence_of_finesse(self, *, available: bool) -> str:
        kind = "" if available else ' type="unavailable"'
        return f'<presence xmlns="jabber:client" from="finesse@{self.domain}/finesse"{kind}/>'


def event_message(domain: str, user: str, node: str, update: str) -> str:
    """A notification as the pubsub service delivers it; the Update document is escaped text."""
    return (
        f'<message xmlns="jabber:client" from="pubsub.{domain}" to="{user}@{domain}" id="QM0FAiNp">'
        f'<event xmlns="http://jabber.org/protocol/pubsub#event"><items node={quoteattr(node)}>'
        '<item id="0be528bc-744b-4c44-a9ed-b564c97397ba1"><notification xmlns="http://jabber.org/protocol/pubsub">'
        f"{escape(update)}</notification></item></items></event></message>"
    )


class Socket:
    """One desktop over a WebSocket."""

    def __init__(self, service: FakeNotificationService) -> None:
        self.service = service
        self.talk = Conversation(service.domain, service.passwords)
        self.socket = web.WebSocketResponse(protocols=("xmpp",))
        self.tasks: set[asyncio.Task[None]] = set()

    async def run(self, request: web.Request) -> web.StreamResponse:
        await self.socket.prepare(request)
        assert self.socket.ws_protocol == "xmpp"
        async for frame in self.socket:
            if frame.type is not WSMsgType.TEXT:
                break
            stanza = etree.fromstring(frame.data, PARSER)
            match etree.QName(stanza).localname:
                case "open":
                    await self.socket.send_str(
                        '<open xmlns="urn:ietf:params:xml:ns:xmpp-framing" version="1.0"'
                        f' from="{self.service.domain}" id="5x1w" xml:lang="en"/>'
                    )
                    await self.socket.send_str(AFTER if self.talk.user else BEFORE)
                case "close":
                    await self.socket.send_str('<close xmlns="urn:ietf:params:xml:ns:xmpp-framing"/>')
                    break
                case _ if not self.service.silent:
                    for answer in self.talk.hear(stanza):
                        await self.socket.send_str(answer)
        return self.socket

    def send(self, stanza: str) -> None:
        self._later(self.socket.send_str(stanza))

    def end(self, error: str | None) -> None:
        if error is not None:
            self.send(error)
            self.send('<close xmlns="urn:ietf:params:xml:ns:xmpp-framing"/>')
        self._later(self._close())

    async def _close(self) -> None:
        await self.socket.close()

    def _later(self, sending: object) -> None:
        task = asyncio.ensure_future(sending)  # type: ignore[arg-type, call-overload]
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)


class Bosh:
    """One desktop over BOSH: requests in rid order, one held, the older answered when a newer comes."""

    WAIT = 30

    def __init__(self, service: FakeNotificationService, rid: int) -> None:
        self.service = service
        self.talk = Conversation(service.domain, service.passwords)
        self.last_rid = rid
        self.queue: list[str] = []
        self.held: asyncio.Future[None] | None = None
        self.terminated: str | None = None
        self.most_open = 0
        self.open = 0

    def send(self, stanza: str) -> None:
        self.queue.append(stanza)
        self.release()

    def end(self, error: str | None) -> None:
        condition = ' condition="remote-stream-error"' if error else ' condition="system-shutdown"'
        self.service.desktops.remove(self)
        self.terminated = f'<body xmlns="{HTTP_BIND}" type="terminate"{condition}>{error or ""}</body>'
        self.release()

    def release(self) -> None:
        if self.held is not None and not self.held.done():
            self.held.set_result(None)

    async def answer(self, body: etree._Element) -> str:
        assert int(body.get("rid") or 0) == self.last_rid + 1, "rids grow by one"
        self.last_rid += 1
        self.open += 1
        self.most_open = max(self.most_open, self.open)
        try:
            if body.get("{urn:xmpp:xbosh}restart") == "true":
                self.queue.append(AFTER)
            for stanza in body:
                self.queue += [] if self.service.silent else self.talk.hear(stanza)
            self.release()
            if body.get("type") == "terminate":
                self.service.desktops.remove(self)
                return f'<body xmlns="{HTTP_BIND}" type="terminate"/>'
            if not self.queue and self.terminated is None:
                self.held = asyncio.get_running_loop().create_future()
                await asyncio.wait([self.held], timeout=self.WAIT)
            if self.terminated is not None:
                return self.terminated
            sent, self.queue = self.queue, []
            return f'<body xmlns="{HTTP_BIND}">{"".join(sent)}</body>'
        finally:
            self.open -= 1


class FakeNotificationService:
    """Both transports on one listener; `publish` reaches every desktop of a user."""

    def __init__(self, domain: str, passwords: dict[str, str]) -> None:
        self.domain = domain
        self.passwords = passwords
        self.desktops: list[Socket | Bosh] = []
        self.sessions: dict[str, Bosh] = {}
        self.numbers = itertools.count()
        self.ended: dict[str, str] = {}  # what is still to be said of sessions that are over
        self.down = False
        self.pages = True  # whether it serves the tunnel
        self.silent = False

    def app(self) -> web.Application:
        app = web.Application()
        app.add_routes([*self.routes(), web.options("/http-bind/", self.preflight)])
        app.add_routes([web.get(path, self.tunnel) for path in ("/tunnel/", *TUNNEL_FILES)])
        return app

    def routes(self) -> list[web.RouteDef]:
        return [web.get("/ws/", self.websocket), web.post("/http-bind/", self.http_bind)]

    async def websocket(self, request: web.Request) -> web.StreamResponse:
        if self.down:
            raise web.HTTPServiceUnavailable
        desktop = Socket(self)
        self.desktops.append(desktop)
        try:
            return await desktop.run(request)
        finally:
            self.desktops.remove(desktop)

    async def tunnel(self, request: web.Request) -> web.StreamResponse:
        if not self.pages:
            raise web.HTTPServiceUnavailable
        return web.FileResponse(TUNNEL_FILES.get(request.path, GADGETS / "tunnel" / "tunnel.html"))

    async def preflight(self, _request: web.Request) -> web.Response:
        return web.Response(headers=CORS)

    async def http_bind(self, request: web.Request) -> web.Response:
        body = etree.fromstring(await request.read(), PARSER)
        sid = body.get("sid")
        ended = self.ended.pop(sid or "", None)  # between two polls: the next is told
        if ended is not None:
            return reply(ended)
        if self.down:
            return web.Response(status=503, headers=CORS)
        if sid is None:
            rid = int(body.get("rid") or 0)
            session = Bosh(self, rid)
            sid = f"s{next(self.numbers)}"
            self.sessions[sid] = session
            self.desktops.append(session)
            return reply(
                f'<body xmlns="{HTTP_BIND}" xmlns:stream="{STREAMS}" from="{self.domain}" sid="{sid}"'
                f' authid="{sid}" secure="true" requests="2" inactivity="60" polling="5"'
                f' wait="30" hold="1" ack="{rid}" maxpause="300" ver="1.6">{BEFORE}</body>'
            )
        if sid not in self.sessions:
            return web.Response(status=404, headers=CORS)
        return reply(await self.sessions[sid].answer(body))

    def publish(self, user: str, node: str, update: str) -> None:
        for desktop in list(self.desktops):
            if desktop.talk.user == user and desktop.talk.available:
                desktop.send(event_message(self.domain, user, node, update))

    @property
    def asked(self) -> list[str]:
        """What the desktops that are there asked of nodes."""
        return [one for desktop in self.desktops for one in desktop.talk.asked]

    async def hears(self, wanted: str) -> None:
        """Wait until that was asked."""
        async with asyncio.timeout(PATIENCE):
            while wanted not in self.asked:
                await asyncio.sleep(0.01)

    def say(self, stanza: str) -> None:
        for desktop in list(self.desktops):
            desktop.send(stanza)

    def end_all(self, error: str | None = None) -> None:
        """End every desktop's connection: with a stream error, or without a word."""
        for desktop in list(self.desktops):
            desktop.end(error)
        for sid, session in self.sessions.items():
            if session.terminated is not None and not session.open:
                self.ended[sid] = session.terminated
        self.sessions.clear()


CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Content-Type",
}


def reply(body: str) -> web.Response:
    return web.Response(text=body, content_type="text/xml", headers=CORS)
