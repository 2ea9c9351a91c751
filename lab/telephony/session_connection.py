"""A session of any protocol on a TCP connection, and on the next one after a break."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import Any, Protocol, cast

from vos.address import Address
from vos.alarm import Alarm

RETRY_SECONDS = 0.25


class Session(Protocol):
    """What JTAPI's and CTI's sessions have in common."""

    def receive_data(self, data: bytes, now: float) -> Iterable[Any]: ...
    def tick(self, now: float) -> None: ...
    def next_deadline(self) -> float | None: ...
    def data_to_send(self) -> bytes: ...


class SessionConnection(asyncio.Protocol):
    """One connection. `hear` gets every message; `ended` tells why it is over.

    What the session raises of `breaks` ends it.
    """

    def __init__(
        self, session: Session, hear: Callable[[Any], None], breaks: tuple[type[Exception], ...]
    ) -> None:
        self._loop = asyncio.get_running_loop()
        self.ended: asyncio.Future[Exception] = self._loop.create_future()
        self._session = session
        self._hear = hear
        self._breaks = breaks
        self._alarm = Alarm(self._loop, self._wake)
        self._transport: asyncio.Transport | None = None

    def flush(self) -> None:
        """Let go out what the session has to send."""
        if self._transport is not None and not self.ended.done():
            self._transport.write(self._session.data_to_send())
            self._alarm.set(self._session.next_deadline())

    def close(self) -> None:
        self._alarm.cancel()
        if self._transport is not None:
            self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop's own class is none of asyncio's
        self.flush()

    def data_received(self, data: bytes) -> None:
        try:
            for message in self._session.receive_data(data, self._loop.time()):
                self._hear(message)
        except self._breaks as error:
            self._end(error)
        else:
            self.flush()

    def connection_lost(self, error: Exception | None) -> None:
        self._transport = None
        self._end(error or ConnectionError("the server closed the connection"))

    def _wake(self) -> None:
        try:
            self._session.tick(self._loop.time())
        except self._breaks as error:
            self._end(error)
        else:
            self.flush()

    def _end(self, reason: Exception) -> None:
        self._alarm.cancel()
        if not self.ended.done():
            self.ended.set_result(reason)


async def stay_connected(
    address: Address,
    made: Callable[[], SessionConnection],
    serve: Callable[[SessionConnection], Awaitable[Exception]],
    lost: Callable[[Exception], None],
) -> None:
    """Connect and `serve` the connection, again after every break, until cancelled. `lost` is told why."""
    loop = asyncio.get_running_loop()
    while True:
        connection: SessionConnection | None = None
        try:
            _, connection = await loop.create_connection(made, *address)
            lost(await serve(connection))
        except OSError as error:
            lost(error)
        finally:
            if connection is not None:
                connection.close()
        await asyncio.sleep(RETRY_SECONDS)
