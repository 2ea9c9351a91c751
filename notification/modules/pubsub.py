"""XEP-0060 as a subscriber and a publisher use it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from notification.modules import node_form
from notification.nodes import Node, Subscription
from notification.router import Addressee, Router
from notification.xmpp import jid, names
from notification.xmpp.errors import StanzaError
from notification.xmpp.session import Session
from notification.xmpp.stanza import Element, TooLong
from vos.xml import attribute

IDS_BYTES = 10_000  # of all items of one request


def request(router: Router, session: Session, iq: Element) -> None:
    """A `<pubsub/>` is about its first child. Agents have no pubsub of their own (XEP-0163)."""
    pubsub = iq.find(names.PUBSUB, "pubsub")
    action = pubsub.first if pubsub is not None else None
    if action is None:
        raise StanzaError("bad-request")
    kind = (iq.get("type"), action.name)
    if kind in UNSUPPORTED:
        raise StanzaError("feature-not-implemented", "unsupported", feature=UNSUPPORTED[kind])
    perform = REQUESTS.get(kind)
    if perform is None:
        raise StanzaError("bad-request")
    perform(router, session, iq, action)


def publish(router: Router, session: Session, iq: Element, action: Element) -> None:
    node = router.nodes.get(action.get("node"))
    node.must_let_publish(session.account)
    _must_meet(iq, node)
    items = [item for item in action.elements() if item.name == "item"]
    if not items:
        raise StanzaError("bad-request", "item-required")
    payloads = [list(item.elements()) for item in items]
    if not all(payloads):
        raise StanzaError("bad-request", "payload-required")
    if any(len(payload) > 1 for payload in payloads):
        raise StanzaError("bad-request", "invalid-payload")
    heard, shown = node.says("deliver_notifications"), node.says("deliver_payloads")
    if sum(len(item.get("id").encode()) for item in items) > IDS_BYTES:
        raise StanzaError("not-acceptable")
    written = [_written(payload, router.stanza_limit) for (payload,) in payloads]
    published: list[str] = []
    for item, payload in zip(items, written, strict=True):
        item_id = item.get("id") or router.new_id()
        if heard:
            router.notify(node, item_id, payload if shown else "")
        published.append(f'<item id="{attribute(item_id)}"/>')
    content = f'<publish node="{node.written}">{"".join(published)}</publish>'
    router.reply_written(session, iq, f'<pubsub xmlns="{names.PUBSUB}">{content}</pubsub>')


def _written(payload: Element, limit: int) -> str:
    """As subscribers hear it. StanzaError where it is too long then, for the publisher (§7.1.3.4)."""
    try:
        return payload.xml_within(limit, names.PUBSUB_EVENT)
    except TooLong:
        raise StanzaError("not-acceptable", "payload-too-big") from None


def create(router: Router, session: Session, iq: Element, action: Element) -> None:
    """Only the service user makes nodes; one that it does not name gets a name (XEP-0060 §8.1.2)."""
    if session.account != router.service_account:
        raise StanzaError("forbidden")
    name = action.get("node")
    node = router.nodes.create(
        name or router.new_id(), session.account, node_form.read(_beside(iq, "configure"))
    )
    if name:
        router.reply_kept(session, iq)
    else:
        answer = Element(names.PUBSUB, "create", {"node": node.name})
        router.reply_kept(session, iq, Element(names.PUBSUB, "pubsub", {}, answer))


def subscribe(router: Router, session: Session, iq: Element, action: Element) -> None:
    """Subscribing again is no error, and there is one subscription of a JID to a node, without an id.

    A resource that nobody has bound is nobody's to subscribe: it might never come.
    """
    node = router.nodes.get(action.get("node"))
    if _beside(iq, "options") is not None:
        raise StanzaError("feature-not-implemented", "unsupported", feature="subscription-options")
    subscriber = _own_jid(session, action)
    if subscriber.resource and router.resource(subscriber) is None:
        raise StanzaError("bad-request", "invalid-jid")
    router.nodes.subscribe(node, subscriber, router.online[session.account])
    answer = listed(Subscription(node.name, str(subscriber)), names.PUBSUB)
    answer.children.append(Element(names.PUBSUB, "subscribe-options"))
    router.reply_kept(session, iq, Element(names.PUBSUB, "pubsub", {}, answer))


def unsubscribe(router: Router, session: Session, iq: Element, action: Element) -> None:
    """Of exactly the JID that the user subscribed; what an owner set up for him is not his to end."""
    nodes = router.nodes
    node = nodes.get(action.get("node"))
    nodes.unsubscribe(node, _own_jid(session, action))
    router.reply_kept(session, iq)


def subscriptions(router: Router, session: Session, iq: Element, action: Element) -> None:
    """Of the user and all its resources; of one node if it names one."""
    found = router.nodes.subscriptions_of(session.account, action.get("node") or None)
    answer = Element(names.PUBSUB, "subscriptions", dict(action.attributes))
    answer.children += [listed(subscription, names.PUBSUB) for subscription in found]
    router.reply(session, iq, Element(names.PUBSUB, "pubsub", {}, answer))


def affiliations(router: Router, session: Session, iq: Element, action: Element) -> None:
    """What the user is to which nodes; of one node if it names one (XEP-0060 §5.7)."""
    found = router.nodes.affiliations_of(session.account, action.get("node") or None)
    answer = Element(names.PUBSUB, "affiliations", dict(action.attributes))
    answer.children += [
        Element(names.PUBSUB, "affiliation", {"node": node.name, "affiliation": affiliation})
        for node, affiliation in found
    ]
    router.reply(session, iq, Element(names.PUBSUB, "pubsub", {}, answer))


def items(router: Router, session: Session, iq: Element, action: Element) -> None:
    """There are never any, but the node must exist and be readable."""
    node = router.nodes.get(action.get("node"))
    node.must_admit(session.account)
    answer = Element(names.PUBSUB, "items", {"node": node.name})
    router.reply(session, iq, Element(names.PUBSUB, "pubsub", {}, answer))


def listed(subscription: Subscription, ns: str) -> Element:
    """A `<subscription/>`."""
    attributes = {"node": subscription.node, "jid": subscription.jid, "subscription": "subscribed"}
    return Element(ns, "subscription", attributes)


def _beside(iq: Element, name: str) -> Element | None:
    """What stands in the same `<pubsub/>` as the request."""
    pubsub = iq.find(names.PUBSUB, "pubsub")
    return pubsub.find(names.PUBSUB, name) if pubsub is not None else None


def _must_meet(iq: Element, node: Node) -> None:
    """The publisher's conditions on the node (XEP-0060 §7.1.5). StanzaError if one does not hold."""
    options = _beside(iq, "publish-options")
    wanted = node_form.read(options) if options is not None else {}
    if any(not node.has(name, value) for name, value in wanted.items()):
        raise StanzaError("conflict", "precondition-not-met")


def _own_jid(session: Session, action: Element) -> jid.Jid:
    """The JID that it is about. StanzaError if it is not the sender or one of its resources.

    Each request has an error of its own for somebody else's (XEP-0060 §6.1.3.1 and §6.2.3.3).
    """
    if not action.get("jid"):
        raise StanzaError("bad-request", "jid-required" if action.name == "unsubscribe" else "invalid-jid")
    try:
        subscriber = jid.parse(action.get("jid"))
    except ValueError:
        raise StanzaError("bad-request", "invalid-jid") from None
    if subscriber.bare != session.account:
        raise (
            StanzaError("forbidden")
            if action.name == "unsubscribe"
            else StanzaError("bad-request", "invalid-jid")
        )
    return subscriber


REQUESTS: Mapping[tuple[str, str], Callable[[Router, Session, Element, Element], None]] = {
    ("set", "publish"): publish,
    ("set", "create"): create,
    ("set", "subscribe"): subscribe,
    ("set", "unsubscribe"): unsubscribe,
    ("get", "subscriptions"): subscriptions,
    ("get", "affiliations"): affiliations,
    ("get", "items"): items,
}
UNSUPPORTED: Mapping[tuple[str, str], str] = {
    ("set", "retract"): "persistent-items",
    ("get", "options"): "subscription-options",
    ("set", "options"): "subscription-options",
    ("get", "default"): "retrieve-default-sub",
}

ANSWERS_FOR = (Addressee.PUBSUB,)
DISCO = {
    Addressee.PUBSUB: (
        names.PUBSUB,
        *(
            f"{names.PUBSUB}#{feature}"
            for feature in (
                "access-open", "access-whitelist", "config-node", "create-and-configure", "create-nodes",
                "delete-nodes", "instant-nodes", "manage-subscriptions", "member-affiliation",
                "modify-affiliations", "outcast-affiliation", "publish", "publish-options",
                "publisher-affiliation", "retrieve-affiliations", "retrieve-default",
                "retrieve-subscriptions", "subscribe",
            )
        ),
        names.LASTING_FEEDS,
    )
}  # fmt: skip
HANDLES = {
    ("get", names.PUBSUB, "pubsub"): request,
    ("set", names.PUBSUB, "pubsub"): request,
}
