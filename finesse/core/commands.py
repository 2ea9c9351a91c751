"""What users asked of CTI and CTI has not yet done: one request per object at a time.

Source: Finesse Web Services guide, requestId: a second request for the same object is processed after CTI has
confirmed or refused the first; the id stands in the first event that the request causes, and in its error.
No socket, no task, no clock.
"""

from __future__ import annotations

import dataclasses
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from ccx_engine.cti.enums import CcxErrorCode, ControlFailure
from ccx_engine.cti.messages import ControlFailureConf, FailureConf
from ccx_engine.cti.wire import Message
from finesse.realtime.failures import failure
from finesse.realtime.notification import Notification, request_failed

WAITING_PER_OBJECT = 20
ECHO_SECONDS = 5.0  # so long after the confirmation an event still counts as caused by the request

Feed = tuple[str, str]  # the node and the source of an event


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asked, about what, and where he hears of it.

    `subject` is the URI of the object to be changed, `feed` where an error appears, `caused` where the event
    may appear that follows on the requester's own node (nowhere when it is somebody else's).
    """

    subject: str
    request_id: str
    feed: Feed
    caused: tuple[Feed, ...]
    error_event: str
    agent: str
    call: int | None = None

    def failed(self, code: int, error: int = CcxErrorCode.DEFAULT_ERROR_CODE) -> Notification:
        """The asynchronous error."""
        node, source = self.feed
        return request_failed(
            node,
            source,
            failure(code, error),
            self.request_id,
            agent=self.agent,
            call=self.call,
            event=self.error_event,
        )


Send = Callable[[Message], int]  # gives the invoke id that the answer will carry


@dataclass(slots=True, eq=False)
class _Echo:
    """The id of a request, until the first event that it causes; `told` is whether that has come."""

    request_id: str
    until: float | None = None
    told: bool = False


class Commands:
    """`send` asks it of CTI; `timeout` is how long CTI has for an answer, in seconds."""

    def __init__(self, send: Send, timeout: float) -> None:
        self._send = send
        self._timeout = timeout
        self._running: dict[int, tuple[Asker, float, _Echo]] = {}
        self._busy: set[str] = set()
        self._waiting: dict[str, deque[tuple[Asker, Message]]] = {}
        self._echoes: dict[Feed, deque[_Echo]] = {}

    def ask(self, asker: Asker, message: Message, now: float) -> list[Notification]:
        """Send it, or let it wait for its turn; an error when too many wait already."""
        if asker.subject not in self._busy:
            self._start(asker, message, now)
            return []
        waiting = self._waiting.setdefault(asker.subject, deque())
        if len(waiting) >= WAITING_PER_OBJECT:
            return [asker.failed(ControlFailure.OUTSTANDING_REQUEST_LIMIT_EXCEEDED)]
        waiting.append((asker, message))
        return []

    def answered(self, message: object, now: float) -> list[Notification]:
        """Take a confirmation or refusal, if it is one of ours; gives the error to publish."""
        invoke_id = getattr(message, "invoke_id", None)
        if invoke_id not in self._running:
            return []
        if isinstance(message, ControlFailureConf):
            return [self._refuse(invoke_id, message.failure_code, now, message.ccx_error_code)]
        if isinstance(message, FailureConf):
            return [self._refuse(invoke_id, ControlFailure.GENERIC_UNSPECIFIED_REJECTION, now)]
        self._running[invoke_id][2].until = now + ECHO_SECONDS
        self._finish(invoke_id, now)
        return []

    def claim(self, notification: Notification, now: float) -> Notification:
        """The notification with the id of the request that caused it, if one did."""
        echoes = self._echoes.get((notification.node, notification.source))
        while echoes:
            echo = echoes.popleft()
            if not echo.told and (echo.until is None or echo.until >= now):
                echo.told = True
                return dataclasses.replace(notification, request_id=echo.request_id)
        return notification

    def request_id(self, invoke_id: int) -> str:
        """The client's id of what is asked of CTI under that number; empty for none."""
        running = self._running.get(invoke_id)
        return "" if running is None else running[0].request_id

    def next_deadline(self) -> float | None:
        """When the oldest request has had its time."""
        oldest = next(iter(self._running.values()), None)  # all have the same time
        return None if oldest is None else oldest[1]

    def tick(self, now: float) -> list[Notification]:
        """Give up the requests that had their time; their errors."""
        late = [invoke_id for invoke_id, (_, until, _) in self._running.items() if until <= now]
        return [self._refuse(invoke_id, ControlFailure.REQUEST_TIMEOUT_REJECTION, now) for invoke_id in late]

    def forget(self) -> None:
        """The session is lost, and everything that was asked in it."""
        self._running.clear()
        self._busy.clear()
        self._waiting.clear()
        self._echoes.clear()

    def _start(self, asker: Asker, message: Message, now: float) -> None:
        invoke_id = self._send(message)
        echo = _Echo(asker.request_id)
        self._running[invoke_id] = (asker, now + self._timeout, echo)
        self._busy.add(asker.subject)
        for feed in asker.caused:
            self._echoes.setdefault(feed, deque()).append(echo)

    def _refuse(
        self, invoke_id: int, code: int, now: float, error: int = CcxErrorCode.DEFAULT_ERROR_CODE
    ) -> Notification:
        asker, _, echo = self._running[invoke_id]
        echo.told = True
        self._finish(invoke_id, now)
        return asker.failed(code, error)

    def _finish(self, invoke_id: int, now: float) -> None:
        """The request is done: the next for the same object has its turn."""
        asker, _, _ = self._running.pop(invoke_id)
        self._busy.discard(asker.subject)
        self._prune(now)
        waiting = self._waiting.get(asker.subject)
        if waiting:
            self._start(*waiting.popleft(), now)
        elif waiting is not None:
            del self._waiting[asker.subject]

    def _prune(self, now: float) -> None:
        """Forget the ids whose event never came, so that nothing grows."""
        for feed in [feed for feed, echoes in self._echoes.items() if not echoes or _stale(echoes[-1], now)]:
            del self._echoes[feed]


def _stale(echo: _Echo, now: float) -> bool:
    return echo.told or (echo.until is not None and echo.until < now)
