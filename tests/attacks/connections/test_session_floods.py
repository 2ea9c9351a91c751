"""BOSH sessions asked for by the thousand, by who has no password: none keeps an honest agent out."""

from __future__ import annotations

import asyncio
import contextlib
from pathlib import Path

import pytest

from notification.node import NotificationService
from notification.transports.bosh import BoshSessions
from notification.xmpp import names
from tests.notification.conftest import Start, certs, service, start  # noqa: F401
from tests.notification.desktops import desktop
from tests.notification.people import DOMAIN
from tests.notification.transports.bosh_client import BoshClient
from tests.notification.wire import PATIENCE, STREAM, Wire, answer, auth, bind, connected, post

CREATE = (
    f"<body xmlns='{names.HTTPBIND}' xmlns:xmpp='urn:xmpp:xbosh' hold='1' ver='1.9' to='{DOMAIN}' wait='60' "
    "xmpp:version='1.0' rid='100'/>"
)


async def asks_for_sessions(wire: Wire, times: int) -> None:
    for _ in range(times):
        wire.write(post(CREATE))
        assert (await answer(wire))[0] == 200


async def test_two_thousand_session_requests_leave_no_more_than_there_are_places(
    start: Start,  # noqa: F811
    certs: Path,  # noqa: F811
) -> None:
    async with (
        start(stranger_sessions=150, stranger_sessions_of_address=100) as service,  # noqa: F811
        contextlib.AsyncExitStack() as stack,
    ):
        wires = [await stack.enter_async_context(connected(service.addresses["http"])) for _ in range(10)]
        async with desktop(service, "bosh", certs) as honest, asyncio.TaskGroup() as tasks:
            for wire in wires:
                tasks.create_task(asks_for_sessions(wire, 200))
            await honest.signs_in("agent1")
            await honest.says("<iq type='get' id='ping'><ping xmlns='urn:xmpp:ping'/></iq>")
            await honest.hears('id="ping"')
        assert len(service.bosh) <= 101


async def test_a_session_that_nobody_signs_in_to_ends(start: Start) -> None:  # noqa: F811
    async with start(sign_in=0.2, inactivity=60) as service:  # noqa: F811
        async with connected(service.addresses["http"]) as wire:
            await asks_for_sessions(wire, 5)
            assert len(service.bosh) == 5
        async with asyncio.timeout(PATIENCE):
            while len(service.bosh):
                await asyncio.sleep(0.01)


def test_who_keeps_asking_without_signing_in_is_told_that_the_time_is_over() -> None:
    client = BoshClient()
    for _ in range(3):
        held = client.send()
        client.passes(25)
    assert "<connection-timeout " in (held.body or "")
    assert not client.lives


def test_who_has_signed_in_has_all_the_time_he_wants() -> None:
    client = BoshClient().signs_in()
    for _ in range(10):
        client.send()
        client.passes(25)
    assert client.lives


def test_before_the_sign_in_there_is_no_pause() -> None:
    client = BoshClient()
    assert 'condition="policy-violation"' in (client.send(attributes="pause='200'").body or "")
    assert not client.lives


def test_the_oldest_stranger_is_told_that_his_place_is_anothers() -> None:
    sessions = BoshSessions(strangers=1, of_address=1)
    user = BoshClient(sessions=sessions).signs_in()
    first = BoshClient(user.router, sessions=sessions)
    held = first.send()
    second = BoshClient(user.router, sessions=sessions)
    assert "<resource-constraint " in (held.body or "")
    assert [client.sid in sessions for client in (user, first, second)] == [True, False, True]


async def test_one_user_has_no_more_than_a_hundred_resources(
    service: NotificationService,  # noqa: F811
    certs: Path,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("notification.router.RESOURCES_LIMIT", 2)
    async with desktop(service, "tcp", certs) as one, desktop(service, "tcp", certs) as two:
        await one.signs_in("agent1", "one")
        await two.signs_in("agent1", "two")
        async with connected(service.addresses["c2s"]) as three:
            three.write(STREAM)
            await three.until("</stream:features>")
            three.write(auth("agent1"))
            await three.until("/>")
            three.write(STREAM)
            await three.until("</stream:features>")
            three.write(bind("three"))
            assert "<resource-constraint " in await three.until("</iq>")
        assert len(service.router.online["agent1@localhost"]) == 2
        async with desktop(service, "tcp", certs) as again:
            await again.signs_in("agent1", "two")


def test_a_body_full_of_stanzas_is_too_much_at_once() -> None:
    client = BoshClient().signs_in()
    many = client.send("<presence xmlns='jabber:client'/>" * 251)
    assert 'condition="policy-violation"' in (many.body or "")
    assert not client.lives
