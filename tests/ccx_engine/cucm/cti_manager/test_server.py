"""CTI Manager over real sockets: sign-in, events to several clients, and clients that misbehave."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
from collections.abc import AsyncIterator

import pytest

from ccx_engine.cucm.credentials.accounts import Accounts
from ccx_engine.cucm.cti_manager import server as cti_manager
from ccx_engine.cucm.cti_manager.server import CtiManager
from ccx_engine.cucm.node import Node
from ccx_engine.jtapi import wire
from ccx_engine.jtapi.messages import (
    Answer,
    CallEvs,
    Connect,
    DeviceEv,
    Disconnect,
    Done,
    Heartbeat,
    Observe,
    OpenProvider,
    Refused,
    RegisterTerminal,
    ShutdownProvider,
    StartMonitor,
    Terminals,
    UnplugPhone,
)
from ccx_engine.jtapi.model import CtiError, Ev
from ccx_engine.jtapi.session import Session
from tests.ccx_engine.cucm.link import Link, linked
from tests.ccx_engine.cucm.scene import phone, small_cluster
from vos.address import Address

ANYWHERE = Address("127.0.0.1", 0)
A, B = phone("1001"), phone("1002")


@pytest.fixture
async def manager() -> AsyncIterator[Address]:
    cluster = small_cluster()
    async with CtiManager(cluster, Accounts(cluster)).serving(ANYWHERE) as address:
        yield address


async def until(link: Link, ev: Ev) -> CallEvs:
    """The next group with this event in it."""
    while True:
        message = await link.next()
        if isinstance(message, CallEvs) and any(each.ev is ev for each in message.events):
            return message


async def test_a_client_signs_in_and_is_told_what_it_controls(manager: Address) -> None:
    async with linked(manager) as link:
        link.send(OpenProvider("ccx_1", "finesse", "CCX", request_id=7))
        assert await link.next() == Done(7)
        assert await link.next() == DeviceEv(Ev.PROV_IN_SERVICE)
        terminals = await link.next()
        assert isinstance(terminals, Terminals)
        assert [terminal.name for terminal in terminals.terminals] == [
            "Trigger", "CCX_7001", "CCX_7002", "CCX_7003",
        ]  # fmt: skip


@pytest.mark.parametrize(
    ("login", "password", "error"),
    [
        ("ccx_1", "wrong", CtiError.DIRECTORY_LOGIN_FAILED),
        ("nobody", "finesse", CtiError.DIRECTORY_LOGIN_FAILED),
        ("agent1", "finesse", CtiError.DIRECTORY_LOGIN_NOT_ALLOWED),
        ("", "", CtiError.DIRECTORY_LOGIN_FAILED),
    ],
)
async def test_a_refused_sign_in_names_its_error_and_may_be_tried_again(
    manager: Address, login: str, password: str, error: CtiError
) -> None:
    async with linked(manager) as link:
        answer = await link.ask(OpenProvider(login, password, request_id=2))
        assert isinstance(answer, Refused)
        assert (answer.request_id, answer.error) == (2, error)
        refused = await link.ask(Observe("1001", request_id=3))
        assert refused == Refused(3, CtiError.PROVIDER_NOT_OPEN, "sign in with OpenProvider first")
        assert await link.ask(OpenProvider("lab", "finesse", request_id=4)) == Done(4)


async def test_no_password_reaches_the_log(manager: Address, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with linked(manager, "lab") as link:
        await link.ask(OpenProvider("lab", "another secret"))
        await link.ask(Connect("PSTN", "5551234", "1001"))
    assert "finesse" not in caplog.text
    assert "secret" not in caplog.text
    assert "IN  jtapi lab Connect terminal=PSTN address=5551234 destination=1001" in caplog.text
    assert "OUT jtapi lab CallEvs call=16777217 events=CallActiveEv,ConnCreatedEv" in caplog.text


async def test_every_observer_hears_a_call_and_its_maker_too(manager: Address) -> None:
    async with linked(manager, "lab") as lab, linked(manager, "ccx_rmcm") as rmcm:
        await rmcm.ask(Observe("1001"))
        done = await lab.ask(Connect("PSTN", "5551234", "1001", {"callVariable1": "Gold"}))
        assert isinstance(done, Done)
        for link in (lab, rmcm):
            group = await until(link, Ev.CTL_TERM_CONN_RINGING)
            assert (group.call, group.calling, group.called) == (done.call, "5551234", "1001")
        await rmcm.ask(Answer(done.call, A))
        await until(lab, Ev.CTL_TERM_CONN_TALKING)
        await lab.ask(Disconnect(done.call, "5551234"))
        await until(rmcm, Ev.CALL_INVALID)


async def test_done_comes_before_the_events_it_caused(manager: Address) -> None:
    async with linked(manager, "lab") as lab:
        lab.send(Connect("PSTN", "5551234", "1001", request_id=5))
        messages = [await lab.next() for _ in range(4)]
        assert messages[0] == Done(5, 16777217)
        assert all(isinstance(message, CallEvs) for message in messages[1:])


async def test_a_monitored_call_is_told_over_the_link(manager: Address) -> None:
    async with linked(manager, "ccx_rmcm") as rmcm, linked(manager, "lab") as lab:
        await rmcm.ask(Observe("1001"))
        answered = await lab.ask(Connect("PSTN", "5551234", "1001"))
        assert isinstance(answered, Done)
        call = answered.call
        await rmcm.ask(Answer(call, A))
        monitoring = await rmcm.ask(StartMonitor(phone("1003"), "1003", call, A, request_id=6))
        assert isinstance(monitoring, Done)
        group = await until(rmcm, Ev.MONITOR_TARGET_INFO)
        assert (group.call, group.monitors) == (monitoring.call, call)
        await lab.ask(UnplugPhone(A))
        assert (await until(rmcm, Ev.CALL_INVALID)).call == call


async def test_time_acts_on_calls() -> None:
    cluster = small_cluster(outside_numbers=[{"number": "9553", "does": "reject", "seconds": 0.01}])
    async with (
        CtiManager(cluster, Accounts(cluster)).serving(ANYWHERE) as address,
        linked(address, "lab") as lab,
    ):
        await lab.ask(Connect(A, "1001", "9553"))
        await until(lab, Ev.CTL_CONN_FAILED)


@pytest.mark.parametrize(
    "garbage",
    [
        b"GET / HTTP/1.1\r\nHost: x\r\n\r\n",
        b"\x7f\xff\xff\xff",
        wire.HEADER.pack(3) + b"{]}",
        wire.HEADER.pack(2) + b"{}",
        wire.HEADER.pack(100_000) + b"[" * 100_000,
        wire.encode(Done(1)),
        wire.encode(CallEvs(1, ())),
    ],
)
async def test_garbage_ends_its_own_link_and_the_next_client_is_served(
    manager: Address, garbage: bytes
) -> None:
    async with linked(manager, "lab") as lab:
        async with linked(manager) as link:
            link.writer.write(garbage)
            assert await link.closed() == b""
        assert await lab.ask(Observe("1001", request_id=8)) == Done(8)
    async with linked(manager, "lab") as lab:
        assert await lab.ask(Observe("1001", request_id=9)) == Done(9)


async def test_a_truncated_frame_is_waited_for(manager: Address) -> None:
    async with linked(manager, "lab") as lab:
        frame = wire.encode(Observe("1001", request_id=11))
        for byte in frame[:-1]:
            lab.writer.write(bytes([byte]))
            await lab.writer.drain()
        lab.writer.write(frame[-1:])
        assert await lab.next() == Done(11)


async def test_a_client_that_does_not_read_is_cut_and_delays_nobody(
    caplog: pytest.LogCaptureFixture,
) -> None:
    cluster = small_cluster()
    manager = CtiManager(cluster, Accounts(cluster), backlog=20_000)
    async with manager.serving(ANYWHERE) as address:
        slow = socket.socket()
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        slow.setblocking(False)
        loop = asyncio.get_running_loop()
        await loop.sock_connect(slow, tuple(address))
        await loop.sock_sendall(slow, wire.encode(OpenProvider("lab", "finesse")))
        await loop.sock_sendall(slow, wire.encode(Observe("PSTN")))
        async with linked(address, "lab") as lab:
            data = {str(number): "x" * 1900 for number in range(60)}
            for number in range(5_000):
                done = await lab.ask(Connect("PSTN", str(number), "1001", data))
                assert isinstance(done, Done)
                await lab.ask(Disconnect(done.call, str(number)))
                if "does not read" in caplog.text:
                    break
            assert "JTAPI client lab is cut: it does not read" in caplog.text
            assert await lab.ask(Observe("1002", request_id=1)) == Done(1)
        slow.close()


async def test_a_dead_engines_queue_dies_and_people_talk_on(manager: Address) -> None:
    async with linked(manager, "lab") as lab:
        talk = await lab.ask(Connect(A, "1001", "1002"))
        assert isinstance(talk, Done)
        await lab.ask(Answer(talk.call, B))
        async with linked(manager, "ccx_1") as engine:
            await engine.ask(RegisterTerminal("Trigger"))
            waiting = await lab.ask(Connect("PSTN", "5551234", "6001"))
            assert isinstance(waiting, Done)
            engine.writer.transport.abort()
            group = await until(lab, Ev.CALL_INVALID)
        assert group.call == waiting.call
        while True:
            message = await lab.next()
            if message == DeviceEv(Ev.TERM_OUT_OF_SERVICE, terminal="Trigger"):
                break
        assert isinstance(await lab.ask(Disconnect(talk.call, "1001")), Done)


async def test_who_signs_out_stays_connected_and_may_sign_in_again(manager: Address) -> None:
    async with linked(manager, "lab") as lab:
        assert await lab.ask(ShutdownProvider(request_id=5)) == Done(5)
        assert await lab.next() == DeviceEv(Ev.PROV_SHUTDOWN)
        assert await lab.ask(OpenProvider("lab", "finesse", request_id=6)) == Done(6)


async def test_who_does_not_sign_in_is_cut_in_time(manager: Address, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cti_manager, "SIGN_IN_SECONDS", 0.05)
    async with linked(manager) as link:
        assert await link.closed() == b""


async def test_a_silent_link_is_kept_by_heartbeats_and_lost_without(
    manager: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    beats = 0.1
    monkeypatch.setattr(cti_manager, "Session", lambda now: Session(now, heartbeat=beats))
    async with linked(manager, "lab") as link:
        data = await link.reader.read(1000)
        assert data == wire.encode(Heartbeat())
        link.send(Heartbeat())
        assert wire.encode(Heartbeat()) in await link.closed()


async def test_more_clients_than_it_serves_are_turned_away(
    manager: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cti_manager, "CLIENTS", 1)
    async with linked(manager, "lab") as lab:
        async with linked(manager) as link:
            link.send(OpenProvider("lab", "finesse"))
            assert await link.closed() == b""
        assert await lab.ask(Observe("1001", request_id=1)) == Done(1)


async def test_before_the_sign_in_a_message_is_small_or_refused_at_its_length(manager: Address) -> None:
    async with linked(manager) as link:
        link.writer.write(wire.HEADER.pack(cti_manager.SIGN_IN_BODY + 1))
        assert await link.closed() == b""


async def test_who_sends_anything_but_a_right_password_is_cut_in_time(
    manager: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a pause, so that the link's reader never waits."""
    monkeypatch.setattr(cti_manager, "SIGN_IN_SECONDS", 0.2)
    async with linked(manager) as link:
        beats = wire.encode(Heartbeat()) * 1_000
        with contextlib.suppress(ConnectionError):
            async with asyncio.timeout(20):
                while True:
                    link.writer.write(beats)
                    await link.writer.drain()


async def test_many_sign_ins_at_once_are_all_answered(cucm: Node) -> None:
    async def sign_in() -> bool:
        async with linked(cucm.addresses["jtapi"], "lab") as link:
            return isinstance(await link.ask(Observe("1001")), Done)

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(sign_in()) for _ in range(200)]
    assert all(task.result() for task in tasks)


async def test_refusals_of_an_address_are_in_the_log_once_in_a_while(
    manager: Address, caplog: pytest.LogCaptureFixture
) -> None:
    async with linked(manager) as link:
        for number in range(5):
            assert isinstance(await link.ask(OpenProvider("nobody", f"guess{number}")), Refused)
    assert caplog.text.count("'nobody' refused: unknown user or wrong password") == 1
