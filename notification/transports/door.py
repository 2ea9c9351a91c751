"""Listening: a connection that says nothing costs no more than its socket, and has its place not for long.

A TLS handshake holds some 50 kB from its start on, so it is only started once the client has said something,
and of those under way at once the oldest gives way. The loops' own servers let any number of silent
connections hold that memory, and nobody counts them.
"""

from __future__ import annotations

import asyncio
import errno
import logging
import socket
import ssl
from collections.abc import Callable

from notification.host import Host

logger = logging.getLogger(__name__)

HANDSHAKES_AT_ONCE = 500
ACCEPTS_AT_ONCE = 100  # before others have their turn
EXHAUSTED = (errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM)
EXHAUSTED_SECONDS = 0.5  # until it is tried again when the system has no more sockets


class Guest:
    """A connection before its handshake is done."""

    transport = None

    def __init__(self, door: Door, sock: socket.socket, deadline: float) -> None:
        self.door = door
        self.sock = sock
        self.deadline: float | None = deadline
        self.queued_for: float | None = None
        self.handshake: asyncio.Task[None] | None = None
        self.inside: asyncio.Protocol | None = None  # what it is once it is let in

    def stop(self) -> None:
        """The service stops. There is no session to tell of it."""

    def give_way(self) -> None:
        """Close the socket: its place is somebody else's now."""
        self.door.turn_away(self)

    def tick(self, now: float) -> None:
        """It said nothing in time."""
        self.deadline = None
        self.door.turn_away(self)


class Door:
    """One listening socket. What comes through it is `connection`'s, with TLS where there is a context."""

    def __init__(
        self,
        host: Host,
        listener: socket.socket,
        context: ssl.SSLContext | None,
        connection: Callable[[], asyncio.Protocol],
        seconds: float,
    ) -> None:
        """`seconds`: for the first byte, and for the handshake from then on."""
        self.host = host
        self.listener = listener
        self.context = context
        self.connection = connection
        self.seconds = seconds
        self.silent: dict[Guest, None] = {}  # the oldest first
        self.shaking: dict[Guest, None] = {}  # hands
        self._again: asyncio.TimerHandle | None = None
        listener.setblocking(False)
        host.loop.add_reader(listener, self._knock)

    def close(self) -> None:
        """Let nobody in any more; who is not inside yet is turned away."""
        if self._again is not None:
            self._again.cancel()
        self.host.loop.remove_reader(self.listener)
        self.listener.close()
        for guest in (*self.silent, *self.shaking):
            self.turn_away(guest)

    def turn_away(self, guest: Guest) -> None:
        """Close a connection that is not inside yet."""
        if guest in self.silent:
            del self.silent[guest]
            self.host.loop.remove_reader(guest.sock)
            guest.sock.close()
            self.host.dismiss(guest)
        elif guest.handshake is not None:
            guest.handshake.cancel()

    def _knock(self) -> None:
        now = self.host.loop.time()
        for number in range(ACCEPTS_AT_ONCE):
            try:
                sock, address = self.listener.accept()
            except (BlockingIOError, InterruptedError):
                break
            except OSError as error:
                if error.errno not in EXHAUSTED:
                    continue  # that client left at once
                if number:
                    break  # perhaps nobody waits; the loop knows, and the first try is for somebody
                if not self.silent:
                    self._pause(error)
                    break
                self.turn_away(next(iter(self.silent)))
                continue
            self._receive(sock, address[0], now)
        self.host.settle(now)

    def _pause(self, error: OSError) -> None:
        logger.warning("cannot accept connections just now: %s; allow more open files (ulimit -n)", error)
        self.host.loop.remove_reader(self.listener)
        self._again = self.host.loop.call_later(
            EXHAUSTED_SECONDS, self.host.loop.add_reader, self.listener, self._knock
        )

    def _receive(self, sock: socket.socket, address: str, now: float) -> None:
        guest = Guest(self, sock, now + self.seconds)
        sock.setblocking(False)
        self.silent[guest] = None
        if not self.host.admit(guest, address):
            del self.silent[guest]
            sock.close()
            self.host.dismiss(guest)
            return
        self.host.deadlines.update(guest)
        self.host.loop.add_reader(sock, self._spoke, guest)

    def _spoke(self, guest: Guest) -> None:
        """It said something, or is gone."""
        try:
            gone = not guest.sock.recv(1, socket.MSG_PEEK)
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            gone = True
        if gone:
            self.turn_away(guest)
            return
        self.host.loop.remove_reader(guest.sock)
        del self.silent[guest]
        guest.deadline = None
        self.host.deadlines.forget(guest)
        guest.handshake = self.host.run(self._let_in(guest))
        if self.context is not None:
            self.shaking[guest] = None
            if len(self.shaking) > HANDSHAKES_AT_ONCE:
                self.turn_away(next(iter(self.shaking)))

    async def _let_in(self, guest: Guest) -> None:
        def inside() -> asyncio.Protocol:
            """What the connection is from here on. While hands are shaken the guest still has the place."""
            guest.inside = self.connection()
            self.host.arriving[guest.inside] = guest
            return guest.inside

        seconds = self.seconds if self.context is not None else None
        try:
            await self.host.loop.connect_accepted_socket(
                inside, guest.sock, ssl=self.context, ssl_handshake_timeout=seconds
            )
        except OSError as error:  # ssl.SSLError and timeouts are OSErrors
            logger.info("a TLS handshake failed: %s", error)
        finally:
            self.host.arriving.pop(guest.inside, None)
            self.shaking.pop(guest, None)
            self.host.dismiss(guest)
