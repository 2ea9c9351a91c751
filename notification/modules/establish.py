"""RFC 3921's session request, which older clients still send, and a second bind, which nobody may."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notification.modules.addressee import Addressee
from notification.xmpp import names
from notification.xmpp.errors import StanzaError
from notification.xmpp.stanza import Element

if TYPE_CHECKING:
    from notification.xmpp.session import Session


def establish(session: Session, iq: Element) -> None:
    """It asks for what every bound session has. The answer comes from the domain, as Openfire's does."""
    answer = {"type": "result", "id": iq.get("id"), "from": session.router.domain, "to": session.jid}
    session.send(Element(names.CLIENT, "iq", answer))


def bind_again(session: Session, iq: Element) -> None:
    raise StanzaError("not-allowed")


ANSWERS_FOR = (Addressee.SERVER, Addressee.OWN)
HANDLES = {
    ("set", names.SESSION, "session"): establish,
    ("set", names.BIND, "bind"): bind_again,
}
