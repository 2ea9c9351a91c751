"""A Finesse server that does what a test tells it: REST, the real pages, and notifications."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import datetime
import json
import ssl
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from xml.sax.saxutils import escape

from aiohttp import web
from lxml import etree

from certs.make import ensure
from finesse import pages
from finesse.model.configuration.layout_config import default_layout
from finesse.pages.settings import CONTAINER_SCRIPT, PageSettings, Transport, Tunnel
from finesse.shindig import scripts
from finesse.shindig.features import Library
from finesse.shindig.scripts import SCRIPTS, Scripts
from tests.gadgets.desktop.fake_xmpp import FakeNotificationService
from vos.http.browser_modules import GADGETS

DOMAIN = "localhost"
REASONS = {"NOT_READY": [(1, "Break"), (2, "Lunch"), (3, "Training")], "LOGOUT": [(7, "End of shift")]}
SYSTEM = {"Call Not Answered": 32763, "Supervisor Initiated": 22}  # the system's own reasons, by their labels
CONTACTS = [("Front", "Desk", "1101", "Supervisor"), ("Sales", "Line", "6002", "The queue")]


def now(ahead: float = 0) -> str:
    """The time as Finesse writes it; `ahead` seconds from now."""
    moment = datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=ahead)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


@dataclass(frozen=True)
class Party:
    """Somebody else on a call."""

    address: str
    state: str = "ACTIVE"
    agent: bool = False

    @property
    def xml(self) -> str:
        return (
            f"<Participant><actions/><mediaAddress>{escape(self.address)}</mediaAddress>"
            f"<mediaAddressType>{'AGENT_DEVICE' if self.agent else ''}</mediaAddressType>"
            f"<startTime>{now()}</startTime><state>{self.state}</state><stateCause></stateCause>"
            f"<stateChangeTime>{now()}</stateChangeTime></Participant>"
        )


@dataclass(frozen=True)
class Call:
    """A dialog as the test tells it; `actions`, `state` and `cause` are the agent's."""

    id: str = "16777217"
    caller: str = "5551234"
    dialled: str = "6001"
    state: str = "ALERTING"
    actions: tuple[str, ...] = ("ANSWER",)
    variables: dict[str, str] = field(default_factory=dict)
    queue: str = "Support_CSQ"
    outgoing: bool = False
    started: str = field(default_factory=now)
    call_type: str = ""
    cause: str = ""
    about: str = ""  # the call that this one is a consultation about
    parties: tuple[Party, ...] = ()  # in place of the one at the other end
    wrap_ups: tuple[str, ...] = ()

    def xml(self, tag: str, extension: str) -> str:
        caller = extension if self.outgoing else escape(self.caller)
        call_type = self.call_type or ("OUT" if self.outgoing else "ACD_IN")
        variables = "".join(
            f"<CallVariable><name>{escape(name)}</name><value>{escape(value)}</value></CallVariable>"
            for name, value in self.variables.items()
        )
        actions = "".join(f"<action>{action}</action>" for action in self.actions)
        parties = self.parties or (Party(self.dialled if self.outgoing else self.caller),)
        about = f"/finesse/api/Dialog/{self.about}" if self.about else ""
        items = "".join(f"<wrapUpItem>{escape(reason)}</wrapUpItem>" for reason in self.wrap_ups)
        return (
            f"<{tag}><associatedDialogUri>{about}</associatedDialogUri>"
            f"<fromAddress>{caller}</fromAddress><id>{self.id}</id>"
            f"<mediaProperties><DNIS>{self.dialled}</DNIS><callType>{call_type}</callType>"
            f"<callvariables>{variables}</callvariables><queueName>{escape(self.queue)}</queueName>"
            f"<wrapUpItems>{items}</wrapUpItems></mediaProperties>"
            f"<mediaType>Voice</mediaType><participants><Participant><actions>{actions}</actions>"
            f"<mediaAddress>{extension}</mediaAddress><mediaAddressType>AGENT_DEVICE</mediaAddressType>"
            f"<startTime>{self.started}</startTime><state>{self.state}</state><stateCause>{self.cause}</stateCause>"
            f"<stateChangeTime>{now()}</stateChangeTime></Participant>"
            f"{''.join(party.xml for party in parties)}</participants>"
            f"<state>{self.state}</state><toAddress>{self.dialled}</toAddress>"
            f"<uri>/finesse/api/Dialog/{self.id}</uri></{tag}>"
        )


@dataclass
class FakeGadget:
    """A gadget as the test has it: what is in its body, and what it asks for."""

    body: str = "<p>here</p>"
    title: str = ""
    features: dict[str, dict[str, str]] = field(default_factory=dict)
    waits: asyncio.Event | None = None
    """Its document is sent when this is set."""


class FakeFinesse:
    """One agent, `agent1`, whose requests are recorded in `requests` as (method, path, {element: text})."""

    def __init__(self) -> None:
        self.notifications = FakeNotificationService(DOMAIN, {"agent1": "finesse"})
        self.state, self.reason, self.extension, self.pending = "LOGOUT", "", "", ""
        self.ahead = 0.0  # seconds by which this server's clock is fast
        self.since = now()
        self.calls: dict[str, Call] = {}
        self.wrap_up = "REQUIRED"  # on incoming calls
        self.wrap_up_seconds = 0
        self.wrap_up_reasons: list[str] = []
        self.reasons = {category: list(reasons) for category, reasons in REASONS.items()}
        self.requests: list[tuple[str, str, dict[str, str]]] = []
        self.in_service = True
        self.phone_books = True
        self.client_logs = False
        self.queues = ""  # the elements of <Queues>
        self.layouts = ""  # the elements of <MediaPropertiesLayouts>
        self.workflows = ""  # the elements of <Workflows>
        self.proxied: list[dict[str, str]] = []  # the forms that came to /gadgets/makeRequest
        self.layout = default_layout()  # of the desktop
        self.roles = ["Agent"]
        self.gadgets: dict[str, FakeGadget] = {}  # by address
        self.rendered: list[tuple[str, dict[str, str]]] = []  # address, and the query of its frame
        self.answers: dict[str, int] = {}  # HTTP status to refuse a state or an action with
        self.silent: set[str] = set()  # states and actions that are accepted and then forgotten
        self.address = ""

    def app(self, settings: PageSettings) -> web.Application:
        app = web.Application()
        if settings.tunnel == "finesse":
            app.add_routes(self.notifications.routes())  # as this port passes it on
        user = "/finesse/api/User/{id}"
        app.add_routes(
            [
                web.get("/finesse/api/SystemInfo", self.system_info),
                web.get(user, self.get_user),
                web.put(user, self.put_user),
                web.get(f"{user}/Dialogs", self.get_dialogs),
                web.post(f"{user}/Dialogs", self.post_dialogs),
                web.get(f"{user}/ReasonCodes", self.get_reasons),
                web.get(f"{user}/WrapUpReasons", self.get_wrap_up_reasons),
                web.get(f"{user}/MediaPropertiesLayouts", self.get_layouts),
                web.get(f"{user}/LayoutConfig", self.get_layout),
                web.get(f"{user}/Workflows", self.get_workflows),
                web.post("/gadgets/makeRequest", self.make_request),
                web.get(f"{user}/Queues", self.get_queues),
                web.get("/finesse/api/Team/{id}/TeamMessages", self.get_team_messages),
                web.put("/finesse/api/Dialog/{dialog}", self.put_dialog),
                web.post(f"{user}/ClientLog", self.post_client_log),
            ]
        )
        features = Scripts(Library.of(GADGETS / "features"))
        app[SCRIPTS], app[CONTAINER_SCRIPT] = features, features.for_the_desktop()
        app.add_routes([*scripts.ROUTES, web.get("/gadgets/ifr", self.get_gadget)])
        if self.phone_books:
            app.add_routes([web.get(f"{user}/PhoneBooks", self.get_phone_books)])
        pages.setup(app, settings)
        return app

    # What a test makes happen

    def become(self, state: str, reason: str = "", pending: str = "", request_id: str = "") -> None:
        """The agent's state changes, whoever caused it."""
        if (state, reason) != (self.state, self.reason):
            self.since = now(self.ahead)
        self.state, self.reason, self.pending = state, reason, pending
        self.notify("/finesse/api/User/agent1", "PUT", self.user("user"), request_id=request_id)

    def ring(self, call: Call) -> None:
        self.become("RESERVED")
        self.tell_call(call, "POST")

    def tell_call(self, call: Call, event: str = "PUT") -> None:
        node = "/finesse/api/User/agent1/Dialogs"
        if event == "PUT":
            self.calls[call.id] = call
            source = f"/finesse/api/Dialog/{call.id}"
            self.notify(node, event, call.xml("dialog", self.extension), source=source)
            return
        if event == "POST":
            self.calls[call.id] = call
        else:
            del self.calls[call.id]
        self.notify(node, event, f"<dialogs>{call.xml('Dialog', self.extension)}</dialogs>")

    def fail(
        self, node: str, source: str, error_type: str, message: str, data: int, request_id: str = ""
    ) -> None:
        error = (
            f"<apiErrors><apiError><errorType>{error_type}</errorType><errorMessage>{message}</errorMessage>"
            f"<errorData>{data}</errorData></apiError></apiErrors>"
        )
        self.notify(node, "put", error, source=source, request_id=request_id)

    def notify(self, node: str, event: str, data: str, source: str = "", request_id: str = "") -> None:
        self.notifications.publish(
            "agent1",
            node,
            f"<Update>\n  <data>{data}</data>\n  <event>{event}</event>\n"
            f"  <requestId>{request_id}</requestId>\n"
            f"  <source>{source or node}</source>\n</Update>",
        )

    def service(self, in_service: bool) -> None:
        self.in_service = in_service
        self.notify("/finesse/api/SystemInfo", "PUT", self.system_info_xml("systemInfo"))

    # REST

    async def system_info(self, _request: web.Request) -> web.Response:
        return xml(self.system_info_xml("SystemInfo"))

    def system_info_xml(self, tag: str) -> str:
        return (
            f"<{tag}><currentTimestamp>{now(self.ahead)}</currentTimestamp><deploymentType>UCCX</deploymentType>"
            f"<status>{'IN_SERVICE' if self.in_service else 'OUT_OF_SERVICE'}</status>"
            f"<xmppDomain>{DOMAIN}</xmppDomain><xmppPubSubDomain>pubsub.{DOMAIN}</xmppPubSubDomain></{tag}>"
        )

    async def get_user(self, request: web.Request) -> web.Response:
        self.let_in(request)
        if request.match_info["id"] != "agent1":
            raise refusal(404, "User Not Found", "UNKNOWN_USER", request.match_info["id"])
        return xml(self.user("User"))

    def user(self, tag: str) -> str:
        code = SYSTEM.get(self.reason)
        system = f"<code>{code}</code><systemCode>true</systemCode>" if code else ""
        reason = (
            f"<reasonCode><label>{escape(self.reason)}</label>{system}</reasonCode>" if self.reason else ""
        )
        roles = "".join(f"<role>{role}</role>" for role in self.roles)
        return (
            f"<{tag}><dialogs>/finesse/api/User/agent1/Dialogs</dialogs><extension>{self.extension}</extension>"
            "<firstName>Anna</firstName><lastName>Keller</lastName><loginId>agent1</loginId>"
            f"<loginName>agent1</loginName><mediaType>1</mediaType><pendingState>{self.pending}</pendingState>{reason}"
            f"<roles>{roles}</roles><settings><wrapUpOnIncoming>{self.wrap_up}</wrapUpOnIncoming></settings>"
            f"<state>{self.state}</state><stateChangeTime>{self.since}</stateChangeTime>"
            f"<teamId>1</teamId><teamName>Support</teamName><uri>/finesse/api/User/agent1</uri>"
            f"<wrapUpTimer>{self.wrap_up_seconds}</wrapUpTimer></{tag}>"
        )

    async def put_user(self, request: web.Request) -> web.Response:
        body = await self.command(request)
        state, request_id = body["state"], request.headers["requestId"]
        if state in self.silent:
            return web.Response(status=202)
        if state == "LOGIN" and not body["extension"].isdigit():
            raise refusal(400, "Bad Request", "", "extension")
        if state == "LOGIN" and body["extension"].startswith("9"):
            node = "/finesse/api/User/agent1"
            self.fail(node, node, "Invalid Device", "CF_INVALID_LOGON_DEVICE_SPECIFIED", 260, request_id)
        elif state == "LOGIN":
            if self.state == "LOGOUT":
                self.extension = body["extension"]
                self.become("NOT_READY", request_id=request_id)
        else:
            category = "LOGOUT" if state == "LOGOUT" else "NOT_READY"
            labels = {str(id): label for id, label in self.reasons[category]}
            reason = labels.get(body.get("reasonCodeId", ""), "")
            if self.state == "TALKING":
                self.become("TALKING", pending=state, request_id=request_id)
            else:
                self.become(state, reason, request_id=request_id)
        return web.Response(status=202, headers={"requestId": request_id})

    async def get_dialogs(self, request: web.Request) -> web.Response:
        self.let_in(request)
        dialogs = "".join(call.xml("Dialog", self.extension) for call in self.calls.values())
        return xml(f"<Dialogs>{dialogs}</Dialogs>")

    async def post_dialogs(self, request: web.Request) -> web.Response:
        body = await self.command(request)
        if body["requestedAction"] not in self.silent:
            call = Call(
                id="16777300", dialled=body["toAddress"], state="INITIATED", actions=("DROP",), outgoing=True
            )
            self.tell_call(call, "POST")
        return web.Response(status=202)

    async def post_client_log(self, request: web.Request) -> web.Response:
        if not self.client_logs:
            raise refusal(503, "Service Unavailable", "", "")
        await self.command(request)
        return web.Response(status=202)

    async def put_dialog(self, request: web.Request) -> web.Response:
        body = await self.command(request)
        action, call = body["requestedAction"], self.calls[request.match_info["dialog"]]
        if action in self.silent:
            return web.Response(status=202)
        if action == "ANSWER":
            self.tell_call(replace(call, state="ACTIVE", actions=("HOLD", "DROP")))
            self.become("TALKING")
        elif action == "UPDATE_CALL_DATA":
            self.tell_call(changed(call, etree.fromstring(await request.read())))
        elif action in ("HOLD", "RETRIEVE"):
            held = action == "HOLD"
            actions = ("RETRIEVE", "DROP") if held else ("HOLD", "DROP")
            self.tell_call(replace(call, state="HELD" if held else "ACTIVE", actions=actions))
        elif action == "DROP":
            self.tell_call(
                replace(call, state="DROPPED", actions=()), "DELETE"
            )  # capture, CCE 10.5: this alone
            self.become("NOT_READY" if call.outgoing else "READY")
        return web.Response(status=202)

    async def get_reasons(self, request: web.Request) -> web.Response:
        self.let_in(request)
        category = request.query["category"]
        reasons = "".join(
            f"<ReasonCode><uri>/finesse/api/ReasonCode/{id}</uri><category>{category}</category><code>{id}</code>"
            f"<label>{escape(label)}</label><forAll>true</forAll><systemCode>false</systemCode></ReasonCode>"
            for id, label in self.reasons[category]
        )
        return xml(f'<ReasonCodes category="{category}">{reasons}</ReasonCodes>')

    async def get_wrap_up_reasons(self, request: web.Request) -> web.Response:
        self.let_in(request)
        reasons = "".join(
            f"<WrapUpReason><uri>/finesse/api/User/agent1/WrapUpReason/{number}</uri>"
            f"<label>{escape(label)}</label><forAll>true</forAll></WrapUpReason>"
            for number, label in enumerate(self.wrap_up_reasons)
        )
        return xml(f"<WrapUpReasons>{reasons}</WrapUpReasons>")

    async def get_layouts(self, request: web.Request) -> web.Response:
        self.let_in(request)
        return xml(f"<MediaPropertiesLayouts>{self.layouts}</MediaPropertiesLayouts>")

    async def get_layout(self, request: web.Request) -> web.Response:
        self.let_in(request)
        return xml(f"<LayoutConfig><layoutxml>{escape(self.layout)}</layoutxml></LayoutConfig>")

    async def get_workflows(self, request: web.Request) -> web.Response:
        self.let_in(request)
        return xml(f"<Workflows>{self.workflows}</Workflows>")

    async def make_request(self, request: web.Request) -> web.Response:
        form = {name: str(value) for name, value in (await request.post()).items()}
        form["Authorization"] = request.headers.get("Authorization", "")
        self.proxied.append(form)
        told = json.dumps({form["url"]: {"rc": 201, "body": ""}})
        return web.Response(text=f"throw 1; < don't be evil' >{told}")

    async def get_queues(self, request: web.Request) -> web.Response:
        self.let_in(request)
        return xml(f"<Queues>{self.queues}</Queues>")

    async def get_team_messages(self, request: web.Request) -> web.Response:
        self.let_in(request)
        return xml("<TeamMessages></TeamMessages>")

    async def get_gadget(self, request: web.Request) -> web.Response:
        address = request.query["url"]
        self.rendered.append((address, dict(request.query)))
        gadget = self.gadgets.get(address)
        if gadget is None:
            text = '<!doctype html><html data-gadget-error="notFound"><main><p>Not there.</p><p>Check it.</p>'
            return web.Response(text=text, content_type="text/html", status=404)
        if gadget.waits is not None:
            await gadget.waits.wait()
        names = ":".join(["pubsub-2", "dynamic-height", "settitle", "setprefs", "views", *gadget.features])
        setup = json.dumps({"core.util": gadget.features, "core.io": {}, "rpc": {}, "views": {}})
        return web.Response(
            text=f"<!doctype html><html lang=en><title>{escape(gadget.title)}</title>"
            f"<script src='/gadgets/js/{names}.js?c=0'></script><script>gadgets.config.init({setup})</script>"
            f"<body>{gadget.body}<script>gadgets.util.runOnLoadHandlers()</script>",
            content_type="text/html",
        )

    async def get_phone_books(self, request: web.Request) -> web.Response:
        self.let_in(request)
        contacts = "".join(
            f"<Contact><firstName>{first}</firstName><lastName>{last}</lastName><phoneNumber>{number}</phoneNumber>"
            f"<description>{note}</description></Contact>"
            for first, last, number, note in CONTACTS
        )
        return xml(
            f"<PhoneBooks><PhoneBook><contacts>{contacts}</contacts><name>House</name></PhoneBook></PhoneBooks>"
        )

    async def command(self, request: web.Request) -> dict[str, str]:
        self.let_in(request)
        body = {child.tag: child.text or "" for child in etree.fromstring(await request.read())}
        self.requests.append((request.method, request.path, body))
        if status := self.answers.get(body.get("requestedAction", body.get("state", ""))):
            raise refusal(status, "Invalid State", "not now", "")
        return body

    def let_in(self, request: web.Request) -> None:
        given = request.headers.get("Authorization", "")
        if given not in ACCOUNTS:
            raise web.HTTPUnauthorized(headers={"WWW-Authenticate": 'Basic realm="Finesse"'})
        if not self.in_service:
            raise web.HTTPServiceUnavailable

    def sent(self, **wanted: str) -> bool:
        """Whether a request with these elements has come."""
        return any(wanted.items() <= body.items() for _, _, body in self.requests)


# Whose password is right; the administrator is no user.
ACCOUNTS = [
    "Basic " + base64.b64encode(f"{name}:finesse".encode()).decode() for name in ("agent1", "administrator")
]


def changed(call: Call, body: etree._Element) -> Call:
    """The call with the wrap-up reasons and variables that a request gives."""
    listed = body.find(".//wrapUpItems")
    reasons = call.wrap_ups if listed is None else tuple(each.text or "" for each in listed)
    given = {
        each.findtext("name", ""): each.findtext("value", "") for each in body.iterfind(".//CallVariable")
    }
    return replace(call, wrap_ups=reasons, variables=call.variables | given)


REFUSALS = {400: web.HTTPBadRequest, 404: web.HTTPNotFound, 503: web.HTTPServiceUnavailable}


def refusal(status: int, error_type: str, message: str, data: str) -> web.HTTPException:
    """An answer with the words of the API."""
    words = (("ErrorType", error_type), ("ErrorData", data), ("ErrorMessage", message))
    error = "".join(f"<{name}>{escape(word)}</{name}>" for name, word in words)
    return REFUSALS[status](text=f"<ApiErrors><ApiError>{error}</ApiError></ApiErrors>")


def xml(text: str) -> web.Response:
    return web.Response(text=text, content_type="application/xml")


@contextlib.asynccontextmanager
async def serving(
    fake: FakeFinesse, certs: Path, transport: Transport, ping: float = 10, tunnel: Tunnel = "notification"
) -> AsyncIterator[FakeFinesse]:
    """Serve on free ports of localhost, over TLS; `fake.address` is then the server's."""
    ensure(certs, "localhost", ["localhost", "127.0.0.1"])
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certs / "localhost.pem", certs / "localhost.key")
    async with contextlib.AsyncExitStack() as stack:
        port = await listen(stack, fake.notifications.app(), context)
        settings = PageSettings(transport, port, ping, reconnect=(0.1, 0.3, 0.3), probe=0.2, tunnel=tunnel)
        fake.address = f"https://localhost:{await listen(stack, fake.app(settings), context)}"
        yield fake
        fake.notifications.end_all()


async def listen(stack: contextlib.AsyncExitStack, app: web.Application, context: ssl.SSLContext) -> int:
    runner = web.AppRunner(app, shutdown_timeout=1)
    await runner.setup()
    stack.push_async_callback(runner.cleanup)
    site = web.TCPSite(runner, "127.0.0.1", 0, ssl_context=context)
    await site.start()
    return runner.addresses[0][1]
