"""The service as a whole: it serves on what it was told, and a bad start is one line that names the cure."""

from __future__ import annotations

import asyncio
import gc
import signal
import sys
from pathlib import Path

import pytest

from notification.node import NotificationService, running
from notification.settings import NotificationSettings
from notification.transports.bosh import Bosh
from notification.transports.http import HttpConnection
from notification.transports.tcp import TcpLink
from notification.transports.websocket import WebSocketLink
from notification.xmpp.session import Session
from tests.notification.conftest import Start
from tests.notification.transports.test_http import Browser
from tests.notification.wire import ANY_PORT, Socket, connected, post, sign_in_tcp
from vos.address import Address
from vos.service import CannotServe
from vos.settings import SettingsError, arguments


def settings(certs: Path, **changes: object) -> NotificationSettings:
    ports = dict.fromkeys(("c2s", "c2s_tls", "http", "https"), ANY_PORT)
    return NotificationSettings(certs=certs, **{**ports, **changes})  # type: ignore[arg-type]


async def test_the_addresses_are_those_that_the_system_chose(service: NotificationService) -> None:
    assert set(service.addresses) == {"c2s", "c2s_tls", "http", "https"}
    assert len({address.port for address in service.addresses.values()} - {0}) == 4


async def test_two_services_live_side_by_side(start: Start) -> None:
    async with (
        start() as one,
        start() as two,
        connected(one.addresses["c2s"]) as first,
        connected(two.addresses["c2s"]) as second,
    ):
        await sign_in_tcp(first, "agent1")
        await sign_in_tcp(second, "agent1")
        assert len(one.router.online) == len(two.router.online) == 1


async def test_a_port_in_use_is_named(service: NotificationService, certs: Path) -> None:
    taken = service.addresses["https"]
    with pytest.raises(BaseExceptionGroup) as caught:
        async with running(settings(certs, https=taken)):
            raise AssertionError("it serves")
    (error,) = caught.value.exceptions
    assert isinstance(error, CannotServe)
    assert str(error).startswith(f"https: {taken} is in use; ")


async def test_a_missing_certificate_is_named(tmp_path: Path) -> None:
    with pytest.raises(CannotServe, match=r"localhost\.pem is missing"):
        async with running(settings(tmp_path)):
            raise AssertionError("it serves")


async def test_a_centre_without_the_services_table_is_named(certs: Path, tmp_path: Path) -> None:
    centre = tmp_path / "centre.toml"
    centre.write_text("[other]\n")
    with pytest.raises(SettingsError, match=r"no table \[notification\]"):
        async with running(settings(certs, centre=centre)):
            raise AssertionError("it serves")


async def test_as_a_process_it_says_where_it_serves_and_stops_when_asked(certs: Path) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "notification", *arguments(settings(certs)), stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    async with asyncio.timeout(30):
        ready = (await process.stdout.readline()).decode().split()
        addresses = dict(word.split("=") for word in ready[2:])
        async with connected(Address.parse(addresses["c2s_tls"]), certs):
            process.send_signal(signal.SIGTERM)
            assert await process.wait() == 0
    assert ready[:2] == ["ready", "notification"]


async def test_as_a_process_a_bad_start_is_one_line_and_exit_code_2(tmp_path: Path) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "notification", "--certs", str(tmp_path), stderr=asyncio.subprocess.PIPE
    )
    async with asyncio.timeout(30):
        _, stderr = await process.communicate()
    assert process.returncode == 2
    assert len(stderr.decode().splitlines()) == 1
    assert "python -m certs" in stderr.decode()


async def test_clients_that_come_and_go_leave_nothing_behind(
    service: NotificationService, certs: Path
) -> None:
    async def tcp(number: int) -> None:
        secured = number % 2 == 0
        address = service.addresses["c2s_tls" if secured else "c2s"]
        async with connected(address, certs if secured else None) as wire:
            await sign_in_tcp(wire, f"tcp{number}")
            if number % 3 == 0:
                wire.writer.transport.abort()

    async def websocket(number: int) -> None:
        async with connected(service.addresses["http"]) as wire:
            socket = Socket(wire)
            await socket.shakes_hands()
            await socket.signs_in(f"ws{number}")

    async def bosh(number: int) -> None:
        async with connected(service.addresses["http"]) as wire:
            browser = Browser(wire)
            await browser.signs_in(f"bosh{number}")
            wire.write(post(browser.body()))
            await browser.says(attributes="type='terminate'")

    await asyncio.gather(*(come(number) for number in range(20) for come in (tcp, websocket, bosh)))
    async with asyncio.timeout(30):
        while service.host.connections or service.router.online:
            await asyncio.sleep(0.01)
    gc.collect()
    kinds = (Session, Bosh, HttpConnection, TcpLink, WebSocketLink)
    assert [
        each for each in gc.get_objects() if isinstance(each, kinds) and not is_stale(each, service)
    ] == []


def is_stale(each: object, service: NotificationService) -> bool:
    """Only the queue of deadlines may still know it, until its next sweep."""
    return any(
        entry[2] is each or getattr(entry[2], "session", None) is each
        for entry in service.host.deadlines._heap
    )
