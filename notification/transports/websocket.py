"""XMPP over WebSocket (RFC 7395): one element per text message."""

from __future__ import annotations

from collections.abc import Iterator

from notification.host import Host
from notification.transports.link import StreamLink
from notification.transports.liveness import Patience
from notification.xmpp import names
from notification.xmpp.errors import StreamError
from notification.xmpp.session import WEBSOCKET, Ending, Session, State
from notification.xmpp.stream import LANGUAGE, document, language, supported
from vos import frames
from vos.frames import FrameError, FrameReader, Message
from vos.xml import attribute

# Strophe 1.2 compares it as a string, with the space.
CLOSE = f'<close xmlns="{names.FRAMING}" />'.encode()
_STREAM = f' xmlns:stream="{names.STREAMS}"'


class WebSocketLink(StreamLink):
    """One client's connection, from the handshake on."""

    __slots__ = ("opened", "reader", "stanza_limit")

    def __init__(
        self,
        host: Host,
        patience: Patience,
        unread_limit: int,
        *,
        sign_in_limit: int,
        stanza_limit: int,
    ) -> None:
        """The limits are bytes of one message, before and after the sign-in."""
        super().__init__(host, patience, unread_limit)
        self.stanza_limit = stanza_limit
        self.session = Session(host.router, self, WEBSOCKET)
        self.reader = FrameReader(sign_in_limit)
        self.opened = False

    def take(self, data: bytes) -> Iterator[None]:
        for message in self.reader.feed(data):
            if self.session.state is State.ENDED:
                return
            if isinstance(message, FrameError):
                self._break_off(message.code)
            elif message.opcode == frames.TEXT:
                self._element(message.payload)
            else:
                self._control(message)
            yield

    def flush(self, now: float) -> None:
        if self.session.state is State.SIGNED_IN:
            self.reader.limit = self.stanza_limit
        super().flush(now)

    def written(self, elements: list[bytes]) -> bytes:
        return b"".join([frames.frame(element) for element in elements])

    def farewell(self, error: StreamError | None) -> bytes:
        said = [] if self.opened else [self._open()]
        if error is not None:
            said.append(error.xml(_STREAM).encode())
        return self.written([*said, CLOSE]) + frames.close_frame()

    def ping(self) -> None:
        if self.transport is not None:
            self.transport.write(frames.frame(b"", frames.PING))

    def release(self) -> None:
        """Nothing holds on to anything."""

    def _element(self, payload: bytes) -> None:
        if payload.isspace():
            return
        session = self.session
        try:
            element = document(payload)
        except StreamError as error:
            session.end(Ending(error))
            return
        framing = element.ns == names.FRAMING
        if not self.opened and not framing:
            session.fail("invalid-namespace" if element.name == "open" else "bad-format")
        elif element.name == "open":
            self.opened = True
            session.write(self._open(language(element.attributes)))
            if supported(element.get("version")):
                session.opened(element.get(LANGUAGE))
            else:
                session.fail("unsupported-version")
        elif element.name == "close":
            session.end(Ending(None))
        elif framing:
            session.fail("bad-format")
        else:
            session.receive(element)

    def _control(self, message: Message) -> None:
        if message.opcode == frames.PING:
            if self.transport is not None:
                self.transport.write(frames.frame(message.payload, frames.PONG))
                if self.transport.get_write_buffer_size() > self.unread_limit:
                    self.transport.abort()  # it asks on and on, and reads no answer
        elif message.opcode == frames.CLOSE:
            code = int.from_bytes(message.payload[:2], "big") if message.payload else frames.NORMAL
            self._break_off(code)

    def _break_off(self, code: int) -> None:
        """Close the WebSocket itself: without a word of XMPP, which would come after the end."""
        self.session.gone()
        if self.transport is not None:
            self.transport.write(frames.close_frame(code))
            self._close(self.host.loop.time())

    def _open(self, lang: str = "en") -> bytes:
        session = self.session
        return (
            f'<open xmlns="{names.FRAMING}" from="{attribute(session.router.domain)}" id="{session.id}"'
            f' xml:lang="{lang}" version="1.0"/>'
        ).encode()
