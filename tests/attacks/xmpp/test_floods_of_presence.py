"""Somebody with a password makes others listen without end: presence, messages, subscriptions on and off."""

from __future__ import annotations

import asyncio

import pytest

from notification import pace
from notification.node import NotificationService
from tests.notification.conftest import certs, service, start  # noqa: F401
from tests.notification.wire import Wire, connected, sign_in_tcp

SENT = 3000
PING = "<iq type='get' id='%s' to='localhost'><ping xmlns='urn:xmpp:ping'/></iq>"
FLOODS = {
    "presence": "<presence><status>%d</status></presence>",
    "on and off": "<presence type='unavailable'/><presence/>",
    "presence by name": "<presence to='honest@localhost'/>",
    "subscriptions": (
        "<presence type='subscribe' to='honest@localhost'/>"
        "<presence type='unsubscribe' to='honest@localhost'/>"
    ),
    "messages": "<message to='honest@localhost'><body>%d</body></message>",
    "requests": "<iq type='get' id='i%d' to='honest@localhost/desktop'><q xmlns='urn:q'/></iq>",
}


async def heard_until(wire: Wire, end: str) -> str:
    """All up to `end`, however much that is."""
    heard = ""
    while end not in heard:
        more = await wire.read()
        assert more, "the connection is over"
        heard += more
    return heard


async def until_pinged(wire: Wire, name: str) -> str:
    """All that was heard up to the answer of a ping, which is sent now."""
    wire.write(PING % name)
    return await heard_until(wire, f'type="result" id="{name}"')


@pytest.mark.parametrize("flood", FLOODS.values(), ids=FLOODS)
async def test_what_one_agent_sends_costs_nobody_else_more_than_a_little(
    service: NotificationService,  # noqa: F811
    flood: str,
) -> None:
    """Finesse hears of every agent's presence, and takes longer to read of it than an agent to write it."""
    async with (
        connected(service.addresses["c2s"]) as finesse,
        connected(service.addresses["c2s"]) as honest,
        connected(service.addresses["c2s"]) as evil,
    ):
        for wire, name in ((finesse, "finesse"), (honest, "honest"), (evil, "evil")):
            await sign_in_tcp(wire, name)
        for wire in (finesse, honest):
            wire.write("<iq type='get' id='r'><query xmlns='jabber:iq:roster'/></iq>")
            wire.write("<presence type='subscribe' to='evil@localhost'/>")
            await until_pinged(wire, "before")
        reading = asyncio.create_task(heard_until(evil, 'type="result" id="sent"'))
        for number in range(SENT):
            evil.write(flood.replace("%d", str(number)))
        evil.write(PING % "sent")
        assert "<resource-constraint " in await reading
        for wire in (finesse, honest):
            heard = await until_pinged(wire, "after")
            assert heard.count("evil@localhost") <= 4 * pace.AT_ONCE  # a few for each that was taken
        honest.write("<presence><status>still here</status></presence>")
        assert "<resource-constraint " not in await heard_until(honest, "still here")
