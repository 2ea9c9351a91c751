"""Composition root: one notification service, listening."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
import socket
import ssl
import string
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

from notification.accounts import Accounts, Passwords
from notification.axl import AxlDirectory
from notification.changes import FORGETFUL
from notification.host import Host
from notification.modules import FEATURES
from notification.router import Router, RouterLimits
from notification.settings import NotificationSettings
from notification.store.background_writer import BackgroundWriter
from notification.transports.bosh import BoshRules, BoshSessions
from notification.transports.cors import Cors
from notification.transports.door import Door
from notification.transports.http import HttpConnection, HttpLimits
from notification.transports.liveness import Patience
from notification.transports.tcp import HANDSHAKE_SECONDS, TcpLink
from notification.transports.web import Site
from notification.transports.websocket import WebSocketLink
from vos import centre, tls
from vos.address import Address
from vos.doors import open_files
from vos.service import listening

BACKLOG = 1024
SPARE_FILES = 100  # open files that are no connections
ID_BITS = 192  # asked for at once; many more than the letters hold, so that each is as likely as another
ID_LETTERS = string.ascii_lowercase + string.digits  # what Openfire's ids are made of
ID_LENGTH = 20  # twice as many as Openfire's: with a BOSH session's id anybody can speak for its user

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class NotificationService:
    """A running notification service."""

    addresses: dict[str, Address]
    host: Host
    bosh: BoshSessions

    @property
    def router(self) -> Router:
        """Who is online, and all nodes."""
        return self.host.router


@contextlib.asynccontextmanager
async def running(
    settings: NotificationSettings, passwords: Passwords | None = None
) -> AsyncIterator[NotificationService]:
    """Serve while inside. `passwords` stands in for the contact centre's accounts and AXL."""
    table = centre.read(settings.centre, "notification")
    service_user = table.get("service_user", str)
    context = tls.server_context(settings.certs, settings.certificate or settings.host)
    async with contextlib.AsyncExitStack() as stack:
        if passwords is None:
            directory = AxlDirectory(
                settings.axl,
                table.get("axl_user", str),
                table.get("axl_password", str),
                tls.client_context(settings.certs),
            )
            stack.push_async_callback(directory.close)
            service_password = table.get("service_password", str)
            passwords = Accounts(service_user, service_password, directory, settings.password_memory)
        writer: BackgroundWriter | None = None
        if settings.data is not None:
            writer = await stack.enter_async_context(
                BackgroundWriter.opened(settings.data, settings.host.lower())
            )
        tasks = await stack.enter_async_context(asyncio.TaskGroup())
        changes = writer.pending if writer is not None else FORGETFUL
        clock = asyncio.get_running_loop().time
        bounds = settings.strangers, settings.strangers_of_address
        router = Router(
            settings.host,
            service_user,
            _new_id,
            FEATURES,
            RouterLimits(settings.unread_bytes, settings.stanza_bytes),
            changes,
            clock,
            time.time,
        )
        host = Host(router, passwords, context, tasks, settings.connections, *bounds)
        stack.callback(host.close)
        if writer is not None:
            await writer.restore(router)
            host.run(writer.run(router, host.settle))
        stack.push_async_callback(host.say_farewell)
        open_files.allow(settings.connections + SPARE_FILES)
        addresses = {}
        bosh = BoshSessions(
            settings.connections, settings.stranger_sessions, settings.stranger_sessions_of_address
        )
        for name, (address, tls_context, connection) in _listeners(settings, host, bosh).items():
            seconds = min(HANDSHAKE_SECONDS, settings.sign_in, settings.request_seconds)
            addresses[name] = await _listen(stack, host, name, address, tls_context, connection, seconds)
        yield NotificationService(addresses, host, bosh)


def _listeners(
    settings: NotificationSettings, host: Host, bosh: BoshSessions
) -> dict[str, tuple[Address, ssl.SSLContext | None, Callable[[], asyncio.Protocol]]]:
    """Where to listen, with what TLS, and what serves a connection."""
    patience = Patience(settings.sign_in, settings.ping, settings.drop)
    rules = BoshRules(
        settings.wait,
        settings.inactivity,
        settings.maxpause,
        settings.polling,
        settings.requests,
        settings.sign_in_bytes,
        settings.sign_in,
    )
    limits = HttpLimits(
        settings.stanza_bytes, settings.unread_bytes, settings.request_seconds, settings.keep_alive
    )
    common = {"sign_in_limit": settings.sign_in_bytes, "stanza_limit": settings.stanza_bytes}

    def tcp(starttls: bool) -> TcpLink:
        return TcpLink(host, patience, settings.unread_bytes, **common, starttls=starttls)

    def websocket() -> WebSocketLink:
        return WebSocketLink(host, patience, settings.unread_bytes, **common)

    cors = Cors(settings.cors)
    site = Site(host, rules, websocket, bosh)

    def web(secure: bool) -> HttpConnection:
        return HttpConnection(host, site.serve, limits, cors, secure=secure)

    return {
        "c2s": (settings.c2s, None, lambda: tcp(settings.starttls)),
        "c2s_tls": (settings.c2s_tls, host.tls, lambda: tcp(False)),
        "http": (settings.http, None, lambda: web(False)),
        "https": (settings.https, host.tls, lambda: web(True)),
    }


async def _listen(
    stack: contextlib.AsyncExitStack,
    host: Host,
    name: str,
    address: Address,
    context: ssl.SSLContext | None,
    connection: Callable[[], asyncio.Protocol],
    seconds: float,
) -> Address:
    loop = asyncio.get_running_loop()
    async with listening(name, address):
        listener = (await loop.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM))[0]
        bound = socket.create_server(listener[4][:2], family=listener[0], backlog=BACKLOG)
    stack.callback(Door(host, bound, context, connection, seconds).close)
    return Address(address.host, bound.getsockname()[1])


def _new_id() -> str:
    number = secrets.randbits(ID_BITS)
    letters = []
    for _ in range(ID_LENGTH):
        number, rest = divmod(number, len(ID_LETTERS))
        letters.append(ID_LETTERS[rest])
    return "".join(letters)
