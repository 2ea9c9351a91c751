"""XMPP over WebSocket on real sockets."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from notification.node import NotificationService
from notification.xmpp import names
from tests.notification.conftest import Start
from tests.notification.loops import event_loop_policy  # noqa: F401
from tests.notification.people import plain
from tests.notification.wire import Socket, connected
from vos import frames

OPEN = f'<open xmlns="{names.FRAMING}" to="example.com" version="1.0"/>'
CLOSE = f'<close xmlns="{names.FRAMING}" />'
PING = "<iq xmlns='jabber:client' type='get' to='localhost' id='1:ping'><ping xmlns='urn:xmpp:ping'/></iq>"


@pytest.mark.parametrize("path", ["/ws/", "/ws"])
async def test_both_paths_select_the_xmpp_protocol(service: NotificationService, path: str) -> None:
    async with connected(service.addresses["http"]) as wire:
        answer = await Socket(wire).shakes_hands(path)
    assert answer.startswith("HTTP/1.1 101 ")
    assert "Sec-WebSocket-Protocol: xmpp\r\n" in answer
    assert "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n" in answer
    assert "Access-Control-Allow-Origin: *\r\n" in answer


async def test_a_client_that_does_not_offer_xmpp_is_refused(service: NotificationService) -> None:
    async with connected(service.addresses["http"]) as wire:
        assert (await Socket(wire).shakes_hands(protocol="chat")).startswith("HTTP/1.1 400 ")


async def test_open_and_features_are_separate_messages_in_the_expected_form(
    service: NotificationService,
) -> None:
    """Source: RFC 7395 §3.4; Strophe wants the first to begin with `<open `."""
    async with connected(service.addresses["http"]) as wire:
        socket = Socket(wire)
        await socket.shakes_hands()
        socket.says(OPEN)
        opened = await socket.hears()
        assert opened.startswith(f'<open xmlns="{names.FRAMING}" from="localhost" id="')
        assert opened.endswith('" xml:lang="en" version="1.0"/>')
        assert (await socket.hears()).startswith(
            f'<stream:features xmlns:stream="{names.STREAMS}"><mechanisms'
        )


async def test_a_client_signs_in_pings_and_closes(service: NotificationService, certs: Path) -> None:
    async with connected(service.addresses["https"], certs) as wire:
        socket = Socket(wire)
        await socket.shakes_hands()
        await socket.signs_in("agent1", "2001")
        socket.says(PING)
        assert await socket.hears() == (
            '<iq xmlns="jabber:client" type="result" id="1:ping" from="localhost"'
            ' to="agent1@localhost/2001"/>'
        )
        socket.says(" \n")
        socket.says("", frames.PING)
        assert await socket.frame() == (frames.PONG, b"")
        socket.says(CLOSE)
        assert await socket.hears() == CLOSE
        assert await socket.frame() == (frames.CLOSE, b"\x03\xe8")
        assert await wire.is_closed()
    assert service.router.online == {}


async def test_elements_without_xmlns_are_known_by_their_names(service: NotificationService) -> None:
    """Source: Openfire, XmppWebSocket.processStanza; gosrc.io/xmpp binds and is present that way."""
    async with connected(service.addresses["http"]) as wire:
        socket = Socket(wire)
        await socket.shakes_hands()
        socket.says(OPEN)
        assert (await socket.hears()).startswith("<open ")
        await socket.hears()
        socket.says(f'<auth mechanism="PLAIN">{plain("agent1", "secret")}</auth>')
        assert await socket.hears() == f'<success xmlns="{names.SASL}"/>'
        socket.says('<open to="example.com" version="1.0"/>')
        assert (await socket.hears()).startswith("<open ")
        await socket.hears()
        socket.says(f'<iq type="set" id="1"><bind xmlns="{names.BIND}"><resource>go</resource></bind></iq>')
        assert "<jid>agent1@localhost/go</jid>" in await socket.hears()
        socket.says("<presence><priority>7</priority></presence>")
        assert (await socket.hears()).endswith("><priority>7</priority></presence>")
        assert service.router.online["agent1@localhost"]["go"].priority == 7
        socket.says("<letter/>")
        assert "<unsupported-stanza-type " in await socket.hears()


async def test_the_clients_language_is_that_of_the_answer(service: NotificationService) -> None:
    async with connected(service.addresses["http"]) as wire:
        socket = Socket(wire)
        await socket.shakes_hands()
        socket.says(OPEN.replace(" version", ' xml:lang="de-CH" version'))
        assert (await socket.hears()).endswith('" xml:lang="de-CH" version="1.0"/>')


async def test_a_message_right_behind_the_handshake_is_heard(service: NotificationService) -> None:
    async with connected(service.addresses["http"]) as wire:
        socket = Socket(wire)
        shaken = asyncio.ensure_future(socket.shakes_hands())
        await asyncio.sleep(0)  # the handshake is written, and not answered yet
        socket.says(OPEN)
        assert (await shaken).startswith("HTTP/1.1 101 ")
        assert (await socket.hears()).startswith("<open ")


async def test_a_newer_session_sends_the_older_away_with_a_conflict(service: NotificationService) -> None:
    async with connected(service.addresses["http"]) as one, connected(service.addresses["http"]) as two:
        older, newer = Socket(one), Socket(two)
        for socket in (older, newer):
            await socket.shakes_hands()
            await socket.signs_in("agent1")
        assert await older.hears() == (
            f'<stream:error xmlns:stream="{names.STREAMS}">'
            f'<conflict xmlns="{names.STREAM_ERRORS}"/></stream:error>'
        )
        assert await older.hears() == CLOSE
        assert await older.frame() == (frames.CLOSE, b"\x03\xe8")


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("<stream:stream", "not-well-formed"),
        ("<presence xmlns='jabber:client'/>", "bad-format"),
        ("<presence/>", "bad-format"),
        ('<open to="localhost" version="1.0"/>', "invalid-namespace"),  # source: Openfire, XmppWebSocket
        ('<open xmlns="urn:x" to="localhost" version="1.0"/>', "invalid-namespace"),
        (f"<shut xmlns='{names.FRAMING}'/>", "bad-format"),
        ("<!DOCTYPE x [<!ENTITY a 'ha'>]><x>&a;</x>", "restricted-xml"),
    ],
)
async def test_bad_messages_have_their_stream_error(
    service: NotificationService, text: str | bytes, condition: str
) -> None:
    async with connected(service.addresses["http"]) as wire:
        socket = Socket(wire)
        await socket.shakes_hands()
        socket.says(text)
        assert (await socket.hears()).startswith("<open ")
        assert f"<{condition} " in await socket.hears()
        assert await socket.hears() == CLOSE
        assert await wire.is_closed()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\x81\x05Hello", frames.PROTOCOL_ERROR),
        (b"\x81\xfe\xff\xff", frames.TOO_BIG),
        (b"\x82\x80abcd", frames.UNSUPPORTED),
        (b"\x81\x82\x00\x00\x00\x00\xff\xfe", frames.NOT_UTF8),  # RFC 6455 §8.1
    ],
)
async def test_bad_frames_have_their_close_code(service: NotificationService, data: bytes, code: int) -> None:
    async with connected(service.addresses["http"]) as wire:
        socket = Socket(wire)
        await socket.shakes_hands()
        wire.write(data)
        assert await socket.frame() == (frames.CLOSE, code.to_bytes(2, "big"))
        assert await wire.is_closed()


async def test_a_close_is_answered_with_its_code(service: NotificationService) -> None:
    async with connected(service.addresses["http"]) as wire:
        socket = Socket(wire)
        await socket.shakes_hands()
        await socket.signs_in("agent1")
        socket.says(b"\x03\xe9", frames.CLOSE)
        assert await socket.frame() == (frames.CLOSE, b"\x03\xe9")
        assert await wire.is_closed()
    assert service.router.online == {}


async def test_a_silent_client_is_pinged_and_then_given_up(start: Start) -> None:
    async with start(ping=0.05, drop=0.2) as service, connected(service.addresses["http"]) as wire:
        socket = Socket(wire)
        await socket.shakes_hands()
        await socket.signs_in("agent1")
        for _ in range(6):
            assert await socket.frame() == (frames.PING, b"")
            socket.says("", frames.PONG)
        assert await socket.frame() == (frames.PING, b"")
        assert "<connection-timeout " in await socket.hears()


async def test_a_socket_that_dies_makes_its_user_unavailable(service: NotificationService) -> None:
    async with connected(service.addresses["http"]) as wire, connected(service.addresses["http"]) as other:
        finesse = Socket(other)
        await finesse.shakes_hands()
        await finesse.signs_in("finesse")
        finesse.says("<presence xmlns='jabber:client' type='subscribe' to='agent1@localhost'/>")
        for kind in ("subscribed", "unavailable"):
            assert f'type="{kind}"' in await finesse.hears()
        agent = Socket(wire)
        await agent.shakes_hands()
        await agent.signs_in("agent1")
        await finesse.hears()
        wire.writer.transport.abort()
        assert 'from="agent1@localhost/desktop"' in (gone := await finesse.hears())
        assert 'type="unavailable"' in gone
