"""The two ends of a CTI session, without socket, task or clock: bytes and time in, messages and bytes out.

A shell feeds what it reads, sends what `data_to_send` gives after each call, and wakes the session at
`next_deadline`. Iterate over what `receive_data` gives: messages are read as you take them, and it raises
when the session is over. Afterwards `ended` says why.
Source: CTI guide, "How a Session is Initialized", "How a Session is Maintained".
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from ccx_engine.cti import messages as m
from ccx_engine.cti.codec import HEADER, Codec, Encodable, FrameReader, codec_for
from ccx_engine.cti.enums import AgentState, ServiceMask, StatusCode
from ccx_engine.cti.errors import (
    CtiError,
    FixedPartTruncated,
    FunctionNotAvailable,
    InvalidField,
    InvalidMessageType,
    InvalidTimeout,
    InvalidVersion,
    Malformed,
    OpenRefused,
    Refused,
    RequiredDataMissing,
    SessionAlreadyOpen,
    SessionLost,
    SessionNotOpen,
)
from ccx_engine.cti.layout import MAX_VERSION, MIN_VERSION
from ccx_engine.cti.masks import Masks, may_send, wants
from ccx_engine.cti.wire import REGISTRY, Message

HEARTBEAT = 5.0  # seconds; the shortest that a server accepts, its idle time-out being at least 20
UNANSWERED = 3  # heartbeats in a row that lose the session
MIN_IDLE_TIMEOUT = 20
NO_IDLE_TIMEOUT = 0xFFFFFFFF
OPEN_WAIT = 10.0  # seconds that a connection may stay without a session, whatever it sends (unconfirmed)

Watch = Callable[[bool, Encodable], None]
"""Called with (incoming?, message) for every message of a session, those that it handles itself too."""

M = TypeVar("M", bound=Message)


class _Session:
    """What both ends have: a stream of frames, bytes to send, and an end."""

    def __init__(self, watch: Watch | None) -> None:
        self.ended: Exception | None = None
        self.codec: Codec = codec_for(MIN_VERSION)
        self._watch = watch
        self._reader = FrameReader()
        self._outgoing: list[bytes] = []

    def data_to_send(self) -> bytes:
        """The bytes to put on the wire now; they are handed out once."""
        data = b"".join(self._outgoing)
        self._outgoing.clear()
        return data

    def _write(self, message: Encodable) -> None:
        self._write_frame(message, self.codec.encode(message))

    def _write_frame(self, message: Encodable, frame: bytes) -> None:
        self._outgoing.append(frame)
        if self._watch is not None:
            self._watch(False, message)

    def _frames(self, data: bytes) -> Iterator[tuple[int, bytes]]:
        """The frames that are whole now, until the session ends."""
        self._reader.feed(data)
        while self.ended is None:
            try:
                frame = self._reader.next_frame()
            except Malformed as error:
                self._end(error)
                raise
            if frame is None:
                return
            yield frame

    def _end(self, reason: Exception) -> None:
        self.ended = reason

    def _lose(self, why: str) -> SessionLost:
        lost = SessionLost(why)
        self._end(lost)
        return lost


class ClientSession(_Session):
    """The client's end: `open`, then `send`; heartbeats go out by themselves."""

    def __init__(self, *, now: float, heartbeat: float = HEARTBEAT, watch: Watch | None = None) -> None:
        super().__init__(watch)
        self.is_open = False
        self._heartbeat = heartbeat
        self._deadline = now + heartbeat
        self._unanswered = 0
        self.invoke_ids = _numbers()  # for who has to know a request's before it is sent
        self._opening: int | None = None  # invoke id of the OPEN_REQ that waits for its answer
        self._heartbeats: set[int] = set()  # invoke ids of those that wait for theirs
        self._closing = False

    def open(self, request: m.OpenReq) -> int:
        """Send OPEN_REQ; OpenConf comes by `receive_data`, or OpenRefused is raised there."""
        if self._opening is not None or self.is_open:
            raise ValueError("this session is open already")
        self.codec = codec_for(request.version_number)
        self._opening = self._write_numbered(request)
        return self._opening

    def send(self, message: Message) -> int:
        """Send a message of an open session; one without an invoke id gets the next.

        Gives the invoke id, which the answer will carry; 0 for a message that has none.
        """
        if self.ended is not None:
            raise SessionLost(f"{message.NAME} cannot be sent: {self.ended}")
        if not self.is_open:
            raise ValueError(f"{message.NAME} before the session is open")
        return self._write_numbered(message)

    def close(self, status: int = StatusCode.NO_ERROR) -> None:
        """Send CLOSE_REQ; `ended` is set when CLOSE_CONF has come."""
        if self.ended is None and self.is_open:
            self._closing = True
            self._write_numbered(m.CloseReq(status=status))

    def receive_data(self, data: bytes, now: float) -> Iterator[Encodable]:
        """The messages in the stream, as far as it has come; heartbeats are not among them.

        Raises OpenRefused, SessionLost when the server refuses a heartbeat (it is off-line), Malformed for
        what is no message.
        """
        for number, body in self._frames(data):
            message = self._decode(number, body)
            if isinstance(message, m.HeartbeatConf):
                self._answered()
            elif isinstance(message, m.OpenConf) and message.invoke_id == self._opening:
                self.is_open, self._opening = True, None
                self._answered()
                self._deadline = now + self._heartbeat
                yield message
            elif isinstance(message, m.FailureConf):
                self._raise_failure(message)
                yield message
            elif isinstance(message, m.CloseConf) and self._closing:
                self._lose("closed as asked")
            else:
                yield message

    def tick(self, now: float) -> None:
        """Send a heartbeat when it is due; SessionLost when three got no answer."""
        if self.ended is not None or now < self._deadline:
            return
        if self._closing:
            raise self._lose("the server did not answer CLOSE_REQ")
        if self._unanswered >= UNANSWERED:
            what = "heartbeats" if self.is_open else "intervals of the heartbeat"
            raise self._lose(f"the server has been silent for {UNANSWERED} {what}")
        self._unanswered += 1
        self._deadline = now + self._heartbeat
        if self.is_open:
            self._heartbeats.add(self._write_numbered(m.HeartbeatReq()))

    def next_deadline(self) -> float | None:
        """When `tick` has something to do; None when the session is over."""
        return None if self.ended else self._deadline

    def _decode(self, number: int, body: bytes) -> Encodable:
        try:
            message = self.codec.decode(number, body)
        except Malformed as error:
            self._end(error)
            raise
        if self._watch is not None:
            self._watch(True, message)
        return message

    def _answered(self) -> None:
        self._unanswered = 0
        self._heartbeats.clear()

    def _raise_failure(self, failure: m.FailureConf) -> None:
        """Two refusals end the session: that of OPEN_REQ, and that of a heartbeat."""
        if failure.invoke_id == self._opening:
            refused = OpenRefused(failure.status, failure.text)
            self._end(refused)
            raise refused
        if failure.invoke_id in self._heartbeats:
            raise self._lose(f"the server refused a heartbeat with status {failure.status}: it is off-line")

    def _write_numbered(self, message: Message) -> int:
        numbered: Any = message
        if getattr(numbered, "invoke_id", None) == 0:
            numbered = dataclasses.replace(numbered, invoke_id=next(self.invoke_ids))
        self._write(numbered)
        return getattr(numbered, "invoke_id", 0)


def _numbers() -> Iterator[int]:
    """Invoke ids, round and round; 0 is none."""
    while True:
        yield from range(1, 1 << 32)


class ServerSession(_Session):
    """The server's end. It refuses by itself what needs no knowledge of the contact center.

    `receive_data` gives the OPEN_REQ that is in order: answer it with `grant` or `refuse`. Then it gives
    the client's requests; heartbeats and CLOSE_REQ are answered here. `strict` holds requests to the guide's
    tags, limits and required fields.
    """

    def __init__(self, *, now: float, strict: bool = True, watch: Watch | None = None) -> None:
        super().__init__(watch)
        self.request: m.OpenReq | None = None  # as granted
        self.masks: Masks | None = None
        self.heartbeat_failure: StatusCode | None = None  # set it while the server is off-line
        self._opening: m.OpenReq | None = None
        self._strict = strict
        self._heard = now  # without a session, when the connection came
        self._latest = now
        self._patience: float | None = OPEN_WAIT

    def receive_data(self, data: bytes, now: float) -> Iterator[Encodable]:
        """The requests in the stream, as far as it has come.

        Raises Malformed for what is no message: the session is over, and FAILURE_CONF is written if there was
        a whole frame. What can be read but not accepted is answered and not given. After CLOSE_REQ nothing
        more is given.
        """
        self._latest = now
        if data and self.masks is not None:
            self._heard = now
        for number, body in self._frames(data):
            try:
                message = self._accept(number, body)
            except Refused as refusal:
                self._answer_failure(number, body, refusal)
            except Malformed as error:
                self._answer_failure(number, body, error)
                self._end(error)
                raise
            else:
                if message is not None:
                    yield message

    def grant(
        self,
        *,
        ccx_online: bool,
        services: int | None = None,
        agent_state: int = AgentState.UNKNOWN,
        agent_extension: str | None = None,
        agent_instrument: str | None = None,
        agent_id: str | None = None,
    ) -> None:
        """Open the session: OPEN_CONF with the services asked for or fewer, and the agent in agent mode."""
        request = self._opening
        if request is None:
            raise ValueError("no OPEN_REQ waits for an answer")
        known = request.services_requested & sum(ServiceMask, start=ServiceMask(0))
        granted = int(known if services is None else known & services)
        self._opening, self.request, self._heard = None, request, self._latest
        self.masks = Masks.of(request, granted)
        timeout = request.idle_timeout
        self._patience = None if timeout == NO_IDLE_TIMEOUT else float(timeout)
        self._write(
            m.OpenConf(
                invoke_id=request.invoke_id,
                services_granted=granted,
                ccx_online=ccx_online,
                agent_state=agent_state,
                agent_extension=agent_extension,
                agent_instrument=agent_instrument,
                agent_id=agent_id,
                peripherals=(m.Peripheral(flt_peripheral_id=1),),
            )
        )

    def refuse(self, request: Message, status: int, text: str | None = None) -> None:
        """Answer a request with FAILURE_CONF; after a refused OPEN_REQ there still is no session."""
        if request is self._opening:
            self._opening = None
        invoke_id: int = getattr(request, "invoke_id", 0)
        self._write(m.FailureConf(invoke_id=invoke_id, status=status, text=text))

    def send(self, message: Encodable) -> None:
        """Send a confirmation or an event of an open session."""
        self.send_encoded(message, self.codec.encode(message))

    def send_encoded(self, message: Encodable, frame: bytes) -> None:
        """Send a frame of a message that a session with the same `codec` has encoded already."""
        if self.masks is None:
            raise ValueError(f"{message.NAME} before the session is open")
        if self.ended is None:
            self._write_frame(message, frame)

    def wants(self, message: Encodable) -> bool:
        """Whether the session is open and has asked for messages like this."""
        return self.ended is None and self.masks is not None and wants(self.masks, message)

    def end(self, status: int, text: str | None = None) -> None:
        """Tell FAILURE_EVENT and end, as when the same client opens a new session."""
        if self.ended is None:
            self._write(m.FailureEvent(status=status, text=text))
            self._lose(f"ended with status {status}")

    def tick(self, now: float) -> None:
        """SessionLost when nothing came for the idle time-out, or no session was opened in time."""
        deadline = self.next_deadline()
        if deadline is not None and now >= deadline:
            what = "nothing came" if self.masks else "no session was opened"
            raise self._lose(f"{what} for {self._patience:g} seconds")

    def next_deadline(self) -> float | None:
        """When `tick` has something to do; None when nothing limits the session."""
        return None if self.ended or self._patience is None else self._heard + self._patience

    def _accept(self, number: int, body: bytes) -> Encodable | None:
        """The message, if it is for the caller; Refused or Malformed if it is not as it should be."""
        if number == m.OpenReq.NUMBER:
            if self._opening or self.masks:
                raise SessionAlreadyOpen("this connection has a session")
            self._opening = self._read_open(body)
            return self._opening
        if self.masks is None:
            raise SessionNotOpen("OPEN_REQ comes first")
        message = self._decode(number, body)
        if isinstance(message, m.HeartbeatReq):
            self._answer_heartbeat(message)
            return None
        if isinstance(message, m.CloseReq):
            self._write(m.CloseConf(invoke_id=message.invoke_id))
            self._lose(f"closed by the client with status {message.status}")
            return None
        if isinstance(message, Message) and not message.FROM_CLIENT:
            raise InvalidMessageType(f"{message.NAME} is for a server to send")
        if not may_send(self.masks, message):
            raise FunctionNotAvailable(f"{message.NAME} needs a service that was not granted")
        return message

    def _decode(self, number: int, body: bytes) -> Encodable:
        message = self.codec.decode(number, body, strict=self._strict)
        if self._watch is not None:
            self._watch(True, message)
        return message

    def _read_open(self, body: bytes) -> m.OpenReq:
        """OPEN_REQ is written in the form of the version that it names: VersionNumber is read first."""
        if len(body) < HEADER.size:
            raise FixedPartTruncated("OPEN_REQ ends before VersionNumber")
        _, version = HEADER.unpack_from(body)
        if not MIN_VERSION <= version <= MAX_VERSION:
            raise InvalidVersion(f"version {version}; {MIN_VERSION} to {MAX_VERSION} are spoken here")
        self.codec = codec_for(version)
        request = self._decode(m.OpenReq.NUMBER, body)
        assert isinstance(request, m.OpenReq)
        check_open(request)
        return request

    def _answer_heartbeat(self, heartbeat: m.HeartbeatReq) -> None:
        if self.heartbeat_failure is None:
            self._write(m.HeartbeatConf(invoke_id=heartbeat.invoke_id))
        else:
            self._write(m.FailureConf(invoke_id=heartbeat.invoke_id, status=self.heartbeat_failure))

    def _answer_failure(self, number: int, body: bytes, error: CtiError) -> None:
        """FAILURE_CONF, or FAILURE_EVENT for a message that has no invoke id to answer to."""
        cls = REGISTRY.get(number)
        text = None if isinstance(error, InvalidVersion) else str(error)  # whose form of a text is unknown
        if cls is not None and not hasattr(cls, "invoke_id"):
            self._write(m.FailureEvent(status=error.status, text=text))
        else:
            invoke_id = int.from_bytes(body[:4], "big")
            self._write(m.FailureConf(invoke_id=invoke_id, status=error.status, text=text))


def check_open(request: m.OpenReq) -> None:
    """The refusals of OPEN_REQ that need nothing but the request itself.

    InvalidTimeout under 20 s, InvalidField for agent mode and bridge mode at once (unconfirmed), and
    RequiredDataMissing for agent mode without any of the three identifiers of an agent.
    """
    if request.idle_timeout < MIN_IDLE_TIMEOUT:
        raise InvalidTimeout(f"IdleTimeout {request.idle_timeout}; at least {MIN_IDLE_TIMEOUT} seconds")
    agent_mode = request.services_requested & ServiceMask.CLIENT_EVENTS
    if agent_mode and request.services_requested & ServiceMask.ALL_EVENTS:
        raise InvalidField("CTI_SERVICE_CLIENT_EVENTS and CTI_SERVICE_ALL_EVENTS exclude each other")
    if agent_mode and not (request.agent_extension or request.agent_instrument or request.agent_id):
        raise RequiredDataMissing("agent mode needs AgentExtension, AgentInstrument or AgentID")
