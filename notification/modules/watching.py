"""RFC 6121 §3: who begins and ends to watch somebody's presence, and who is told of it.

Granted at once, on behalf of whoever it is; the watched one is not asked. Every available resource of an
account hears what came of it, and every resource that asked for its roster hears of the change (§2.1.6).
"""

from __future__ import annotations

from notification.modules.broadcast import GONE, notice, show, tell
from notification.router import Router
from notification.xmpp import names
from notification.xmpp.errors import StanzaError
from notification.xmpp.session import Session, State
from notification.xmpp.stanza import Element

NOTICE_BYTES = 300  # about what one takes; who begins and ends it by the thousand is told of no more


def subscribe(router: Router, session: Session, stanza: Element) -> None:
    watcher = session.account
    contact = _other(router, session, stanza)
    if contact is None:
        return
    new = router.contacts.watch(watcher, contact)

    def told(kept: bool) -> None:
        if not kept:
            _not_kept(router, session, stanza)
            return
        receivers = dict.fromkeys([session] if session.state is State.BOUND else [])
        if new:  # who asks again is told again, alone
            push(router, watcher, contact)
            push(router, contact, watcher)
            receivers |= dict.fromkeys(router.available(watcher))
        for receiver in receivers:
            receiver.send(notice(contact, watcher, "subscribed"))
        show(router, contact, receivers)

    router.changes.when_kept(told)


def unsubscribe(router: Router, session: Session, stanza: Element) -> None:
    """No longer watch somebody. The service user is shown to everybody all the same."""
    contact = _other(router, session, stanza)
    if contact is not None and router.contacts.forget(session.account, contact):
        _ended(router, session, stanza, session.account, contact)


def cancel(router: Router, session: Session, stanza: Element) -> None:
    """No longer be watched by somebody; but the service user has to hear of everybody."""
    watcher = _other(router, session, stanza)
    if watcher is None or watcher == router.service_account:
        return
    if router.contacts.forget(watcher, session.account):
        _ended(router, session, stanza, watcher, session.account)


def granted_already(router: Router, session: Session, stanza: Element) -> None:
    """Every subscription is granted when it is asked for, so consent changes nothing."""


def tell_the_end(router: Router, by: str, *ended: tuple[str, str]) -> None:
    """Of each pair the first watches the second no longer, as the account `by` wished (§3.2.2, §3.3.3)."""
    for account, contact in dict.fromkeys(each for pair in ended for each in (pair, pair[::-1])):
        push(router, account, contact)
    for watcher, contact in ended:
        if contact == router.service_account:
            continue  # of whom everybody goes on hearing
        there = router.available(contact)
        if by == watcher:
            for receiver in router.takers(watcher, there, NOTICE_BYTES):
                receiver.send(notice(watcher, contact, "unsubscribe"))
        watchers = router.available(watcher)
        for receiver in watchers:
            receiver.send(notice(contact, watcher, "unsubscribed"))
        for other in there:
            tell(other, watchers, GONE)


def push(router: Router, account: str, contact: str) -> None:
    """Tell the resources of `account` that asked for its roster what it says of `contact` now (§2.1.6)."""
    subscription = router.contacts.subscription(account, contact) or "remove"
    for session in [*router.online.get(account, {}).values()]:
        if session.has_roster and session.has_room(contact, NOTICE_BYTES):
            query = Element(names.ROSTER, "query", {}, item(contact, subscription))
            head = {"type": "set", "id": router.new_id(), "to": session.jid}
            session.send(Element(names.CLIENT, "iq", head, query))


def item(contact: str, subscription: str) -> Element:
    """One contact on a roster."""
    return Element(names.ROSTER, "item", {"jid": contact, "subscription": subscription})


def _ended(router: Router, session: Session, stanza: Element, watcher: str, contact: str) -> None:
    """Tell it once that outlives a crash."""

    def told(kept: bool) -> None:
        if kept:
            tell_the_end(router, session.account, (watcher, contact))
        else:
            _not_kept(router, session, stanza)

    router.changes.when_kept(told)


def _not_kept(router: Router, session: Session, stanza: Element) -> None:
    if session.state is State.BOUND:
        router.refuse(session, stanza, StanzaError("internal-server-error"))


def _other(router: Router, session: Session, stanza: Element) -> str | None:
    """Whose account it is about; None where there is nothing to do: about oneself, or one of our services."""
    if not stanza.get("to"):
        raise StanzaError("bad-request")
    contact = router.local(stanza.get("to"))
    return contact.bare if contact.local and contact.bare != session.account else None
