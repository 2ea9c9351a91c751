"""Three hundred desktops of every kind come and go for a minute, and nothing of them is left."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import itertools
import logging
import sys
from pathlib import Path

import psutil
import pytest
import uvloop

from notification.node import NotificationService
from tests.notification import wire as wires
from tests.notification.conftest import Start
from tests.notification.desktops import KINDS, BoshDesktop, Desktop, desktop
from tests.notification.wire import Wire, connected, sign_in_tcp

CLIENTS = 300
SECONDS = 60.0
PUBSUB = "http://jabber.org/protocol/pubsub"
WAYS = (
    "cleanly",
    "saying so",
    "by a broken socket",
    "by a socket that breaks while it waits",
    "unsubscribed",
)
BLOCKS_AT_MOST = 2_000  # of memory: less than one for each life, of which a leak would take a dozen


@pytest.fixture
def event_loop_policy() -> asyncio.AbstractEventLoopPolicy:
    return uvloop.EventLoopPolicy()


def node(number: int) -> str:
    return f"/finesse/api/User/agent{number}"


def request(inner: str, identity: str) -> str:
    return (
        f"<iq type='set' id='{identity}' to='pubsub.localhost'><pubsub xmlns='{PUBSUB}'>{inner}</pubsub></iq>"
    )


class Publisher:
    """Finesse."""

    def __init__(self, wire: Wire) -> None:
        self.wire = wire
        self._reads = asyncio.create_task(self._read())

    async def _read(self) -> None:
        while await self.wire.reader.read(1 << 16):
            pass

    def publish(self, number: int, item: str) -> None:
        payload = f"<item id='{item}'><notification xmlns='{PUBSUB}'>&lt;Update/&gt;</notification></item>"
        self.wire.write(request(f"<publish node='{node(number)}'>{payload}</publish>", item))


async def leave(client: Desktop, number: int, way: str) -> None:
    match way:
        case "cleanly":
            await client.leaves()
        case "saying so":
            await client.says("<presence type='unavailable'/>")
            await client.hears('type="unavailable"')
            await client.leaves()
        case "unsubscribed":
            await client.says(
                request(f"<unsubscribe node='{node(number)}' jid='agent{number}@localhost/soak'/>", "off")
            )
            await client.hears('id="off"')
            await client.leaves()
        case "by a socket that breaks while it waits" if isinstance(client, BoshDesktop):
            await client.polls()
            client.wire.writer.transport.abort()
        case _:
            client.wire.writer.transport.abort()


async def live(
    service: NotificationService, certs: Path, publisher: Publisher, number: int, cycle: int, way: str
) -> None:
    """One desktop's life."""
    item = f"item-{number}-{cycle}"
    async with desktop(service, KINDS[number % len(KINDS)], certs) as client:
        await client.signs_in(f"agent{number}", "soak")
        await client.says(
            request(f"<subscribe node='{node(number)}' jid='agent{number}@localhost/soak'/>", "on")
        )
        await client.hears('id="on"')
        publisher.publish(number, item)
        await client.hears(f'<item id="{item}">')
        await leave(client, number, way)


async def everybody(service: NotificationService, certs: Path, publisher: Publisher, seconds: float) -> int:
    """Everybody lives for so long, one life after the other, all at their own pace; then all are gone.

    A life is connecting, signing in, subscribing, an event, leaving. Gives how many there were.
    """
    loop = asyncio.get_running_loop()
    until, cycles = loop.time() + seconds, itertools.count()

    async def again_and_again(number: int) -> None:
        while loop.time() < until:
            cycle = next(cycles)
            await live(service, certs, publisher, number, cycle, WAYS[(number + cycle) % len(WAYS)])
        # Whom one life leaves behind, the next replaces; the last leaves nobody.
        await live(service, certs, publisher, number, next(cycles), "cleanly")

    async with asyncio.TaskGroup() as tasks:
        for number in range(CLIENTS):
            tasks.create_task(again_and_again(number))
    async with asyncio.timeout(wires.PATIENCE):
        while len(service.host.connections) > 1 or len(service.router.online) > 1:
            await asyncio.sleep(0.05)
    return next(cycles)


def what_there_is(service: NotificationService) -> dict[str, int]:
    """Everything that could be left behind, but for what the store still writes."""
    service.host.deadlines.sweep()
    gc.collect()
    router = service.router
    return {
        "tasks": len(asyncio.all_tasks()),
        "open files": psutil.Process().num_fds(),
        "connections": len(service.host.connections),
        "password checks": len(service.host._running),
        "deadlines": len(service.host.deadlines),
        "sessions": sum(1 for _ in router.sessions()),
        "accounts": len(router.online),
        "stirred": len(router.stirred),
        "nodes": len(router.nodes),
        "subscriptions": sum(len(each.subscribers) for each in router.nodes),
        "watchers": sum(len(list(router.contacts.roster(f"agent{n}@localhost"))) for n in range(CLIENTS)),
    }


@pytest.mark.soak
@pytest.mark.timeout(600)
async def test_desktops_that_come_and_go_leave_nothing_behind(
    start: Start,
    certs: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.WARNING)  # the run keeps every record, which is no leak of the service
    monkeypatch.setattr(wires, "PATIENCE", 120.0)
    async with (
        start(inactivity=10, data=tmp_path / "kept.db") as service,
        connected(service.addresses["c2s"]) as finesse,
    ):
        for number in range(CLIENTS):
            service.router.nodes.create(node(number), service.router.service_account, {})
        await sign_in_tcp(finesse, "finesse")
        publisher = Publisher(finesse)
        await everybody(service, certs, publisher, 0.0)  # what is made once is there
        before, blocks = what_there_is(service), sys.getallocatedblocks()
        lives = await everybody(service, certs, publisher, SECONDS)
        with contextlib.suppress(TimeoutError):  # until nobody waits for those who broke off any more
            async with asyncio.timeout(wires.PATIENCE):
                while what_there_is(service) != before:
                    await asyncio.sleep(0.1)
        after, more = what_there_is(service), sys.getallocatedblocks() - blocks
        assert after == before
        assert lives > 10 * CLIENTS
        assert more < BLOCKS_AT_MOST
