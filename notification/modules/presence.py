"""RFC 6121 §3 and §4: who is there, and who hears of it.

The service user (`finesse`) is shown to everybody: that it is available is how a desktop knows that the web
application of this node runs. It hears of an agent once it has subscribed, like anybody else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from notification.xmpp import names
from notification.xmpp.errors import StanzaError
from notification.xmpp.session import State
from notification.xmpp.stanza import Element, attribute

if TYPE_CHECKING:
    from notification.xmpp.session import Session

CONTENT_BYTES = 4096  # what a presence may hold; it is kept while the session lasts
DIRECTED_LIMIT = 100


def received(session: Session, stanza: Element) -> None:
    """A presence stanza from a bound session."""
    take = TYPES.get(stanza.get("type"))
    if take is not None:
        take(session, stanza)
    elif stanza.get("type") != "error":
        raise StanzaError("bad-request")


def left(session: Session) -> None:
    """The session is over: as if it had said so itself."""
    if session.presence is not None:
        session.presence = None
        _tell(session, [*_audience(session), *_directed(session)], None)


def _available(session: Session, stanza: Element) -> None:
    content = "".join(child.xml(names.CLIENT) for child in stanza.elements())
    if len(content) > CONTENT_BYTES:
        raise StanzaError("policy-violation")
    if stanza.get("to"):
        _direct(session, stanza, content)
        return
    session.priority = _priority(stanza)
    initial = session.presence is None
    session.presence = content
    _tell(session, [*_audience(session), session], content)
    if initial:
        router = session.router
        for contact in (*router.contacts.watched_by(session.account), session.account):
            for other in router.available(contact):
                if other is not session:
                    _tell(other, [session], other.presence)


def _unavailable(session: Session, stanza: Element) -> None:
    content = "".join(child.xml(names.CLIENT) for child in stanza.elements())
    if stanza.get("to"):
        _direct(session, stanza, None)
    elif session.presence is not None:
        session.presence = None
        _tell(session, [*_audience(session), session, *_directed(session)], None, content)


def _subscribe(session: Session, stanza: Element) -> None:
    """Granted at once, on behalf of whoever it is; the watched one is not asked."""
    contact = session.router.local(stanza.get("to")).bare
    session.router.contacts.watch(session.account, contact)

    def told(kept: bool) -> None:
        if session.state is not State.BOUND:
            return
        if kept:
            session.send(_notice(contact, session.account, "subscribed"))
            _show(session, contact)
        else:
            session.router.refuse(session, stanza, StanzaError("internal-server-error"))

    session.router.changes.when_kept(told)


def _unsubscribe(session: Session, stanza: Element) -> None:
    contact = session.router.local(stanza.get("to")).bare
    session.router.contacts.forget(session.account, contact)
    session.send(_notice(contact, session.account, "unsubscribed"))


def _unsubscribed(session: Session, stanza: Element) -> None:
    """No longer watched by somebody; but the service user has to hear of everybody."""
    watcher = session.router.local(stanza.get("to")).bare
    if watcher != session.router.service_account:
        session.router.contacts.forget(watcher, session.account)


def _probe(session: Session, stanza: Element) -> None:
    contact = session.router.local(stanza.get("to")).bare
    if contact != session.account and not session.router.contacts.watches(session.account, contact):
        raise StanzaError("forbidden")
    _show(session, contact)


def _granted_already(session: Session, stanza: Element) -> None:
    """Every subscription is granted when it is asked for, so consent changes nothing."""


def _show(session: Session, contact: str) -> None:
    """The present presence of `contact`, also that there is none."""
    there = session.router.available(contact)
    for other in there:
        _tell(other, [session], other.presence)
    if not there:
        session.send(_notice(contact, session.jid, "unavailable"))


def _audience(session: Session) -> Iterable[Session]:
    """Who hears of this session's presence, but for itself."""
    router = session.router
    if session.account == router.service_account:
        everybody = [other for other in router.sessions() if other.presence is not None]
    else:
        accounts = dict.fromkeys((*router.contacts.watchers_of(session.account), session.account))
        everybody = [other for account in accounts for other in router.available(account)]
    return (other for other in everybody if other is not session)


def _direct(session: Session, stanza: Element, content: str | None) -> None:
    """To one by name (RFC 6121 §4.6), who must later hear of the end, too."""
    to = session.router.local(stanza.get("to"))
    if not session.router.reaches(session, to.bare):
        raise StanzaError("service-unavailable")
    directed = session.directed = session.directed or set()
    if content is None:
        directed.discard(str(to))
    elif len(directed) >= DIRECTED_LIMIT:
        raise StanzaError("policy-violation")
    else:
        directed.add(str(to))
    _tell(session, _named(session, to.bare, to.resource), content)


def _directed(session: Session) -> list[Session]:
    directed, session.directed = session.directed or (), None
    addresses = [session.router.local(address) for address in directed]
    return [other for to in addresses for other in _named(session, to.bare, to.resource)]


def _named(session: Session, account: str, resource: str) -> list[Session]:
    there = session.router.online.get(account, {}).values()
    return [other for other in there if resource in ("", other.resource)]


def _tell(session: Session, receivers: Iterable[Session], content: str | None, farewell: str = "") -> None:
    """The presence of `session` to each receiver once; no content is its end."""
    kind, inner = ("", content) if content is not None else (' type="unavailable"', farewell)
    rest = (f'"{kind}>{inner}</presence>' if inner else f'"{kind}/>').encode()
    head = f' from="{attribute(session.jid)}" to="'
    for receiver in dict.fromkeys(receivers):
        receiver.send_tail(b"presence", f"{head}{attribute(receiver.jid)}".encode() + rest)


def _notice(sender: str, to: str, kind: str) -> Element:
    return Element(names.CLIENT, "presence", {"from": sender, "to": to, "type": kind})


def _priority(stanza: Element) -> int:
    written = stanza.find(names.CLIENT, "priority")
    try:
        priority = int(written.text) if written is not None and written.text.strip() else 0
    except ValueError:
        raise StanzaError("bad-request") from None
    if not -128 <= priority <= 127:
        raise StanzaError("bad-request")
    return priority


TYPES: Mapping[str, Callable[[Session, Element], None]] = {
    "": _available,
    "unavailable": _unavailable,
    "subscribe": _subscribe,
    "subscribed": _granted_already,
    "unsubscribe": _unsubscribe,
    "unsubscribed": _unsubscribed,
    "probe": _probe,
}
