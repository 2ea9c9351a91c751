"""One connection to the notification service: slixmpp does the stream, TLS, SASL and binding."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import secrets
import ssl
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from finesse.xmpp import stanzas
from vos.address import Address
from vos.xmpp_address import local_part

SESSION_SECONDS = 10.0  # for TLS, SASL and binding
AT_ONCE = 64  # requests under way
PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8)  # seconds before what was refused for the moment is asked again

Answered = Callable[[str | None], None]
"""Called with the condition of an error, or with None for a result."""

Present = Callable[[str, str, bool], None]
"""Called with local part, resource, and whether it is available."""


class Refused(Exception):
    """The service answered a request with an error; the text is its condition.

    `for_now`: the same request may be granted later (error type `wait`, RFC 6120 section 8.3.2).
    """

    def __init__(self, condition: str, for_now: bool) -> None:
        super().__init__(condition)
        self.for_now = for_now


class Lost(Exception):
    """The connection is over, or none could be had; the text says why."""


@dataclass(frozen=True, slots=True)
class Login:
    """The service's address, and the account that connects."""

    address: Address
    domain: str
    user: str
    resource: str
    context: ssl.SSLContext
    password: str = field(repr=False)

    @property
    def account(self) -> str:
        """The account's bare XMPP address."""
        return f"{local_part(self.user)}@{self.domain}"


@dataclass(frozen=True, slots=True)
class Asked:
    """A request without an answer yet: of whom, and what the answer is told to."""

    to: str
    answered: Callable[[Any], None]


class XmppConnection:
    """Sends stanzas, and gives each request its answer. `ended` is done at its end, with the reason.

    An answer counts only from whom was asked (RFC 6120 section 8.1.2.1), and nobody else can guess its id.
    """

    def __init__(self, client: Any, account: str) -> None:
        """`account`: our own bare address, whose answers may come without a sender."""
        self.ended: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._client = client
        self._account = account.lower()
        self._ids = (f"{secrets.token_hex(8)}-{number}" for number in itertools.count(1))
        self._asked: dict[str, Asked] = {}
        self._futures: set[asyncio.Future[Any]] = set()

    def write(self, stanza: str) -> None:
        """Send it as it is; after the end of the connection it is dropped."""
        if not self.ended.done():
            self._client.send_raw(stanza)

    def send(self, to: str, inner: str, answered: Answered) -> None:
        """Send an IQ of type set; after the end of the connection `answered` is not called."""
        self._request(
            "set",
            to,
            inner,
            lambda answer: answered(_condition(answer) if answer.get("type") == "error" else None),
        )

    async def ask(self, kind: str, to: str, inner: str) -> Any:
        """Send an IQ; its answer's element. Raises Refused or Lost."""
        return await self._ask(kind, to, inner)

    async def ask_all(self, to: str, requests: Iterable[str], *, tolerate: str | None = None) -> None:
        """Many of type set, some at a time, in order. Refused ends it, save with the condition `tolerate`.

        What is refused for the moment is asked again a few times: the nodes of an ejabberd cluster lock each
        other out when they are asked this fast.
        """
        under_way: deque[tuple[str, asyncio.Future[Any]]] = deque()
        try:
            for inner in requests:
                if len(under_way) >= AT_ONCE:
                    await self._granted(to, *under_way.popleft(), tolerate)
                under_way.append((inner, self._ask("set", to, inner)))
            while under_way:
                await self._granted(to, *under_way.popleft(), tolerate)
        finally:
            for _, future in under_way:  # after one that was refused: nobody waits for the others any more
                future.cancel()

    def end(self, reason: str) -> None:
        """The connection is over, or is given up."""
        if self.ended.done():
            return
        self.ended.set_result(reason)
        for future in self._futures:
            if not future.done():
                future.set_exception(Lost(reason))
        self._futures.clear()
        self._asked.clear()
        self._client.abort()

    def hear(self, stanza: Any) -> None:
        """A result or an error came; from anybody else than was asked it is no answer."""
        answer = stanza.xml
        identity = answer.get("id", "")
        asked = self._asked.get(identity)
        if asked is None or not self._is_from(asked.to, answer.get("from", "")):
            return
        del self._asked[identity]
        asked.answered(answer)

    async def _granted(self, to: str, inner: str, answer: asyncio.Future[Any], tolerate: str | None) -> None:
        """Wait until that request is granted; Refused if it is not."""
        pauses = iter(PAUSES)
        while True:
            try:
                await answer
            except Refused as refused:
                if str(refused) == tolerate:
                    return
                pause = next(pauses, None)
                if not refused.for_now or pause is None:
                    raise
                await asyncio.sleep(pause)
                answer = self._ask("set", to, inner)
            else:
                return

    def _ask(self, kind: str, to: str, inner: str) -> asyncio.Future[Any]:
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        if self.ended.done():
            future.set_exception(Lost(self.ended.result()))
            return future

        def answered(answer: Any) -> None:
            self._futures.discard(future)
            if future.done():
                return  # nobody waits for it any more
            if answer.get("type") == "error":
                future.set_exception(Refused(_condition(answer), _error_type(answer) == "wait"))
            else:
                future.set_result(answer)

        self._futures.add(future)
        self._request(kind, to, inner, answered)
        return future

    def _request(self, kind: str, to: str, inner: str, answered: Callable[[Any], None]) -> None:
        identity = next(self._ids)
        self._asked[identity] = Asked(to, answered)
        self.write(stanzas.iq(kind, to, identity, inner))

    def _is_from(self, to: str, sender: str) -> bool:
        """Whether that is who was asked. Our own account's answers may come without, or from its resource."""
        to, sender = to.lower(), sender.lower()
        return sender == to or (to == self._account and sender.partition("/")[0] in ("", to))


@contextlib.asynccontextmanager
async def connected(slixmpp: Any, login: Login, present: Present) -> AsyncIterator[XmppConnection]:
    """A connection that is signed in. Lost says why there is none; leaving the context closes it."""
    client = slixmpp.ClientXMPP(
        f"{login.user}@{login.domain}/{login.resource}",
        login.password,
        sasl_mech="PLAIN",
        ssl_context=login.context,
        loop=asyncio.get_running_loop(),
    )
    client.enable_starttls = False
    client.enable_plaintext = False
    client.whitespace_keepalive = False
    client.auto_reconnect = False
    started: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    connection = XmppConnection(client, login.account)
    for event in ("connection_failed", "failed_auth", "stream_error", "disconnected"):
        client.add_event_handler(event, lambda why, event=event: connection.end(f"{event}: {why}"))
    client.add_event_handler("session_start", lambda _: started.set_result(None))
    _listen(slixmpp, client, connection, login.domain, present)
    try:
        client.connect(login.address.host, login.address.port)
        await asyncio.wait(
            (started, connection.ended), timeout=SESSION_SECONDS, return_when=asyncio.FIRST_COMPLETED
        )
        if not started.done():
            raise Lost(connection.ended.result() if connection.ended.done() else "no session in time")
        yield connection
    finally:
        await _close(client)
        connection.end("closed")


def _listen(slixmpp: Any, client: Any, connection: XmppConnection, domain: str, present: Present) -> None:
    """Hear the presences of this domain's users, and answers; slixmpp's own are left to it.

    Who is there is believed of the sender that the server stamped, and of no other domain's users, of whom a
    server with federation may bring some.
    """

    class Answers(slixmpp.xmlstream.matcher.base.MatcherBase):  # type: ignore[misc]
        def match(self, stanza: Any) -> bool:
            kind: str = stanza.xml.get("type", "")
            return stanza.xml.tag == "{jabber:client}iq" and kind in ("result", "error")

    class Presences(slixmpp.xmlstream.matcher.base.MatcherBase):  # type: ignore[misc]
        def match(self, stanza: Any) -> bool:
            tag: str = stanza.xml.tag
            return tag == "{jabber:client}presence"

    def heard(stanza: Any) -> None:
        kind = stanza.xml.get("type")
        sender = stanza["from"]
        if sender.domain != domain.lower() or not sender.user:
            return
        if kind in (None, "unavailable"):
            present(sender.user, sender.resource, kind is None)
        elif kind == "subscribe":  # the embedded service grants it by itself, as Openfire's plug-in does
            connection.write(stanzas.admit(sender.bare))

    handler = slixmpp.xmlstream.handler.Callback
    client.register_handler(handler("answers", Answers(None), connection.hear))
    client.register_handler(handler("presences", Presences(None), heard))


async def _close(client: Any) -> None:
    client.cancel_connection_attempt()
    if client.is_connected():
        await client.disconnect(wait=1.0)
    filters = client._run_out_filters  # slixmpp leaves its sending task behind
    if filters is not None:
        filters.cancel()
        await asyncio.wait((filters,))


def _condition(answer: Any) -> str:
    """The name of the first child of `<error/>`."""
    for error in answer.iter("{jabber:client}error"):
        for child in error:
            return str(child.tag).rpartition("}")[2]
    return "undefined-condition"


def _error_type(answer: Any) -> str:
    """What its sender may do: `cancel`, `wait`, `modify` and so on."""
    return next((str(error.get("type", "")) for error in answer.iter("{jabber:client}error")), "")
