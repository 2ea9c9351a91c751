"""What this node asks itself is for the client whose request it passes on, and nobody else can say so."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from finesse.api.answers import refused
from finesse.shindig.fetcher import Asked, Fetcher
from finesse.shindig.fetching.asker import Asker
from finesse.shindig.fetching.own_connections import passed_on
from finesse.shindig.reach import Reach
from vos.address import Address
from vos.http.door import door
from vos.http.sites import Sites

Client = TestClient[web.Request, web.Application]


@contextlib.asynccontextmanager
async def node() -> AsyncIterator[tuple[Client, Fetcher]]:
    """It answers with the address that it takes for the client's."""

    async def remote(request: web.Request) -> web.Response:
        return web.Response(text=f"{request.remote} {request.match_info.get('path')}")

    fetcher = Fetcher(Reach(["node.example"]), Path("/none"), Address("127.0.0.1", 1))
    app = web.Application(middlewares=[door(Sites(()), refused), passed_on(fetcher.own_connections)])
    app.add_routes([web.get("/{path:.*}", remote)])
    server = TestServer(app)
    await server.start_server()
    where = {"http": Address(server.host, server.port or 0)}
    async with TestClient(server) as client, fetcher.serving(where):
        yield client, fetcher


async def through(fetcher: Fetcher, path: str, address: str) -> tuple[int, str]:
    asked = Asked(f"http://localhost:8082{path}", headers=(("X-Forwarded-For", "6.6.6.6"),))
    found = await fetcher.fetch(asked, largest=10_000, seconds=20, asker=Asker("one", address))
    return found.status, found.body.decode()


async def test_what_is_passed_on_is_the_clients() -> None:
    async with node() as (_, fetcher):
        for address in ("203.0.113.7", "2001:db8::7"):
            status, text = await through(fetcher, "/finesse/api/x", address)
            assert (status, text) == (200, f"{address} finesse/api/x")


async def test_nobody_else_is_believed() -> None:
    async with node() as (client, fetcher):
        await through(fetcher, "/finesse/api/x", "203.0.113.7")
        answer = await client.get("/finesse/api/x", headers={"X-Forwarded-For": "203.0.113.7"})
        assert (await answer.text()).startswith("127.0.0.1 ")


@pytest.mark.parametrize(
    "path", ["/gadgets/makeRequest", "/gadgets/proxy/x", "/gadgets/concat", "/gadgets/ifr"]
)
async def test_the_node_asks_itself_in_no_circles(path: str) -> None:
    async with node() as (client, fetcher):
        assert (await through(fetcher, path, "203.0.113.7"))[0] == 508
        assert (await through(fetcher, "/gadgets/js/core.js", "203.0.113.7"))[0] == 200
        assert (await client.get(path)).status == 200


async def test_a_connection_that_is_closed_is_its_own_no_more() -> None:
    async with node() as (_, fetcher):
        await through(fetcher, "/finesse/api/x", "203.0.113.7")
        assert len(fetcher.own_connections) == 1
    assert len(fetcher.own_connections) == 0
