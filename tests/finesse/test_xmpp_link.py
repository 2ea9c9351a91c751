"""The link to a running notification service: stock XMPP on both sides of a real socket."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from slixmpp.exceptions import IqError

from finesse.accounts import Accounts
from finesse.api.auth import Verdict
from finesse.model.user import User
from finesse.realtime.notification import Notification
from finesse.realtime.state import RealtimeState
from finesse.settings import FinesseSettings
from finesse.xmpp_link import XmppLink
from lab.testing.feed import Feed
from notification.accounts import Origin
from notification.modules import FEATURES
from notification.node import NotificationService, running
from notification.settings import NotificationSettings
from notification.xmpp.names import LASTING_FEEDS
from notification.xmpp.session import Session
from notification.xmpp.stanza import Element
from tests.finesse.one_node import PASSWORD, right
from tests.finesse.realtime.contact_center import ContactCenter
from tests.finesse.scripted_engine import PATIENCE
from vos import tls
from vos.address import Address
from vos.centre import SAMPLE

ANY_PORT = Address("127.0.0.1", 0)
ACCOUNTS = Accounts("administrator", "axl", "axl", "finesse", PASSWORD)


class Passwords:
    def known(self, user: str, password: str) -> bool:
        return password == PASSWORD

    async def check(self, user: str, password: str, origin: Origin) -> bool:
        return await right(user, password) is Verdict.RIGHT


class Heard:
    """A switchboard that only notes what the link says."""

    def __init__(self, state: RealtimeState) -> None:
        self.state = state
        self.up = False
        self.presences: list[tuple[str, str, bool]] = []
        self._news = asyncio.Event()

    def notifier_up(self) -> None:
        self.up = True
        self._news.set()

    def notifier_down(self) -> None:
        self.up = False
        self._news.set()

    def present(self, login_id: str, resource: str, *, available: bool) -> None:
        self.presences.append((login_id, resource, available))
        self._news.set()

    async def until(self, wanted: Callable[[], bool]) -> None:
        async with asyncio.timeout(PATIENCE):
            while not wanted():
                self._news.clear()
                await self._news.wait()


@contextlib.asynccontextmanager
async def a_service(certs: Path, address: Address = ANY_PORT) -> AsyncIterator[NotificationService]:
    settings = NotificationSettings(
        c2s=ANY_PORT, c2s_tls=address, http=ANY_PORT, https=ANY_PORT, certs=certs, centre=SAMPLE
    )
    async with running(settings, Passwords()) as service:
        yield service


@contextlib.asynccontextmanager
async def a_link(
    certs: Path,
    address: Address,
    accounts: Accounts = ACCOUNTS,
    elsewhere: tuple[Address, ...] = (),
    **changes: Any,
) -> AsyncIterator[tuple[XmppLink, Heard]]:
    settings = FinesseSettings(
        xmpp=(*elsewhere, address),
        timers="fast",
        certs=certs,
        database="sqlite:///none.db",
        client_logs=certs,
        **changes,
    )
    state = ContactCenter().state
    heard = Heard(state)
    link = XmppLink(heard, settings, accounts, tls.client_context(certs))
    async with asyncio.TaskGroup() as tasks:
        running_link = tasks.create_task(link.run())
        link.configure(state)
        try:
            yield link, heard
        finally:
            running_link.cancel()


def a_feed(service: NotificationService, certs: Path, login: str = "agent1") -> Feed:
    return Feed(login, PASSWORD, "localhost", service.addresses["c2s_tls"], certs / tls.CA)


async def until(condition: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not await condition():
            await asyncio.sleep(0)


async def test_a_user_hears_his_feeds_without_subscribing(certs: Path) -> None:
    async with a_service(certs) as service, a_link(certs, service.addresses["c2s_tls"]) as (link, heard):
        await heard.until(lambda: heard.up)
        async with a_feed(service, certs).listening() as feed:
            for node in ("User/agent1", "User/agent1/Dialogs", "SystemInfo", "User/agent2"):
                path = f"/finesse/api/{node}"
                data = "\n    <user>a &lt; b</user>"
                link.publish(Notification(path, path, "PUT", data, request_id="r<1>"))
            update = await feed.until(lambda one: one.node.endswith("SystemInfo"), "SystemInfo")
            heard = [one.node for one in feed.heard(lambda _: True)]

    own = "/finesse/api/User/agent1"
    assert heard == [own, f"{own}/Dialogs", "/finesse/api/SystemInfo"]
    assert update.data.text == "a < b"
    assert update.text("requestId") == "r<1>"


async def test_when_one_server_of_several_does_not_answer_the_next_one_is_taken(certs: Path) -> None:
    nowhere = Address("127.0.0.1", 1)
    async with (
        a_service(certs) as service,
        a_link(certs, service.addresses["c2s_tls"], elsewhere=(nowhere,)) as (_, heard),
    ):
        await heard.until(lambda: heard.up)
        assert heard.up


@pytest.mark.parametrize("namespace", ["http://jabber.org/protocol/pubsub", "urn:xmpp:push:0"])
async def test_the_namespace_of_a_notification_is_a_setting(certs: Path, namespace: str) -> None:
    node = "/finesse/api/User/agent1"
    async with (
        a_service(certs) as service,
        a_link(certs, service.addresses["c2s_tls"], notification_namespace=namespace) as (link, heard),
    ):
        await heard.until(lambda: heard.up)
        async with a_feed(service, certs).listening() as feed:
            items: asyncio.Queue[Any] = asyncio.Queue()
            feed.client.add_event_handler("pubsub_publish", items.put_nowait)
            link.publish(Notification(node, node, "PUT", "\n    <user>x</user>"))
            async with asyncio.timeout(PATIENCE):
                message = await items.get()
    payload = message["pubsub_event"]["items"]["item"]["payload"]
    assert payload.tag == f"{{{namespace}}}notification"
    assert payload.text.startswith("<Update>")


async def test_a_teams_feed_can_be_subscribed_to(certs: Path) -> None:
    node = "/finesse/api/Team/1/Users"
    async with a_service(certs) as service, a_link(certs, service.addresses["c2s_tls"]) as (link, heard):
        await heard.until(lambda: heard.up)
        async with a_feed(service, certs, "supervisor1").listening() as feed:
            await feed.client["xep_0060"].subscribe("pubsub.localhost", node)
            link.publish(Notification(node, "/finesse/api/User/agent1", "PUT", "\n    <user>x</user>"))
            update = await feed.until(lambda one: one.node == node, "the team")

    assert update.source == "/finesse/api/User/agent1"


@pytest.mark.parametrize(
    ("user", "node", "may"),
    [
        ("agent1", "/finesse/api/User/agent1/ClientLog", True),
        ("agent1", "/finesse/api/Team/1/TeamMessages", True),
        ("agent1", "/finesse/api/Queue/1", True),
        ("agent1", "/finesse/api/SystemInfo", True),
        ("agent1", "/finesse/api/Team/1/Users", False),
        ("agent1", "/finesse/api/User/agent2/Dialogs", False),
        ("supervisor1", "/finesse/api/Team/1/Users", True),
        ("supervisor1", "/finesse/api/User/agent2/Dialogs", True),
    ],
)
async def test_who_may_read_by_rest_may_subscribe(certs: Path, user: str, node: str, may: bool) -> None:
    async with a_service(certs) as service, a_link(certs, service.addresses["c2s_tls"]) as (_, heard):
        await heard.until(lambda: heard.up)
        async with a_feed(service, certs, user).listening() as feed:
            subscribed = feed.client["xep_0060"].subscribe("pubsub.localhost", node)
            if may:
                await subscribed
            else:
                with pytest.raises(IqError, match="not-allowed"):
                    await subscribed


async def test_who_supervises_no_more_is_let_in_no_more(certs: Path) -> None:
    node = "/finesse/api/User/agent1/Dialogs"
    async with a_service(certs) as service, a_link(certs, service.addresses["c2s_tls"]) as (link, heard):
        await heard.until(lambda: heard.up)

        def members() -> set[str]:
            return {
                account
                for account, word in service.router.nodes.get(node).affiliations.items()
                if word == "member"
            }

        assert members() == {"agent1@localhost", "supervisor1@localhost"}
        heard.state.teams[1].supervisors.clear()
        link.configure(heard.state)

        async def let_out() -> bool:
            return members() == {"agent1@localhost"}

        await until(let_out)


async def test_every_node_of_the_product_is_there(certs: Path) -> None:
    async with a_service(certs) as service, a_link(certs, service.addresses["c2s_tls"]) as (_, heard):
        await heard.until(lambda: heard.up)
        nodes = {node.name for node in service.router.nodes}

    own = {"", "/Dialogs", "/Dialogs/Media", "/Media", "/Queues", "/ClientLog"}
    users = ("agent1", "agent2", "supervisor1")
    assert nodes == {f"/finesse/api/User/{user}{part}" for user in users for part in own} | {
        "/finesse/api/SystemInfo",
        "/finesse/api/Team/1/Users",
        "/finesse/api/Team/1/TeamMessages",
        "/finesse/api/Queue/1",
    }


async def test_who_is_added_later_gets_feeds_too(certs: Path) -> None:
    async with a_service(certs) as service, a_link(certs, service.addresses["c2s_tls"]) as (link, heard):
        await heard.until(lambda: heard.up)
        async with a_feed(service, certs, "newcomer").listening() as feed:
            heard.state.add(User("newcomer"))
            link.configure(heard.state)
            node = "/finesse/api/User/newcomer"

            async def subscribed() -> bool:
                return any(one.name == node and one.subscribers for one in service.router.nodes)

            await until(subscribed)
            link.publish(Notification(node, node, "PUT", "\n    <user>x</user>"))
            await feed.until(lambda one: one.node == node, "his own feed")


async def test_where_users_can_end_their_feeds_they_have_them_again_at_their_next_sign_in(
    certs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As with ejabberd or Prosody, which do not say that feeds last."""
    told = {
        addressee: tuple(each for each in features if each != LASTING_FEEDS)
        for addressee, features in FEATURES.disco.items()
    }
    monkeypatch.setattr("notification.node.FEATURES", FEATURES._replace(disco=told))
    own = "/finesse/api/User/agent1"
    async with a_service(certs) as service, a_link(certs, service.addresses["c2s_tls"]) as (_, heard):
        await heard.until(lambda: heard.up)
        nodes = service.router.nodes
        address = service.router.local("agent1@localhost")
        for node in nodes:
            nodes.drop(node, address)
        async with a_feed(service, certs).listening():

            async def has_them() -> bool:
                subscribed = {each.node for each in nodes.subscriptions_of("agent1@localhost")}
                return {own, f"{own}/Dialogs", "/finesse/api/SystemInfo"} <= subscribed

            await until(has_them)


async def test_whose_feeds_last_is_not_subscribed_again(certs: Path) -> None:
    """A sign-in costs the embedded service no request for it."""
    async with a_service(certs) as service, a_link(certs, service.addresses["c2s_tls"]) as (_, heard):
        await heard.until(lambda: heard.up)
        asked: list[str] = []
        route = service.router.route

        def noted(session: Session, stanza: Element) -> None:
            if session.account == service.router.service_account and stanza.name == "iq":
                asked.append(stanza.xml())
            route(session, stanza)

        service.router.route = noted  # type: ignore[method-assign]
        async with a_feed(service, certs).listening() as feed:
            resource = feed.client.boundjid.resource
            await heard.until(lambda: ("agent1", resource, True) in heard.presences)
        await heard.until(lambda: ("agent1", resource, False) in heard.presences)
        assert [each for each in asked if "pubsub" in each] == []


async def test_desktops_are_seen_coming_and_going(certs: Path) -> None:
    async with a_service(certs) as service, a_link(certs, service.addresses["c2s_tls"]) as (_, heard):
        await heard.until(lambda: heard.up)
        async with a_feed(service, certs).listening() as feed:
            resource = feed.client.boundjid.resource
            await heard.until(lambda: ("agent1", resource, True) in heard.presences)
        await heard.until(lambda: ("agent1", resource, False) in heard.presences)


async def test_a_service_that_restarts_is_found_again_and_set_up_anew(certs: Path) -> None:
    async with a_service(certs) as service:
        address = service.addresses["c2s_tls"]
        link_context = a_link(certs, address)
        link, heard = await link_context.__aenter__()
        await heard.until(lambda: heard.up)
    try:
        await heard.until(lambda: not heard.up)
        node = "/finesse/api/User/agent1"
        link.publish(Notification(node, node, "PUT", ""))  # nobody could hear it
        async with a_service(certs, address) as service:
            await heard.until(lambda: heard.up)
            async with a_feed(service, certs).listening() as feed:
                link.publish(Notification(node, node, "PUT", "\n    <user>again</user>"))
                update = await feed.until(lambda one: one.node == node, "his own feed")
                assert update.data.text == "again"
                assert len(feed.heard(lambda _: True)) == 1
    finally:
        await link_context.__aexit__(None, None, None)


@pytest.mark.parametrize("why", ["wrong password", "another certificate authority", "nobody there"])
async def test_without_a_service_the_node_goes_on_trying(certs: Path, tmp_path: Path, why: str) -> None:
    async with a_service(certs) as service:
        address = service.addresses["c2s_tls"]
        accounts, trusted = ACCOUNTS, certs
        if why == "wrong password":
            accounts = replace(ACCOUNTS, xmpp_user="agent1", xmpp_password="wrong")
        elif why == "nobody there":
            address = Address("127.0.0.1", 1)
        else:
            from certs.make import ensure

            ensure(tmp_path, "localhost", ["localhost"])
            trusted = tmp_path
        tries = 0
        async with a_link(trusted, address, accounts) as (_, heard):
            down = heard.notifier_down

            def counted() -> None:
                nonlocal tries
                tries += 1
                down()

            heard.notifier_down = counted  # type: ignore[method-assign]
            await heard.until(lambda: tries >= 2)
            assert not heard.up


def test_a_notification_is_one_text_child_escaped_once() -> None:
    from finesse.xmpp import stanzas

    stanza = stanzas.publish("/finesse/api/User/a&b", "i1", stanzas.PUBSUB, "<Update>a &amp; b</Update>")
    item = etree.fromstring(stanza).find(".//{*}item")
    assert item is not None
    assert item[0].tag == "{http://jabber.org/protocol/pubsub}notification"
    assert (item[0].text, len(item[0])) == ("<Update>a &amp; b</Update>", 0)
