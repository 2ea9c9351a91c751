"""Thousands of gadgets' requests at a node that listens as in the lab, and strangers who want it all."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import socket
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import quote, urlencode

from finesse.node import listening_on
from finesse.reverse_proxy.upstream import Pool
from finesse.shindig.fetcher import Fetcher
from finesse.shindig.fetching.shares import AT_ONCE, OF_ONE
from finesse.shindig.keys import FETCHER
from tests.finesse.one_node import a_node
from tests.finesse.shindig.web_server import ok, web_server
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


async def test_strangers_who_wait_for_a_silent_server_keep_no_agent_waiting(tmp_path: Path) -> None:
    silent = asyncio.Event()

    async def never(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        silent.set()
        await reader.read()

    async with (
        listening(tmp_path) as (where, fetcher),
        web_server(never) as hanging,
        web_server(ok(b"there")) as crm,
        contextlib.AsyncExitStack() as stack,
        Browser(where, authorised=True) as agent,
    ):
        fetcher.reach.name_also([WebOrigin.parse(each.url()) for each in (hanging, crm)])
        assert b'"rc":200' in await agent.asks(ME)
        for _ in range(OF_ONE * 3):
            browser = await stack.enter_async_context(Browser(where, authorised=False))
            browser.send(hanging.url())
        await silent.wait()
        assert b'"body":"there"' in await agent.asks(crm.url())
        assert b'"rc":200' in await agent.asks(ME)
        stranger = await stack.enter_async_context(Browser(where, authorised=False))
        assert b'"rc":401' in await stranger.asks(ME)  # this node itself is asked apart from others
        assert hanging.connections <= OF_ONE


async def test_strangers_whose_gadgets_server_is_silent_keep_no_agents_gadget_waiting(tmp_path: Path) -> None:
    silent = asyncio.Event()

    async def never(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        silent.set()
        await reader.read()

    gadget = ok(b"<Module><ModulePrefs title='x'/><Content type='html'>there</Content></Module>")
    async with (
        listening(tmp_path) as (where, fetcher),
        web_server(never) as hanging,
        web_server(gadget) as crm,
        contextlib.AsyncExitStack() as stack,
        Browser(where, authorised=True) as agent,
    ):
        fetcher.reach.name_also([WebOrigin.parse(each.url()) for each in (hanging, crm)])
        assert b'"rc":200' in await agent.asks(ME)
        for number in range(OF_ONE * 3):
            browser = await stack.enter_async_context(Browser(where, authorised=False))
            browser.get(f"/gadgets/ifr?mid={number}&url={quote(hanging.url(f'/{number}'), safe='')}")
        await silent.wait()
        agent.get(f"/gadgets/ifr?mid=1&url={quote(crm.url(), safe='')}")
        async with asyncio.timeout(PATIENCE):
            assert b"there" in await agent.answer()
        assert hanging.connections <= OF_ONE
