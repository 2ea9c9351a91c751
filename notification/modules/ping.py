"""XEP-0199: a client asks whether we are there. Our own pings are the transports' business."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notification.modules.addressee import Addressee
from notification.xmpp import names
from notification.xmpp.stanza import Element

if TYPE_CHECKING:
    from notification.xmpp.session import Session


def ping(session: Session, iq: Element) -> None:
    session.router.reply(session, iq)


ANSWERS_FOR = (Addressee.SERVER, Addressee.PUBSUB, Addressee.OWN)
HANDLES = {("get", names.PING, "ping"): ping}
