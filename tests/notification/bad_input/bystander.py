"""Somebody who has nothing to do with it, and whose events must come all the same."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
from collections.abc import AsyncIterator

from notification.node import NotificationService
from tests.notification.wire import PATIENCE, Wire, connected, sign_in_tcp

NODE = "/finesse/api/User/bystander"
OTHERS = "/finesse/api/User/other"


class Bystander:
    """A signed-in desktop, and the publisher of its events."""

    def __init__(self, service: NotificationService, ears: Wire, finesse: Wire) -> None:
        self.service = service
        self.ears = ears
        self.finesse = finesse
        self._numbers = itertools.count()

    async def hears_an_event(self) -> None:
        """Published now, and heard."""
        item = f"item{next(self._numbers)}"
        self.finesse.write(
            f"<iq type='set' id='{item}' to='pubsub.localhost'><pubsub xmlns='http://jabber.org/protocol/pubsub'>"
            f"<publish node='{NODE}'><item id='{item}'><n xmlns='urn:n'/></item></publish></pubsub></iq>"
        )
        heard = await self.ears.until("</message>")
        assert f'<item id="{item}">' in heard, heard[:1000]
        await self.finesse.until("</iq>")

    async def is_left_alone(self) -> None:
        """Nothing of the others is left: no connection and no session, and the next event comes."""
        async with asyncio.timeout(PATIENCE):
            while len(self.service.host.connections) > 2 or self.service.host._running:
                await asyncio.sleep(0.01)
        await self.hears_an_event()


@contextlib.asynccontextmanager
async def bystander(service: NotificationService) -> AsyncIterator[Bystander]:
    nodes = service.router.nodes
    for name, account in ((NODE, "bystander@localhost"), (OTHERS, "other@localhost")):
        node = nodes.create(name, service.router.service_account, {"access_model": "whitelist"})
        nodes.affiliate(node, [(account, "member")])
    async with (
        connected(service.addresses["c2s"]) as ears,
        connected(service.addresses["c2s"]) as finesse,
    ):
        await sign_in_tcp(finesse, "finesse")
        await sign_in_tcp(ears, "bystander")
        await ears.until('<presence from="finesse@localhost/desktop" to="bystander@localhost/desktop"/>')
        ears.write(
            "<iq type='set' id='s' to='pubsub.localhost'><pubsub xmlns='http://jabber.org/protocol/pubsub'>"
            f"<subscribe node='{NODE}' jid='bystander@localhost'/></pubsub></iq>"
        )
        await ears.until("</iq>")
        yield Bystander(service, ears, finesse)
