"""XMPP over TCP (RFC 6120): 5222 with STARTTLS on offer, 5223 with TLS from the first byte."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator

from notification.host import Host
from notification.transports.link import StreamLink
from notification.transports.liveness import Patience
from notification.transports.turn import PIECE_BYTES
from notification.xmpp import names
from notification.xmpp.errors import StreamError
from notification.xmpp.session import TCP, Ending, Session, State
from notification.xmpp.stanza import Element
from notification.xmpp.stream import LANGUAGE, Closed, Event, Opened, StreamParser, language, supported
from vos.xml import attribute

logger = logging.getLogger(__name__)

HANDSHAKE_SECONDS = 20.0
END = b"</stream:stream>"

# Openfire 3 and 4 send header and features in two writes before the sign-in, and in one after it (its
# LocalClientSession and StanzaHandler). Clients that count their reads need the two to lie apart.
FEATURES_AFTER = 0.02  # seconds


class TcpLink(StreamLink):
    """One client's connection."""

    __slots__ = (
        "early", "features", "language", "limit", "opened", "parser", "sign_in_limit", "stanza_limit",
    )  # fmt: skip

    def __init__(
        self,
        host: Host,
        patience: Patience,
        unread_limit: int,
        *,
        sign_in_limit: int,
        stanza_limit: int,
        starttls: bool,
    ) -> None:
        """The limits are bytes of one stanza, before and after the sign-in."""
        super().__init__(host, patience, unread_limit)
        self.sign_in_limit = sign_in_limit
        self.stanza_limit = stanza_limit
        self.session = Session(host.router, self, TCP, starttls=starttls)
        self.limit = sign_in_limit
        self.parser: StreamParser | None = None  # who says nothing needs none
        self.opened = False
        self.language = ""
        self.features: asyncio.TimerHandle | None = None  # they follow the header
        self.early: bytearray | None = None  # what comes between the TLS handshake and our hearing of it

    def take(self, data: bytes) -> Iterator[None]:
        for at in range(0, len(data), PIECE_BYTES):
            piece = data[at : at + PIECE_BYTES]
            if self.early is not None:
                self.early += piece
                if len(self.early) > self.sign_in_limit and self.transport is not None:
                    self.transport.abort()
                    return
                continue
            if self.parser is None:
                self.parser = StreamParser(self.limit)
            for event in self.parser.feed(piece):
                self._happened(event)
                yield
            yield

    def heard(self) -> None:
        super().heard()
        if self.session.tls_wanted and not self.turn.over:
            self.flush(self.host.loop.time())

    def read_on(self) -> None:
        if self.session.state is not State.CHECKING and self.early is None:
            super().read_on()

    def flush(self, now: float) -> None:
        super().flush(now)
        session = self.session
        if self.closing or self.transport is None or self.transport.is_closing():
            return
        if session.state is State.CHECKING:
            self.transport.pause_reading()  # what comes next belongs to another stream, or to none
        elif session.state is State.SIGNED_IN and self.opened:
            self._start_anew(self.stanza_limit)
            self._resume()
        elif session.state is State.CONNECTED and session.tls_wanted:
            self.transport.pause_reading()
            if not self.turn.over:  # else what was sent with it is heard first, and refused
                session.tls_wanted = False
                self.early = bytearray()
                self.host.run(self._start_tls())
        elif session.state is State.CONNECTED and self.early is None:
            self._resume()

    def stop(self) -> None:
        if self.early is None:  # in the midst of a handshake there is nothing to say
            super().stop()

    def written(self, elements: list[bytes]) -> bytes:
        return b"".join(elements)

    def farewell(self, error: StreamError | None) -> bytes:
        header = b"" if self.opened else self._header()
        return header + (error.xml().encode() if error is not None else b"") + END

    def ping(self) -> None:
        if self.session.state is not State.BOUND:
            return  # nothing may be asked of a client that has no address yet
        identity = self.session.router.new_id()
        address = {"type": "get", "id": identity, "from": self.session.router.domain, "to": self.session.jid}
        self.session.send(Element(names.CLIENT, "iq", address, Element(names.PING, "ping")))

    def release(self) -> None:
        if self.features is not None:
            self.features.cancel()
            self.features = None
        if self.parser is not None:
            self.parser.close()

    def _happened(self, event: Event) -> None:
        session = self.session
        if session.state is State.ENDED:
            return
        if self.features is not None:
            self._offer()
        if session.tls_wanted:
            session.fail("policy-violation", "data after starttls")  # it may come from somebody else
        elif isinstance(event, Element):
            session.receive(event)
        elif isinstance(event, Opened):
            self.opened = True
            session.write(self._header(language(event.attributes)))
            self.language = event.attributes.get(LANGUAGE, "")
            if not supported(event.attributes.get("version", "")):
                session.fail("unsupported-version")
            elif session.state is State.SIGNED_IN:
                session.opened(self.language)
            else:
                self.features = self.host.loop.call_later(FEATURES_AFTER, self._offer_later)
        elif isinstance(event, Closed):
            session.end(Ending(None))
        else:
            session.end(Ending(event))

    def _offer(self) -> None:
        """The features that were to follow the header."""
        if self.features is not None:
            self.features.cancel()
            self.features = None
            self.session.opened(self.language)

    def _offer_later(self) -> None:
        self._offer()
        self.host.settle(self.host.loop.time())

    def _header(self, lang: str = "en") -> bytes:
        session = self.session
        return (
            f"<?xml version='1.0' encoding='UTF-8'?><stream:stream xmlns:stream=\"{names.STREAMS}\""
            f' xmlns="{names.CLIENT}" from="{attribute(session.router.domain)}" id="{session.id}"'
            f' xml:lang="{lang}" version="1.0">'
        ).encode()

    def _resume(self) -> None:
        if not self.turn.over and self.transport is not None:
            self.transport.resume_reading()

    def _start_anew(self, limit: int) -> None:
        self.release()
        self.parser = None
        self.limit = limit
        self.opened = False

    async def _start_tls(self) -> None:
        assert self.transport is not None
        try:
            secured = await self.host.loop.start_tls(
                self.transport, self, self.host.tls, server_side=True, ssl_handshake_timeout=HANDSHAKE_SECONDS
            )
        except (OSError, ConnectionError) as error:  # ssl.SSLError and timeouts are OSErrors
            logger.info("STARTTLS failed: %s", error)
            if self.transport is not None:
                self.transport.abort()
            return
        if secured is None or self.transport is None:
            return  # the client left meanwhile
        self.transport = secured
        self._start_anew(self.sign_in_limit)
        early, self.early = self.early, None
        if early:
            self.data_received(bytes(early))
