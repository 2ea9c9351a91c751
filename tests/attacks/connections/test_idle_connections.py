"""Connections that do nothing, send half a head or half a body, by the thousand, at each HTTP listener."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
from collections.abc import AsyncIterator

import pytest

from lab.testing.running_lab import RunningLab
from vos.address import Address
from vos.doors.listener import Listener

SILENT = 900  # and of each other kind so many that it is a thousand
HALVES = 50
PATIENCE = 20.0
HALF_A_HEAD = b"GET /desktop HTTP/1.1\r\nHost: localhost\r\nX-Half: "
HALF_A_BODY = (
    b"PUT /finesse/api/User/agent1 HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/xml\r\n"
    b"Content-Length: 1000\r\n\r\n<User>"
)
FINESSE, FINESSE_PLAIN, AXL, CONSOLE = (
    ("finesse", "https"),
    ("finesse", "http"),
    ("cucm", "axl"),
    ("console", ""),
)


def secure_or_not(where: tuple[str, str]) -> ssl.SSLContext | None:
    if where not in (FINESSE, AXL):
        return None
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


@contextlib.asynccontextmanager
async def attack(address: Address, secure: ssl.SSLContext | None) -> AsyncIterator[None]:
    """A thousand connections from this machine, held inside."""
    loop = asyncio.get_running_loop()
    silent: list[socket.socket] = []
    writers: list[asyncio.StreamWriter] = []
    try:
        for _ in range(SILENT):
            one = socket.socket()
            one.setblocking(False)
            silent.append(one)
            await loop.sock_connect(one, address)
        for sent in HALVES * (HALF_A_HEAD, HALF_A_BODY):
            _, writer = await asyncio.open_connection(*address, ssl=secure)
            writers.append(writer)
            writer.write(sent)
        yield
    finally:
        for one in silent:
            one.close()
        for writer in writers:
            writer.transport.abort()


@pytest.fixture(params=[2_000, 100])
def places(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """So many strangers of an address: more than come, and fewer."""
    monkeypatch.setattr("vos.doors.listener.STRANGERS_OF_AN_ADDRESS", request.param)
    return int(request.param)


@pytest.mark.parametrize("where", [FINESSE, FINESSE_PLAIN, AXL, CONSOLE])
async def test_an_agent_signs_in_while_a_thousand_connections_from_his_own_address_do_nothing(
    listeners: list[Listener], places: int, lab_in_loop: RunningLab, where: tuple[str, str]
) -> None:
    lab = lab_in_loop
    address = lab.console if where is CONSOLE else lab.address(*where)
    (listener,) = [each for each in listeners if each.address.port == address.port]
    async with attack(address, secure_or_not(where)):
        assert len(listener.strangers) <= places
        await lab.ask("GET", "status")
        async with lab.agent("agent1") as agent:
            await agent.sign_in()
    async with asyncio.timeout(PATIENCE):
        while len(listener.strangers):
            await asyncio.sleep(0.01)
