"""One conversation per client library, replayed: what it sends, and what it must be answered to work.

In `dialogues/`: `C>` is what the client sends, `S<` what the service answers, `P>` what Finesse publishes
(its node and document). `{name}` is a value that is the same throughout, `{*}` is anything, `{plain …}` the
response of SASL PLAIN. The files say what each library is known to need.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Protocol

import pytest

from notification.node import NotificationService
from notification.xmpp.jid import Jid
from tests.notification.people import plain
from tests.notification.wire import PATIENCE, Socket, Wire, answer, connected, post, sign_in_tcp

DIALOGUES = Path(__file__).with_name("dialogues")
OWN = "/finesse/api/User/1001001"
QUEUE = "/finesse/api/Queue/1"
HOLE = re.compile(r"\\\{(\w+|\\\*)\\\}")


class Talk(Protocol):
    """A client's side of one transport."""

    def sends(self, text: str) -> None: ...
    async def hears(self, matches: re.Pattern[str]) -> str: ...


class BoshTalk:
    """Each body on a connection of its own; answers are heard in the order of the requests."""

    def __init__(self, service: NotificationService, stack: contextlib.AsyncExitStack) -> None:
        self._address = service.addresses["http"]
        self._stack = stack
        self._answers: list[asyncio.Task[str]] = []

    def sends(self, text: str) -> None:
        self._answers.append(asyncio.ensure_future(self._exchange(text, [*self._answers])))

    async def hears(self, matches: re.Pattern[str]) -> str:
        return await self._answers.pop(0)

    async def _exchange(self, text: str, _before: list[asyncio.Task[str]]) -> str:
        wire = await self._stack.enter_async_context(connected(self._address))
        wire.write(post(text, headers="Content-Type: text/xml\r\n"))
        status, _, body = await answer(wire)
        assert status == 200, (status, body)
        return body


class WebSocketTalk:
    """One element in a frame."""

    def __init__(self, socket: Socket) -> None:
        self._socket = socket

    def sends(self, text: str) -> None:
        self._socket.says(text)

    async def hears(self, matches: re.Pattern[str]) -> str:
        return await self._socket.hears()


class TcpTalk:
    """A stream: reads until what was heard is all that is expected."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def sends(self, text: str) -> None:
        self._wire.write(text)

    async def hears(self, matches: re.Pattern[str]) -> str:
        heard = b""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                while not matches.fullmatch(heard.decode(errors="replace")):
                    data = await self._wire.reader.read(65536)
                    if not data:
                        break
                    heard += data
        return heard.decode()


class CountedTalk:
    """A stream without an XML parser: one read for each write that is expected."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def sends(self, text: str) -> None:
        self._wire.write(text)

    async def hears(self, matches: re.Pattern[str]) -> str:
        return await self._wire.read()


@contextlib.asynccontextmanager
async def bosh(service: NotificationService) -> AsyncIterator[Talk]:
    async with contextlib.AsyncExitStack() as stack:
        yield BoshTalk(service, stack)


@contextlib.asynccontextmanager
async def websocket(service: NotificationService) -> AsyncIterator[Talk]:
    async with connected(service.addresses["http"]) as wire:
        socket = Socket(wire)
        await socket.shakes_hands()
        yield WebSocketTalk(socket)


@contextlib.asynccontextmanager
async def tcp(service: NotificationService) -> AsyncIterator[Talk]:
    async with connected(service.addresses["c2s"]) as wire:
        yield TcpTalk(wire)


@contextlib.asynccontextmanager
async def counted(service: NotificationService) -> AsyncIterator[Talk]:
    async with connected(service.addresses["c2s"]) as wire:
        yield CountedTalk(wire)


LIBRARIES: dict[str, Callable[[NotificationService], AbstractAsyncContextManager[Talk]]] = {
    "jabberwerx": bosh,
    "matrix": bosh,
    "strophe": websocket,
    "go": websocket,
    "smack": tcp,
    "sleekxmpp": tcp,
    "yjs8237": counted,
}


def lines(library: str) -> Iterator[tuple[str, str]]:
    for line in (DIALOGUES / f"{library}.txt").read_text(encoding="utf-8").splitlines():
        if line[:3] in ("C> ", "S< ", "P> "):
            yield line[:2], line[3:]


class Script:
    """The holes of a dialogue, and what was found to fill them."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}

    def filled(self, text: str) -> str:
        """What the client sends."""
        text = re.sub(r"\{plain (\S+?)(?: (\S+?))?\}", self._plain, text)
        return re.sub(r"\{(\w+)\}", lambda hole: self.found[hole[1]], text)

    def expected(self, text: str) -> re.Pattern[str]:
        """What the service must answer."""
        named: set[str] = set()

        def hole(match: re.Match[str]) -> str:
            name = match[1]
            if name == r"\*":
                return ".*?"
            if name in self.found:
                return re.escape(self.found[name])
            if name in named:
                return f"(?P={name})"
            named.add(name)
            return rf"(?P<{name}>[^<>\"']+)"

        return re.compile(HOLE.sub(hole, re.escape(text)), re.DOTALL)

    def _plain(self, match: re.Match[str]) -> str:
        return plain(match[2] or match[1], "secret", match[1] if match[2] else "")


@pytest.mark.parametrize("library", LIBRARIES)
async def test_what_the_library_needs_it_gets(service: NotificationService, library: str) -> None:
    nodes = service.router.nodes
    for name in (OWN, QUEUE):
        nodes.create(name, service.router.service_account, {})
    nodes.enter(nodes.get(OWN), Jid("1001001", "localhost"))
    script = Script()
    async with connected(service.addresses["c2s"]) as finesse, LIBRARIES[library](service) as talk:
        await sign_in_tcp(finesse, "finesse", "webservices")
        for who, text in lines(library):
            if who == "C>":
                talk.sends(script.filled(text))
            elif who == "P>":
                node, _, document = text.partition(" ")
                publish(service, node, document)
            else:
                wanted = script.expected(text)
                heard = await talk.hears(wanted)
                match = wanted.fullmatch(heard)
                assert match is not None, f"wanted {text}\nheard  {heard}"
                script.found |= match.groupdict()


def publish(service: NotificationService, node: str, document: str) -> None:
    escaped = document.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    payload = f'<notification xmlns="http://jabber.org/protocol/pubsub">{escaped}</notification>'
    service.router.notify(service.router.nodes.get(node), "item1", payload)
    service.host.settle(service.host.loop.time())
