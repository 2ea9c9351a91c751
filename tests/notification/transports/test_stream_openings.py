"""Streams that open otherwise than RFC 6120 §4.7 and §4.8 have it: each gets its error, then the end."""

from __future__ import annotations

import pytest

from notification.node import NotificationService
from notification.xmpp import names
from tests.notification.wire import STREAM, Socket, auth, bind, connected, sign_in_tcp

OPEN = f'<open xmlns="{names.FRAMING}" to="localhost" version="1.0"/>'


@pytest.mark.parametrize(
    ("replaced", "by", "condition"),
    [
        ("version='1.0' xmlns", "xmlns", "unsupported-version"),
        ("'1.0' xmlns", "'0.9' xmlns", "unsupported-version"),
        ("'1.0' xmlns", "'one' xmlns", "unsupported-version"),
        ("xmlns='jabber:client'", "xmlns='jabber:server'", "invalid-namespace"),
        ("etherx", "example", "invalid-namespace"),
        ("<stream:stream", "<stream:flow", "bad-format"),
    ],
)
async def test_over_tcp(service: NotificationService, replaced: str, by: str, condition: str) -> None:
    async with connected(service.addresses["c2s"]) as wire:
        assert replaced in STREAM
        wire.write(STREAM.replace(replaced, by))
        said = await wire.rest()
        assert said.startswith("<?xml ")
        assert f"<{condition} " in said
        assert said.endswith("</stream:stream>")
        assert said.count("<stream:stream") == 1
        assert "<stream:features" not in said


@pytest.mark.parametrize(
    ("replaced", "by", "condition"),
    [
        (' version="1.0"', "", "unsupported-version"),
        ('"1.0"', '"0.9"', "unsupported-version"),
        (names.FRAMING, "urn:other", "invalid-namespace"),
        ("<open", "<closed", "bad-format"),
    ],
)
async def test_over_websocket(service: NotificationService, replaced: str, by: str, condition: str) -> None:
    async with connected(service.addresses["http"]) as wire:
        socket = Socket(wire)
        await socket.shakes_hands()
        socket.says(OPEN.replace(replaced, by))
        assert (await socket.hears()).startswith("<open ")
        assert f"<{condition} " in await socket.hears()
        assert (await socket.hears()).startswith("<close ")


@pytest.mark.parametrize("version", ["1.0", "1.1", "2.0"])
async def test_a_later_version_is_answered_with_ours(service: NotificationService, version: str) -> None:
    """RFC 6120 §4.7.5."""
    async with connected(service.addresses["c2s"]) as wire:
        wire.write(STREAM.replace("version='1.0' xmlns", f"version='{version}' xmlns"))
        assert 'version="1.0">' in await wire.until("</stream:features>")


@pytest.mark.parametrize("language", ["", " xml:lang='de'"])
async def test_a_message_keeps_its_language_and_else_has_that_of_its_stream(
    service: NotificationService, language: str
) -> None:
    """RFC 6120 §4.7.4."""
    async with connected(service.addresses["c2s"]) as one, connected(service.addresses["c2s"]) as two:
        await sign_in_tcp(two, "two")
        opening = STREAM.replace("version", "xml:lang='es' version", 2).replace("?xml xml:lang='es'", "?xml")
        for said, end in (
            (opening, "</stream:features>"),
            (auth("one"), "/>"),
            (opening, "</stream:features>"),
            (bind("desktop"), "</iq>"),
        ):
            one.write(said)
            await one.until(end)
        one.write(f"<message to='two@localhost'{language}><body>x</body></message>")
        heard = await two.until("</message>")
        assert f"xml:lang={'de' if language else 'es'}" in heard.replace('"', "")
