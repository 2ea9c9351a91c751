"""Connections to the notification service: how many there are, whose they are, and how they end."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import ssl
from collections.abc import AsyncIterator

from finesse.reverse_proxy.upstream import Pool, Upstream
from tests.finesse.reverse_proxy.scripted_service import ScriptedService, node, scripted
from tests.notification.loops import event_loop_policy  # noqa: F401
from tests.notification.wire import answer, connected, post
from vos.address import Address


@contextlib.asynccontextmanager
async def behind_a_node(**options: float) -> AsyncIterator[tuple[ScriptedService, Pool, Address]]:
    async with scripted() as (service, address):
        pool = Pool(address, "localhost", None, **options)  # type: ignore[arg-type]
        async with node(pool) as own:
            yield service, pool, own


async def test_requests_one_after_the_other_share_one_connection() -> None:
    async with behind_a_node() as (service, pool, own):
        service.echoes = True
        for client in range(3):
            async with connected(own) as wire:
                for number in range(20):
                    wire.write(post(f"<body rid='{client}.{number}'/>"))
                    assert (await answer(wire))[2] == f"<body rid='{client}.{number}'/>"
        assert (service.connections, len(pool)) == (1, 1)


async def test_each_held_request_has_a_connection_and_the_next_ones_use_them_again() -> None:
    async with behind_a_node() as (service, pool, own), contextlib.AsyncExitStack() as stack:
        wires = [await stack.enter_async_context(connected(own)) for _ in range(5)]
        for turn in range(4):
            for number, wire in enumerate(wires):
                wire.write(post(f"<{turn}.{number}/>"))
            held = [await service.request() for _ in wires]
            for request in reversed(held):
                request.answer(request.body.decode())
            for number, wire in enumerate(wires):
                assert (await answer(wire))[2] == f"<{turn}.{number}/>"
        assert (service.connections, len(pool)) == (5, 5)


async def test_a_client_that_goes_away_takes_its_connection_with_it_and_no_other() -> None:
    async with behind_a_node() as (service, pool, own), connected(own) as stays:
        stays.write(post("<stays/>"))
        held = await service.request()
        async with connected(own) as goes:
            goes.write(post("<goes/>"))
            await service.request()
            await service.has_open(2)
        await service.has_open(1)
        assert len(pool) == 1
        held.answer("<here/>")
        assert (await answer(stays))[2] == "<here/>"


async def test_a_client_may_go_away_before_there_is_a_connection() -> None:
    async with scripted() as (service, address):
        pool = Pool(address, "localhost", ssl.create_default_context())
        async with node(pool) as own:
            async with connected(own) as wire:
                wire.write(post("<x/>"))
                await service.has_open(1)  # and it never shakes hands
                assert len(pool) == 1
            await service.has_open(0)
            assert len(pool) == 0


async def test_what_is_idle_is_closed() -> None:
    async with behind_a_node(idle_seconds=0.05) as (service, pool, own), connected(own) as wire:
        service.echoes = True
        wire.write(post("<x/>"))
        await answer(wire)
        await service.has_open(0)
        wire.write(post("<y/>"))
        assert (await answer(wire))[2] == "<y/>"
        assert service.connections == 2
        await service.has_open(0)
        assert len(pool) == 0


async def test_a_held_request_is_not_idle() -> None:
    async with behind_a_node(idle_seconds=0.01) as (service, _, own), connected(own) as wire:
        async with connected(own) as other:
            wire.write(post("<held/>"))
            held = await service.request()
            other.write(post("<x/>"))
            (await service.request()).answer()
            await answer(other)
            await service.has_open(1)  # the other's was idle and is closed
        held.answer("<here/>")
        assert (await answer(wire))[2] == "<here/>"


async def test_more_than_the_limit_is_refused_in_words_and_served_when_there_is_room() -> None:
    async with behind_a_node(connections=1) as (service, _, own), connected(own) as one:
        one.write(post("<one/>"))
        held = await service.request()
        async with connected(own) as two:
            two.write(post("<two/>"))
            status, head, text = await answer(two)
            assert status == 503
            assert "all 1 connections to it are in use" in text
            assert "Access-Control-Allow-Origin: *\r\n" in head
            held.answer()
            await answer(one)
            two.write(post("<two/>"))
            (await service.request()).answer("<served/>")
            assert (await answer(two))[2] == "<served/>"
        assert service.connections == 1


async def test_one_address_may_use_three_quarters_of_the_connections_and_another_still_gets_one() -> None:
    async with behind_a_node(connections=4) as (service, pool, own), contextlib.AsyncExitStack() as stack:
        greedy = [await stack.enter_async_context(connected(own)) for _ in range(4)]
        for wire in greedy:
            wire.write(post("<greedy/>"))
        status, _, text = await answer(greedy[3])
        assert status == 503
        assert "all 3 connections to it that 127.0.0.1 may use are in use" in text
        held = [await service.request() for _ in range(3)]
        reader, writer = await asyncio.open_connection(*own, local_addr=("127.0.0.2", 0))
        writer.write(post("<other/>"))
        (await service.request()).answer("<served/>")
        assert b"200 OK" in await reader.readline()
        writer.close()
        for request in held:
            request.answer()
        for wire in greedy[:3]:
            assert (await answer(wire))[0] == 200
        assert pool._asked == {}


async def test_the_proxy_holds_many_more_than_a_hundred_requests() -> None:
    async with behind_a_node() as (service, pool, own), contextlib.AsyncExitStack() as stack:
        wires = [await stack.enter_async_context(connected(own)) for _ in range(300)]
        for wire in wires:
            wire.write(post("<held/>"))
        held = [await service.request() for _ in wires]
        assert len(pool) == 300
        for request in held:
            request.answer("<answered/>")
        for wire in wires:
            assert (await answer(wire))[2] == "<answered/>"


async def test_a_request_that_meets_the_end_of_an_idle_connection_is_asked_again() -> None:
    async with behind_a_node() as (service, _, own), connected(own) as wire:
        wire.write(post("<first/>"))
        (await service.request()).answer()
        await answer(wire)
        wire.write(post("<second/>"))
        (await service.request()).writer.close()
        (await service.request()).answer("<again/>")
        assert (await answer(wire))[2] == "<again/>"
        assert service.connections == 2


async def test_a_new_connection_that_ends_without_an_answer_is_told() -> None:
    async with behind_a_node() as (service, _, own), connected(own) as wire:
        wire.write(post("<x/>"))
        (await service.request()).writer.close()
        status, _, text = await answer(wire)
        assert (status, "closed the connection" in text) == (502, True)
        wire.write(post("<y/>"))  # the client's connection stays
        (await service.request()).answer("<z/>")
        assert (await answer(wire))[2] == "<z/>"


async def test_an_answer_that_breaks_off_ends_the_clients_connection() -> None:
    async with behind_a_node() as (service, _, own), connected(own) as wire:
        wire.write(post("<x/>"))
        request = await service.request()
        request.writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<half")
        await wire.until("<half")
        request.writer.close()
        assert await wire.rest() == ""


async def test_what_is_no_http_is_told() -> None:
    async with behind_a_node() as (service, pool, own), connected(own) as wire:
        wire.write(post("<x/>"))
        (await service.request()).writer.write(b"SSH-2.0-dropbear\r\n")
        assert (await answer(wire))[0] == 502
        assert len(pool) == 0


async def test_an_answer_with_which_the_service_closes_closes_the_clients_connection_too() -> None:
    async with behind_a_node() as (service, pool, own), connected(own) as wire:
        wire.write(post("<x/>"))
        (await service.request()).answer("<last/>", "HTTP/1.1 413 Content Too Large\r\nConnection: close\r\n")
        assert (await answer(wire))[2] == "<last/>"
        assert await wire.is_closed()
        assert len(pool) == 0


async def test_what_nobody_asked_for_ends_an_idle_connection() -> None:
    async with behind_a_node() as (service, pool, own), connected(own) as wire:
        wire.write(post("<x/>"))
        request = await service.request()
        request.answer()
        await answer(wire)
        request.answer("<unasked/>")
        await service.has_open(0)
        assert len(pool) == 0


async def test_a_request_that_is_never_answered_is_given_up() -> None:
    async with behind_a_node() as (service, pool, own), connected(own) as wire:
        wire.write(post("<x/>"))
        await service.request()
        (upstream,) = pool._all
        upstream.since -= 1000
        pool._sweep()
        assert (await answer(wire))[0] == 504
        await service.has_open(0)


async def test_a_service_that_is_away_is_named(unused_tcp_port: int) -> None:
    pool = Pool(Address("127.0.0.1", unused_tcp_port), "localhost", None)
    async with node(pool) as own, connected(own) as wire:
        for _ in range(2):
            wire.write(post("<x/>"))
            status, _, text = await answer(wire)
            assert status == 502
            assert f"127.0.0.1:{unused_tcp_port}" in text


async def test_a_stopping_node_ends_its_connections() -> None:
    async with behind_a_node() as (service, pool, own), connected(own) as wire:
        wire.write(post("<x/>"))
        await service.request()
        await pool.close()
        await service.has_open(0)
        assert (await answer(wire))[0] == 502
        wire.write(post("<y/>"))
        assert (await answer(wire))[0] == 503


async def test_many_clients_at_once_each_hear_their_own_answers_in_order() -> None:
    async with behind_a_node() as (service, pool, own):
        service.echoes = True

        async def client(name: int) -> None:
            async with connected(own) as wire:
                for number in range(50):
                    wire.write(post(f"<{name}.{number}/>"))
                    assert (await answer(wire))[2] == f"<{name}.{number}/>"

        await asyncio.gather(*(client(name) for name in range(20)))
        assert service.connections <= 20
        assert len(pool) == service.connections


async def test_a_connection_that_has_ended_is_let_go_of_without_looking_for_garbage() -> None:
    def connections() -> int:
        return sum(isinstance(each, Upstream) for each in gc.get_objects())

    gc.collect()
    before = connections()
    gc.disable()
    try:
        upstream = Upstream(Pool(Address("127.0.0.1", 1), "localhost", None))
        assert connections() == before + 1
        upstream.connection_lost(None)
        del upstream
        assert connections() == before
    finally:
        gc.enable()
