"""XMPP over TCP on real sockets: sign-in, STARTTLS, ends of streams, and clients that behave badly."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from notification.node import NotificationService
from notification.transports import turn
from notification.xmpp import names
from tests.notification.conftest import Start
from tests.notification.loops import event_loop_policy  # noqa: F401
from tests.notification.wire import STREAM, auth, bind, connected, sign_in_tcp
from vos.tls import client_context

PING = "<iq type='get' id='p%d'><ping xmlns='urn:xmpp:ping'/></iq>"


def c2s(service: NotificationService):  # type: ignore[no-untyped-def]
    return connected(service.addresses["c2s"])


async def test_header_and_features_come_in_openfires_form(service: NotificationService) -> None:
    async with c2s(service) as wire:
        wire.write(STREAM)
        greeting = await wire.until("</stream:features>")
    header, _, features = greeting.partition("<stream:features>")
    assert header.startswith(
        "<?xml version='1.0' encoding='UTF-8'?><stream:stream "
        'xmlns:stream="http://etherx.jabber.org/streams" xmlns="jabber:client" from="localhost" id="'
    )
    assert header.endswith('" xml:lang="en" version="1.0">')
    assert features.startswith(f'<starttls xmlns="{names.TLS}"/><mechanisms')
    assert "required" not in features


async def test_before_the_sign_in_header_and_features_are_two_writes_and_after_it_one(
    service: NotificationService,
) -> None:
    """Source: Openfire 3.x to 4.x, LocalClientSession.createSession and StanzaHandler.saslSuccessful."""
    async with c2s(service) as wire:
        wire.write(STREAM)
        assert (await wire.read()).endswith(' version="1.0">')
        features = await wire.read()
        assert features.startswith("<stream:features>")
        assert features.endswith("</stream:features>")
        wire.write(auth("agent1"))
        assert await wire.read() == f'<success xmlns="{names.SASL}"/>'
        wire.write(STREAM)
        assert (await wire.read()).endswith("</stream:features>")


async def test_who_does_not_wait_for_the_features_has_them_before_the_answer(
    service: NotificationService,
) -> None:
    async with c2s(service) as wire:
        wire.write(STREAM + auth("agent1"))
        assert (await wire.until("<success")).endswith("</stream:features><success")


@pytest.mark.parametrize(
    ("wanted", "told"),
    [("es", "es"), ("en-GB", "en-GB"), ("", "en"), ("a&amp;b", "en"), ("x" * 36, "en")],
)
async def test_the_header_is_in_the_clients_language(
    service: NotificationService, wanted: str, told: str
) -> None:
    """Source: capture CCX 10.5, whose header has the client's."""
    async with c2s(service) as wire:
        wire.write(STREAM.replace(" version='1.0' xmlns", f" xml:lang='{wanted}' version='1.0' xmlns"))
        assert f' xml:lang="{told}" version="1.0">' in await wire.until("</stream:features>")


async def test_a_client_signs_in_and_is_answered(service: NotificationService) -> None:
    async with c2s(service) as wire:
        await sign_in_tcp(wire, "agent1")
        wire.write(PING % 1)
        assert 'type="result" id="p1"' in await wire.until("/>")
        wire.write("</stream:stream>")
        assert await wire.rest() == "</stream:stream>"
    assert service.router.online == {}


async def test_one_byte_at_a_time_is_as_good(service: NotificationService) -> None:
    async with c2s(service) as wire:
        for part, end in (
            (STREAM, "</stream:features>"),
            (auth("agent1"), "<success"),
            (STREAM, "</stream:features>"),
        ):
            for letter in part:
                wire.write(letter)
                await wire.writer.drain()
            await wire.until(end)
        wire.write(bind("x"))
        assert "agent1@localhost/x" in await wire.until("</iq>")


async def test_5223_speaks_tls_from_the_first_byte(service: NotificationService, certs: Path) -> None:
    async with connected(service.addresses["c2s_tls"], certs) as wire:
        await sign_in_tcp(wire, "agent1")
        assert "agent1@localhost" in service.router.online


@pytest.mark.parametrize("seconds", [turn.STRANGERS_TURN, 0])
async def test_5222_changes_to_tls_when_asked(
    service: NotificationService, certs: Path, monkeypatch: pytest.MonkeyPatch, seconds: float
) -> None:
    monkeypatch.setattr(turn, "STRANGERS_TURN", seconds)
    async with c2s(service) as wire:
        wire.write(STREAM)
        await wire.until("</stream:features>")
        wire.write(f"<starttls xmlns='{names.TLS}'/>")
        await wire.until(f'<proceed xmlns="{names.TLS}"/>')
        await wire.writer.start_tls(client_context(certs), server_hostname="localhost")
        wire.write(STREAM)
        assert "starttls" not in await wire.until("</stream:features>")
        wire.write(auth("agent1"))
        await wire.until("<success")


@pytest.mark.parametrize("seconds", [turn.STRANGERS_TURN, 0])
async def test_what_was_put_before_the_tls_handshake_by_somebody_else_is_not_taken(
    service: NotificationService, monkeypatch: pytest.MonkeyPatch, seconds: float
) -> None:
    """Nor where the turn of a stranger ends between the two (RFC 6120 §5.3.1, §5.4.3.3)."""
    monkeypatch.setattr(turn, "STRANGERS_TURN", seconds)
    async with c2s(service) as wire:
        wire.write(STREAM)
        await wire.until("</stream:features>")
        wire.write(f"<starttls xmlns='{names.TLS}'/>{auth('agent1')}")
        assert "<policy-violation " in await wire.rest()


async def test_a_failed_handshake_ends_one_connection(service: NotificationService) -> None:
    async with c2s(service) as wire:
        wire.write(STREAM)
        await wire.until("</stream:features>")
        wire.write(f"<starttls xmlns='{names.TLS}'/>")
        await wire.until("<proceed")
        wire.write("this is no handshake\r\n\r\n" * 10)
        assert await wire.is_closed()
    async with c2s(service) as wire:
        await sign_in_tcp(wire, "agent1")


async def test_a_wrong_password_can_be_tried_again(service: NotificationService) -> None:
    async with c2s(service) as wire:
        wire.write(STREAM)
        await wire.until("</stream:features>")
        wire.write(auth("agent1", "wrong"))
        assert "<not-authorized/>" in await wire.until("</failure>")
        wire.write(auth("nobody"))
        assert "<temporary-auth-failure/>" in await wire.until("</failure>")
        wire.write(auth("agent1"))
        await wire.until("<success")


async def test_who_is_sent_away_for_wrong_passwords_is_in_the_log_with_his_address(
    service: NotificationService, caplog: pytest.LogCaptureFixture
) -> None:
    async with c2s(service) as wire:
        host, port = wire.writer.get_extra_info("sockname")
        wire.write(STREAM)
        for _ in range(3):
            wire.write(auth("agent1", "wrong"))
            await wire.until("</failure>")
        assert "<policy-violation " in await wire.rest()
    (record,) = [record for record in caplog.records if record.levelname == "WARNING"]
    assert record.getMessage() == f"agent1 is sent away after 3 failed sign-ins over tcp from {host}:{port}"


async def test_what_follows_a_sign_in_before_its_answer_is_an_error(service: NotificationService) -> None:
    async with c2s(service) as wire:
        wire.write(STREAM + auth("agent1") + "<presence/>")
        assert "<not-authorized " in await wire.rest()


BOMB = "<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;'>]>"
BAD = {
    "an entity bomb": (BOMB + STREAM, "restricted-xml"),
    "rubbish": ("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", "not-well-formed"),
    "http": ("GET / HTTP/1.1\r\nHost: x\r\n\r\n", "not-well-formed"),
    "another vocabulary": ("<stream xmlns='urn:x'>", "invalid-namespace"),
    "too much before the sign-in": (STREAM + "<auth>" + "x" * 20_000, "policy-violation"),
    "too deep": (STREAM + "<a>" * 1000, "policy-violation"),
    "a stanza before the sign-in": (STREAM + "<message/>", "not-authorized"),
    "a broken end": (STREAM + "</nonsense>", "not-well-formed"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
async def test_bad_input_has_its_error_and_the_next_client_is_served(
    service: NotificationService, name: str
) -> None:
    data, condition = BAD[name]
    async with c2s(service) as healthy:
        await sign_in_tcp(healthy, "agent1")
        async with c2s(service) as wire:
            wire.write(data)
            answered = await wire.rest()
            assert f'<{condition} xmlns="{names.STREAM_ERRORS}"/>' in answered
            assert answered.startswith("<?xml")
            assert answered.endswith("</stream:stream>")
        healthy.write(PING % 1)
        await healthy.until("/>")


async def test_a_client_that_does_not_read_is_closed_and_others_never_wait(start: Start) -> None:
    async with start(unread_bytes=50_000) as service:
        router = service.router
        node = router.nodes.create("n", router.service_account, {})
        async with c2s(service) as deaf, c2s(service) as other:
            await sign_in_tcp(deaf, "deaf")
            await sign_in_tcp(other, "other")
            router.nodes.enter(node, router.local("deaf@localhost"))
            deaf.writer.transport.pause_reading()  # type: ignore[attr-defined]
            for _ in range(2000):
                if "deaf@localhost" not in router.online:
                    break
                router.notify(node, "i", "<n>" + "x" * 10_000 + "</n>")
                service.host.settle(service.host.loop.time())
                await asyncio.sleep(0)
            assert "deaf@localhost" not in router.online
            other.write(PING % 1)
            await other.until("/>")


async def test_a_silent_client_is_pinged_and_any_answer_is_life(start: Start) -> None:
    async with start(ping=0.05, drop=0.3) as service, c2s(service) as wire:
        await sign_in_tcp(wire, "agent1")
        for _ in range(8):  # longer than it would live without a word
            ping = await wire.until("</iq>")
            assert '<ping xmlns="urn:xmpp:ping"/>' in ping
            wire.write("<iq type='error' id='x'/>")
        assert "<connection-timeout " in await wire.rest()


async def test_who_does_not_sign_in_is_sent_away(start: Start) -> None:
    async with start(sign_in=0.1) as service, c2s(service) as wire:
        wire.write(STREAM)
        assert "<connection-timeout " in await wire.rest()


async def test_a_stopping_service_says_so(start: Start) -> None:
    async with start() as service:
        wire_context = c2s(service)
        wire = await wire_context.__aenter__()
        await sign_in_tcp(wire, "agent1")
    try:
        assert (await wire.rest()).endswith(
            f'<stream:error><system-shutdown xmlns="{names.STREAM_ERRORS}"/></stream:error></stream:stream>'
        )
    finally:
        await wire_context.__aexit__(None, None, None)


async def test_a_stopping_service_says_so_before_the_sign_in_too(start: Start) -> None:
    async with start() as service:
        wire_context = c2s(service)
        wire = await wire_context.__aenter__()
        wire.write(STREAM)
        await wire.until("</stream:features>")
    try:
        assert "<system-shutdown " in await wire.rest()
    finally:
        await wire_context.__aexit__(None, None, None)


async def test_who_has_not_signed_in_is_asked_nothing(start: Start) -> None:
    async with start(ping=0.05, drop=0.2) as service, c2s(service) as wire:
        wire.write(STREAM)
        await wire.until("</stream:features>")
        assert (await wire.rest()).startswith("<stream:error><connection-timeout ")


async def test_more_connections_than_allowed_are_closed_at_once(start: Start) -> None:
    async with start(connections=2) as service, c2s(service) as first, c2s(service) as second:
        await sign_in_tcp(first, "one")
        await sign_in_tcp(second, "two")
        async with c2s(service) as third:
            assert await third.is_closed()
        first.write(PING % 1)
        await first.until("/>")
