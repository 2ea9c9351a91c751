"""Is this password right? Agents' passwords live in Unified CM, which is asked over AXL.

What was right is remembered for a short while, as a keyed hash that is worthless outside this process.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Protocol

from vos.xmpp_address import same_user

REMEMBERED = 20_000


class CannotTell(Exception):
    """Nobody could say whether the password is right; the text tells why."""


class Passwords(Protocol):
    """Who knows."""

    def known(self, user: str, password: str) -> bool:
        """Whether it is known, without asking anybody, that the password is right."""

    async def check(self, user: str, password: str) -> bool:
        """Whether it is right. CannotTell if that cannot be found out."""


class Directory(Protocol):
    """Where the passwords are."""

    async def authenticate(self, user: str, password: str) -> bool:
        """Whether it is right. CannotTell if that cannot be found out."""


class Accounts:
    """The service user, who is a local account, and the users of a directory."""

    def __init__(
        self,
        service_user: str,
        service_password: str,
        directory: Directory,
        remember: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`remember`: seconds for which a right password is not asked for again; 0 asks every time."""
        self._service_user = same_user(service_user)
        self._service_password = service_password.encode()
        self._directory = directory
        self._remember = remember
        self._clock = clock
        self._key = secrets.token_bytes(32)
        self._right: OrderedDict[bytes, float] = OrderedDict()  # hash: until when; the oldest first

    def known(self, user: str, password: str) -> bool:
        if same_user(user) == self._service_user:
            return self._is_service_password(password)
        return self._right.get(self._hash(user, password), -1.0) > self._clock()

    async def check(self, user: str, password: str) -> bool:
        if same_user(user) == self._service_user:
            return self._is_service_password(password)
        right = await self._directory.authenticate(user, password)
        if right and self._remember:
            self._note(self._hash(user, password))
        return right

    def _is_service_password(self, password: str) -> bool:
        return hmac.compare_digest(password.encode(), self._service_password)

    def _note(self, fingerprint: bytes) -> None:
        now = self._clock()
        self._right.pop(fingerprint, None)
        while self._right and (len(self._right) >= REMEMBERED or next(iter(self._right.values())) <= now):
            self._right.popitem(last=False)
        self._right[fingerprint] = now + self._remember

    def _hash(self, user: str, password: str) -> bytes:
        both = f"{same_user(user)}\0{password}".encode()
        return hashlib.blake2b(both, key=self._key, digest_size=32).digest()
