"""Who asks: whose name and password a request has.

Passwords are CUCM's; what was right a moment ago is remembered, keyed and hashed, for a short while.
Source: Finesse Web Services guide, authentication.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import hashlib
import hmac
import logging
import re
import secrets
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum

from finesse.api.caller import Caller
from finesse.api.errors import AuthorizationFailure, ServiceUnavailable
from finesse.realtime.state import RealtimeState
from vos.turns import GaveWay, Turns

logger = logging.getLogger(__name__)

QUESTIONS_AT_ONCE = 16
QUESTIONS_WAITING = 1_000
TOLD_AGAIN = 60.0  # seconds until the log tells of a lock again

# RFC 7617 allows no control characters in a name or password; the others are none that XML can carry to AXL.
_NEVER_IN_ONE = re.compile("[\x00-\x1f\x7f\ufffe\uffff]")


class Verdict(StrEnum):
    """What Unified CM says of a password."""

    RIGHT = "right"
    WRONG = "wrong"
    LOCKED = "locked"  # the account is, whatever the password


@dataclass(slots=True)
class _Remembered:
    digest: bytes
    until: float


class Authentication:
    """Checks Basic credentials. `check` asks CUCM; times are those of `clock`, in seconds.

    CUCM counts wrong passwords and locks accounts, because all who check passwords ask it. So whoever is not
    remembered is asked for there, names that are nobody's here, too: they cost the same. Who was refused is
    remembered no more, so that the next right password counts there as well.
    """

    def __init__(
        self,
        state: RealtimeState,
        administrator: str,
        check: Callable[[str, str], Awaitable[Verdict]],
        clock: Callable[[], float],
        *,
        remembered_for: float,
    ) -> None:
        self._state = state
        self._administrator = administrator
        self._check = check
        self._clock = clock
        self._remembered_for = remembered_for
        self._key = secrets.token_bytes(32)
        self._remembered: dict[str, _Remembered] = {}
        self._asking: dict[tuple[str, bytes], asyncio.Task[bool]] = {}
        self._turns = Turns(QUESTIONS_AT_ONCE, QUESTIONS_WAITING)
        self._told: OrderedDict[str, float] = OrderedDict()  # of a lock, when

    async def caller(self, authorization: str | None, address: str) -> Caller:
        """Whose Authorization header that is; AuthorizationFailure if nobody's, or the account is locked.

        `address` is where the request comes from. ServiceUnavailable if too many ask at once.
        """
        name, password = _credentials(authorization)
        caller = self._who(name, password)
        right = await self._right(caller.name if caller else name.lower(), password, address)
        if caller is None or not right:
            raise AuthorizationFailure(name)
        return caller

    def remembers(self, authorization: str) -> str | None:
        """Whose Authorization header that is, as far as it is known without asking Unified CM."""
        try:
            name, password = _credentials(authorization)
        except AuthorizationFailure:
            return None
        caller = self._who(name, password)
        digest = hmac.digest(self._key, password.encode(), hashlib.sha256)
        return caller.name if caller is not None and self._known(caller.name, digest) else None

    def _who(self, name: str, password: str) -> Caller | None:
        user = self._state.user(name)
        if user is not None:
            return Caller(user.login_id, user, password)
        if name.lower() == self._administrator.lower():
            return Caller(self._administrator, None, password)
        return None

    async def _right(self, name: str, password: str, address: str) -> bool:
        digest = hmac.digest(self._key, password.encode(), hashlib.sha256)
        if self._known(name, digest):
            return True
        # A page that sends ten requests at once causes one question to CUCM.
        question = self._asking.get((name, digest))
        if question is None:
            question = asyncio.create_task(self._ask(name, password, digest, address))
            self._asking[name, digest] = question
            question.add_done_callback(lambda question: self._asked((name, digest), question))
        return await asyncio.shield(question)

    def _asked(self, what: tuple[str, bytes], question: asyncio.Task[bool]) -> None:
        del self._asking[what]
        if not question.cancelled():
            question.exception()  # who asked has it too, unless all of them have left

    async def _ask(self, name: str, password: str, digest: bytes, address: str) -> bool:
        try:
            async with self._turns.turn((address, name)):
                verdict = await self._check(name, password)
        except GaveWay:
            raise ServiceUnavailable from None
        if verdict is Verdict.RIGHT:
            if self._who(name, password) is not None:
                self._remembered[name] = _Remembered(digest, self._clock() + self._remembered_for)
            return True
        self._remembered.pop(name, None)
        if verdict is Verdict.LOCKED:
            self._tell_of_lock(name, address)
        return False

    def _known(self, name: str, digest: bytes) -> bool:
        known = self._remembered.get(name)
        return known is not None and known.until > self._clock() and hmac.compare_digest(known.digest, digest)

    def _tell_of_lock(self, name: str, address: str) -> None:
        """Where a try on a locked account came from, once a minute; CUCM tells until when it is locked."""
        now = self._clock()
        while self._told and next(iter(self._told.values())) + TOLD_AGAIN <= now:
            self._told.popitem(last=False)
        if name not in self._told:
            self._told[name] = now
            logger.warning("%s is locked, says Unified CM; the last try here came from %s", name, address)


def _credentials(authorization: str | None) -> tuple[str, str]:
    scheme, _, encoded = (authorization or "").partition(" ")
    if scheme.lower() != "basic":
        raise AuthorizationFailure()
    try:
        decoded = base64.b64decode(encoded.strip(), validate=True)
    except (binascii.Error, ValueError):
        raise AuthorizationFailure() from None
    try:
        plain = decoded.decode("utf-8")
    except UnicodeDecodeError:
        plain = decoded.decode("latin-1")
    name, colon, password = plain.partition(":")
    if not colon or not name or not password or _NEVER_IN_ONE.search(plain):
        raise AuthorizationFailure(name)
    return name, password
