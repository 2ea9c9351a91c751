"""What the command line waits for: a lab that becomes ready, a call that comes somewhere."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

from lab.console import client
from lab.failure import LabError
from vos.address import Address

POLL_SECONDS = 0.05
QUEUED_SECONDS = 1.0  # a ready agent's phone rings at once: who is queued for longer than this waits
SETTLED = frozenset({"ringing", "talking", "failed", "ended"})
FAILED = "failed"


def until_ready(console: Address, seconds: float) -> Mapping[str, Any]:
    """The lab's status once it is ready, or as it is after that time. LabError if no lab runs there then."""
    until = time.monotonic() + seconds
    while True:
        late = time.monotonic() >= until
        try:
            status: Mapping[str, Any] = client.ask(console, "GET", "status")
            if status["ready"] or late:
                return status
        except LabError:  # it is not there yet
            if late:
                raise
        time.sleep(POLL_SECONDS)


def follow(console: Address, call: str, seconds: float, say: Callable[[str], None]) -> str:
    """Say what a call does each time that it does something else; the phase that it came to.

    It has come somewhere when it rings, is answered, fails or ends, or when it stays in a queue.
    """
    until = time.monotonic() + seconds
    said, since = "", time.monotonic()
    while True:
        told = client.ask(console, "GET", f"calls/{call}")
        phase, words, now = str(told["phase"]), str(told["summary"]), time.monotonic()
        if words != said:
            say(words)
            said, since = words, now
        waits = phase == "queued" and now - since >= QUEUED_SECONDS
        if phase in SETTLED or waits or now >= until:
            return phase
        time.sleep(POLL_SECONDS)
