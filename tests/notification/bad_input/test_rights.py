"""Doing what one may not, over every transport: the documented error, and the session goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from notification.node import NotificationService
from tests.notification.bad_input.bystander import NODE, OTHERS, bystander
from tests.notification.desktops import KINDS, desktop
from tests.notification.loops import event_loop_policy  # noqa: F401

PUBSUB = "http://jabber.org/protocol/pubsub"
OWNER = f"{PUBSUB}#owner"
EVIL, OTHER = "evil@localhost", "bystander@localhost"
ITEM = "<item id='evil'><n xmlns='urn:n'/></item>"


def request(inner: str, ns: str = PUBSUB, attributes: str = "") -> str:
    return (
        f"<iq type='set' id='no' to='pubsub.localhost'{attributes}><pubsub xmlns='{ns}'>{inner}</pubsub></iq>"
    )


FORBIDDEN = {
    "publish": (request(f"<publish node='{NODE}'>{ITEM}</publish>"), "forbidden"),
    "publish in somebody's name": (
        request(f"<publish node='{NODE}'>{ITEM}</publish>", attributes=" from='finesse@localhost/desktop'"),
        "forbidden",
    ),
    "publish nowhere": (request(f"<publish node='/nowhere'>{ITEM}</publish>"), "item-not-found"),
    "create": (request("<create node='mine'/>"), "forbidden"),
    "delete": (request(f"<delete node='{NODE}'/>", OWNER), "forbidden"),
    "configure": (request(f"<configure node='{NODE}'/>", OWNER), "forbidden"),
    "make oneself its owner": (
        request(
            f"<affiliations node='{NODE}'><affiliation jid='{EVIL}' affiliation='owner'/></affiliations>",
            OWNER,
        ),
        "forbidden",
    ),
    "subscribe as its owner": (
        request(
            f"<subscriptions node='{NODE}'><subscription jid='{EVIL}' subscription='subscribed'/>"
            "</subscriptions>",
            OWNER,
        ),
        "forbidden",
    ),
    "subscribe to what is closed": (request(f"<subscribe node='{OTHERS}' jid='{EVIL}'/>"), "not-allowed"),
    "subscribe somebody else": (request(f"<subscribe node='{NODE}' jid='{OTHER}'/>"), "bad-request"),
    "unsubscribe somebody else": (
        request(f"<unsubscribe node='{NODE}' jid='{OTHER}'/>"), "forbidden"
    ),
    "an address that is none": (request(f"<subscribe node='{NODE}' jid='a b@c@d/'/>"), "bad-request"),
    "an iq to somebody": (
        "<iq type='get' id='no' to='bystander@localhost'><query xmlns='urn:x'/></iq>", "service-unavailable"
    ),
    "another server": ("<message id='no' to='x@elsewhere'/>", "remote-server-not-found"),
    "a message to nobody": ("<message id='no' to='nobody@localhost/here'/>", "service-unavailable"),
    "a presence of no type": ("<presence id='no' type='furious'/>", "bad-request"),
    "a priority beyond": ("<presence id='no'><priority>128</priority></presence>", "bad-request"),
    "a probe": ("<presence id='no' type='probe' to='bystander@localhost'/>", "forbidden"),
    "a second bind": (
        "<iq type='set' id='no'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>", "not-allowed"
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
async def test_what_one_may_not_is_refused_and_the_session_goes_on(
    service: NotificationService, certs: Path, kind: str
) -> None:
    async with bystander(service) as other:
        async with desktop(service, kind, certs) as client:
            await client.signs_in("evil")
            for name, (stanza, condition) in FORBIDDEN.items():
                await client.says(stanza)
                heard = await client.hears("</error>")
                assert f"<{condition} " in heard, name
                assert 'type="error" id="no"' in heard, name
                await other.hears_an_event()
            await client.leaves()
        assert list(service.router.nodes.get(NODE).subscribers) == ["bystander@localhost"]
        await other.is_left_alone()
