"""What desktops hear of the workbench: server-sent events, the last ones kept for who comes back.

Source: HTML, Server-sent events: id, event, data, and comments that keep a connection alive.
"""

from __future__ import annotations

import asyncio
import collections
import itertools
import json
import secrets
from collections.abc import AsyncGenerator, Callable, Sequence
from typing import Any

LISTENERS = 256
WAITING = 32  # events that a listener has not taken
KEPT = 64  # events for a listener who was away for a moment
BEAT_SECONDS = 15.0  # between comments while nothing happens: who is gone is noticed by them
LISTENING_SECONDS = 900.0  # then a listener asks again, as its browser does by itself
AGAIN_MS = 500

BEAT = b": \n\n"


class Full(Exception):
    """There are as many listeners as there may be."""


class News:
    """Tells all listeners what changed; a listener who does not take it is let go, and comes back."""

    def __init__(self) -> None:
        self._listeners: set[asyncio.Queue[bytes | None]] = set()
        self._kept: collections.deque[tuple[int, bytes]] = collections.deque(maxlen=KEPT)
        self._numbers = itertools.count(1)
        self._run = secrets.token_hex(4)  # numbers of an earlier run mean nothing here
        self._closed = False

    def __len__(self) -> int:
        return len(self._listeners)

    def tell(self, event: str, data: Any) -> None:
        """Everybody hears it."""
        number = next(self._numbers)
        said = _event(event, data, f"{self._run}-{number}")
        self._kept.append((number, said))
        for listener in [*self._listeners]:
            try:
                listener.put_nowait(said)
            except asyncio.QueueFull:
                self._let_go(listener)

    def close(self) -> None:
        """Nobody listens any more."""
        self._closed = True
        for listener in [*self._listeners]:
            self._let_go(listener)

    async def heard(self, last: str, first: Callable[[], tuple[str, Any]]) -> AsyncGenerator[bytes]:
        """What one listener hears: `first`, what it has missed since the event `last`, then all that comes.

        Full when there are too many.
        """
        if self._closed or len(self._listeners) >= LISTENERS:
            raise Full
        listener: asyncio.Queue[bytes | None] = asyncio.Queue(WAITING + 1)
        self._listeners.add(listener)
        try:
            yield f"retry: {AGAIN_MS}\n\n".encode()
            yield b"".join((_event(*first(), self._last()), *self._missed(last)))
            until = asyncio.get_running_loop().time() + LISTENING_SECONDS
            while (left := until - asyncio.get_running_loop().time()) > 0:
                try:
                    said = await asyncio.wait_for(listener.get(), min(BEAT_SECONDS, left))
                except TimeoutError:
                    said = BEAT
                if said is None:
                    return
                yield said
        finally:
            self._listeners.discard(listener)

    def _last(self) -> str:
        return f"{self._run}-{self._kept[-1][0] if self._kept else 0}"

    def _missed(self, last: str) -> Sequence[bytes]:
        run, _, number = last.partition("-")
        if run != self._run or not (number.isascii() and number.isdigit() and len(number) < 19):
            return ()
        return [said for each, said in self._kept if each > int(number)]

    def _let_go(self, listener: asyncio.Queue[bytes | None]) -> None:
        self._listeners.discard(listener)
        while not listener.empty():
            listener.get_nowait()
        listener.put_nowait(None)


def _event(event: str, data: Any, number: str) -> bytes:
    return f"id: {number}\nevent: {event}\ndata: {json.dumps(data)}\n\n".encode()
