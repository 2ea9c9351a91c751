"""Connections to the JTAPI link and the CTI server that say nothing, half of it, or a byte at a time.

Neither port asks for anything before its first message, so whoever reaches it may hold connections. An
honest engine and an honest Finesse come back meanwhile.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from ccx_engine import cti_server
from ccx_engine.cti import session as cti_session
from ccx_engine.cti.codec import HEADER as CTI_HEADER
from ccx_engine.cti.messages import HeartbeatConf, HeartbeatReq, OpenConf
from ccx_engine.cucm.cti_manager import server as cti_manager
from ccx_engine.jtapi import wire
from ccx_engine.jtapi.messages import Done, Heartbeat, Observe
from lab.testing.running_lab import RunningLab
from tests.ccx_engine.cti_client import connected
from tests.ccx_engine.cucm.link import linked
from vos.address import Address

CONNECTIONS = 1_000
AT_A_TIME = 100
JTAPI, CTI = ("cucm", "jtapi"), ("ccx_engine", "cti")
FIRST_WORDS = {
    "nothing": b"",
    "half a header": b"\0\0",
    "half a frame of JTAPI's": wire.encode(Observe("1001"))[:-1],
    "half a frame of CTI's": CTI_HEADER.pack(40, 3) + b"\0" * 8,
}


@contextlib.asynccontextmanager
async def held(address: Address, words: bytes, count: int = CONNECTIONS) -> AsyncIterator[None]:
    """So many connections that have said that, and no more."""
    writers: list[asyncio.StreamWriter] = []

    async def hold() -> None:
        _, writer = await asyncio.open_connection(*address)
        writers.append(writer)
        writer.write(words)

    try:
        for _ in range(count // AT_A_TIME):
            await asyncio.gather(*(hold() for _ in range(AT_A_TIME)))
        yield
    finally:
        for writer in writers:
            writer.transport.abort()


async def served_by_jtapi(address: Address) -> bool:
    async with linked(address, "lab") as link:
        return await link.ask(Observe("1001", request_id=1)) == Done(1)


async def served_by_cti(address: Address) -> bool:
    async with connected(address) as client:
        return isinstance(await client.open("honest"), OpenConf)


@pytest.mark.parametrize("words", FIRST_WORDS.values(), ids=FIRST_WORDS)
@pytest.mark.parametrize(
    ("door", "served"), [(JTAPI, served_by_jtapi), (CTI, served_by_cti)], ids=["JTAPI link", "CTI"]
)
async def test_an_honest_client_is_served_while_a_thousand_connections_are_held(
    lab_in_loop: RunningLab,
    door: tuple[str, str],
    served: Callable[[Address], Awaitable[bool]],
    words: bytes,
) -> None:
    address = lab_in_loop.address(*door)
    async with held(address, words), asyncio.timeout(20):
        assert await served(address)


@pytest.mark.parametrize("door", [JTAPI, CTI], ids=["JTAPI link", "CTI"])
async def test_who_sends_a_byte_now_and_then_is_gone_in_seconds(
    lab_in_loop: RunningLab, monkeypatch: pytest.MonkeyPatch, door: tuple[str, str]
) -> None:
    monkeypatch.setattr(cti_manager, "SIGN_IN_SECONDS", 0.3)
    monkeypatch.setattr(cti_session, "OPEN_WAIT", 0.3)
    reader, writer = await asyncio.open_connection(*lab_in_loop.address(*door))

    async def trickle() -> None:
        while True:
            writer.write(b"\0")
            await asyncio.sleep(0.05)

    trickling = asyncio.create_task(trickle())
    async with asyncio.timeout(20):
        with contextlib.suppress(ConnectionError):
            while await reader.read(1_000):
                continue
    trickling.cancel()
    writer.transport.abort()


async def test_who_only_sends_heartbeats_is_gone_in_seconds(
    lab_in_loop: RunningLab, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cti_manager, "SIGN_IN_SECONDS", 0.3)
    async with linked(lab_in_loop.address(*JTAPI)) as link, asyncio.timeout(20):
        with contextlib.suppress(ConnectionError):
            while True:
                link.writer.write(wire.encode(Heartbeat()) * 1_000)
                await link.writer.drain()


@pytest.mark.parametrize(
    ("door", "header"),
    [(JTAPI, wire.HEADER.pack(0xFFFFFFFF)), (JTAPI, wire.HEADER.pack(wire.MAX_BODY)), (CTI, b"\xff" * 8)],
    ids=["JTAPI link, 4 GB", "JTAPI link, 1 MB before the sign-in", "CTI, 4 GB"],
)
async def test_a_frame_of_a_huge_length_is_refused_at_its_header(
    lab_in_loop: RunningLab, door: tuple[str, str], header: bytes
) -> None:
    reader, writer = await asyncio.open_connection(*lab_in_loop.address(*door))
    writer.write(header)
    async with asyncio.timeout(cti_manager.SIGN_IN_SECONDS / 2):
        with contextlib.suppress(ConnectionError):
            while await reader.read(1_000):
                continue
    writer.transport.abort()


async def test_strangers_give_way_to_each_other_and_to_nobody_else(
    lab_in_loop: RunningLab,
) -> None:
    """Who has signed in, or has a session, notices nothing."""
    jtapi, cti = lab_in_loop.address(*JTAPI), lab_in_loop.address(*CTI)
    async with linked(jtapi, "lab") as link, connected(cti) as client:
        assert isinstance(await client.open("honest"), OpenConf)
        async with held(jtapi, b"", 500), held(cti, b"", cti_server.STRANGERS_OF_AN_ADDRESS + 100):
            assert await link.ask(Observe("1001", request_id=1)) == Done(1)
            client.send(HeartbeatReq)
            await client.until(HeartbeatConf)
