"""How a presence is written and told, whoever causes it. It is written once for all who hear it."""

from __future__ import annotations

from collections.abc import Iterable

from notification.router import Router
from notification.xmpp import names
from notification.xmpp.errors import StanzaError
from notification.xmpp.session import Session
from notification.xmpp.stanza import Element, TooLong
from notification.xmpp.stream import LANGUAGE
from vos.xml import attribute

GONE = ' type="unavailable"/>'


CONTENT_BYTES = 4096  # what a presence may hold, as it is written; it is kept while the session lasts


def written(stanza: Element, *, identity: bool = False) -> str:
    """What follows the addresses when a client's presence is passed on: its type, its language, its content.

    `identity`: its id, too, for whom it is sent by name, who may answer with an error. StanzaError where
    it is too long.
    """
    head = ""
    if kind := stanza.get("type"):
        head = f' type="{attribute(kind)}"'
    if identity and (number := stanza.get("id")):
        head += f' id="{attribute(number)}"'
    if language := stanza.get(LANGUAGE):
        head += f' xml:lang="{attribute(language)}"'
    try:
        content = "".join([child.xml_within(CONTENT_BYTES, names.CLIENT) for child in stanza.elements()])
    except TooLong:
        raise StanzaError("policy-violation") from None
    presence = f"{head}>{content}</presence>" if content else f"{head}/>"
    if len(presence.encode()) > CONTENT_BYTES:
        raise StanzaError("policy-violation")
    return presence


def must_be_taken(router: Router, session: Session, receivers: Iterable[Session], size: int) -> None:
    """StanzaError where somebody has too much of this user's to read already: all hear of it, or none."""
    receivers = [*dict.fromkeys(receivers)]
    if len(router.takers(session.account, receivers, size)) < len(receivers):
        raise StanzaError("resource-constraint")


def tell(session: Session, receivers: Iterable[Session], presence: str, *, asked: bool = False) -> None:
    """The presence of `session`, as it is written, to each receiver once. `asked`: they asked for it."""
    head, rest = f' from="{attribute(session.jid)}" to="', f'"{presence}'.encode()
    for receiver in dict.fromkeys(receivers):
        receiver.send_tail(b"presence", f"{head}{attribute(receiver.jid)}".encode() + rest, asked=asked)


def show(router: Router, contact: str, receivers: Iterable[Session]) -> None:
    """The present presence of `contact`, also that there is none."""
    receivers = [*receivers]
    there = router.available(contact)
    for other in there:
        tell(other, receivers, other.presence or "", asked=True)
    if not there:
        for receiver in receivers:
            receiver.send(notice(contact, receiver.jid, "unavailable"))


def notice(sender: str, to: str, kind: str) -> Element:
    """A presence of which nothing but its type matters."""
    return Element(names.CLIENT, "presence", {"from": sender, "to": to, "type": kind})
