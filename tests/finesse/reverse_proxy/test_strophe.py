"""A stranger's client, as it comes, at this node's own port."""

from __future__ import annotations

from pathlib import Path

import pytest

from finesse.reverse_proxy.upstream import Pool
from notification.node import NotificationService
from tests.finesse.reverse_proxy.scripted_service import node
from tests.notification.clients.test_strophe import NODE, strophe
from tests.notification.loops import event_loop_policy  # noqa: F401
from vos.tls import client_context, server_context

DOCUMENT = "<Update><data>{}</data></Update>"


@pytest.mark.parametrize("transport", ["bosh with tls", "websocket with tls"])
async def test_it_signs_in_subscribes_hears_every_event_in_order_and_leaves(
    service: NotificationService, certs: Path, transport: str
) -> None:
    router = service.router
    feed = router.nodes.create(NODE, router.service_account, {})
    pool = Pool(service.addresses["https"], "localhost", client_context(certs))
    async with (
        node(pool, server_context(certs, "localhost")) as own,
        strophe({"https": own}, certs, transport, "1.2") as client,
    ):
        await client.tells(subscribed="agent1@localhost/desktop")
        for number in range(50):
            escaped = DOCUMENT.format(number).replace("<", "&lt;")
            payload = f'<notification xmlns="http://jabber.org/protocol/pubsub">{escaped}</notification>'
            router.notify(feed, f"item{number}", payload)
            service.host.settle(service.host.loop.time())
        for number in range(50):
            told = await client.tells(stanza="message")
            assert told["text"] == DOCUMENT.format(number)
        await client.leaves()
