"""RFC 6121 §4: who is there, and who hears of it.

The service user (`finesse`) is shown to everybody: that it is available is how a desktop knows that the web
application of this node runs. It hears of an agent once it has subscribed, like anybody else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from notification.modules import watching
from notification.modules.broadcast import GONE, must_be_taken, notice, show, tell, written
from notification.router import Handler, Router
from notification.xmpp import jid, names
from notification.xmpp.errors import StanzaError
from notification.xmpp.session import Session
from notification.xmpp.stanza import Element

DIRECTED_LIMIT = 100
_PRIORITY = re.compile(r"[+-]?[0-9]{1,3}")  # xs:byte
HEAD = 200  # bytes, about what the addresses of a presence take


def received(router: Router, session: Session, stanza: Element) -> None:
    """A presence stanza from a bound session."""
    kind = stanza.get("type")
    take = TYPES.get(kind)
    if take is None:
        raise StanzaError("bad-request")
    if kind not in UNHEARD:
        router.count(session)
    take(router, session, stanza)


def left(router: Router, session: Session) -> None:
    """The session is over: as if it had said so itself."""
    _end(router, session, [], GONE)


def _available(router: Router, session: Session, stanza: Element) -> None:
    if stanza.get("to"):
        _direct(router, session, stanza)
        return
    presence = written(stanza)
    priority = _priority(stanza)
    audience = [*_audience(router, session)]
    must_be_taken(router, session, audience, len(presence) + HEAD)
    initial = session.presence is None
    session.priority, session.presence = priority, presence
    tell(session, [*audience, session], presence)
    if initial:
        for contact in (*router.contacts.watched_by(session.account), session.account):
            for other in router.available(contact):
                if other is not session:
                    tell(other, [session], other.presence or "", asked=True)


def _unavailable(router: Router, session: Session, stanza: Element) -> None:
    if stanza.get("to"):
        _direct(router, session, stanza)
    else:
        farewell = written(stanza)
        if session.presence is not None:
            must_be_taken(router, session, _audience(router, session), len(farewell) + HEAD)
        _end(router, session, [session] if session.presence is not None else [], farewell)


def _end(router: Router, session: Session, beside: Iterable[Session], farewell: str) -> None:
    """Who heard of this session's presence hears that it is gone (§4.5.2), by name or not (§4.6.3)."""
    audience = [*_audience(router, session)] if session.presence is not None else []
    directed, session.directed = session.directed or (), None
    told = [other for to in directed for other in _named(router, router.local(to))]
    session.presence = None
    tell(session, [*audience, *beside, *told], farewell)


def _probe(router: Router, session: Session, stanza: Element) -> None:
    contact = router.local(stanza.get("to") or session.account)
    if not contact.local:
        return
    if contact.bare != session.account and not router.contacts.watches(session.account, contact.bare):
        raise StanzaError("forbidden")
    if not contact.resource:
        show(router, contact.bare, [session])
        return
    named = router.resource(contact)
    if named is not None and named.presence is not None:
        tell(named, [session], named.presence)
    else:
        session.send(notice(str(contact), session.jid, "unavailable"))


def _failed(router: Router, session: Session, stanza: Element) -> None:
    """What a client could not do with a presence: for the resource that it names."""
    if stanza.get("to"):
        to = router.local(stanza.get("to"))
        receiver = router.resource(to)
        if receiver is not None and router.reaches(session, to.bare):
            router.pass_on(session, stanza, [receiver])


def _audience(router: Router, session: Session) -> Iterable[Session]:
    """Who hears of this session's presence, but for itself."""
    if session.account == router.service_account:
        everybody = [other for other in router.sessions() if other.presence is not None]
    else:
        accounts = dict.fromkeys((*router.contacts.watchers_of(session.account), session.account))
        everybody = [other for account in accounts for other in router.available(account)]
    return (other for other in everybody if other is not session)


def _direct(router: Router, session: Session, stanza: Element) -> None:
    """To one by name (§4.6), who must later hear of the end, too. Our services take it in silence."""
    to = router.local(stanza.get("to"))
    if not to.local:
        return
    if not router.reaches(session, to.bare):
        raise StanzaError("service-unavailable")
    presence = written(stanza, identity=True)
    named = _named(router, to)
    must_be_taken(router, session, named, len(presence) + HEAD)
    directed = session.directed = session.directed or set()
    if stanza.get("type"):
        directed.discard(str(to))
    elif len(directed) >= DIRECTED_LIMIT and str(to) not in directed:
        raise StanzaError("policy-violation")
    else:
        directed.add(str(to))
    tell(session, named, presence)


def _named(router: Router, to: jid.Jid) -> list[Session]:
    """A resource that is there, or all of an account that are available (§8.5.2.1.2, §8.5.3.1)."""
    if not to.resource:
        return router.available(to.bare)
    named = router.resource(to)
    return [named] if named is not None else []


def _priority(stanza: Element) -> int:
    element = stanza.find(names.CLIENT, "priority")
    text = element.text.strip() if element is not None else ""
    if text and (_PRIORITY.fullmatch(text) is None or not -128 <= int(text) <= 127):
        raise StanzaError("bad-request")
    return int(text or "0")


UNHEARD = ("probe", "subscribed")  # of which others hear nothing
TYPES: Mapping[str, Handler] = {
    "": _available,
    "unavailable": _unavailable,
    "subscribe": watching.subscribe,
    "subscribed": watching.granted_already,
    "unsubscribe": watching.unsubscribe,
    "unsubscribed": watching.cancel,
    "probe": _probe,
    "error": _failed,
}
