"""When a connection has been silent for too long: ask whether it is there, then give it up."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds: until a client must have signed in; of silence until it is asked, and until it is given up."""

    sign_in: float = 60
    ping: float = 60
    drop: float = 120


class Step(Enum):
    """What a deadline asks for."""

    PING = auto()
    DROP = auto()


class Liveness:
    """The silence of one connection."""

    __slots__ = ("_asked", "_heard", "_must_be_in", "_patience")

    def __init__(self, patience: Patience, now: float) -> None:
        self._patience = patience
        self._heard = now
        self._asked = False
        self._must_be_in: float | None = now + patience.sign_in

    def heard(self, now: float) -> None:
        """Bytes came, whatever they were."""
        self._heard = now
        self._asked = False

    def signed_in(self) -> None:
        """From now on only silence counts."""
        self._must_be_in = None

    def next_deadline(self) -> float:
        """When to tick next; it may turn out that there is nothing to do yet."""
        quiet = self._heard + (self._patience.drop if self._asked else self._patience.ping)
        return quiet if self._must_be_in is None else min(quiet, self._must_be_in)

    def tick(self, now: float) -> Step | None:
        """What to do now."""
        if self._must_be_in is not None and now >= self._must_be_in:
            return Step.DROP
        silence = now - self._heard
        if silence >= self._patience.drop:
            return Step.DROP
        if silence >= self._patience.ping and not self._asked:
            self._asked = True
            return Step.PING
        return None
