"""One client's session: signing in, binding a resource, then stanzas. All three transports end here.

A Session owns no socket, task or clock. A transport gives it the elements it received and takes `output`. A
password that must be checked stands in `check`; whoever takes it from there tells the answer to `checked()`.
Whenever there is something to take, the session is in its router's `stirred` list.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from enum import Enum, auto
from typing import NamedTuple, Protocol

from notification.xmpp import names, sasl, tap
from notification.xmpp.errors import SaslFailure, StanzaError, StreamError
from notification.xmpp.stanza import Element
from notification.xmpp.stream import LANGUAGE, is_language
from vos import trace, xmpp_address

SIGN_IN_ATTEMPTS = 3

# Of the bytes that may wait for a client: what other users may have written together, and one of them.
SHARE_OF_ALL = 2
SHARE_OF_ONE = 4
SHARE_IN_ANY_CASE = 8192  # bytes that one of them may have waiting, whatever the others have
TURN = 32  # stanzas that had to wait and are handled at once
READ_BYTES = 4096  # with less than this waiting, the client has read what was there


class State(Enum):
    """How far a session has come."""

    CONNECTED = auto()
    CHALLENGED = auto()
    CHECKING = auto()
    SIGNED_IN = auto()
    UNBOUND = auto()
    BOUND = auto()
    ENDED = auto()


PASSED = frozenset((State.SIGNED_IN, State.UNBOUND, State.BOUND))  # its password was right


class Framing(NamedTuple):
    """What differs in how transports write XML: the declarations an outermost element must carry itself."""

    name: str
    client: bytes
    stream: str
    undeclared: str | None = None  # the namespace of a client's element that declares none
    early_features: bool = False  # Openfire tells of bind and session over BOSH before the sign-in


_STREAM = f' xmlns:stream="{names.STREAMS}"'
TCP = Framing("tcp", b"", "")
WEBSOCKET = Framing("ws", b' xmlns="jabber:client"', _STREAM, undeclared="")
BOSH = Framing("bosh", b' xmlns="jabber:client"', "", undeclared=names.HTTPBIND, early_features=True)

# Over WebSocket and BOSH, Openfire goes by the name of a client's element alone (its XmppWebSocket and
# SessionPacketRouter).
MEANT = {
    "iq": names.CLIENT,
    "message": names.CLIENT,
    "presence": names.CLIENT,
    "auth": names.SASL,
    "response": names.SASL,
    "abort": names.SASL,
}


class Ending(NamedTuple):
    """That the stream is to be closed, with an error unless the client wished it."""

    error: StreamError | None


class Link(Protocol):
    """The transport's end of a session."""

    @property
    def peer(self) -> str: ...
    @property
    def waiting(self) -> int:
        """Bytes that the session has put out and the client has not read yet."""

    def flush(self, now: float) -> None:
        """Send what the session has put out; close if it has ended."""


class SessionRouter(Protocol):
    """What a session needs of the router that it belongs to."""

    stirred: list[Session]

    @property
    def domain(self) -> str: ...
    @property
    def service_account(self) -> str:
        """Finesse's own."""

    @property
    def unix_time(self) -> Callable[[], float]:
        """What is told of a message has this time."""

    @property
    def queue_limit(self) -> int:
        """Bytes that may wait for one session."""

    @property
    def new_id(self) -> Callable[[], str]:
        """Gives an id that nobody can guess."""

    def full(self, account: str, resource: str) -> bool:
        """Whether that account has as many resources as it may, and not this one."""

    def join(self, session: Session) -> None:
        """The session has bound its resource."""

    def leave(self, session: Session) -> None:
        """The session, which was bound, is over."""

    def route(self, session: Session, stanza: Element) -> None:
        """Take one stanza of a bound session where it belongs."""


MECHANISMS = f'<mechanisms xmlns="{names.SASL}"><mechanism>{sasl.MECHANISM}</mechanism></mechanisms>'
RESOURCE_FEATURES = f'<bind xmlns="{names.BIND}"/><session xmlns="{names.SESSION}"><optional/></session>'
STARTTLS = f'<starttls xmlns="{names.TLS}"/>'
SUCCESS = f'<success xmlns="{names.SASL}"/>'.encode()
CHALLENGE = f'<challenge xmlns="{names.SASL}"/>'.encode()
PROCEED = f'<proceed xmlns="{names.TLS}"/>'.encode()


class Session:
    """What one client is to this service."""

    __slots__ = (
        "account",
        "attempts",
        "burden",
        "burdens",
        "check",
        "claimed",
        "directed",
        "ending",
        "framing",
        "has_roster",
        "id",
        "language",
        "later",
        "link",
        "named",
        "output",
        "owed",
        "presence",
        "priority",
        "queued",
        "resource",
        "router",
        "starttls",
        "state",
        "stirred",
        "tls_wanted",
    )

    def __init__(
        self, router: SessionRouter, link: Link, framing: Framing, *, starttls: bool = False
    ) -> None:
        self.router = router
        self.link = link
        self.framing = framing
        self.id = router.new_id()
        self.state = State.CONNECTED
        self.account = ""  # bare JID, once signed in
        self.resource = ""
        self.language = ""  # of its stanzas that name none (RFC 6120 §4.7.4)
        self.named = False  # whether the client chose its resource, and so may come by it again
        self.presence: str | None = None  # its last one, as it is told to others; None while unavailable
        self.priority = 0
        self.has_roster = False  # it asked for it, and is to hear of changes
        self.directed: set[str] | None = None  # whom it told of its presence by name
        self.output: list[bytes] = []
        self.queued = 0  # bytes in output
        self.burden: dict[str, int] = {}  # bytes that each other user wrote to it since all was read
        self.burdens = 0  # the sum of them
        self.later: deque[Element] = deque()  # stanzas that wait until some of the answers before are read
        self.owed = 0  # bytes of answers among what it was written since all was read
        self.stirred = False
        self.check: sasl.Credentials | None = None
        self.claimed = ""  # the user id that is being checked
        self.attempts = 0
        self.ending: Ending | None = None
        self.starttls = starttls  # whether it may still change to TLS
        self.tls_wanted = False  # the client asked, and `proceed` is in the output

    @property
    def jid(self) -> str:
        """The full JID, once bound."""
        return f"{self.account}/{self.resource}"

    def _ends(self) -> trace.Ends:
        """This connection, as it is told of what travels on it."""
        own = self.account and self.account == self.router.service_account
        who = tap.shown(self.jid if self.resource else self.id)
        other = "finesse" if own else f"client {self.link.peer}"
        return trace.Ends(self.framing.name, "notification", other, who)

    def opened(self, language: str = "") -> None:
        """The client opened its stream, or opened it anew after signing in."""
        self.language = language if is_language(language) else ""
        if self.state is State.SIGNED_IN:
            self.state = State.UNBOUND
        inner = MECHANISMS
        if self.state is State.UNBOUND:
            inner = RESOURCE_FEATURES
        elif self.framing.early_features:
            inner += RESOURCE_FEATURES
        elif self.starttls:
            inner = STARTTLS + inner
        self.write(f"<stream:features{self.framing.stream}>{inner}</stream:features>".encode())

    def receive(self, element: Element) -> None:
        """One element directly under the stream."""
        if element.ns == self.framing.undeclared and element.name in MEANT:
            _rename(element, element.ns, MEANT[element.name])
        if trace.watched():
            tap.heard(self.router.unix_time(), self._ends(), element, stranger=self.state not in PASSED)
        if self.state is State.BOUND and element.ns == names.CLIENT:
            if self.language:
                element.attributes.setdefault(LANGUAGE, self.language)
            if self.later or not self._handles():
                self.later.append(element)
                self.stir()
            else:
                self.router.route(self, element)
            return
        accept = ACCEPTS.get((self.state, element.ns, element.name))
        if accept is not None:
            accept(self, element)
        elif self.state is not State.ENDED:
            self.fail("unsupported-stanza-type" if self.state is State.BOUND else "not-authorized")

    def go_on(self) -> None:
        """Handle some of what is left to handle, until too much waits to be read."""
        for _ in range(TURN):
            if not self.later or not self._handles():
                return
            self.router.route(self, self.later.popleft())

    def checked(self, good: bool | None) -> None:
        """The answer about `check`: the password is right, wrong, or (None) nobody could tell."""
        if self.state is not State.CHECKING:
            return  # the client left meanwhile
        if good:
            self.account = f"{xmpp_address.local_part(self.claimed)}@{self.router.domain}"
            self.state = State.SIGNED_IN
            self.write(SUCCESS)
        else:
            self._sign_in_failed("temporary-auth-failure" if good is None else "not-authorized")

    def write(self, data: bytes, *, asked: bool = False) -> None:
        """Put out one element that is written already.

        `asked`: the client asked for it. Such answers are never more than may wait: who asks is slowed down.
        """
        if trace.watched():
            tap.said(self.router.unix_time(), self._ends(), data)
        self.output.append(data)
        self.queued += len(data)
        if asked:
            self.owed += len(data)
        elif self.queued - self.owed > self.router.queue_limit:
            self.take()
            self.fail("resource-constraint", "too much waits to be read")
        self.stir()

    def send(self, element: Element) -> None:
        """Put out one stanza."""
        name = element.name.encode()
        self.write(b"<" + name + self.framing.client + element.xml(names.CLIENT)[1 + len(name) :].encode())

    def send_tail(self, name: bytes, tail: bytes, *, asked: bool = False) -> None:
        """Put out one stanza of which all but the start of its first tag is shared with other receivers."""
        self.write(b"<" + name + self.framing.client + tail, asked=asked)

    def has_room(self, writer: str, size: int) -> bool:
        """Whether `writer`, another account, may put so many bytes here: then they count as waiting.

        What one user has waiting here is bounded, and what all have together: there is always room for
        what this client itself asked for and for its events: who writes too much is refused, and who reads
        too slowly is not cut off for it.
        """
        if self.burden and self.queued + self.link.waiting < READ_BYTES:
            self.burden.clear()
            self.burdens = 0
        in_all, its = self.burdens + size, self.burden.get(writer, 0) + size
        limit = self.router.queue_limit
        if its > SHARE_IN_ANY_CASE and (in_all > limit // SHARE_OF_ALL or its > limit // SHARE_OF_ONE):
            return False
        self.burden[writer], self.burdens = its, in_all
        return True

    def take(self) -> list[bytes]:
        """What there is to send; it is the caller's now."""
        output, self.output = self.output, []
        self.queued = 0
        return output

    def stir(self) -> None:
        """Have the link look at this session before the router's owner waits again."""
        if not self.stirred:
            self.stirred = True
            self.router.stirred.append(self)

    def fail(self, condition: str, text: str = "") -> None:
        """End the stream with an error."""
        self.later.clear()
        self.end(Ending(StreamError(condition, text)))

    def end(self, ending: Ending) -> None:
        """Leave, and have the link close the stream after what was put out before."""
        if self.state is not State.ENDED:
            self.gone()
            self.ending = ending
            self.stir()

    def gone(self) -> None:
        """The connection is lost or closed: this session is over, and others hear of it."""
        while self.later and self._handles():  # what was said before the end is heard
            self.go_on()
        self.later.clear()
        if self.state is not State.ENDED:
            bound = self.state is State.BOUND
            self.state = State.ENDED
            self.check = None
            if bound:
                self.router.leave(self)

    def _handles(self) -> bool:
        """Whether what it asks is answered now: not while so much waits to be read already."""
        return self.state is State.BOUND and self.queued + self.link.waiting <= self.router.queue_limit

    def _auth(self, element: Element) -> None:
        if element.get("mechanism") != sasl.MECHANISM:
            self._sign_in_failed("invalid-mechanism")
        elif not element.text.strip():
            self.state = State.CHALLENGED
            self.write(CHALLENGE)
        else:
            self._response(element)

    def _response(self, element: Element) -> None:
        try:
            self.check = sasl.plain(element.text, self.router.domain)
        except SaslFailure as failure:
            self._sign_in_failed(failure.condition)
        else:
            self.claimed = self.check.user
            self.state = State.CHECKING
            self.stir()

    def _abort(self, element: Element) -> None:
        self._sign_in_failed("aborted")

    def _sign_in_failed(self, condition: str) -> None:
        self.state = State.CONNECTED
        self.attempts += 1
        self.write(f'<failure xmlns="{names.SASL}"><{condition}/></failure>'.encode())
        if self.attempts >= SIGN_IN_ATTEMPTS:
            self.fail("policy-violation", "too many failed sign-ins")

    def _start_tls(self, element: Element) -> None:
        if not self.starttls:
            self.fail("unsupported-stanza-type")
            return
        self.starttls = False
        self.tls_wanted = True
        self.write(PROCEED)

    def _bind(self, iq: Element) -> None:
        """The only stanza before there is a full JID (RFC 6120 §7)."""
        bind = iq.find(names.BIND, "bind")
        if bind is None or iq.get("type") != "set":
            self.fail("not-authorized")
            return
        wanted = bind.find(names.BIND, "resource")
        resource = wanted.text.strip() if wanted is not None else ""
        answer = {"type": "result", "id": iq.get("id"), "to": f"{self.router.domain}/{self.id}"}
        try:
            if not iq.get("id"):
                raise ValueError("an iq needs an id")
            resource = xmpp_address.resourceprep(resource) if resource else ""
        except ValueError:
            answer["type"] = "error"
            self.send(Element(names.CLIENT, "iq", answer, bind, StanzaError("bad-request").element()))
            return
        if self.router.full(self.account, resource):
            answer["type"] = "error"
            error = StanzaError("resource-constraint").element()
            self.send(Element(names.CLIENT, "iq", answer, bind, error))
            return
        self.resource = resource or self.router.new_id()
        self.named = bool(resource)
        self.state = State.BOUND
        self.router.join(self)
        bound = Element(names.BIND, "bind", {}, Element(names.BIND, "jid", {}, self.jid))
        self.send(Element(names.CLIENT, "iq", answer, bound))


def _rename(element: Element, undeclared: str, meant: str) -> None:
    """Put an element that declares no namespace, and what inherits from it, into the one that it means."""
    element.ns = meant
    for child in element.elements():
        if child.ns == undeclared:
            _rename(child, undeclared, meant)


ACCEPTS = {
    (State.CONNECTED, names.SASL, "auth"): Session._auth,
    (State.CONNECTED, names.TLS, "starttls"): Session._start_tls,
    (State.CHALLENGED, names.SASL, "response"): Session._response,
    (State.CHALLENGED, names.SASL, "abort"): Session._abort,
    (State.UNBOUND, names.CLIENT, "iq"): Session._bind,
}
