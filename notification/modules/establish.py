"""RFC 3921's session request, which older clients still send, and a second bind, which nobody may."""

from __future__ import annotations

from collections.abc import Mapping

from notification.router import Addressee, Router
from notification.xmpp import names
from notification.xmpp.errors import StanzaError
from notification.xmpp.session import Session
from notification.xmpp.stanza import Element


def establish(router: Router, session: Session, iq: Element) -> None:
    """It asks for what every bound session has. The answer comes from the domain, as Openfire's does."""
    answer = {"type": "result", "id": iq.get("id"), "from": router.domain, "to": session.jid}
    session.send(Element(names.CLIENT, "iq", answer))


def bind_again(router: Router, session: Session, iq: Element) -> None:
    raise StanzaError("not-allowed")


ANSWERS_FOR = (Addressee.SERVER, Addressee.OWN)
DISCO: Mapping[Addressee, tuple[str, ...]] = {}  # a stream's own features tell of them
HANDLES = {
    ("set", names.SESSION, "session"): establish,
    ("set", names.BIND, "bind"): bind_again,
}
