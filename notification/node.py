"""Composition root: one notification service, listening."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
import socket
import ssl
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

from notification.accounts import Accounts, Passwords
from notification.axl import AxlDirectory
from notification.host import Host
from notification.router import Router
from notification.settings import Settings
from notification.store.journal import FORGETFUL
from notification.store.keeper import Keeper
from notification.transports.bosh import Rules
from notification.transports.cors import Cors
from notification.transports.door import Door
from notification.transports.http import HttpConnection, HttpLimits
from notification.transports.liveness import Patience
from notification.transports.tcp import HANDSHAKE_SECONDS, TcpLink
from notification.transports.web import Site
from notification.transports.websocket import WebSocketLink
from vos import centre, open_files, tls
from vos.address import Address
from vos.service import listening

BACKLOG = 1024
SPARE_FILES = 100  # open files that are no connections

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Notification:
    """A running notification service."""

    addresses: dict[str, Address]
    host: Host

    @property
    def router(self) -> Router:
        """Who is online, and all nodes."""
        return self.host.router


@contextlib.asynccontextmanager
async def running(settings: Settings, passwords: Passwords | None = None) -> AsyncIterator[Notification]:
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
        keeper: Keeper | None = None
        if settings.data is not None:
            keeper = await stack.enter_async_context(Keeper.opened(settings.data, settings.host.lower()))
        tasks = await stack.enter_async_context(asyncio.TaskGroup())
        changes = keeper.journal if keeper is not None else FORGETFUL
        router = Router(settings.host, service_user, _new_id, settings.unread_bytes, changes)
        host = Host(router, passwords, context, tasks, settings.connections)
        stack.callback(host.close)
        if keeper is not None:
            await keeper.restore(router)
            host.run(keeper.run(router, host.settle))
        stack.push_async_callback(host.say_farewell)
        open_files.allow(settings.connections + SPARE_FILES)
        addresses = {}
        for name, (address, secured, connection) in _listeners(settings, host).items():
            addresses[name] = await _listen(
                stack, host, name, address, context if secured else None, connection
            )
        yield Notification(addresses, host)


def _listeners(
    settings: Settings, host: Host
) -> dict[str, tuple[Address, bool, Callable[[], asyncio.Protocol]]]:
    """Where to listen, whether with TLS, and what serves a connection."""
    patience = Patience(settings.sign_in, settings.ping, settings.drop)
    rules = Rules(
        settings.wait,
        settings.inactivity,
        settings.maxpause,
        settings.polling,
        settings.requests,
        settings.sign_in_bytes,
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
    site = Site(host, rules, websocket, settings.connections)

    def web(secure: bool) -> HttpConnection:
        return HttpConnection(host, site.serve, limits, cors, secure=secure)

    return {
        "c2s": (settings.c2s, False, lambda: tcp(settings.starttls)),
        "c2s_tls": (settings.c2s_tls, True, lambda: tcp(False)),
        "http": (settings.http, False, lambda: web(False)),
        "https": (settings.https, True, lambda: web(True)),
    }


async def _listen(
    stack: contextlib.AsyncExitStack,
    host: Host,
    name: str,
    address: Address,
    context: ssl.SSLContext | None,
    connection: Callable[[], asyncio.Protocol],
) -> Address:
    loop = asyncio.get_running_loop()
    async with listening(name, address):
        if context is None:
            server = await loop.create_server(connection, address.host, address.port, backlog=BACKLOG)
            stack.callback(server.close)
            return Address(address.host, server.sockets[0].getsockname()[1])
        listener = (await loop.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM))[0]
        bound = socket.create_server(listener[4][:2], family=listener[0], backlog=BACKLOG)
    stack.callback(Door(host, bound, context, connection, HANDSHAKE_SECONDS).close)
    return Address(address.host, bound.getsockname()[1])


def _new_id() -> str:
    return secrets.token_hex(10)
