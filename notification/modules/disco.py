"""XEP-0030: what there is. A node's identity is what some clients read before anything else about it."""

from __future__ import annotations

from notification.router import Addressee, Router
from notification.xmpp import names
from notification.xmpp.errors import StanzaError
from notification.xmpp.session import Session
from notification.xmpp.stanza import Element

ITEMS_LIMIT = 5000


def info(router: Router, session: Session, iq: Element) -> None:
    node, about = _asked(router, session, iq, names.DISCO_INFO)
    if about is Addressee.PUBSUB and node:
        title = router.nodes.get(node).config["title"]
        answer = _info(("pubsub", "leaf", title or node), (names.PUBSUB,), {"node": node})
    elif about is Addressee.OTHER and not _shows_itself(router, session, iq):
        raise StanzaError("service-unavailable")  # whether there is such an account or not (XEP-0030 §8)
    elif node:
        raise StanzaError("item-not-found")
    elif about is Addressee.PUBSUB:
        answer = _info(("pubsub", "service", "Publish-Subscribe service"), router.disco[about])
    elif about is Addressee.SERVER:
        answer = _info(("server", "im", "Notification Service"), router.disco[about])
    else:  # what an account can do is what its server does for it
        answer = _info(("account", "registered", ""), router.disco[Addressee.SERVER])
    router.reply(session, iq, answer)


def items(router: Router, session: Session, iq: Element) -> None:
    """Of accounts there are none; nor do others learn by it whether there is such an account."""
    node, about = _asked(router, session, iq, names.DISCO_ITEMS)
    answer = Element(names.DISCO_ITEMS, "query", {"node": node} if node else {})
    if about is Addressee.PUBSUB:
        if node:
            router.nodes.get(node)  # it has no items, but must exist
        else:
            for visible, _ in zip(router.nodes.visible_to(session.account), range(ITEMS_LIMIT), strict=False):
                answer.children.append(_item(router.pubsub, visible.name, visible.config["title"]))
    elif about is Addressee.SERVER and not node:
        answer.children.append(_item(router.pubsub, "", "Publish-Subscribe service"))
    router.reply(session, iq, answer)


def _asked(router: Router, session: Session, iq: Element, ns: str) -> tuple[str, Addressee]:
    """About which node, and of whom."""
    query = iq.find(ns, "query")
    to = router.local(iq.get("to") or session.account)
    return query.get("node") if query is not None else "", router.addressee(session, to)


def _shows_itself(router: Router, session: Session, iq: Element) -> bool:
    """Whether the account that is asked shows its presence to who asks."""
    return router.contacts.watches(session.account, router.local(iq.get("to")).bare)


def _info(
    identity: tuple[str, str, str], features: tuple[str, ...], about: dict[str, str] | None = None
) -> Element:
    category, kind, name = identity
    query = Element(names.DISCO_INFO, "query", about)
    named = {"name": name} if name else {}
    query.children.append(
        Element(names.DISCO_INFO, "identity", {"category": category, "type": kind, **named})
    )
    query.children += [Element(names.DISCO_INFO, "feature", {"var": feature}) for feature in features]
    return query


def _item(service: str, node: str, name: str) -> Element:
    attributes = {"jid": service}
    if node:
        attributes["node"] = node
    if name:
        attributes["name"] = name
    return Element(names.DISCO_ITEMS, "item", attributes)


ANSWERS_FOR = (Addressee.SERVER, Addressee.PUBSUB, Addressee.OWN, Addressee.OTHER)
DISCO = dict.fromkeys((Addressee.SERVER, Addressee.PUBSUB), (names.DISCO_INFO, names.DISCO_ITEMS))
HANDLES = {
    ("get", names.DISCO_INFO, "query"): info,
    ("get", names.DISCO_ITEMS, "query"): items,
}
