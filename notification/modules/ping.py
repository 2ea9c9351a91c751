"""XEP-0199: a client asks whether we are there. Our own pings are the transports' business."""

from __future__ import annotations

from notification.router import Addressee, Router
from notification.xmpp import names
from notification.xmpp.session import Session
from notification.xmpp.stanza import Element


def ping(router: Router, session: Session, iq: Element) -> None:
    router.reply(session, iq)


ANSWERS_FOR = (Addressee.SERVER, Addressee.PUBSUB, Addressee.OWN)
DISCO = {Addressee.SERVER: (names.PING,)}
HANDLES = {("get", names.PING, "ping"): ping}
