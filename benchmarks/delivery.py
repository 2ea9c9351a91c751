"""From a publication to the answer of the held request: 200 events a second to 200 desktops over BOSH.

The notification service and the CUCM that checks its passwords run as they do in the lab; the publisher and
the desktops are in this process, on one clock.
"""

from __future__ import annotations

import asyncio
import contextlib
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

from benchmarks import notification_alone
from benchmarks.clients import finesse_account
from benchmarks.clients.bosh_desktop import BoshDesktop
from benchmarks.figures import spread
from benchmarks.row import Row
from lab.plan.graph import Plan
from lab.plan.wanted import NODE
from vos import tls
from vos.service import loop_runner
from vos.xml import plain_text

DESKTOPS = 200
EVENTS_A_SECOND = 200
SECONDS = 4
TURNS = 5
WARM_UP = 2
PUBSUB = "http://jabber.org/protocol/pubsub"
PATIENCE = 30.0

UPDATE = """<Update>
  <data>
    <user>
      <dialogs>/finesse/api/User/{login}/Dialogs</dialogs>
      <extension>{extension}</extension>
      <firstName>Desktop</firstName>
      <lastName>{login}</lastName>
      <loginId>{login}</loginId>
      <loginName>{login}</loginName>
      <mediaType>1</mediaType>
      <pendingState></pendingState>
      <roles>
        <role>Agent</role>
      </roles>
      <state>READY</state>
      <stateChangeTime>2026-01-01T00:00:00.000Z</stateChangeTime>
      <teamId>1</teamId>
      <teamName>Support</teamName>
      <uri>/finesse/api/User/{login}</uri>
    </user>
  </data>
  <event>PUT</event>
  <requestId>{number}</requestId>
  <source>/finesse/api/User/{login}</source>
</Update>
"""


def rows() -> Iterator[Row]:
    """Each event goes to one desktop, all desktops in turn."""
    with tempfile.TemporaryDirectory() as home, loop_runner() as runner:
        turns = runner.run(measure(Path(home)))
    how = (
        f"median of {TURNS} turns: {EVENTS_A_SECOND} events/s for {SECONDS} s to {DESKTOPS} desktops, "
        "BOSH with TLS; load and server share the machine"
    )
    yield from spread("publish to held request answered", turns, "", how)


async def measure(home: Path) -> list[list[float]]:
    """The time of every delivery, in seconds, by turns. AssertionError if one is missing."""
    plan = planned(home)
    async with notification_alone.running(plan), publisher(plan) as finesse, listening_desktops(plan) as load:
        return [await load.turn(finesse, number) for number in range(TURNS)]


def planned(home: Path) -> Plan:
    """The notification service with an account for each desktop, and one who is at no desktop."""
    return notification_alone.planned_for(home, (login_of(number) for number in range(DESKTOPS + 1)))


class Load:
    """What is published, and when each of it arrived."""

    def __init__(self) -> None:
        self.seconds: list[float] = []
        self._published: dict[bytes, float] = {}
        self._all = asyncio.Event()

    def heard(self, body: bytes) -> None:
        """A desktop's held request was answered."""
        now = time.perf_counter()
        for part in body.split(b"&lt;requestId&gt;")[1:]:  # several may come in one body
            number = part[: part.index(b"&lt;")]
            if (sent := self._published.pop(number, None)) is not None and int(number) >= 0:
                self.seconds.append(now - sent)
        if not self._published:
            self._all.set()

    async def turn(self, finesse: Any, turn: int) -> list[float]:
        """Publish at the rate; what each took, when everything was heard."""
        loop = asyncio.get_running_loop()
        began = loop.time()
        total = EVENTS_A_SECOND * SECONDS
        self.seconds = []
        for number in range(0 if turn else -EVENTS_A_SECOND * WARM_UP, total):
            due = began + (0 if turn else WARM_UP) + number / EVENTS_A_SECOND
            if (wait := due - loop.time()) > 0:
                await asyncio.sleep(wait)
            self._published[b"%d" % number] = time.perf_counter()
            finesse.send_raw(publication(login_of(number % DESKTOPS), number))
        async with asyncio.timeout(PATIENCE):
            while self._published:
                self._all.clear()
                await self._all.wait()
        assert len(self.seconds) == total, f"{len(self.seconds)} of {total} arrived"
        return self.seconds


@contextlib.asynccontextmanager
async def listening_desktops(plan: Plan) -> AsyncIterator[Load]:
    """All desktops, present, each holding a request."""
    load = Load()
    context = tls.client_context(plan.wanted.certs)
    server = plan.service("notification").doors["https"].reached
    desktops = [BoshDesktop(server, context, NODE, login_of(number), "finesse") for number in range(DESKTOPS)]
    async with asyncio.TaskGroup() as tasks:
        listening = []
        for desktop in desktops:
            await desktop.sign_in()
            present = asyncio.Event()
            listening.append(tasks.create_task(desktop.listen(load.heard, present)))
            await present.wait()
        try:
            yield load
        finally:
            for task in listening:
                task.cancel()
            for desktop in desktops:
                desktop.close()


@contextlib.asynccontextmanager
async def publisher(plan: Plan) -> AsyncIterator[Any]:
    """Finesse's account, with a node for each desktop to which its user is subscribed."""
    async with finesse_account.signed_in(plan, "finesse") as client:
        client.send_presence()
        for number in range(DESKTOPS):
            login = login_of(number)
            await client["xep_0060"].create_node(f"pubsub.{NODE}", node_of(login))
            await client["xep_0060"].modify_subscriptions(
                f"pubsub.{NODE}", node_of(login), [(f"{login}@{NODE}", "subscribed")]
            )
        yield client


def publication(login: str, number: int) -> str:
    """The stanza that publishes one event of a realistic size."""
    update = UPDATE.format(login=login, extension="1001", number=number)
    return (
        f"<iq type='set' to='pubsub.{NODE}' id='p{number}'><pubsub xmlns='{PUBSUB}'>"
        f"<publish node='{node_of(login)}'><item>"
        f"<notification xmlns='{PUBSUB}'>{plain_text(update)}</notification>"
        "</item></publish></pubsub></iq>"
    )


def login_of(number: int) -> str:
    return f"desktop{number}"


def node_of(login: str) -> str:
    return f"/finesse/api/User/{login}"
