"""RFC 6121's roster: whom one watches and by whom one is watched, the `finesse` user always among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notification.modules.addressee import Addressee
from notification.xmpp import names
from notification.xmpp.errors import StanzaError
from notification.xmpp.stanza import Element

if TYPE_CHECKING:
    from notification.xmpp.session import Session


def get(session: Session, iq: Element) -> None:
    items = [
        Element(names.ROSTER, "item", {"jid": contact, "subscription": subscription})
        for contact, subscription in session.router.contacts.roster(session.account)
    ]
    session.router.reply(session, iq, Element(names.ROSTER, "query", {}, *items))


def change(session: Session, iq: Element) -> None:
    """Only removing is possible: everybody is on the roster whose presence is shared, and nobody else."""
    query = iq.find(names.ROSTER, "query")
    items = [] if query is None else list(query.elements())
    if len(items) != 1 or items[0].name != "item":
        raise StanzaError("bad-request")
    if items[0].get("subscription") != "remove":
        raise StanzaError("not-allowed")
    contacts = session.router.contacts
    contact = session.router.local(items[0].get("jid")).bare
    contacts.forget(session.account, contact)
    if contact != contacts.service_account:  # which goes on watching everybody
        contacts.forget(contact, session.account)
    session.router.reply_kept(session, iq)


ANSWERS_FOR = (Addressee.SERVER, Addressee.OWN)
HANDLES = {
    ("get", names.ROSTER, "query"): get,
    ("set", names.ROSTER, "query"): change,
}
