"""Games with request ids and with other people's sessions, over real connections."""

from __future__ import annotations

from pathlib import Path

import pytest

from notification.node import NotificationService
from notification.xmpp import names
from tests.notification.bad_input.bystander import bystander
from tests.notification.desktops import BoshDesktop, desktop
from tests.notification.loops import event_loop_policy  # noqa: F401
from tests.notification.transports.test_http import CREATE
from tests.notification.wire import answer, connected, post

GONE = '<body type="terminate" condition="item-not-found" xmlns="http://jabber.org/protocol/httpbind"/>'


def body(sid: str, rid: str, inner: str = "") -> str:
    return f"<body xmlns='{names.HTTPBIND}' sid='{sid}' rid='{rid}'>{inner}</body>"


async def posted(service: NotificationService, data: str) -> tuple[int, str]:
    """Status and body of the answer on a connection of its own."""
    async with connected(service.addresses["http"]) as wire:
        wire.write(post(data))
        status, _, content = await answer(wire)
        return status, content


@pytest.mark.parametrize("rid", ["0", "-1", "", "x", "9007199254740993", "9" * 400, "1.5", "٣"])
async def test_a_request_without_a_usable_id_is_bad_and_its_session_lives(
    service: NotificationService, certs: Path, rid: str
) -> None:
    async with bystander(service) as other, desktop(service, "bosh", certs) as client:
        assert isinstance(client, BoshDesktop)
        await client.signs_in("agent1")
        assert await posted(service, body(client.browser.sid, rid)) == (400, "")
        assert (await posted(service, CREATE.replace("rid='100'", f"rid='{rid}'")))[0] == 400
        await client.says("<iq type='get' id='ping'><ping xmlns='urn:xmpp:ping'/></iq>")
        await client.hears('id="ping"')
        await other.hears_an_event()


@pytest.mark.parametrize("away", [-50, -10, 4, 1000, 2**40])
async def test_an_id_from_outside_the_window_ends_the_session_and_its_user_is_gone(
    service: NotificationService, certs: Path, away: int
) -> None:
    async with bystander(service) as other:
        async with desktop(service, "bosh", certs) as client:
            assert isinstance(client, BoshDesktop)
            await client.signs_in("agent1")
            browser = client.browser
            assert await posted(service, body(browser.sid, str(browser.rid + away))) == (200, GONE)
            assert await posted(service, body(browser.sid, str(browser.rid + 1))) == (
                404,
                "Invalid SID value.",
            )
        assert "agent1@localhost" not in service.router.online
        await other.is_left_alone()


async def test_a_session_that_is_not_there_cannot_be_taken(service: NotificationService, certs: Path) -> None:
    evil = "<presence xmlns='jabber:client' type='unavailable'/>"
    async with bystander(service) as other, desktop(service, "bosh", certs) as client:
        assert isinstance(client, BoshDesktop)
        await client.signs_in("agent1")
        sid = client.browser.sid
        for guess in (sid[:-1], sid.upper() + "x", sid[::-1] + "0", "' or ''='", "../" + sid, "x" * 10_000):
            guess = guess.replace("'", "&apos;")
            assert (await posted(service, body(guess, str(client.browser.rid + 1), evil)))[0] == 404
        assert "agent1@localhost" in service.router.online
        await other.hears_an_event()


async def test_a_repeated_request_says_nothing_twice(service: NotificationService, certs: Path) -> None:
    node = service.router.nodes.create("n", service.router.service_account, {"publish_model": "open"})
    async with desktop(service, "bosh", certs) as client:
        assert isinstance(client, BoshDesktop)
        await client.signs_in("agent1")
        publish = (
            "<iq xmlns='jabber:client' type='set' id='p' to='pubsub.localhost'><pubsub"
            f" xmlns='http://jabber.org/protocol/pubsub'><publish node='{node.name}'>"
            "<item><n xmlns='urn:n'/></item></publish></pubsub></iq>"
        )
        data = client.browser.body(publish)
        first = await posted(service, data)
        assert 'id="p"' in first[1]
        assert [await posted(service, data) for _ in range(3)] == [first] * 3


async def test_a_session_of_https_cannot_be_used_without_tls(
    service: NotificationService, certs: Path
) -> None:
    async with bystander(service) as other:
        async with desktop(service, "bosh with TLS", certs) as client:
            assert isinstance(client, BoshDesktop)
            await client.signs_in("agent1")
            status, content = await posted(service, body(client.browser.sid, str(client.browser.rid + 1)))
            assert (status, 'condition="bad-request"' in content) == (200, True)
        await other.is_left_alone()
