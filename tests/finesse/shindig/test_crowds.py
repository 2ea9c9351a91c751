"""Thousands of gadgets' requests at a node that listens as in the lab, and strangers who want it all."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlencode

from finesse.node import listening_on
from finesse.reverse_proxy.upstream import Pool
from finesse.shindig.fetcher import Fetcher
from finesse.shindig.fetching.shares import AT_ONCE, OF_ONE
from finesse.shindig.keys import FETCHER
from tests.finesse.one_node import a_node
from tests.finesse.shindig.web_server import WebServer, ok, web_server
from vos.address import Address
from vos.doors.listener import STRANGERS_OF_AN_ADDRESS
from vos.http.web_url import WebOrigin

PATIENCE = 60.0
BASIC = base64.b64encode(b"agent1:finesse").decode()


@contextlib.asynccontextmanager
async def listening(folder: Path) -> AsyncIterator[tuple[Address, Fetcher]]:
    """A node at a real listener, with the door's limits."""
    async with a_node(folder) as node:
        app = node.client.app
        assert app is not None
        pool = Pool(Address("127.0.0.1", 1), "localhost", None)
        async with (
            listening_on(app, {"http": (Address("127.0.0.1", 0), None)}, pool) as addresses,
            app[FETCHER].serving(addresses),
        ):
            yield addresses["http"], app[FETCHER]


class Browser:
    """A connection of one, kept open."""

    def __init__(self, where: Address, authorised: bool) -> None:
        self._where = where
        self._headers = f"Authorization={quote(f'Basic {BASIC}', safe='')}" if authorised else ""

    async def __aenter__(self) -> Browser:
        self._reader, self._writer = await asyncio.open_connection(*self._where)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._writer.transport.abort()

    def send(self, url: str) -> None:
        form = urlencode({"url": url, "headers": self._headers, "refresh": "0", "httpMethod": "GET"})
        self._writer.write(
            b"POST /gadgets/makeRequest HTTP/1.1\r\nHost: localhost\r\n"
            b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n%b"
            % (len(form), form.encode())
        )

    def get(self, path: str) -> None:
        self._writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())

    async def answer(self) -> bytes:
        head = await self._reader.readuntil(b"\r\n\r\n")
        size = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
        return await self._reader.readexactly(size)

    async def asks(self, url: str) -> bytes:
        self.send(url)
        async with asyncio.timeout(PATIENCE):
            return await self.answer()


ME = "http://localhost:8082/finesse/api/User/agent1"


async def test_thousands_of_requests_pass_through_a_few_connections(tmp_path: Path) -> None:
    async with listening(tmp_path) as (where, fetcher):

        async def one(authorised: bool) -> None:
            async with Browser(where, authorised) as browser:
                for _ in range(50):
                    answer = await browser.asks(ME)
                    assert (b'"rc":200' if authorised else b'"rc":401') in answer
            assert len(fetcher.own_connections) <= AT_ONCE

        await asyncio.gather(*(one(number % 4 != 0) for number in range(40)))
        assert 0 < len(fetcher.own_connections) <= AT_ONCE


async def test_a_thousand_idle_strangers_close_none_of_them(tmp_path: Path) -> None:
    async with listening(tmp_path) as (where, fetcher), contextlib.AsyncExitStack() as stack:
        browser = await stack.enter_async_context(Browser(where, authorised=False))
        assert b'"rc":401' in await browser.asks(ME)
        assert len(fetcher.own_connections) == 1
        for _ in range(STRANGERS_OF_AN_ADDRESS + 50):
            idle = stack.enter_context(socket.socket())
            idle.setblocking(False)
            await asyncio.get_running_loop().sock_connect(idle, where)
        async with Browser(where, authorised=True) as another:
            assert b'"rc":200' in await another.asks(ME)
        assert len(fetcher.own_connections) == 1  # the same


@dataclass
class Silence:
    """A node, a server that never answers, one that does, an agent, and strangers as many as are wanted."""

    where: Address
    hanging: WebServer
    crm: WebServer
    agent: Browser
    stack: contextlib.AsyncExitStack
    begun: asyncio.Event = field(default_factory=asyncio.Event)

    async def stranger(self) -> Browser:
        return await self.stack.enter_async_context(Browser(self.where, authorised=False))

    async def never(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.begun.set()
        await reader.read()


@contextlib.asynccontextmanager
async def beside_silence(folder: Path, answer: bytes) -> AsyncIterator[Silence]:
    """The server that does answer gives this."""
    async with (
        listening(folder) as (where, fetcher),
        web_server(b"") as hanging,
        web_server(answer) as crm,
        contextlib.AsyncExitStack() as stack,
        Browser(where, authorised=True) as agent,
    ):
        silence = Silence(where, hanging, crm, agent, stack)
        hanging.answer = silence.never
        fetcher.reach.name_also([WebOrigin.parse(each.url()) for each in (hanging, crm)])
        assert b'"rc":200' in await agent.asks(ME)
        yield silence
        assert hanging.connections <= OF_ONE


async def test_strangers_who_wait_for_a_silent_server_keep_no_agent_waiting(tmp_path: Path) -> None:
    async with beside_silence(tmp_path, ok(b"there")) as silence:
        for _ in range(OF_ONE * 3):
            (await silence.stranger()).send(silence.hanging.url())
        await silence.begun.wait()
        assert b'"body":"there"' in await silence.agent.asks(silence.crm.url())
        assert b'"rc":200' in await silence.agent.asks(ME)
        # this node itself is asked apart from others
        assert b'"rc":401' in await (await silence.stranger()).asks(ME)


async def test_strangers_whose_gadgets_server_is_silent_keep_no_agents_gadget_waiting(tmp_path: Path) -> None:
    gadget = b"<Module><ModulePrefs title='x'/><Content type='html'>there</Content></Module>"
    async with beside_silence(tmp_path, ok(gadget)) as silence:
        for number in range(OF_ONE * 3):
            url = quote(silence.hanging.url(f"/{number}"), safe="")
            (await silence.stranger()).get(f"/gadgets/ifr?mid={number}&url={url}")
        await silence.begun.wait()
        silence.agent.get(f"/gadgets/ifr?mid=1&url={quote(silence.crm.url(), safe='')}")
        async with asyncio.timeout(PATIENCE):
            assert b"there" in await silence.agent.answer()
