"""A service that keeps: restarts, crashes, a file that fails."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Mapping
from pathlib import Path

import pytest

from notification.changes import Key, Row
from notification.modules import FEATURES
from notification.router import Router, RouterLimits
from notification.store import background_writer
from notification.store.background_writer import BackgroundWriter
from notification.store.sqlite_file import SqliteFile
from tests.notification.conftest import Start
from tests.notification.loops import event_loop_policy  # noqa: F401
from tests.notification.processes import process
from tests.notification.wire import PATIENCE, Wire, connected, sign_in_tcp

NODE = "/finesse/api/Team/5/Users"
PUBSUB = "http://jabber.org/protocol/pubsub"
DESK = "agent1@localhost/desktop"


def request(inner: str, ns: str = PUBSUB, kind: str = "set") -> str:
    return f"<iq type='{kind}' id='r' to='pubsub.localhost'><pubsub xmlns='{ns}'>{inner}</pubsub></iq>"


CREATE = request(f"<create node='{NODE}'/>")
SUBSCRIBE = request(f"<subscribe node='{NODE}' jid='{DESK}'/>")
UNSUBSCRIBE = request(f"<unsubscribe node='{NODE}' jid='{DESK}'/>")
LIST = request("<subscriptions/>", kind="get")
PUBLISH = request(f"<publish node='{NODE}'><item id='i'><n xmlns='urn:n'/></item></publish>")


async def ask(wire: Wire, xml: str, end: str = "</iq>") -> str:
    wire.write(xml)
    return await wire.until(end)


async def test_a_subscriber_hears_after_a_restart_without_subscribing_again(
    start: Start, tmp_path: Path
) -> None:
    data = tmp_path / "kept.db"
    async with start(data=data) as service, connected(service.addresses["c2s"]) as ann:
        service.router.nodes.create(NODE, service.router.service_account, {})
        await sign_in_tcp(ann, "agent1")
        await ask(ann, SUBSCRIBE)
        ann.write("<presence type='subscribe' to='agent2@localhost'/>")
        await ann.until('type="subscribed"/>')
    async with (
        start(data=data) as service,
        connected(service.addresses["c2s"]) as ann,
        connected(service.addresses["c2s"]) as finesse,
        connected(service.addresses["c2s"]) as other,
    ):
        await sign_in_tcp(ann, "agent1")
        await sign_in_tcp(other, "agent2")
        await ann.until('<presence from="agent2@localhost/desktop" to="agent1@localhost/desktop"/>')
        await sign_in_tcp(finesse, "finesse")
        assert "<conflict " in await ask(finesse, CREATE)
        await ask(finesse, PUBLISH)
        assert f'<items node="{NODE}"><item id="i">' in await ann.until("</message>")


async def test_an_ended_subscription_stays_ended(start: Start, tmp_path: Path) -> None:
    data = tmp_path / "kept.db"
    async with start(data=data) as service, connected(service.addresses["c2s"]) as ann:
        service.router.nodes.create(NODE, service.router.service_account, {})
        await sign_in_tcp(ann, "agent1")
        await ask(ann, SUBSCRIBE)
        await ask(ann, UNSUBSCRIBE, "/>")
    async with start(data=data) as service, connected(service.addresses["c2s"]) as ann:
        await sign_in_tcp(ann, "agent1")
        assert "<subscriptions/>" in await ask(ann, LIST)


async def test_while_the_file_fails_answers_are_errors_and_later_everything_is_kept(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = True
    write = SqliteFile.write

    def fails(file: SqliteFile, changes: Mapping[Key, Row | None]) -> None:
        if broken:
            raise sqlite3.OperationalError("disk full")
        write(file, changes)

    monkeypatch.setattr(SqliteFile, "write", fails)
    monkeypatch.setattr(background_writer, "RETRY_SECONDS", 0.01)
    data = tmp_path / "kept.db"
    async with start(data=data) as service, connected(service.addresses["c2s"]) as ann:
        service.router.nodes.create(NODE, service.router.service_account, {})
        await sign_in_tcp(ann, "agent1")
        assert '<error code="500" type="wait"><internal-server-error ' in await ask(ann, SUBSCRIBE)
        broken = False
        assert 'subscription="subscribed"' in await ask(ann, SUBSCRIBE)
    async with start(data=data) as service:
        assert DESK in service.router.nodes.get(NODE).subscribers


async def sign_in_as_finesse(wire: Wire) -> None:
    await sign_in_tcp(wire, "finesse", password="finesse")


async def test_what_was_acknowledged_outlives_a_kill(certs: Path, tmp_path: Path) -> None:
    data = tmp_path / "kept.db"
    names = [f"/finesse/api/Team/{number}/Users" for number in range(100)]
    acknowledged: list[str] = []
    async with process(certs, data=data) as service, connected(service.addresses["c2s"]) as wire:
        await sign_in_as_finesse(wire)
        for name in names:
            wire.write(request(f"<create node='{name}'/>"))
            wire.write(request(f"<subscribe node='{name}' jid='finesse@localhost/desktop'/>"))
        while len(acknowledged) < len(names) // 2:  # the rest is under way when it dies
            answer = await wire.until(">")
            if answer.startswith("<subscription "):
                acknowledged.append(answer.partition('node="')[2].partition('"')[0])
        service.kill()
        for answer in (await wire.rest()).split("<subscription ")[1:]:
            acknowledged.append(answer.partition('node="')[2].partition('"')[0])
    async with process(certs, data=data) as service, connected(service.addresses["c2s"]) as wire:
        await sign_in_as_finesse(wire)
        listed = await ask(wire, LIST, "</iq>")
        for name in acknowledged:
            assert f'<subscription node="{name}" jid="finesse@localhost/desktop"' in listed


async def test_a_stop_that_comes_together_with_a_change_ends_it(tmp_path: Path) -> None:
    settled = asyncio.Event()
    router = Router("localhost", "finesse", lambda: "id", FEATURES, RouterLimits())
    async with BackgroundWriter.opened(tmp_path / "kept.db", "localhost") as writer:
        running = asyncio.create_task(writer.run(router, lambda now: settled.set()))
        writer.pending.note(("contact", "finesse@localhost", "agent1@localhost"), ())
        async with asyncio.timeout(PATIENCE):
            await settled.wait()
        await asyncio.sleep(0)  # it waits for the next change
        writer.pending.note(("contact", "finesse@localhost", "agent1@localhost"), ())
        await asyncio.sleep(0)  # the change has woken it, but it has not gone on yet
        running.cancel()  # the stop
        done, _ = await asyncio.wait({running}, timeout=PATIENCE)
        assert done, "it goes on"
