"""What grows when it is written again, or comes in heaps costs its sender; the recipient's stream goes on."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

import pytest

from lab.testing.running_lab import RunningLab
from notification import pace
from notification.node import NotificationService
from tests.attacks import honest
from tests.attacks.attacker import attacker
from tests.notification.bad_input.bystander import NODE, bystander
from tests.notification.conftest import Start
from tests.notification.desktops import KINDS, desktop
from tests.notification.loops import event_loop_policy  # noqa: F401
from tests.notification.wire import Wire, connected, sign_in_tcp

ALLOWED = 250_000  # bytes of what is sent; its limit is 262,144
HEAP = "x" * 20_000
LONG_NAME = "urn:" + "n" * 400

# In few bytes much: each is allowed as it is sent, and more than a stanza may be as it is passed on.
GROWING = {
    "quotation marks": "<x a='" + '"' * 60_000 + "'/>",
    "greater than": "<body>" + ">" * (ALLOWED - 200) + "</body>",
    "a namespace of elements": f"<x xmlns:p='{LONG_NAME}'>" + "<p:b/>" * 2000 + "</x>",
    "a namespace of attributes": f"<x xmlns:p='{LONG_NAME}'>" + "<b p:c=''/>" * 2000 + "</x>",
    "quotation marks in a namespace": "<x xmlns:p='" + '"' * 400 + "'>" + "<p:b/>" * 2000 + "</x>",
}


async def test_what_grows_is_refused_and_the_recipient_works_on(lab_in_loop: RunningLab) -> None:
    lab = lab_in_loop
    async with lab.agent("agent2") as ben, attacker(lab) as evil:
        resource = str(ben.feed.client.boundjid)
        await ben.sign_in()
        await ben.go_ready()
        for name, inner in GROWING.items():
            for stanza in (
                f"<message to='agent2@localhost' id='ID'>{inner}</message>",
                f"<message to='{resource}' id='ID'>{inner}</message>",
                f"<iq type='get' to='{resource}' id='ID'>{inner}</iq>",
            ):
                assert await evil.is_told(stanza) == "not-acceptable", name
            for stanza in (
                f"<presence id='ID'>{inner}</presence>",
                f"<presence type='unavailable' id='ID'>{inner}</presence>",
                f"<presence to='agent2@localhost' id='ID'>{inner}</presence>",
            ):
                assert await evil.is_told(stanza) == "policy-violation", name
        await honest.works(lab, ben)


@pytest.fixture
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that not the pace of what others hear is the bound, but what of it waits."""
    monkeypatch.setattr(pace, "AT_ONCE", 1_000_000)


@contextlib.asynccontextmanager
async def who_does_not_read(service: NotificationService, user: str) -> AsyncIterator[Wire]:
    async with connected(service.addresses["c2s"]) as wire:
        await sign_in_tcp(wire, user)
        wire.writer.transport.pause_reading()  # type: ignore[attr-defined]
        yield wire


@pytest.mark.usefixtures("unhurried")
async def test_who_writes_heaps_to_a_slow_reader_is_refused_and_the_readers_stream_goes_on(
    start: Start,
) -> None:
    """What the slow one asked for, or hears from Finesse, has room all the same."""
    async with (
        start() as service,
        bystander(service) as other,
        connected(service.addresses["c2s"]) as evil,
        connected(service.addresses["c2s"]) as colleague,
    ):
        await sign_in_tcp(evil, "evil")
        await sign_in_tcp(colleague, "colleague")
        ears = other.ears.writer.transport
        ears.pause_reading()  # type: ignore[attr-defined]
        refused = ""
        for number in range(2000):
            evil.write(f"<message to='bystander@localhost' id='m{number}'><body>{HEAP}</body></message>")
            evil.write("<iq type='get' id='ask'><ping xmlns='urn:xmpp:ping'/></iq>")
            refused = await evil.until('id="ask" from="evil@localhost" to="evil@localhost/desktop"/>')
            if "<resource-constraint " in refused:
                break
        assert "<resource-constraint " in refused
        colleague.write("<message to='bystander@localhost' id='c'><body>hello</body></message>")
        colleague.write("<iq type='get' id='ask'><ping xmlns='urn:xmpp:ping'/></iq>")
        assert "error" not in await colleague.until('id="ask" from="colleague@localhost"')
        other.service.router.notify(other.service.router.nodes.get(NODE), "event", "<n/>")
        service.host.settle(asyncio.get_running_loop().time())
        ears.resume_reading()  # type: ignore[attr-defined]
        heard = ""
        while 'id="event"' not in heard:
            heard = await other.ears.until("</message>")
        await other.hears_an_event()
        evil.write("<message to='bystander@localhost' id='last'><body>short</body></message>")
        assert "short" in await other.ears.until("</message>")


@pytest.mark.usefixtures("unhurried")
async def test_presence_in_heaps_is_refused_and_who_watches_goes_on(start: Start) -> None:
    async with (
        start() as service,
        bystander(service) as other,
        connected(service.addresses["c2s"]) as evil,
    ):
        await sign_in_tcp(evil, "evil")
        other.ears.write("<presence type='subscribe' to='evil@localhost'/>")
        await other.ears.until('from="evil@localhost/desktop" to="bystander@localhost/desktop"/>')
        ears = other.ears.writer.transport
        ears.pause_reading()  # type: ignore[attr-defined]
        refused = ""
        for number in range(10_000):
            evil.write(f"<presence id='p{number}'><status>{'x' * 3900}</status></presence>")
            evil.write("<iq type='get' id='ask'><ping xmlns='urn:xmpp:ping'/></iq>")
            refused = await evil.until('id="ask" from="evil@localhost" to="evil@localhost/desktop"/>')
            if "<resource-constraint " in refused:
                break
        assert "<resource-constraint " in refused
        ears.resume_reading()  # type: ignore[attr-defined]
        other.finesse.write("<message to='bystander@localhost'><body>done</body></message>")
        while "done<" not in await other.ears.until(">"):
            pass
        await other.ears.until("</message>")
        await other.hears_an_event()


ASKS = (
    "<iq type='get' id='a' to='pubsub.localhost'><query xmlns='http://jabber.org/protocol/disco#items'/></iq>"
)


async def test_who_asks_for_much_and_does_not_read_waits_and_then_has_it_all(start: Start) -> None:
    """The answers to 1,000 requests of 100 kB each are not made before they are read."""
    async with start() as service, bystander(service) as other:
        for number in range(1000):
            service.router.nodes.create(f"{number}{'x' * 40}", service.router.service_account, {})
        async with who_does_not_read(service, "evil") as evil:
            evil.write(ASKS * 1000)
            session = service.router.online["evil@localhost"]["desktop"]
            while not session.later:
                await asyncio.sleep(0)
            for _ in range(20):
                await other.hears_an_event()
            assert session.queued + session.link.waiting < 5_000_000
            evil.writer.transport.resume_reading()  # type: ignore[attr-defined]
            for _ in range(1000):
                await evil.until("</iq>")
            evil.write("<iq type='get' id='ask'><ping xmlns='urn:xmpp:ping'/></iq>")
            await evil.until('id="ask" from="evil@localhost" to="evil@localhost/desktop"/>')


@pytest.mark.parametrize("kind", KINDS)
async def test_an_answer_longer_than_may_wait_arrives(start: Start, certs: object, kind: str) -> None:
    async with start(unread_bytes=100_000) as service:
        for number in range(2000):
            service.router.nodes.create(f"{number}{'x' * 200}", service.router.service_account, {})
        async with desktop(service, kind, certs) as client:  # type: ignore[arg-type]
            await client.signs_in("agent1")
            await client.says(ASKS)
            assert len(await client.hears("</query></iq>")) > 400_000
            await client.leaves()


@pytest.mark.usefixtures("unhurried")
async def test_stanzas_that_came_before_the_end_of_the_stream_are_delivered(start: Start) -> None:
    """However many came at once."""
    async with start() as service, bystander(service) as other, connected(service.addresses["c2s"]) as agent:
        await sign_in_tcp(agent, "agent1")
        messages = [f"<message to='bystander@localhost'><body>{n}</body></message>" for n in range(100)]
        agent.write("".join(messages) + "</stream:stream>")
        for number in range(100):
            assert f"<body>{number}</body>" in await other.ears.until("</message>")
        assert await agent.is_closed()
