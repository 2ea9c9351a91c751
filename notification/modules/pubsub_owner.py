"""XEP-0060 §8: how the owner of nodes, the Finesse web application, sets them up and subscribes its users."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from notification.modules import node_form
from notification.modules.pubsub import listed
from notification.nodes import DEFAULTS, Node, Subscription
from notification.router import Addressee, Router
from notification.xmpp import jid, names
from notification.xmpp.errors import StanzaError
from notification.xmpp.session import Session
from notification.xmpp.stanza import Element

NS = names.PUBSUB_OWNER


def request(router: Router, session: Session, iq: Element) -> None:
    pubsub = iq.find(NS, "pubsub")
    action = pubsub.first if pubsub is not None else None
    if action is None:
        raise StanzaError("bad-request")
    if (iq.get("type"), action.name) == ("get", "default"):
        _reply(router, session, iq, Element(NS, "default", {}, node_form.written(DEFAULTS)))
        return
    perform = REQUESTS.get((iq.get("type"), action.name))
    if perform is None:
        raise StanzaError("bad-request")
    node = router.nodes.get(action.get("node"))
    node.must_be(session.account, "owner")
    perform(router, session, iq, action, node)


def show_configuration(router: Router, session: Session, iq: Element, action: Element, node: Node) -> None:
    _reply(router, session, iq, Element(NS, "configure", {"node": node.name}, node_form.written(node.config)))


def configure(router: Router, session: Session, iq: Element, action: Element, node: Node) -> None:
    before = node.config
    router.nodes.configure(node, node_form.read(action))
    if node.config is not before and node.says("notify_config"):
        router.tell(node, f'<configuration node="{node.written}"/>')
    router.reply_kept(session, iq)


def delete(router: Router, session: Session, iq: Element, action: Element, node: Node) -> None:
    if node.says("notify_delete"):
        router.tell(node, f'<delete node="{node.written}"/>')
    router.nodes.delete(node)
    router.reply_kept(session, iq)


def purge(router: Router, session: Session, iq: Element, action: Element, node: Node) -> None:
    """There are no items that could be thrown away (§8.5.3.3)."""
    raise StanzaError("feature-not-implemented", "unsupported", feature="persistent-items")


def show_affiliations(router: Router, session: Session, iq: Element, action: Element, node: Node) -> None:
    answer = Element(NS, "affiliations", {"node": node.name})
    answer.children += [
        Element(NS, "affiliation", {"jid": account, "affiliation": affiliation})
        for account, affiliation in node.affiliations.items()
    ]
    _reply(router, session, iq, answer)


def affiliate(router: Router, session: Session, iq: Element, action: Element, node: Node) -> None:
    changes = [(_jid(entry).bare, entry.get("affiliation")) for entry in action.elements()]
    router.nodes.affiliate(node, changes)
    router.reply_kept(session, iq)


def show_subscriptions(router: Router, session: Session, iq: Element, action: Element, node: Node) -> None:
    answer = Element(NS, "subscriptions", {"node": node.name})
    for subscriber in node.subscribers:
        entry = listed(Subscription(node.name, subscriber), NS)
        del entry.attributes["node"]
        answer.children.append(entry)
    _reply(router, session, iq, answer)


def subscribe(router: Router, session: Session, iq: Element, action: Element, node: Node) -> None:
    """`subscribed` or `none` for each JID; all or none, and nobody is asked or told."""
    changes = [(_jid(entry), entry.get("subscription")) for entry in action.elements()]
    if any(subscription not in ("subscribed", "none") for _, subscription in changes):
        raise StanzaError("not-acceptable")
    for subscriber, subscription in changes:
        if subscription == "subscribed":
            router.nodes.enter(node, subscriber)
        else:
            router.nodes.drop(node, subscriber)
    router.reply_kept(session, iq)


def _jid(entry: Element) -> jid.Jid:
    try:
        return jid.parse(entry.get("jid"))
    except ValueError:
        raise StanzaError("bad-request", "invalid-jid") from None


def _reply(router: Router, session: Session, iq: Element, answer: Element) -> None:
    router.reply(session, iq, Element(NS, "pubsub", {}, answer))


REQUESTS: Mapping[tuple[str, str], Callable[[Router, Session, Element, Element, Node], None]] = {
    ("get", "configure"): show_configuration,
    ("set", "configure"): configure,
    ("set", "delete"): delete,
    ("set", "purge"): purge,
    ("get", "affiliations"): show_affiliations,
    ("set", "affiliations"): affiliate,
    ("get", "subscriptions"): show_subscriptions,
    ("set", "subscriptions"): subscribe,
}

ANSWERS_FOR = (Addressee.PUBSUB,)
DISCO: Mapping[Addressee, tuple[str, ...]] = {}  # pubsub's own tells of these, too
HANDLES = {
    ("get", NS, "pubsub"): request,
    ("set", NS, "pubsub"): request,
}
