"""People who talk to a Router without a network: elements go in, and what they hear comes out."""

from __future__ import annotations

import base64
import itertools
from collections.abc import Callable

from notification.modules import FEATURES
from notification.router import Router, RouterLimits
from notification.xmpp.errors import StreamError
from notification.xmpp.session import TCP, Framing, Session, State
from notification.xmpp.stanza import Element
from notification.xmpp.stream import document

DOMAIN = "ccx1.example.com"
PUBSUB = f"pubsub.{DOMAIN}"


def new_ids() -> Callable[[], str]:
    """Ids that are the same in every run."""
    numbers = itertools.count(1)
    return lambda: f"id{next(numbers)}"


def new_router(queue_limit: int = 1 << 20) -> Router:
    return Router(DOMAIN, "finesse", new_ids(), FEATURES, RouterLimits(queue_limit))


def stanza(xml: str) -> Element:
    """An element of `jabber:client`, as a TCP stream would give it."""
    return next(document(f"<x xmlns='jabber:client'>{xml}</x>".encode()).elements())


def plain(user: str, password: str, authorization: str = "") -> str:
    return base64.b64encode(f"{authorization}\0{user}\0{password}".encode()).decode()


class Person:
    """A session and everything that was put out for it."""

    peer = "test"
    waiting = 0

    def __init__(self, router: Router, framing: Framing = TCP) -> None:
        self.router = router
        self.session = Session(router, self, framing)
        self._heard: list[bytes] = []

    def flush(self, now: float) -> None:
        """Everything is taken when `hears()` is called."""

    def says(self, xml: str) -> list[str]:
        """Send one stanza; what comes of it for this person."""
        self.session.receive(stanza(xml))
        return self.hears()

    def hears(self) -> list[str]:
        """What was put out since the last time."""
        self.session.go_on()
        return [data.decode() for data in self.session.take()]

    def signs_in(self, user: str, resource: str = "desktop") -> Person:
        session = self.session
        session.opened()
        session.receive(
            stanza(
                f"<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>{plain(user, 'x')}</auth>"
            )
        )
        assert session.check is not None
        session.check = None
        session.checked(True)
        session.opened()
        wanted = f"<resource>{resource}</resource>" if resource else ""
        session.receive(
            stanza(
                f"<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>{wanted}</bind></iq>"
            )
        )
        assert session.state is State.BOUND
        self.hears()
        return self

    def is_there(self, priority: int = 0) -> Person:
        self.says(f"<presence><priority>{priority}</priority></presence>")
        return self

    @property
    def ended_with(self) -> str | None:
        """The condition of the stream error, or an empty string for a good end; None while it goes on."""
        ending = self.session.ending
        if ending is None:
            return None
        return ending.error.condition if isinstance(ending.error, StreamError) else ""


def signed_in(router: Router, user: str, resource: str = "desktop") -> Person:
    """Somebody who has signed in, sent presence and read everything."""
    person = Person(router).signs_in(user, resource).is_there()
    person.hears()
    return person
