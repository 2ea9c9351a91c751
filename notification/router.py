"""Who is online, and where each stanza belongs (RFC 6120 §10, RFC 6121 §8)."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import Enum, auto
from typing import NamedTuple

from notification.changes import FORGETFUL, Changes
from notification.contacts import Contacts
from notification.nodes import Node, Nodes
from notification.pace import Pace
from notification.xmpp import jid, names
from notification.xmpp.errors import StanzaError
from notification.xmpp.session import Session, State
from notification.xmpp.stanza import Element, TooLong
from vos.xml import attribute
from vos.xmpp_address import local_part

RESOURCES_LIMIT = 100  # of one account at once
ECHO_LENGTH = 10_000  # characters of what was wrong that an error repeats
ONE_ID_IN = 16**5  # message ids return after so many


class Addressee(Enum):
    """To whom a request is sent that is not to somebody's resource, which would answer it itself."""

    SERVER = auto()
    PUBSUB = auto()
    OWN = auto()  # the sender's own account, which is meant without an address, too (RFC 6120 §10.3.3)
    OTHER = auto()  # somebody else's


Handler = Callable[["Router", Session, Element], None]


class Features(NamedTuple):
    """Who takes the stanzas of bound sessions and hears of a session's end, and what disco tells of it."""

    iqs: Mapping[tuple[Addressee, str, str, str], Handler]  # to whom, type, namespace and name of the child
    message: Handler
    presence: Handler
    left: Callable[[Router, Session], None]
    disco: Mapping[Addressee, tuple[str, ...]]


class RouterLimits(NamedTuple):
    """Bytes that may wait for one session, and of a stanza as it is passed on."""

    unread: int = 1 << 20
    stanza: int = 1 << 18


class Router:
    """All sessions of one XMPP domain. `stirred` are those whose links have something to do."""

    def __init__(
        self,
        domain: str,
        service_user: str,
        new_id: Callable[[], str],
        features: Features,
        limits: RouterLimits,
        changes: Changes = FORGETFUL,
        clock: Callable[[], float] = float,
        unix_time: Callable[[], float] = float,
    ) -> None:
        """`changes` keeps nodes and contacts; `clock` gives seconds, and without one no time passes.

        `unix_time` is for who watches what travels.
        """
        self.domain = domain.lower()
        self.pubsub = f"pubsub.{self.domain}"
        self.service_account = f"{local_part(service_user)}@{self.domain}"
        self._own = {name: jid.Jid("", name) for name in (self.domain, self.pubsub)}
        self.new_id = new_id
        self.unix_time = unix_time
        self.queue_limit, self.stanza_limit = limits
        self.online: dict[str, dict[str, Session]] = {}
        self.contacts = Contacts(self.service_account, changes)
        self.nodes = Nodes(changes)
        self.changes = changes
        self.pace = Pace(clock)
        self.stirred: list[Session] = []
        self._event_numbers = itertools.count()
        self._iqs = features.iqs
        self._left = features.left
        self.disco = features.disco
        self._kinds: Mapping[str, Handler] = {
            "iq": Router._iq,
            "message": features.message,
            "presence": features.presence,
        }

    def join(self, session: Session) -> None:
        """A session has bound its resource; who had it before is sent away (conflict)."""
        resources = self.online.setdefault(session.account, {})
        older = resources.get(session.resource)
        if older is not None:
            older.fail("conflict")
        self.online.setdefault(session.account, {})[session.resource] = session
        self.nodes.seen(session.account, session.resource)

    def full(self, account: str, resource: str) -> bool:
        """Whether that account has as many resources as it may, and not this one (RFC 6120 §7.6.2.1)."""
        resources = self.online.get(account, {})
        return len(resources) >= RESOURCES_LIMIT and resource not in resources

    def leave(self, session: Session) -> None:
        """A session is over: its presence ends, and it is nowhere any more."""
        resources = self.online.get(session.account, {})
        if resources.get(session.resource) is session:
            del resources[session.resource]
            if not resources:
                del self.online[session.account]
            if not session.named:
                self.nodes.forget(session.jid)
        self._left(self, session)

    def sessions(self) -> Iterator[Session]:
        """All that are bound."""
        for resources in self.online.values():
            yield from resources.values()

    def available(self, account: str) -> list[Session]:
        """The resources of an account that have sent presence."""
        return [s for s in self.online.get(account, {}).values() if s.presence is not None]

    def route(self, session: Session, stanza: Element) -> None:
        """Take one stanza of a bound session where it belongs."""
        stanza.attributes["from"] = session.jid
        try:
            kind = self._kinds.get(stanza.name)
            if kind is None:
                session.fail("unsupported-stanza-type")
            else:
                kind(self, session, stanza)
        except StanzaError as error:
            self.refuse(session, stanza, error)

    def reply(self, session: Session, iq: Element, *children: Element) -> None:
        """The result of a request, from whom it was sent to (clients match it to the letter)."""
        self._answer(session, iq, "result", "".join([child.xml(names.CLIENT) for child in children]))

    def reply_kept(self, session: Session, iq: Element, *children: Element) -> None:
        """The result of a request that changed something, once that outlives a crash."""

        def told(kept: bool) -> None:
            if session.state is State.BOUND:
                if kept:
                    self.reply(session, iq, *children)
                else:
                    self.refuse(session, iq, StanzaError("internal-server-error"))

        self.changes.when_kept(told)

    def reply_written(self, session: Session, iq: Element, content: str) -> None:
        """The result of a request, where its content is written already."""
        self._answer(session, iq, "result", content)

    def refuse(self, session: Session, stanza: Element, error: StanzaError) -> None:
        """The error to a stanza, after a copy of what was wrong unless that is long (RFC 6120 §8.3.1).

        Errors, and results of an iq, get none.
        """
        if stanza.get("type") == "error" or (stanza.name, stanza.get("type")) == ("iq", "result"):
            return
        try:
            wrong = "".join([child.xml_within(ECHO_LENGTH, names.CLIENT) for child in stanza.elements()])
        except TooLong:
            wrong = ""
        if len(wrong) > ECHO_LENGTH:
            wrong = ""
        self._answer(session, stanza, "error", wrong + error.element().xml(names.CLIENT))

    def notify(self, node: Node, item_id: str, payload: str) -> None:
        """One published item to everybody who is subscribed and there."""
        rest = f">{payload}</item>" if payload else "/>"
        self.tell(node, f'<items node="{node.written}"><item id="{attribute(item_id)}"{rest}</items>')

    def tell(self, node: Node, event: str) -> None:
        """What happened to a node, to everybody who is subscribed and there; written once for all of them."""
        number = next(self._event_numbers) % ONE_ID_IN
        rest = f'{number:05x}"><event xmlns="{names.PUBSUB_EVENT}">{event}</event></message>'.encode()
        head = f' from="{self.pubsub}" to="'
        online = self.online
        # Copies: who does not read leaves when too much waits for it, which is when we write to it.
        for subscriber, (account, resource) in [*node.subscribers.items()]:
            resources = online.get(account)
            if resources is None:
                continue
            tail = f'{head}{attribute(subscriber)}" id="{node.written}__{account}__'.encode() + rest
            for session in [*resources.values()]:
                if session.presence is None or (
                    session.resource != resource if resource else session.priority < 0
                ):
                    continue
                session.send_tail(b"message", tail)

    def resource(self, to: jid.Jid) -> Session | None:
        """Who has bound exactly this address."""
        return self.online.get(to.bare, {}).get(to.resource)

    def pass_on(self, session: Session, stanza: Element, receivers: Iterable[Session]) -> None:
        """A user's stanza to others. StanzaError where it is too long as written, or nobody can take it."""
        try:
            written = stanza.xml_within(self.stanza_limit, names.CLIENT).encode()
        except TooLong:
            raise StanzaError("not-acceptable") from None
        if len(written) > self.stanza_limit:
            raise StanzaError("not-acceptable")
        name = stanza.name.encode()
        takers = self.takers(session.account, receivers, len(written))
        for receiver in takers:
            receiver.send_tail(name, written[1 + len(name) :])
        if not takers:
            raise StanzaError("resource-constraint")

    def takers(self, account: str, receivers: Iterable[Session], size: int) -> list[Session]:
        """Of these, who has room for so many bytes of this user's.

        Its own resources take what it likes, and everybody what the service user says.
        """
        if account == self.service_account:
            return [*dict.fromkeys(receivers)]
        return [
            receiver
            for receiver in dict.fromkeys(receivers)
            if receiver.account == account or receiver.has_room(account, size)
        ]

    def reaches(self, session: Session, account: str) -> bool:
        """Whether `session` may write to `account`: nobody does so to the service user, who asks no user."""
        return account != self.service_account or session.account == account

    def count(self, session: Session, to: jid.Jid | None = None) -> None:
        """Count what others hear, `to` an account or whoever watches. StanzaError if it is too much."""
        account = session.account
        if account != self.service_account and (to is None or to.bare != account):
            self.pace.count(account)

    def local(self, address: str) -> jid.Jid:
        """An address of this service's. StanzaError if it is none, or of another."""
        own = self._own.get(address)
        if own is not None:
            return own
        try:
            parsed = jid.parse(address)
        except ValueError:
            raise StanzaError("jid-malformed") from None
        if parsed.domain != self.domain and (parsed.local or parsed.domain != self.pubsub):
            raise StanzaError("remote-server-not-found")
        return parsed

    def addressee(self, session: Session, to: jid.Jid) -> Addressee:
        """For whom a request with that address is answered here."""
        if not to.local:
            return Addressee.PUBSUB if to.domain == self.pubsub else Addressee.SERVER
        return Addressee.OWN if to.bare == session.account else Addressee.OTHER

    def _iq(self, session: Session, iq: Element) -> None:
        kind, asks = iq.get("type"), iq.get("type") in ("get", "set")
        children = [*iq.elements()]
        if not iq.get("id") or not (len(children) == 1 if asks else kind in ("result", "error")):
            raise StanzaError("bad-request")  # RFC 6120 §8.2.3
        to = self.local(iq.get("to") or session.account)
        if to.local and to.resource:
            receiver = self.resource(to)
            if receiver is None or not self.reaches(session, to.bare):
                raise StanzaError("service-unavailable")
            self.count(session, to)
            self.pass_on(session, iq, [receiver])
        elif asks:  # an answer is one to our own ping or push: that it came was what mattered
            (child,) = children
            handle = self._iqs.get((self.addressee(session, to), kind, child.ns, child.name))
            if handle is None:
                raise StanzaError("service-unavailable")
            handle(self, session, iq)

    def _answer(self, session: Session, stanza: Element, kind: str, content: str) -> None:
        identity = stanza.get("id")
        head = f' type="{kind}" id="{attribute(identity)}"' if identity else f' type="{kind}"'
        address = f' from="{attribute(stanza.get("to") or session.account)}" to="{attribute(session.jid)}"'
        end = f">{content}</{stanza.name}>" if content else "/>"
        session.send_tail(stanza.name.encode(), f"{head}{address}{end}".encode(), asked=True)
