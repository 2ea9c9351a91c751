"""Whatever bytes come, the notification service's readers raise their documented errors and nothing else.

An input is: what to do, the size of the chunks - and the bytes. What is done: the XML of a stream, one
document, a BOSH body, a row of BOSH bodies to one session, WebSocket frames, the stanzas of somebody who has
signed in, an address.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import Any

from slixmpp.jid import JID

from notification.deadlines import Deadlines
from notification.modules import FEATURES
from notification.router import Router, RouterLimits
from notification.transports import bosh_body
from notification.transports.bosh import Bosh, BoshRules, BoshSessions
from notification.transports.bosh_body import BadBody, Request
from notification.xmpp import jid, names
from notification.xmpp.errors import StreamError
from notification.xmpp.sasl import Credentials
from notification.xmpp.session import TCP, Session, State
from notification.xmpp.stanza import Element
from notification.xmpp.stream import Closed, Event, StreamParser, document
from vos.frames import FrameError, FrameReader, Message

HEAD = 2  # bytes that say what to do
LIMIT = 100_000  # bytes of a stanza or message: more than an input has
SEPARATOR = b"\0"  # between BOSH bodies
HEADER = (
    f"<stream:stream to='x' version='1.0' xmlns='{names.CLIENT}' xmlns:stream='{names.STREAMS}'>".encode()
)
NODE = "/finesse/api/User/ann"


def instrument(function: Callable[[Any], Any]) -> None:
    """Nothing here is made while running."""


def check(data: bytes) -> None:
    """Raise where the code does what is documented nowhere."""
    if len(data) >= HEAD:
        DEEDS[data[0] % len(DEEDS)](data[1], data[HEAD:])


def _stream(size: int, data: bytes) -> None:
    """The same stream gives the same elements, and breaks or not, however it is split."""
    whole = _events([data])
    assert _told(whole) == _told(_events(_chunks(data, size)))
    for event in whole:
        if isinstance(event, Element):
            _written(event)


def _events(chunks: Iterator[bytes] | list[bytes]) -> list[Event]:
    """Up to and with the end."""
    parser = StreamParser(LIMIT)
    events: list[Event] = []
    for chunk in chunks:
        for event in parser.feed(chunk):
            events.append(event)
            if isinstance(event, (Closed, StreamError)):
                return events
    return events


def _told(events: list[Event]) -> list[object]:
    return [_comparable(event) for event in events]


def _comparable(event: Event) -> object:
    if isinstance(event, StreamError):
        return "broken"  # of two mistakes either may be seen first
    return event.xml() if isinstance(event, Element) else event


def _document(size: int, data: bytes) -> None:
    try:
        element = document(data)
    except StreamError:
        return
    _written(element)


def _written(element: Element) -> None:
    """What is written reads the same again."""
    assert document(element.xml().encode("utf-8", "strict")) == element


def _body(size: int, data: bytes) -> None:
    """The short way of reading agrees with the parser."""
    short = bosh_body._read_empty(data)
    if short is not None:
        body = document(data)
        assert (body.ns, body.name, list(body.elements())) == (names.HTTPBIND, "body", [])
        declared = {key: value for key, value in short.items() if key != "xmlns" and "xmlns:" not in key}
        assert {key.rpartition("}")[2]: value for key, value in body.attributes.items()} == {
            key.rpartition(":")[2]: value for key, value in declared.items()
        }
    _request(data)


def _request(data: bytes) -> Request | None:
    try:
        request = bosh_body.read(data)
    except BadBody:
        return None
    assert 0 < request.rid <= bosh_body.RID_LIMIT
    assert request.version
    return request


class _Exchange:
    """A request that waits for its answer, and gets one at most."""

    peer = "192.0.2.7:40000"

    def __init__(self) -> None:
        self.alive = True
        self.answers = 0

    def answer(self, status: int, body: bytes) -> None:
        self.answers += self.alive
        self.alive = False
        if status == 200:
            root = document(body)
            assert (root.ns, root.name) == (names.HTTPBIND, "body")


def _bosh(size: int, data: bytes) -> None:
    """A session to which anything is posted: nothing is answered twice, nobody waits when it is over."""
    router = _router()
    sessions = BoshSessions()
    bosh: Bosh | None = None
    exchanges: list[_Exchange] = []
    for now, posted in enumerate(data.split(SEPARATOR)):
        request = _request(posted)
        if request is None:
            continue
        exchange = _Exchange()
        exchanges.append(exchange)
        try:
            if bosh is None:
                bosh = Bosh(request, BoshRules(wait=size), sessions, Deadlines(), router, secure=True)
                bosh.create(request, exchange, float(now))
            elif bosh.sid in sessions:
                bosh.receive(request, exchange, float(now))
                _admit(bosh.session)
                bosh.flush(float(now))
                bosh.tick(float(now))
            else:
                exchange.answer(404, b"")
        except BadBody:
            exchange.answer(400, b"")
        assert all(each.answers <= 1 for each in exchanges)
    if bosh is not None and bosh.sid not in sessions:
        assert not bosh.held
        assert bosh.session.state is State.ENDED


def _admit(session: Session) -> None:
    """Every password is right."""
    if session.check is not None:
        session.check = None
        session.checked(True)


def _frames(size: int, data: bytes) -> None:
    """The same bytes give the same messages and the same close code, however they are split."""
    assert _messages([data]) == _messages(_chunks(data, size))


def _messages(chunks: Iterator[bytes] | list[bytes]) -> list[Message | int]:
    reader = FrameReader(LIMIT)
    messages: list[Message | int] = []
    for chunk in chunks:
        for message in reader.feed(chunk):
            if isinstance(message, FrameError):
                return [*messages, message.code]
            messages.append(message)
    return messages


class _Link:
    """A transport that only listens; all that is said must be XML."""

    peer = "fuzz"
    waiting = 0

    def flush(self, now: float) -> None:
        """Everything is taken by the test."""


def _stanzas(size: int, data: bytes) -> None:
    """Somebody who has signed in, an agent or the service user, says anything; the other one is there."""
    router = _router()
    users = ("ann", "finesse") if size & 1 else ("finesse", "ann")
    sessions = [_signed_in(router, user) for user in users]
    for event in _events([HEADER, data]):
        if isinstance(event, Element) and sessions[0].state is State.BOUND:
            sessions[0].receive(event)
            sessions[0].go_on()
        for session in sessions:
            for said in session.take():
                document(said)
    for session in sessions:
        session.gone()
    assert not router.online


def _router() -> Router:
    numbers = itertools.count()
    router = Router("x", "finesse", lambda: f"id{next(numbers)}", FEATURES, RouterLimits())
    node = router.nodes.create(NODE, router.service_account, {})
    router.nodes.affiliate(node, [("ann@x", "member")])
    return router


def _signed_in(router: Router, user: str) -> Session:
    session = Session(router, _Link(), TCP)
    session.opened()
    session.state, session.claimed = State.CHECKING, user
    session.check = Credentials(user, "secret")
    _admit(session)
    session.opened()
    bind = Element(names.BIND, "bind", {}, Element(names.BIND, "resource", {}, "desk"))
    session.receive(Element(names.CLIENT, "iq", {"type": "set", "id": "b"}, bind))
    session.receive(Element(names.CLIENT, "presence"))
    session.take()
    return session


def _address(size: int, data: bytes) -> None:
    """What is an address once prepared stays so, and is one to the clients' library, too."""
    written = data.decode("utf-8", "replace")
    try:
        parsed = jid.parse(written)
    except ValueError:
        return
    assert jid.parse(str(parsed)) == parsed
    assert str(JID(written)) == str(parsed)


DEEDS: tuple[Callable[[int, bytes], None], ...] = (
    _stream,
    _document,
    _body,
    _bosh,
    _frames,
    _stanzas,
    _address,
)


def _chunks(data: bytes, size: int) -> Iterator[bytes]:
    """In pieces; whole for the size 0."""
    size = size or len(data) or 1
    for at in range(0, len(data), size):
        yield data[at : at + size]
