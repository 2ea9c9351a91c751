"""One end of the JTAPI link, without a socket: bytes and the time in, messages and bytes out.

Both ends are alike: each sends a heartbeat when it has said nothing for an interval, and holds the link dead
after two intervals without a byte from the other (Cisco Unified JTAPI Developers Guide, heartbeats).
"""

from __future__ import annotations

from collections.abc import Iterator

from ccx_engine.jtapi import wire
from ccx_engine.jtapi.messages import Heartbeat, Message

HEARTBEAT_SECONDS = 30.0
MISSED_INTERVALS = 2


class LinkLost(Exception):
    """Nothing was heard for two heartbeat intervals."""


class Session:
    """Frames, and who is still there. Times are seconds of any one clock."""

    def __init__(self, now: float, heartbeat: float = HEARTBEAT_SECONDS) -> None:
        self.largest = wire.MAX_BODY  # bytes of a message that is let in
        self._heartbeat = heartbeat
        self._heard = now
        self._said = now
        self._received = bytearray()
        self._outgoing = bytearray()

    def receive_data(self, data: bytes, now: float) -> Iterator[Message]:
        """The messages that these bytes complete, heartbeats left out. FormatError ends the link."""
        self._heard = now
        self._received += data
        while len(self._received) >= wire.HEADER.size:
            (length,) = wire.HEADER.unpack_from(self._received)
            if length > self.largest:
                raise wire.FormatError(f"a message of {length} bytes; the limit is {self.largest}")
            end = wire.HEADER.size + length
            if len(self._received) < end:
                return
            body = bytes(self._received[wire.HEADER.size : end])
            del self._received[:end]
            message = wire.decode(body)
            if not isinstance(message, Heartbeat):
                yield message

    def send(self, message: Message, now: float) -> None:
        """Put a message among the bytes to send."""
        self.send_frame(wire.encode(message), now)

    def send_frame(self, frame: bytes, now: float) -> None:
        """Put a message among the bytes to send that is encoded already, for one of its several receivers."""
        self._said = now
        self._outgoing += frame

    def data_to_send(self) -> bytes:
        """The bytes to write now; they are handed out once."""
        data = bytes(self._outgoing)
        self._outgoing.clear()
        return data

    def next_deadline(self) -> float:
        """When `tick` must be called next."""
        return min(self._said + self._heartbeat, self._heard + MISSED_INTERVALS * self._heartbeat)

    def tick(self, now: float) -> None:
        """Time has passed: send a heartbeat if one is due; LinkLost if the peer has been silent too long."""
        if now >= self._heard + MISSED_INTERVALS * self._heartbeat:
            raise LinkLost(f"nothing heard for {now - self._heard:.0f} s")
        if now >= self._said + self._heartbeat:
            self.send(Heartbeat(), now)
