"""A client's requests for the notification service, taken from its connection and passed on one at a time."""

from __future__ import annotations

import asyncio
import logging
from email.utils import formatdate
from http import HTTPStatus
from typing import Protocol

import httptools

from finesse.reverse_proxy.head import Head
from finesse.reverse_proxy.upstream import Pool, Upstream
from vos import frames
from vos.http.refused import Refused

HEAD_BYTES = 16_384
BODY_BYTES = 1 << 20
MESSAGE_BYTES = BODY_BYTES  # of a WebSocket
UNREAD_BYTES = 1 << 20  # that may wait for a client that does not read
REQUEST_SECONDS = 30.0  # until a request has arrived
CLOSING_SECONDS = 5.0  # for a client to read the last answer
CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"

logger = logging.getLogger(__name__)


class Asker(Protocol):
    """Whose requests are passed on."""

    def asks(self) -> None:
        """A request is whole, and passed on."""

    def is_answered(self) -> None:
        """That is over; if the connection stays, it is idle from now on."""

    def go_on(self, data: bytes) -> None:
        """Bytes that follow such a request, once it is answered."""


class Forwarder:
    """One client's connection, as far as it asks for the notification service."""

    __slots__ = (
        "_alarm", "_asker", "_asking", "_bare", "_buffer", "_frames", "_head", "_keep", "_pool", "_said",
        "_transport", "_waiting", "address", "busy", "spliced", "upstream",
    )  # fmt: skip

    def __init__(self, pool: Pool, transport: asyncio.Transport, asker: Asker, address: str) -> None:
        self.address = address  # the client's
        self.upstream: Upstream | None = None
        self.busy = False  # between the first byte of a request and the last of its answer
        self.spliced = False  # the connection has become a WebSocket
        self._pool = pool
        self._transport = transport
        self._asker = asker
        self._asking = False  # and so has a place in the pool
        self._buffer = bytearray()  # what is not read yet
        self._head: Head | None = None  # of a request whose body is still coming
        self._waiting = False  # for an answer
        self._bare: bytes | None = None  # of an answer to HEAD the bytes until its head is whole
        self._frames: frames.FrameReader | None = None  # of a WebSocket, until its client has closed it
        self._said = False  # some of that answer
        self._keep = True  # the connection after that
        self._alarm: asyncio.TimerHandle | None = None

    def receive(self, data: bytes) -> None:
        """Bytes from the client, the first of them those of a request."""
        self.busy = True
        if self.spliced:
            self._pass_on(data)
            return
        self._buffer += data
        if not self._waiting:
            self._read()
        elif len(self._buffer) > HEAD_BYTES + BODY_BYTES:
            self._transport.abort()  # nobody asks for so much at once

    def close(self) -> None:
        """The client is gone."""
        self._silence()
        self._waiting = True
        self._buffer.clear()
        self._pool.leave(self)
        self._leave_place()

    def heard(self, data: bytes) -> None:
        if self._bare is not None:
            data = self._head_of(data)
            if not data:
                return
        self._said = True
        self._transport.write(data)
        if not self.spliced and self._transport.get_write_buffer_size() > UNREAD_BYTES:
            self._transport.abort()

    def answered(self, *, keep: bool) -> None:
        self._end_answer()
        if not (keep and self._keep):
            self._close()
        elif self._buffer:
            self._pool.loop.call_soon(self._continue)
        else:
            self._waiting = self.busy = False

    def switched(self) -> None:
        self.spliced = True
        self._frames = frames.FrameReader(MESSAGE_BYTES)
        if self._buffer:
            self.receive(self._taken(len(self._buffer)))

    def lost(self, status: int, reason: str) -> None:
        if self._said:
            self._end_answer()
            self._close()
            return
        text = f"the notification service at {self._pool.address} does not answer: {reason}"
        logger.warning("%s", text)
        self._say(status, text)
        self.answered(keep=True)

    def pause_reading(self) -> None:
        self._transport.pause_reading()

    def resume_reading(self) -> None:
        self._transport.resume_reading()

    def pause_writing(self) -> None:
        """The client does not read what comes over its WebSocket; then nothing more is read for it."""
        if self.spliced and self.upstream is not None and self.upstream.transport is not None:
            self.upstream.transport.pause_reading()

    def resume_writing(self) -> None:
        """It reads again."""
        if self.spliced and self.upstream is not None and self.upstream.transport is not None:
            self.upstream.transport.resume_reading()

    def _read(self) -> None:
        try:
            head = self._head or self._read_head()
            body = self._read_body(head) if head is not None else None
            if head is not None and body is not None:
                body = head.decoded(body)
        except Refused as wrong:
            self._refuse(wrong.status, str(wrong))
            return
        except httptools.HttpParserError:
            self._refuse(HTTPStatus.BAD_REQUEST)
            return
        if head is None or body is None:
            if not self._waiting and self._alarm is None:
                self._alarm = self._pool.loop.call_later(
                    REQUEST_SECONDS, self._refuse, HTTPStatus.REQUEST_TIMEOUT
                )
            return
        self._head = None
        self._silence()
        self._waiting, self._said, self._keep = True, False, head.keep
        if refusal := head.refusal():
            self._say(*refusal)
            self.answered(keep=True)
        elif refused := self._pool.take_place(self.address):
            self.lost(HTTPStatus.SERVICE_UNAVAILABLE, refused)
        else:
            self._asking = True
            self._asker.asks()
            self._pool.ask(self, head.request(body, self._pool.sites, self._pool.host))
        head.forget()

    def _read_head(self) -> Head | None:
        """None if it is not whole yet, or was refused."""
        end = self._buffer.find(b"\r\n\r\n") + 4
        if end < 4 or end > HEAD_BYTES:
            if len(self._buffer) > HEAD_BYTES:
                self._refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
            return None
        self._bare = None  # the last request's
        head = Head()
        head.feed(self._taken(end))
        if head.method == b"HEAD":
            self._bare = b""
        if wrong := head.wrong():
            self._refuse(wrong.status, str(wrong))
            return None
        if head.length is not None and head.length > BODY_BYTES:
            self._refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            return None
        self._head = head
        return head

    def _read_body(self, head: Head) -> bytes | None:
        """None if it is not whole yet, or was refused."""
        if head.length is not None and len(self._buffer) >= head.length:
            return self._taken(head.length)
        if head.expects:
            head.expects = False
            self._transport.write(CONTINUE)
        if head.length is not None:
            return None
        head.feed(self._taken(len(self._buffer)))  # nothing behind chunks is: the connection ends there
        if len(head.body) > BODY_BYTES:
            self._refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            return None
        return bytes(head.body) if head.complete else None

    def _continue(self) -> None:
        """What the client has sent meanwhile, perhaps for somebody else on this node."""
        self._waiting = self.busy = False
        self._asker.go_on(self._taken(len(self._buffer)))

    def _taken(self, size: int) -> bytes:
        """So many bytes from the front of what is not read yet."""
        taken = bytes(self._buffer[:size])
        del self._buffer[:size]
        return taken

    def _end_answer(self) -> None:
        self._leave_place()
        self._asker.is_answered()

    def _leave_place(self) -> None:
        if self._asking:
            self._asking = False
            self._pool.leave_place(self.address)

    def _refuse(self, status: HTTPStatus, text: str = "") -> None:
        """Not HTTP, too much of it, or too slow: say so and close."""
        self._say(status, text, b"Connection: close\r\n")
        self._close()

    def _say(self, status: int, text: str, headers: bytes = b"") -> None:
        body = text.encode()
        date = formatdate(usegmt=True).encode()
        self._transport.write(
            b"HTTP/1.1 %d %b\r\n%bAccess-Control-Allow-Origin: *\r\nDate: %b\r\n"
            b"Content-Type: text/plain; charset=utf-8\r\nContent-Length: %d\r\n\r\n%b"
            % (
                status,
                HTTPStatus(status).phrase.encode(),
                headers,
                date,
                len(body),
                b"" if self._bare is not None else body,
            )
        )

    def _head_of(self, data: bytes) -> bytes:
        """The head of an answer to HEAD, once it is whole; of its body nothing."""
        assert self._bare is not None
        if self._said:
            return b""
        self._bare += data
        head, end, _ = self._bare.partition(b"\r\n\r\n")
        return head + end if end else b""

    def _pass_on(self, data: bytes) -> None:
        """A client's bytes, as long as they are frames: who stands behind may be less strict."""
        if self._frames is None:
            return  # nothing follows a close
        for message in self._frames.feed(data):
            if isinstance(message, frames.FrameError):
                self._transport.write(frames.close_frame(message.code))
                self._pool.leave(self)
                self._close()
                return
            if message.opcode == frames.CLOSE:
                self._frames = None
                break
        if self.upstream is not None and self.upstream.transport is not None:
            self.upstream.transport.write(data)

    def _close(self) -> None:
        """Once the client has read what was said to it, or has had time to."""
        self._silence()
        self._waiting = True
        self._frames = None
        self._buffer.clear()
        self._transport.close()
        self._alarm = self._pool.loop.call_later(CLOSING_SECONDS, self._transport.abort)

    def _silence(self) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None
