"""However a desktop's stream ends, whoever watches the agent hears once that it is gone."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from notification.node import NotificationService
from tests.notification.conftest import Start
from tests.notification.desktops import KINDS, BoshDesktop, Desktop, desktop
from tests.notification.loops import event_loop_policy  # noqa: F401
from tests.notification.wire import Wire, connected, sign_in_tcp

GONE = '<presence from="agent1@localhost/desktop" to="finesse@localhost/desktop" type="unavailable"/>'


async def leaves(service: NotificationService, client: Desktop, certs: Path) -> None:
    await client.leaves()


async def says_so_and_leaves(service: NotificationService, client: Desktop, certs: Path) -> None:
    await client.says("<presence type='unavailable'/>")
    await client.leaves()


async def breaks(service: NotificationService, client: Desktop, certs: Path) -> None:
    client.wire.writer.transport.abort()


async def breaks_while_it_waits(service: NotificationService, client: Desktop, certs: Path) -> None:
    if isinstance(client, BoshDesktop):
        await client.polls()
    client.wire.writer.transport.abort()


async def misbehaves(service: NotificationService, client: Desktop, certs: Path) -> None:
    await client.sends(b"<a><b></a>" if not isinstance(client, BoshDesktop) else b"<letter/>")
    if isinstance(client, BoshDesktop):
        await client.is_answered()


async def is_replaced(service: NotificationService, client: Desktop, certs: Path) -> None:
    async with desktop(service, "tcp", certs) as newer:
        await newer.signs_in("agent1")
        await newer.says("<presence type='unavailable'/>")
        await newer.hears('type="unavailable"/>')


End = Callable[[NotificationService, Desktop, Path], Awaitable[None]]
ENDS: tuple[End, ...] = (leaves, says_so_and_leaves, breaks, breaks_while_it_waits, misbehaves)


async def presences(wire: Wire) -> str:
    """What came before the answer to a ping."""
    wire.write("<iq type='get' id='ping'><ping xmlns='urn:xmpp:ping'/></iq>")
    return await wire.until('<iq type="result" id="ping"')


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("end", ENDS, ids=lambda end: end.__name__)
async def test_the_end_is_told_once(start: Start, certs: Path, kind: str, end: End) -> None:
    async with start(inactivity=1) as service, connected(service.addresses["c2s"]) as finesse:
        await sign_in_tcp(finesse, "finesse")
        finesse.write("<presence type='subscribe' to='agent1@localhost'/>")
        await finesse.until('type="unavailable"/>')
        async with desktop(service, kind, certs) as client:
            await client.signs_in("agent1")
            await finesse.until('<presence from="agent1@localhost/desktop" to="finesse@localhost/desktop"/>')
            await end(service, client, certs)
            heard = await finesse.until(GONE)
        assert heard.count("unavailable") == 1
        async with asyncio.timeout(30):
            while len(service.host.connections) > 1 or service.router.available("agent1@localhost"):
                await asyncio.sleep(0.01)
        assert "unavailable" not in await presences(finesse)


@pytest.mark.parametrize("kind", KINDS)
async def test_a_replaced_desktop_goes_before_the_new_one_comes(
    service: NotificationService, certs: Path, kind: str
) -> None:
    async with connected(service.addresses["c2s"]) as finesse, desktop(service, kind, certs) as client:
        await sign_in_tcp(finesse, "finesse")
        finesse.write("<presence type='subscribe' to='agent1@localhost'/>")
        await finesse.until('type="unavailable"/>')
        await client.signs_in("agent1")
        await is_replaced(service, client, certs)
        there = '<presence from="agent1@localhost/desktop" to="finesse@localhost/desktop"/>'
        heard = await presences(finesse)
        assert heard.replace(there, "+").replace(GONE, "-").startswith("+-+-")
        assert heard.count(GONE) == 2
