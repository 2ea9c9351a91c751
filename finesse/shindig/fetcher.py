"""Fetches what gadgets, and their server, ask for: over the wire, also from this node itself.

Where it may go is `reach`'s. Each redirect is judged anew; a name is looked up once, and the connection goes
to an address that was judged. Everything ends: in time, in bytes, in redirects, in how many go out at once.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import logging
import re
import socket
import ssl
from collections.abc import AsyncIterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from urllib.parse import urljoin

from finesse.shindig.fetching.asker import ASKER, Asker
from finesse.shindig.fetching.exchange import Answer, Exchange, Lost
from finesse.shindig.fetching.fetched import METHODS, Asked, Fetched
from finesse.shindig.fetching.not_fetched import FetchRefused, NotFetched, TimedOut, TooLarge, Unreachable
from finesse.shindig.fetching.own_connections import FOR, OwnConnections
from finesse.shindig.fetching.shares import Shares
from finesse.shindig.reach import Destination, Kind, Reach
from vos import tls
from vos.address import Address
from vos.http import body, refused
from vos.http.web_url import WebOrigin, WebUrl
from vos.service import CannotServe
from vos.turns import GaveWay

__all__ = ["Asked", "FetchRefused", "Fetched", "Fetcher", "NotFetched", "TimedOut", "TooLarge", "Unreachable"]

REDIRECTS = 5
CONNECT_SECONDS = 5.0  # to one address of a name
IDLE_SECONDS = 30.0  # less than this node keeps an unused connection
IDLE = 128  # connections that are kept
IDLE_OF_A_SERVER = 16
RESOLVERS = 4  # names that are looked up at once
HEADER_BYTES = 16_384  # that are sent with a request

REDIRECTING = frozenset({301, 302, 303, 307, 308})
READING = frozenset({"GET", "HEAD"})
SECRETS = frozenset({"authorization", "cookie"})  # for one server only

# Of the connection and not of what is asked, ours to say, or a browser's word that nobody else may give.
NOT_SENT = frozenset(
    {
        "accept-encoding", "connection", "content-length", "expect", "forwarded", "host", "http2-settings",
        "keep-alive", "max-forwards", "origin", "proxy-authorization", "proxy-connection", "te", "trailer",
        "transfer-encoding", "upgrade", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto",
        "x-real-ip",
    }
)  # fmt: skip
OF_THE_CONNECTION = frozenset(
    {"connection", "keep-alive", "proxy-authenticate", "te", "trailer", "transfer-encoding", "upgrade"}
)
OF_THE_CODING = frozenset({"content-encoding", "content-length", "content-md5"})
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_VALUE = re.compile(r"[\t\x20-\x7e\x80-\xff]*")

logger = logging.getLogger(__name__)

Key = tuple[Kind, WebOrigin]


class Fetcher:
    """One node's. It serves inside `serving`."""

    def __init__(self, reach: Reach, certs: Path, own: Address) -> None:
        """`own` is where this node listens without TLS, until it is told where it does."""
        self.reach = reach
        self.own_connections = OwnConnections()
        self._certs = certs
        self._own = own
        self._outside = Shares()
        self._within = Shares()
        self._idle: dict[Key, dict[Exchange, asyncio.TimerHandle]] = {}
        self._open: set[Exchange] = set()
        self._context: ssl.SSLContext | None = None
        self._resolvers: ThreadPoolExecutor | None = None

    @contextlib.asynccontextmanager
    async def serving(self, addresses: Mapping[str, Address]) -> AsyncIterator[None]:
        """Inside, this node listens there, `http` among them; at the end all connections are closed."""
        self._own = addresses["http"]
        self.reach.own_ports(address.port for address in addresses.values())
        try:
            yield
        finally:
            self.close()

    def close(self) -> None:
        """End what is open."""
        for each in [*self._open]:
            each.close()
        for kept in self._idle.values():
            for alarm in kept.values():
                alarm.cancel()
        self._idle.clear()
        if self._resolvers is not None:
            self._resolvers.shutdown(wait=False, cancel_futures=True)
            self._resolvers = None

    async def fetch(
        self,
        asked: Asked,
        *,
        largest: int,
        seconds: float,
        asker: Asker | None = None,
        follow: bool = True,
    ) -> Fetched:
        """The answer of at most `largest` bytes, within `seconds`; NotFetched says why there is none.

        The `asker`, who else is `ASKER`, has a share of what goes out at once; this node is told his address.
        """
        whom, address = asker or ASKER.get()
        try:
            async with asyncio.timeout(seconds):
                return await self._follow(asked, largest, whom, address, follow=follow)
        except TimeoutError:
            raise TimedOut(
                f"no whole answer in {seconds:g} s: is the server there, and is it quick?"
            ) from None
        except GaveWay:
            raise TimedOut("too many requests wait to be sent: ask again in a moment") from None

    async def _follow(self, asked: Asked, largest: int, whom: str, address: str, *, follow: bool) -> Fetched:
        if asked.method not in METHODS:
            raise FetchRefused(f"the method {asked.method[:20]!r} is not sent", "badRequest")
        for _ in range(REDIRECTS + 1):
            destination = self.reach.destination(asked.url)
            shares = self._within if destination.kind is Kind.OWN else self._outside
            async with shares.share(whom):
                answer = await self._ask(destination, asked, largest, address)
            onward = _onward(answer, asked) if follow else None
            if onward is None:
                return await _decoded(answer, asked, largest)
            asked = onward
        raise FetchRefused(f"more than {REDIRECTS} redirects, the last of them to {asked.url[:200]}")

    async def _ask(self, destination: Destination, asked: Asked, largest: int, address: str) -> Answer:
        key = destination.kind, destination.url.origin
        request = _request(destination, asked, address)
        bare = asked.method == "HEAD"
        while kept := self._idle.get(key):
            exchange, alarm = kept.popitem()
            alarm.cancel()
            if not exchange.is_free:
                continue
            try:
                answer = await exchange.ask(request, bare=bare, largest=largest)
            except Lost:  # closed while it was chosen: this node has not read it, of others nobody knows
                if destination.kind is not Kind.OWN and asked.method not in READING:
                    raise Unreachable("the server closed the connection without an answer") from None
                continue
            self._keep(key, exchange)
            return answer
        exchange = await self._connected(destination)
        try:
            answer = await exchange.ask(request, bare=bare, largest=largest)
        except Lost:
            raise Unreachable("the server closed the connection without an answer") from None
        self._keep(key, exchange)
        return answer

    def _keep(self, key: Key, exchange: Exchange) -> None:
        """For the next request, where there is room."""
        if not exchange.is_free:
            return
        kept = self._idle.setdefault(key, {})
        if len(kept) >= IDLE_OF_A_SERVER or sum(map(len, self._idle.values())) >= IDLE:
            exchange.close()
            return
        loop = asyncio.get_running_loop()
        kept[exchange] = loop.call_later(IDLE_SECONDS, self._let_go, key, exchange)

    def _let_go(self, key: Key, exchange: Exchange) -> None:
        kept = self._idle.get(key, {})
        kept.pop(exchange, None)
        if not kept:
            self._idle.pop(key, None)
        exchange.close()

    async def _connected(self, destination: Destination) -> Exchange:
        origin = destination.url.origin
        if destination.kind is Kind.OWN:
            host = self._own.host if self._own.host not in ("", "0.0.0.0", "::") else "127.0.0.1"  # noqa: S104
            exchange = await self._connect(destination, host, self._own.port, None)
            if own := exchange.own_address:
                self.own_connections.opened(own)
            return exchange
        context = self._trusting() if origin.scheme == "https" else None
        why: NotFetched = Unreachable(f"{origin.host} stands for no address")
        for address in await self._addresses(origin):
            if wrong := destination.fault(address):
                logger.warning("gadgets may not reach %s: %s", origin, wrong)
                why = FetchRefused(wrong)
                continue
            try:
                return await self._connect(destination, address, origin.port, context)
            except Unreachable as error:
                why = error
        raise why

    async def _connect(
        self, destination: Destination, address: str, port: int, context: ssl.SSLContext | None
    ) -> Exchange:
        name = destination.url.origin.host
        try:
            async with asyncio.timeout(CONNECT_SECONDS):
                _, exchange = await asyncio.get_running_loop().create_connection(
                    lambda: Exchange(self._closed),
                    address,
                    port,
                    ssl=context,
                    server_hostname=name if context is not None else None,
                )
        except TimeoutError:
            raise Unreachable(f"no connection to port {port} of {address} in {CONNECT_SECONDS:g} s") from None
        except ssl.SSLCertVerificationError as error:
            raise Unreachable(
                f"the certificate of {name} is not trusted ({error.verify_message}): "
                "the system's store must hold its authority"
            ) from None
        except ssl.SSLError as error:
            why = error.reason or error
            raise Unreachable(
                f"port {port} of {address}: {why}: does it speak TLS of 1.2 or later?"
            ) from None
        except OSError as error:
            said = error.strerror or str(error)
            raise Unreachable(f"port {port} of {address}: {said}: is the server started?") from None
        self._open.add(exchange)
        return exchange

    def _closed(self, exchange: Exchange) -> None:
        self._open.discard(exchange)
        if exchange.own_address is not None:
            self.own_connections.closed(exchange.own_address)

    async def _addresses(self, origin: WebOrigin) -> list[str]:
        """What the name stands for, each once."""
        if self._resolvers is None:
            self._resolvers = ThreadPoolExecutor(RESOLVERS, thread_name_prefix="names of gadgets' servers")
        look_up = functools.partial(socket.getaddrinfo, origin.host, origin.port, type=socket.SOCK_STREAM)
        try:
            found = await asyncio.get_running_loop().run_in_executor(self._resolvers, look_up)
        except (OSError, UnicodeError) as error:
            why = getattr(error, "strerror", None) or error
            raise Unreachable(
                f"{origin.host} is not found ({why}): is the name right, and known here?"
            ) from None
        return [*dict.fromkeys(str(each[4][0]) for each in found)]

    def _trusting(self) -> ssl.SSLContext:
        if self._context is None:
            try:
                self._context = tls.outward_context(self._certs)
            except CannotServe as error:
                raise Unreachable(str(error)) from None
        return self._context


def _request(destination: Destination, asked: Asked, address: str) -> bytes:
    """The bytes that are sent."""
    lines = [f"{asked.method} {destination.url.target} HTTP/1.1", f"Host: {destination.url.origin.authority}"]
    accepts = agent = False
    for name, value in asked.headers:
        if not _TOKEN.fullmatch(name) or not _VALUE.fullmatch(value):
            raise FetchRefused(f"{name[:40]!r} is no header, or its value none", "badRequest")
        small = name.lower()
        if small in NOT_SENT or small.startswith(("sec-", "proxy-")):
            continue
        accepts = accepts or small == "accept"
        agent = agent or small == "user-agent"
        lines.append(f"{name}: {value.strip()}")
    if not accepts:
        lines.append("Accept: */*")
    if not agent:
        lines.append("User-Agent: Finesse gadget server")
    if destination.kind is Kind.OWN:
        if address:
            lines.append(f"{FOR}: {address}")
    else:
        lines.append("Accept-Encoding: gzip, deflate")
    if asked.body or asked.method not in READING:
        lines.append(f"Content-Length: {len(asked.body)}")
    head = "\r\n".join([*lines, "", ""]).encode("latin-1")
    if len(head) > HEADER_BYTES + len(destination.url.target):
        raise FetchRefused(f"more than {HEADER_BYTES} bytes of headers", "badRequest")
    return head + asked.body


def _onward(answer: Answer, asked: Asked) -> Asked | None:
    """What a redirect leads to; None where there is none to follow."""
    if answer.status not in REDIRECTING or asked.method not in READING:
        return None
    location = next((value for name, value in answer.headers if name == "location"), None)
    if location is None:
        return None
    try:
        url = urljoin(asked.url, location.encode("latin-1").decode("utf-8", "replace"))
    except ValueError:
        raise FetchRefused(f"a redirect to {location[:200]!r}, which is no URL") from None
    headers = asked.headers
    if _origin_of(url) != _origin_of(asked.url):
        headers = tuple(each for each in headers if each[0].lower() not in SECRETS)
    return replace(asked, url=url, headers=headers, body=b"")


def _origin_of(url: str) -> WebOrigin | None:
    try:
        return WebUrl.parse(url).origin
    except ValueError:
        return None


async def _decoded(answer: Answer, asked: Asked, largest: int) -> Fetched:
    headers = tuple(each for each in answer.headers if each[0] not in OF_THE_CONNECTION)
    said = [value for name, value in answer.headers if name == "content-encoding"]
    data = answer.body
    if said and data:
        try:
            coding = body.coding_of(said)
            if coding is not None:
                data = await asyncio.to_thread(body.decoded, data, coding, largest)
                headers = tuple(each for each in headers if each[0] not in OF_THE_CODING)
        except refused.Refused as wrong:
            if wrong.status == 413:
                raise TooLarge(f"the answer, unpacked, has more than {largest} bytes") from None
            raise Unreachable(f"the server's answer cannot be unpacked: {wrong.cause}") from None
    return Fetched(answer.status, headers, data, asked.url)
