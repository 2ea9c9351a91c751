"""A stranger's client: slixmpp as it comes, over TCP with and without TLS, as Finesse and agents use it."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import slixmpp

from notification.node import NotificationService
from tests.notification.loops import event_loop_policy  # noqa: F401

NODE = "/finesse/api/User/agent1"
PATIENCE = 30.0
TRANSPORTS = ["plain", "starttls", "tls"]
UPDATE = f"<Update>\n  <data>a &amp; b</data>\n  <source>{NODE}</source>\n</Update>"


class Client:
    """A connected client and what it heard."""

    def __init__(self, user: str, password: str, transport: str, certs: Path) -> None:
        self.xmpp: Any = slixmpp.ClientXMPP(f"{user}@localhost/ears", password)
        for plugin in ("xep_0030", "xep_0060", "xep_0199"):
            self.xmpp.register_plugin(plugin)
        self.xmpp.enable_direct_tls = transport == "tls"
        self.xmpp.enable_starttls = transport == "starttls"
        self.xmpp.enable_plaintext = transport == "plain"
        self.xmpp["feature_mechanisms"].unencrypted_plain = True
        self.xmpp.ca_certs = certs / "ca.pem"
        self.events: asyncio.Queue[tuple[str, Any]] = asyncio.Queue()
        for name in (
            "session_start",
            "failed_auth",
            "pubsub_publish",
            "presence_available",
            "presence_unavailable",
        ):
            self.xmpp.add_event_handler(name, self._remember(name))

    def _remember(self, name: str) -> Any:
        return lambda stanza: self.events.put_nowait((name, stanza))

    async def hears(self, name: str) -> Any:
        """The next event of that name; others before it are passed over."""
        async with asyncio.timeout(PATIENCE):
            while True:
                event, stanza = await self.events.get()
                if event == name:
                    return stanza


@contextlib.asynccontextmanager
async def connected(
    service: NotificationService, certs: Path, user: str, transport: str, password: str = "secret"
) -> AsyncIterator[Client]:
    client = Client(user, password, transport, certs)
    address = service.addresses["c2s_tls" if transport == "tls" else "c2s"]
    client.xmpp.connect(address.host, address.port)
    try:
        yield client
    finally:
        client.xmpp.cancel_connection_attempt()
        await client.xmpp.disconnect(wait=1.0)


async def signed_in(client: Client) -> None:
    await client.hears("session_start")
    client.xmpp.send_presence(ppriority=0)
    await client.xmpp.get_roster()


@pytest.mark.parametrize("transport", TRANSPORTS)
async def test_finesse_publishes_to_an_agent_who_did_nothing_but_sign_in(
    service: NotificationService, certs: Path, transport: str
) -> None:
    async with (
        connected(service, certs, "finesse", transport) as finesse,
        connected(service, certs, "agent1", transport) as agent,
    ):
        await signed_in(finesse)
        pubsub = finesse.xmpp["xep_0060"]
        form = finesse.xmpp["xep_0004"].make_form(ftype="submit")
        form.add_field("FORM_TYPE", ftype="hidden", value="http://jabber.org/protocol/pubsub#node_config")
        form.add_field("pubsub#access_model", value="whitelist")
        form.add_field("pubsub#persist_items", value=False)
        await pubsub.create_node("pubsub.localhost", NODE, config=form)
        await pubsub.modify_affiliations("pubsub.localhost", NODE, [("agent1@localhost", "member")])
        await pubsub.modify_subscriptions("pubsub.localhost", NODE, [("agent1@localhost", "subscribed")])
        await signed_in(agent)
        payload = ElementTree.Element("{http://jabber.org/protocol/pubsub}notification")
        payload.text = UPDATE
        await pubsub.publish("pubsub.localhost", NODE, id="item1", payload=payload)
        message = await agent.hears("pubsub_publish")
        item = message["pubsub_event"]["items"]["item"]
        assert (message["pubsub_event"]["items"]["node"], item["id"]) == (NODE, "item1")
        assert item["payload"].text == UPDATE
        assert str(message["from"]) == "pubsub.localhost"
        assert str(message["to"]) == "agent1@localhost"


async def test_finesse_watches_an_agent_and_hears_it_leave(service: NotificationService, certs: Path) -> None:
    async with connected(service, certs, "finesse", "tls") as finesse:
        await signed_in(finesse)
        finesse.xmpp.send_presence_subscription(pto="agent1@localhost")
        async with connected(service, certs, "agent1", "plain") as agent:
            await signed_in(agent)
            while str((await agent.hears("presence_available"))["from"]) != "finesse@localhost/ears":
                pass  # its own comes first
            while str((await finesse.hears("presence_available"))["from"]) != "agent1@localhost/ears":
                pass
            agent.xmpp.abort()
            while str((await finesse.hears("presence_unavailable"))["from"]) != "agent1@localhost/ears":
                pass


async def test_an_agent_subscribes_looks_around_and_pings(service: NotificationService, certs: Path) -> None:
    service.router.nodes.create(NODE, service.router.service_account, {})
    async with connected(service, certs, "agent1", "plain") as agent:
        await signed_in(agent)
        pubsub, disco = agent.xmpp["xep_0060"], agent.xmpp["xep_0030"]
        await pubsub.subscribe("pubsub.localhost", NODE)
        listed = await pubsub.get_subscriptions("pubsub.localhost")
        assert [str(each["node"]) for each in listed["pubsub"]["subscriptions"]] == [NODE]
        await pubsub.unsubscribe("pubsub.localhost", NODE)
        with pytest.raises(slixmpp.exceptions.IqError) as caught:
            await pubsub.unsubscribe("pubsub.localhost", NODE)
        assert caught.value.iq["error"]["condition"] == "unexpected-request"
        info = await disco.get_info("pubsub.localhost", NODE)
        assert ("pubsub", "leaf", None, NODE) in info["disco_info"]["identities"]
        assert await agent.xmpp["xep_0199"].ping("localhost") < PATIENCE
        with pytest.raises(slixmpp.exceptions.IqError) as caught:
            await pubsub.create_node("pubsub.localhost", "mine")
        assert caught.value.iq["error"]["condition"] == "forbidden"


async def test_a_wrong_password_is_refused(service: NotificationService, certs: Path) -> None:
    async with connected(service, certs, "agent1", "plain", "wrong") as agent:
        failure = await agent.hears("failed_auth")
        assert failure["condition"] == "not-authorized"


async def test_old_clients_sign_in_without_tls_and_without_a_resource(
    service: NotificationService, certs: Path
) -> None:
    """As the SleekXMPP sample does: no TLS although it is offered, no resource, blanks to stay alive."""
    client = Client("agent1", "secret", "plain", certs)
    client.xmpp.requested_jid = slixmpp.JID("agent1@localhost")
    client.xmpp.whitespace_keepalive_interval = 0.01
    address = service.addresses["c2s"]
    client.xmpp.connect(address.host, address.port)
    await signed_in(client)
    assert client.xmpp.boundjid.resource
    await client.xmpp.disconnect(wait=1.0)
