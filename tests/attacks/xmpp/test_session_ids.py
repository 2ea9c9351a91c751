"""Who knows a BOSH session's id speaks for its user: nobody else is told it, in whatever text."""

from __future__ import annotations

import logging
import re
from pathlib import Path

import pytest

from notification import node
from notification.node import NotificationService
from notification.xmpp import names
from tests.notification.conftest import certs, service, start  # noqa: F401
from tests.notification.desktops import BoshDesktop, desktop
from tests.notification.wire import answer, auth, connected, post

GONE = 404, "Invalid SID value."


def bosh_body(sid: str, rid: int) -> str:
    return f"<body xmlns='{names.HTTPBIND}' sid='{sid}' rid='{rid}' type='terminate'/>"


async def test_a_resource_that_the_service_chose_is_no_session_id(
    service: NotificationService,  # noqa: F811
    certs: Path,  # noqa: F811
) -> None:
    async with desktop(service, "bosh", certs) as client, desktop(service, "tcp", certs) as watcher:
        assert isinstance(client, BoshDesktop)
        browser = client.browser
        await watcher.signs_in("watcher")
        await watcher.says("<presence type='subscribe' to='agent1@localhost'/>")
        await browser.creates()
        await browser.says(auth("agent1"))
        await browser.says(attributes="xmpp:restart='true' xmlns:xmpp='urn:xmpp:xbosh'")
        await browser.says(
            f"<iq xmlns='jabber:client' type='set' id='bind'><bind xmlns='{names.BIND}'/></iq>"
        )
        await browser.says("<presence xmlns='jabber:client'/>")
        seen = await watcher.hears('from="agent1@localhost/')
        resource = (await watcher.hears('"')).rstrip('"')
        assert browser.sid not in seen + resource
        async with connected(service.addresses["http"]) as stranger:
            stranger.write(post(bosh_body(resource, browser.rid + 1)))
            status, _, content = await answer(stranger)
            assert (status, content) == GONE
        assert "agent1@localhost" in service.router.online


async def test_session_stream_and_resource_ids_differ_and_cannot_be_guessed(
    service: NotificationService,  # noqa: F811
    certs: Path,  # noqa: F811
) -> None:
    ids = {node._new_id() for _ in range(1000)}
    assert len(ids) == 1000
    assert all(re.fullmatch("[a-z0-9]{20}", each) for each in ids)
    async with desktop(service, "bosh", certs) as client:
        assert isinstance(client, BoshDesktop)
        created = await client.browser.creates()
        (sid,), (stream,) = re.findall(r' sid="(\w+)"', created), re.findall(r' authid="(\w+)"', created)
        assert sid != stream


@pytest.mark.parametrize("sid", ["", "x", "0" * 20])
async def test_a_request_with_an_unknown_id_ends_nothing(
    service: NotificationService,  # noqa: F811
    certs: Path,  # noqa: F811
    sid: str,
) -> None:
    async with desktop(service, "bosh", certs) as client:
        await client.signs_in("agent1")
        async with connected(service.addresses["http"]) as stranger:
            stranger.write(post(bosh_body(sid, 100)))
            await answer(stranger)
        assert "agent1@localhost" in service.router.online


async def test_no_log_holds_a_session_id(
    service: NotificationService,  # noqa: F811
    certs: Path,  # noqa: F811
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    async with desktop(service, "bosh", certs) as client:
        assert isinstance(client, BoshDesktop)
        await client.signs_in("agent1")
        await client.says("<iq type='get' id='ping'><ping xmlns='urn:xmpp:ping'/></iq>")
        await client.leaves()
        assert "agent1" in caplog.text
        assert client.browser.sid not in caplog.text


async def test_no_log_holds_a_streams_id_or_a_random_resource_in_full(
    service: NotificationService,  # noqa: F811
    certs: Path,  # noqa: F811
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    resource = node._new_id()
    async with desktop(service, "bosh", certs) as client:
        assert isinstance(client, BoshDesktop)
        (stream,) = re.findall(r' authid="(\w+)"', await client.browser.creates())
    async with desktop(service, "tcp", certs) as client:
        await client.signs_in("agent1", resource)
        await client.says(f"<iq type='get' id='ping' to='agent1@localhost/{resource}'/>")
        await client.hears('id="ping"')
    assert f"agent1@localhost/{resource[:4]}... iq" in caplog.text
    assert f"{stream[:4]}... " in caplog.text
    assert resource not in caplog.text
    assert stream not in caplog.text


async def test_what_is_answered_to_a_session_is_no_page(
    service: NotificationService,  # noqa: F811
    certs: Path,  # noqa: F811
) -> None:
    """An error repeats what was said: in a page it would be a script, whose origin would be the desktop's."""
    async with desktop(service, "bosh", certs) as client:
        assert isinstance(client, BoshDesktop)
        await client.signs_in("agent1")
        script = (
            "<iq xmlns='jabber:client' type='get' id='x'><script xmlns='http://www.w3.org/1999/xhtml'/></iq>"
        )
        client.wire.write(post(client.browser.body(script)))
        _, head, body = await answer(client.wire)
        assert "<script" in body
        assert "\r\nContent-Security-Policy: sandbox\r\n" in head
