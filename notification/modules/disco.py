"""XEP-0030: what there is. A node's identity is what some clients read before anything else about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notification.xmpp import names
from notification.xmpp.stanza import Element

if TYPE_CHECKING:
    from notification.xmpp.session import Session

ITEMS_LIMIT = 5000

SERVER_FEATURES = (names.DISCO_INFO, names.DISCO_ITEMS, names.PING, names.ROSTER)
PUBSUB_FEATURES = (
    names.DISCO_INFO,
    names.DISCO_ITEMS,
    names.PUBSUB,
    *(
        f"{names.PUBSUB}#{feature}"
        for feature in (
            "access-open", "access-whitelist", "config-node", "create-and-configure", "create-nodes",
            "delete-nodes", "instant-nodes", "manage-subscriptions", "member-affiliation",
            "modify-affiliations", "outcast-affiliation", "publish", "publish-options",
            "publisher-affiliation", "retrieve-affiliations", "retrieve-default", "retrieve-subscriptions",
            "subscribe",
        )
    ),
)  # fmt: skip


def info(session: Session, iq: Element) -> None:
    router = session.router
    asked = iq.find(names.DISCO_INFO, "query")
    node = asked.get("node") if asked is not None else ""
    if iq.get("to").lower() == router.pubsub:
        if node:
            title = router.nodes.get(node).config["title"]
            answer = _info(("pubsub", "leaf", title or node), (names.PUBSUB,))
            answer.attributes["node"] = node
        else:
            answer = _info(("pubsub", "service", "Publish-Subscribe service"), PUBSUB_FEATURES)
    elif iq.get("to").lower() == router.domain:
        answer = _info(("server", "im", "Notification Service"), SERVER_FEATURES)
    else:
        answer = _info(("account", "registered", ""), SERVER_FEATURES)
    router.reply(session, iq, answer)


def items(session: Session, iq: Element) -> None:
    router = session.router
    asked = iq.find(names.DISCO_ITEMS, "query")
    node = asked.get("node") if asked is not None else ""
    answer = Element(names.DISCO_ITEMS, "query", {"node": node} if node else {})
    if iq.get("to").lower() == router.pubsub:
        if node:
            router.nodes.get(node)  # it has no items, but must exist
        else:
            for visible, _ in zip(router.nodes.visible_to(session.account), range(ITEMS_LIMIT), strict=False):
                answer.children.append(_item(router.pubsub, visible.name, visible.config["title"]))
    elif iq.get("to").lower() == router.domain and not node:
        answer.children.append(_item(router.pubsub, "", "Publish-Subscribe service"))
    router.reply(session, iq, answer)


def _info(identity: tuple[str, str, str], features: tuple[str, ...]) -> Element:
    category, kind, name = identity
    query = Element(names.DISCO_INFO, "query")
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


HANDLES = {
    ("get", names.DISCO_INFO, "query"): info,
    ("get", names.DISCO_ITEMS, "query"): items,
}
