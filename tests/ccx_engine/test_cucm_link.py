"""The JTAPI link's client end: signs in, comes back after every break, and says why it cannot."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field

import pytest

from ccx_engine.cucm_link import CucmLink
from ccx_engine.engine.model import Provider
from ccx_engine.jtapi import messages as jtapi
from ccx_engine.jtapi.model import CtiError, Ev
from ccx_engine.jtapi.session import Session
from vos.address import Address
from vos.service import CannotServe

SECONDS = 30.0


@dataclass
class Ear:
    """In the switchboard's place: what the link hears."""

    heard: asyncio.Queue[object] = field(default_factory=asyncio.Queue)

    def hear(self, provider: Provider, message: jtapi.Message) -> None:
        self.heard.put_nowait(message)

    def provider_lost(self, provider: Provider) -> None:
        self.heard.put_nowait("lost")

    async def next(self) -> object:
        async with asyncio.timeout(SECONDS):
            return await self.heard.get()


class PretendManager:
    """A CTI Manager that answers as the test says."""

    def __init__(self, answer: Callable[[jtapi.OpenProvider], list[jtapi.Message]]) -> None:
        self.answer = answer
        self.asked: asyncio.Queue[jtapi.Message] = asyncio.Queue()
        self.writers: list[asyncio.StreamWriter] = []

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        session = Session(0.0)
        self.writers.append(writer)
        while data := await reader.read(65536):
            for message in session.receive_data(data, 0.0):
                self.asked.put_nowait(message)
                for each in self.answer(message) if isinstance(message, jtapi.OpenProvider) else []:
                    session.send(each, 0.0)
            writer.write(session.data_to_send())
        writer.close()

    @contextlib.asynccontextmanager
    async def serving(self) -> AsyncIterator[Address]:
        server = await asyncio.start_server(self.serve, "127.0.0.1", 0)
        try:
            yield Address(*server.sockets[0].getsockname()[:2])
        finally:
            server.close()
            for writer in self.writers:
                writer.close()


def accepts(request: jtapi.OpenProvider) -> list[jtapi.Message]:
    return [jtapi.Done(request.request_id), jtapi.DeviceEv(Ev.PROV_IN_SERVICE), jtapi.Terminals(())]


def refuses(request: jtapi.OpenProvider) -> list[jtapi.Message]:
    return [jtapi.Refused(request.request_id, CtiError.DIRECTORY_LOGIN_FAILED, "wrong password")]


@contextlib.asynccontextmanager
async def linked(
    address: Address, ear: Ear, accept: Callable[[Provider, jtapi.Terminals], None] = lambda *_: None
) -> AsyncIterator[CucmLink]:
    link = CucmLink(Provider.RMCM, address, "ccx_rmcm", "finesse", ear, accept)  # type: ignore[arg-type]
    task = asyncio.create_task(link.run())
    try:
        yield link
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def test_it_signs_in_and_hands_on_what_it_hears() -> None:
    manager, ear = PretendManager(accepts), Ear()
    async with manager.serving() as address, linked(address, ear) as link:
        assert await ear.next() == jtapi.DeviceEv(Ev.PROV_IN_SERVICE)
        assert await ear.next() == jtapi.Terminals(())
        sign_in = await manager.asked.get()
        assert isinstance(sign_in, jtapi.OpenProvider)
        assert (sign_in.login, sign_in.application) == ("ccx_rmcm", "ccx_engine")
        link.send(jtapi.Observe("1001", request_id=7))
        link.flush()
        assert await manager.asked.get() == jtapi.Observe("1001", request_id=7)


async def test_a_request_that_the_first_messages_cause_goes_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also when they come before the loop has told the link that it is connected."""
    manager, ear = PretendManager(accepts), Ear()
    loop = asyncio.get_running_loop()
    connect, link_is_up = loop.create_connection, asyncio.Event()

    async def connect_late(*args: object, **options: object) -> object:
        connection = await connect(*args, **options)  # type: ignore[arg-type]
        await link_is_up.wait()
        return connection

    monkeypatch.setattr(loop, "create_connection", connect_late)
    async with manager.serving() as address, linked(address, ear) as link:
        await ear.next()
        assert await ear.next() == jtapi.Terminals(())
        link.send(jtapi.Observe("1001", request_id=1))
        link.flush()
        assert isinstance(await manager.asked.get(), jtapi.OpenProvider)
        async with asyncio.timeout(SECONDS):
            assert await manager.asked.get() == jtapi.Observe("1001", request_id=1)
        link_is_up.set()


async def test_after_a_break_it_tells_the_loss_and_signs_in_again() -> None:
    manager, ear = PretendManager(accepts), Ear()
    async with manager.serving() as address, linked(address, ear):
        await ear.next()
        await ear.next()
        manager.writers[0].close()
        assert await ear.next() == "lost"
        assert await ear.next() == jtapi.DeviceEv(Ev.PROV_IN_SERVICE)


async def test_what_is_no_message_breaks_the_link() -> None:
    manager, ear = PretendManager(accepts), Ear()
    async with manager.serving() as address, linked(address, ear):
        await ear.next()
        await ear.next()
        manager.writers[0].write(bytes.fromhex("0000000474657874"))
        assert await ear.next() == "lost"
        assert await ear.next() == jtapi.DeviceEv(Ev.PROV_IN_SERVICE)


async def test_a_wrong_password_is_told_with_its_cure_and_no_loss(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.ERROR)
    manager, ear = PretendManager(refuses), Ear()
    async with manager.serving() as address, linked(address, ear):
        async with asyncio.timeout(SECONDS):
            await manager.asked.get()
            await manager.asked.get()  # it tries again
        assert "refuses the user ccx_rmcm: wrong password; check [rmcm] and [cucm]" in caplog.text
        assert ear.heard.empty()


async def test_it_waits_for_a_cti_manager_that_comes_later() -> None:
    ear = Ear()
    first = PretendManager(accepts)
    async with first.serving() as address:
        pass
    async with linked(address, ear):
        await asyncio.sleep(0)
        server = await asyncio.start_server(first.serve, *address)
        assert await ear.next() == jtapi.DeviceEv(Ev.PROV_IN_SERVICE)
        server.close()
        for writer in first.writers:
            writer.close()


async def test_a_request_without_a_link_is_dropped() -> None:
    ear = Ear()
    link = CucmLink(Provider.RMCM, Address("127.0.0.1", 1), "a", "b", ear)  # type: ignore[arg-type]
    link.send(jtapi.Observe("1001"))
    link.flush()
    assert ear.heard.empty()


async def test_what_the_first_sign_in_gives_is_judged_and_no_later_one() -> None:
    judged: list[jtapi.Terminals] = []
    in_service = jtapi.DeviceEv(Ev.PROV_IN_SERVICE)
    manager, ear = PretendManager(accepts), Ear()
    async with manager.serving() as address, linked(address, ear, lambda _, given: judged.append(given)):
        await ear.next()
        await ear.next()
        manager.writers[0].close()
        assert [await ear.next() for _ in range(3)] == ["lost", in_service, jtapi.Terminals(())]
    assert judged == [jtapi.Terminals(())]


async def test_what_is_not_accepted_ends_the_link_and_is_not_handed_on() -> None:
    def refuse(_: Provider, __: jtapi.Terminals) -> None:
        raise CannotServe("database: another centre's")

    manager, ear = PretendManager(accepts), Ear()
    async with manager.serving() as address:
        link = CucmLink(Provider.RMCM, address, "ccx_rmcm", "finesse", ear, refuse)  # type: ignore[arg-type]
        with pytest.raises(CannotServe, match="another centre's"):
            await link.run()
    assert await ear.next() == jtapi.DeviceEv(Ev.PROV_IN_SERVICE)
    assert await ear.next() == "lost"
