"""Connections to the notification service: made when needed, kept for the next request, closed when idle."""

from __future__ import annotations

import asyncio
import logging
import ssl
from typing import Protocol, cast

import httptools

from vos.address import Address
from vos.doors import open_files
from vos.doors.places import neighbourhood
from vos.http.sites import Sites

CONNECTIONS = 10_000
OF_AN_ADDRESS = 0.75  # of them one address may use
SPARE_FILES = 1_000  # open files that are no connection of the pool or of its clients
CONNECTS_AT_ONCE = 100
CONNECT_SECONDS = 10.0
ANSWER_SECONDS = 330.0  # longer than the notification service holds a request
IDLE_SECONDS = 60.0  # less than the notification service keeps an unused connection
SWEEP_SECONDS = 15.0

BAD_GATEWAY, UNAVAILABLE, GATEWAY_TIMEOUT = 502, 503, 504

logger = logging.getLogger(__name__)


class Client(Protocol):
    """Who has asked for something, and hears of it. `upstream` has taken the request."""

    upstream: Upstream | None

    def heard(self, data: bytes) -> None:
        """Bytes of the answer, or of the other protocol that the connection has become."""

    def answered(self, *, keep: bool) -> None:
        """The answer is complete; `keep` is whether it lets the client's connection stay."""

    def switched(self) -> None:
        """The answer was 101: what comes from now on is no HTTP."""

    def lost(self, status: int, reason: str) -> None:
        """There will be no answer, or no more of it."""

    def pause_reading(self) -> None:
        """The notification service does not read what the client has sent."""

    def resume_reading(self) -> None:
        """It reads again."""


class Upstream(asyncio.Protocol):
    """One connection to the notification service: for a request at a time, or a WebSocket."""

    __slots__ = (
        "client", "complete", "fresh", "keep", "parser", "pool", "request", "since", "spliced", "transport",
    )  # fmt: skip

    def __init__(self, pool: Pool) -> None:
        self.pool = pool
        self.client: Client | None = None
        self.transport: asyncio.Transport | None = None
        self.parser = httptools.HttpResponseParser(self)
        self.request = b""  # until the first byte of its answer
        self.fresh = True  # no request was answered here yet
        self.complete = False
        self.keep = False  # after that answer
        self.spliced = False
        self.since = 0.0  # when its request was sent, or it became idle

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)  # uvloop's are no subclass

    def send(self, client: Client, request: bytes) -> None:
        """Ask on behalf of a client."""
        assert self.transport is not None
        self.client = client
        client.upstream = self
        self.request = request
        self.since = self.pool.loop.time()
        self.transport.write(request)

    def data_received(self, data: bytes) -> None:
        client = self.client
        if self.spliced:
            if client is not None:
                client.heard(data)
            return
        if client is None:  # it says something that nobody has asked for
            self.abort()
            return
        self.request = b""
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            self.spliced = True
            client.heard(data)
            client.switched()
            return
        except httptools.HttpParserError:
            self._fail(BAD_GATEWAY, "it does not answer in HTTP")
            return
        client.heard(data)
        if self.complete:
            self.complete = False
            self.client = client.upstream = None
            keep = self.keep
            if keep:
                self.pool.give_back(self)
            else:
                self.abort()
            client.answered(keep=keep)

    def on_message_complete(self) -> None:
        self.complete = True
        self.keep = self.parser.should_keep_alive()  # later it has forgotten

    def eof_received(self) -> None:
        """Half a connection is none: let it be closed."""

    def connection_lost(self, error: Exception | None) -> None:
        self.transport = None
        del self.parser  # which refers back: together they would stay until garbage is looked for
        self.pool.forget(self)
        client = self._released()
        if client is None:
            return
        if self.request and not self.fresh:  # an idle connection can end while it is chosen
            self.pool.ask(client, self.request)
        else:
            client.lost(BAD_GATEWAY, str(error) if error else "it has closed the connection")

    def pause_writing(self) -> None:
        if self.spliced and self.client is not None:
            self.client.pause_reading()

    def resume_writing(self) -> None:
        if self.spliced and self.client is not None:
            self.client.resume_reading()

    def overdue(self) -> None:
        """It has not answered in time."""
        self._fail(GATEWAY_TIMEOUT, f"no answer in {ANSWER_SECONDS:.0f} s")

    def abort(self) -> None:
        if self.transport is not None:
            self.transport.abort()

    def _fail(self, status: int, reason: str) -> None:
        client = self._released()
        self.abort()
        if client is not None:
            client.lost(status, reason)

    def _released(self) -> Client | None:
        """Whose it was."""
        client, self.client = self.client, None
        if client is not None:
            client.upstream = None
        return client


class Pool:
    """All connections to the notification service, of all clients."""

    def __init__(
        self,
        address: Address,
        host: str,
        context: ssl.SSLContext | None,
        connections: int = CONNECTIONS,
        idle_seconds: float = IDLE_SECONDS,
        sites: Sites | None = None,
    ) -> None:
        """`host` is the name that the service's certificate is for, `sites` are this node's."""
        self.loop = asyncio.get_running_loop()
        self.address = address
        self.host = host
        self.sites = sites or Sites((host,))
        files = open_files.allow(2 * connections + SPARE_FILES)
        self.connections = min(connections, files * 2 // 5)  # a file for each side, and some for the rest
        self.of_an_address = max(1, int(self.connections * OF_AN_ADDRESS))
        self.idle_seconds = idle_seconds
        self._context = context
        self._all: set[Upstream] = set()
        self._asked: dict[str, int] = {}  # by how many clients of each address
        self._idle: list[Upstream] = []  # the one that was used last is used next
        self._connecting: dict[Client, asyncio.Task[None]] = {}
        self._connects = asyncio.Semaphore(CONNECTS_AT_ONCE)
        self._sweep_at: asyncio.TimerHandle | None = None
        self._closed = False

    def __len__(self) -> int:
        """Connections that are there or being made."""
        return len(self._all) + len(self._connecting)

    def take_place(self, address: str) -> str:
        """One client more of that address asks, until it leaves its place; else why it may not."""
        address = neighbourhood(address)
        asking = self._asked.get(address, 0)
        if asking >= self.connections:
            return f"all {self.connections} connections to it are in use"
        if asking >= self.of_an_address:
            return f"all {self.of_an_address} connections to it that {address} may use are in use"
        self._asked[address] = asking + 1
        return ""

    def leave_place(self, address: str) -> None:
        """It is answered, or gone."""
        address = neighbourhood(address)
        asking = self._asked.pop(address) - 1
        if asking:
            self._asked[address] = asking

    def ask(self, client: Client, request: bytes) -> None:
        """Send a request. The client hears the answer, or that there will be none."""
        while self._idle:
            upstream = self._idle.pop()
            if upstream.transport is not None and not upstream.transport.is_closing():
                upstream.send(client, request)
                return
        if self._closed:
            client.lost(UNAVAILABLE, "this node stops")
        elif len(self) >= self.connections:
            client.lost(UNAVAILABLE, f"all {self.connections} connections to it are in use")
        else:
            self._connecting[client] = self.loop.create_task(self._connect(client, request))

    def leave(self, client: Client) -> None:
        """The client is gone: what is under way for it is for nobody."""
        upstream, task = client.upstream, self._connecting.get(client)
        if upstream is not None:
            upstream.client = client.upstream = None
            upstream.abort()
        if task is not None:
            task.cancel()

    def give_back(self, upstream: Upstream) -> None:
        """It can take the next request."""
        upstream.fresh = False
        upstream.since = self.loop.time()
        self._idle.append(upstream)

    def forget(self, upstream: Upstream) -> None:
        """It is closed."""
        self._all.discard(upstream)
        if upstream in self._idle:
            self._idle.remove(upstream)

    async def close(self) -> None:
        """End them all."""
        self._closed = True
        if self._sweep_at is not None:
            self._sweep_at.cancel()
        connecting = [*self._connecting.values()]
        for task in connecting:
            task.cancel()
        await asyncio.gather(*connecting, return_exceptions=True)
        for upstream in [*self._all]:
            upstream.abort()

    async def _connect(self, client: Client, request: bytes) -> None:
        upstream = Upstream(self)
        reason = ""
        try:
            async with self._connects, asyncio.timeout(CONNECT_SECONDS):
                await self.loop.create_connection(
                    lambda: upstream,
                    *self.address,
                    ssl=self._context,
                    server_hostname=self.host if self._context is not None else None,
                )
        except TimeoutError:
            reason = f"no connection in {CONNECT_SECONDS:.0f} s"
        except OSError as error:  # ssl.SSLError is one
            reason = str(error)
        finally:
            del self._connecting[client]
        if upstream.transport is None:
            client.lost(BAD_GATEWAY, reason or "it has closed the connection")
            return
        self._all.add(upstream)
        if self._sweep_at is None:
            self._sweep_later()
        upstream.send(client, request)

    def _sweep_later(self) -> None:
        self._sweep_at = self.loop.call_later(min(SWEEP_SECONDS, self.idle_seconds), self._sweep)

    def _sweep(self) -> None:
        """Close what has been idle for long, and give up what has not been answered."""
        now = self.loop.time()
        idle = set(self._idle)
        for upstream in [*self._all]:
            if upstream in idle:
                if now - upstream.since >= self.idle_seconds:
                    self._idle.remove(upstream)
                    assert upstream.transport is not None
                    upstream.transport.close()
            elif not upstream.spliced and now - upstream.since >= ANSWER_SECONDS:
                upstream.overdue()
        self._sweep_at = None
        if self._all:
            self._sweep_later()
