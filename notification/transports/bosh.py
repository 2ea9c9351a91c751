"""A BOSH session (XEP-0124, XEP-0206): which request is answered when, and with what.

Pure: requests come with the exchange that can answer them, and with the time. A held poll is an entry in
`held`; nothing runs while it waits.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from notification.deadlines import Deadlines
from notification.transports import bosh_body
from notification.transports.bosh_body import BadBody, Request
from notification.xmpp.errors import StreamError
from notification.xmpp.session import BOSH, PASSED, Ending, Session, SessionRouter, State
from notification.xmpp.stream import supported
from vos.doors.places import Places

STATUS_BEFORE_CONDITIONS = {"item-not-found": 404, "policy-violation": 403}  # all others 400
HOLD_LIMIT = 1  # stanza.js asks for two and has but two connections: with both held it could say nothing
CONNECTIONS_OF_SESSION = 4  # that count as a signed-in client's; browsers use two, and change them
STANZAS_LIMIT = 250  # in one body
GRAIN = 0.5  # seconds; long waits end a little early, together with others, for one wake-up instead of many
CONDITION_OF = {"system-shutdown": "system-shutdown", "internal-server-error": "internal-server-error"}


class Exchange(Protocol):
    """One HTTP request that waits for its answer."""

    alive: bool  # whether its connection still is

    @property
    def peer(self) -> str:
        """Where it comes from."""

    def answer(self, status: int, body: bytes) -> None:
        """Answer it, once."""


@dataclass(frozen=True, slots=True)
class BoshRules:
    """The limits and times of all BOSH sessions (seconds)."""

    wait: int = 300  # the longest a client may ask for
    inactivity: int = 60
    maxpause: int = 300
    polling: int = 5
    requests: int = 2
    sign_in_bytes: int = 10_000
    sign_in: float = 60


class BoshSessions:
    """All BOSH sessions by their ids. Of those whose clients have not signed in, the oldest give way."""

    def __init__(self, limit: int = 20_000, strangers: int = 10_000, of_address: int = 5000) -> None:
        self._limit = limit
        self._by_sid: dict[str, Bosh] = {}
        self._strangers: Places[Bosh] = Places(strangers, of_address)

    def __len__(self) -> int:
        return len(self._by_sid)

    def __contains__(self, sid: str) -> bool:
        return sid in self._by_sid

    @property
    def full(self) -> bool:
        """Whether there is no room for another one."""
        return len(self._by_sid) >= self._limit

    def get(self, sid: str) -> Bosh | None:
        """The session of that id."""
        return self._by_sid.get(sid)

    def enter(self, bosh: Bosh, address: str) -> None:
        """A new one, of a stranger from that address."""
        self._by_sid[bosh.sid] = bosh
        leaver = self._strangers.take(bosh, address)
        if leaver is not None:
            leaver.give_way()

    def signed_in(self, bosh: Bosh) -> None:
        """The session's client is no stranger any more."""
        self._strangers.leave(bosh)

    def leave(self, bosh: Bosh) -> None:
        """It is over."""
        self._by_sid.pop(bosh.sid, None)
        self._strangers.leave(bosh)


class Pending:
    """A request that is not answered yet."""

    __slots__ = ("exchange", "request", "until")

    def __init__(self, request: Request, exchange: Exchange, until: float) -> None:
        self.request = request
        self.exchange = exchange
        self.until = until


class Bosh:
    """One session's requests and answers. It is the link of its Session."""

    __slots__ = (
        "answers", "conditional", "connections", "content", "deadlines", "early", "final", "held", "hold",
        "idle_until", "last_empty", "must_be_in", "polls", "queued_for", "requests", "rid", "rules", "secure",
        "session", "sessions", "sid", "wait",
    )  # fmt: skip

    def __init__(
        self,
        request: Request,
        rules: BoshRules,
        sessions: BoshSessions,
        deadlines: Deadlines,
        router: SessionRouter,
        *,
        secure: bool,
    ) -> None:
        """A session as a creation request asks for it; BadBody if it asks for nonsense."""
        self.rules = rules
        self.sessions = sessions
        self.deadlines = deadlines
        self.secure = secure
        self.conditional = request.version >= bosh_body.CONDITIONAL
        self.content = request.content
        self.wait = min(max(0, request.number("wait", 60)), rules.wait)
        self.hold = min(max(0, request.number("hold", 1)), HOLD_LIMIT)
        self.polls = self.wait == 0 or self.hold == 0
        self.requests = max(rules.requests, self.hold + 1)
        self.rid = request.rid  # the last one taken in order
        self.held: list[Pending] = []  # taken, not answered, by rid
        self.early: dict[int, Pending] = {}  # by rid, waiting for one before them
        self.answers: list[tuple[int, bytes]] = []  # the last ones given, for clients that ask again
        self.final: tuple[int, bytes] | None = None  # the end, which nobody could be told yet
        self.idle_until = 0.0
        self.last_empty = -float("inf")  # when an empty request came
        self.queued_for: float | None = None
        self.must_be_in: float | None = None  # until when; None once its client has signed in
        self.connections: dict[object, None] = {}  # by which its client came lately, once it has signed in
        self.session = Session(router, self, BOSH)
        self.sid = router.new_id()  # a secret of its client, unlike the session's id

    @property
    def peer(self) -> str:
        """Where its last request comes from; there are as many connections as the client likes."""
        return self.held[-1].exchange.peer if self.held else "an unknown address"

    @property
    def waiting(self) -> int:
        """Nothing: what a request does not carry yet waits in the session."""
        return 0

    @property
    def deadline(self) -> float | None:
        """When the oldest held request must be answered, or the session ends for want of one or of a user."""
        if self.sid not in self.sessions:
            return None
        until = next((pending.until for pending in self.held if pending.exchange.alive), self.idle_until)
        return until if self.must_be_in is None else min(until, self.must_be_in)

    def create(self, request: Request, exchange: Exchange, now: float) -> None:
        """Answer the creation request, at once (XEP-0124 §7.1)."""
        session = self.session
        version = request.attributes.get(bosh_body.XMPP_VERSION)
        if version is not None and not supported(version):
            exchange.answer(200, bosh_body.stream_error(StreamError("unsupported-version"), ()))
            return
        session.opened(request.language)
        attributes = {
            "from": session.router.domain,
            "authid": session.id,
            "sid": self.sid,
            "secure": "true",
            "requests": str(self.requests),
            "inactivity": str(self.rules.inactivity),
            "polling": str(self.rules.polling),
            "wait": str(self.wait),
        }
        if self.conditional:
            attributes["hold"] = str(self.hold)
            attributes["ack"] = str(request.rid)
            attributes["maxpause"] = str(self.rules.maxpause)
            attributes["ver"] = ".".join(map(str, min(request.version, bosh_body.HIGHEST)))
        self.must_be_in = now + self.rules.sign_in
        self.sessions.enter(self, exchange.peer.rpartition(":")[0])
        self._answer(Pending(request, exchange, now), bosh_body.creating(attributes, session.take()), now)
        self.deadlines.update(self)

    def receive(self, request: Request, exchange: Exchange, now: float) -> None:
        """A request for this session."""
        pending = Pending(request, exchange, self._until(now))
        self.idle_until = now + self.rules.inactivity
        if self.final is not None:
            exchange.answer(*self.final)
            self._drop()
        elif request.rid <= self.rid:
            self._again(pending, now)
        elif request.rid > self.rid + self.requests:
            self._terminate(pending, "item-not-found")
        elif self._too_many(request) or self._too_fast(request, now) or self._too_big(request):
            self._terminate(pending, "policy-violation")
        else:
            repeated = self.early.get(request.rid)
            if repeated is not None:
                repeated.exchange.answer(200, bosh_body.EMPTY)
            self.early[request.rid] = pending
            self._take_in_order(now)
            self.flush(now)

    def lost(self, now: float) -> None:
        """The connection of one of our exchanges is gone. Its answer waits until the client asks again."""
        self.idle_until = now + self.rules.inactivity
        self.deadlines.update(self)

    def stop(self) -> None:
        """The service stops."""
        self.session.fail("system-shutdown")

    def give_way(self) -> None:
        """End the session: its place among strangers is somebody else's now."""
        self._end_now("resource-constraint", "too many who have not signed in")

    def came_by(self, connection: object) -> object | None:
        """Note by which connection its client came; gives one that counts as its client's no longer."""
        self.connections.pop(connection, None)
        self.connections[connection] = None
        if len(self.connections) <= CONNECTIONS_OF_SESSION:
            return None
        oldest = next(iter(self.connections))
        del self.connections[oldest]
        return oldest

    def flush(self, now: float) -> None:
        """Give what there is to say to the oldest request that can carry it, and release what is too much."""
        session = self.session
        if self.sid not in self.sessions:
            return
        if self.must_be_in is not None and session.state in PASSED:
            self.sessions.signed_in(self)
            if session.state is State.BOUND:
                self.must_be_in = None
        session.go_on()
        if session.ending is not None:
            self._end(session.ending)
            return
        if session.output:
            carrier = next((pending for pending in self.held if pending.exchange.alive), None)
            if carrier is not None:
                while self.held[0] is not carrier:  # answers are given in order, also to those who are gone
                    self._answer(self.held.pop(0), bosh_body.EMPTY, now)
                self._answer(self.held.pop(0), bosh_body.holding(session.take()), now)
                session.owed = 0
        while len(self.held) > (0 if self.polls else self.hold):
            self._answer(self.held.pop(0), bosh_body.EMPTY, now)
        if session.later and not session.output:
            session.stir()  # for the next turn; else it is had when somebody asks for what waits
        self.deadlines.update(self)

    def tick(self, now: float) -> None:
        """The deadline: a held request has waited long enough, or the client has been away too long."""
        if self.must_be_in is not None and now >= self.must_be_in:
            self._end_now("connection-timeout", "the time to sign in is over")
        elif any(pending.exchange.alive for pending in self.held):
            while self.held and (self.held[0].until <= now or not self.held[0].exchange.alive):
                self._answer(self.held.pop(0), bosh_body.EMPTY, now)
            self.deadlines.update(self)
        elif now >= self.idle_until:
            self._drop()

    def _until(self, now: float) -> float:
        until = now + self.wait
        return until - until % GRAIN if self.wait > 10 else until

    def _again(self, pending: Pending, now: float) -> None:
        """A rid that was taken already: nothing in it is done twice (XEP-0124 §14.3)."""
        for held in self.held:
            if held.request.rid == pending.request.rid:
                held.exchange.answer(200, bosh_body.EMPTY)
                held.exchange, held.until = pending.exchange, pending.until
                self.flush(now)
                return
        for rid, body in self.answers:
            if rid == pending.request.rid:
                pending.exchange.answer(200, body)
                return
        self._terminate(pending, "item-not-found")

    def _too_many(self, request: Request) -> bool:
        """More requests at once than agreed; one more is allowed to pause or to end (XEP-0124 §12)."""
        if request.rid in self.early:
            return False
        if len(self.held) + len(self.early) < self.requests:
            return False
        waiting = sum(pending.exchange.alive for pending in (*self.held, *self.early.values()))
        return waiting + 1 > self.requests + (request.terminates or request.pauses)

    def _too_fast(self, request: Request, now: float) -> bool:
        """A polling session's empty requests come no faster than agreed (XEP-0124 §12)."""
        if not self.polls or request.elements or request.terminates or request.pauses or request.restarts:
            return False
        last, self.last_empty = self.last_empty, now
        return now - last < self.rules.polling

    def _too_big(self, request: Request) -> bool:
        """Who has not signed in has little to say; and what is said at once is heard at once."""
        if len(request.elements) > STANZAS_LIMIT:
            return True
        return request.size > self.rules.sign_in_bytes and self.session.state is not State.BOUND

    def _take_in_order(self, now: float) -> None:
        while (pending := self.early.pop(self.rid + 1, None)) is not None:
            self.rid += 1
            self.held.append(pending)
            request = pending.request
            if request.restarts:
                self.session.opened(request.language)
            for element in request.elements:
                self.session.receive(element)
            if self.session.ending is not None:
                return
            if request.terminates:
                self.session.end(Ending(None))
                return
            if request.pauses and not self._pause(request, pending, now):
                return

    def _pause(self, request: Request, pending: Pending, now: float) -> bool:
        """The client will be away for so long; nothing is held meanwhile (XEP-0124 §10).

        Not before it has signed in: places of sessions are not for keeping.
        """
        try:
            seconds = request.number("pause", 0)
        except BadBody:
            seconds = -1
        if not 0 <= seconds <= self.rules.maxpause or self.must_be_in is not None:
            self.held.remove(pending)
            self._terminate(pending, "policy-violation")
            return False
        while self.held:
            self._answer(self.held.pop(0), bosh_body.EMPTY, now)
        self.idle_until = now + seconds
        return True

    def _answer(self, pending: Pending, body: bytes, now: float) -> None:
        self.answers.append((pending.request.rid, body))
        if len(self.answers) > self.requests + 1:
            del self.answers[0]
        pending.exchange.answer(200, body)
        self.idle_until = now + self.rules.inactivity

    def _end(self, ending: Ending) -> None:
        """The session has ended: the last word goes to the oldest request, or to the next that comes."""
        last = 200, bosh_body.terminating()
        if ending.error is not None:
            condition = CONDITION_OF.get(ending.error.condition)
            said = self.session.take()
            last = self._wrong(condition) if condition else (200, bosh_body.stream_error(ending.error, said))
        waiting = [p for p in (*self.held, *self.early.values()) if p.exchange.alive]
        self.held.clear()
        self.early.clear()
        teller = waiting.pop(-1 if ending.error is None else 0) if waiting else None
        for pending in waiting:
            pending.exchange.answer(200, bosh_body.EMPTY)
        if teller is not None:
            teller.exchange.answer(*last)
            self._drop()
        else:
            self.final = last
            self.deadlines.update(self)

    def _end_now(self, condition: str, text: str) -> None:
        """End it with an error that is told if somebody waits to hear it, and not kept for later."""
        self.session.fail(condition, text)
        if self.session.ending is not None and self.final is None:
            self._end(self.session.ending)
        if self.sid in self.sessions:
            self._drop()

    def _terminate(self, pending: Pending, condition: str) -> None:
        """This request broke a rule: it is told so, and the session is over (XEP-0124 §17)."""
        pending.exchange.answer(*self._wrong(condition))
        for other in (*self.held, *self.early.values()):
            other.exchange.answer(200, bosh_body.EMPTY)
        self.early.clear()
        self._drop()

    def _wrong(self, condition: str) -> tuple[int, bytes]:
        """Status and body by which this client knows the condition (XEP-0124 §17.1, §17.2)."""
        if self.conditional:
            return 200, bosh_body.terminating(condition)
        return STATUS_BEFORE_CONDITIONS.get(condition, 400), b""

    def refuse(self, request: Request, exchange: Exchange, condition: str, now: float) -> None:
        """End the session because of a request that should not have come here."""
        self._terminate(Pending(request, exchange, now), condition)

    def _drop(self) -> None:
        for pending in self.early.values():  # what they waited for never came
            pending.exchange.answer(*self._wrong("item-not-found"))
        self.held.clear()
        self.early.clear()
        self.sessions.leave(self)
        self.connections.clear()
        self.deadlines.forget(self)
        self.session.gone()
