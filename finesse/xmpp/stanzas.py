"""What this node writes to the notification service, as text: standard XEP-0060 and nothing else.

Stanzas that are sent a hundred times a second are not built as trees only to be written once.
"""

from __future__ import annotations

from collections.abc import Iterable

from vos.xml import attribute, plain_text

PUBSUB = "http://jabber.org/protocol/pubsub"
OWNER = f"{PUBSUB}#owner"
INFO = "http://jabber.org/protocol/disco#info"
NODE_CONFIG = f"{PUBSUB}#node_config"

# What a service says of itself whose users cannot end what the nodes' owner subscribed them to.
LASTING_FEEDS = "urn:finesse-lab:pubsub:lasting-feeds"

# The product's feeds: nothing is stored or sent again, only this node publishes.
_NODE_FIELDS = {
    "publish_model": "publishers",
    "persist_items": "0",
    "send_last_published_item": "never",
    "notify_config": "0",
    "notify_delete": "0",
    "notify_retract": "0",
    "deliver_payloads": "1",
    "notification_type": "normal",
}
_CONFIGURE = (  # with the access model to be filled in
    '<configure><x xmlns="jabber:x:data" type="submit">'
    f'<field var="FORM_TYPE" type="hidden"><value>{NODE_CONFIG}</value></field>'
    + "".join(
        f'<field var="pubsub#{name}"><value>{value}</value></field>' for name, value in _NODE_FIELDS.items()
    )
    + '<field var="pubsub#access_model"><value>%s</value></field></x></configure>'
)
OPEN, WHITELIST = "open", "whitelist"


def iq(kind: str, to: str, identity: str, inner: str) -> str:
    """A request: `kind` is get or set."""
    return f'<iq type="{kind}" to="{attribute(to)}" id="{identity}">{inner}</iq>'


def create(node: str, access: str) -> str:
    """Make a node of that name; `access` is OPEN or WHITELIST."""
    return f'<pubsub xmlns="{PUBSUB}"><create node="{attribute(node)}"/>{_CONFIGURE % access}</pubsub>'


def members(node: str) -> str:
    """Ask, as its owner, who is affiliated with a node."""
    return f'<pubsub xmlns="{OWNER}"><affiliations node="{attribute(node)}"/></pubsub>'


def affiliate(node: str, changes: Iterable[tuple[str, str]]) -> str:
    """Set, as its owner, who is affiliated with a node: addresses, each with `member` or `none`."""
    entries = "".join(
        f'<affiliation jid="{attribute(address)}" affiliation="{word}"/>' for address, word in changes
    )
    return f'<pubsub xmlns="{OWNER}"><affiliations node="{attribute(node)}">{entries}</affiliations></pubsub>'


def subscribe(node: str, addresses: Iterable[str]) -> str:
    """Subscribe, as its owner, others to a node."""
    entries = "".join(
        f'<subscription jid="{attribute(address)}" subscription="subscribed"/>' for address in addresses
    )
    return (
        f'<pubsub xmlns="{OWNER}"><subscriptions node="{attribute(node)}">{entries}</subscriptions></pubsub>'
    )


def publish(node: str, item: str, namespace: str, document: str) -> str:
    """Publish a notification: the document is its only text, escaped once."""
    return (
        f'<pubsub xmlns="{PUBSUB}"><publish node="{attribute(node)}"><item id="{item}">'
        f'<notification xmlns="{namespace}">{plain_text(document)}</notification>'
        "</item></publish></pubsub>"
    )


def watch(address: str) -> str:
    """Ask for somebody's presence."""
    return f'<presence type="subscribe" to="{attribute(address)}"/>'


def admit(address: str) -> str:
    """Let somebody hear our presence."""
    return f'<presence type="subscribed" to="{attribute(address)}"/>'


PRESENT = "<presence/>"
PING = '<ping xmlns="urn:xmpp:ping"/>'
FEATURES = f'<query xmlns="{INFO}"/>'
ROSTER = '<query xmlns="jabber:iq:roster"/>'
