"""A BOSH client without a network: requests go in, each with an exchange that remembers its answer."""

from __future__ import annotations

import re

from notification.deadlines import Deadlines
from notification.router import Router
from notification.transports.bosh import Bosh, BoshRules, BoshSessions
from notification.transports.bosh_body import read
from notification.xmpp import names
from tests.notification.people import DOMAIN, new_router, plain

CREATE = (
    f"<body xmlns='{names.HTTPBIND}' xmlns:xmpp='urn:xmpp:xbosh' xml:lang='en-US' hold='%(hold)s' "
    f"ver='%(ver)s' to='{DOMAIN}' wait='%(wait)s' xmpp:version='1.0' rid='%(rid)d'/>"
)
EMPTY = f"<body xmlns='{names.HTTPBIND}'/>"


class Exchange:
    """One request's way back."""

    peer = "192.0.2.7:40000"

    def __init__(self) -> None:
        self.alive = True
        self.status: int | None = None
        self.body: str | None = None

    def answer(self, status: int, body: bytes) -> None:
        assert self.status is None, "answered twice"
        if self.alive:
            self.status, self.body = status, body.decode()


class BoshClient:
    """A session, its clock, and the next request id."""

    def __init__(
        self,
        router: Router | None = None,
        *,
        rules: BoshRules = BoshRules(),  # noqa: B008 - frozen
        rid: int = 1000,
        wait: int = 30,
        hold: int = 1,
        ver: str = "1.9",
        sessions: BoshSessions | None = None,
    ) -> None:
        self.router = router or new_router()
        self.sessions = sessions if sessions is not None else BoshSessions()
        self.deadlines = Deadlines()
        self.now = 0.0
        self.rid = rid
        request = read((CREATE % {"rid": rid, "wait": wait, "hold": hold, "ver": ver}).encode())
        self.bosh = Bosh(request, rules, self.sessions, self.deadlines, self.router, secure=True)
        exchange = Exchange()
        self.bosh.create(request, exchange, self.now)
        self.created = exchange.body or ""

    @property
    def sid(self) -> str:
        return self.bosh.sid

    @property
    def lives(self) -> bool:
        return self.sid in self.sessions

    def send(self, inner: str = "", attributes: str = "", rid: int | None = None) -> Exchange:
        """The next request, or one with another id."""
        if rid is None:
            self.rid += 1
            rid = self.rid
        body = f"<body rid='{rid}' sid='{self.sid}' xmlns='{names.HTTPBIND}' {attributes}>{inner}</body>"
        exchange = Exchange()
        self.bosh.receive(read(body.encode()), exchange, self.now)
        self.settle()
        return exchange

    def lose(self, exchange: Exchange) -> None:
        """The connection breaks, and the server sees it."""
        waits, exchange.alive = exchange.status is None, False
        if waits:
            self.bosh.lost(self.now)

    def settle(self) -> None:
        while self.router.stirred:
            stirred, self.router.stirred = self.router.stirred, []
            for session in stirred:
                session.stirred = False
                session.link.flush(self.now)

    def passes(self, seconds: float) -> None:
        """Time passes, and deadlines ring when they are due."""
        until = self.now + seconds
        while (at := self.deadlines.next_deadline()) is not None and at <= until:
            self.now = max(self.now, at)
            self.deadlines.tick(self.now)
            self.settle()
        self.now = until

    def hears(self, event: str) -> None:
        """Something is put out for this client."""
        self.bosh.session.send_tail(b"message", f"><e>{event}</e></message>".encode())
        self.settle()

    def signs_in(self, user: str = "ann", resource: str = "desktop") -> BoshClient:
        self.send(f"<auth xmlns='{names.SASL}' mechanism='PLAIN'>{plain(user, 'secret')}</auth>")
        self.bosh.session.check = None
        self.bosh.session.checked(True)
        self.settle()
        self.send(attributes="xmpp:restart='true' xmlns:xmpp='urn:xmpp:xbosh'")
        self.send(
            f"<iq xmlns='jabber:client' type='set' id='b'><bind xmlns='{names.BIND}'>"
            f"<resource>{resource}</resource></bind></iq>"
        )
        self.send("<presence xmlns='jabber:client'/>")
        return self


def events_in(body: str | None) -> list[str]:
    """What `hears()` was given."""
    return re.findall(r"<e>(\w+)</e>", body or "")
