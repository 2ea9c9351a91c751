"""RFC 6121 §8.5: who gets a message, by its type. Nothing is stored for who is away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from notification.router import Router
from notification.xmpp.errors import StanzaError
from notification.xmpp.session import Session
from notification.xmpp.stanza import Element


class Delivery(NamedTuple):
    """What comes of a message that is not to a resource which is there: that one gets it, whatever it is."""

    to_account: bool  # to a bare JID: all resources with a priority of 0 or more get it
    from_gone: bool  # to a resource that is gone: they get it, too
    refused: bool  # who is not heard is told so


DELIVERIES: Mapping[str, Delivery] = {
    "normal": Delivery(to_account=True, from_gone=False, refused=True),
    "chat": Delivery(to_account=True, from_gone=True, refused=True),
    "groupchat": Delivery(to_account=False, from_gone=False, refused=True),
    "headline": Delivery(to_account=True, from_gone=False, refused=False),
    "error": Delivery(to_account=False, from_gone=False, refused=False),
}


def received(router: Router, session: Session, message: Element) -> None:
    """A message from a bound session. Without an address it is to the sender's own account."""
    to = router.local(message.get("to") or session.account)
    if not to.local:
        return  # neither the server nor its pubsub service reads mail
    router.count(session, to)
    reached = router.reaches(session, to.bare)
    named = router.resource(to) if reached else None
    if named is not None:
        router.pass_on(session, message, [named])
        return
    delivery = DELIVERIES.get(message.get("type"), DELIVERIES["normal"])  # what is unknown is normal (§5.2.2)
    receivers = []
    if reached and (delivery.from_gone if to.resource else delivery.to_account):
        receivers = [other for other in router.available(to.bare) if other.priority >= 0]
    if receivers:
        router.pass_on(session, message, receivers)
    elif delivery.refused:
        raise StanzaError("service-unavailable")
