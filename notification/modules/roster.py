"""RFC 6121's roster: whom one watches and by whom one is watched, the `finesse` user always among them."""

from __future__ import annotations

from notification.modules import watching
from notification.router import Addressee, Router
from notification.xmpp import names
from notification.xmpp.errors import StanzaError
from notification.xmpp.session import Session, State
from notification.xmpp.stanza import Element

NAME_BYTES = 1023  # of a contact's name or group


def get(router: Router, session: Session, iq: Element) -> None:
    """All of it; from now on the session hears of every change, too (§2.2)."""
    session.has_roster = True
    items = [
        watching.item(contact, subscription)
        for contact, subscription in router.contacts.roster(session.account)
    ]
    router.reply(session, iq, Element(names.ROSTER, "query", {}, *items))


def change(router: Router, session: Session, iq: Element) -> None:
    """Only removing is possible: everybody is on the roster whose presence is shared, and nobody else."""
    query = iq.find(names.ROSTER, "query")
    items = [] if query is None else [*query.elements()]
    if len(items) != 1 or items[0].name != "item" or not items[0].get("jid"):
        raise StanzaError("bad-request")
    (item,) = items
    contact = router.local(item.get("jid")).bare
    if contact == session.account:
        raise StanzaError("not-allowed")
    if item.get("subscription") != "remove":
        _must_be_good(item)
        raise StanzaError("not-allowed")
    if router.contacts.subscription(session.account, contact) is None:
        raise StanzaError("item-not-found")
    if contact == router.service_account:  # which watches everybody, and is shown to everybody
        raise StanzaError("not-allowed")
    ended = [
        pair
        for pair in ((session.account, contact), (contact, session.account))
        if router.contacts.forget(*pair)
    ]

    def told(kept: bool) -> None:
        if kept:
            watching.tell_the_end(router, session.account, *ended)
        if session.state is State.BOUND:
            if kept:
                router.reply(session, iq)
            else:
                router.refuse(session, iq, StanzaError("internal-server-error"))

    router.changes.when_kept(told)


def _must_be_good(item: Element) -> None:
    """What RFC 6121 §2.3.3 asks of a new contact, or one that gets another name or other groups."""
    groups = [group.text for group in item.elements() if group.name == "group"]
    if len(set(groups)) < len(groups):
        raise StanzaError("bad-request")
    if not all(groups) or any(len(text.encode()) > NAME_BYTES for text in (item.get("name"), *groups)):
        raise StanzaError("not-acceptable")


ANSWERS_FOR = (Addressee.SERVER, Addressee.OWN)
DISCO = {Addressee.SERVER: (names.ROSTER,)}
HANDLES = {
    ("get", names.ROSTER, "query"): get,
    ("set", names.ROSTER, "query"): change,
}
