"""What a CTI client may do to the server and to others: end, send nonsense, take more than its share."""

from __future__ import annotations

import asyncio
import contextlib
import logging

import pytest

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import AgentState, ServiceMask, StatusCode
from tests.ccx_engine.cti_client import BRIDGE, connected
from tests.ccx_engine.cti_house import (
    House,
    beat_time,
    beats,
    refusal,
)


async def test_closing_is_confirmed_and_ends_the_connection(house: House) -> None:
    async with connected(house.address) as client:
        await client.open()
        client.send(cti.CloseReq)
        assert [type(each) for each in await client.closed()] == [cti.CloseConf]


async def test_an_absurd_length_ends_that_connection_and_the_next_client_is_served(house: House) -> None:
    async with connected(house.address) as bad, connected(house.address) as good:
        await good.open("good")
        await bad.open("bad")
        bad.writer.write(bytes.fromhex("7fffffff0000001e") + b"x" * 100)
        await bad.closed()
        await beats(good)
        async with connected(house.address) as next_one:
            assert isinstance(await next_one.open("bad"), cti.OpenConf)


@pytest.mark.parametrize(
    "nonsense", [b"GET / HTTP/1.1\r\n\r\n", bytes(64), bytes.fromhex("0000000100000003ff")]
)
async def test_nonsense_ends_that_connection_alone(house: House, nonsense: bytes) -> None:
    async with connected(house.address) as bad, connected(house.address) as good:
        await good.open()
        bad.writer.write(nonsense)
        bad.writer.write_eof()
        await bad.closed()
        await beats(good)


async def test_a_request_that_is_not_served_is_refused_and_the_session_goes_on(house: House) -> None:
    async with connected(house.address) as client:
        await client.open(services=BRIDGE | ServiceMask.SUPERVISOR)
        client.send(cti.SetAgentStateConf)  # for a server to send
        assert refusal(await client.next()) == StatusCode.INVALID_MESSAGE_TYPE
        await beats(client)


async def test_a_client_that_does_not_read_is_cut_and_the_others_hear_on(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    async with connected(house.address) as lazy, connected(house.address) as good:
        await lazy.open("lazy")
        await good.open("good")
        cut = asyncio.get_running_loop().create_future()
        went = house.server.went

        def noticed(connection: object) -> None:
            went(connection)  # type: ignore[arg-type]
            if not cut.done():
                cut.set_result(None)

        house.server.went = noticed  # type: ignore[method-assign]
        for _ in range(400):
            for _ in range(20):  # each answer is a hundred times the question
                lazy.send(cti.ConfigRequestEvent, configuration_mask=0xF)
            await asyncio.sleep(0)
            if cut.done():
                break
        async with asyncio.timeout(30):
            await cut
        assert "CTI client lazy is cut: it does not read" in caplog.text
        await good.set_state("agent1", "1001", AgentState.LOGIN)


async def test_many_connections_are_refused_beyond_a_bound(house: House) -> None:
    house.server.connections = 1
    async with connected(house.address) as first:
        await first.open()
        async with connected(house.address) as second:
            assert await second.closed() == []
        await beats(first)


async def test_clients_are_told_when_the_engine_stops(house: House) -> None:
    async with connected(house.address) as client:
        await client.open()
        await client.set_state("agent1", "1001", AgentState.LOGIN)
        house.server._stop()
        agent, event = await client.closed()
        assert isinstance(agent, cti.AgentStateEvent)
        assert (agent.agent_state, agent.event_reason_code) == (AgentState.LOGOUT, 32764)
        assert isinstance(event, cti.SystemEvent)
        assert (event.system_event_id, event.ccx_status) == (4, 0x200)


async def test_a_client_that_only_asks_is_cut_in_the_middle_of_its_requests(house: House) -> None:
    """One read of it holds thousands of requests whose answers nobody reads."""
    async with connected(house.address) as lazy, connected(house.address) as good:
        await lazy.open("lazy")
        await good.open("good")
        upload = lazy.codec.encode(cti.ConfigRequestEvent(configuration_mask=0xF))
        lazy.writer.write(upload * 20_000)
        await beats(good)
        with contextlib.suppress(ConnectionError):
            await lazy.writer.drain()
        while len(house.server._open) > 1:
            await beats(good)


async def test_a_thousand_sessions_of_one_program_harm_no_other_on_its_machine(house: House) -> None:
    async with connected(house.address) as good, contextlib.AsyncExitStack() as stack:
        await good.open("good")
        waits: list[float] = []
        for number in range(1000):
            client = await stack.enter_async_context(connected(house.address))
            assert isinstance(await client.open(f"greedy {number}"), cti.OpenConf)
            if number % 50 == 0:
                waits.append(await beat_time(good))
        async with connected(house.address) as again:
            assert isinstance(await again.open("good"), cti.OpenConf)
            await again.set_state("agent1", "1001", AgentState.LOGIN)
            waits.append(await beat_time(again))
        assert max(waits) < 1.0


async def test_what_one_address_takes_too_much_of_is_left_to_others(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    house.server.from_one_address = 3
    async with contextlib.AsyncExitStack() as stack:
        for number in range(10):
            client = await stack.enter_async_context(connected(house.address))
            if number < house.server.from_one_address:
                await client.open(f"greedy {number}")
            else:
                assert await client.closed() == []
        async with connected(house.address, from_host="127.0.0.2") as another:
            assert isinstance(await another.open("another"), cti.OpenConf)
    assert caplog.text.count("are turned away") == 1  # told once, not seven times


async def test_places_of_those_who_left_are_free_again(house: House) -> None:
    house.server.from_one_address = 1
    for number in range(3):
        async with connected(house.address) as client:
            assert isinstance(await client.open(f"client {number}"), cti.OpenConf)
            client.send(cti.CloseReq)
            await client.closed()
    assert not house.server._hosts


async def test_a_flood_of_heartbeats_lets_others_be_heard(house: House) -> None:
    async with connected(house.address) as hasty, connected(house.address) as good:
        await hasty.open("hasty")
        await good.open("good")
        hasty.writer.write(hasty.codec.encode(cti.HeartbeatReq(invoke_id=1)) * 50_000)
        assert await beat_time(good) < 1.0
